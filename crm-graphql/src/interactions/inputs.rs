//! The area's inputs, as core's commands.

use async_graphql::{ID, InputObject, MaybeUndefined, OneofObject};
use crm_core::Result;
use crm_core::beneficiaries::Who;
use crm_core::error::{Check, Error};
use crm_core::ids::{BeneficiaryId, CaseId, DepartmentId, FollowUpId, InteractionId, RecordId, StaffId};
use crm_core::interactions::{self as core, IdOrCode, follow_ups};
use crm_core::patch::Patch;
use crm_core::rule::Rule;

use super::enums::{Direction, FigureBy, FollowUpState, Outcome, Relationship};
use crate::beneficiaries::{IdentifierKeyInput, RegisterBeneficiaryInput};
use crate::catalogue::services::{ChannelKind, ChannelKindFilter};
use crate::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter, Tests, enum_filter, filter};
use crate::node_id::Id;
use crate::scalars::{Date, DateTime, Duration, LanguageTag, PhoneNumber, patch};

enum_filter!(
    /// Operators on who sought a contact.
    InteractionDirectionFilter, Direction => core::Direction
);
enum_filter!(
    /// Operators on what came of a contact.
    InteractionOutcomeFilter, Outcome => core::Outcome
);
enum_filter!(
    /// Operators on where a follow-up stands.
    FollowUpStateFilter, FollowUpState => follow_ups::FollowUpState
);

filter! {
    /// Which contacts are wanted. All given fields must hold. `staff`, `site`, `case`, `unlistedService` and
    /// `externalMessageId` match only contacts that the caller sees in full.
    InteractionFilter => core::InteractionCondition {
        /// Whose contact.
        department: IdFilter => Department,
        /// About which service.
        service: IdFilter => Service,
        /// For which reason.
        reason: IdFilter => Reason,
        /// Over which channel.
        channel: ChannelKindFilter => Channel,
        /// In which direction.
        direction: InteractionDirectionFilter => Direction,
        /// With what outcome.
        outcome: InteractionOutcomeFilter => Outcome,
        /// With or about whom; `isNull` is anonymous.
        beneficiary: IdFilter => Beneficiary,
        /// When it happened.
        occurred_at: DateTimeFilter => OccurredAt,
        /// When it was recorded.
        recorded_at: DateTimeFilter => RecordedAt,
        /// Had by which member of staff.
        staff: IdFilter => Staff,
        /// At which site.
        site: IdFilter => Site,
        /// About which case.
        case: IdFilter => Case,
        /// The mention of a service that the catalogue does not have, in any spelling.
        unlisted_service: StringFilter => UnlistedService,
        /// The message's id in the system it came from.
        external_message_id: StringFilter => ExternalMessage,
    }
}

/// Operators on a day.
#[derive(Clone, Debug, InputObject)]
pub struct DateFilter {
    /// Is this day.
    eq: Option<Date>,
    /// On or after.
    gte: Option<Date>,
    /// On or before.
    lte: Option<Date>,
}

impl Tests<crm_core::filter::Range<chrono::NaiveDate>> for DateFilter {
    fn tests(self) -> Result<Vec<crm_core::filter::Range<chrono::NaiveDate>>> {
        use crm_core::filter::Range;
        let Self { eq, gte, lte } = self;
        let tests =
            [eq.map(|day| Range::Eq(day.0)), gte.map(|day| Range::Gte(day.0)), lte.map(|day| Range::Lte(day.0))];
        Ok(tests.into_iter().flatten().collect())
    }
}

filter! {
    /// Which follow-ups are wanted. All given fields must hold.
    FollowUpFilter => follow_ups::FollowUpCondition {
        /// Whether it is to be done by the caller.
        mine: BooleanFilter => Mine,
        /// By whom it is to be done; `isNull` means that nobody took it yet.
        assignee: IdFilter => Assignee,
        /// In whose queue.
        department: IdFilter => Department,
        /// In which state.
        state: FollowUpStateFilter => State,
        /// Due when.
        due_on: DateFilter => DueOn,
        /// Of which contact.
        interaction: IdFilter => Interaction,
    }
}

