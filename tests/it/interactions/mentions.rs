//! Mentions of services that the catalogue does not have: the queue, its decisions, and the figures that follow them.

use std::collections::BTreeMap;

use crm_core::catalogue::card::{Card, ChannelKind};
use crm_core::catalogue::services;
use crm_core::filter::Choice;
use crm_core::ids::{DepartmentId, InteractionId, ServiceId};
use crm_core::interactions::mentions::{
    self, DecideMention, LinkMention, Mention, MentionCondition, MentionDecision, MentionQuery, MentionRef,
    ProposeService,
};
use crm_core::interactions::{self, CorrectInteraction, FigureBy, FigureQuery, LogInteraction};
use crm_core::page::PageRequest;
use crm_core::patch::Patch;
use crm_core::text::LocalizedText;
use crm_core::{Error, OpContext};
use sea_orm::{ConnectionTrait, Statement};
use support::{TestDb, op, time};

use super::{call, department, rules};
use crate::catalogue::{card, new_service, published};

/// What is decided about mentions, by whom.
fn manager() -> OpContext {
    op::system()
}

async fn says(db: &TestDb, department: DepartmentId, text: &str, channel: ChannelKind, at: &str) -> InteractionId {
    let command = LogInteraction {
        channel,
        unlisted_service: Some(text.into()),
        occurred_at: Some(time(at)),
        ..LogInteraction { department: Some(department.into()), ..call() }
    };
    interactions::log(db, &op::system(), command).await.unwrap().id
}

async fn queue(db: &TestDb, query: MentionQuery) -> Vec<Mention> {
    mentions::list(db, &manager(), query, &PageRequest::default()).await.unwrap().into_nodes()
}

async fn waiting(db: &TestDb) -> Vec<(String, i64)> {
    queue(db, MentionQuery::default()).await.into_iter().map(|one| (one.text, one.contacts)).collect()
}

fn seen(mention: &Mention) -> MentionRef {
    MentionRef { id: mention.id, expected_version: Some(mention.version) }
}

fn because(mention: &Mention) -> DecideMention {
    DecideMention { mention: seen(mention), reason: "ليست من خدماتنا".into() }
}

async fn folded(db: &TestDb) {
    while interactions::fold(db, &op::system()).await.unwrap() > 0 {}
}

async fn service(db: &TestDb, owner: DepartmentId, code: &str) -> ServiceId {
    published(db, &op::system(), new_service(code, owner, card(&format!("خدمة {code}"), code))).await.id
}

/// Contacts by the codes of their services, as the figures say.
async fn figures(db: &TestDb) -> BTreeMap<String, i64> {
    let query = FigureQuery {
        from: 202_501,
        to: 202_612,
        by: vec![FigureBy::Service],
        departments: None,
        service: None,
        reason: None,
    };
    let mut counted = BTreeMap::new();
    for figure in interactions::figures(db, &manager(), query.clone()).await.unwrap() {
        let code = match figure.service {
            Some(id) => services::get(db, &manager(), id).await.unwrap().code.clone(),
            None => "-".into(),
        };
        if let Some(id) = figure.service {
            let one = FigureQuery { service: Some(id), by: Vec::new(), ..query.clone() };
            let one = interactions::figures(db, &manager(), one).await.unwrap();
            assert_eq!(one[0].contacts, figure.contacts, "asked for {code} alone");
        }
        counted.insert(code, figure.contacts);
    }
    counted
}

/// The same, counted from the log by plain SQL.
async fn recounted(db: &TestDb) -> BTreeMap<String, i64> {
    let sql = "SELECT COALESCE(s.code, '-') AS code, COUNT(*) AS n FROM interaction i \
        LEFT JOIN mention m ON m.folded = i.unlisted_folded \
        LEFT JOIN mention_mapping p ON p.mention_id = m.id \
        LEFT JOIN service s ON s.id = COALESCE(p.service_id, i.service_id) \
        WHERE i.kind <> 'undo' AND i.corrected_by_id IS NULL GROUP BY COALESCE(s.code, '-')";
    let raw = db.raw().await;
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql.to_owned())).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "code").unwrap(), row.try_get("", "n").unwrap())).collect()
}

