//! The workbook that goes out.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::column::Column;
use super::file::Pages;
use super::filled::MOST;
use super::start::{answering_for, going};
use super::told::{Told, known};
use super::words::{STATES, pick, say};
use crate::calendar::{HijriDate, local_date};
use crate::catalogue::Reference;
use crate::db::Db;
use crate::documents::{self, CreateUpload, Document, DocumentPurpose, FileType};
use crate::error::{Check, Error, Result};
use crate::ids::{CycleId, DepartmentId, ItemId};
use crate::inventory::cycles::Cycle;
use crate::inventory::items::entity::item;
use crate::inventory::items::{Item, ItemMove, Measure, MeasureKind, measures};
use crate::inventory::plans::PlanContent;
use crate::op::{OpContext, Reach};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::table::Table;
use crate::text::LanguageTag;

/// Most columns for parts of figures.
const PARTS: usize = 60;

/// A workbook to fill in.
#[derive(Clone, Debug)]
pub struct Given {
    /// What its file is called.
    pub name: String,
    /// The file: XLSX, or CSV where the program was made without workbooks.
    pub bytes: Vec<u8>,
}

impl Given {
    /// Keeps it as a document, for a day.
    pub async fn keep(self, db: &Db, op: &OpContext) -> Result<Document> {
        let Self { name, bytes } = self;
        let purpose = DocumentPurpose::InventoryWorkbook;
        let command = CreateUpload { name, media_type: String::new(), size: None, purpose };
        documents::write(db, op, command, bytes).await
    }
}

/// The items of a cycle that the actor may answer, of all its departments or of one and those below, as a workbook in the
/// actor's language; for who runs the inventory, those that any department may answer, to be sent out. Needs
/// `inventory.run`, or `inventory.answer` somewhere, or a delegation; where nothing is to be answered it is `NothingToDo`,
/// over 5,000 items `TooMany`.
pub async fn workbook(db: &Db, op: &OpContext, cycle: CycleId, department: Option<DepartmentId>) -> Result<Given> {
    let reach = giving_for(db, op).await?;
    let (cycle, plan) = going(db, op, cycle).await?;
    let reference = db.reference().await?;
    let (within, suffix) = within(&reference, reach, department)?;
    let mut items = answerable(db, op, (&cycle, &plan), within).await?;
    Check::default()
        .that(!items.is_empty(), "cycleId", Rule::NothingToDo)
        .that(items.len() <= MOST, "departmentId", Rule::TooMany(MOST as u64))
        .result()?;
    items.sort_by_cached_key(|item| (owner(&reference, item).to_owned(), code(&reference, item).to_owned()));
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let figures = measures::of(db, &ids).await?;
    let given = Giving { plan: &plan, reference: &reference, language: &op.language, figures: &figures };
    let columns = Column::all(&plan, parts(&figures));
    let table = given.table(&columns, &items)?;
    let (language, help) = (op.language.clone(), help(&cycle, &op.language));
    let pages = Pages { table, columns: columns.into_iter().map(Some).collect(), language, help };
    let writing = tokio::task::spawn_blocking(move || pages.write(FileType::Xlsx));
    let (bytes, ending) = writing.await.map_err(|_| Error::Corrupt { what: "workbook" })??;
    let name = format!("{} {}{suffix}.{ending}", pick(["حصر", "inventory"], &op.language), cycle.code);
    Ok(Given { name, bytes })
}

/// For which departments the actor makes workbooks: who runs the inventory for all, others for those that they answer for.
/// What is filled in is brought back by whoever answers, so nobody answers by having made one.
async fn giving_for(db: &Db, op: &OpContext) -> Result<Reach> {
    if op.may(Permission::InventoryRun) { Ok(Reach::All) } else { answering_for(db, op).await }
}

/// The departments that are wanted of those within reach, all where there is no bound, and a word for the file's name.
fn within(
    reference: &Reference,
    reach: Reach,
    department: Option<DepartmentId>,
) -> Result<(Option<BTreeSet<DepartmentId>>, String)> {
    let reached = match reach {
        Reach::All => None,
        Reach::Departments(set) => Some(set),
    };
    let Some(root) = department else { return Ok((reached, String::new())) };
    let row = reference.department(root).ok_or_else(|| Error::invalid("departmentId", Rule::Unknown))?;
    let below = reference.below(root);
    let wanted = reached.map_or_else(|| below.clone(), |reached| &reached & &below);
    Ok((Some(wanted), format!(" - {}", row.code)))
}

