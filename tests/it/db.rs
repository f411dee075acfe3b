//! What the handle promises: reads outside a transaction, writes inside, scopes that end by themselves only.

mod cancelled;
mod note;
mod people;
mod scopes;

use crm_core::Db;
use crm_core::db::Engine;
use futures_util::{StreamExt, TryStreamExt};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, Statement, StreamTrait};
use support::{engine, plans, sql, statements, within};

#[tokio::test]
async fn a_write_outside_a_transaction_is_refused_by_every_method() {
    let db = note::db().await;
    let raw = |sql: &str| Statement::from_string(ConnectionTrait::get_database_backend(&*db), sql);
    let insert = || note::Entity::insert(note::row(1));
    let build = || {
        let mut insert = Query::insert();
        insert.into_table(note::Entity).columns([note::Column::Id]).values_panic([1.into()]).returning_all();
        insert
    };
    let returning = "INSERT INTO note (id) VALUES (1) RETURNING id";
    refused(db.execute_raw(raw(returning)).await);
    refused(db.execute(&build()).await);
    refused(db.execute_unprepared(returning).await);
    refused(db.query_one_raw(raw(returning)).await);
    refused(db.query_all_raw(raw(returning)).await);
    refused(db.query_one(&build()).await);
    refused(db.query_all(&build()).await);
    refused(db.stream_raw(raw(returning)).await);
    refused(db.stream(&build()).await);
    refused(insert().exec(&*db).await);
    refused(insert().exec_with_returning(&*db).await);
    refused(insert().exec_without_returning(&*db).await);
    refused(note::Entity::delete_many().exec(&*db).await);
    refused(note::Entity::update_many().col_expr(note::Column::Id, Expr::value(2)).exec(&*db).await);
    // Raw text could be anything, so it is refused even where it reads.
    refused(db.query_all_raw(raw("SELECT 1")).await);
    assert!(note::ids(&db).await.is_empty());
}

fn refused<T>(answer: Result<T, DbErr>) {
    match answer {
        Err(DbErr::Custom(text)) if text == "a write outside a transaction was refused" => {}
        Err(other) => panic!("failed otherwise: {other}"),
        Ok(_) => panic!("it passed"),
    }
}

#[tokio::test]
async fn a_second_statement_hidden_in_a_select_does_not_run() {
    let db = note::db().await;
    note::write(&db, &[1]).await;
    let mut select = Query::select();
    select.expr(Expr::cust("1; DELETE FROM note"));
    assert!(db.query_all(&select).await.is_err());
    assert_eq!(note::ids(&db).await, [1]);
}

#[tokio::test]
async fn selects_and_streams_read_outside_and_inside() {
    let db = note::db().await;
    note::write(&db, &[1, 2, 3]).await;
    let streamed = async |db: &Db| -> Vec<i32> {
        let rows = note::Entity::find().stream(db).await.unwrap();
        rows.map_ok(|row| row.id).try_collect().await.unwrap()
    };
    assert_eq!(streamed(&db).await, [1, 2, 3]);
    let tx = db.begin().await.unwrap();
    note::insert(&tx, 4).await.unwrap();
    assert_eq!(streamed(&tx).await, [1, 2, 3, 4]);
    assert_eq!(streamed(&db).await, [1, 2, 3], "not committed yet");
    // A stream given up half-way gives its connection back.
    for _ in 0..30 {
        let mut rows = note::Entity::find().stream(&*db).await.unwrap();
        assert!(within("the stream", rows.next()).await.is_some());
    }
    tx.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn concurrent_transactions_wait_and_lose_nothing() {
    let db = note::db().await;
    note::write(&db, &[0]).await;
    let raise = async |db: Db| {
        let tx = db.begin().await.unwrap();
        // The lock is left out on SQLite, where a transaction is alone from its beginning.
        let row = note::Entity::find().lock_exclusive().one(&*tx).await.unwrap().unwrap();
        tokio::task::yield_now().await;
        let next = Expr::value(row.id + 1);
        note::Entity::update_many().col_expr(note::Column::Id, next).exec(&*tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    let all = (0..40).map(|_| raise(Db::clone(&db)));
    within("a transaction", futures_util::future::join_all(all)).await;
    assert_eq!(note::ids(&db).await, [40]);
}

#[tokio::test]
async fn statements_are_counted_and_logged_without_their_values() {
    let db = note::db().await;
    let (sent, texts) = sql(statements(&db, async {
        let tx = db.begin().await.unwrap();
        let inner = tx.begin().await.unwrap();
        note::insert(&inner, 987_654).await.unwrap();
        drop(inner);
        tx.begin().await.unwrap().commit().await.unwrap();
        tx.commit().await.unwrap();
    }))
    .await;
    assert_eq!(sent, 8);
    assert!(texts[2].starts_with("INSERT INTO"), "{texts:?}");
    assert!(!texts[2].contains("987654"), "{texts:?}");
    let around = [&texts[..2], &texts[3..]].concat();
    assert_eq!(
        around,
        [
            "BEGIN",
            "SAVEPOINT s1",
            "ROLLBACK TO SAVEPOINT s1",
            "RELEASE SAVEPOINT s1",
            "SAVEPOINT s2",
            "RELEASE SAVEPOINT s2",
            "COMMIT"
        ]
    );
}

#[tokio::test]
async fn plans_show_how_the_engine_runs_a_read() {
    let db = note::db().await;
    note::write(&db, &(0..5000).collect::<Vec<_>>()).await;
    let by_key = plans(&db, async |db| note::Entity::find_by_id(7).one(&db).await.unwrap().unwrap()).await;
    assert_eq!(by_key.len(), 1);
    assert!(!by_key[0].scans("note"), "{by_key:?}");
    let all = plans(&db, async |db| note::Entity::find().all(&db).await.unwrap().len()).await;
    assert!(all[0].scans("note"), "{all:?}");
}

#[tokio::test]
async fn rows_outlive_a_restart() {
    let mut db = note::db().await;
    note::write(&db, &[1]).await;
    db.reopen().await;
    assert_eq!(db.engine(), engine());
    assert_eq!(note::ids(&db).await, [1]);
    if engine() == Engine::Sqlite {
        let mut options = db.options();
        options.keys = crm_core::Keys::None;
        assert_eq!(note::ids(&Db::open(options).await.unwrap()).await, [1], "another process reads beside");
    }
}
