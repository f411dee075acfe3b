//! What is projected from the shown card: columns of the header, narrow tables for filters, search rows.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::entity::{self, FeesStated, StoredCard};
use super::read::with_revision;
use super::{AREA, Service, ServiceHeader};
use crate::catalogue::card::{Card, Fees};
use crate::catalogue::{Reference, floor};
use crate::db::Db;
use crate::error::Result;
use crate::search::{self, Texts};
use crate::store;
use crate::text::{LanguageTag, LocalizedText, sort_key};

/// How many rows go into one statement.
const ROWS: usize = 1_000;

/// A service with the card that is shown.
pub(super) type Shown<'a> = (&'a ServiceHeader, &'a StoredCard);

/// Whether a card lies below the floor. A service always has an owner.
pub(super) fn below_floor(card: &Card, language: &LanguageTag) -> bool {
    !floor::missing(card, true, std::slice::from_ref(language)).is_empty()
}

/// Sets the header's columns that stand for the shown card.
pub(super) fn project(header: &mut ServiceHeader, card: &Card, language: &LanguageTag) {
    header.name = card.identity.name.clone();
    header.sort_name = header.name.sort_key(language);
    header.parent_id = card.identity.parent;
    header.kind = card.identity.kind;
    header.fees = match card.fees {
        Fees::Unstated => FeesStated::Unstated,
        Fees::Free => FeesStated::Free,
        Fees::Priced(_) => FeesStated::Priced,
    };
    header.below_floor = below_floor(card, language);
    header.score = i32::from(floor::completeness(card).score);
}

/// Replaces the narrow tables and search rows of services.
pub(super) async fn write(tx: &Db, shown: &[Shown<'_>]) -> Result<()> {
    if shown.is_empty() {
        return Ok(());
    }
    write_tables(tx, shown).await?;
    let texts = texts(tx, shown).await?;
    search::index(tx, AREA, &texts).await
}

/// Replaces the narrow tables of services.
pub(super) async fn write_tables(tx: &Db, shown: &[Shown<'_>]) -> Result<()> {
    let ids: Vec<Uuid> = shown.iter().map(|(header, _)| header.id.0).collect();
    let (mut names, mut categories, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    let (mut channels, mut audiences) = (Vec::new(), Vec::new());
    for (header, card) in shown {
        let service_id = Set(header.id);
        names.extend(sort_keys(&card.identity.name).into_iter().map(|(language, key)| entity::name::ActiveModel {
            service_id: service_id.clone(),
            language: Set(language),
            sort_key: Set(key),
        }));
        let references = card.references();
        categories.extend(references.categories.into_iter().map(|category| entity::category::ActiveModel {
            service_id: service_id.clone(),
            category_id: Set(category),
        }));
        tags.extend(
            references
                .tags
                .into_iter()
                .map(|tag| entity::tag::ActiveModel { service_id: service_id.clone(), tag_id: Set(tag) }),
        );
        let kinds: BTreeSet<_> = card.channels.iter().map(|channel| channel.kind.name()).collect();
        channels.extend(
            kinds
                .into_iter()
                .map(|kind| entity::channel::ActiveModel { service_id: service_id.clone(), kind: Set(kind.into()) }),
        );
        let clients = card.audience.clients.iter().map(|client| client.name());
        let audience = clients.chain(card.audience.residency.iter().map(|residency| residency.name()));
        audiences.extend(audience.map(|audience| entity::audience::ActiveModel {
            service_id: service_id.clone(),
            audience: Set(audience.into()),
        }));
    }
    replace::<entity::name::Entity, _>(tx, entity::name::Column::ServiceId, &ids, names).await?;
    replace::<entity::category::Entity, _>(tx, entity::category::Column::ServiceId, &ids, categories).await?;
    replace::<entity::tag::Entity, _>(tx, entity::tag::Column::ServiceId, &ids, tags).await?;
    replace::<entity::channel::Entity, _>(tx, entity::channel::Column::ServiceId, &ids, channels).await?;
    replace::<entity::audience::Entity, _>(tx, entity::audience::Column::ServiceId, &ids, audiences).await
}

/// One sort key per base language: `fr-CA` sorts among `fr`.
fn sort_keys(name: &LocalizedText) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for (language, text) in name.iter() {
        keys.entry(language.base().to_owned()).or_insert_with(|| sort_key(text));
    }
    keys
}

async fn replace<E, A>(tx: &Db, by: E::Column, ids: &[Uuid], rows: Vec<A>) -> Result<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    E::delete_many().filter(store::any_of(tx, by, ids)).exec(tx).await?;
    insert(tx, rows).await
}

/// Inserts rows, some thousand at a time.
pub(super) async fn insert<E, A>(tx: &Db, rows: Vec<A>) -> Result<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(ROWS).collect::<Vec<_>>()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The texts under which services are found.
async fn texts(tx: &Db, shown: &[Shown<'_>]) -> Result<Vec<Texts>> {
    // Reading the frame inside a transaction that changed it costs several statements; few cards have tags.
    let tagged = shown.iter().any(|(_, card)| !card.references().tags.is_empty());
    let reference = if tagged { Some(tx.reference().await?) } else { None };
    Ok(shown.iter().map(|(header, card)| texts_of(header, card, reference.as_deref())).collect())
}

/// What is found by: code and numbers weigh most, then names, then keywords, then the summary, then the rest.
fn texts_of(header: &ServiceHeader, card: &Card, reference: Option<&Reference>) -> Texts {
    let mut texts = vec![(header.code.clone(), 5)];
    let mut add = |text: &LocalizedText, weight| texts.extend(text.iter().map(|(_, text)| (text.to_owned(), weight)));
    let identity = &card.identity;
    add(&identity.name, 4);
    identity.alternate_names.iter().for_each(|name| add(name, 3));
    let tags = card.references().tags;
    tags.iter().filter_map(|tag| reference?.tag(*tag)).for_each(|tag| add(&tag.name, 3));
    add(&identity.summary, 2);
    add(&identity.output, 2);
    add(&identity.description, 1);
    add(&card.audience.eligibility, 1);
    card.procedure.documents.iter().for_each(|document| add(&document.name, 1));
    texts.extend(identity.external_identifiers.iter().map(|identifier| (identifier.value.clone(), 5)));
    Texts { record: header.id.0, texts }
}

/// The next services by id with the cards that are shown.
pub(super) async fn shown_after(db: &Db, after: Uuid, limit: u64) -> Result<Vec<Service>> {
    use entity::header::{Column, Entity};
    let select = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(limit);
    Ok(with_revision(select).into_model().all(db).await?)
}

/// The texts of the next services by id, for [`search::rebuild`].
pub(crate) async fn texts_after(db: &Db, after: Uuid, limit: u64) -> Result<Vec<Texts>> {
    let services = shown_after(db, after, limit).await?;
    texts(db, &shown(&services)).await
}

/// Each service that has a card, with it.
pub(super) fn shown(services: &[Service]) -> Vec<Shown<'_>> {
    services.iter().filter_map(|service| Some((&service.header, &service.revision.as_ref()?.card))).collect()
}
