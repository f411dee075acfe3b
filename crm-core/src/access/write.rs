//! Writing the log, many reads to a transaction.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use tokio::sync::{Mutex as Turn, oneshot};

use super::entity::{access, person};
use crate::db::Db;
use crate::error::{Cause, Error, Result};
use crate::ids::BeneficiaryId;
use crate::op::OpContext;

/// Persons per statement; SQLite binds at most 32,766 values.
const ROWS: usize = 10_000;
/// Operations per statement, a row having eleven values.
const OPERATIONS: usize = 2_500;

/// An operation that showed people.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    row: access::Model,
    persons: BTreeSet<BeneficiaryId>,
}

impl Access {
    pub(super) fn new(op: &OpContext, operation: &str, persons: BTreeSet<BeneficiaryId>) -> Self {
        let (actor_kind, actor) = op.recorded();
        let row = access::Model {
            id: op.new_id(),
            at: op.at,
            actor_kind: actor_kind.into(),
            actor,
            staff_id: op.staff(),
            token_id: op.token,
            on_behalf_of: op.on_behalf_of(),
            operation: operation.into(),
            request_id: op.request_id.to_string(),
            purpose: op.purpose.as_str().into(),
            persons: i32::try_from(persons.len()).unwrap_or(i32::MAX),
        };
        Self { row, persons }
    }

    fn active(&self) -> access::ActiveModel {
        let access::Model {
            id,
            at,
            actor_kind,
            actor,
            staff_id,
            token_id,
            on_behalf_of,
            operation,
            request_id,
            purpose,
            persons,
        } = self.row.clone();
        access::ActiveModel {
            id: Set(id),
            at: Set(at),
            actor_kind: Set(actor_kind),
            actor: Set(actor),
            staff_id: Set(staff_id),
            token_id: Set(token_id),
            on_behalf_of: Set(on_behalf_of),
            operation: Set(operation),
            request_id: Set(request_id),
            purpose: Set(purpose),
            persons: Set(persons),
        }
    }

    fn people(&self) -> impl Iterator<Item = person::ActiveModel> {
        self.persons.iter().map(|id| person::ActiveModel {
            beneficiary_id: Set(*id),
            at: Set(self.row.at),
            access_id: Set(self.row.id),
        })
    }
}

/// Writes rows inside a transaction. Those of a COMMIT that was not answered may be there already.
pub(crate) async fn write(tx: &Db, accesses: &[Access]) -> Result<()> {
    let once = OnConflict::new().do_nothing().to_owned();
    for some in accesses.chunks(OPERATIONS) {
        let rows = access::Entity::insert_many(some.iter().map(Access::active)).on_conflict(once.clone());
        rows.exec_without_returning(tx).await?;
    }
    let people: Vec<_> = accesses.iter().flat_map(Access::people).collect();
    for some in people.chunks(ROWS) {
        let rows = person::Entity::insert_many(some.iter().cloned()).on_conflict(once.clone());
        rows.exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The process's queue: while one transaction is being written, what comes meanwhile gathers for the next.
#[derive(Default)]
struct Writer {
    waiting: Mutex<Vec<Waiting>>,
    turn: Turn<()>,
}

struct Waiting {
    accesses: Vec<Access>,
    done: oneshot::Sender<Result<(), Arc<Error>>>,
}

impl Writer {
    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes rows outside any transaction and returns when they are durable; `Unavailable` when they cannot be. Goes on
/// without its caller.
pub(super) async fn durable(db: &Db, accesses: Vec<Access>) -> Result<()> {
    let (done, outcome) = oneshot::channel();
    db.memory::<Writer>().waiting().push(Waiting { accesses, done });
    tokio::spawn(turn(db.clone()));
    match outcome.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(shared)) => Err(failed(Box::new(shared))),
        Err(lost) => Err(failed(Box::new(lost))),
    }
}

/// For a transaction that was rolled back, or whose COMMIT was not answered: its rows are written on their own, without anybody to wait for them.
pub(crate) fn write_after(db: &Db, accesses: Vec<Access>) {
    if accesses.is_empty() {
        return;
    }
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        tracing::error!("who was shown in a transaction could not be logged: it was dropped outside the runtime");
        return;
    };
    let db = db.clone();
    runtime.spawn(async move {
        if let Err(error) = durable(&db, accesses).await {
            tracing::error!(%error, "who was shown in a transaction could not be logged");
        }
    });
}

/// Writes everything that waits. Each caller sends one off; the first to have its turn takes along what the others
/// left, who then find nothing to do.
async fn turn(db: Db) {
    let writer = db.memory::<Writer>();
    let _turn = writer.turn.lock().await;
    let waiting = std::mem::take(&mut *writer.waiting());
    if waiting.is_empty() {
        return;
    }
    let accesses: Vec<_> = waiting.iter().flat_map(|one| one.accesses.iter().cloned()).collect();
    let written = save(&db, &accesses).await.map_err(Arc::new);
    for Waiting { done, .. } in waiting {
        // Whoever waited may be gone.
        if done.send(written.clone()).is_err() {
            tracing::debug!("a read was given up before it was logged");
        }
    }
}

async fn save(db: &Db, accesses: &[Access]) -> Result<()> {
    let tx = db.begin().await?;
    write(&tx, accesses).await?;
    tx.commit().await
}

fn failed(cause: Cause) -> Error {
    tracing::error!(error = %cause, "the access log cannot be written");
    Error::Unavailable(Some(cause))
}
