//! Making the projections again from the cards.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, Iterable};

use super::entity::header::{Column, Entity};
use super::projections;
use super::{Service, ServiceHeader, held};
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::Result;
use crate::op::OpContext;
use crate::policy::Permission;

/// How many services are taken at a time.
const CHUNK: u64 = 200;
/// How many headers go into one statement.
const HEADERS: usize = 500;

/// Makes headers' projected columns, narrow tables and search rows again from the cards, in chunks that each commit
/// on their own, and answers how many services were gone through. Needs `catalogue.manage`.
pub async fn reindex(db: &Db, op: &OpContext) -> Result<u64> {
    op.require(Permission::CatalogueManage)?;
    let mut done = 0;
    let mut after = Uuid::nil();
    loop {
        let tx = db.begin().await?;
        let mut services = projections::shown_after(&tx, after, CHUNK).await?;
        let Some(last) = services.last().map(|service| service.header.id) else { return Ok(done) };
        for Service { header, revision } in &mut services {
            held::show(header, revision.as_ref().map(|revision| &*revision.card), &tx);
        }
        save(&tx, services.iter().map(|service| service.header.clone()).collect()).await?;
        projections::write(&tx, &projections::shown(&services)).await?;
        reference::changed(&tx).await?;
        tx.commit().await?;
        done += services.len() as u64;
        after = last.into();
    }
}

/// Writes headers, new ones and changed ones alike, some hundred in a statement.
pub(super) async fn save(tx: &Db, headers: Vec<ServiceHeader>) -> Result<()> {
    let changing = Column::iter().filter(|column| !matches!(column, Column::Id | Column::Code | Column::CreatedAt));
    let replace = OnConflict::column(Column::Id).update_columns(changing).to_owned();
    let mut rows = headers.into_iter().map(|header| header.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(HEADERS).collect();
        Entity::insert_many(chunk).on_conflict(replace.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}
