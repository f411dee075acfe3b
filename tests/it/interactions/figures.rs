//! Figures over contacts.

use std::collections::BTreeMap;

use crm_core::catalogue::card::ChannelKind;
use crm_core::interactions::{
    self, CorrectInteraction, Direction, FigureBy, FigureQuery, InteractionFilter, InteractionOrder, LogInteraction,
};
use crm_core::page::PageRequest;
use crm_core::{Error, OpContext};
use support::{TestDb, op, time};

use super::{call, department, rules};

type Counted = BTreeMap<(Option<i32>, Option<ChannelKind>), i64>;

fn query() -> FigureQuery {
    FigureQuery {
        from: 202_501,
        to: 202_612,
        by: vec![FigureBy::Month, FigureBy::Channel],
        departments: None,
        service: None,
        reason: None,
    }
}

async fn summed(db: &TestDb, op: &OpContext) -> Counted {
    let rows = interactions::figures(db, op, query()).await.unwrap();
    rows.into_iter().map(|row| ((row.month, row.channel), row.contacts)).collect()
}

async fn recounted(db: &TestDb, op: &OpContext) -> Counted {
    let (mut counted, mut page) = (Counted::new(), PageRequest::first(100));
    loop {
        let order = InteractionOrder::FirstRecorded;
        let part = interactions::list(db, op, InteractionFilter::default(), order, &page).await.unwrap();
        for row in part.nodes() {
            *counted.entry((Some(row.occurred_month), Some(row.channel))).or_default() += 1;
        }
        let Some(last) = part.edges.last().filter(|_| part.has_next) else { return counted };
        page = PageRequest::first(100).after(last.cursor.clone());
    }
}

#[tokio::test]
async fn figures_equal_a_recount_before_and_after_folding() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let system = op::system().at(time("2026-06-30T12:00:00Z"));
    let channels = [ChannelKind::Phone, ChannelKind::Counter, ChannelKind::Email];
    let commands: Vec<_> = (0..300)
        .map(|n: i64| LogInteraction {
            department: Some(if n % 4 == 0 { other } else { own }.into()),
            occurred_at: Some(system.at - chrono::TimeDelta::days(n)),
            ..LogInteraction::new(channels[usize::try_from(n).unwrap() % 3], Direction::Inbound)
        })
        .collect();
    let ids = interactions::log_many(&db, &system, commands).await.unwrap();
    assert_eq!(summed(&db, &system).await, recounted(&db, &system).await);

    assert!(interactions::fold(&db, &system).await.unwrap() > 0);
    assert_eq!(interactions::fold(&db, &system).await.unwrap(), 0);
    for id in &ids[..10] {
        let correction =
            CorrectInteraction { channel: Some(ChannelKind::Portal), ..CorrectInteraction::new(*id, "القناة") };
        interactions::correct(&db, &system, correction).await.unwrap();
        interactions::undo(&db, &system, ids[20 + ids.iter().position(|other| other == id).unwrap()]).await.unwrap();
    }
    assert_eq!(summed(&db, &system).await, recounted(&db, &system).await);
    interactions::fold(&db, &system).await.unwrap();
    assert_eq!(summed(&db, &system).await, recounted(&db, &system).await);
    assert_eq!(summed(&db, &system).await.values().sum::<i64>(), 290);

    let scoped = FigureQuery { by: Vec::new(), ..query() };
    let all = interactions::figures(&db, &op::reader(), scoped.clone()).await.unwrap();
    let mine = interactions::figures(&db, &op::agent(own), scoped.clone()).await.unwrap();
    let asked = FigureQuery { departments: Some(vec![other]), ..scoped };
    let theirs = interactions::figures(&db, &op::agent(own), asked.clone()).await.unwrap();
    let others = interactions::figures(&db, &op::reader(), asked).await.unwrap();
    assert_eq!(all[0].contacts, mine[0].contacts + others[0].contacts);
    assert!(theirs.is_empty());
}

#[tokio::test]
async fn figures_are_for_those_who_may_read_them() {
    let db = TestDb::open().await;
    assert!(matches!(interactions::figures(&db, &op::admin(), query()).await, Err(Error::Forbidden { .. })));
    let backwards = FigureQuery { from: 202_602, to: 202_601, ..query() };
    assert_eq!(rules(interactions::figures(&db, &op::reader(), backwards).await), ["to PERIOD"]);
    interactions::log(&db, &op::agent(department(&db, "D1").await), call()).await.unwrap();
}
