//! What a resolver has at hand.

use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;
use crm_core::text::LanguageTag;
use crm_core::wanted::Wanted;
use crm_core::{Db, OpContext};

/// What [`execute`](crate::engine::execute) puts into every request.
pub(crate) struct Session {
    pub db: Db,
    pub op: OpContext,
    pub loaders: Loaders,
}

/// The loaders of a request: one, for ids of every kind. An area makes its records loadable with
/// `loads!`.
pub type Loaders = DataLoader<Batch>;

/// Loads records by id, all that one step of the execution asks for in one statement.
pub struct Batch {
    pub(crate) db: Db,
    pub(crate) op: OpContext,
}

/// Why a batch failed; every waiting resolver gets the same.
pub(crate) type BatchError = Arc<crm_core::Error>;

/// `loads!(ServiceId => Service, services::many)`: records of that id come through the loader, by the core function
/// `many(db, op, &[id]) -> Result<HashMap<id, record>>`.
macro_rules! loads {
    ($id:ty => $record:ty, $many:path) => {
        impl async_graphql::dataloader::Loader<$id> for $crate::context::Batch {
            type Value = $record;
            type Error = $crate::context::BatchError;

            async fn load(
                &self,
                ids: &[$id],
            ) -> Result<std::collections::HashMap<$id, $record>, $crate::context::BatchError> {
                $many(&self.db, &self.op, ids).await.map_err(std::sync::Arc::new)
            }
        }
    };
}
pub(crate) use loads;

/// What a resolver asks its context for. (A trait because `Context` is not ours to add methods to.)
pub trait Call {
    /// The database.
    fn db(&self) -> &Db;
    /// Who asks, why, when.
    fn op(&self) -> &OpContext;
    /// The request's loaders: `ctx.loaders().load_one(id).await?`.
    fn loaders(&self) -> &Loaders;
    /// The language in which to answer.
    fn language(&self) -> &LanguageTag;
    /// Which of `fields` (camelCase) are asked of this field's object, or of a connection's nodes.
    fn wanted(&self, fields: &[&'static str]) -> Wanted;
}

impl Call for Context<'_> {
    fn db(&self) -> &Db {
        &session(self).db
    }

    fn op(&self) -> &OpContext {
        &session(self).op
    }

    fn loaders(&self) -> &Loaders {
        &session(self).loaders
    }

    fn language(&self) -> &LanguageTag {
        &session(self).op.language
    }

    fn wanted(&self, fields: &[&'static str]) -> Wanted {
        let here = self.look_ahead();
        let places = [here.field("nodes"), here.field("edges").field("node"), here];
        Wanted::only(fields.iter().copied().filter(|name| places.iter().any(|place| place.field(name).exists())))
    }
}

fn session<'a>(ctx: &'a Context<'_>) -> &'a Session {
    ctx.data_unchecked::<Session>()
}