/// A record named by its id or by the code that people quote.
#[derive(Clone, Debug, OneofObject)]
pub enum RecordKeyInput {
    /// By id.
    Id(ID),
    /// By code.
    Code(String),
}

impl RecordKeyInput {
    pub(super) fn key<I: RecordId>(self, path: &str) -> Result<IdOrCode<I>> {
        Ok(match self {
            Self::Id(id) => IdOrCode::Id(id.parse::<Id<I>>().map_err(|error| error.under(path))?.0),
            Self::Code(code) => IdOrCode::Code(code),
        })
    }
}

fn key<I: RecordId>(check: &mut Check, path: &str, input: Option<RecordKeyInput>) -> Result<Option<IdOrCode<I>>> {
    Ok(check.take("", input.map(|input| input.key(path)).transpose())?.flatten())
}

fn key_patch<I: RecordId>(
    check: &mut Check,
    path: &str,
    input: MaybeUndefined<RecordKeyInput>,
) -> Result<Patch<IdOrCode<I>>> {
    let key = input.map_value(|input| input.key(path)).transpose();
    Ok(check.take("", key)?.map_or(Patch::Keep, |key| patch(key, |key| key)))
}

/// Whom a contact is with: at most one of `id`, `identifier`, `phone` and `email`. With `register`, somebody who is not
/// found is registered, or, when nothing else is given, a new person in any case.
#[derive(InputObject)]
pub struct BeneficiaryReferenceInput {
    /// The beneficiary's id.
    id: Option<Id<BeneficiaryId>>,
    /// An identifier of theirs.
    identifier: Option<IdentifierKeyInput>,
    /// A phone of theirs, as people write it. Several people who share it are told as candidates.
    phone: Option<PhoneNumber>,
    /// An e-mail address of theirs. Several people who share it are told as candidates.
    email: Option<String>,
    /// Who is to be registered.
    register: Option<RegisterBeneficiaryInput>,
}

type Registration = Option<Box<crm_core::beneficiaries::RegisterBeneficiary>>;

impl BeneficiaryReferenceInput {
    /// At most one reference, and who is to be registered.
    fn split(self) -> Result<(Option<Who>, Registration)> {
        let Self { id, identifier, phone, email, register } = self;
        let given = [
            id.map(|id| Who::Id(id.0)),
            identifier.map(|key| Who::Identifier(key.into())),
            phone.map(|phone| Who::Phone(phone.0)),
            email.map(Who::Email),
        ];
        let mut given = given.into_iter().flatten();
        let (who, second) = (given.next(), given.next());
        let register = register.map(TryInto::try_into).transpose().map_err(|error: Error| error.under("register"))?;
        let mut check = Check::default();
        check.that(second.is_none(), "", Rule::Exclusive);
        check.that(who.is_some() || register.is_some(), "", Rule::Required);
        check.done()?;
        Ok((who, register.map(Box::new)))
    }

    /// One reference, as a correction takes it.
    fn who(self) -> Result<Who> {
        match self.split()? {
            (Some(who), None) => Ok(who),
            (None, Some(new)) => Ok(Who::New(new)),
            (Some(_), Some(_)) => Err(Error::invalid("register", Rule::Exclusive)),
            (None, None) => Err(Error::invalid("", Rule::Required)),
        }
    }
}

/// Who was spoken with, when it was not the beneficiary.
#[derive(InputObject)]
pub struct SpokeWithInput {
    /// Name, at most 200 characters.
    name: Option<String>,
    /// Phone, as people write it; kept encrypted, shown masked.
    phone: Option<PhoneNumber>,
    /// What the person is to the beneficiary.
    relationship: Option<Relationship>,
}

