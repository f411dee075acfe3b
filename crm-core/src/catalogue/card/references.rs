//! The records that a card names by id, so that an operation can look all of them up at once.

use std::collections::BTreeSet;

use crate::ids::{CategoryId, DepartmentId, OrganizationId, ServiceId, SiteId, TagId};

use super::{Body, Card};

/// Every record that a card names, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Parent and related services.
    pub services: BTreeSet<ServiceId>,
    /// Other bodies.
    pub organizations: BTreeSet<OrganizationId>,
    /// Owners of processes.
    pub departments: BTreeSet<DepartmentId>,
    /// Sites of channels.
    pub sites: BTreeSet<SiteId>,
    /// Categories.
    pub categories: BTreeSet<CategoryId>,
    /// Segments, themes, life events, keywords.
    pub tags: BTreeSet<TagId>,
}

impl Card {
    /// Every record that the card names.
    pub fn references(&self) -> References {
        let (ownership, procedure, classes) = (&self.ownership, &self.procedure, &self.classes);
        let bodies = [&ownership.competent_authority]
            .into_iter()
            .chain(&ownership.producers)
            .chain(&ownership.partners)
            .chain(procedure.documents.iter().map(|document| &document.held_by))
            .chain(self.integrations.iter().map(|integration| &integration.body));
        let tags = [&self.audience.segments, &classes.themes, &classes.life_events, &classes.keywords];
        References {
            services: self.identity.parent.into_iter().chain(self.relations.iter().map(|r| r.service)).collect(),
            organizations: bodies.filter_map(|body: &Body| body.organization).collect(),
            departments: procedure.processes.iter().filter_map(|process| process.owner).collect(),
            sites: self.channels.iter().flat_map(|channel| channel.sites.iter().copied()).collect(),
            categories: classes.categories.iter().copied().collect(),
            tags: tags.into_iter().flatten().copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::card::samples;

    #[test]
    fn every_id_of_the_full_card_is_found() {
        let found = samples::full().references();
        let text = samples::full().document().unwrap().to_string();
        let ids: std::collections::BTreeSet<_> =
            text.match_indices("00000000-0000-").map(|(at, _)| text[at..at + 36].to_owned()).collect();
        let count = found.services.len()
            + found.organizations.len()
            + found.departments.len()
            + found.sites.len()
            + found.categories.len()
            + found.tags.len();
        assert_eq!(count, ids.len());
    }
}
