//! Measures how the inventory bears many services: two cycles over a catalogue of each of the given sizes are opened,
//! answered, accepted, closed and compared, on SQLite in a folder that is emptied first.
//! `cargo run --release -p crm-examples --example inventory_size -- FOLDER 1000 10000`
//!
//! For each stage: processor time for each service, the longest time that another writer waited in between, and the most
//! memory that the process ever had. The last lines say how the cost of a service grows from the first size to the last.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use crm_core::catalogue::card::{
    CalendarKind, Card, CardDate, Channel, ChannelKind, DeliveryTime, Fees, Identity, Promise, Scope, Span, TimeUnit,
};
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind, OfficeContacts};
use crm_core::catalogue::services::{self, ImportService, ImportServices};
use crm_core::ids::{CycleId, DepartmentId, PlanId};
use crm_core::inventory::cycles::{self, ChangeCycle, ScheduleCycle};
use crm_core::inventory::items::{
    self, AnswerItem, Existence, Item, ItemCondition, ItemRef, MeasureKind, MeasureState, MoveItems, StatedMeasure,
};
use crm_core::inventory::plans::{
    self, ChangePlan, DecisionBasis, DecisionOutcome, DraftPlan, Minutes, PlanContent, PlanPeriod, PlanScope,
    RecordDecision, Recurrence, Stages,
};
use crm_core::inventory::results::{self, Compare};
use crm_core::page::PageRequest;
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::{Db, Error, Filter, Keys, OpContext, Options, Result, jobs, work};

/// Services to a department.
const TO_A_DEPARTMENT: usize = 100;
/// Items of one call.
const CHUNK: usize = 200;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "inventory-size".into());
    let mut sizes: Vec<usize> = arguments.filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    let mut costs = Vec::new();
    for size in &sizes {
        println!("{size} services\n{:<24}{:>14}{:>18}{:>12}", "", "ms/service", "writer waited ms", "memory MB");
        costs.push(measure(Path::new(&folder), *size).await?);
    }
    if let [first, .., last] = &costs[..] {
        println!("\ngrowth of the cost of a service, {} to {}", sizes[0], sizes[sizes.len() - 1]);
        for (stage, cost) in last {
            println!("{stage:<24}{:>14.2}", cost / first.get(stage).copied().unwrap_or(*cost));
        }
    }
    Ok(())
}

type Costs = BTreeMap<&'static str, f64>;

async fn measure(folder: &Path, size: usize) -> Result<Costs> {
    let setup = |error: std::io::Error| Error::Setup(error.to_string());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(setup)?;
    }
    std::fs::create_dir_all(folder).map_err(setup)?;
    let keys = Keys::from_file_or_create(folder.join("keys.json"));
    let db = Db::open(Options::sqlite(folder.join("mustafid.db"), keys)).await?;
    let op = OpContext::system("inventory-size");
    let mut bench = Bench { db, op, size, costs: Costs::new() };
    bench.catalogue().await?;
    let plan = bench.plan().await?;
    let first = bench.cycle(plan, "C-1", 1).await?;
    let second = bench.cycle(plan, "C-2", 2).await?;
    bench.stage("compare: summary", async |db, op| results::summary(db, op, (first, second)).await.map(drop)).await?;
    bench.stage("compare: all pages", async |db, op| compared(db, op, (first, second)).await).await?;
    bench.stage("verify", async |db, op| results::verify(db, op, second).await.map(drop)).await?;
    bench.db.close().await?;
    Ok(bench.costs)
}

struct Bench {
    db: Db,
    op: OpContext,
    size: usize,
    costs: Costs,
}

impl Bench {
    /// Carries a stage out beside another writer, and tells what it cost.
    async fn stage(&mut self, name: &'static str, work: impl AsyncFnOnce(&Db, &OpContext) -> Result<()>) -> Result<()> {
        let done = Arc::new(AtomicBool::new(false));
        let other = tokio::spawn(writes(self.db.clone(), Arc::clone(&done)));
        let before = processor_time();
        let worked = work(&self.db, &self.op.renewed()).await;
        let spent = processor_time() - before;
        done.store(true, Ordering::Relaxed);
        let waited = other.await.map_err(|error| Error::Setup(error.to_string()))??;
        worked?;
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let cost = spent * 1_000.0 / self.size as f64;
        println!("{name:<24}{cost:>14.3}{:>18}{:>12}", waited.as_millis(), most_memory());
        self.costs.insert(name, cost);
        Ok(())
    }

