//! How much a request may ask for.

use crm_core::Actor;

/// What the gate holds requests to. [`Limits::default`] is what an installation has that sets nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document; long texts belong into variables, which are far cheaper to read.
    pub bytes: usize,
    /// Names, numbers, texts and signs in the document.
    pub tokens: usize,
    /// How deep fields may nest, through fragments too. Selections as such may nest twice as deep, so that fragments
    /// have room; lists and objects inside a value, as deep.
    pub depth: usize,
    /// Aliases in the document.
    pub aliases: usize,
    /// Directives on one field, fragment or operation.
    pub directives: usize,
    /// Fields at the root of an operation, through fragments.
    pub root_fields: usize,
    /// Fields, fragments and the parts of values, once every fragment stands written out where it is used.
    pub expanded: usize,
    /// Cost of a request by the public: anonymous callers and kiosks.
    pub cost_public: usize,
    /// Cost of a request by everyone who signed in as staff or as a system.
    pub cost: usize,
    /// Values in the variables, with those inside lists and objects.
    pub variables: usize,
    /// Entries of one list given as a value.
    pub list: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 18,
            tokens: 10_000,
            depth: 16,
            aliases: 30,
            directives: 10,
            root_fields: 20,
            expanded: 20_000,
            cost_public: 10_000,
            cost: 20_000,
            variables: 10_000,
            list: 200,
        }
    }
}

impl Limits {
    /// The greatest [`depth`](Self::depth): the parser follows no more than twice that.
    pub const MAX_DEPTH: usize = 32;

    /// No limits, save those that keep the process alive: for a host that writes its documents itself.
    pub fn wide() -> Self {
        Self {
            bytes: usize::MAX,
            tokens: usize::MAX,
            depth: Self::MAX_DEPTH,
            aliases: usize::MAX,
            directives: usize::MAX,
            root_fields: usize::MAX,
            expanded: usize::MAX,
            cost_public: usize::MAX,
            cost: usize::MAX,
            variables: usize::MAX,
            list: usize::MAX,
        }
    }

    /// How deep selections may nest.
    pub(crate) fn nesting(&self) -> usize {
        self.depth.min(Self::MAX_DEPTH) * 2
    }

    /// What a request of an actor may cost.
    pub(crate) fn cost_of(&self, actor: &Actor) -> usize {
        match actor {
            Actor::Staff(_) | Actor::Integration(_) | Actor::System(_) => self.cost,
            _ => self.cost_public,
        }
    }
}
