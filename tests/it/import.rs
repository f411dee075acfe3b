//! Real inventories imported, and compared with a plain reading of their files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use crm_core::Error;
use crm_core::catalogue::card::{OnlineAnswer, Scope};
use crm_core::catalogue::import::{self, Mapping, Report, RunImport, SourceFile};
use crm_core::catalogue::services::{self, AsOf, ValidAt};
use crm_core::text::LanguageTag;
use serde_json::{Value, json};
use support::{TestDb, gql, number, op};

/// The folder of real data beside the project; where it is missing the test says so and is left out.
pub fn data(folder: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let data = std::env::var_os("CRM_TEST_DATA").map_or(beside, PathBuf::from).join(folder);
    if !data.is_dir() {
        eprintln!("SKIPPED: {folder} is not beside the project (../shared/data) and CRM_TEST_DATA does not name it");
        return None;
    }
    Some(data)
}

fn file(path: PathBuf) -> SourceFile {
    SourceFile::read(path.to_str().unwrap(), &std::fs::read(&path).unwrap()).unwrap()
}

/// A file as another program reads it.
pub fn plain(path: PathBuf) -> Vec<HashMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

pub fn canada(year: &str) -> Option<RunImport> {
    let folder = data("gc-service-inventory")?;
    Some(RunImport {
        mapping: Mapping::shipped("gc-inventory").unwrap().unwrap(),
        services: file(folder.join(format!("{year}_services.csv"))),
        standards: Some(file(folder.join(format!("{year}_standards.csv")))),
        lookups: BTreeMap::new(),
        effective: None,
        draft: false,
        dry_run: false,
    })
}

/// A mapping of three columns.
pub const SMALL: &str = r#"
    scheme = "sheet"
    code = "S-{id}"
    languages = ["en"]
    required_language = "en"
    [service]
    id = "id"
    name = "name"
    [department]
    name = "department"
    code = "D-{id}"
"#;

pub fn small(text: &str) -> RunImport {
    RunImport {
        mapping: Mapping::parse(SMALL).unwrap(),
        services: SourceFile::read("sheet.csv", text.as_bytes()).unwrap(),
        standards: None,
        lookups: BTreeMap::new(),
        effective: Some(day(2020, 1, 1)),
        draft: false,
        dry_run: false,
    }
}

