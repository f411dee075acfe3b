//! What an import leaves behind beside services: the run, and every source row as it was read.

use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromJsonQueryResult, IntoActiveModel};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chunk::Traces;
use super::mapping::Mapping;
use super::report::{Remark, RowReport};
use super::rows::Sheet;
use super::run::{RunImport, SourceFile};
use crate::catalogue::services::{Trace, Undone};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{DocumentId, ImportId, JobId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;

/// What to mend or to look at in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Remarks(pub Vec<Remark>);

pub(super) mod entity {
    use super::{DateTime, DocumentId, ImportId, JobId, Utc};
    use sea_orm::entity::prelude::*;

    /// One run of an import.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_run")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ImportId,
        /// The mapping's scheme.
        pub scheme: String,
        /// Name of the services file, without folders.
        pub file_name: String,
        /// SHA-256 of the services file.
        pub digest: Vec<u8>,
        /// SHA-256 of the standards file, if there was one.
        pub standards_digest: Option<Vec<u8>>,
        /// The period that the file names.
        pub period: Option<String>,
        /// The mapping, as it was written; none for runs before it was kept.
        pub mapping: Option<String>,
        /// Whether drafts are left for review.
        pub draft: bool,
        /// Whether everything is taken back at the end: only the report stays.
        pub dry_run: bool,
        /// The file, where it was uploaded.
        pub document_id: Option<DocumentId>,
        /// The file with what became of each row.
        pub marked_id: Option<DocumentId>,
        /// The job that runs it; none on the command line.
        pub job_id: Option<JobId>,
        /// When it was done with.
        pub finished_at: Option<DateTime<Utc>>,
        /// The job that undoes it.
        pub undo_job_id: Option<JobId>,
        /// How many services were withdrawn, restored and left alone when it was undone.
        pub undo_report: Option<Json>,
        /// The day from which its cards hold.
        pub effective: Date,
        /// When it ran.
        pub at: DateTime<Utc>,
        /// Who ran it, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// Its numbers, see [`Report`](super::super::Report).
        pub report: Json,
        /// When it was undone.
        pub undone_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod source {
    use super::{ImportId, Remarks, ServiceId, Trace, Undone};
    use sea_orm::entity::prelude::*;

    /// One row of a file as it was read.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_source_row")]
    pub struct Model {
        /// The run.
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: ImportId,
        /// Which file: `services` or `standards`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub source: String,
        /// The row's number, see [`Row::number`](super::super::Row::number).
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// The service's id in the scheme.
        pub external_id: Option<String>,
        /// What became of it, see [`RowOutcome`](super::super::RowOutcome).
        pub outcome: String,
        /// Heading to cell, as read.
        pub cells: Json,
        /// What to mend or to look at.
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub remarks: Option<Remarks>,
        /// The service that it became, or was.
        pub service_id: Option<ServiceId>,
        /// What is needed to undo it.
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub trace: Option<Trace>,
        /// What became of it when the run was undone.
        pub undone: Option<Undone>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as ImportRun;
pub use source::Model as SourceRow;

/// Rows of one statement.
const CHUNK: usize = 1_000;

/// The latest run of a scheme that was not undone.
pub async fn latest(db: &Db, op: &OpContext, scheme: &str) -> Result<Option<ImportRun>> {
    use sea_orm::QueryOrder;
    op.require(Permission::CatalogueReadAll)?;
    let runs = entity::Entity::find().filter(entity::Column::Scheme.eq(scheme));
    let runs = runs.filter(entity::Column::UndoneAt.is_null()).filter(real());
    Ok(runs.order_by_desc(entity::Column::Id).one(db).await?)
}

/// The source rows of a run that name an id, by file and row; at most 100.
pub async fn source_rows(db: &Db, op: &OpContext, import: ImportId, external_id: &str) -> Result<Vec<SourceRow>> {
    use sea_orm::{QueryOrder, QuerySelect};
    op.require(Permission::CatalogueReadAll)?;
    let rows = source::Entity::find().filter(source::Column::ImportId.eq(import));
    let rows = rows.filter(source::Column::ExternalId.eq(external_id)).limit(100);
    Ok(rows.order_by_asc(source::Column::Source).order_by_asc(source::Column::Number).all(db).await?)
}

/// Runs that were carried out to the end, and were no dry runs.
fn real() -> Condition {
    Condition::all().add(entity::Column::DryRun.eq(false)).add(entity::Column::FinishedAt.is_not_null())
}

/// Whether these very files were imported before, for the same day.
pub(super) async fn seen(tx: &Db, command: &RunImport, effective: Date) -> Result<bool> {
    use entity::Column;
    let runs = entity::Entity::find().filter(Column::Scheme.eq(command.mapping.scheme.as_str()));
    let runs = runs.filter(Column::Digest.eq(command.services.digest()));
    let runs = runs.filter(Column::Effective.eq(effective)).filter(Column::UndoneAt.is_null()).filter(real());
    let standards = command.standards.as_ref().map(SourceFile::digest);
    Ok(runs.all(tx).await?.into_iter().any(|run| run.standards_digest.as_deref() == standards))
}

/// What the scheme knows, and which codes are taken.
pub(super) struct Known {
    /// Ids of the scheme, and whether the service is withdrawn.
    pub ids: HashMap<String, bool>,
    /// Codes of every service.
    pub codes: std::collections::HashSet<String>,
}

/// Reads what is known before the import.
pub(super) async fn known(tx: &Db, mapping: &Mapping) -> Result<Known> {
    let sql = "SELECT s.code AS code, s.status AS status, e.value AS external_id FROM service s \
        LEFT JOIN service_external_id e ON e.service_id = s.id AND e.scheme = $1";
    let mut known = Known { ids: HashMap::new(), codes: std::collections::HashSet::new() };
    for row in tx.read_raw(sql, [mapping.scheme.as_str().into()]).await? {
        let code: String = row.try_get("", "code")?;
        let withdrawn = row.try_get::<String>("", "status")? == "withdrawn";
        let external: Option<String> = row.try_get("", "external_id")?;
        if let Some(id) = if mapping.by_code { Some(code.clone()) } else { external } {
            known.ids.insert(id, withdrawn);
        }
        known.codes.insert(code);
    }
    Ok(known)
}

/// Writes the run.
pub(super) async fn run(tx: &Db, op: &OpContext, id: ImportId, command: &RunImport, numbers: Numbers) -> Result<()> {
    let Numbers { period, effective, report } = numbers;
    let row = ImportRun {
        id,
        scheme: command.mapping.scheme.as_str().to_owned(),
        file_name: command.services.name().to_owned(),
        digest: command.services.digest().to_vec(),
        standards_digest: command.standards.as_ref().map(|file| file.digest().to_vec()),
        period,
        mapping: None,
        draft: command.draft,
        dry_run: command.dry_run,
        document_id: None,
        marked_id: None,
        job_id: None,
        finished_at: Some(op.at),
        undo_job_id: None,
        undo_report: None,
        effective,
        at: op.at,
        actor: op.actor.key(),
        report,
        undone_at: None,
    };
    entity::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// What a run's row says about its outcome.
pub(super) struct Numbers {
    pub period: Option<String>,
    pub effective: Date,
    pub report: Value,
}

/// Writes those rows of one file whose places are in the range.
pub(super) async fn rows(
    tx: &Db,
    (id, source): (ImportId, &str),
    (sheet, reports): (&Sheet, &[RowReport]),
    range: Range<usize>,
    traces: &Traces,
) -> Result<()> {
    let places = range.start..range.end.min(sheet.rows().len()).min(reports.len());
    let pairs = places.filter_map(|place| Some((place, sheet.rows().get(place)?, reports.get(place)?)));
    let mut pairs = pairs.peekable();
    while pairs.peek().is_some() {
        let chunk = pairs.by_ref().take(CHUNK).map(|(place, row, report)| SourceRow {
            import_id: id,
            source: source.to_owned(),
            number: i32::try_from(row.number).unwrap_or(i32::MAX),
            external_id: report.id.clone(),
            outcome: report.outcome.name().to_owned(),
            cells: sheet.verbatim(row),
            remarks: Some(Remarks(report.notes.iter().map(Remark::from).collect())).filter(|kept| !kept.0.is_empty()),
            service_id: traces.get(&place).map(|imported| imported.service),
            trace: traces.get(&place).map(|imported| imported.trace.clone()),
            undone: None,
        });
        let chunk: Vec<_> = chunk.map(|row| row.into_active_model().reset_all()).collect();
        source::Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}
