//! The yearly inventory of another country as closed cycles, held against a plain reading of its files: no code of the
//! product makes the figures that are expected here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crm_core::catalogue::import::{self, RunImport};
use crm_core::ids::{CycleId, PlanId, ServiceId};
use crm_core::inventory::past::{self, ImportCycle, ImportedCycle};
use crm_core::inventory::results::{self, Compare, Difference, Fate, Line, Report};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::policy::Role;
use crm_core::rule::Rule;
use crm_core::text::LanguageTag;
use crm_core::{Error, OpContext};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use support::{People, Server, TestDb, config, op};

use crate::import::{canada, data, plain};

type Row = HashMap<String, String>;

/// A year as its files tell it.
struct Told {
    /// The first row of each id.
    services: BTreeMap<String, Row>,
    /// Standards of known services, each text of an id once.
    standards: Vec<Row>,
}

fn told(year: &str) -> Told {
    let folder = data("gc-service-inventory").unwrap();
    let mut services = BTreeMap::new();
    for row in plain(folder.join(format!("{year}_services.csv"))) {
        services.entry(row["service_id"].clone()).or_insert(row);
    }
    let mut seen = BTreeSet::new();
    let mut standards = plain(folder.join(format!("{year}_standards.csv")));
    standards.retain(|row| {
        let key = ["service_id", "service_std_id", "service_std_en", "service_std_fr"].map(|column| text(row, column));
        services.contains_key(&row["service_id"]) && seen.insert(key)
    });
    Told { services, standards }
}

/// A cell without the space around it; none where it says that there is nothing.
fn text(row: &Row, column: &str) -> Option<String> {
    let text = row.get(column)?.trim();
    (!["", "NA", "ND", "AD"].contains(&text)).then(|| text.to_owned())
}

/// That two sets are one, told by what only one of them has.
fn same<T: Clone + std::fmt::Debug + Ord>(what: &str, is: &BTreeSet<T>, should: &BTreeSet<T>) {
    let (more, less): (Vec<_>, Vec<_>) = (is.difference(should).collect(), should.difference(is).collect());
    assert!(more.is_empty() && less.is_empty(), "{what}: has {more:?} too much, lacks {less:?}");
}

fn number(row: &Row, column: &str) -> Option<i64> {
    row[column].parse().ok()
}

const APPLICATIONS: [&str; 5] = [
    "online_applications",
    "telephone_applications",
    "in_person_applications",
    "postal_mail_applications",
    "other_applications",
];

/// How many applications a row tells of; none where no column has a number.
fn applications(row: &Row) -> Option<i64> {
    let told: Vec<i64> = APPLICATIONS.iter().filter_map(|column| number(row, column)).collect();
    (!told.is_empty()).then(|| told.iter().sum())
}

async fn year(db: &TestDb, year: &str, import: RunImport) -> Result<ImportedCycle, Error> {
    past::import(db, &op::system(), &ImportCycle { code: year.into(), plan: None, import }, |_| {}).await
}

async fn lines(db: &TestDb, cycle: CycleId) -> Vec<Line> {
    let (op, mut found, mut request) = (op::system(), Vec::new(), PageRequest::first(MAX_SIZE));
    loop {
        let page = results::lines(db, &op, (cycle, None), &request).await.unwrap();
        let next = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        found.extend(page.into_nodes());
        let Some(next) = next else { return found };
        request = PageRequest::first(MAX_SIZE).after(next);
    }
}

async fn differences(db: &TestDb, (from, to): (CycleId, CycleId)) -> Vec<Difference> {
    let (op, mut found, mut request) = (op::system(), Vec::new(), PageRequest::first(MAX_SIZE));
    let compare = Compare { from, to, changed_only: false };
    loop {
        let page = results::comparison(db, &op, compare, &request).await.unwrap();
        let next = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        found.extend(page.into_nodes());
        let Some(next) = next else { return found };
        request = PageRequest::first(MAX_SIZE).after(next);
    }
}

/// Rows about a cycle, by plain SQL.
async fn rows(db: &TestDb, sql: &str, cycle: CycleId) -> Vec<QueryResult> {
    let raw = db.raw().await;
    let statement = Statement::from_sql_and_values(raw.get_database_backend(), sql, [cycle.0.into()]);
    raw.query_all_raw(statement).await.unwrap()
}

