//! The fields of the house's own sheet, and which column of a file holds each.

use toml::{Table, Value};

use super::mappings::{MappingChoice, text_of};
use super::start::source;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::DocumentId;
use crate::names::names;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text::fold;

/// How many rows a preview shows.
const SHOWN: usize = 10;
/// Longest heading, in characters.
const HEADING: usize = 300;

names! {
    /// A field of the house's sheet of services, by the code that a heading may be, too.
    SheetField {
        /// The service's code.
        Code = "code",
        /// Name in Arabic.
        NameAr = "name_ar",
        /// Name in English.
        NameEn = "name_en",
        /// Summary in Arabic.
        SummaryAr = "summary_ar",
        /// Summary in English.
        SummaryEn = "summary_en",
        /// Code or name of the department that owns it.
        Owner = "owner",
        /// Code or name of its category.
        Category = "category",
        /// Internal, external or shared.
        Scope = "scope",
        /// Whom it is for.
        Audience = "audience",
        /// Where it is to be had.
        Channels = "channels",
        /// Within what time it is delivered, as a number.
        Promise = "promise",
        /// The unit of that number.
        PromiseUnit = "promise_unit",
        /// What it costs: an amount, or that it is free.
        Fee = "fee",
        /// Required documents, one a line.
        DocumentsAr = "documents_ar",
        /// Steps, one a line.
        StepsAr = "steps_ar",
        /// How to complain.
        ComplaintAr = "complaint_ar",
    }
}

/// Where a mapping says which column a field has: the path of its heading, and how much of that path goes when the file
/// has no such column.
type Place = (&'static [&'static str], usize);

impl SheetField {
    /// Whether a file must have it.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Code | Self::NameAr | Self::Owner)
    }

    fn places(self) -> &'static [Place] {
        match self {
            Self::Code => &[(&["service", "id"], 2)],
            Self::NameAr => &[(&["service", "name", "ar"], 3)],
            Self::NameEn => &[(&["service", "name", "en"], 3)],
            Self::SummaryAr => &[(&["service", "summary", "ar"], 3)],
            Self::SummaryEn => &[(&["service", "summary", "en"], 3)],
            Self::Owner => &[(&["department", "column"], 2)],
            Self::Category => &[(&["categories", "column"], 1)],
            Self::Scope => &[(&["service", "scope", "column"], 2)],
            Self::Audience => &[(&["service", "clients", "column"], 2), (&["service", "residency", "column"], 2)],
            Self::Channels => &[(&["service", "channels", "column"], 2)],
            Self::Promise => &[(&["service", "delivery_time", "column"], 2)],
            Self::PromiseUnit => &[(&["service", "delivery_time", "unit_in", "column"], 3)],
            Self::Fee => &[(&["service", "fee", "amount"], 2), (&["service", "fee", "charged", "column"], 3)],
            Self::DocumentsAr => &[(&["service", "documents", "column", "ar"], 2)],
            Self::StepsAr => &[(&["service", "steps", "column", "ar"], 2)],
            Self::ComplaintAr => &[(&["service", "complaint_path", "ar"], 2)],
        }
    }

    /// The headings under which a mapping looks for the field; none when it does not.
    pub(super) fn headings(self, mapping: &Table) -> Vec<String> {
        let Some((path, _)) = self.places().first() else { return Vec::new() };
        let found = path.iter().skip(1).try_fold(mapping.get(path[0]), |at, key| Some(at?.get(key)));
        match found.flatten() {
            Some(Value::String(heading)) => vec![heading.clone()],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// Which column a field has.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SheetColumn {
    /// The field.
    pub field: SheetField,
    /// The column's heading.
    pub header: String,
}

/// Which column a field seems to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedColumn {
    /// The field.
    pub field: SheetField,
    /// The heading that fits; none when no column does.
    pub header: Option<String>,
}

/// What is in a file, before anything is done with it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The headings, in the file's order.
    pub headers: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are.
    pub count: u64,
    /// Which column each field of the house's sheet seems to have.
    pub columns: Vec<SuggestedColumn>,
}