    async fn catalogue(&mut self) -> Result<()> {
        let size = self.size;
        self.stage("make the catalogue", async |db, op| {
            let mut departments = Vec::new();
            for number in 0..size.div_ceil(TO_A_DEPARTMENT) {
                let name = LocalizedText::ar_en(format!("إدارة {number}"), format!("Department {number}"));
                let (kind, contacts) = (DepartmentKind::Unit, OfficeContacts::default());
                let code = format!("D-{number}");
                let command = CreateDepartment { code, name, kind, parent: None, contacts, valid_from: None };
                departments.push(departments::create(db, op, command).await?.id);
            }
            let numbers: Vec<usize> = (0..size).collect();
            for chunk in numbers.chunks(500) {
                import(db, op, chunk.iter().map(|number| service(*number, &departments)).collect(), 2020).await?;
            }
            Ok(())
        })
        .await
    }

    /// A plan in force.
    async fn plan(&mut self) -> Result<PlanId> {
        let (db, op) = (&self.db, &self.op);
        let content = PlanContent {
            title: LocalizedText::ar_en("خطة الحصر", "Plan of the inventory"),
            definition: LocalizedText::ar_en("ما يُطلب وينتهي بمخرج.", "What is asked for and ends with an output."),
            scope: PlanScope::default(),
            period: PlanPeriod { from: day(2020), to: None },
            recurrence: Recurrence::default(),
            answer_days: 30,
            verify_days: 30,
            questions: Vec::new(),
            stages: Stages::default(),
            decision: DecisionBasis::Minutes,
            quorum: None,
        };
        let plan = plans::draft(db, op, DraftPlan { code: "P".into(), content }).await?.id;
        let change = ChangePlan { id: plan, expected_version: None };
        plans::submit(db, op, change).await?;
        let on = CardDate { date: day(2020), calendar: CalendarKind::Gregorian };
        let minutes = Minutes { number: "1".into(), on, present: vec!["أ".into()], document: None };
        let outcome = DecisionOutcome::Approved;
        plans::record_decision(db, op, RecordDecision { plan, outcome, minutes, note: None, expected_version: None })
            .await?;
        plans::enforce(db, op, change).await?;
        Ok(plan)
    }

    /// A whole cycle; before the second one every tenth card is changed.
    async fn cycle(&mut self, plan: PlanId, code: &str, round: u64) -> Result<CycleId> {
        let opens_on = self.op.at.date_naive() + Days::new(round);
        // A year that is over; the second one's ends later.
        let until = self.op.at.date_naive() - Days::new(9) + Days::new(round);
        let window = Some((until - Days::new(364), until));
        let (answers_due, verification_due) = (None, None);
        let schedule = ScheduleCycle { plan, code: code.into(), opens_on, window, answers_due, verification_due };
        let cycle = cycles::schedule(&self.db, &self.op, schedule).await?.id;
        let change = ChangeCycle { id: cycle, expected_version: None };
        if round > 1 {
            let departments = departments_of(&self.db, &self.op).await?;
            let numbers: Vec<usize> = (0..self.size).step_by(10).collect();
            for chunk in numbers.chunks(500) {
                let changed = chunk.iter().map(|number| renamed(service(*number, &departments))).collect();
                import(&self.db, &self.op, changed, 2021).await?;
            }
        }
        let [open, answer, accept, close] = match round {
            1 => ["1: open", "1: answer", "1: accept", "1: close and freeze"],
            _ => ["2: open", "2: answer", "2: accept", "2: close and freeze"],
        };
        self.stage(open, async |db, op| {
            cycles::open(db, op, change).await?;
            worked(db).await
        })
        .await?;
        self.stage(answer, async |db, op| {
            for_all(db, op, cycle, async |items| items::answer(db, op, items.iter().map(confirmed).collect()).await)
                .await
        })
        .await?;
        self.stage(accept, async |db, op| {
            for_all(db, op, cycle, async |items| {
                let items =
                    items.iter().map(|item| ItemRef { id: item.id, expected_version: Some(item.version) }).collect();
                items::accept(db, op, MoveItems { items, reason: None }).await
            })
            .await
        })
        .await?;
        self.stage(close, async |db, op| {
            cycles::close(db, op, change).await?;
            worked(db).await
        })
        .await?;
        Ok(cycle)
    }
}

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// The service of a number.
fn service(number: usize, departments: &[DepartmentId]) -> ImportService {
    let card = Card {
        identity: Identity {
            name: LocalizedText::ar_en(format!("خدمة رقم {number}"), format!("Service number {number}")),
            summary: LocalizedText::ar_en("وصف موجز للخدمة.", "A short summary of the service."),
            scope: [Scope::External].into(),
            ..Identity::default()
        },
        fees: Fees::Free,
        promise: Promise {
            delivery_times: vec![DeliveryTime::within(Span { amount: 3, unit: TimeUnit::WorkingDays })],
            ..Promise::default()
        },
        channels: vec![Channel::new(ChannelKind::Counter), Channel::new(ChannelKind::Portal)],
        ..Card::default()
    };
    let owner = departments[number / TO_A_DEPARTMENT];
    ImportService { external_id: number.to_string(), code: format!("S-{number}"), owner, card, public: true }
}

