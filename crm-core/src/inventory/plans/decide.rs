//! What the committee says of a plan: recorded from signed minutes, or voted on.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

use super::entity::{DecisionOutcome, VoteChoice, vote as votes};
use super::rules::{PlanMove, PlanState, Tally};
use super::write::{Held, finish, hold};
use super::{Decision, DecisionBasis, Plan, PlanVersion, Vote};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::catalogue::card::CardDate;
use crate::db::Db;
use crate::documents::{self, DocumentPurpose};
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DecisionId, DocumentId, PlanId, RecordId, StaffId};
use crate::inventory::digest::digest;
use crate::keys::to_hex;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text;

/// Longest note, in characters.
const NOTE: usize = 2_000;
/// Most members of a committee.
const MEMBERS: usize = 50;

/// A decision as signed minutes hold it.
#[derive(Clone, Debug)]
pub struct RecordDecision {
    /// The plan.
    pub plan: PlanId,
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// The minutes.
    pub minutes: Minutes,
    /// Why; needed when the plan is returned.
    pub note: Option<String>,
    /// The version of the plan's header that the caller saw.
    pub expected_version: Option<i32>,
}

/// Signed minutes of a meeting.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// Their number.
    pub number: String,
    /// Their day, in the calendar in which they give it.
    pub on: CardDate,
    /// Names of the members who were present.
    pub present: Vec<String>,
    /// The scanned minutes, uploaded for that purpose.
    pub document: Option<DocumentId>,
}

/// A member's vote.
#[derive(Clone, Debug)]
pub struct CastVote {
    /// The plan.
    pub plan: PlanId,
    /// The vote.
    pub choice: VoteChoice,
    /// Why; needed when it is for returning the plan.
    pub note: Option<String>,
}

/// The count of the votes.
#[derive(Clone, Copy, Debug)]
pub struct CountVotes {
    /// The plan.
    pub plan: PlanId,
    /// The version of the plan's header that the caller saw.
    pub expected_version: Option<i32>,
}

/// Records what the committee decided in a meeting. Needs `inventory.decide`. A plan that is decided by votes is
/// `DecisionBasis`; one that the actor wrote or submitted is `OwnWork`; a member who is named twice is `Repeated`.
pub async fn record_decision(db: &Db, op: &OpContext, command: RecordDecision) -> Result<Decision> {
    op.require(Permission::InventoryDecide)?;
    let RecordDecision { plan, outcome, minutes, note, expected_version } = command;
    let mut check = Check::default();
    let note = noted(&mut check, note.as_deref(), outcome == DecisionOutcome::Returned)?;
    let number = check.take("minutes", text::clean_required("number", &minutes.number, 100))?;
    let present = check.take("minutes.present", names(&minutes.present))?.unwrap_or_default();
    check.that(minutes.on.date <= local_date(op.at, db.settings().zone), "minutes.on", Rule::InFuture);
    check.done()?;
    let held = hold(db, op, plan, expected_version, step(outcome)).await?;
    decided_by(&held.version, DecisionBasis::Minutes)?;
    others_work(op, &held.version)?;
    let mut row = Decision {
        minutes_number: number,
        minutes_on: Some(minutes.on.date),
        minutes_calendar: Some(minutes.on.calendar),
        present: json!(present),
        document_id: minutes.document,
        note,
        ..blank(op, &held.version, outcome, DecisionBasis::Minutes)?
    };
    if let Some(document) = minutes.document {
        row.document_digest = attach(&held, op, document, row.id).await?;
    }
    decide(held, op, row).await
}