/// What may be answered now: a row more than a workbook takes, at most.
async fn answerable(
    db: &Db,
    op: &OpContext,
    (cycle, plan): (&Cycle, &PlanContent),
    within: Option<BTreeSet<DepartmentId>>,
) -> Result<Vec<Item>> {
    use item::Column;
    let states = ItemMove::Answer.from(plan.stages.head_approval).iter().copied();
    let select = item::Entity::find().filter(Column::CycleId.eq(cycle.id)).filter(Column::State.is_in(states));
    let mut select = select.filter(Column::DueOn.gte(local_date(op.at, db.settings().zone)));
    if let Some(within) = within {
        select = select.filter(store::any_of(db, Column::DepartmentId, &within));
    }
    Ok(select.limit(MOST as u64 + 1).all(db).await?)
}

/// The parts of which departments tell figures, or told last time.
fn parts(figures: &HashMap<ItemId, Vec<Measure>>) -> BTreeSet<(MeasureKind, String)> {
    use crate::inventory::items::Provenance::{Carried, Stated};
    let told = figures.values().flatten().filter(|row| matches!(row.provenance, Stated | Carried));
    let named = told.filter(|row| !row.part.is_empty()).map(|row| (row.kind, row.part.clone()));
    named.collect::<BTreeSet<_>>().into_iter().take(PARTS).collect()
}

/// What a sheet is made of.
struct Giving<'a> {
    plan: &'a PlanContent,
    reference: &'a Reference,
    language: &'a LanguageTag,
    figures: &'a HashMap<ItemId, Vec<Measure>>,
}

impl Giving<'_> {
    fn table(&self, columns: &[Column], items: &[Item]) -> Result<Table> {
        let title = pick(["بنود الحصر", "Items"], self.language);
        let headings = columns.iter().map(|column| column.heading(self.plan, self.language));
        let mut table = Table::new(title, self.language, headings);
        for item in items {
            let figures = self.figures.get(&item.id).map_or(&[][..], Vec::as_slice);
            let told = Told::of(item, figures, self.plan);
            let mark = format!("{}-{}", item.version, told.digest(columns.iter().filter(|column| column.is_answer()))?);
            let cell = |column: &Column| match column {
                Column::Item => item.id.to_string(),
                Column::Mark => mark.clone(),
                Column::Code => code(self.reference, item).to_owned(),
                Column::Name => self.name(item),
                Column::Department => self.department(item),
                Column::State => say(STATES, &item.state, self.language).to_owned(),
                Column::Due => item.due_on.to_string(),
                Column::Known => known(figures, self.language),
                answer => told.cell(answer, self.reference, self.language),
            };
            table.push(columns.iter().map(|column| cell(column).into()));
        }
        Ok(table)
    }

    fn name(&self, item: &Item) -> String {
        let name = self.reference.service(item.service_id).map(|service| &service.name);
        name.and_then(|name| name.get(self.language, &LanguageTag::arabic())).unwrap_or_default().to_owned()
    }

    fn department(&self, item: &Item) -> String {
        let name = self.reference.department(item.department_id).map(|department| &department.name);
        name.and_then(|name| name.get(self.language, &LanguageTag::arabic())).unwrap_or_default().to_owned()
    }
}

/// The code of an item's service.
fn code<'a>(reference: &'a Reference, item: &Item) -> &'a str {
    reference.service(item.service_id).map_or("", |service| service.code.as_str())
}

/// The code of the department that answers an item.
fn owner<'a>(reference: &'a Reference, item: &Item) -> &'a str {
    reference.department(item.department_id).map_or("", |department| department.code.as_str())
}

