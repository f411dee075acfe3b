//! What a line calls the departments and bodies that its service and card name by id.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::Reference;
use crate::catalogue::card::{Body, Card};
use crate::ids::{DepartmentId, OrganizationId};
use crate::text::LocalizedText;

/// Names as they were when a cycle closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Names {
    /// Of departments: who owned the service, who answered, who runs its processes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub departments: BTreeMap<DepartmentId, NamedDepartment>,
    /// Of other bodies that the catalogue keeps.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub bodies: BTreeMap<OrganizationId, LocalizedText>,
}

/// A department, as it was called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDepartment {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: LocalizedText,
}

impl Names {
    /// The names of some departments, and of all departments and bodies on a card.
    pub(super) fn of(
        departments: impl IntoIterator<Item = DepartmentId>,
        card: Option<&Card>,
        frame: &Reference,
    ) -> Self {
        let named = card.map(Card::references).unwrap_or_default();
        let departments: BTreeSet<DepartmentId> = departments.into_iter().chain(named.departments).collect();
        let department = |id| {
            let row = frame.department(id)?;
            Some((id, NamedDepartment { code: row.code.clone(), name: row.name.clone() }))
        };
        let body = |id| Some((id, frame.organization(id)?.name.clone()));
        Self {
            departments: departments.into_iter().filter_map(department).collect(),
            bodies: named.organizations.into_iter().filter_map(body).collect(),
        }
    }

    /// The name of a department by its code.
    pub fn department_by_code(&self, code: &str) -> Option<&LocalizedText> {
        self.departments.values().find(|department| department.code == code).map(|department| &department.name)
    }

    /// The name of a body on the card: as the catalogue kept it, else as the card says it.
    pub fn body<'a>(&'a self, body: &'a Body) -> &'a LocalizedText {
        body.organization.and_then(|id| self.bodies.get(&id)).unwrap_or(&body.name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.departments.is_empty() && self.bodies.is_empty()
    }
}
