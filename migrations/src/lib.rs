//! The database's history: one migration per area and change, never edited once it is on main, importing none
//! of our crates (entities move on, history must not).
//!
//! Tables are written as SQL with a few words in braces where the engines differ, see `sql.rs`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

mod m0001_record;
mod m0002_staff;
mod m0003_structure;
mod m0004_services;
mod m0005_beneficiaries;
mod m0006_interactions;
mod m0007_import;
mod m0008_record;
mod m0009_callers;
mod m0010_sign_in;
mod m0011_documents;
mod m0012_imports;
mod m0013_feedback;
mod m0014_inventory_plans;
mod m0015_inventory_cycles;
mod m0016_inventory_findings;
mod m0017_inventory_checks;
mod m0018_inventory_workbooks;
mod m0019_mentions;
mod m0020_documents;
mod m0021_coverage;
mod m0022_answerers;
mod sql;

/// The migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_record::Migration),
            Box::new(m0002_staff::Migration),
            Box::new(m0003_structure::Migration),
            Box::new(m0004_services::Migration),
            Box::new(m0005_beneficiaries::Migration),
            Box::new(m0006_interactions::Migration),
            Box::new(m0007_import::Migration),
            Box::new(m0008_record::Migration),
            Box::new(m0009_callers::Migration),
            Box::new(m0010_sign_in::Migration),
            Box::new(m0011_documents::Migration),
            Box::new(m0012_imports::Migration),
            Box::new(m0013_feedback::Migration),
            Box::new(m0014_inventory_plans::Migration),
            Box::new(m0015_inventory_cycles::Migration),
            Box::new(m0016_inventory_findings::Migration),
            Box::new(m0017_inventory_checks::Migration),
            Box::new(m0018_inventory_workbooks::Migration),
            Box::new(m0019_mentions::Migration),
            Box::new(m0020_documents::Migration),
            Box::new(m0021_coverage::Migration),
            Box::new(m0022_answerers::Migration),
        ]
    }

    fn migration_table_name() -> DynIden {
        "crm_migration".into_iden()
    }
}

/// How a database stands to this binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every migration is applied.
    Current,
    /// These are not applied yet, in order.
    Pending(Vec<String>),
    /// It holds a migration that this binary does not know.
    Newer {
        /// The first unknown one.
        applied: String,
    },
}

/// Compares the database with this binary. Writes nothing.
pub async fn status(db: &DatabaseConnection) -> Result<Status, DbErr> {
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    let applied = applied(db).await?;
    if let Some(newer) = applied.iter().find(|name| !known.contains(name)) {
        return Ok(Status::Newer { applied: newer.clone() });
    }
    let pending: Vec<String> = known.into_iter().filter(|name| !applied.contains(name)).collect();
    Ok(if pending.is_empty() { Status::Current } else { Status::Pending(pending) })
}

/// Applies what is pending, all or nothing. Several processes may call this at once; the second finds the work done.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = alone(db).await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Takes back the last `steps` migrations, or all; all or nothing.
pub async fn down(db: &DatabaseConnection, steps: Option<u32>) -> Result<(), DbErr> {
    let tx = alone(db).await?;
    Migrator::down(&tx, steps).await?;
    tx.commit().await
}

/// A transaction that no other process migrates beside: under a lock that ends with it on PostgreSQL, IMMEDIATE on
/// SQLite. (Left to itself, the migrator runs SQLite's statements outside any transaction.)
async fn alone(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.begin_with_options(options).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        let lock = "SELECT pg_advisory_xact_lock(7307001)";
        tx.query_one_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
    }
    Ok(tx)
}

/// Names of the migrations applied, oldest first; none when the table is not there.
pub async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let backend = db.get_database_backend();
    let exists = match backend {
        DbBackend::Postgres => "SELECT 1 WHERE to_regclass('crm_migration') IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_master WHERE name = 'crm_migration'",
    };
    if db.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
        return Ok(Vec::new());
    }
    let select = "SELECT version FROM crm_migration ORDER BY version";
    let rows = db.query_all_raw(Statement::from_string(backend, select)).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}