/// The ids of services in the files.
async fn ids(db: &TestDb) -> HashMap<ServiceId, String> {
    let raw = db.raw().await;
    let sql = "SELECT service_id, value FROM service_external_id WHERE scheme = 'gc-inventory'";
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
    let of = |row: QueryResult| (row.try_get("", "service_id").unwrap(), row.try_get("", "value").unwrap());
    rows.into_iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_years_of_another_countrys_inventory_are_closed_cycles() {
    let (Some(first), Some(second)) = (canada("2017-2018"), canada("2018-2019")) else { return };
    let db = TestDb::open().await;
    let old = year(&db, "2017-2018", first.clone()).await.unwrap();
    let again = year(&db, "2017-2018", first).await;
    assert!(
        matches!(again, Err(Error::Invalid { fields }) if fields[0].path == ["cycle"] && fields[0].rule == Rule::Taken)
    );
    let other = year(&db, "17-18", canada("2017-2018").unwrap()).await;
    assert!(
        matches!(other, Err(Error::Invalid { fields }) if fields[0].path == ["effective"] && fields[0].rule == Rule::PeriodTaken)
    );
    let new = year(&db, "2018-2019", second).await.unwrap();
    let (old_told, new_told) = (told("2017-2018"), told("2018-2019"));

    assert_eq!((old.cycle.items, new.cycle.items), (Some(334), Some(1250)));
    assert_eq!(new.cycle.previous_id, Some(old.cycle.id));
    assert_eq!(new.cycle.previous_digest, old.cycle.digest, "each year is chained to the one before");
    for cycle in [&old.cycle, &new.cycle] {
        assert_eq!(results::verify(&db, &op::system(), cycle.id).await.unwrap().fault, None);
    }
    whole(&db, &old, &old_told).await;
    whole(&db, &new, &new_told).await;
    figures(&db, &old, &old_told).await;
    figures(&db, &new, &new_told).await;
    compared(&db, (&old, &old_told), (&new, &new_told)).await;
    found(&db, &old, &old_told, None).await;
    found(&db, &new, &new_told, Some(&old_told)).await;
    as_a_sheet(&db, (old.cycle.id, new.cycle.id)).await;
}

/// Every service once, with its name and its standards.
async fn whole(db: &TestDb, year: &ImportedCycle, told: &Told) {
    let lines = lines(db, year.cycle.id).await;
    let (english, ids) = (LanguageTag::english(), ids(db).await);
    let name = |line: &Line| (ids[&line.service.id].clone(), line.service.name.exact(&english).map(str::to_owned));
    let expected = told.services.iter().map(|(id, row)| (id.clone(), text(row, "service_name_en"))).collect();
    same("names", &lines.iter().map(name).collect(), &expected);
    let standards: usize = lines.iter().map(|line| line.card().promise.standards.len()).sum();
    assert_eq!(standards, told.standards.len());
    // no row of either year names its channels, though most have the address of a page
    assert!(told.services.values().all(|row| text(row, "service_channels").is_none()));
    assert!(lines.iter().all(|line| line.card().channels.is_empty()));
    let acts = ["registration", "authentication", "application", "decision", "issuance", "feedback"];
    let is_online = |row: &Row| acts.iter().any(|act| row[&format!("e_{act}")] == "Y");
    let expected = told.services.iter().filter(|(_, row)| is_online(row)).map(|(id, _)| id.clone()).collect();
    let digital = lines.iter().filter(|line| Report::Digital.tells_of(line)).map(|line| ids[&line.service.id].clone());
    same("digital", &digital.collect(), &expected);
}

/// The sums of what was measured, by kind and channel.
async fn figures(db: &TestDb, year: &ImportedCycle, told: &Told) {
    let sql = "SELECT m.kind || ' ' || CASE WHEN m.kind IN ('met_target', 'measured_on') THEN '' ELSE m.part END AS what, \
        COUNT(*) AS told, COUNT(m.amount) AS known, CAST(SUM(m.amount) AS bigint) AS total \
        FROM inventory_measure m JOIN inventory_item i ON i.id = m.item_id WHERE i.cycle_id = $1 GROUP BY 1 ORDER BY 1";
    let mut stored = BTreeMap::new();
    for row in rows(db, sql, year.cycle.id).await {
        let count = |name: &str| row.try_get::<i64>("", name).unwrap();
        let total = row.try_get::<Option<i64>>("", "total").unwrap().unwrap_or_default();
        stored.insert(row.try_get::<String>("", "what").unwrap(), (count("told"), count("known"), total));
    }
    let mut expected: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    let mut count = |what: &str, row: &Row, column: &str| {
        let entry = expected.entry(what.to_owned()).or_default();
        if !row[column].is_empty() {
            entry.0 += 1;
            entry.1 += i64::from(number(row, column).is_some());
            entry.2 += number(row, column).unwrap_or_default();
        }
    };
    for row in told.services.values() {
        count("enquiries phone", row, "calls_received");
        count("enquiries portal", row, "web_visits_info_service");
        let channels = ["portal", "phone", "counter", "post", "other"];
        for (channel, column) in channels.into_iter().zip(APPLICATIONS) {
            count(&format!("transactions {channel}"), row, column);
        }
    }
    for row in told.standards.iter().filter(|row| text(row, "service_std_id").is_some()) {
        count("met_target ", row, "volume_meeting_target");
        count("measured_on ", row, "total_volume");
    }
    assert_eq!(stored, expected);
    let all: i64 = expected.values().map(|(told, ..)| told).sum();
    assert_eq!(i64::try_from(year.figures).unwrap(), all);
}

/// What was kept, is new, is gone or renamed, and which fields of a card changed.
async fn compared(db: &TestDb, (old, before): (&ImportedCycle, &Told), (new, after): (&ImportedCycle, &Told)) {
    let (differences, ids) = (differences(db, (old.cycle.id, new.cycle.id)).await, ids(db).await);
    let of = |test: &dyn Fn(&Difference) -> bool| -> BTreeSet<String> {
        differences.iter().filter(|one| test(one)).map(|one| ids[&one.service].clone()).collect()
    };
    let (was, is): (BTreeSet<_>, BTreeSet<_>) =
        (before.services.keys().cloned().collect(), after.services.keys().cloned().collect());
    let kept: BTreeSet<String> = was.intersection(&is).cloned().collect();
    same("kept", &of(&|one| one.fate == Fate::Kept), &kept);
    same("new", &of(&|one| one.fate == Fate::New), &is.difference(&was).cloned().collect());
    same("gone", &of(&|one| one.fate == Fate::Gone), &was.difference(&is).cloned().collect());
    let differs = |columns: &[&str]| -> BTreeSet<String> {
        let rows = |id: &str| (&before.services[id], &after.services[id]);
        let differs = |id: &str| columns.iter().any(|column| text(rows(id).0, column) != text(rows(id).1, column));
        kept.iter().filter(|id| differs(id)).cloned().collect()
    };
    let renamed = differs(&["service_name_en", "service_name_fr"]);
    same("renamed", &of(&|one| one.renamed), &renamed);
    let fields = [
        ("identity.name.en", "service_name_en"),
        ("identity.name.fr", "service_name_fr"),
        ("identity.description.en", "service_description_en"),
        ("identity.description.fr", "service_description_fr"),
        ("ownership.programme.en", "program_name_en"),
        ("ownership.programme.fr", "program_name_fr"),
    ];
    for (path, column) in fields {
        let changed = of(&|one| one.changes.iter().any(|change| change.path == path));
        same(path, &changed, &differs(&[column]));
    }
    let online = [
        ("onlinePoints.account", "e_registration"),
        ("onlinePoints.signIn", "e_authentication"),
        ("onlinePoints.application", "e_application"),
        ("onlinePoints.decision", "e_decision"),
        ("onlinePoints.delivery", "e_issuance"),
        ("onlinePoints.feedback", "e_feedback"),
    ];
    for (path, column) in online {
        // Not applicable is an answer of its own; nothing, no data and no answer are one.
        let answer = |row: &Row| Some(row[column].clone()).filter(|answer| ["Y", "N", "NA"].contains(&answer.as_str()));
        let differs = |id: &&String| answer(&before.services[*id]) != answer(&after.services[*id]);
        let expected: BTreeSet<String> = kept.iter().filter(differs).cloned().collect();
        same(path, &of(&|one| one.changes.iter().any(|change| change.path == path)), &expected);
        assert!(path != "onlinePoints.application" || !expected.is_empty());
    }
    let summary = results::summary(db, &op::system(), (old.cycle.id, new.cycle.id)).await.unwrap();
    let counts = (summary.kept, summary.new, summary.gone, summary.renamed);
    assert_eq!(counts, (311, 939, 23, renamed.len() as u64));
    assert_eq!(summary.changed, of(&|one| !one.changes.is_empty()).len() as u64);
}

/// What the rules find, by those whose firing a plain reading can tell.
async fn found(db: &TestDb, year: &ImportedCycle, told: &Told, before: Option<&Told>) {
    let sql = "SELECT f.rule AS rule, e.value AS id, f.part AS part FROM inventory_finding f \
        JOIN inventory_item i ON i.id = f.item_id JOIN service_external_id e ON e.service_id = i.service_id WHERE f.cycle_id = $1";
    let mut found: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for row in rows(db, sql, year.cycle.id).await {
        let word = |name: &str| row.try_get::<String>("", name).unwrap();
        found.entry(word("rule")).or_default().insert((word("id"), word("part")));
    }
    let of = |rule: &str| found.get(rule).cloned().unwrap_or_default();
    let whole = |ids: BTreeSet<String>| -> BTreeSet<(String, String)> {
        ids.into_iter().map(|id| (id, String::new())).collect()
    };
    let arabic = told.services.keys().map(|id| (id.clone(), "ar".to_owned()));
    same("no service of theirs has an Arabic name", &of("missing_language"), &arabic.collect());

    let over = told.standards.iter().filter(|row| number(row, "volume_meeting_target") > number(row, "total_volume"));
    let over = over.map(|row| row["service_id"].clone()).collect();
    same("over 100", &of("performance_over_100").into_iter().map(|(id, _)| id).collect(), &over);
    let measured: BTreeSet<&String> = told
        .standards
        .iter()
        .filter(|row| text(row, "service_std_id").is_some() && number(row, "total_volume") > Some(0))
        .map(|row| &row["service_id"])
        .collect();
    let alone = told.services.iter().filter(|(id, row)| measured.contains(id) && applications(row).is_none());
    same("alone", &of("standard_volume_alone"), &whole(alone.map(|(id, _)| id.clone()).collect()));

    let jumped = told.services.iter().filter(|(id, row)| {
        let volume = |row: &Row| applications(row);
        let was = before.and_then(|before| before.services.get(*id)).and_then(volume);
        let (Some(is), Some(was)) = (volume(row), was) else { return false };
        is.max(was) >= 50 && is.max(was) > 5 * is.min(was)
    });
    same("jumped", &of("extreme_variation"), &whole(jumped.map(|(id, _)| id.clone()).collect()));
    assert_eq!(before.is_some(), !of("extreme_variation").is_empty());
    assert_eq!(of("same_volume"), BTreeSet::new(), "two years are no four");
    for rule in ["volume_without_channel", "channel_without_online", "online_without_channel", "not_registered"] {
        assert_eq!(of(rule), BTreeSet::new(), "{rule} rests on channels, of which nobody said anything");
    }

    let says = |row: &Row, column: &str, word: &str| row[column].trim() == word;
    let no_such_thing = |row: &Row| {
        APPLICATIONS.iter().any(|column| says(row, column, "NA"))
            && !APPLICATIONS.iter().any(|column| says(row, column, "ND"))
    };
    let unknown = told.services.iter().filter(|(_, row)| applications(row).is_none() && !no_such_thing(row));
    let unknown = whole(unknown.map(|(id, _)| id.clone()).collect());
    assert_eq!(unknown.is_empty(), before.is_none(), "the first year left nothing out");
    same("no volume", &of("no_volume"), &unknown);
    let mut times: HashMap<(String, String), usize> = HashMap::new();
    let unmeasured = told.standards.iter().filter_map(|row| {
        let (service, id) = (row["service_id"].clone(), text(row, "service_std_id")?);
        let time = times.entry((service.clone(), id.clone())).or_default();
        *time += 1;
        let part = if *time == 1 { id } else { format!("{id} ({time})") };
        (number(row, "total_volume").is_none() && !says(row, "total_volume", "NA")).then_some((service, part))
    });
    same("nothing measured", &of("standard_without_volume"), &unmeasured.collect());
    let plainly = |row: &Row| row["service_name_en"].to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names: HashMap<String, usize> = HashMap::new();
    told.services.values().for_each(|row| *names.entry(plainly(row)).or_default() += 1);
    let twice = told.services.iter().filter(|(_, row)| names[&plainly(row)] > 1).map(|(id, _)| id.clone());
    same("names", &of("duplicate_name"), &whole(twice.collect()));
}

/// The comparison as a workbook that another program reads.
async fn as_a_sheet(db: &TestDb, (from, to): (CycleId, CycleId)) {
    let reader = People::staff(db, Role::CatalogueManager, None).await;
    let server = Server::start_with(db, &config());
    let browser = crm_server::client::builder().unwrap().no_proxy().build().unwrap();
    let id = |id: CycleId| crm_graphql::node_id::Id(id).to_string();
    let address = |format: &str| {
        let path = format!("en/desk/inventory/cycles/{}/since/{}", id(to), id(from));
        format!("http://{}/{path}?changedOnly=false&format={format}", server.address)
    };
    let get = async |format: &str| {
        let request = browser.get(address(format)).bearer_auth(&reader.secret);
        request.send().await.unwrap().bytes().await.unwrap()
    };
    let sheet = import::Sheet::read(&get("xlsx").await).unwrap();
    assert_eq!(sheet.rows().len(), 311 + 939 + 23);
    let plain = get("csv").await;
    let rows = csv::Reader::from_reader(&plain[3..]).into_records().map(Result::unwrap).count();
    assert_eq!(rows, sheet.rows().len());
}

/// A body's own plan goes on from a year that was brought in: its first cycle begins with what the sheet told.
#[tokio::test]
async fn a_plan_goes_on_from_a_year_out_of_a_file() {
    use super::Actors;
    use super::cycles::{in_force, item, move_cycle, scheduled};
    use super::plans::content;
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "OURS", content(None)).await;
    let plan_id: crm_graphql::node_id::Id<PlanId> = plan.parse().unwrap();
    let import = || {
        let mut import =
            crate::import::small("id,name,department,asked\n1,Licence,Licences,40\n2,Permit,Licences,many\n");
        let mapping = format!("{}\n[measures]\ntransactions.whole = \"asked\"\n", crate::import::SMALL);
        import.mapping = import::Mapping::parse(&mapping).unwrap();
        import
    };
    let command = ImportCycle { code: "2020".into(), plan: Some(plan_id.0), import: import() };
    let refused = past::import(&db, &actors.verifier, &command, |_| {}).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    let draft = ImportCycle { import: RunImport { draft: true, ..import() }, ..command.clone() };
    assert!(matches!(past::import(&db, &op::system(), &draft, |_| {}).await, Err(Error::Invalid { .. })));
    let dry = ImportCycle { import: RunImport { dry_run: true, ..import() }, ..command.clone() };
    assert_eq!(past::import(&db, &op::system(), &dry, |_| {}).await.unwrap().figures, 1);
    let year = past::import(&db, &op::system(), &command, |_| {}).await.unwrap();
    assert_eq!((year.cycle.items, year.figures), (Some(2), 1));
    let notes: Vec<_> =
        year.report.row_reports[1].notes.iter().map(|note| (&*note.column, note.rule.clone())).collect();
    assert_eq!(notes, [("asked", Rule::LeftOut)], "what is no number is told, and the row kept");

    let cycle = scheduled(&db, &actors.development, &plan, "2026", ["2026-01-01", "2026-03-31"]).await;
    move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await;
    let carried = carried(&db, &actors.development, &item(&db, &actors.development, &cycle, "S-1").await).await;
    assert_eq!(carried, [("TRANSACTIONS".to_owned(), 40)]);
}

/// What an item begins with.
async fn carried(db: &TestDb, op: &OpContext, item: &str) -> Vec<(String, i64)> {
    let document = "query($id: ID!) { inventoryItem(id: $id) { measures { kind provenance amount } } }";
    let found = support::gql(db, op, document, serde_json::json!({ "id": item })).await;
    let measures = found.ok()["inventoryItem"]["measures"].as_array().unwrap().clone();
    let carried = measures.iter().filter(|measure| measure["provenance"] == "CARRIED");
    carried.map(|one| (one["kind"].as_str().unwrap().to_owned(), one["amount"].as_i64().unwrap())).collect()
}
