//! Why personal data is read: a code of the installation's list, which the record and the access log keep.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::op::Actor;
use crate::policy::Role;
use crate::rule::Rule;

/// A purpose of reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Purpose(Arc<str>);

impl Purpose {
    /// The purposes every installation knows.
    pub const KNOWN: &'static [&'static str] =
        &["service_delivery", "complaint_handling", "data_quality", "legal_obligation", "oversight", "maintenance"];

    /// Serving the person at hand.
    pub fn service_delivery() -> Self {
        Self("service_delivery".into())
    }

    /// The software's own upkeep.
    pub fn maintenance() -> Self {
        Self("maintenance".into())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What an actor reads for when it does not say: of a member of staff with several roles, serving comes first.
    pub(crate) fn usual_of(actor: &Actor) -> Self {
        match actor {
            Actor::System(_) => Self::maintenance(),
            Actor::Staff(staff) => {
                let of_roles = staff.grants.iter().map(|grant| grant.role.purpose());
                of_roles
                    .min_by_key(|code| *code != SERVING)
                    .map_or_else(Self::service_delivery, |code| Self(code.into()))
            }
            _ => Self::service_delivery(),
        }
    }
}

const SERVING: &str = "service_delivery";

impl Role {
    /// The code of the purpose for which holders of the role read when they do not say.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Admin => "maintenance",
            Self::CatalogueManager | Self::CommitteeSecretary | Self::CommitteeMember | Self::Verifier => {
                "data_quality"
            }
            Self::PrivacyOfficer | Self::Auditor => "oversight",
            Self::DepartmentEditor | Self::DepartmentHead | Self::Agent | Self::Reader => SERVING,
        }
    }
}

/// The purposes of an installation: those every one knows, and its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purposes {
    own: BTreeSet<Arc<str>>,
}

impl Purposes {
    /// The known purposes and these: codes of small Latin letters, digits and underscores, at most 40 characters.
    pub fn with<'a>(own: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let own: BTreeSet<Arc<str>> = own.into_iter().map(Arc::from).collect();
        let sound = |code: &Arc<str>| {
            (1..=40).contains(&code.len())
                && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if own.iter().all(sound) { Ok(Self { own }) } else { Err(Error::invalid("purposes", Rule::Malformed)) }
    }

    /// The purpose of a code; one that is not on the list breaks [`Rule::Purpose`].
    pub fn find(&self, code: &str) -> Result<Purpose> {
        let code = code.trim();
        if Purpose::KNOWN.contains(&code) || self.own.contains(code) {
            Ok(Purpose(code.into()))
        } else {
            Err(Error::invalid("purpose", Rule::Purpose))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OpContext;
    use crate::ids::StaffId;
    use crate::op::{Grant, StaffActor};

    #[test]
    fn an_installation_adds_to_the_known_purposes() {
        let purposes = Purposes::with(["seasonal_camps"]).unwrap();
        for code in ["seasonal_camps", "oversight", " service_delivery "] {
            assert_eq!(purposes.find(code).unwrap().as_str(), code.trim());
        }
        assert!(purposes.find("curiosity").is_err() && Purposes::default().find("seasonal_camps").is_err());
        for wrong in ["", "Camps", "two words", "غرض", &"x".repeat(41)] {
            assert!(Purposes::with([wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_role_has_a_known_purpose_and_serving_comes_first() {
        assert!(Role::ALL.iter().all(|role| Purpose::KNOWN.contains(&role.purpose())));
        let holding = |roles: &[Role]| {
            let grant = |role: &Role| Grant { role: *role, department: None, reach: Arc::default() };
            let grants = roles.iter().map(grant).collect();
            let actor = Actor::Staff(StaffActor { id: StaffId(uuid::Uuid::nil()), grants });
            OpContext::for_actor(actor).purpose.as_str().to_owned()
        };
        assert_eq!(holding(&[Role::Auditor]), "oversight");
        assert_eq!(holding(&[Role::Auditor, Role::Agent]), "service_delivery");
        assert_eq!(holding(&[]), "service_delivery");
    }
}
