//! What became of a service from one cycle to another.

use super::Line;
use crate::catalogue::changes::{Change, changes};
use crate::error::Result;
use crate::ids::ServiceId;
use crate::inventory::items::{ItemOutcome, ItemState};
use crate::names::names;
use crate::text::LocalizedText;

names! {
    /// Whether the body offers a service still.
    Fate {
        /// It did and does.
        Kept = "kept",
        /// It does, and did not.
        New = "new",
        /// It did, and does not.
        Gone = "gone",
    }
}

/// How a service stood in one of the cycles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: LocalizedText,
    /// Code of the department that owned it.
    pub owner: String,
    /// What that department was called then; a line of an early version does not say.
    pub owner_name: Option<LocalizedText>,
    /// Where its item stood.
    pub state: ItemState,
    /// What the answer came to.
    pub outcome: Option<ItemOutcome>,
}

/// What became of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The service.
    pub service: ServiceId,
    /// Whether it is offered still.
    pub fate: Fate,
    /// Its name differs in a language that both cards have.
    pub renamed: bool,
    /// Another department owns it.
    pub moved: bool,
    /// In the earlier cycle, if it was there.
    pub old: Option<Standing>,
    /// In the later cycle, if it is there.
    pub new: Option<Standing>,
    /// What differs between the cards of a service that is kept, field by field.
    pub changes: Vec<Change>,
}

impl Difference {
    /// Whether anything differs.
    pub fn is_any(&self) -> bool {
        self.fate != Fate::Kept || self.moved || !self.changes.is_empty()
    }

    /// What the later cycle's answer came to, once it was verified.
    pub fn outcome(&self) -> Option<ItemOutcome> {
        self.new.as_ref().filter(|new| new.state == ItemState::Accepted).and_then(|new| new.outcome)
    }
}

/// Compares the lines of one service; none when neither cycle found it offered.
pub fn difference(old: Option<&Line>, new: Option<&Line>) -> Result<Option<Difference>> {
    let offered = |line: Option<&Line>| line.is_some_and(Line::is_offered);
    let fate = match (offered(old), offered(new)) {
        (true, true) => Fate::Kept,
        (false, true) => Fate::New,
        (true, false) => Fate::Gone,
        (false, false) => return Ok(None),
    };
    let Some(service) = new.or(old).map(|line| line.service.id) else { return Ok(None) };
    let (mut renamed, mut moved, mut differing) = (false, false, Vec::new());
    if let (Fate::Kept, Some(old), Some(new)) = (fate, old, new) {
        let (before, after) = (&old.service.name, &new.service.name);
        renamed = before.iter().any(|(language, name)| after.exact(language).is_some_and(|after| after != name));
        moved = old.service.owner != new.service.owner;
        differing = changes(old.card(), new.card())?;
    }
    let (old, new) = (old.map(Standing::of), new.map(Standing::of));
    Ok(Some(Difference { service, fate, renamed, moved, old, new, changes: differing }))
}

impl Standing {
    fn of(line: &Line) -> Self {
        Self {
            code: line.service.code.clone(),
            name: line.service.name.clone(),
            owner: line.service.owner.clone(),
            owner_name: line.owner_name().cloned(),
            state: line.item.state,
            outcome: line.item.outcome,
        }
    }
}
