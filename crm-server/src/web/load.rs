//! The pages' files, read and checked once: at start, and in the development profile whenever one changed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use chrono_tz::Tz;
use crm_graphql::documents::Document;
use minijinja::Environment;

use super::files::{self, Files};
use super::place::{LANGUAGES, Language};
use super::words::Words;
use super::{actions, assets, functions, pages};
use crate::config::{Config, Profile};

/// Why the files of the pages cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct LoadError {
    file: String,
    reason: String,
}

impl LoadError {
    pub(super) fn new(file: &str, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), reason: reason.into() }
    }
}

/// What the pages are made of.
pub struct Site {
    folder: Option<PathBuf>,
    /// Files are looked at again for each page.
    fresh: bool,
    zone: Tz,
    loaded: RwLock<Arc<Loaded>>,
}

/// All files, read.
pub(super) struct Loaded {
    pub documents: BTreeMap<String, Document>,
    pub assets: assets::Assets,
    words: BTreeMap<&'static str, Arc<Words>>,
    templates: BTreeMap<&'static str, Environment<'static>>,
}

impl Site {
    /// The files of a configuration: of its folder over the program's, read again and again in the development profile.
    pub fn of(config: &Config) -> Result<Self, LoadError> {
        let folder = Some(&config.web_folder).filter(|folder| !folder.as_os_str().is_empty());
        Self::read(folder.cloned(), config.profile == Profile::Development, config.zone)
    }

    /// Reads the program's files and those of a folder over them. With `fresh` they are read again for every page, so
    /// that who writes them sees at once what comes of it.
    pub fn read(folder: Option<PathBuf>, fresh: bool, zone: Tz) -> Result<Self, LoadError> {
        let loaded = Arc::new(Loaded::read(folder.as_deref(), zone)?);
        Ok(Self { fresh: fresh && folder.is_some(), folder, zone, loaded: RwLock::new(loaded) })
    }

    pub(super) fn loaded(&self) -> Arc<Loaded> {
        if self.fresh {
            match Loaded::read(self.folder.as_deref(), self.zone) {
                Ok(loaded) => *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded),
                Err(error) => tracing::error!(%error, "the pages stay as they were"),
            }
        }
        Arc::clone(&self.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The documents of the pages: name and text, for who checks them against a schema or registers them.
    pub fn documents(&self) -> Vec<(String, String)> {
        let loaded = self.loaded();
        loaded.documents.values().map(|one| (one.name().to_owned(), one.text().to_owned())).collect()
    }
}

impl Loaded {
    fn read(folder: Option<&std::path::Path>, zone: Tz) -> Result<Self, LoadError> {
        let files = files::read(folder).map_err(|error| LoadError::new("web.folder", error.to_string()))?;
        let assets = assets::Assets::of(&files);
        let documents = documents(&files)?;
        let (mut templates, mut spoken) = (BTreeMap::new(), BTreeMap::new());
        for language in LANGUAGES {
            let words = Arc::new(Words::read(language, &files)?);
            let environment = environment(language, Arc::clone(&words), &assets, &files, zone)?;
            templates.insert(language.code(), environment);
            spoken.insert(language.code(), words);
        }
        let loaded = Self { documents, assets, words: spoken, templates };
        loaded.complete()?;
        Ok(loaded)
    }

    pub fn templates(&self, language: Language) -> Option<&Environment<'static>> {
        self.templates.get(language.code())
    }

    pub fn words(&self, language: Language) -> Option<&Words> {
        self.words.get(language.code()).map(|words| &**words)
    }

    /// Every page and action finds its document and its template.
    fn complete(&self) -> Result<(), LoadError> {
        let wanted =
            pages().map(|page| page.show).chain(actions().map(|action| action.run).filter(|run| !run.is_empty()));
        for name in wanted {
            if !self.documents.contains_key(name) {
                return Err(LoadError::new(&format!("operations/{name}.graphql"), "it is not there"));
            }
        }
        let environments = self.templates.values();
        for page in pages() {
            for environment in environments.clone() {
                environment.get_template(page.template).map_err(|error| unfit(page.template, &error))?;
            }
        }
        Ok(())
    }
}

/// The templates of one language.
fn environment(
    language: Language,
    words: Arc<Words>,
    assets: &assets::Assets,
    files: &Files,
    zone: Tz,
) -> Result<Environment<'static>, LoadError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
    functions::add(&mut environment, language, words, assets.clone(), zone);
    for (file, bytes) in files {
        let Some(name) = file.strip_prefix("templates/") else { continue };
        let text = std::str::from_utf8(bytes).map_err(|_| LoadError::new(file, "it is not UTF-8"))?;
        environment.add_template_owned(name.to_owned(), text.to_owned()).map_err(|error| unfit(file, &error))?;
    }
    Ok(environment)
}

fn unfit(file: &str, error: &minijinja::Error) -> LoadError {
    LoadError::new(file, error.to_string())
}

/// The documents, each with the shared fragments that it uses.
fn documents(files: &Files) -> Result<BTreeMap<String, Document>, LoadError> {
    let mut shared = String::new();
    let mut own = Vec::new();
    for (file, bytes) in files {
        let Some(name) = file.strip_prefix("operations/").and_then(|name| name.strip_suffix(".graphql")) else {
            continue;
        };
        let text = std::str::from_utf8(bytes).map_err(|_| LoadError::new(file, "it is not UTF-8"))?;
        if name.starts_with("fragments") {
            shared.push_str(text);
            shared.push('\n');
        } else {
            own.push((name, file, text));
        }
    }
    let fragments = fragments(&shared);
    let mut documents = BTreeMap::new();
    for (name, file, text) in own {
        let text = with_fragments(text, &fragments);
        let document = Document::read(&text).map_err(|error| LoadError::new(file, error.to_string()))?;
        if document.name() != name {
            return Err(LoadError::new(file, format!("its operation must have the name {name}")));
        }
        documents.insert(name.to_owned(), document);
    }
    Ok(documents)
}

/// Fragments by name, each with its text.
fn fragments(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text.match_indices("\nfragment ").map(|(at, _)| at + 1).collect();
    let first = text.starts_with("fragment ").then_some(0);
    let starts: Vec<usize> = first.into_iter().chain(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| {
            let text = &text[start..end];
            text.split_whitespace().nth(1).map(|name| (name, text))
        })
        .collect()
}

/// A document with those shared fragments that it, or one of them, uses.
fn with_fragments(text: &str, fragments: &[(&str, &str)]) -> String {
    let mut whole = text.to_owned();
    let mut left: Vec<_> = fragments.to_vec();
    loop {
        let (used, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|(name, _)| spreads(&whole, name));
        if used.is_empty() {
            return whole;
        }
        for (_, fragment) in used {
            whole.push('\n');
            whole.push_str(fragment);
        }
        left = rest;
    }
}

fn spreads(text: &str, name: &str) -> bool {
    let spread = format!("...{name}");
    text.match_indices(&spread)
        .any(|(at, _)| !text[at + spread.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_'))
}
