//! What a file is: by its name, by what is said of it, and by its content, which decides.

use std::fs::File;
use std::io::{self, Read, Seek};

use crate::error::{Error, Result};
use crate::names::names;
use crate::rule::Rule;

names! {
    /// The types of files that are told apart.
    FileType {
        /// A table as text, whatever stands between its columns.
        Csv = "csv",
        /// JSON.
        Json = "json",
        /// An Excel workbook.
        Xlsx = "xlsx",
        /// A Word document.
        Docx = "docx",
        /// A presentation.
        Pptx = "pptx",
        /// A PDF.
        Pdf = "pdf",
        /// A PNG image.
        Png = "png",
        /// A JPEG image.
        Jpeg = "jpeg",
        /// Anything else.
        Other = "other",
    }
}

/// So much of a file tells its type.
const HEAD: u64 = 8 << 10;
/// Most bytes that an archive may unpack to.
const MAX_UNPACKED: u64 = 512 << 20;

impl FileType {
    /// The media type under which it is given out.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Other => "application/octet-stream",
        }
    }

    /// What a name and a media type say a file is. [`Rule::FileType`] where they say different things or nothing that
    /// is known.
    pub(super) fn announced(name: &str, media_type: &str) -> Result<Self> {
        let by_name = Self::of_name(name);
        let by_media = Self::of_media(media_type);
        match (by_name, by_media) {
            (Some(Self::Other), _) | (None, None) => Err(Error::invalid("name", Rule::FileKind)),
            (Some(named), Some(said)) if named != said => Err(Error::invalid("mediaType", Rule::FileType)),
            (Some(known), _) | (None, Some(known)) => Ok(known),
        }
    }

    /// By the ending of a name; none where it has none.
    fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Self::Csv,
            "jpg" => Self::Jpeg,
            other => Self::parse(other).unwrap_or(Self::Other),
        })
    }

    /// By a media type; none where it says nothing: Windows calls CSV files Excel's, browsers call what they do not know
    /// octets.
    fn of_media(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "" | "application/octet-stream" | "application/vnd.ms-excel" => None,
            "application/csv" | "text/plain" | "text/tab-separated-values" => Some(Self::Csv),
            other => Some(
                Self::ALL
                    .iter()
                    .copied()
                    .find(|kind| kind.media_type().split(';').next() == Some(other))
                    .unwrap_or(Self::Other),
            ),
        }
    }

    /// By the content of a file, from its start.
    pub(super) fn of_content(file: &mut File) -> io::Result<Self> {
        file.rewind()?;
        let mut head = Vec::new();
        Read::by_ref(file).take(HEAD).read_to_end(&mut head)?;
        let Some(found) = infer::get(&head) else { return Ok(of_text(&head)) };
        Ok(match found.mime_type() {
            "application/pdf" => Self::Pdf,
            "image/png" => Self::Png,
            "image/jpeg" => Self::Jpeg,
            // Office files are archives: what they are stands inside.
            _ if head.starts_with(b"PK\x03\x04") => of_archive(file),
            _ => Self::Other,
        })
    }
}

/// An archive by the part that each kind of Office file has. One that would unpack to too much is nothing we know.
fn of_archive(file: &mut File) -> FileType {
    if file.rewind().is_err() {
        return FileType::Other;
    }
    let Ok(mut archive) = zip::ZipArchive::new(file) else { return FileType::Other };
    let unpacked = (0..archive.len()).try_fold(0_u64, |sum, place| {
        let part = archive.by_index_raw(place).ok()?;
        Some(sum.saturating_add(part.size()))
    });
    if unpacked.is_none_or(|size| size > MAX_UNPACKED) {
        return FileType::Other;
    }
    let parts = [
        ("xl/workbook.xml", FileType::Xlsx),
        ("word/document.xml", FileType::Docx),
        ("ppt/presentation.xml", FileType::Pptx),
    ];
    let found = parts.into_iter().find(|(part, _)| archive.index_for_name(part).is_some());
    found.map_or(FileType::Other, |(_, kind)| kind)
}

/// Text by its first sign; what holds control characters is no text, save UTF-16 with its mark.
fn of_text(head: &[u8]) -> FileType {
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    if head.is_empty() || (!wide && head.iter().any(control)) {
        return FileType::Other;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'[' | b'{') => FileType::Json,
        _ => FileType::Csv,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn of(content: &[u8]) -> FileType {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        FileType::of_content(&mut file).unwrap()
    }

    #[test]
    fn the_content_decides() {
        let (windows_1256, _, _) = encoding_rs::WINDOWS_1256.encode("الرقم;الاسم\n1;رخصة\n");
        assert_eq!(of(&windows_1256), FileType::Csv);
        assert_eq!(of("\u{feff} [{\"id\": 1}]".as_bytes()), FileType::Json);
        assert_eq!(of(b"\xff\xfea\0,\0b\0"), FileType::Csv);
        assert_eq!(of(b"%PDF-1.7\n"), FileType::Pdf);
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), FileType::Png);
        assert_eq!(of(b"PK\x03\x04 broken"), FileType::Other);
        assert_eq!(of(b"a,b\0c"), FileType::Other);
        assert_eq!(of(b"MZ\x90\0\x03"), FileType::Other);
        assert_eq!(of(b""), FileType::Other);
    }

    #[test]
    fn name_and_media_type_agree_or_are_refused() {
        let csv = ["text/csv", "application/vnd.ms-excel", "", "text/plain; charset=windows-1256"];
        assert!(csv.iter().all(|media| matches!(FileType::announced("a.CSV", media), Ok(FileType::Csv))));
        assert!(matches!(FileType::announced("a", "application/pdf"), Ok(FileType::Pdf)));
        let rule = |name, media| match FileType::announced(name, media) {
            Err(Error::Invalid { fields }) => fields[0].rule.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(rule("a.xlsx", "image/png"), Rule::FileType);
        assert_eq!(rule("a.exe", "text/csv"), Rule::FileKind);
        assert_eq!(rule("a", ""), Rule::FileKind);
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn a_workbook_is_told_from_another_archive() -> Result<()> {
        let table = crate::table::Table::new("x", &crate::text::LanguageTag::arabic(), ["a"]);
        assert_eq!(of(&table.to_xlsx()?), FileType::Xlsx);
        Ok(())
    }
}
