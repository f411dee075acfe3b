//! What an import leaves behind beside services: the run, and every source row as it was read.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde_json::Value;

use super::report::RowReport;
use super::rows::Sheet;
use super::run::{RunImport, SourceFile};
use crate::db::Db;
use crate::error::Result;
use crate::ids::ImportId;
use crate::op::OpContext;
use crate::policy::Permission;

mod entity {
    use super::{DateTime, ImportId, Utc};
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

mod source {
    use super::ImportId;
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
    let runs = runs.filter(entity::Column::UndoneAt.is_null());
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

/// Whether these very files were imported before, for the same day.
pub(super) async fn seen(tx: &Db, command: &RunImport, effective: Date) -> Result<bool> {
    use entity::Column;
    let runs = entity::Entity::find().filter(Column::Scheme.eq(command.mapping.scheme.as_str()));
    let runs = runs.filter(Column::Digest.eq(command.services.digest()));
    let runs = runs.filter(Column::Effective.eq(effective)).filter(Column::UndoneAt.is_null());
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
pub(super) async fn known(tx: &Db, scheme: &str) -> Result<Known> {
    let sql = "SELECT s.code AS code, s.status AS status, e.value AS external_id FROM service s \
        LEFT JOIN service_external_id e ON e.service_id = s.id AND e.scheme = $1";
    let mut known = Known { ids: HashMap::new(), codes: std::collections::HashSet::new() };
    for row in tx.read_raw(sql, [scheme.into()]).await? {
        known.codes.insert(row.try_get("", "code")?);
        if let Some(id) = row.try_get::<Option<String>>("", "external_id")? {
            known.ids.insert(id, row.try_get::<String>("", "status")? == "withdrawn");
        }
    }
    Ok(known)
}

/// Writes the run.
pub(super) async fn run(tx: &Db, op: &OpContext, id: ImportId, command: &RunImport, numbers: Numbers) -> Result<()> {
    let Numbers { period, effective, report } = numbers;
    let row = entity::ActiveModel {
        id: Set(id),
        scheme: Set(command.mapping.scheme.as_str().to_owned()),
        file_name: Set(command.services.name().to_owned()),
        digest: Set(command.services.digest().to_vec()),
        standards_digest: Set(command.standards.as_ref().map(|file| file.digest().to_vec())),
        period: Set(period),
        effective: Set(effective),
        at: Set(op.at),
        actor: Set(op.actor.key()),
        report: Set(report),
        undone_at: Set(None),
    };
    entity::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What a run's row says about its outcome.
pub(super) struct Numbers {
    pub period: Option<String>,
    pub effective: Date,
    pub report: Value,
}

/// Writes the rows of one file.
pub(super) async fn rows(tx: &Db, id: ImportId, source: &str, sheet: &Sheet, reports: &[RowReport]) -> Result<()> {
    let mut pairs = sheet.rows().iter().zip(reports).peekable();
    while pairs.peek().is_some() {
        let chunk = pairs.by_ref().take(CHUNK).map(|(row, report)| source::ActiveModel {
            import_id: Set(id),
            source: Set(source.to_owned()),
            number: Set(i32::try_from(row.number).unwrap_or(i32::MAX)),
            external_id: Set(report.id.clone()),
            outcome: Set(report.outcome.name().to_owned()),
            cells: Set(sheet.verbatim(row)),
        });
        source::Entity::insert_many(chunk.collect::<Vec<_>>()).exec_without_returning(tx).await?;
    }
    Ok(())
}
