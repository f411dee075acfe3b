//! Approved reasons by id and by code, for logging.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryFilter, QuerySelect};

use super::entity::ReasonStatus;
use super::entity::reason::{Column, Entity};
use crate::db::Db;
use crate::error::Result;
use crate::ids::ReasonId;
use crate::interactions::commands::IdOrCode;
use crate::store;

/// The approved reasons among those that somebody named, each with the number of its revision in force.
#[derive(Default)]
pub(in crate::interactions) struct Book {
    ids: HashMap<ReasonId, i32>,
    codes: HashMap<String, ReasonId>,
}

impl Book {
    /// Looks the named reasons up, in one statement.
    pub async fn load(db: &Db, named: &[IdOrCode<ReasonId>]) -> Result<Self> {
        if named.is_empty() {
            return Ok(Self::default());
        }
        let mut ids = Vec::new();
        let mut codes = std::collections::BTreeSet::new();
        for name in named {
            match name {
                IdOrCode::Id(id) => ids.push(*id),
                IdOrCode::Code(code) => {
                    codes.insert(code.trim().to_owned());
                }
            }
        }
        let ids: Vec<Uuid> = store::distinct(ids).into_iter().map(Uuid::from).collect();
        let found: Vec<(ReasonId, String, Option<i32>)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Code, Column::ApprovedNumber])
            .filter(Column::Status.eq(ReasonStatus::Approved))
            .filter(Condition::any().add(store::any_of(db, Column::Id, &ids)).add(Column::Code.is_in(codes)))
            .into_tuple()
            .all(db)
            .await?;
        let mut book = Self::default();
        for (id, code, number) in found {
            if let Some(number) = number {
                book.ids.insert(id, number);
                book.codes.insert(code, id);
            }
        }
        Ok(book)
    }

    /// The named reason with the number of its revision in force, if it is approved.
    pub fn approved(&self, named: &IdOrCode<ReasonId>) -> Option<(ReasonId, i32)> {
        let id = match named {
            IdOrCode::Id(id) => *id,
            IdOrCode::Code(code) => *self.codes.get(code.trim())?,
        };
        self.ids.get(&id).map(|number| (id, *number))
    }
}
