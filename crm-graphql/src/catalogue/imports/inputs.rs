//! What imports take.

use async_graphql::InputObject;
use crm_core::catalogue::import::batches::{self as core, MappingChoice, SheetColumn};
use crm_core::error::Error;
use crm_core::ids::{DocumentId, ImportId};
use crm_core::rule::Rule;

use super::enums::ServiceImportField;
use crate::node_id::Id;
use crate::scalars::Date;

/// Which column of a file holds a field.
#[derive(InputObject)]
pub struct ServiceImportColumnInput {
    /// The field.
    field: ServiceImportField,
    /// The column's heading in the file; empty or left out where the file has none.
    header: Option<String>,
}

/// An import to start.
#[derive(InputObject)]
pub struct StartServiceImportInput {
    /// The uploaded file.
    document_id: Id<DocumentId>,
    /// Name of a mapping that ships or is kept; that of the house's own sheet when neither it nor columns are given.
    mapping: Option<String>,
    /// Which column holds which field, in place of a mapping. Fields that are left out are not in the file.
    columns: Option<Vec<ServiceImportColumnInput>>,
    /// An earlier import, such as a dry run, whose mapping is taken, in place of a mapping and of columns.
    like: Option<Id<ImportId>>,
    /// From which day the cards hold; by default the first day of the period that the file names, else today.
    effective_date: Option<Date>,
    /// Leave drafts for review instead of publishing.
    #[graphql(default)]
    draft: bool,
    /// Do everything, report, and take it back.
    #[graphql(default)]
    dry_run: bool,
    /// Makes a repeated call answer with the first one's import.
    idempotency_key: Option<String>,
}

impl TryFrom<StartServiceImportInput> for core::StartImport {
    type Error = Error;

    fn try_from(input: StartServiceImportInput) -> crm_core::Result<Self> {
        let StartServiceImportInput {
            document_id,
            mapping,
            columns,
            like,
            effective_date,
            draft,
            dry_run,
            idempotency_key,
        } = input;
        let mapping = match like {
            Some(_) if mapping.is_some() || columns.is_some() => return Err(Error::invalid("like", Rule::Exclusive)),
            Some(run) => MappingChoice::Like(run.0),
            None => choice("columns", mapping, columns)?,
        };
        Ok(Self {
            document: document_id.0,
            mapping,
            effective: effective_date.map(|date| date.0),
            draft,
            dry_run,
            idempotency_key,
        })
    }
}

/// By which mapping a file is read; not by two.
pub(super) fn choice(
    path: &str,
    mapping: Option<String>,
    columns: Option<Vec<ServiceImportColumnInput>>,
) -> crm_core::Result<MappingChoice> {
    let mapping = mapping.filter(|name| !name.is_empty());
    match (mapping, columns) {
        (Some(_), Some(_)) => Err(Error::invalid(path, Rule::Exclusive)),
        (Some(name), None) => Ok(MappingChoice::Named(name)),
        (None, None) => Ok(MappingChoice::default()),
        (None, Some(columns)) => {
            let column = |column: ServiceImportColumnInput| {
                Some(SheetColumn { field: column.field.into(), header: column.header? })
            };
            Ok(MappingChoice::Columns(columns.into_iter().filter_map(column).collect()))
        }
    }
}

/// An import to take back.
#[derive(InputObject)]
pub struct UndoServiceImportInput {
    /// The import.
    pub(super) id: Id<ImportId>,
}

/// A mapping to keep.
#[derive(InputObject)]
pub struct SaveServiceImportMappingInput {
    /// Its name, at most 100 characters.
    pub(super) name: String,
    /// Which column holds which field.
    pub(super) columns: Vec<ServiceImportColumnInput>,
}
