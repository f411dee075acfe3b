//! Names that several services of a closed cycle have.

use std::collections::HashSet;

use super::Line;
use super::read::after;
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, ServiceId};

/// The folded names, in the installation's language, that more than one of the services offered in a closed cycle has.
/// Reads its lines in parts; only names stay.
pub(in crate::inventory) async fn shared_names(db: &Db, cycle: CycleId) -> Result<HashSet<String>> {
    let language = &db.settings().language;
    let (mut seen, mut shared, mut last) = (HashSet::new(), HashSet::new(), None::<ServiceId>);
    loop {
        let rows = after(db, cycle, last).await?;
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