async fn run(db: &TestDb, command: &RunImport) -> Report {
    import::run(db, &op::catalogue_manager(), command, |_| {}).await.unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// How many rows each table that an import writes has.
async fn written(db: &TestDb) -> Vec<i64> {
    let raw = db.raw().await;
    let tables = [
        "service",
        "service_revision",
        "service_external_id",
        "service_name",
        "search_token",
        "department",
        "category",
        "import_run",
        "import_source_row",
        "audit",
        "event",
    ];
    let mut counts = Vec::new();
    for table in tables {
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        counts.push(number(&raw, &sql).await);
    }
    counts
}

/// What a plain reading of the two files says: rows, ids, repeated ids, standards, and those of unknown services.
fn expected(year: &str) -> (u64, u64, u64, u64, u64) {
    let folder = data("gc-service-inventory").unwrap();
    let services = plain(folder.join(format!("{year}_services.csv")));
    let standards = plain(folder.join(format!("{year}_standards.csv")));
    let ids: HashSet<&str> = services.iter().map(|row| row["service_id"].as_str()).collect();
    let orphans = standards.iter().filter(|row| !ids.contains(row["service_id"].as_str())).count();
    let (rows, known) = (services.len() as u64, ids.len() as u64);
    (rows, known, rows - known, standards.len() as u64, orphans as u64)
}

fn counted(report: &Report) -> (u64, u64, u64, u64, u64) {
    (report.rows, report.services, report.duplicates, report.standards, report.standards_orphaned)
}

#[tokio::test]
async fn the_canadian_inventory_of_two_years() {
    let (Some(first), Some(second)) = (canada("2017-2018"), canada("2018-2019")) else { return };
    let db = TestDb::open().await;

    let old = run(&db, &first).await;
    assert_eq!(counted(&old), expected("2017-2018"));
    assert_eq!(counted(&old), (336, 334, 2, 497, 9));
    assert_eq!((old.new, old.changed, old.unchanged, old.missing, old.rejected), (334, 0, 0, 0, 0));
    assert_eq!((old.period.as_deref(), old.effective), (Some("2017-2018"), Some(day(2017, 4, 1))));
    assert_eq!((old.repeated_names, old.departments_new), (2, 11));
    assert!(old.columns_absent.is_empty(), "{:?}", old.columns_absent);
    let repeated: Vec<_> = old.row_reports.iter().filter(|row| row.outcome == import::RowOutcome::Duplicate).collect();
    assert_eq!(repeated.iter().filter_map(|row| row.id.as_deref()).collect::<HashSet<_>>(), ["1548", "1464"].into());

    let before = written(&db).await;
    let again = run(&db, &first).await;
    assert_eq!((again.new, again.changed, again.unchanged, again.departments_new), (0, 0, 334, 0));
    assert_eq!(written(&db).await, before, "a second run of the same file changes nothing");

    let new = run(&db, &second).await;
    assert_eq!(counted(&new), expected("2018-2019"));
    assert_eq!(new.new + new.changed + new.unchanged, 1250);
    assert_eq!((new.new, new.missing, new.rejected), (1250 - 311, 334 - 311, 0));
    assert!(new.changed > 0);
    assert_eq!(new.effective, Some(day(2018, 4, 1)));

    let before = written(&db).await;
    let older = run(&db, &first).await;
    assert_eq!((older.new, older.changed, older.unchanged), (0, 0, 334), "an older file changes nothing");
    assert_eq!(written(&db).await, before);

    one_service(&db).await;
    one_department(&db).await;
}

/// The department with most services, its list in French paged through with cursors, and its services found by the
/// words of their English names.
async fn one_department(db: &TestDb) {
    let rows = plain(data("gc-service-inventory").unwrap().join("2018-2019_services.csv"));
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *sizes.entry(row["department_name_en"].as_str()).or_default() += 1;
    }
    let (name, size) = sizes.into_iter().max_by_key(|(_, size)| *size).unwrap();
    let english = LanguageTag::english();
    let frame = db.reference().await.unwrap();
    let department = frame.departments().iter().find(|row| row.name.exact(&english) == Some(name)).unwrap();
    let op = op::catalogue_manager().in_language(LanguageTag::parse("fr").unwrap());
    let list = "query($owner: ID!, $after: String) { services(filter: { owner: { eq: $owner } }, orderBy: NAME_ASC,
        first: 40, after: $after) { totalCount nodes { code name { text } } pageInfo { hasNextPage endCursor } } }";
    let owner = crm_graphql::node_id::Id(department.id).to_string();
    let (mut codes, mut names, mut after, mut total) = (Vec::new(), Vec::new(), Value::Null, 0);
    loop {
        let page = gql(db, &op, list, json!({ "owner": owner, "after": after })).await.ok()["services"].clone();
        total = usize::try_from(page["totalCount"].as_u64().unwrap()).unwrap().max(total);
        for node in page["nodes"].as_array().unwrap() {
            codes.push(node["code"].as_str().unwrap().to_owned());
            names.push(crm_core::text::sort_key(node["name"]["text"].as_str().unwrap()));
        }
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(names.is_sorted_by_key(|name| name.chars().take(200).collect::<String>()), "sorted as French reads them");
    assert_eq!((codes.len(), codes.iter().collect::<HashSet<_>>().len()), (total, total));
    let here: Vec<_> = rows.iter().filter(|row| row["department_name_en"] == name).collect();
    assert!(total >= size && here.len() == size);
    assert!(here.iter().all(|row| codes.contains(&format!("GC-{}", row["service_id"]))));
    let some = here.iter().find(|row| row["service_name_fr"].trim() != row["service_name_en"].trim()).unwrap();
    let found = "query($words: String!, $owner: ID!) { services(search: $words, filter: { owner: { eq: $owner } }, first: 100) {
        nodes { code name { french: text(lang: \"fr\") } } } }";
    let words = some["service_name_en"].as_str();
    let hits = gql(db, &op, found, json!({ "words": words, "owner": owner })).await.ok()["services"]["nodes"].clone();
    let hit = hits.as_array().unwrap().iter().find(|hit| hit["code"] == format!("GC-{}", some["service_id"]));
    assert_eq!(hit.unwrap()["name"]["french"], some["service_name_fr"].trim());
}

/// Service 1548, whose name both files tell differently, as of the days around the second file's effective date.
async fn one_service(db: &TestDb) {
    let op = op::catalogue_manager();
    let id = services::find_by_code(db, &op, "GC-1548").await.unwrap().unwrap().header.id;
    let (english, french) = (LanguageTag::english(), LanguageTag::parse("fr").unwrap());
    let mut names = Vec::new();
    for date in [day(2017, 3, 31), day(2018, 3, 31), day(2018, 4, 1)] {
        let moment = AsOf { valid: ValidAt::Day(date), known_at: None };
        let revision = services::as_of(db, &op, id, moment).await.unwrap();
        names.push(revision.map(|revision| revision.card.identity.name.exact(&english).unwrap().to_owned()));
        if let Some(revision) = services::as_of(db, &op, id, moment).await.unwrap() {
            assert!(revision.card.identity.name.exact(&french).is_some());
            assert!(revision.card.identity.scope.contains(&Scope::External));
            assert_eq!(revision.card.promise.standards.len(), 2);
        }
    }
    let known = |name: &str| Some(name.to_owned());
    let new = known("International Events and Convention Services Program (IECSP)");
    assert_eq!(names, [None, known("International Events (IE) Facilitation"), new]);
}

#[tokio::test]
async fn not_applicable_and_no_data_are_told_apart_and_rows_are_kept_verbatim() {
    let Some(command) = canada("2017-2018") else { return };
    let db = TestDb::open().await;
    run(&db, &command).await;
    let op = op::catalogue_manager();
    let service = services::find_by_code(&db, &op, "GC-135").await.unwrap().unwrap();
    let card = &service.revision.unwrap().card;
    assert_eq!(card.online_points.account, OnlineAnswer::NotApplicable);
    assert_eq!(card.online_points.application, OnlineAnswer::Yes);
    assert_eq!(card.channels, [], "the channels column is ND throughout, and a page that informs is no channel");
    let latest = import::latest(&db, &op, "gc-inventory").await.unwrap().unwrap();
    assert_eq!(latest.digest, command.services.digest());
    let rows = import::source_rows(&db, &op, latest.id, "135").await.unwrap();
    let source = rows.iter().find(|row| row.source == "services").unwrap();
    let folder = data("gc-service-inventory").unwrap();
    let expected = plain(folder.join("2017-2018_services.csv")).remove(0);
    assert_eq!(source.number, 2);
    assert_eq!(serde_json::from_value::<HashMap<String, String>>(source.cells.clone()).unwrap(), expected);
    assert_eq!((&*expected["service_channels"], &*expected["service_fee"]), ("ND", "N"));
}

#[tokio::test]
async fn a_mapping_written_for_another_country() {
    let Some(folder) = data("kenya-ecitizen") else { return };
    let text = include_str!("../../examples/mappings/kenya-ecitizen.toml");
    let mapping = Mapping::parse(text).unwrap();
    let lookups = mapping.lookup.iter().map(|(name, lookup)| (name.clone(), file(folder.join(&lookup.file)))).collect();
    let services = file(folder.join("services.csv"));
    let command =
        RunImport { mapping, services, standards: None, lookups, effective: None, draft: false, dry_run: false };
    let db = TestDb::open().await;
    let report = run(&db, &command).await;
    let rows = plain(folder.join("services.csv"));
    let mut names = HashSet::new();
    let repeated = rows.iter().filter(|row| !names.insert(row["service_name"].clone())).count() as u64;
    assert_eq!((report.rows, report.services, report.new), (5489, 5489, 5489));
    assert_eq!((report.repeated_names, repeated), (131, 131));
    assert_eq!(report.departments_new, 52);
    let op = op::catalogue_manager();
    let service = services::find_by_code(&db, &op, "KE-5cfa3119ef70").await.unwrap().unwrap();
    let producer = &service.revision.unwrap().card.ownership.producers[0].name;
    assert_eq!(producer.exact(&LanguageTag::english()), Some("Commission on Administrative Justice"));
}

#[tokio::test]
async fn a_dry_run_and_garbage_leave_nothing_behind() {
    let db = TestDb::open().await;
    let before = written(&db).await;
    let good = small("id,name,department\n1,Licence,Licences\n");
    let dry = run(&db, &RunImport { dry_run: true, ..good.clone() }).await;
    assert_eq!((dry.services, dry.new, dry.departments_new), (1, 1, 1));
    for garbage in ["hello", "a,b\n1,2\n", "{\"id\": 1}", "[[1]]", "id,name\n1,No department column\n"] {
        let file = SourceFile::read("garbage", garbage.as_bytes());
        let result = match file {
            Ok(services) => {
                let command = RunImport { services, ..good.clone() };
                import::run(&db, &op::catalogue_manager(), &command, |_| {}).await.map(|_| ())
            }
            Err(error) => Err(error),
        };
        assert!(matches!(result, Err(Error::Invalid { .. })), "{garbage}: {result:?}");
    }
    assert!(SourceFile::read("garbage", &[0, 159, 146, 150]).is_err());
    let refused = import::run(&db, &op::reader(), &good, |_| {}).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    assert_eq!(written(&db).await, before);
}

#[tokio::test]
async fn bad_rows_are_left_out_and_good_rows_kept() {
    let db = TestDb::open().await;
    let report = run(
        &db,
        &small("id,name,department\n1,Licence,Licences\n,Nothing,Licences\n2,,Licences\n1,Again,X\n3,a,b,c\n"),
    )
    .await;
    assert_eq!((report.rows, report.services, report.duplicates, report.rejected), (5, 1, 1, 3));
    assert_eq!(report.row_reports[1].row, 3);
    let sheet = small("id,name,department\n1,Licence,Licences\n");
    let same = run(&db, &sheet).await;
    assert_eq!((same.unchanged, same.departments_new), (1, 0));
    let drafts = run(&db, &RunImport { draft: true, ..small("id,name,department\n9,Draft,Licences\n") }).await;
    assert_eq!((drafts.new, drafts.missing), (1, 1));
    let op = op::catalogue_manager();
    assert!(services::find_by_code(&db, &op::anonymous(), "S-9").await.unwrap().is_none());
    assert!(services::find_by_code(&db, &op, "S-9").await.unwrap().is_some());
}
