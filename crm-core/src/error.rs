//! The one error of the library. Every variant has a stable [`code`](Error::code); `Display` is safe to
//! show to a caller, and database text is reachable through [`source`](std::error::Error::source) only.

use crate::ids::BeneficiaryId;
use crate::rule::Rule;

/// The result of every operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not happen. Nothing was written when an error comes back; a bulk load (`register_many`,
/// `log_many`) keeps the whole chunks of 500 before the one that failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The record does not exist, or the actor may not see it: the two are never told apart.
    #[error("{entity} not found")]
    NotFound {
        /// Kind of the record, see [`RecordId::KIND`](crate::ids::RecordId::KIND).
        entity: &'static str,
    },
    /// Some input breaks a rule. The caller mends the named fields and repeats.
    #[error("invalid input: {}", list(.fields))]
    Invalid {
        /// Every broken field, in the order of the input.
        fields: Vec<FieldError>,
    },
    /// The record changed since the caller read it. Read it again and repeat with its version.
    #[error("{entity} was changed by someone else; it is at version {current} now")]
    Conflict {
        /// Kind of the record.
        entity: &'static str,
        /// The version now stored.
        current: i32,
    },
    /// The life cycle has no such move from the present state.
    #[error("{entity} cannot go from {from} to {to}")]
    NotAllowed {
        /// Kind of the record.
        entity: &'static str,
        /// The present state.
        from: String,
        /// The state, or the act, that was asked for.
        to: String,
    },
    /// Several people match. Nothing was written; the caller names one of the candidates.
    #[error("several beneficiaries match")]
    Ambiguous {
        /// At most ten candidates, in a steady order.
        candidates: Vec<BeneficiaryId>,
    },
    /// The actor is known and has no right to do this.
    #[error("not permitted: {permission}")]
    Forbidden {
        /// The missing permission's name.
        permission: &'static str,
    },
    /// No actor, or its token is unknown, expired or revoked.
    #[error("sign-in required")]
    Unauthenticated,
    /// The database, or a part that must not fail, does not answer. Repeat later.
    #[error("temporarily unavailable")]
    Unavailable(#[source] Option<Cause>),
    /// The database refused in a way no rule foresaw: a defect of this software or its set-up.
    #[error("internal error")]
    Database(#[source] Cause),
    /// A stored value cannot be read: a wrong key, a damaged row, a newer writer.
    #[error("a stored value cannot be read: {what}")]
    Corrupt {
        /// What could not be read, without its content.
        what: &'static str,
    },
    /// The installation is not fit to start; the text names the remedy.
    #[error("{0}")]
    Setup(String),
}

/// What lies behind an error, for logs only.
pub type Cause = Box<dyn std::error::Error + Send + Sync + 'static>;

/// One broken field of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where, from the command's root: `["identifiers", "0", "value"]`. Names are camelCase as on the wire.
    pub path: Vec<String>,
    /// Which rule.
    pub rule: Rule,
}

impl FieldError {
    /// A broken rule at a dotted path such as `identifiers.0.value`; the empty path is the whole input.
    pub fn new(path: &str, rule: Rule) -> Self {
        let path = path.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { path, rule }
    }
}

impl Error {
    /// The stable code that callers may depend on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "NOT_FOUND",
            Self::Invalid { .. } => "INVALID",
            Self::Conflict { .. } => "CONFLICT",
            Self::NotAllowed { .. } => "NOT_ALLOWED",
            Self::Ambiguous { .. } => "AMBIGUOUS",
            Self::Forbidden { .. } => "FORBIDDEN",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Unavailable(_) => "UNAVAILABLE",
            Self::Database(_) | Self::Corrupt { .. } | Self::Setup(_) => "INTERNAL",
        }
    }

    /// One broken rule at one field.
    pub fn invalid(path: &str, rule: Rule) -> Self {
        Self::Invalid { fields: vec![FieldError::new(path, rule)] }
    }

    /// `NotFound` for the kind of an id type.
    pub fn not_found<I: crate::ids::RecordId>() -> Self {
        Self::NotFound { entity: I::KIND }
    }

    /// Puts a prefix before the paths of an [`Error::Invalid`]; other errors pass unchanged.
    #[must_use]
    pub fn under(self, prefix: &str) -> Self {
        match self {
            Self::Invalid { fields } => Self::Invalid {
                fields: fields
                    .into_iter()
                    .map(|field| {
                        let mut at = FieldError::new(prefix, field.rule);
                        at.path.extend(field.path);
                        at
                    })
                    .collect(),
            },
            other => other,
        }
    }
}

