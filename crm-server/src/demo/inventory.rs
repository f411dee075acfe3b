//! The inventory: two closed cycles, and a half-finished one with some services confirmed, some to be changed, some
//! awaiting their department.

use chrono::{Days, NaiveDate};
use crm_core::calendar::start_of_day;
use crm_core::catalogue::card::{CalendarKind, CardDate};
use crm_core::filter::Choice;
use crm_core::ids::{CycleId, PlanId};
use crm_core::inventory::cycles::{self, ChangeCycle, ScheduleCycle};
use crm_core::inventory::items::{self, AnswerItem, Existence, Item, ItemCondition, ItemRef, MoveItems};
use crm_core::inventory::plans::{
    self, ChangePlan, DecisionBasis, DecisionOutcome, DraftPlan, Minutes, PlanContent, PlanPeriod, PlanScope, Question,
    RecordDecision, Recurrence, Stages,
};
use crm_core::op::Actor;
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::text::LocalizedText;
use crm_core::{Db, Error, OpContext, Result, jobs, work};

use super::staff::Keepers;

/// Days since the cycle opened, and since its answers came in.
const OPEN: u64 = 20;
const ANSWERED: u64 = 6;
/// Days since the plan was written.
const PLANNED: u64 = 430;

/// Who acts in the inventory: the keeper who plans, and those who answer and verify.
pub(super) struct Inventory<'a> {
    pub keepers: &'a Keepers,
    pub respondent: &'a Actor,
    pub verifier: &'a Actor,
    pub today: NaiveDate,
}

impl Inventory<'_> {
    /// Writes the plan, the committee's decision, the cycles and what came in so far; says how many items the one that goes
    /// on has.
    pub async fn write(&self, db: &Db) -> Result<usize> {
        let plan = self.plan(db).await?;
        self.past(db, plan).await?;
        let cycle = self.cycle(db, plan, "INV-3", OPEN).await?;
        let all = self.items(db, cycle).await?;
        self.answers(db, &all).await?;
        Ok(all.len())
    }

    /// The items of a cycle.
    pub(super) async fn items(&self, db: &Db, cycle: CycleId) -> Result<Vec<Item>> {
        let of_cycle = ItemCondition::Cycle(Choice::Eq(cycle)).into();
        let reading = self.by(&self.keepers.officer, db, OPEN);
        Ok(items::list(db, &reading, of_cycle, &PageRequest::first(MAX_SIZE)).await?.into_nodes())
    }

    /// Somebody, so many days ago.
    pub(super) fn by(&self, actor: &Actor, db: &Db, days: u64) -> OpContext {
        let day = self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today);
        OpContext::for_actor(actor.clone()).at(start_of_day(day, db.settings().zone))
    }

    async fn plan(&self, db: &Db) -> Result<PlanId> {
        let planning = self.by(&self.keepers.officer, db, PLANNED);
        let from = self.today.checked_sub_days(Days::new(PLANNED)).unwrap_or(self.today);
        let command = DraftPlan { code: "INV-PLAN".into(), content: content(from) };
        let plan = plans::draft(db, &planning, command).await?.id;
        let change = ChangePlan { id: plan, expected_version: None };
        plans::submit(db, &planning, change).await?;
        // the committee's secretary is no member of the demo's staff before the tokens are made
        let deciding = OpContext::system("demo").at(self.by(&self.keepers.head, db, PLANNED - 12).at);
        let held = self.today.checked_sub_days(Days::new(PLANNED - 10)).unwrap_or(self.today);
        let minutes = Minutes {
            number: "7".into(),
            on: CardDate { date: held, calendar: CalendarKind::Gregorian },
            present: ["سعد بن فهد الحربي", "نورة بنت صالح الدوسري", "ماجد بن علي العنزي"].map(Into::into).into(),
            document: None,
        };
        let outcome = DecisionOutcome::Approved;
        let decision = RecordDecision { plan, outcome, minutes, note: None, expected_version: None };
        plans::record_decision(db, &deciding, decision).await?;
        plans::enforce(db, &self.by(&self.keepers.head, db, PLANNED - 15), change).await?;
        Ok(plan)
    }

    /// Schedules a cycle and opens it so many days ago.
    pub(super) async fn cycle(&self, db: &Db, plan: PlanId, code: &str, days: u64) -> Result<CycleId> {
        let running = self.by(&self.keepers.head, db, days);
        let opens_on = self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today);
        let code = code.into();
        let command = ScheduleCycle { plan, code, opens_on, window: None, answers_due: None, verification_due: None };
        let cycle = cycles::schedule(db, &running, command).await?;
        cycles::open(db, &running, ChangeCycle { id: cycle.id, expected_version: None }).await?;
        worked(db, &running).await?;
        if cycles::get(db, &running, cycle.id).await?.state.is_going() {
            return Ok(cycle.id);
        }
        Err(Error::Setup("the demo's cycle of the inventory did not open".into()))
    }

    /// Of eight items five are answered, one of them by a card to be changed; of the answers two are accepted and one is
    /// returned.
    async fn answers(&self, db: &Db, all: &[Item]) -> Result<()> {
        let place = |item: &Item| all.iter().position(|other| other.id == item.id).unwrap_or_default() % 8;
        let picked = |places: &[usize]| -> Vec<ItemRef> {
            let chosen = all.iter().filter(|item| places.contains(&place(item)));
            chosen.map(|item| ItemRef { id: item.id, expected_version: None }).collect()
        };
        let answers = all.iter().filter(|item| place(item) < 5).map(|item| answer(item, place(item) != 3)).collect();
        items::answer(db, &self.by(self.respondent, db, ANSWERED), answers).await?;
        let verifying = self.by(self.verifier, db, ANSWERED - 3);
        let accepted = MoveItems { items: picked(&[0, 1]), reason: None };
        items::accept(db, &verifying, accepted).await?;
        let reason = Some("الرسوم في البطاقة غير ما في اللائحة، فتُراجع.".into());
        items::give_back(db, &verifying, MoveItems { items: picked(&[4]), reason }).await?;
        Ok(())
    }
}

