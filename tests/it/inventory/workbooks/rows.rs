//! What becomes of the rows of a workbook.

use crm_core::inventory::items::delegations::{self, Delegate};
use crm_core::policy::Role;
use crm_graphql::node_id::Id;
use serde_json::{Value, json};
use support::{People, TestDb, gql, op};

use super::super::cycles::{answered, confirm, item, move_cycle, move_items, today};
use super::super::{act, ended};
use super::{
    Book, COST, NOTE, OURS, RIGHT, SUCCESSORS, answered_by, going, marked, says, sent, taken, taken_of, taking, told,
    uploaded,
};

#[tokio::test]
async fn a_workbook_that_nobody_filled_in_answers_nothing() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let one = item(&db, owner, &cycle, "S-1").await;
    let figures = json!([{ "kind": "SATISFACTION", "state": "KNOWN", "amount": 450 },
        { "kind": "TRANSACTIONS", "part": "portal", "state": "NOT_KNOWN" }]);
    let answer = json!([{ "id": one, "existence": "OURS", "cardRight": false, "note": "سطر\nوسطر", "measures": figures,
        "answers": [{ "code": "cost", "text": "١٢ =1+1" }] }]);
    assert_eq!(answered(&db, owner, answer).await, "done");
    let before = says(&db, owner, &cycle, "S-1").await;

    let book = taken(&db, owner, &cycle).await;
    assert_eq!(book.codes(), ["S-1", "S-2", "S-3"], "the owner's, not those of permits");
    let cells = [OURS, RIGHT, NOTE, COST, "الرضا من 5", "الطلبات: البوابة الإلكترونية", "حالة البند"];
    let written = ["قائمة وتابعة لنا", "لا", "سطر\nوسطر", "١٢ =1+1", "4.5", "غير معروف", "أُجيب عنها"];
    assert_eq!(cells.map(|cell| book.cell("S-1", cell)), written);
    assert_eq!([OURS, RIGHT, NOTE].map(|cell| book.cell("S-2", cell)), ["", "", ""]);

    let back = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&back), ["S-1: UNCHANGED", "S-2: UNCHANGED", "S-3: UNCHANGED"], "{back:#}");
    assert_eq!(back["counts"], json!({ "rows": 3, "answered": 0, "unchanged": 3, "refused": 0 }));
    assert_eq!(says(&db, owner, &cycle, "S-1").await, before);
}

#[tokio::test]
async fn changed_rows_are_answered_and_only_those() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    book.confirm("S-1");
    book.set("S-1", &[(COST, " عشرون "), ("الشكاوى", "٠"), ("الرضا من 5", "٤٫٢"), ("المستفيدون", "لا ينطبق")]);
    book.set("S-3", &[(OURS, "it became part of another SERVICE"), (NOTE, "ضُمّت"), (SUCCESSORS, "S-1، S-2")]);
    let document = uploaded(&db, owner, book.bytes()).await;

    let dry = json!({ "cycleId": cycle, "documentId": document, "dryRun": true });
    let dry = answered_by(&db, owner, dry).await;
    let expected = ["S-1: ANSWERED", "S-2: UNCHANGED", "S-3: ANSWERED"];
    assert_eq!((told(&dry), &dry["dryRun"]), (expected.map(String::from).to_vec(), &json!(true)), "{dry:#}");
    assert_eq!(says(&db, owner, &cycle, "S-1").await["version"], 1, "a dry run leaves nothing");

    let real = json!({ "cycleId": cycle, "documentId": document, "idempotencyKey": "once" });
    let back = answered_by(&db, owner, real.clone()).await;
    assert_eq!((told(&back), &back["job"]["state"]), (expected.map(String::from).to_vec(), &json!("DONE")));
    let one = says(&db, owner, &cycle, "S-1").await;
    assert_eq!((&one["state"], &one["outcome"], &one["version"]), (&json!("ANSWERED"), &json!("CONFIRMED"), &json!(2)));
    assert_eq!(one["answers"], json!([{ "code": "cost", "text": "عشرون" }]));
    let figures = json!([
        { "kind": "BENEFICIARIES", "part": "", "provenance": "STATED", "state": "NOT_APPLICABLE", "amount": null },
        { "kind": "COMPLAINTS", "part": "", "provenance": "STATED", "state": "KNOWN", "amount": 0 },
        { "kind": "SATISFACTION", "part": "", "provenance": "STATED", "state": "KNOWN", "amount": 420 },
    ]);
    let stated: Vec<&Value> =
        one["measures"].as_array().unwrap().iter().filter(|row| row["provenance"] == "STATED").collect();
    assert_eq!(json!(stated), figures);
    let three = says(&db, owner, &cycle, "S-3").await;
    assert_eq!(
        (&three["outcome"], &three["successors"]),
        (&json!("MERGED"), &json!([{ "code": "S-1" }, { "code": "S-2" }]))
    );
    assert_eq!(says(&db, owner, &cycle, "S-2").await["version"], 1);

    let again = answered_by(&db, owner, real).await;
    assert_eq!(again["id"], back["id"], "the same key is the same workbook");
    let twice = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&twice), ["S-1: UNCHANGED", "S-2: UNCHANGED", "S-3: UNCHANGED"], "what it says is said");
}

