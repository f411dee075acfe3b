//! Who answers for a service.

use serde::{Deserialize, Serialize};

use crate::text::LocalizedText;

use super::common::Body;
use super::validate::{NAME, Walk};

/// Who answers for a service, beside the department that owns it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ownership {
    /// The post, not the person, that answers for it.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub accountable_post: LocalizedText,
    /// The body in whose name it is given (CPSV-AP `m8g:hasCompetentAuthority`).
    #[serde(skip_serializing_if = "Body::is_empty")]
    pub competent_authority: Body,
    /// The programme it belongs to, as the Canadian inventory states it.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub programme: LocalizedText,
    /// Bodies that carry it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub producers: Vec<Body>,
    /// Bodies that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Body>,
}

impl Ownership {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { accountable_post, competent_authority, programme, producers, partners } = self;
        walk.text("accountablePost", accountable_post, NAME);
        walk.within("competentAuthority", |walk| competent_authority.check(walk));
        walk.text("programme", programme, 5_000);
        walk.each("producers", producers, |walk, body| body.check_named(walk));
        walk.each("partners", partners, |walk, body| body.check_named(walk));
    }
}