/// Looks into an uploaded file: its headings, its first rows, and which column is which by the mapping. Needs
/// `catalogue.manage`.
pub async fn preview(db: &Db, op: &OpContext, id: DocumentId, mapping: &MappingChoice) -> Result<Preview> {
    op.require(Permission::CatalogueManage)?;
    let mapping = table(&text_of(db, op, mapping).await?)?;
    let (_, file) = source(db, op, id).await?;
    let sheet = file.sheet();
    let suggest = |field: &SheetField| {
        let wanted: Vec<String> = field.headings(&mapping).iter().map(|heading| fold(heading)).collect();
        let header = wanted.iter().find_map(|wanted| sheet.headers().iter().find(|header| fold(header) == *wanted));
        SuggestedColumn { field: *field, header: header.cloned() }
    };
    Ok(Preview {
        headers: sheet.headers().to_vec(),
        rows: sheet.rows().iter().take(SHOWN).map(|row| row.cells.clone()).collect(),
        count: sheet.rows().len() as u64,
        columns: SheetField::ALL.iter().map(suggest).collect(),
    })
}

/// The house's mapping with the columns that a person named; a field that is not named is not in the file.
pub(super) fn with_columns(base: &str, columns: &[SheetColumn]) -> Result<String> {
    let mut mapping = table(base)?;
    for field in SheetField::ALL {
        let named = columns.iter().filter(|column| column.field == *field).map(|column| column.header.trim());
        let headings: Vec<&str> = named.filter(|header| !header.is_empty()).collect();
        let missing = || Err(Error::invalid(&format!("columns.{}", field.name()), Rule::Required));
        match *headings {
            [] if field.is_required() => return missing(),
            [header] if header.chars().count() <= HEADING => {
                field.places().iter().for_each(|(path, _)| set(&mut mapping, path, header));
            }
            [] => field.places().iter().for_each(|(path, depth)| remove(&mut mapping, &path[..*depth])),
            _ => return Err(Error::invalid(&format!("columns.{}", field.name()), Rule::Malformed)),
        }
    }
    toml::to_string(&mapping).map_err(|_| Error::Corrupt { what: "mapping" })
}

/// A mapping as plain TOML.
pub(super) fn table(text: &str) -> Result<Table> {
    text.parse().map_err(|_| Error::invalid("mapping", Rule::Malformed))
}

fn set(mapping: &mut Table, path: &[&str], heading: &str) {
    let Some((last, above)) = path.split_last() else { return };
    if let Some(section) = section(mapping, above) {
        section.insert((*last).to_owned(), Value::String(heading.to_owned()));
    }
}

/// Removes a part, and the section around it when nothing is left there.
fn remove(mapping: &mut Table, path: &[&str]) {
    let Some((last, above)) = path.split_last() else { return };
    let Some(around) = section(mapping, above) else { return };
    around.remove(*last);
    if around.is_empty() && !above.is_empty() {
        remove(mapping, above);
    }
}

fn section<'a>(mapping: &'a mut Table, path: &[&str]) -> Option<&'a mut Table> {
    path.iter().try_fold(mapping, |at, key| at.get_mut(*key)?.as_table_mut())
}

#[cfg(test)]
mod tests {
    use super::super::super::mapping::{Mapping, SHIPPED};
    use super::*;

    fn base() -> &'static str {
        SHIPPED.iter().find(|(name, _)| *name == "services").unwrap().1
    }

    #[test]
    fn the_houses_mapping_knows_every_field_in_arabic_english_and_by_code() {
        let mapping = table(base()).unwrap();
        for field in SheetField::ALL {
            let headings = field.headings(&mapping);
            assert_eq!(headings.len(), 3, "{}", field.name());
            assert!(headings[0].chars().all(|c| c == ' ' || ('\u{600}'..'\u{700}').contains(&c)), "{}", field.name());
            assert!(headings[1].is_ascii() && headings[2] == field.name(), "{}", field.name());
        }
    }

    #[test]
    fn columns_that_a_person_names_make_a_mapping() -> Result<()> {
        let column = |field, header: &str| SheetColumn { field, header: header.into() };
        let mut columns =
            vec![column(SheetField::Code, "Nr."), column(SheetField::NameAr, "x"), column(SheetField::Owner, "y")];
        let mapping = Mapping::parse(&with_columns(base(), &columns)?)?;
        assert_eq!((mapping.service.id.name(), mapping.service.fee.is_none()), ("Nr.", true));
        assert!(mapping.categories.is_none() && mapping.service.summary.is_none());
        columns.push(column(SheetField::Fee, "Preis"));
        let mapping = Mapping::parse(&with_columns(base(), &columns)?)?;
        assert_eq!(mapping.service.fee.unwrap().amount.unwrap().name(), "Preis");
        for wrong in [&columns[1..], &[columns.clone(), columns.clone()].concat()] {
            assert!(matches!(with_columns(base(), wrong), Err(Error::Invalid { .. })));
        }
        Ok(())
    }
}
