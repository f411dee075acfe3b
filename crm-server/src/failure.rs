//! How a command ends: an exit code, and one plain sentence when it fails.

use std::net::SocketAddr;
use std::process::ExitCode;

use crm_core::text::LanguageTag;

use crate::config::ConfigError;

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done. Exit code 0.
    Done,
    /// Some of it was left out, and reported. Exit code 3.
    Partly,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Partly => Self::from(3),
        }
    }
}

/// Why a command did not happen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The configuration cannot be used. Exit code 2.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The command line asks for something that does not go together. Exit code 2.
    #[error("{0}")]
    Usage(String),
    /// An operation refused. Exit code 1, like all below.
    #[error(transparent)]
    Core(#[from] crm_core::Error),
    /// The files of the pages cannot be used.
    #[error("the pages cannot be shown: {0}. Mend the file, or leave web.folder (--web-folder, CRM_WEB_FOLDER) empty")]
    Pages(#[from] crate::web::LoadError),
    /// The database cannot be reached.
    #[error(
        "the database {address} does not answer: check that it runs and that database.url (--database-url, CRM_DATABASE_URL) is right"
    )]
    Database {
        /// Its address, masked.
        address: String,
        /// What the driver says, for the log.
        source: crm_core::Error,
    },
    /// The address is taken.
    #[error("{address} is in use by another program: stop it, or choose another address with --{setting}")]
    Busy {
        /// The address.
        address: SocketAddr,
        /// The setting's flag, without its dashes.
        setting: &'static str,
    },
    /// The server asked by `healthcheck` is not ready.
    #[error("{address} is not ready: {why}")]
    NotReady {
        /// Which address was asked.
        address: SocketAddr,
        /// What came back.
        why: String,
    },
    /// The record of who did what was tampered with.
    #[error("the record is not the one that was sealed: row {sequence} {how}; compare with a backup from before")]
    Broken {
        /// Number of the first such row.
        sequence: i64,
        /// What happened to it.
        how: &'static str,
    },
    /// Results of the inventory were tampered with.
    #[error(
        "the results of the inventory's cycle {cycle} are not what was frozen: it {how}; compare with a backup from before"
    )]
    Results {
        /// Code of the cycle.
        cycle: String,
        /// What happened to it.
        how: &'static str,
    },
    /// The schema differs from the released one in a way that breaks callers.
    #[error("{0} difference(s) break programs written against the released schema: take them back, or release anew")]
    Breaking(usize),
    /// The doctor found parts that are wrong.
    #[error("{0} part(s) are wrong; the lines marked red say what to do")]
    Red(usize),
    /// The operating system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system says.
        source: std::io::Error,
    },
}

impl Failure {
    /// For `map_err`: what was tried.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        |source| Self::Io { what, source }
    }

    /// One sentence for the person at the terminal. Broken fields are told in Arabic or English.
    pub fn sentence(&self, language: &LanguageTag) -> String {
        match self {
            Self::Core(crm_core::Error::Invalid { fields }) => {
                let parts = fields.iter().map(|field| match field.path.join(".").as_str() {
                    "" => field.rule.message(language),
                    path => format!("{path}: {}", field.rule.message(language)),
                });
                parts.collect::<Vec<_>>().join(" ")
            }
            Self::Red(count) if language.is_arabic() => {
                format!("عدد الأجزاء المعطلة: {count}؛ السطور الحمراء تذكر ما يلزم.")
            }
            other => other.to_string(),
        }
    }

    /// The language of the terminal, by the usual variables: Arabic when they say so, English otherwise.
    pub fn language_of_process() -> LanguageTag {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
        match set {
            Some(value) if value.starts_with("ar") => LanguageTag::arabic(),
            _ => LanguageTag::english(),
        }
    }
}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Config(_) | Failure::Usage(_) => Self::from(2),
            _ => Self::FAILURE,
        }
    }
}

#[cfg(test)]
mod tests {
    use crm_core::Error;
    use crm_core::rule::Rule;

    use super::*;

    #[test]
    fn broken_fields_are_told_in_the_language_of_the_terminal() {
        let failure = Failure::Core(Error::invalid("name", Rule::Required));
        assert_eq!(failure.sentence(&LanguageTag::english()), "name: This field is required.");
        assert_eq!(failure.sentence(&LanguageTag::arabic()), "name: هذا الحقل مطلوب.");
    }
}
