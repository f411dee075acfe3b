//! The bookkeeping of nested scopes; the statements that go with it are sent by [`open`](super::open).

use sea_orm::DbErr;

/// The savepoints that are open, outermost first; scope 0 is the transaction itself.
pub(super) struct Scopes {
    open: Vec<u32>,
    next: u32,
    /// A scope that was dropped unfinished: the next statement first rolls back to it.
    abandoned: Option<u32>,
    /// A scope with a statement that is under way, failed, or was cancelled: until it is known to have succeeded.
    failed: Option<u32>,
}

impl Scopes {
    /// A number for a new scope, greater than those of the scopes around it.
    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Opens a scope in the innermost one, which a drop elsewhere may meanwhile have ended.
    pub(super) fn enter(&mut self, outer: u32, inner: u32) -> Result<(), DbErr> {
        self.innermost(outer)?;
        self.open.push(inner);
        Ok(())
    }

    /// Takes a scope, with those inside it, off the open ones. Tells whether it was there.
    pub(super) fn leave(&mut self, scope: u32) -> bool {
        let place = self.open.iter().position(|s| *s == scope);
        self.open.truncate(place.unwrap_or(self.open.len()));
        place.is_some()
    }

    /// Notes a scope that was dropped unfinished; those inside it go with it.
    pub(super) fn abandon(&mut self, scope: u32) {
        if self.leave(scope) {
            self.abandoned = Some(self.abandoned.map_or(scope, |other| other.min(scope)));
        }
    }

    fn innermost(&self, scope: u32) -> Result<(), DbErr> {
        match self.open.last() {
            Some(top) if *top == scope => Ok(()),
            _ if self.open.contains(&scope) => Err(misuse("an inner transaction is open")),
            _ => Err(misuse("the inner transaction is over")),
        }
    }

    /// Fails unless the scope may send a statement.
    pub(super) fn usable(&self, scope: u32) -> Result<(), DbErr> {
        self.innermost(scope)?;
        if self.failed == Some(scope) {
            return Err(misuse("a statement failed or was cancelled before; the transaction can only roll back"));
        }
        Ok(())
    }

    /// What must be rolled back to before the next statement.
    pub(super) fn abandoned(&self) -> Option<u32> {
        self.abandoned
    }

    /// Notes that the database rolled back to a scope, unless one further out was abandoned meanwhile.
    pub(super) fn rolled_back(&mut self, scope: u32) {
        self.abandoned.take_if(|abandoned| *abandoned == scope);
    }

    /// Notes that a statement of a scope is under way.
    pub(super) fn sending(&mut self, scope: u32) {
        self.failed = Some(scope);
    }

    /// Notes that it succeeded.
    pub(super) fn succeeded(&mut self) {
        self.failed = None;
    }
}

impl Default for Scopes {
    fn default() -> Self {
        Self { open: vec![0], next: 1, abandoned: None, failed: None }
    }
}

/// A handle was used in a way that its scope does not allow: a defect of the operation.
pub(super) fn misuse(what: &str) -> DbErr {
    DbErr::Custom(what.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(depth: u32) -> Scopes {
        let mut scopes = Scopes::default();
        for outer in 0..depth {
            let inner = scopes.number();
            scopes.enter(outer, inner).unwrap();
        }
        scopes
    }

    #[test]
    fn only_the_innermost_scope_is_usable() {
        let mut scopes = entered(2);
        assert!(scopes.usable(2).is_ok() && scopes.usable(1).is_err() && scopes.usable(0).is_err());
        assert!(scopes.leave(2));
        assert!(scopes.usable(2).is_err() && scopes.usable(1).is_ok());
    }

    #[test]
    fn scopes_dropped_together_roll_back_to_the_outermost() {
        for order in [[3, 2], [2, 3]] {
            let mut scopes = entered(3);
            for scope in order {
                scopes.abandon(scope);
            }
            assert_eq!(scopes.abandoned(), Some(2));
            assert!(scopes.usable(1).is_ok());
        }
    }

    #[test]
    fn a_scope_dropped_during_the_rollback_of_another_is_not_forgotten() {
        let mut scopes = entered(2);
        scopes.abandon(2);
        scopes.abandon(1);
        scopes.rolled_back(2);
        assert_eq!(scopes.abandoned(), Some(1));
        scopes.rolled_back(1);
        assert_eq!(scopes.abandoned(), None);
    }

    #[test]
    fn a_scope_that_ended_meanwhile_is_neither_entered_nor_left() {
        let mut scopes = entered(2);
        let late = scopes.number();
        scopes.abandon(1);
        assert!(scopes.enter(2, late).is_err());
        assert!(!scopes.leave(2));
        assert!(scopes.usable(0).is_ok(), "the outer scope stays");
    }

    #[test]
    fn a_failed_statement_closes_its_scope_and_no_other() {
        let mut scopes = entered(1);
        scopes.sending(1);
        assert!(scopes.usable(1).is_err());
        scopes.abandon(1);
        assert!(scopes.usable(0).is_ok());
        scopes.sending(0);
        scopes.succeeded();
        assert!(scopes.usable(0).is_ok());
    }
}