/// How the workbook is filled in.
fn help(cycle: &Cycle, language: &LanguageTag) -> Vec<[String; 2]> {
    let days = |from: NaiveDate, to: NaiveDate| format!("{} – {}", day(from, language), day(to, language));
    let lines = [
        (["الدورة", "Cycle"], cycle.code.clone()),
        (["فترة الأرقام", "Figures are of"], days(cycle.window_from, cycle.window_to)),
        (["آخر يوم للإجابة", "Answer until"], day(cycle.answers_due, language)),
    ];
    let known = lines.into_iter().map(|(head, text)| [pick(head, language).to_owned(), text]);
    let told = HELP.iter().map(|[head, text]| [pick(*head, language).to_owned(), pick(*text, language).to_owned()]);
    known.chain(told).collect()
}

/// A day in both calendars, in Arabic the Hijri one first.
fn day(day: NaiveDate, language: &LanguageTag) -> String {
    match (HijriDate::from_gregorian(day), language.is_arabic()) {
        (Ok(hijri), true) => format!("{hijri} هـ ({day} م)"),
        (Ok(hijri), false) => format!("{day} ({hijri} AH)"),
        (Err(_), _) => day.to_string(),
    }
}

/// What is explained: each a heading and a text, in Arabic and English.
const HELP: &[[[&str; 2]; 2]] = &[
    [
        ["ما تعبئه", "What you fill in"],
        [
            "الخانات البيضاء فقط؛ الرمادية معروفة ومقفلة. الصف الذي لا تغيّره لا يُحتسب إجابة ولا يغيّر شيئًا. لا تُضف صفوفًا.",
            "White cells only; grey ones are known and locked. A row that you do not change is no answer and changes nothing. Add no rows.",
        ],
    ],
    [
        ["هل الخدمة قائمة وتابعة لنا؟", "Does it exist, and is it ours?"],
        [
            "اختر من القائمة. لا تُقبل إجابة في الصف دونها.",
            "Choose from the list. Without it nothing else in the row is taken.",
        ],
    ],
    [
        ["هل بطاقتها صحيحة؟", "Is its card right?"],
        [
            "«نعم» أو «لا» للخدمة القائمة التابعة لنا فقط، ولغيرها تُترك فارغة. عند «لا» عدّل البطاقة أو اذكر الخطأ في الملاحظة.",
            "“Yes” or “No”, only for what exists and is ours; else leave it empty. After “No”, change the card or say in the note what is wrong.",
        ],
    ],
    [
        ["ملاحظة الإدارة", "Note"],
        [
            "مطلوبة إن لم تعد الخدمة قائمة أو تابعة لنا، أو كانت بطاقتها خاطئة ولم يبدأ تعديلها.",
            "Needed when the service is not ours any more, or when its card is wrong and nobody has begun to change it.",
        ],
    ],
    [
        ["رموز الخدمات التي صارت إليها", "Codes of the services that it became"],
        [
            "للخدمة التي قُسّمت أو دُمجت: رموز الخدمات الأخرى وبينها فاصلة.",
            "For a service that was split or merged: the codes of the others, with commas between them.",
        ],
    ],
    [
        ["الأرقام", "Figures"],
        [
            "رقم، أو «غير معروف»، أو «لا ينطبق»؛ والصفر رقم. الخانة الفارغة لا تقول شيئًا. المعروف منها في عمود «أرقام معروفة» ولا حاجة إلى تكراره.",
            "A number, or “Not known”, or “Not applicable”; zero is a number. An empty cell says nothing. What is in “Figures known already” need not be repeated.",
        ],
    ],
    [
        ["المعادة", "Returned ones"],
        [
            "ما أُعيد إليكم تظهر فيه إجابتكم السابقة: صحّحوها. وإن بقيت كما هي فأجيبوا عنها في صفحتها.",
            "What was returned shows your earlier answer: mend it. Where it stays as it is, answer it on its page.",
        ],
    ],
    [
        ["الإعادة", "Sending it back"],
        [
            "ارفع الملف في صفحة الدورة. تُعرض النتيجة قبل حفظ أي شيء، ويعود ملفك وفيه ما يلزم تصحيحه.",
            "Upload the file on the cycle's page. You see what will come of it before anything is saved, and get your file back with what is to be mended.",
        ],
    ],
];
