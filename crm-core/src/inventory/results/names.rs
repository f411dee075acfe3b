//! Names that several services of a closed cycle have.

use std::collections::HashSet;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::Line;
use super::entity::{Column, Entity};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, ServiceId};

/// Lines read at a time.
const READ: u64 = 500;

/// The folded names, in the installation's language, that more than one of the services offered in a closed cycle has.
/// Reads its lines in parts; only names stay.
pub(in crate::inventory) async fn shared_names(db: &Db, cycle: CycleId) -> Result<HashSet<String>> {
    let language = &db.settings().language;
    let (mut seen, mut shared, mut last) = (HashSet::new(), HashSet::new(), None::<ServiceId>);
    loop {
        let mut select = Entity::find().filter(Column::CycleId.eq(cycle)).order_by_asc(Column::ServiceId);
        if let Some(last) = last {
            select = select.filter(Column::ServiceId.gt(last));
        }
        let rows = select.limit(READ).all(db).await?;
        let Some(end) = rows.last() else { return Ok(shared) };
        last = Some(end.service_id);
        for row in rows {
            let line = Line::read(&row.body)?;
            let name = line.service.name.sort_key(language);
            if line.is_offered() && !seen.insert(name.clone()) {
                shared.insert(name);
            }
        }
    }
}
