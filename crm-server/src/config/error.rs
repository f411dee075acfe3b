//! What can be wrong with a configuration; each message says where and what to do.

use std::path::PathBuf;

use super::Origin;

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A name that no setting has.
    #[error("{origin}: there is no setting {name}{}", hint(nearest.as_deref()))]
    Unknown {
        /// The name as it was given.
        name: String,
        /// Where.
        origin: String,
        /// The setting that was probably meant.
        nearest: Option<String>,
    },
    /// A value that its setting does not take. The value of a secret is not repeated.
    #[error("{origin}: {key} cannot be {value}: {why}")]
    Value {
        /// The setting.
        key: &'static str,
        /// The value as it was given, or `***`.
        value: String,
        /// Where.
        origin: Origin,
        /// What is wrong with it.
        why: String,
    },
    /// A setting that another one needs.
    #[error("{with} needs {key} beside it")]
    Missing {
        /// The setting that is not given.
        key: &'static str,
        /// The one that needs it.
        with: &'static str,
    },
    /// A bucket that cannot be used as it is named.
    #[error("documents.bucket cannot be used: {why}")]
    Bucket {
        /// What is wrong with it.
        why: String,
    },
    /// A file that cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system or the parser says.
        why: String,
    },
    /// A secret was given twice.
    #[error("{variable} and {variable}_FILE are both set; keep one")]
    Twice {
        /// The variable.
        variable: String,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}