#[tokio::test]
async fn mentions_are_grouped_by_what_a_hurried_reader_would_read() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    says(&db, own, "رخصة حفل", ChannelKind::Phone, "2026-01-02T08:00:00Z").await;
    let undone = says(&db, own, "رخصه  حفل", ChannelKind::Phone, "2026-03-02T08:00:00Z").await;
    says(&db, other, "رخصةُ حفل", ChannelKind::Counter, "2026-02-02T08:00:00Z").await;
    says(&db, other, "رخصة حفل", ChannelKind::Counter, "2026-02-03T08:00:00Z").await;
    let corrected = says(&db, own, "تصريح تخييم", ChannelKind::Email, "2026-02-04T08:00:00Z").await;
    assert_eq!(waiting(&db).await.len(), 2, "before anything is folded");
    folded(&db).await;
    assert_eq!(waiting(&db).await, [("رخصة حفل".into(), 4), ("تصريح تخييم".into(), 1)], "the most frequent first");

    interactions::undo(&db, &op::system(), undone).await.unwrap();
    let found = queue(&db, MentionQuery::default()).await.remove(0);
    assert_eq!((found.contacts, found.version), (3, 0));
    assert_eq!(found.first_at, Some(time("2026-01-02T08:00:00Z")));
    assert_eq!(found.last_at, Some(time("2026-02-03T08:00:00Z")), "what was taken back is none");
    assert_eq!(found.channels, [(ChannelKind::Counter, 2), (ChannelKind::Phone, 1)]);
    assert_eq!(found.departments, [(other, 2), (own, 1)]);

    let correction = CorrectInteraction {
        unlisted_service: Patch::Set("رخصة حفل".into()),
        ..CorrectInteraction::new(corrected, "الخدمة")
    };
    interactions::correct(&db, &op::system(), correction).await.unwrap();
    folded(&db).await;
    assert_eq!(waiting(&db).await, [("رخصة حفل".into(), 4)], "what nobody says any more is gone");
    let searched =
        async |words: &str| queue(&db, MentionQuery { filter: None, search: Some(words.into()) }).await.len();
    assert_eq!((searched("رخصه").await, searched("سفر").await, searched("%").await), (1, 0, 0));
}

#[tokio::test]
async fn figures_follow_what_a_mention_is_found_to_be() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let (first, second) = (service(&db, own, "S-1").await, service(&db, own, "S-2").await);
    for month in 1..=3 {
        says(&db, own, "رخصة حفل", ChannelKind::Phone, &format!("2026-0{month}-02T08:00:00Z")).await;
        let named = LogInteraction { service: Some(first.into()), department: Some(own.into()), ..call() };
        interactions::log(
            &db,
            &op::agent(own),
            LogInteraction { occurred_at: Some(time("2026-01-05T08:00:00Z")), ..named },
        )
        .await
        .unwrap();
    }
    let expected = |one: i64, two: i64, none: i64| {
        let all = [("S-1", one), ("S-2", two), ("-", none)];
        all.into_iter().filter(|(_, n)| *n > 0).map(|(code, n)| (code.to_owned(), n)).collect::<BTreeMap<_, _>>()
    };
    let agree = async |one, two, none| {
        assert_eq!(figures(&db).await, expected(one, two, none));
        assert_eq!(recounted(&db).await, expected(one, two, none));
    };
    agree(3, 0, 3).await;
    let mention = queue(&db, MentionQuery::default()).await.remove(0);
    let linked =
        mentions::link(&db, &manager(), LinkMention { mention: seen(&mention), service: second }).await.unwrap();
    assert_eq!(
        linked.settled.as_ref().map(|settled| (settled.decision, settled.service)),
        Some((MentionDecision::Linked, Some(second)))
    );
    agree(3, 3, 0).await;
    folded(&db).await;
    agree(3, 3, 0).await;

    let late = says(&db, own, "رخصه حفل", ChannelKind::Phone, "2026-04-02T08:00:00Z").await;
    agree(3, 4, 0).await;
    interactions::undo(&db, &op::system(), late).await.unwrap();
    agree(3, 3, 0).await;
    assert_eq!(waiting(&db).await, [], "it follows the decision by itself");
    let by_service = MentionCondition::Service(Choice::Eq(second)).into();
    assert_eq!(queue(&db, MentionQuery { filter: Some(by_service), search: None }).await.len(), 1);

    let open = mentions::reopen(&db, &manager(), because(&linked)).await.unwrap();
    assert_eq!((open.settled.clone(), open.version), (None, 2));
    agree(3, 0, 3).await;
    mentions::dismiss(&db, &manager(), because(&open)).await.unwrap();
    agree(3, 0, 3).await;
    assert_eq!(waiting(&db).await, []);
}