impl From<SpokeWithInput> for core::SpokeWith {
    fn from(SpokeWithInput { name, phone, relationship }: SpokeWithInput) -> Self {
        Self { name, phone: phone.map(|phone| phone.0), relation: relationship.map(Into::into) }
    }
}

/// What is to be done after a contact.
#[derive(InputObject)]
pub struct NewFollowUpInput {
    /// The last day on which it is in time; today or later.
    due_on: Date,
    /// Who is to do it.
    assignee_id: Option<Id<StaffId>>,
    /// In whose queue; by default that of the contact's department.
    department_id: Option<Id<DepartmentId>>,
    /// What is to be done, at most 2,000 characters.
    note: Option<String>,
}

impl From<NewFollowUpInput> for follow_ups::NewFollowUp {
    fn from(NewFollowUpInput { due_on, assignee_id, department_id, note }: NewFollowUpInput) -> Self {
        let (assignee, department) = (assignee_id.map(|id| id.0), department_id.map(|id| id.0));
        Self { due_on: due_on.0, assignee, department, note }
    }
}

/// A contact to log.
#[derive(InputObject)]
pub struct LogInteractionInput {
    /// When it happened; by default now. Not in the future, not before 1970.
    occurred_at: Option<DateTime>,
    /// Over which channel.
    channel: ChannelKind,
    /// Who sought it; by default the beneficiary.
    #[graphql(default_with = "Direction::Inbound")]
    direction: Direction,
    /// Where; a kiosk's own site goes before it.
    site: Option<RecordKeyInput>,
    /// Whose contact it is; needed only by callers who work for several departments.
    department: Option<RecordKeyInput>,
    /// With or about whom; absent is anonymous.
    beneficiary: Option<BeneficiaryReferenceInput>,
    /// Who was spoken with, when not the beneficiary.
    spoke_with: Option<SpokeWithInput>,
    /// About which service.
    service: Option<RecordKeyInput>,
    /// About a service that the catalogue does not have, at most 300 characters; excludes `service`.
    unlisted_service: Option<String>,
    /// About which case.
    case_id: Option<Id<CaseId>>,
    /// An approved contact reason.
    reason: Option<RecordKeyInput>,
    /// Subject, at most 300 characters. Identifiers typed into it are masked.
    subject: Option<String>,
    /// What was said, at most 20,000 characters. Identifiers typed into it are masked.
    body: Option<String>,
    /// What came of it.
    outcome: Option<Outcome>,
    /// How long it took; at most a day.
    duration: Option<Duration>,
    /// In which language.
    language: Option<LanguageTag>,
    /// The message's id in the system it came from, at most 998 characters.
    external_message_id: Option<String>,
    /// What is to be done next.
    follow_up: Option<NewFollowUpInput>,
    /// Makes a repeat harmless: the same key and content give the first result.
    idempotency_key: Option<String>,
}

impl TryFrom<LogInteractionInput> for core::LogInteraction {
    type Error = Error;

    fn try_from(input: LogInteractionInput) -> Result<Self> {
        let LogInteractionInput {
            occurred_at,
            channel,
            direction,
            site,
            department,
            beneficiary,
            spoke_with,
            service,
            unlisted_service,
            case_id,
            reason,
            subject,
            body,
            outcome,
            duration,
            language,
            external_message_id,
            follow_up,
            idempotency_key,
        } = input;
        let mut check = Check::default();
        let split = beneficiary.map(BeneficiaryReferenceInput::split).transpose();
        let (beneficiary, register) = check.take("beneficiary", split)?.flatten().unwrap_or_default();
        let site = key(&mut check, "site", site)?;
        let department = key(&mut check, "department", department)?;
        let service = key(&mut check, "service", service)?;
        let reason = key(&mut check, "reason", reason)?;
        check.done()?;
        Ok(Self {
            occurred_at: occurred_at.map(|at| at.0),
            channel: channel.into(),
            direction: direction.into(),
            site,
            department,
            staff: None,
            beneficiary,
            register,
            spoke_with: spoke_with.map(Into::into),
            service,
            unlisted_service,
            case: case_id.map(|id| id.0),
            reason,
            subject,
            body,
            outcome: outcome.map(Into::into),
            duration_seconds: duration.as_ref().map(seconds),
            language: language.map(|tag| tag.0),
            external_message_id,
            follow_up: follow_up.map(Into::into),
            idempotency_key,
        })
    }
}