fn renamed(mut service: ImportService) -> ImportService {
    let name = format!("Service {} under another name", service.external_id);
    service.card.identity.name = service.card.identity.name.with(LanguageTag::english(), name);
    service
}

async fn import(db: &Db, op: &OpContext, services: Vec<ImportService>, year: i32) -> Result<()> {
    let effective = day(year).and_time(chrono::NaiveTime::MIN).and_utc();
    let (scheme, language) = ("size".to_owned(), LanguageTag::arabic());
    let command = ImportServices { scheme, by_code: false, language, effective, draft: false, import: None, services };
    services::import(db, &op.renewed(), command).await.map(drop)
}

async fn departments_of(db: &Db, _op: &OpContext) -> Result<Vec<DepartmentId>> {
    let frame = db.reference().await?;
    let mut departments: Vec<_> = frame.departments().iter().map(|row| (row.code.clone(), row.id)).collect();
    departments.sort_by_key(|(code, _)| code.trim_start_matches("D-").parse::<usize>().unwrap_or_default());
    Ok(departments.into_iter().map(|(_, id)| id).collect())
}

/// Works until no job waits.
async fn worked(db: &Db) -> Result<()> {
    while jobs::run_one(db, &OpContext::system("worker"), work::KINDS).await? {}
    Ok(())
}

/// Does something with all items of a cycle, some at a time.
async fn for_all(
    db: &Db,
    op: &OpContext,
    cycle: CycleId,
    act: impl AsyncFn(&[Item]) -> Result<Vec<Item>>,
) -> Result<()> {
    let mut after = None;
    loop {
        let filter = Filter::from(ItemCondition::Cycle(crm_core::filter::Choice::In(vec![cycle])));
        let request = PageRequest { after, ..PageRequest::first(100) };
        let page = items::list(db, op, filter, &request).await?;
        after = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        let items = page.into_nodes();
        for chunk in items.chunks(CHUNK) {
            act(chunk).await?;
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

/// That a service is offered and its card right, with a figure.
fn confirmed(item: &Item) -> AnswerItem {
    let (kind, part, state) = (MeasureKind::Transactions, String::new(), MeasureState::Known);
    AnswerItem {
        id: item.id,
        existence: Existence::Ours,
        card_right: Some(true),
        note: None,
        successors: Vec::new(),
        answers: BTreeMap::new(),
        measures: Some(vec![StatedMeasure { kind, part, state, amount: Some(100) }]),
        expected_version: Some(item.version),
    }
}

/// Reads a comparison to its end.
async fn compared(db: &Db, op: &OpContext, (from, to): (CycleId, CycleId)) -> Result<()> {
    let (compare, mut after) = (Compare { from, to, changed_only: false }, None);
    loop {
        let page = results::comparison(db, op, compare, &PageRequest { after, ..PageRequest::first(100) }).await?;
        after = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Writes now and then until told to stop; gives the longest time that it waited for its turn.
async fn writes(db: Db, done: Arc<AtomicBool>) -> Result<Duration> {
    let mut longest = Duration::ZERO;
    while !done.load(Ordering::Relaxed) {
        let asked = Instant::now();
        db.begin().await?.commit().await?;
        longest = longest.max(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(longest)
}

/// Processor time of the process so far, in seconds; nothing where the machine has no `/proc`.
fn processor_time() -> f64 {
    let Ok(text) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    // User and system time, in hundredths of a second.
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The most memory that the process ever had, in MB.
fn most_memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
