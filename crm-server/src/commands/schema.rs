//! `schema export`.

use crate::failure::Outcome;

/// Prints the schema; needs neither database nor server.
pub(super) fn export() -> Outcome {
    print!("{}", crm_graphql::sdl());
    Outcome::Done
}
