//! The catalogue: its frame (departments, other bodies, sites, categories, tags) and its services.

pub mod categories;
pub mod departments;
pub mod imports;
pub mod organizations;
pub mod services;
pub mod sites;
pub mod tags;

use async_graphql::MergedObject;
use crm_core::Error;
use crm_core::rule::Rule;

use crate::node_id::Id;

pub use categories::Category;
pub use departments::Department;
pub(crate) use departments::department;
pub use organizations::Organization;
pub use services::{Revision, Service};
pub use sites::Site;
pub use tags::Tag;

/// Reads of the catalogue.
#[derive(MergedObject, Default)]
pub struct CatalogueQuery(
    departments::DepartmentQuery,
    organizations::OrganizationQuery,
    sites::SiteQuery,
    categories::CategoryQuery,
    tags::TagQuery,
    services::ServicesQuery,
    imports::ImportsQuery,
);

/// Changes of the catalogue.
#[derive(MergedObject, Default)]
pub struct CatalogueMutation(
    departments::DepartmentMutation,
    organizations::OrganizationMutation,
    sites::SiteMutation,
    categories::CategoryMutation,
    tags::TagMutation,
    services::ServicesMutation,
    imports::ImportsMutation,
);

/// How one record is named.
enum Key<I> {
    Id(I),
    Code(String),
}

/// Exactly one of id and code.
fn by_id_or_code<I>(id: Option<Id<I>>, code: Option<String>) -> crm_core::Result<Key<I>> {
    match (id, code) {
        (Some(id), None) => Ok(Key::Id(id.0)),
        (None, Some(code)) => Ok(Key::Code(code)),
        (Some(_), Some(_)) => Err(Error::invalid("code", Rule::Exclusive)),
        (None, None) => Err(Error::invalid("id", Rule::Required)),
    }
}
