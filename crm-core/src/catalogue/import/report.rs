//! What an import tells the person who ran it.

use serde::{Deserialize, Serialize, Serializer};

use super::rows::Sheet;
use crate::error::Result;
use crate::names::names;
use crate::rule::Rule;
use crate::table::{Cell, Line, Table};
use crate::text::LanguageTag;

names! {
    /// What became of a row.
    RowOutcome {
        /// A service that was not there.
        New = "new",
        /// The service got another card, owner or public flag.
        Changed = "changed",
        /// The row says what was known.
        Unchanged = "unchanged",
        /// The service had been withdrawn and is a draft again.
        Revived = "revived",
        /// A standard that stands on its service's card.
        Attached = "attached",
        /// An earlier row has its id.
        Duplicate = "duplicate",
        /// A standard whose service the file does not hold.
        Orphaned = "orphaned",
        /// A rule is broken: the notes tell which.
        Rejected = "rejected",
    }
}

/// One thing to mend, or to look at, in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The column's heading, with the part at fault in brackets where a cell holds several; or the card's field, where no
    /// single column is at fault.
    pub column: String,
    /// What is the matter; its message tells how to mend it.
    pub rule: Rule,
}

/// A note in words, as it is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The column's heading, or the card's field.
    pub column: String,
    /// Code of the rule.
    pub code: String,
    /// What is the matter and how to mend it, in Arabic.
    pub ar: String,
    /// The same in English.
    pub en: String,
}

impl Remark {
    /// What is the matter and how to mend it.
    pub fn message(&self, language: &LanguageTag) -> &str {
        if language.is_arabic() { &self.ar } else { &self.en }
    }
}

impl From<&Note> for Remark {
    fn from(note: &Note) -> Self {
        Self {
            column: note.column.clone(),
            code: note.rule.code().to_owned(),
            ar: note.rule.message(&LanguageTag::arabic()),
            en: note.rule.message(&LanguageTag::english()),
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Remark::from(self).serialize(serializer)
    }
}

/// What became of one row, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// The row's number, see [`Row::number`](super::Row::number).
    pub row: u32,
    /// The id it names; for a standard, its service's.
    pub id: Option<String>,
    /// What became of it.
    pub outcome: RowOutcome,
    /// What to mend or to look at.
    pub notes: Vec<Note>,
}

/// What an import did, in numbers and row by row. `rows = services + duplicates + rejected`, and
/// `services = new + changed + unchanged + revived`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Rows read from the services file.
    pub rows: u64,
    /// Services among them.
    pub services: u64,
    /// Services that were not there.
    pub new: u64,
    /// Services that got another card, owner or public flag.
    pub changed: u64,
    /// Services of which the file says what was known.
    pub unchanged: u64,
    /// Services that had been withdrawn and are drafts again.
    pub revived: u64,
    /// Services of the scheme, known before, that the file does not name.
    pub missing: u64,
    /// Rows left out for a broken rule.
    pub rejected: u64,
    /// Rows whose id an earlier row has.
    pub duplicates: u64,
    /// Rows read from the standards file.
    pub standards: u64,
    /// Standards whose service the services file does not hold.
    pub standards_orphaned: u64,
    /// Services whose name, in the mapping's language, equals an earlier one's exactly.
    pub repeated_names: u64,
    /// Services whose name differs from an earlier one's in spelling only.
    pub similar_names: u64,
    /// Departments made on the way.
    pub departments_new: u64,
    /// Categories made on the way.
    pub categories_new: u64,
    /// The period that the file names.
    pub period: Option<String>,
    /// The day from which the cards hold.
    pub effective: Option<chrono::NaiveDate>,
    /// Whether everything was taken back at the end.
    pub dry_run: bool,
    /// Columns of the mapping that the files do not have.
    pub columns_absent: Vec<String>,
    /// Rows of the services file, in its order.
    #[serde(skip)]
    pub row_reports: Vec<RowReport>,
    /// Rows of the standards file, in its order.
    #[serde(skip)]
    pub standard_reports: Vec<RowReport>,
}

impl Report {
    /// The services file again with three more columns (`status`, `error`, `how to fix`, headed in the given
    /// language), to be opened in a spreadsheet: with byte order mark, and with cells that a spreadsheet would run
    /// as a formula made text by a leading apostrophe.
    pub fn to_csv(&self, sheet: &Sheet, language: &LanguageTag) -> Result<Vec<u8>> {
        let rows = self.row_reports.iter().map(|row| Marked::of(row, language));
        marked(sheet, rows, language).to_csv()
    }

