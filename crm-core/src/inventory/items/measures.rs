//! Figures of a service over the window of a cycle. Nothing, not known and not applicable are three things.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use serde::{Deserialize, Serialize};

use super::Measure;
use super::entity::measure::{Column, Entity};
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Check, Result};
use crate::ids::ItemId;
use crate::names::names;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::{store, text};

/// Most figures of one answer.
const MOST: usize = 100;
/// Rows of one statement.
const ROWS: usize = 1_000;

names! {
    /// What is measured. The unit is a number of things unless it says otherwise.
    MeasureKind {
        /// Different people and bodies served.
        Beneficiaries = "beneficiaries",
        /// Requests, by channel where that is told.
        Transactions = "transactions",
        /// Contacts that asked, by channel where that is told.
        Enquiries = "enquiries",
        /// Requests that were finished.
        Completed = "completed",
        /// Finished within a service standard; the part names the standard.
        MetTarget = "met_target",
        /// All that a service standard was measured on; the part names the standard.
        MeasuredOn = "measured_on",
        /// Usual time of delivery, in minutes.
        DeliveryMinutes = "delivery_minutes",
        /// Satisfaction of 5, in hundredths: 450 is 4.5.
        Satisfaction = "satisfaction",
        /// Complaints.
        Complaints = "complaints",
    }
}

names! {
    /// Whether there is a figure.
    MeasureState {
        /// There is.
        Known = "known",
        /// There should be one, and nobody knows it.
        NotKnown = "not_known",
        /// The service has no such thing.
        NotApplicable = "not_applicable",
    }
}

names! {
    /// Where a figure comes from. Figures of different origin stand beside each other.
    Provenance {
        /// Counted from this system's contacts.
        Computed = "computed",
        /// What the cycle before accepted, to begin with.
        Carried = "carried",
        /// Told by the department.
        Stated = "stated",
        /// Out of a file.
        Imported = "imported",
    }
}

impl MeasureKind {
    /// Whether its parts are channels, over which the numbers add up to the whole.
    pub(crate) fn is_by_channel(self) -> bool {
        matches!(self, Self::Transactions | Self::Enquiries)
    }

    /// Whether its parts are the service's standards.
    fn is_by_standard(self) -> bool {
        matches!(self, Self::MetTarget | Self::MeasuredOn)
    }
}

/// A figure, without whose it is and who gave it: as the rules see it, and as results freeze it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured.
    pub kind: MeasureKind,
    /// Of which part.
    pub part: String,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether there is one.
    pub state: MeasureState,
    /// The figure.
    pub amount: Option<i64>,
    /// Of a sum over parts: some of them are not known, so that it is at least so much.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

impl Figure {
    /// Whether it is this cycle's own, rather than the last one's to begin with.
    pub(crate) fn is_told(&self) -> bool {
        self.provenance != Provenance::Carried
    }
}

impl From<&Measure> for Figure {
    fn from(row: &Measure) -> Self {
        let Measure { item_id: _, kind, part, provenance, state, amount, actor: _, at: _ } = row.clone();
        Self { kind, part, provenance, state, amount, partial: false }
    }
}

/// A figure that a department tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedMeasure {
    /// What is measured.
    pub kind: MeasureKind,
    /// Of which part: a channel's name, or a service standard's; empty for the whole.
    pub part: String,
    /// Whether there is a figure.
    pub state: MeasureState,
    /// The figure, if there is one; not negative.
    pub amount: Option<i64>,
}

/// The figures of items by id, in a steady order. Needs `inventory.read`.
pub async fn measures(db: &Db, op: &OpContext, items: &[ItemId]) -> Result<HashMap<ItemId, Vec<Measure>>> {
    op.require(Permission::InventoryRead)?;
    of(db, items).await
}

pub(crate) async fn of(db: &Db, items: &[ItemId]) -> Result<HashMap<ItemId, Vec<Measure>>> {
    let select = Entity::find().filter(store::any_of(db, Column::ItemId, items));
    let select = select.order_by_asc(Column::ItemId).order_by_asc(Column::Kind).order_by_asc(Column::Part);
    let mut lists: HashMap<ItemId, Vec<Measure>> = HashMap::new();
    for row in select.order_by_asc(Column::Provenance).all(db).await? {
        lists.entry(row.item_id).or_default().push(row);
    }
    Ok(lists)
}

