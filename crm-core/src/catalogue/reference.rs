//! What every request reads and few change, held in memory per process: departments, sites, categories, other
//! bodies, tags, headings of services.
//!
//! A write of this kind bumps one version row in its transaction. The process that wrote reads anew at once;
//! others look at the version at most once a second, so they are at most one second stale, a request at its beginning
//! ([`Db::for_request`]). Inside a transaction that itself changed the frame, everything is read from that transaction.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use tokio::sync::Mutex;

use super::services::{self, ServiceHeading};
use super::structure::categories::{self, Category};
use super::structure::departments::{self, Department};
use super::structure::organizations::{self, Organization};
use super::structure::sites::{self, Site};
use super::structure::tags::{self, Tag};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CategoryId, DepartmentId, OrganizationId, ServiceId, SiteId, TagId};

/// How long a process may go without looking at the version.
const STALE: Duration = Duration::from_secs(1);

/// The frame of one moment.
#[derive(Debug, Default)]
pub struct Reference {
    departments: Vec<Department>,
    department_ids: HashMap<DepartmentId, usize>,
    organizations: HashMap<OrganizationId, Organization>,
    sites: HashMap<SiteId, Site>,
    categories: HashMap<CategoryId, Category>,
    tags: HashMap<TagId, Tag>,
    services: HashMap<ServiceId, ServiceHeading>,
    service_codes: HashMap<String, ServiceId>,
}

#[derive(Default)]
struct Slot(Mutex<Option<Held>>);

struct Held {
    reference: Arc<Reference>,
    version: i64,
    epoch: u64,
    looked: Instant,
}

impl Db {
    /// The same database for one request of several reads: the frame is looked for now, and not again before the
    /// request's end unless this process changes it.
    pub async fn for_request(&self) -> Self {
        let db = self.asked_now();
        if let Err(error) = db.reference().await {
            // Whoever needs the frame asks again, and answers the error.
            tracing::debug!(%error, "the frame cannot be read");
        }
        db
    }

    /// The frame as of now, see [`Reference`].
    pub async fn reference(&self) -> Result<Arc<Reference>> {
        if self.touched() {
            return Ok(Arc::new(Reference::load(self).await?));
        }
        let slot = self.memory::<Slot>();
        let mut held = slot.0.lock().await;
        let epoch = self.epoch();
        let fresh = |held: &&Held| held.epoch == epoch && self.asked().saturating_duration_since(held.looked) < STALE;
        if let Some(held) = held.as_ref().filter(fresh) {
            return Ok(Arc::clone(&held.reference));
        }
        let looked = Instant::now();
        let version = version(self).await?;
        let reference = match &*held {
            Some(held) if held.version == version => Arc::clone(&held.reference),
            _ => Arc::new(Reference::load(self).await?),
        };
        *held = Some(Held { reference: Arc::clone(&reference), version, epoch, looked });
        Ok(reference)
    }
}

/// Tells that the frame changes in this transaction. Called by every operation that writes it.
pub(crate) async fn changed(tx: &Db) -> Result<()> {
    tx.execute_unprepared("UPDATE reference_version SET version = version + 1 WHERE id = 1").await?;
    tx.touch();
    Ok(())
}

async fn version(db: &Db) -> Result<i64> {
    let rows = db.read_raw("SELECT version FROM reference_version WHERE id = 1", []).await?;
    Ok(rows.first().map(|row| row.try_get("", "version")).transpose()?.unwrap_or_default())
}

impl Reference {
    async fn load(db: &Db) -> Result<Self> {
        let departments = departments::all(db).await?;
        let services = services::headings(db).await?;
        Ok(Self {
            service_codes: services.iter().map(|row| (row.code.clone(), row.id)).collect(),
            services: services.into_iter().map(|row| (row.id, row)).collect(),
            department_ids: departments.iter().enumerate().map(|(place, row)| (row.id, place)).collect(),
            departments,
            organizations: organizations::all(db).await?.into_iter().map(|row| (row.id, row)).collect(),
            sites: sites::all(db).await?.into_iter().map(|row| (row.id, row)).collect(),
            categories: categories::all(db).await?.into_iter().map(|row| (row.id, row)).collect(),
            tags: tags::all(db).await?.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    /// A department.
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.department_ids.get(&id).and_then(|place| self.departments.get(*place))
    }

    /// A department by its code.
    pub fn department_by_code(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|row| row.code == code)
    }

    /// Every department, by name.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }

    /// A department and all below it in the tree.
    pub fn below(&self, root: DepartmentId) -> BTreeSet<DepartmentId> {
        departments::below(&self.departments, root)
    }

    /// Departments with all below them.
    pub fn within<'a>(&self, roots: impl IntoIterator<Item = &'a DepartmentId>) -> BTreeSet<DepartmentId> {
        roots.into_iter().flat_map(|root| self.below(*root)).collect()
    }

    /// The first of some departments that lies below none of the others.
    pub fn topmost(&self, some: &BTreeSet<DepartmentId>) -> Option<DepartmentId> {
        let parent = |id: DepartmentId| self.department(id).and_then(|row| row.parent_id);
        some.iter().copied().find(|id| parent(*id).is_none_or(|parent| !some.contains(&parent)))
    }

    /// Another body.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.organizations.get(&id)
    }

    /// A site.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.get(&id)
    }

    /// A site by its code.
    pub fn site_by_code(&self, code: &str) -> Option<&Site> {
        self.sites.values().find(|row| row.code == code)
    }

    /// A category by its code.
    pub fn category_by_code(&self, code: &str) -> Option<&Category> {
        self.categories.values().find(|row| row.code == code)
    }

    /// Every category.
    pub fn categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.values()
    }

    /// A category.
    pub fn category(&self, id: CategoryId) -> Option<&Category> {
        self.categories.get(&id)
    }

    /// A tag.
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        self.tags.get(&id)
    }

    /// A category and all below it in the tree.
    pub fn categories_below(&self, root: CategoryId) -> BTreeSet<CategoryId> {
        let mut below = BTreeSet::from([root]);
        loop {
            let before = below.len();
            let inside = |row: &&Category| row.parent_id.is_some_and(|parent| below.contains(&parent));
            let next: Vec<_> = self.categories.values().filter(inside).map(|row| row.id).collect();
            below.extend(next);
            if below.len() == before {
                return below;
            }
        }
    }

    /// The heading of a service, in any state.
    pub fn service(&self, id: ServiceId) -> Option<&ServiceHeading> {
        self.services.get(&id)
    }

    /// The heading of a service by its code.
    pub fn service_by_code(&self, code: &str) -> Option<&ServiceHeading> {
        self.service_codes.get(code).and_then(|id| self.services.get(id))
    }
}