    /// [`to_csv`](Self::to_csv) for the standards file.
    pub fn standards_to_csv(&self, sheet: &Sheet, language: &LanguageTag) -> Result<Vec<u8>> {
        let rows = self.standard_reports.iter().map(|row| Marked::of(row, language));
        marked(sheet, rows, language).to_csv()
    }
}

/// What became of a row, in words.
pub(crate) struct Marked {
    pub said: &'static str,
    pub remarks: Vec<Remark>,
}

impl Marked {
    fn of(row: &RowReport, language: &LanguageTag) -> Self {
        Self { said: row.outcome.said(language), remarks: row.notes.iter().map(Remark::from).collect() }
    }
}

/// The columns that a marked file has more, in Arabic and English.
const ADDED: [[&str; 3]; 2] = [["الحالة", "الخطأ", "طريقة التصحيح"], ["status", "error", "how to fix"]];

/// The person's own rows with three more columns: what became of each, what is wrong, how to mend it. Those of a file
/// that was marked before are written anew.
pub(crate) fn marked(sheet: &Sheet, rows: impl IntoIterator<Item = Marked>, language: &LanguageTag) -> Table {
    let added = ADDED[usize::from(!language.is_arabic())];
    let own = sheet.headers();
    let before = ADDED.iter().any(|added| own.iter().rev().take(3).eq(added.iter().rev()));
    let own = &own[..own.len() - if before { 3 } else { 0 }];
    let mut table = Table::new(added[0], language, own.iter().map(String::as_str).chain(added));
    for (row, Marked { said, remarks }) in sheet.rows().iter().zip(rows) {
        let mut cells: Vec<Cell> = row.cells.iter().map(|cell| cell.as_str().into()).collect();
        cells.resize(own.len(), Cell::Empty);
        cells.push(said.into());
        cells.push(told(&remarks, |remark| format!("{}: {}", remark.column, remark.code)).into());
        cells.push(told(&remarks, |remark| remark.message(language).to_owned()).into());
        table.rows.push(Line { cells, marked: !remarks.is_empty() });
    }
    table
}

fn told(remarks: &[Remark], of: impl Fn(&Remark) -> String) -> String {
    remarks.iter().map(of).collect::<Vec<_>>().join("; ")
}

impl RowOutcome {
    /// What it is called in a person's own file.
    pub fn said(self, language: &LanguageTag) -> &'static str {
        if !language.is_arabic() {
            return self.name();
        }
        match self {
            Self::New => "جديدة",
            Self::Changed => "معدّلة",
            Self::Unchanged => "دون تغيير",
            Self::Revived => "أعيدت مسودة",
            Self::Attached => "أُلحق",
            Self::Duplicate => "مكرر",
            Self::Orphaned => "دون خدمة",
            Self::Rejected => "مرفوض",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_the_persons_own_file_and_runs_nothing() -> Result<()> {
        let sheet = Sheet::read("id,name\n1,=HYPERLINK(1)\n2,@b\n".as_bytes())?;
        let note = Note { column: "name".into(), rule: Rule::Required };
        let row = |row, notes| RowReport { row, id: None, outcome: RowOutcome::Rejected, notes };
        let report = Report { row_reports: vec![row(2, vec![note]), row(3, vec![])], ..Report::default() };
        let text = String::from_utf8(report.to_csv(&sheet, &LanguageTag::english())?).unwrap();
        let expected = "\u{feff}id,name,status,error,how to fix\n\
            1,'=HYPERLINK(1),rejected,name: REQUIRED,This field is required.\n2,'@b,rejected,,\n";
        assert_eq!(text, expected);
        Ok(())
    }

    #[test]
    fn a_file_that_was_marked_before_is_marked_anew() -> Result<()> {
        let sheet = Sheet::read("id,الحالة,الخطأ,طريقة التصحيح\n1,مرفوض,id: REQUIRED,أصلحه\n".as_bytes())?;
        let table = marked(&sheet, [Marked { said: "new", remarks: Vec::new() }], &LanguageTag::english());
        assert_eq!(table.headers, ["id", "status", "error", "how to fix"]);
        assert_eq!(table.rows[0].cells, ["1".into(), "new".into(), Cell::Empty, Cell::Empty]);
        Ok(())
    }
}