#[tokio::test]
async fn a_mention_is_settled_once_by_who_saw_it_as_it_is() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let service = service(&db, own, "S-1").await;
    says(&db, own, "رخصة حفل", ChannelKind::Phone, "2026-01-02T08:00:00Z").await;
    let mention = queue(&db, MentionQuery::default()).await.remove(0);
    let link = LinkMention { mention: seen(&mention), service };
    assert!(matches!(mentions::link(&db, &op::agent(own), link).await, Err(Error::Forbidden { .. })));
    assert!(matches!(
        mentions::list(&db, &op::agent(own), MentionQuery::default(), &PageRequest::default()).await,
        Err(Error::Forbidden { .. })
    ));
    assert_eq!(mentions::waiting(&db, &op::agent(own)).await.unwrap(), 0);
    assert_eq!(mentions::waiting(&db, &manager()).await.unwrap(), 1);

    let nowhere = LinkMention { service: manager().new_id(), ..link };
    assert_eq!(rules(mentions::link(&db, &manager(), nowhere).await), ["serviceId UNKNOWN_REFERENCE"]);
    let silent = DecideMention { reason: " ".into(), ..because(&mention) };
    assert_eq!(rules(mentions::dismiss(&db, &manager(), silent).await), ["reason REQUIRED"]);
    assert_eq!(rules(mentions::reopen(&db, &manager(), because(&mention)).await), ["NOT_ALLOWED"]);
    let linked = mentions::link(&db, &manager(), link).await.unwrap();
    assert_eq!(rules(mentions::link(&db, &manager(), link).await), ["CONFLICT"]);
    let again = LinkMention { mention: seen(&linked), service };
    assert_eq!(rules(mentions::link(&db, &manager(), again).await), ["NOT_ALLOWED"]);
    let unseen = LinkMention { mention: MentionRef { id: mention.id, expected_version: None }, service };
    assert_eq!(rules(mentions::link(&db, &manager(), unseen).await), ["NOT_ALLOWED"]);
}

#[tokio::test]
async fn a_service_is_proposed_with_its_mention_or_not_at_all() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    service(&db, own, "S-1").await;
    says(&db, own, "رخصة حفل", ChannelKind::Phone, "2026-01-02T08:00:00Z").await;
    let mention = queue(&db, MentionQuery::default()).await.remove(0);
    let proposed = |code: &str, name: LocalizedText| ProposeService {
        mention: seen(&mention),
        code: code.into(),
        name,
        owner: own,
    };
    let name = LocalizedText::ar_en("رخصة إقامة حفل", "Party licence");
    assert_eq!(rules(mentions::propose(&db, &manager(), proposed("S-1", name.clone())).await), ["code TAKEN"]);
    assert_eq!(
        rules(mentions::propose(&db, &manager(), proposed("S-2", LocalizedText::new())).await),
        ["name MISSING_LANGUAGE"]
    );
    assert_eq!(waiting(&db).await.len(), 1);

    let settled = mentions::propose(&db, &manager(), proposed("S-2", name.clone())).await.unwrap().settled.unwrap();
    let made = services::find_by_code(&db, &manager(), "S-2").await.unwrap().unwrap();
    assert_eq!((settled.decision, settled.service), (MentionDecision::Proposed, Some(made.id)));
    assert_eq!((made.name.clone(), made.owner_id, made.status.name()), (name.clone(), own, "draft"));
    assert_eq!(
        made.card().map(|card| card == &Card { identity: card.identity.clone(), ..Card::default() }),
        Some(true)
    );
    assert_eq!(figures(&db).await, [("S-2".to_owned(), 1)].into());
}

#[tokio::test]
async fn many_contacts_at_once_keep_each_mention_once() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let command = |n: usize| LogInteraction {
        department: Some(own.into()),
        unlisted_service: Some(format!("خدمة مجهولة {}", n % 40)),
        ..call()
    };
    interactions::log_many(&db, &op::system(), (0..600).map(command).collect()).await.unwrap();
    let (agent, both) = (op::agent(own), (0..8).map(|_| command(99)));
    let both = futures_util::future::join_all(both.map(|command| interactions::log(&db, &agent, command))).await;
    assert!(both.iter().all(Result::is_ok), "{both:?}");
    folded(&db).await;
    assert_eq!(mentions::waiting(&db, &manager()).await.unwrap(), 40);
    let mut page = PageRequest::first(7);
    let mut all = Vec::new();
    loop {
        let part = mentions::list(&db, &manager(), MentionQuery::default(), &page).await.unwrap();
        let last = part.edges.last().unwrap().cursor.clone();
        all.extend(part.edges.into_iter().map(|edge| edge.node.contacts));
        if !part.has_next {
            break;
        }
        page = PageRequest::first(7).after(last);
    }
    assert_eq!((all.len(), all.iter().sum::<i64>(), all[0]), (40, 608, 23), "{all:?}");
    assert!(all.is_sorted_by(|a, b| a >= b));
}
