//! Keeping mentions as contacts name them, and how often they came.

use std::collections::{BTreeMap, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};

use super::mention::{ActiveModel, Column, Entity};
use crate::db::Db;
use crate::error::Result;
use crate::ids::MentionId;
use crate::interactions::entity::Model as Interaction;
use crate::op::OpContext;
use crate::store;

/// The mentions of contacts by their folded words; what nobody said before is kept. No statement for contacts that name
/// none, one for known mentions, three when there is a new one.
pub(in crate::interactions) async fn named(
    tx: &Db,
    op: &OpContext,
    contacts: impl Iterator<Item = &Interaction>,
) -> Result<HashMap<String, MentionId>> {
    let words = contacts.filter_map(|row| Some((row.unlisted_folded.clone()?, row.unlisted_service.clone()?)));
    // In one order, so that two transactions that keep the same new mentions do not wait for each other in a circle.
    let mut wanted: BTreeMap<String, String> = words.collect();
    let mut known = find(tx, wanted.keys()).await?;
    wanted.retain(|folded, _| !known.contains_key(folded));
    if wanted.is_empty() {
        return Ok(known);
    }
    let rows = wanted.iter().map(|(folded, text)| ActiveModel {
        id: Set(op.new_id()),
        folded: Set(folded.clone()),
        text: Set(text.clone()),
        contacts: Set(0),
        created_at: Set(op.at),
    });
    let unless_there = OnConflict::column(Column::Folded).do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(unless_there).exec_without_returning(tx).await?;
    // Another transaction may have kept them meanwhile: the ids are read, not guessed.
    known.extend(find(tx, wanted.keys()).await?);
    Ok(known)
}

async fn find(tx: &Db, folded: impl Iterator<Item = &String>) -> Result<HashMap<String, MentionId>> {
    let folded: Vec<&str> = folded.map(String::as_str).collect();
    if folded.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::Folded.is_in(folded)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.folded, row.id)).collect())
}

/// Moves the numbers by which the queue is ordered: one statement whatever the number of mentions.
pub(in crate::interactions) async fn rank(tx: &Db, changes: BTreeMap<MentionId, i64>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = changes.keys().map(|id| id.0).collect();
    let by = changes.into_iter().fold(CaseStatement::new(), |case, (id, change)| case.case(Column::Id.eq(id), change));
    let contacts = Column::Contacts.into_expr().add(Expr::Case(Box::new(by.finally(0_i64))));
    let update = Entity::update_many().col_expr(Column::Contacts, contacts);
    update.filter(store::any_of(tx, Column::Id, &ids)).exec(tx).await?;
    Ok(())
}