#[tokio::test]
async fn nobody_answers_for_a_service_that_they_do_not_see_in_the_row() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    book.confirm("S-1");
    book.confirm("S-3");
    // Codes and names were sorted by themselves: the hidden ids stayed where they were.
    for column in [book.place("رمز الخدمة"), book.place("اسم الخدمة")] {
        let (first, rest) = book.rows.split_at_mut(1);
        std::mem::swap(&mut first[0][column], &mut rest[0][column]);
    }
    let back = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&back), ["S-2: REFUSED ROW_ADDED", "S-1: REFUSED ROW_ADDED", "S-3: ANSWERED"], "{back:#}");

    // Of two columns of one answer nobody knows which is meant.
    let mut twice = taken(&db, owner, &cycle).await;
    twice.headers.push("الشكاوى".into());
    twice.rows.iter_mut().for_each(|row| row.push("5".into()));
    let document = uploaded(&db, owner, twice.bytes()).await;
    let input = json!({ "cycleId": cycle, "documentId": document });
    let refused = act(&db, owner, "startInventoryWorkbook", "StartInventoryWorkbookInput", input, "__typename").await;
    assert_eq!(ended(&refused, "startInventoryWorkbook"), "EXCLUSIVE");
}

#[tokio::test]
async fn more_time_leaves_workbooks_that_were_given_out_as_good_as_they_were() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let mut book = taken(&db, &actors.owner, &cycle).await;
    book.confirm("S-1");
    let desk = crm_core::catalogue::departments::find_by_code(&db, &op::system(), "DESK").await.unwrap().unwrap().id;
    let due = today(&actors.development) + chrono::Days::new(20);
    let more = json!({ "cycleId": cycle, "departmentId": Id(desk).to_string(), "dueOn": due, "reason": "سبب" });
    let by = &actors.development;
    let given = act(&db, by, "extendInventoryItems", "ExtendInventoryItemsInput", more, "__typename").await;
    assert_eq!(ended(&given, "extendInventoryItems"), "done");
    let back = sent(&db, &actors.owner, &cycle, &book).await;
    assert_eq!(told(&back), ["S-1: ANSWERED", "S-2: UNCHANGED", "S-3: UNCHANGED"], "{back:#}");
}

