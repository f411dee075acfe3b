//! Sheets that people hand in, and get back with what became of their rows.

use super::run::SourceFile;
use crate::db::Db;
use crate::documents::{self, CreateUpload, Document, DocumentPurpose, FileType};
use crate::error::{Error, Result};
use crate::ids::DocumentId;
use crate::op::OpContext;
use crate::rule::Rule;
use crate::table::Table;

/// An uploaded file of a purpose as a table.
pub(crate) async fn uploaded(
    db: &Db,
    op: &OpContext,
    id: DocumentId,
    purpose: DocumentPurpose,
) -> Result<(Document, SourceFile)> {
    let missing = || Error::invalid("documentId", Rule::Unknown);
    let opened = match documents::open(db, op, id).await {
        Err(Error::NotFound { .. }) => return Err(missing()),
        opened => opened?,
    };
    let document = opened.document.clone();
    if document.purpose != purpose {
        return Err(missing());
    }
    let (name, bytes) = (document.name.clone(), opened.whole().await?);
    let reading = tokio::task::spawn_blocking(move || SourceFile::read(&name, &bytes));
    Ok((document, reading.await.map_err(|_| Error::Corrupt { what: "file" })??))
}

/// Keeps a person's own file again, under its name with a word more; `write` makes its bytes and tells their ending.
pub(crate) async fn give_back(
    db: &Db,
    op: &OpContext,
    own: &Document,
    (purpose, write): (DocumentPurpose, impl FnOnce(FileType) -> Result<(Vec<u8>, &'static str)> + Send + 'static),
) -> Result<DocumentId> {
    let kind = own.kind;
    let writing = tokio::task::spawn_blocking(move || write(kind));
    let (bytes, ending) = writing.await.map_err(|_| Error::Corrupt { what: "table" })??;
    let stem = own.name.rsplit_once('.').map_or(own.name.as_str(), |(stem, _)| stem);
    let stem: String = stem.chars().take(150).collect();
    let added = if op.language.is_arabic() { "النتيجة" } else { "result" };
    let command =
        CreateUpload { name: format!("{stem} - {added}.{ending}"), media_type: String::new(), size: None, purpose };
    Ok(documents::write(db, op, command, bytes).await?.id)
}

/// A table in the form in which a file came: a workbook, else CSV.
pub(crate) fn written(table: &Table, kind: FileType) -> Result<(Vec<u8>, &'static str)> {
    #[cfg(feature = "xlsx")]
    if kind == FileType::Xlsx {
        return Ok((table.to_xlsx()?, "xlsx"));
    }
    #[cfg(not(feature = "xlsx"))]
    let _ = kind;
    Ok((table.to_csv()?, "csv"))
}
