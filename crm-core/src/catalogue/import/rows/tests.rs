use proptest::prelude::*;

use super::*;

fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows().iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn marks_quotes_and_line_ends_are_read() -> Result<()> {
    let sheet = Sheet::read("\u{feff}id,الاسم\r\n1,\"a\n\"\"b\"\"\"\r\n,\r\n2,خدمة,\r\n".as_bytes())?;
    assert_eq!(sheet.headers(), ["id", "الاسم"]);
    assert_eq!(cells(&sheet), [["1", "a\n\"b\""], ["2", "خدمة"]]);
    assert_eq!(sheet.rows().iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
    Ok(())
}

#[test]
fn delimiter_and_encoding_are_found() -> Result<()> {
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode("الرقم;اسم الخدمة\n1;رخصة, بناء\n");
    let sheet = Sheet::read(&bytes)?;
    assert_eq!(sheet.headers(), ["الرقم", "اسم الخدمة"]);
    assert_eq!(cells(&sheet), [["1", "رخصة, بناء"]]);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("a\tb\n1\t2".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(cells(&Sheet::read(&utf16)?), [["1", "2"]]);
    Ok(())
}

#[test]
fn a_row_of_another_shape_breaks_alone() -> Result<()> {
    let sheet = Sheet::read(b"a,b\n1,2\n3\n4,5,6\n7,8\n")?;
    let broken: Vec<_> = sheet.rows().iter().map(|row| row.broken.clone()).collect();
    assert_eq!(broken, [None, Some(Rule::RowShape), Some(Rule::RowShape), None]);
    let long = format!("a,b\n1,{}\n", "x".repeat(MAX_CELL + 1));
    assert_eq!(Sheet::read(long.as_bytes())?.rows()[0].broken, Some(Rule::TooLong(MAX_CELL as u64)));
    Ok(())
}

#[test]
fn objects_are_rows() -> Result<()> {
    let sheet = Sheet::read(br#" [{"id": 7, "name": {"ar": "x", "en": "y"}}, {"tags": ["a", "b"], "id": "8"}]"#)?;
    assert_eq!(sheet.headers(), ["id", "name.ar", "name.en", "tags"]);
    assert_eq!(cells(&sheet), [["7", "x", "y", ""], ["8", "", "", "a,b"]]);
    assert_eq!(sheet.rows()[1].number, 2);
    Ok(())
}

#[test]
fn a_nul_breaks_its_row_and_is_not_kept() -> Result<()> {
    let sheet = Sheet::read(br#"[{"id": "1\u0000"}]"#)?;
    assert_eq!(sheet.rows()[0].broken, Some(Rule::ControlCharacter));
    assert_eq!(sheet.rows()[0].cells, ["1\u{fffd}"]);
    Ok(())
}

#[test]
fn blank_and_repeated_headings_keep_their_cells() -> Result<()> {
    let sheet = Sheet::read(b"a,,a\n1,2,3\n")?;
    assert_eq!(sheet.headers(), ["a", "#2", "a#3"]);
    assert_eq!(sheet.verbatim(&sheet.rows()[0]), serde_json::json!({"a": "1", "#2": "2", "a#3": "3"}));
    Ok(())
}

#[test]
fn what_is_no_table_is_refused() {
    for bad in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 no workbook", b"[1, 2]", b"[{]", b"\0\0", b",,\n1,2,3"]
    {
        assert!(matches!(Sheet::read(bad), Err(Error::Invalid { .. })), "{bad:?}");
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_reads_as_its_first_sheet() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "الرقم").unwrap();
    sheet.write(0, 1, "الاسم").unwrap();
    sheet.write(2, 0, 12).unwrap();
    sheet.write(2, 1, "رخصة").unwrap();
    let sheet = Sheet::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheet.headers(), ["الرقم", "الاسم"]);
    assert_eq!(cells(&sheet), [["12", "رخصة"]]);
    assert_eq!(sheet.rows()[0].number, 3);
}

proptest! {
    #[test]
    fn any_bytes_are_a_table_or_a_coded_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Err(error) = Sheet::read(&bytes) {
            prop_assert_eq!(error.code(), "INVALID");
        }
    }

    #[test]
    fn any_text_keeps_every_cell(rows in prop::collection::vec(prop::collection::vec("[a-z\"\n,ب ]{1,6}", 3), 1..8)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["x", "y", "z"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let sheet = Sheet::read(&writer.into_inner().unwrap()).unwrap();
        let filled: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(sheet.rows().iter().map(|row| &row.cells).collect::<Vec<_>>(), filled);
    }
}