#[tokio::test]
async fn what_is_wrong_stands_by_the_row_in_the_persons_own_file() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    // of another department, as its own people were given it
    let mut foreign = taken(&db, &op::system(), &cycle).await;
    book.set("S-1", &[(OURS, "ربما"), ("الشكاوى", "كثيرة"), (SUCCESSORS, "S-2، X-9")]);
    book.confirm("S-2");
    book.set("S-3", &[(RIGHT, "نعم"), (NOTE, "بلا جواب عن السؤال الأول")]);
    book.rows.push(foreign.row("P-1").clone());
    book.confirm("P-1");
    let mut by_hand = vec![String::new(); book.headers.len()];
    by_hand[2] = "S-9".into();
    by_hand[3] = "خدمة جديدة".into();
    book.rows.push(by_hand);
    let twice = book.rows[1].clone();
    book.rows.push(twice);

    let back = sent(&db, owner, &cycle, &book).await;
    let expected = [
        "S-1: REFUSED NOT_LISTED UNKNOWN_REFERENCE COUNT",
        "S-2: ANSWERED",
        "S-3: REFUSED REQUIRED",
        "P-1: REFUSED OTHER_DEPARTMENT",
        "S-9: REFUSED ROW_ADDED",
        "S-2: REFUSED ROW_REPEATED",
    ];
    assert_eq!(told(&back), expected, "{back:#}");
    let columns: Vec<&Value> =
        back["rows"]["nodes"][0]["remarks"].as_array().unwrap().iter().map(|remark| &remark["column"]).collect();
    assert_eq!(columns, [OURS, &*format!("{SUCCESSORS} (X-9)"), "الشكاوى"], "and which of several codes");
    assert_eq!(back["counts"], json!({ "rows": 6, "answered": 1, "unchanged": 0, "refused": 5 }));

    assert_eq!(back["markedDocument"]["name"], "حصر - النتيجة.xlsx");
    let bytes = marked(&db, owner, &back).await;
    let mut given_back = Book::read(&bytes);
    let added = &given_back.headers[given_back.headers.len() - 3..];
    assert_eq!(added, ["الحالة", "الخطأ", "طريقة التصحيح"]);
    assert_eq!(given_back.cell("S-2", "الحالة"), "سُجّلت الإجابة");
    assert_eq!(given_back.cell("S-3", "الخطأ"), format!("{OURS}: REQUIRED"));
    assert_eq!(given_back.cell("S-1", OURS), "ربما", "what was written is still there");

    // what is mended in that file is taken, the rest stays as it is
    given_back.rows.retain(|row| !["P-1", "S-9"].contains(&&*row[2]));
    given_back.rows.truncate(3);
    given_back.confirm("S-3");
    given_back.set("S-1", &[(OURS, "قائمة وتابعة لنا"), (RIGHT, "نعم"), ("الشكاوى", "3"), (SUCCESSORS, "")]);
    let back = sent(&db, owner, &cycle, &given_back).await;
    assert_eq!(told(&back), ["S-1: ANSWERED", "S-2: UNCHANGED", "S-3: ANSWERED"], "{back:#}");
    let bytes = marked(&db, owner, &back).await;
    assert_eq!(Book::read(&bytes).headers, given_back.headers, "a file is marked once");
}

#[tokio::test]
async fn nobodys_answer_is_written_over_unseen() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    let [one, two, three] = ["S-1", "S-2", "S-3"];
    let ids = [item(&db, owner, &cycle, one).await, item(&db, owner, &cycle, two).await];
    assert_eq!(confirm(&db, &actors.head, &ids).await, "done");
    let third = item(&db, owner, &cycle, three).await;
    assert_eq!(confirm(&db, &actors.head, std::slice::from_ref(&third)).await, "done");
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &[third]).await, "done");
    // S-1 was answered by page meanwhile, and here otherwise; S-2 was, and here nobody touched it; S-3 is decided
    book.set(one, &[(OURS, "لم تعد تُقدم"), (NOTE, "أُلغيت")]);
    book.set(three, &[(OURS, "لم تعد تُقدم"), (NOTE, "أُلغيت")]);
    let back = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&back), ["S-1: REFUSED CHANGED_SINCE", "S-2: UNCHANGED", "S-3: REFUSED CHANGED_SINCE"], "{back:#}");
    assert_eq!(says(&db, owner, &cycle, one).await["outcome"], "CONFIRMED");
    let fresh = taken(&db, owner, &cycle).await;
    assert_eq!(fresh.codes(), [one, two], "what is decided is not asked");

    assert_eq!(move_cycle(&db, &actors.development, "closeInventoryCycle", &cycle).await, "done");
    assert_eq!(taking(&db, owner, json!({ "cycleId": cycle })).await, "NOT_ALLOWED");
    let document = uploaded(&db, owner, fresh.bytes()).await;
    let input = json!({ "cycleId": cycle, "documentId": document });
    let late = act(&db, owner, "startInventoryWorkbook", "StartInventoryWorkbookInput", input, "__typename").await;
    assert_eq!(ended(&late, "startInventoryWorkbook"), "NOT_ALLOWED");
}

