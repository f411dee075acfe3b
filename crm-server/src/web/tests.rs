//! What must hold of the pages' files.

use std::collections::BTreeSet;

use super::files;
use super::place::LANGUAGES;

fn texts(folder: &str) -> Vec<(String, String)> {
    let files = files::read(None).unwrap();
    let inside = files.into_iter().filter(|(name, _)| name.starts_with(folder));
    inside.map(|(name, bytes)| (name, String::from_utf8(bytes.into_owned()).unwrap())).collect()
}

fn keys(folder: &str) -> BTreeSet<String> {
    let lines = texts(folder).into_iter().flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>());
    let keys = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
    keys.filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned())).collect()
}

#[test]
fn both_languages_have_the_same_words() {
    let [arabic, english] = LANGUAGES.map(|language| keys(&format!("words/{}/", language.code())));
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!(only(&arabic, &english), Vec::<String>::new());
    assert_eq!(only(&english, &arabic), Vec::<String>::new());
}

#[test]
fn every_word_that_a_template_names_is_there() {
    let known = keys("words/ar/");
    let mut missing = Vec::new();
    for (name, text) in texts("templates/") {
        for (at, call) in text.match_indices("t(\"") {
            // a letter before it is another function's end
            let alone = !text[..at].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '_');
            let Some((key, rest)) = text[at + call.len()..].split_once('"') else { continue };
            // a key that goes on with ~ is made of what is shown
            let whole =
                !rest.trim_start().starts_with('~') && key.starts_with(|first: char| first.is_ascii_alphabetic());
            if alone && whole && !known.contains(key) {
                missing.push(format!("{name}: {key}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_value_of_an_enum_that_a_template_shows_has_words() {
    let (known, sdl) = (keys("words/ar/"), crm_graphql::sdl());
    let mut missing = Vec::new();
    for (_, text) in texts("templates/") {
        for call in ["term(\"", "terms(\"", "ui.status(\""] {
            for (at, _) in text.match_indices(call) {
                let Some((kind, _)) = text[at + call.len()..].split_once('"') else { continue };
                let Some((_, body)) = sdl.split_once(&format!("\nenum {kind} {{")) else { continue };
                let body = body.split_once("\n}").map_or(body, |(body, _)| body);
                let values = body.lines().map(str::trim).filter(|line| {
                    line.starts_with(|first: char| first.is_ascii_uppercase())
                        && line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
                });
                missing.extend(values.map(|value| format!("{kind}-{value}")).filter(|key| !known.contains(key)));
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_files_of_the_program_can_be_used() {
    let site = super::Site::read(None, false, chrono_tz::Asia::Riyadh).unwrap();
    assert!(site.documents().len() > 20);
}
