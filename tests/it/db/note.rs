//! A table of the tests' own, so that the handle is tried without any area.

use crm_core::Db;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use support::TestDb;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
}

impl ActiveModelBehavior for ActiveModel {}

/// A database with the table; two connections at most, so that a lost one is missed soon.
pub async fn db() -> TestDb {
    let db = TestDb::open_with(|options| options.max_connections = POOL).await;
    let raw = db.raw().await;
    raw.execute_unprepared("CREATE TABLE note (id INTEGER PRIMARY KEY)").await.unwrap();
    raw.close().await.unwrap();
    db
}

/// Connections of the pool.
pub const POOL: u32 = 2;

pub fn row(id: i32) -> ActiveModel {
    ActiveModel { id: Set(id) }
}

pub async fn insert(db: &Db, id: i32) -> Result<(), DbErr> {
    Entity::insert(row(id)).exec_without_returning(db).await.map(|_| ())
}

/// Writes rows in a transaction of their own.
pub async fn write(db: &Db, ids: &[i32]) {
    let tx = db.begin().await.unwrap();
    Entity::insert_many(ids.iter().copied().map(row)).exec_without_returning(&*tx).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn ids(db: &Db) -> Vec<i32> {
    let rows = Entity::find().order_by_asc(Column::Id).all(db).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// Takes every row away.
pub async fn clear(db: &Db) {
    let tx = db.begin().await.unwrap();
    Entity::delete_many().exec(&*tx).await.unwrap();
    tx.commit().await.unwrap();
}