#[tokio::test]
async fn a_workbook_is_of_those_who_answer() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let input = json!({ "cycleId": cycle });
    for op in [&actors.verifier, &actors.secretary, &actors.members[0]] {
        assert_eq!(taking(&db, op, input.clone()).await, "FORBIDDEN");
    }
    let elsewhere = json!({ "cycleId": cycle, "departmentId": department(&db, "PERMITS").await });
    assert_eq!(taking(&db, &actors.owner, elsewhere).await, "NOTHING_TO_DO");
    assert_eq!(taking(&db, &actors.owner, input.clone()).await, "done");

    // who answers by delegation has what the department has
    let helper = People::staff(&db, Role::Reader, None).await.op;
    assert_eq!(taking(&db, &helper, input).await, "FORBIDDEN");
    let today = today(&actors.development);
    let department = department(&db, "PERMITS").await.parse::<Id<_>>().unwrap().0;
    let to = helper.staff().unwrap();
    let command = Delegate { department, to, starts_on: today, ends_on: today, reason: "إجازة".into() };
    delegations::delegate(&db, &actors.development, command).await.unwrap();
    let mut book = taken(&db, &helper, &cycle).await;
    assert_eq!(book.codes(), ["P-1"]);
    book.confirm("P-1");
    let back = sent(&db, &helper, &cycle, &book).await;
    assert_eq!(told(&back), ["P-1: ANSWERED"]);

    // others do not see it, who runs the inventory does
    let find = "query($id: ID!) { inventoryWorkbook(id: $id) { id } inventoryWorkbooks(first: 5) { nodes { id } } }";
    let found = async |op| gql(&db, op, find, json!({ "id": back["id"] })).await.ok().clone();
    let hidden = found(&actors.owner).await;
    assert_eq!((&hidden["inventoryWorkbook"], &hidden["inventoryWorkbooks"]["nodes"]), (&Value::Null, &json!([])));
    assert_eq!(found(&actors.development).await["inventoryWorkbook"]["id"], back["id"]);
}

#[tokio::test]
async fn the_development_department_makes_what_departments_bring_back() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let development = &actors.development;
    let all = taken(&db, development, &cycle).await;
    assert_eq!(all.codes(), ["S-1", "S-2", "S-3", "P-1"], "of every department");
    let one = json!({ "cycleId": cycle, "departmentId": department(&db, "PERMITS").await });
    assert_eq!(taken_of(&db, development, one).await.codes(), ["P-1"]);

    let mut book = all;
    book.confirm("S-1");
    book.confirm("P-1");
    let document = uploaded(&db, development, book.bytes()).await;
    let input = json!({ "cycleId": cycle, "documentId": document });
    let mutation = "startInventoryWorkbook";
    let own = act(&db, development, mutation, "StartInventoryWorkbookInput", input, "__typename").await;
    assert_eq!(ended(&own, mutation), "FORBIDDEN", "it answers for nobody");
    let back = sent(&db, &actors.owner, &cycle, &book).await;
    let [own, others] = ["S-1: ANSWERED", "P-1: REFUSED OTHER_DEPARTMENT"].map(str::to_owned);
    assert!(told(&back).contains(&own) && told(&back).contains(&others), "{:?}", told(&back));
}

#[tokio::test]
async fn a_file_that_is_no_workbook_of_ours_is_refused_whole() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let mut book = taken(&db, &actors.owner, &cycle).await;
    book.headers[0] = "شيء آخر".into();
    let start = async |document: String| {
        let input = json!({ "cycleId": cycle, "documentId": document });
        let mutation = "startInventoryWorkbook";
        act(&db, &actors.owner, mutation, "StartInventoryWorkbookInput", input, "__typename").await.refusals(mutation)
    };
    let document = uploaded(&db, &actors.owner, book.bytes()).await;
    assert_eq!(start(document).await, ["file.معرّف البند: WORKBOOK_COLUMN"]);
    let others = uploaded(&db, &actors.head, book.bytes()).await;
    assert_eq!(start(others).await, ["documentId: UNKNOWN_REFERENCE"]);
}

async fn department(db: &TestDb, code: &str) -> String {
    let document = "{ departments(first: 50) { nodes { id code } } }";
    let found = gql(db, &op::system(), document, json!({})).await;
    let rows = found.ok()["departments"]["nodes"].as_array().unwrap().clone();
    rows.iter().find(|row| row["code"] == code).unwrap()["id"].as_str().unwrap().into()
}
