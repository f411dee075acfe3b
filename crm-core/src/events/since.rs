//! Reading on from a number.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::{Event, entity};
use crate::audit;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

/// Most events that one call gives.
const MOST: u64 = 1_000;

/// The events after number `after` in their order, at most 1,000; none when there are no more yet. What was
/// committed before the call is sealed first, so that a host without a sealing loop gets it too. Only the
/// installation itself may.
///
/// ```
/// # async fn example(db: crm_core::Db) -> crm_core::Result<()> {
/// let op = crm_core::OpContext::system("search-mirror");
/// let mut last = 0;
/// loop {
///     let events = crm_core::events::since(&db, &op, last).await?;
///     let Some(newest) = events.last() else { break };
///     last = newest.sequence.unwrap_or(last);
///     // … mirror the records the events name, then remember `last`
/// }
/// # Ok(())
/// # }
/// ```
pub async fn since(db: &Db, op: &OpContext, after: i64) -> Result<Vec<Event>> {
    op.require(Permission::Upkeep)?;
    while audit::seal(db, op).await?.any() {}
    numbered(db, after, MOST).await
}

/// The numbered events after a number.
pub(super) async fn numbered(db: &Db, after: i64, most: u64) -> Result<Vec<Event>> {
    let select = entity::Entity::find().filter(entity::Column::Sequence.gt(after));
    Ok(select.order_by_asc(entity::Column::Sequence).limit(most).all(db).await?)
}

/// Number of the last event, 0 when there is none.
pub(super) async fn last(db: &Db) -> Result<i64> {
    let select = entity::Entity::find().filter(entity::Column::Sequence.is_not_null());
    let row = select.order_by_desc(entity::Column::Sequence).limit(1).one(db).await?;
    Ok(row.and_then(|row| row.sequence).unwrap_or_default())
}

/// How far a subscriber has come: opaque to it, to be given back to go on without loss or repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub i64);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(format!("1:events:{}", self.0)))
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let foreign = || Error::invalid("after", Rule::Cursor);
        if text.len() > 100 {
            return Err(foreign());
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| foreign())?;
        let number = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_prefix("1:events:"));
        let number = number.and_then(|number| number.parse().ok()).filter(|number| *number >= 0);
        number.map(Self).ok_or_else(foreign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_what_it_writes() {
        assert_eq!(Place(42).to_string().parse::<Place>().unwrap(), Place(42));
        let of = |text: &str| URL_SAFE_NO_PAD.encode(text).parse::<Place>();
        assert!(of("1:events:-1").is_err() && of("2:events:1").is_err() && of("1:services:1").is_err());
        assert!("x".parse::<Place>().is_err() && "=".repeat(500).parse::<Place>().is_err());
    }
}