/// Votes on a plan that is before the committee; a member's later vote takes the place of the earlier one. Needs
/// `inventory.vote`. A plan that is decided by minutes is `DecisionBasis`; one that the member wrote or submitted is
/// `OwnWork`.
pub async fn vote(db: &Db, op: &OpContext, command: CastVote) -> Result<Plan> {
    op.require(Permission::InventoryVote)?;
    let member = op.staff().ok_or(Error::Forbidden { permission: Permission::InventoryVote.name() })?;
    let CastVote { plan, choice, note } = command;
    let mut check = Check::default();
    let note = noted(&mut check, note.as_deref(), choice == VoteChoice::Return)?;
    check.done()?;
    let Held { tx, plan, version } = hold(db, op, plan, None, PlanMove::Vote).await?;
    decided_by(&version, DecisionBasis::Votes)?;
    others_work(op, &version)?;
    let row = Vote { plan_id: plan.id, number: version.number, staff_id: member, choice, note, at: op.at };
    let key = [votes::Column::PlanId, votes::Column::Number, votes::Column::StaffId];
    let again = [votes::Column::Choice, votes::Column::Note, votes::Column::At];
    let again = OnConflict::columns(key).update_columns(again).to_owned();
    votes::Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(&*tx).await?;
    let change = Change::of("inventory_plan.vote", plan.id);
    let change = change.detail(json!({ "number": version.number, "choice": choice }));
    events::record(&tx, op, "inventory_plan.voted_on", &["votes"], change).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Counts the votes: more for the plan than against it approve it, else it is returned. Needs `inventory.decide`.
/// Fewer votes than the plan's quorum are `Quorum`; a plan that is decided by minutes is `DecisionBasis`; one that the
/// actor wrote or submitted is `OwnWork`.
pub async fn count_votes(db: &Db, op: &OpContext, command: CountVotes) -> Result<Decision> {
    op.require(Permission::InventoryDecide)?;
    let held = hold(db, op, command.plan, command.expected_version, PlanMove::Approve).await?;
    let quorum = decided_by(&held.version, DecisionBasis::Votes)?;
    others_work(op, &held.version)?;
    let cast = votes::Entity::find()
        .filter(votes::Column::PlanId.eq(held.plan.id))
        .filter(votes::Column::Number.eq(held.version.number))
        .all(&*held.tx)
        .await?;
    let ids: Vec<StaffId> = cast.iter().map(|vote| vote.staff_id).collect();
    // Who has left meanwhile decides nothing.
    let mut members = crate::staff::many(&held.tx, op, &ids).await?;
    members.retain(|_, member| member.active);
    let votes = cast.iter().filter(|vote| members.contains_key(&vote.staff_id));
    let tally = Tally::of(votes.map(|vote| vote.choice));
    let enough = tally.present() >= u32::from(quorum);
    Check::default().that(enough, "votes", Rule::Quorum(quorum.into())).result()?;
    let language = &db.settings().language;
    let mut present: Vec<&str> = members.values().filter_map(|member| member.name.get(language, language)).collect();
    present.sort_unstable();
    let counted = |votes: u32| i32::try_from(votes).ok();
    let row = Decision {
        present: json!(present),
        votes_for: counted(tally.votes_for),
        votes_against: counted(tally.votes_against),
        abstentions: counted(tally.abstentions),
        ..blank(op, &held.version, tally.outcome(), DecisionBasis::Votes)?
    };
    decide(held, op, row).await
}

fn step(outcome: DecisionOutcome) -> PlanMove {
    match outcome {
        DecisionOutcome::Approved => PlanMove::Approve,
        DecisionOutcome::Returned => PlanMove::Return,
    }
}

/// Fails unless the plan is decided on this basis; gives its quorum.
fn decided_by(version: &PlanVersion, basis: DecisionBasis) -> Result<u16> {
    let content = version.content()?;
    Check::default().that(content.decision == basis, "", Rule::DecisionBasis).result()?;
    Ok(content.quorum.unwrap_or_default())
}

/// Fails when the actor wrote or submitted the version.
fn others_work(op: &OpContext, version: &PlanVersion) -> Result<()> {
    let own = op.staff().is_some_and(|me| [version.author_staff_id, version.submitted_staff_id].contains(&Some(me)));
    Check::default().that(!own, "", Rule::OwnWork).result()
}

fn noted(check: &mut Check, note: Option<&str>, needed: bool) -> Result<Option<String>> {
    let note = check.take("", text::clean_optional("note", note, NOTE))?.flatten();
    check.that(!needed || note.is_some(), "note", Rule::ReasonRequired);
    Ok(note)
}

fn names(present: &[String]) -> Result<Vec<String>> {
    let mut check = Check::default();
    check.that(!present.is_empty(), "", Rule::Required);
    check.that(present.len() <= MEMBERS, "", Rule::TooMany(MEMBERS as u64)).result()?;
    let (mut cleaned, mut known) = (Vec::with_capacity(present.len()), BTreeSet::new());
    for (place, name) in present.iter().enumerate() {
        let place = place.to_string();
        if let Some(name) = check.take("", text::clean_required(&place, name, 200))? {
            check.that(known.insert(text::fold(&name)), &place, Rule::Repeated);
            cleaned.push(name);
        }
    }
    check.done()?;
    Ok(cleaned)
}

/// Attaches signed minutes; gives the digest of their bytes.
async fn attach(held: &Held, op: &OpContext, document: DocumentId, decision: DecisionId) -> Result<Option<Vec<u8>>> {
    match documents::attach(&held.tx, op, document, (decision, DocumentPurpose::CommitteeMinutes)).await {
        Err(Error::NotFound { .. }) => Err(Error::invalid("minutes.documentId", Rule::Unknown)),
        attached => attached.map(|document| document.digest),
    }
}

/// A decision of which only the frame is known.
fn blank(op: &OpContext, version: &PlanVersion, outcome: DecisionOutcome, basis: DecisionBasis) -> Result<Decision> {
    let plan_digest = version.digest.clone().ok_or(Error::Corrupt { what: "inventory plan: no digest" })?;
    Ok(Decision {
        id: op.new_id(),
        plan_id: version.plan_id,
        number: version.number,
        outcome,
        basis,
        minutes_number: None,
        minutes_on: None,
        minutes_calendar: None,
        present: json!([]),
        document_id: None,
        document_digest: None,
        note: None,
        votes_for: None,
        votes_against: None,
        abstentions: None,
        plan_digest,
        digest: Vec::new(),
        recorded_by: op.actor.key(),
        recorded_staff_id: op.staff(),
        recorded_at: op.at,
    })
}

/// Freezes a decision and lets the version follow it.
async fn decide(held: Held, op: &OpContext, row: Decision) -> Result<Decision> {
    let Held { tx, plan, version } = held;
    let row = Decision { digest: row.frozen()?, ..row };
    let row = row.into_active_model().reset_all().insert(&*tx).await?;
    let change = Change::of("inventory_decision.record", row.id);
    let detail = json!({ "plan": plan.code, "number": row.number, "outcome": row.outcome, "basis": row.basis });
    events::record(&tx, op, &format!("{}.recorded", DecisionId::KIND), &["outcome"], change.detail(detail)).await?;
    let (state, what) = match row.outcome {
        DecisionOutcome::Approved => (PlanState::Approved, "approved"),
        DecisionOutcome::Returned => (PlanState::Returned, "returned"),
    };
    let mut moved = version.into_active_model();
    moved.state = Set(state);
    moved.update(&*tx).await?;
    finish(tx, op, plan.into_active_model(), what, state).await?;
    Ok(row)
}

impl Decision {
    /// SHA-256 over the digest of the text decided on, everything that the decision says, and the digest of the signed
    /// minutes if they were laid beside it.
    pub(crate) fn frozen(&self) -> Result<Vec<u8>> {
        let mut said = json!({
            "plan": self.plan_id,
            "number": self.number,
            "planDigest": to_hex(&self.plan_digest),
            "outcome": self.outcome,
            "basis": self.basis,
            "minutesNumber": self.minutes_number,
            "minutesOn": self.minutes_on,
            "present": self.present,
            "note": self.note,
            "votesFor": self.votes_for,
            "votesAgainst": self.votes_against,
            "abstentions": self.abstentions,
            "recordedBy": self.recorded_by,
            "recordedAt": self.recorded_at,
        });
        if let Some(minutes) = &self.document_digest {
            said["minutesDigest"] = to_hex(minutes).into();
        }
        digest(&said)
    }
}
