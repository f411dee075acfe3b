//! The GraphQL schema of Mustafid over `crm-core`. No SQL, no HTTP, no rules: a resolver takes its arguments apart,
//! calls one operation and gives its answer a GraphQL form.
//!
//! # How an area is added
//!
//! 1. A file (or folder) `things.rs` with `ThingsQuery` and `ThingsMutation`, both unit structs with `Default`
//!    and `#[Object]`; merge them into [`Query`] and [`Mutation`] below.
//! 2. Each record is a newtype over the core's row, `pub struct Thing(pub core::Thing)` with `From`, and `#[Object]`
//!    fields chosen by hand. Doc comments become the schema's text: every type, field and argument has one (arguments:
//!    `#[graphql(desc = "…")]`). Ids are [`Id<ThingId>`](node_id::Id), times and texts the types of [`scalars`]. Enums
//!    are `#[graphql(remote = "…")]` with every name written out.
//! 3. `ctx.db()`, `ctx.op()`, `ctx.loaders()` come from [`context::Call`]. Core errors pass with `?`: [`errors`] gives
//!    them their form. A lookup that answers null is `errors::found(things::get(..).await)?`.
//! 4. A list: arguments `filter`, `first`, `after`, `last`, `before`; then
//!    `let page = page_request(ctx, (first, after), (last, before))?;` and
//!    `Ok(Connection::of(things::list(ctx.db(), ctx.op(), filter, &page).await?))`. Filters are declared with `filter!`;
//!    what the list costs the [`gate`] reads from its arguments.
//! 5. A mutation: a payload declared with `payload!`, and
//!    `ThingPayload::of(ctx, async { things::make(ctx.db(), ctx.op(), input.try_into()?).await }).await`.
//! 6. Associations: `loads!(ThingId => core::Thing, things::many);` once, then
//!    `Ok(ctx.loaders().load_one(id).await?.map(Thing::from))`; a nullable field.
//! 7. The record joins [`node::Node`] and its `lookup`.
//! 8. `UPDATE_SCHEMA=1 cargo nextest run -p crm-tests schema` writes `schema.graphql` anew.

pub mod access;
pub mod audit;
pub mod beneficiaries;
pub mod catalogue;
pub mod codes;
pub mod connection;
pub mod context;
pub mod documents;
pub mod engine;
pub mod errors;
pub mod files;
pub mod filter;
pub mod gate;
pub mod interactions;
pub mod inventory;
pub mod jobs;
pub mod node;
pub mod node_id;
pub mod payload;
pub mod released;
pub mod scalars;
pub mod sheets;
pub mod staff;

use async_graphql::{MergedObject, MergedSubscription};
use crm_core::Db;

pub use async_graphql::parser::types::OperationType;
pub use async_graphql::{Request, Response, Variables};
pub use engine::{Schema, execute, execute_stream};
pub use gate::{Limits, Verdict};

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    node::NodeQuery,
    staff::StaffQuery,
    staff::TokensQuery,
    catalogue::CatalogueQuery,
    beneficiaries::BeneficiariesQuery,
    interactions::InteractionsQuery,
    interactions::mentions::MentionsQuery,
    inventory::InventoryQuery,
    audit::AuditQuery,
    audit::AuditVerificationQuery,
    access::AccessQuery,
    files::DocumentsQuery,
    jobs::JobsQuery,
);

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    staff::StaffMutation,
    staff::SignInMutation,
    staff::TokensMutation,
    catalogue::CatalogueMutation,
    beneficiaries::BeneficiariesMutation,
    interactions::InteractionsMutation,
    interactions::mentions::MentionsMutation,
    inventory::InventoryMutation,
    files::DocumentsMutation,
    jobs::JobsMutation,
);

/// What can be followed as it happens.
#[derive(MergedSubscription, Default)]
pub struct Subscription(interactions::live::InteractionsSubscription, catalogue::services::live::ServicesSubscription);

/// The schema over a database, with the default limits.
pub fn schema(db: Db) -> Schema {
    schema_with(db, &Limits::default())
}

/// The schema over a database, with limits of the installation's choice.
pub fn schema_with(db: Db, limits: &Limits) -> Schema {
    Schema::build(Some(db), limits)
}

/// The schema in GraphQL's schema language.
pub fn sdl() -> String {
    Schema::build(None, &Limits::default()).sdl()
}
