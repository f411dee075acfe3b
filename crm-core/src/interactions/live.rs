//! Entries as they are written.

use std::collections::HashMap;

use futures_util::Stream;
use sea_orm::QueryFilter;

use super::access::view;
use super::entity::{Column, Model};
use super::read::{InteractionFilter, filtered, people};
use crate::access::seen;
use crate::db::Db;
use crate::error::Result;
use crate::events::{self, Live, Place};
use crate::op::OpContext;
use crate::store;

const KINDS: &[&str] = &["interaction.logged", "interaction.corrected", "interaction.undone"];

/// Entries that the actor may see and the filter wants, as they are written, from after a place or from now on; without
/// end. What an entry says is read when it is handed out: one that was corrected meanwhile is passed over unless the
/// filter asks for the history, and its correction follows. An error ends the stream; it can be taken up from the last
/// place. The rights are those of the context: whoever serves a stream for long asks now and then whether they
/// still hold.
pub async fn follow(
    db: &Db,
    op: &OpContext,
    filter: InteractionFilter,
    after: Option<Place>,
) -> Result<impl Stream<Item = Result<Live<Model>>> + Send + use<>> {
    // Refuses what a list would refuse before anything is followed.
    filtered(db, op, filter.clone())?;
    let (feed, op) = (db.clone(), op.clone());
    events::live(db, after, KINDS, move |ids| {
        let (db, op, filter) = (feed.clone(), op.renewed(), filter.clone());
        async move {
            let select = filtered(&db, &op, filter)?.filter(store::any_of(&db, Column::Id, &ids));
            let rows: Vec<Model> = select.all(&db).await?;
            seen(&db, &op, "interaction.follow", people(&rows)).await?;
            Ok(rows.into_iter().map(|row| (row.id.into(), view(&op, row))).collect::<HashMap<_, _>>())
        }
    })
    .await
}