/// Seconds of a duration; what no number of ours holds is out of the core's range too.
fn seconds(duration: &Duration) -> i32 {
    i32::try_from(duration.0.num_seconds()).unwrap_or(i32::MAX)
}

/// What was wrong in an entry. Absent keeps, null clears.
#[derive(InputObject)]
pub struct CorrectInteractionInput {
    /// The entry to put right: the latest one of its contact.
    id: Id<InteractionId>,
    /// Why, at most 500 characters.
    note: String,
    /// When it happened.
    occurred_at: Option<DateTime>,
    /// Over which channel.
    channel: Option<ChannelKind>,
    /// Who sought it.
    direction: Option<Direction>,
    /// Where.
    site: MaybeUndefined<RecordKeyInput>,
    /// Whose contact it is.
    department: Option<RecordKeyInput>,
    /// With or about whom.
    beneficiary: MaybeUndefined<BeneficiaryReferenceInput>,
    /// Who was spoken with.
    spoke_with: MaybeUndefined<SpokeWithInput>,
    /// About which service.
    service: MaybeUndefined<RecordKeyInput>,
    /// About a service that the catalogue does not have.
    unlisted_service: MaybeUndefined<String>,
    /// About which case.
    case_id: MaybeUndefined<Id<CaseId>>,
    /// A contact reason.
    reason: MaybeUndefined<RecordKeyInput>,
    /// Subject.
    subject: MaybeUndefined<String>,
    /// What was said.
    body: MaybeUndefined<String>,
    /// What came of it.
    outcome: MaybeUndefined<Outcome>,
    /// How long it took.
    duration: MaybeUndefined<Duration>,
    /// In which language.
    language: MaybeUndefined<LanguageTag>,
}

impl TryFrom<CorrectInteractionInput> for core::CorrectInteraction {
    type Error = Error;

    fn try_from(input: CorrectInteractionInput) -> Result<Self> {
        let CorrectInteractionInput {
            id,
            note,
            occurred_at,
            channel,
            direction,
            site,
            department,
            beneficiary,
            spoke_with,
            service,
            unlisted_service,
            case_id,
            reason,
            subject,
            body,
            outcome,
            duration,
            language,
        } = input;
        let mut check = Check::default();
        let who = beneficiary.map_value(BeneficiaryReferenceInput::who).transpose();
        let beneficiary = check.take("beneficiary", who)?.map_or(Patch::Keep, |who| patch(who, |who| who));
        let site = key_patch(&mut check, "site", site)?;
        let department = key(&mut check, "department", department)?;
        let service = key_patch(&mut check, "service", service)?;
        let reason = key_patch(&mut check, "reason", reason)?;
        check.done()?;
        Ok(Self {
            id: id.0,
            note,
            occurred_at: occurred_at.map(|at| at.0),
            channel: channel.map(Into::into),
            direction: direction.map(Into::into),
            site,
            department,
            beneficiary,
            spoke_with: patch(spoke_with, Into::into),
            service,
            unlisted_service: patch(unlisted_service, |text| text),
            case: patch(case_id, |id| id.0),
            reason,
            subject: patch(subject, |text| text),
            body: patch(body, |text| text),
            outcome: patch(outcome, Into::into),
            duration_seconds: patch(duration, |length| seconds(&length)),
            language: patch(language, |tag| tag.0),
        })
    }
}

/// An entry to take back, within five minutes of its recording.
#[derive(InputObject)]
pub struct UndoInteractionInput {
    /// The entry.
    pub id: Id<InteractionId>,
}