/// Largest figure: a mistype is beyond it, and sums over all services are not, nor what a spreadsheet can hold.
const LARGEST: i64 = 1_000_000_000_000;

/// Whether a number can be a figure of a kind.
pub(crate) fn is_plausible(kind: MeasureKind, amount: i64) -> bool {
    let most = if kind == MeasureKind::Satisfaction { 500 } else { LARGEST };
    (0..=most).contains(&amount)
}

/// Figures as they may be stored. Broken ones come back by place.
pub(super) fn checked(stated: Vec<StatedMeasure>) -> Result<Vec<StatedMeasure>> {
    let mut check = Check::default();
    check.that(stated.len() <= MOST, "", Rule::TooMany(MOST as u64)).result()?;
    let (mut keys, mut cleaned) = (std::collections::BTreeSet::new(), Vec::with_capacity(stated.len()));
    for (place, measure) in stated.into_iter().enumerate() {
        let StatedMeasure { kind, part, state, amount } = measure;
        let at = |field: &str| format!("{place}.{field}");
        let part = check.take("", text::clean(&at("part"), &part, 200))?.unwrap_or_default();
        let is_named = part.is_empty()
            || if kind.is_by_channel() { ChannelKind::parse(&part).is_some() } else { kind.is_by_standard() };
        check.that(is_named, &at("part"), Rule::Unknown);
        match state {
            MeasureState::Known => check.that(amount.is_some(), &at("amount"), Rule::Required),
            _ => check.that(amount.is_none(), &at("amount"), Rule::Exclusive),
        };
        let plausible = amount.is_none_or(|amount| is_plausible(kind, amount));
        check.that(plausible, &at("amount"), Rule::OutOfRange);
        check.that(keys.insert((kind, part.clone())), &place.to_string(), Rule::Exclusive);
        cleaned.push(StatedMeasure { kind, part, state, amount });
    }
    check.done()?;
    Ok(cleaned)
}

/// Puts told figures in place of those that were told of the same items before.
pub(super) async fn replace(tx: &Db, items: &[ItemId], rows: Vec<Measure>) -> Result<()> {
    let told = Column::Provenance.eq(Provenance::Stated);
    Entity::delete_many().filter(store::any_of(tx, Column::ItemId, items)).filter(told).exec(tx).await?;
    insert(tx, rows).await
}

/// Whether an item's figures are the same, whoever gave them and when.
pub(super) fn are_alike(one: Option<&Vec<Measure>>, other: Option<&Vec<Measure>>) -> bool {
    let figures = |rows: Option<&Vec<Measure>>| rows.into_iter().flatten().map(Figure::from).collect::<Vec<_>>();
    figures(one) == figures(other)
}

pub(crate) fn row(op: &OpContext, item: ItemId, measure: StatedMeasure, provenance: Provenance) -> Measure {
    let StatedMeasure { kind, part, state, amount } = measure;
    Measure { item_id: item, kind, part, provenance, state, amount, actor: op.actor.key(), at: op.at }
}

pub(crate) async fn insert(tx: &Db, rows: Vec<Measure>) -> Result<()> {
    for chunk in rows.chunks(ROWS) {
        let rows = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn measure(kind: MeasureKind, part: &str, state: MeasureState, amount: Option<i64>) -> StatedMeasure {
        StatedMeasure { kind, part: part.into(), state, amount }
    }

    #[test]
    fn zero_not_known_and_not_applicable_are_three_things() {
        use MeasureKind::{Complaints, Satisfaction, Transactions};
        use MeasureState::{Known, NotApplicable, NotKnown};
        let good = vec![
            measure(Complaints, "", Known, Some(0)),
            measure(Transactions, "portal", NotKnown, None),
            measure(Transactions, "counter", NotApplicable, None),
        ];
        assert_eq!(checked(good.clone()).unwrap(), good);
        for bad in [
            measure(Complaints, "", Known, None),
            measure(Complaints, "", NotKnown, Some(0)),
            measure(Complaints, "", Known, Some(-1)),
            measure(Satisfaction, "", Known, Some(501)),
            measure(Transactions, "by pigeon", Known, Some(1)),
        ] {
            assert!(matches!(checked(vec![bad.clone()]), Err(Error::Invalid { .. })), "{bad:?}");
        }
        assert!(checked(vec![good[0].clone(), good[0].clone()]).is_err(), "one figure of a kind and part");
    }
}