/// Carries out the jobs that wait.
pub(super) async fn worked(db: &Db, op: &OpContext) -> Result<()> {
    let worker = OpContext::system("demo").standing_at(op.at);
    while jobs::run_one(db, &worker, work::KINDS).await? {}
    Ok(())
}

pub(super) fn answer(item: &Item, card_right: bool) -> AnswerItem {
    AnswerItem {
        id: item.id,
        existence: Existence::Ours,
        card_right: Some(card_right),
        note: (!card_right).then(|| "تغيّرت قنوات التقديم بعد إطلاق البوابة.".into()),
        successors: Vec::new(),
        answers: std::collections::BTreeMap::new(),
        measures: None,
        expected_version: None,
    }
}

fn content(from: NaiveDate) -> PlanContent {
    PlanContent {
        title: LocalizedText::ar_en("خطة حصر خدمات الإمارة", "Inventory of the emirate's services"),
        definition: LocalizedText::ar_en(
            "كل ما يطلبه مستفيد أو إدارة وينتهي بنتيجة يستلمها؛ والقناة والخطوة ليستا خدمة.",
            "What a beneficiary or a department asks for and that ends in a result handed over; channels and steps are none.",
        ),
        scope: PlanScope::default(),
        period: PlanPeriod { from, to: None },
        recurrence: Recurrence { every_months: Some(6), ..Recurrence::default() },
        answer_days: 30,
        verify_days: 14,
        questions: vec![Question {
            code: "staff".into(),
            text: LocalizedText::ar_en("كم موظفًا يعمل على الخدمة؟", "How many members of staff work on it?"),
            required: false,
        }],
        stages: Stages { second_round: true, ..Stages::default() },
        decision: DecisionBasis::Minutes,
        quorum: None,
    }
}