/// A follow-up of a contact that is in the log.
#[derive(InputObject)]
pub struct CreateFollowUpInput {
    /// The contact.
    pub interaction_id: Id<InteractionId>,
    /// What is to be done.
    pub follow_up: NewFollowUpInput,
}

/// A follow-up that is done.
#[derive(InputObject)]
pub struct CompleteFollowUpInput {
    /// The follow-up.
    pub id: Id<FollowUpId>,
    /// The version that the caller saw; another one is a conflict.
    pub expected_version: Option<i32>,
}

/// A follow-up that is not needed any more.
#[derive(InputObject)]
pub struct CancelFollowUpInput {
    /// The follow-up.
    pub id: Id<FollowUpId>,
    /// The version that the caller saw; another one is a conflict.
    pub expected_version: Option<i32>,
}

/// A follow-up to hand on.
#[derive(InputObject)]
pub struct ReassignFollowUpInput {
    /// The follow-up.
    pub id: Id<FollowUpId>,
    /// To whom; absent puts it back into its department's queue.
    assignee_id: Option<Id<StaffId>>,
    /// Into whose queue; absent leaves it where it is.
    department_id: Option<Id<DepartmentId>>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

impl From<ReassignFollowUpInput> for follow_ups::ReassignFollowUp {
    fn from(input: ReassignFollowUpInput) -> Self {
        let ReassignFollowUpInput { id, assignee_id, department_id, expected_version } = input;
        let (assignee, department) = (assignee_id.map(|id| id.0), department_id.map(|id| id.0));
        Self { id: id.0, assignee, department, expected_version }
    }
}

/// Everything still open of a member of staff, to hand on.
#[derive(InputObject)]
pub struct ReassignFollowUpsInput {
    /// Whose.
    pub from_id: Id<StaffId>,
    /// To whom; absent puts them back into their departments' queues.
    pub to_id: Option<Id<StaffId>>,
}

/// Which figures over contacts are wanted.
#[derive(InputObject)]
pub struct InteractionFiguresInput {
    /// First month, such as `2026-01`.
    from: String,
    /// Last month, such as `2026-12`; at most ten years.
    to: String,
    /// What they are told apart by, at most three.
    by: Vec<FigureBy>,
    /// Only these departments and those below them.
    department_ids: Option<Vec<Id<DepartmentId>>>,
    /// Only this service.
    service_id: Option<Id<crm_core::ids::ServiceId>>,
    /// Only this reason.
    reason_id: Option<Id<crm_core::ids::ReasonId>>,
}

impl TryFrom<InteractionFiguresInput> for core::FigureQuery {
    type Error = Error;

    fn try_from(input: InteractionFiguresInput) -> Result<Self> {
        let InteractionFiguresInput { from, to, by, department_ids, service_id, reason_id } = input;
        let mut check = Check::default();
        let (first, last) = (month(&from), month(&to));
        check.that(first.is_some(), "from", Rule::Malformed).that(last.is_some(), "to", Rule::Malformed);
        check.done()?;
        Ok(Self {
            from: first.unwrap_or_default(),
            to: last.unwrap_or_default(),
            by: by.into_iter().map(Into::into).collect(),
            departments: department_ids.map(|ids| ids.into_iter().map(|id| id.0).collect()),
            service: service_id.map(|id| id.0),
            reason: reason_id.map(|id| id.0),
        })
    }
}

/// `2026-03` as 202603.
fn month(text: &str) -> Option<i32> {
    let (year, month) = text.split_once('-')?;
    let number = |text: &str, length: usize| {
        let digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<i32>().ok()).flatten()
    };
    Some(number(year, 4)? * 100 + number(month, 2)?)
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_year_and_month() {
        assert_eq!(month("2026-03"), Some(202_603));
        for bad in ["", "2026", "2026-3", "26-03", "2026-03-01", "٢٠٢٦-٠٣", "+026-03"] {
            assert_eq!(month(bad), None, "{bad}");
        }
    }
}
