//! How the schema of a database stands to this binary.

use sea_orm::DatabaseConnection;

use crate::error::Result;

#[cfg(feature = "migrate")]
pub use crm_migrations::Status as SchemaStatus;

#[cfg(feature = "migrate")]
impl super::Db {
    /// Whether migrations are pending, or were applied by a newer version. Writes nothing.
    pub async fn schema_status(&self) -> Result<SchemaStatus> {
        Ok(crm_migrations::status(&self.shared.read).await?)
    }
}

#[cfg(feature = "migrate")]
impl super::Options {
    /// The same for a database that is not opened yet, because it may be unfit to be. Writes nothing, but an
    /// SQLite file that is not there is made, empty.
    pub async fn schema_status(&self) -> Result<SchemaStatus> {
        let (read, write) = super::connect::connect(self).await?;
        let status = crm_migrations::status(&write).await;
        read.close().await?;
        write.close().await?;
        Ok(status?)
    }
}

/// Brings the schema up to date if asked; otherwise anything but the present one is an error with its remedy.
#[cfg(feature = "migrate")]
pub(super) async fn ensure(write: &DatabaseConnection, migrate: bool) -> Result<()> {
    use crate::error::Error;
    match crm_migrations::status(write).await? {
        SchemaStatus::Newer { applied } => Err(Error::Setup(format!(
            "the database was written by a newer version (it has the migration {applied}); start that version, or restore a copy made before"
        ))),
        SchemaStatus::Pending(_) if migrate => Ok(crm_migrations::up(write).await?),
        SchemaStatus::Pending(names) => Err(Error::Setup(format!(
            "the database lacks {} migration(s), the first is {}; run `crm-server migrate up`, or start without --no-migrate",
            names.len(),
            names.first().map_or("unknown", String::as_str)
        ))),
        SchemaStatus::Current => Ok(()),
    }
}

#[cfg(not(feature = "migrate"))]
pub(super) async fn ensure(_write: &DatabaseConnection, _migrate: bool) -> Result<()> {
    Ok(())
}