/// Gathers broken fields, so that a caller learns all of them at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Notes a broken rule unless `ok`.
    pub fn that(&mut self, ok: bool, path: &str, rule: Rule) -> &mut Self {
        if !ok {
            self.0.push(FieldError::new(path, rule));
        }
        self
    }

    /// Takes the value of a result, or notes its broken fields under `path`; other errors pass through.
    pub fn take<T>(&mut self, path: &str, result: Result<T>) -> Result<Option<T>> {
        match result.map_err(|error| error.under(path)) {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid { fields }) => {
                self.0.extend(fields);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Like [`done`](Self::done), at the end of a chain.
    pub fn result(&mut self) -> Result<()> {
        std::mem::take(self).done()
    }

    /// Fails with everything noted, if anything was.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid { fields: self.0 }) }
    }
}

/// validator's own messages repeat the rejected value, so only its codes are taken over.
impl From<validator::ValidationErrors> for Error {
    fn from(errors: validator::ValidationErrors) -> Self {
        let mut fields = Vec::new();
        collect(&errors, &mut Vec::new(), &mut fields);
        fields.sort_by(|a, b| a.path.cmp(&b.path));
        Self::Invalid { fields }
    }
}

fn collect(errors: &validator::ValidationErrors, path: &mut Vec<String>, out: &mut Vec<FieldError>) {
    use validator::ValidationErrorsKind as Kind;
    for (name, kind) in errors.errors() {
        path.push(camel(name));
        match kind {
            Kind::Struct(inner) => collect(inner, path, out),
            Kind::List(list) => {
                for (index, inner) in list {
                    path.push(index.to_string());
                    collect(inner, path, out);
                    path.pop();
                }
            }
            Kind::Field(list) => {
                for error in list {
                    out.push(FieldError { path: path.clone(), rule: Rule::from_validator(error) });
                }
            }
        }
        path.pop();
    }
}

fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut up = false;
    for c in name.chars() {
        match c {
            '_' => up = true,
            c if up => {
                out.extend(c.to_uppercase());
                up = false;
            }
            c => out.push(c),
        }
    }
    out
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        use sea_orm::DbErr;
        let lost = match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            #[cfg(any(feature = "sqlite", feature = "postgres"))]
            DbErr::Exec(sea_orm::RuntimeErr::SqlxError(inner))
            | DbErr::Query(sea_orm::RuntimeErr::SqlxError(inner)) => lost(inner),
            _ => false,
        };
        if lost { Self::Unavailable(Some(Box::new(error))) } else { Self::Database(Box::new(error)) }
    }
}

/// Whether the connection, not the statement, is what failed: the caller may repeat.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
        // 57P0x: the server is shutting down; 53xxx: out of resources; 40001/40P01: serialization, deadlock;
        // 5: SQLITE_BUSY after the busy timeout
        sqlx::Error::Database(db) => db.code().is_some_and(|c| {
            c.starts_with("57P") || c.starts_with("53") || c.starts_with("40") || c == "5" || c == "517"
        }),
        _ => false,
    }
}

fn list(fields: &[FieldError]) -> String {
    let parts: Vec<_> = fields.iter().map(|f| format!("{} {}", f.path.join("."), f.rule.code())).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_and_prefixed() {
        let Error::Invalid { fields } = Error::invalid("value", Rule::Required).under("identifiers.0") else {
            unreachable!()
        };
        assert_eq!(fields[0].path, ["identifiers", "0", "value"]);
    }

    #[test]
    fn names_become_camel_case() {
        assert_eq!(camel("due_on_date"), "dueOnDate");
    }
}
