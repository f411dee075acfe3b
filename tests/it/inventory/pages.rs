//! A cycle from its plan to its public results by the pages' forms alone, as a browser without scripts sends them.

use crm_core::policy::Role;
use reqwest::redirect::Policy;
use serde_json::json;
use support::{People, Person, Server, TestDb, config, gql, op};

use super::cycles::{services, worked};

/// The pages of a server, and its people.
pub struct Site {
    server: Server,
    browser: reqwest::Client,
}

impl Site {
    pub fn over(db: &TestDb) -> Self {
        let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { server: Server::start_with(db, &config()), browser }
    }

    pub async fn get(&self, person: Option<&Person>, path: &str) -> (u16, String) {
        let request = self.browser.get(format!("http://{}/ar{path}", self.server.address));
        let request = person.into_iter().fold(request, |request, person| request.bearer_auth(&person.secret));
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Sends a form: the status, and where one is sent on or what is shown.
    pub async fn send(&self, person: &Person, path: &str, form: &[(&str, &str)]) -> (u16, String) {
        let address = format!("http://{}/ar{path}", self.server.address);
        let answer = self.browser.post(address).bearer_auth(&person.secret).form(form).send().await.unwrap();
        let status = answer.status().as_u16();
        let place = answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
        match place {
            Some(place) => (status, place),
            None => (status, answer.text().await.unwrap()),
        }
    }

    /// Sends a form that goes through; gives the id in the address to which it leads.
    pub async fn done(&self, person: &Person, path: &str, form: &[(&str, &str)]) -> String {
        let (status, place) = self.send(person, path, form).await;
        assert_eq!(status, 303, "{path}: {place}");
        place.split(['?', '/']).find(|part| part.starts_with("inventory_")).unwrap_or_default().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_is_planned_answered_closed_and_published_by_forms_alone() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let staff = async |role, department| People::staff(&db, role, department).await;
    let development = staff(Role::CatalogueManager, None).await;
    let secretary = staff(Role::CommitteeSecretary, None).await;
    let owner = staff(Role::DepartmentEditor, Some(people.desk)).await;
    let verifier = staff(Role::Verifier, Some(people.desk)).await;
    let site = Site::over(&db);

    let cycle = opened(&site, &db, &development, &secretary).await;
    let items = items(&db).await;
    let list = format!("/desk/inventory/items?filter.awaits.eq=ANSWER&filter.cycle.eq={cycle}");
    let (_, html) = site.get(Some(&owner), &list).await;
    assert_eq!(html.matches("type=\"checkbox\"").count(), 3, "the desk's services, not those of permits");

    // two rows are shown, one is ticked
    let form = [
        ("filter.awaits.eq", "ANSWER"),
        ("filter.cycle.eq", &cycle),
        ("input.items.0.ticked", "false"),
        ("input.items.0.ticked", "true"),
        ("input.items.0.id", &items[0]),
        ("input.items.0.existence", "OURS"),
        ("input.items.0.cardRight", "true"),
        ("input.items.1.ticked", "false"),
        ("input.items.1.id", &items[1]),
        ("input.items.1.existence", "OURS"),
        ("input.items.1.cardRight", "true"),
    ];
    let (status, place) = site.send(&owner, "/desk/inventory/answer", &form).await;
    assert_eq!((status, place), (303, format!("/ar{list}&done=item-moved")));
    let (_, html) = site.get(Some(&owner), &list).await;
    assert_eq!(html.matches("type=\"checkbox\"").count(), 2);

    let answer = format!("/desk/inventory/items/{}/answer", items[1]);
    let mut form = vec![
        ("input.items.0.id", items[1].as_str()),
        ("input.items.0.existence", "OURS"),
        ("input.items.0.cardRight", "false"),
        ("input.items.0.answers.cost", "عشرون ألفًا"),
        ("input.items.0.measures", ""),
        ("input.items.0.measures.0.kind", "TRANSACTIONS"),
        ("input.items.0.measures.0.state", "KNOWN"),
        ("input.items.0.measures.0.amount", "١٢٠"),
        ("input.items.0.measures.1.kind", ""),
    ];
    let (status, html) = site.send(&owner, &answer, &form).await;
    assert_eq!(status, 422, "a wrong card is explained");
    assert!(html.contains("href=\"#input.items.0.note\"") && html.contains("عشرون ألفًا"), "{html}");
    form.push(("input.items.0.note", "تغيرت الرسوم"));
    site.done(&owner, &answer, &form).await;

    waived(&site, &db, &development, &verifier, &cycle, &items[2]).await;
    let accept = [("input.items.0.ticked", "true"), ("input.items.0.id", &items[0])];
    assert_eq!(site.send(&verifier, "/desk/inventory/return", &accept).await.0, 422, "a reason is needed to return");
    site.done(&verifier, "/desk/inventory/accept", &accept).await;
    pressed_twice(&site, &development, &staff(Role::CatalogueManager, None).await, &cycle).await;
    published(&site, &db, &development, &cycle).await;
}

/// Begins the verification of a cycle by two presses of one button; others who press it meet a conflict.
async fn pressed_twice(site: &Site, development: &Person, other: &Person, cycle: &str) {
    let page = format!("/desk/inventory/cycles/{cycle}");
    let (_, html) = site.get(Some(development), &page).await;
    let (_, rest) = html.split_once("name=\"input.expectedVersion\" value=\"").unwrap();
    let shown = [("input.id", cycle), ("input.expectedVersion", rest.split_once('"').unwrap().0)];
    let press = async |person| site.send(person, &format!("{page}/verify"), &shown).await;
    let (first, second) = tokio::join!(press(development), press(development));
    let places =
        [first, second].map(|(status, place)| (status, place.split('=').next_back().unwrap_or_default().to_owned()));
    let done = |what: &str| (303, what.to_owned());
    assert!(places.contains(&done("cycle-moved")) && places.contains(&done("already")), "{places:?}");
    let (_, html) = site.get(Some(development), &format!("{page}?done=already")).await;
    assert!(html.contains("تم هذا من قبل"), "{html}");
    assert_eq!(press(other).await.0, 409, "what another did is no press of one's own");
    let other_move = site.send(development, &format!("{page}/close"), &shown).await;
    assert_eq!(other_move.0, 409, "nor is another move");
}

/// A plan that the committee approved, and a cycle by it that is open.
async fn opened(site: &Site, db: &TestDb, development: &Person, secretary: &Person) -> String {
    let plan = [
        ("input.code", "PLAN"),
        ("input.content.title.ar", "خطة الحصر"),
        ("input.content.definition.ar", "ما ينتهي بنتيجة"),
        ("input.content.period.from", "1447-01-01"),
        ("input.content.answerDays", "٣٠"),
        ("input.content.verifyDays", "14"),
        ("input.content.stages.headApproval", "false"),
        ("input.content.questions.0.code", "cost"),
        ("input.content.questions.0.text.ar", "كم تكلّف؟"),
        ("input.content.questions.1.code", ""),
        ("input.content.decision", "MINUTES"),
    ];
    let empty = plan.map(|(name, text)| (name, if name.ends_with("from") { "" } else { text }));
    let (status, html) = site.send(development, "/desk/inventory/plans/new", &empty).await;
    assert_eq!(status, 422);
    assert!(html.contains("href=\"#input.content.period.from\""), "what is missing is told at its field");
    let plan = site.done(development, "/desk/inventory/plans/new", &plan).await;
    let on = |step: &str| format!("/desk/inventory/plans/{plan}/{step}");
    let home = async |person| site.get(Some(person), "/desk/inventory").await.1;
    site.done(development, &on("submit"), &[("input.id", &plan)]).await;
    assert!(home(secretary).await.contains("تنتظر قرار اللجنة"));
    assert!(!home(development).await.contains("تنتظر قرار اللجنة"));
    let minutes = [
        ("input.planId", plan.as_str()),
        ("input.outcome", "APPROVED"),
        ("input.minutes.number", "44"),
        ("input.minutes.on", "١٤٤٧-٠٥-٠١"),
        ("input.minutes.present.0", "سعد"),
        ("input.minutes.present.1", ""),
    ];
    site.done(secretary, &on("decide"), &minutes).await;
    assert!(home(development).await.contains("معتمدة، تنتظر النفاذ"));
    let (_, html) = site.get(Some(secretary), &format!("/desk/inventory/plans/{plan}")).await;
    assert!(html.contains("<bdi>سعد</bdi>") && html.contains("datetime=\"2025-10-23\""), "{html}");
    site.done(development, &on("enforce"), &[("input.id", &plan)]).await;
    let today = today(&op::system());
    let cycle = [("input.planId", plan.as_str()), ("input.code", "C-1"), ("input.opensOn", &today)];
    let cycle = site.done(development, &on("schedule"), &cycle).await;
    move_cycle(site, db, development, &cycle, "open").await;
    cycle
}

fn today(op: &crm_core::OpContext) -> String {
    super::cycles::today(op).to_string()
}

async fn move_cycle(site: &Site, db: &TestDb, by: &Person, cycle: &str, step: &str) {
    site.done(by, &format!("/desk/inventory/cycles/{cycle}/{step}"), &[("input.id", cycle)]).await;
    worked(db).await;
}

/// The desk's items, by the codes of their services.
async fn items(db: &TestDb) -> Vec<String> {
    let document = "{ inventoryItems(first: 100) { nodes { id service { code } } } }";
    let found = gql(db, &op::system(), document, json!({})).await;
    let mut rows = found.ok()["inventoryItems"]["nodes"].as_array().unwrap().clone();
    rows.retain(|row| row["service"]["code"].as_str().unwrap().starts_with("S-"));
    rows.sort_by_key(|row| row["service"]["code"].to_string());
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Has the cycle looked over, and says of a finding that it is none.
async fn waived(site: &Site, db: &TestDb, development: &Person, verifier: &Person, cycle: &str, item: &str) {
    let page = format!("/desk/inventory/cycles/{cycle}/findings");
    let check = format!("/desk/inventory/cycles/{cycle}/check");
    site.done(development, &check, &[("input.id", cycle)]).await;
    let (_, html) = site.get(Some(development), &page).await;
    assert!(html.contains("data-progress") && html.contains("http-equiv=\"refresh\""), "{html}");
    worked(db).await;
    let (_, html) = site.get(Some(verifier), &format!("{page}?filter.rule.eq=DORMANT")).await;
    assert!(!html.contains("data-progress") && html.contains("لم يطلبها أحد") && html.contains("خدمة S-3"), "{html}");

    let chosen = format!("{page}?filter.rule.eq=DORMANT&item={item}&rule=DORMANT");
    let (_, html) = site.get(Some(verifier), &chosen).await;
    assert!(html.contains("id=\"waive\"") && html.contains("name=\"input.reason\""), "{html}");
    let (_, html) = site.get(Some(development), &chosen).await;
    assert!(!html.contains("id=\"waive\""), "who may not waive is not asked");
    let waive = format!("/desk/inventory/cycles/{cycle}/waive");
    let mut form = vec![
        ("filter.rule.eq", "DORMANT"),
        ("item", item),
        ("rule", "DORMANT"),
        ("part", ""),
        ("input.itemId", item),
        ("input.rule", "DORMANT"),
        ("input.reason", ""),
    ];
    let (status, html) = site.send(verifier, &waive, &form).await;
    assert_eq!(status, 422, "{html}");
    assert!(html.contains("id=\"waive\"") && html.contains("href=\"#input.reason\""), "{html}");
    form.pop();
    form.push(("input.reason", "موسمية"));
    let (status, place) = site.send(verifier, &waive, &form).await;
    assert_eq!(status, 303, "{place}");
    assert!(place.starts_with(&format!("/ar{page}?filter.rule.eq=DORMANT&")), "{place}");
    let (_, csv) = site.get(Some(verifier), &format!("{page}?filter.waived.eq=true&format=csv")).await;
    assert_eq!(csv.lines().filter(|line| line.starts_with("S-3,") && line.contains("موسمية")).count(), 1, "{csv}");
    let (_, html) = site.get(Some(verifier), &format!("/desk/inventory/items/{item}")).await;
    assert!(html.contains("موسمية"), "{html}");
}

/// Closes a cycle and publishes its results, which nobody outside saw before.
async fn published(site: &Site, db: &TestDb, development: &Person, cycle: &str) {
    let plain = async |path: &str| site.get(Some(development), path).await.1.replace(['\u{2068}', '\u{2069}'], "");
    let html = plain(&format!("/desk/inventory/cycles/{cycle}")).await;
    assert!(html.contains("من 4 خدمة تبقى 3 غير متحقق منها: 2 تنتظر إجابة إداراتها، و1 تنتظر التحقق."), "{html}");
    let html = plain(&format!("/desk/inventory/cycles/{cycle}/results")).await;
    assert!(html.contains("الدورة لم تُغلق بعد") && !html.contains("جُمّدت في"), "{html}");
    move_cycle(site, db, development, cycle, "close").await;
    let public = format!("/inventory/{cycle}");
    assert_eq!(site.get(None, &public).await.0, 404, "closed is not published");
    move_cycle(site, db, development, cycle, "publish").await;
    let (status, html) = site.get(None, &public).await;
    assert_eq!(status, 200);
    assert!(html.contains("خدمة S-1") && html.contains("غير متحقق منها"), "{html}");
    let coverage = "query($id: ID!) { inventoryCoverage(cycleId: $id) { completeness } }";
    let coverage = gql(db, &op::anonymous(), coverage, json!({ "id": cycle })).await;
    let complete = coverage.ok()["inventoryCoverage"][0]["completeness"].as_i64().unwrap();
    let shares = [("أُجيب في الموعد", 100), ("قُبلت دون إعادة", 100), ("اكتمال البطاقات", complete)];
    for (heading, share) in shares {
        assert!(html.contains(&format!("data-label=\"{heading}\">{share}%</td>")), "{heading}: {html}");
    }
    assert!(site.get(None, "/inventory").await.1.contains(cycle));
    let (_, csv) = site.get(None, &format!("{public}?format=csv")).await;
    let confirmed: Vec<&str> = csv.lines().filter(|line| line.contains("مؤكدة") || line.contains("جديدة")).collect();
    assert_eq!(confirmed.len(), 1, "{csv}");
    assert!(confirmed[0].starts_with("S-1,"));
    let (_, html) = site.get(Some(development), &format!("/desk/inventory/cycles/{cycle}?check=true")).await;
    assert!(html.contains("notice done"), "the frozen results fit");
}
