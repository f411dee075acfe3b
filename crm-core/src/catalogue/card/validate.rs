//! The rules of a card, whoever wrote it: bounds, shapes, periods. Each part checks its own fields with the
//! [`Walk`] below; all broken fields come back at once, at paths such as `channels.0.url.ar`.

use crate::error::{Check, Error, Result};
use crate::rule::Rule;
use crate::text::{self, LanguageTag, LocalizedText};

use super::Card;

/// Longest name of anything, in characters.
pub(super) const NAME: usize = 300;
/// Longest summary written by hand (PTV's bound).
const SUMMARY: usize = 150;
/// Longest text of some sentences.
pub(super) const TEXT: usize = 4_000;
/// Longest full text.
pub(super) const DESCRIPTION: usize = 10_000;
/// Longest link.
const LINK: usize = 2_000;
/// Most entries of a list.
pub(super) const ENTRIES: usize = 200;
/// Most languages of one text.
const LANGUAGES: usize = 20;

/// What differs between a card written here and one that comes from a sheet.
pub(super) struct Bounds<'a> {
    /// Longest name.
    pub name: usize,
    /// Longest summary.
    pub summary: usize,
    /// The language in which the name is required.
    pub language: &'a LanguageTag,
}

impl Card {
    /// The card with its texts cleaned, or every field that breaks a rule. `default_language` is the
    /// installation's: the name is required in it. Ids are not looked up, see [`References`](super::References).
    pub fn validated(self, default_language: &LanguageTag) -> Result<Self> {
        self.checked(&Bounds { name: NAME, summary: SUMMARY, language: default_language })
    }

    /// [`validated`](Self::validated) for a card that comes from another body's sheet, which was not written for
    /// our bounds: names may have 1,000 characters and summaries 4,000. `language` is the mapping's main one.
    pub fn imported(self, language: &LanguageTag) -> Result<Self> {
        self.checked(&Bounds { name: 1_000, summary: TEXT, language })
    }

    fn checked(mut self, bounds: &Bounds<'_>) -> Result<Self> {
        let mut walk = Walk::default();
        let Self {
            identity,
            ownership,
            audience,
            procedure,
            fees,
            payment_channels,
            promise,
            channels,
            online_points: _,
            classes,
            relations,
            integrations,
            governance,
        } = &mut self;
        walk.within("identity", |walk| identity.check(walk, bounds));
        walk.within("ownership", |walk| ownership.check(walk));
        walk.within("audience", |walk| audience.check(walk));
        walk.within("procedure", |walk| procedure.check(walk));
        walk.within("fees", |walk| fees.check(walk));
        walk.ids("paymentChannels", payment_channels);
        walk.within("promise", |walk| promise.check(walk));
        walk.each("channels", channels, |walk, channel| channel.check(walk));
        walk.within("classes", |walk| classes.check(walk));
        walk.each("relations", relations, |walk, relation| relation.check(walk));
        walk.each("integrations", integrations, |walk, integration| integration.check(walk));
        walk.within("governance", |walk| governance.check(walk));
        walk.done()?;
        Ok(self)
    }
}

/// Walks through a card: knows where it is, cleans in place, gathers what is broken.
#[derive(Default)]
pub(super) struct Walk {
    path: Vec<String>,
    check: Check,
    failed: Option<Error>,
}

impl Walk {
    /// Notes a broken rule at a field of the present part unless `ok`.
    pub fn that(&mut self, ok: bool, field: &str, rule: Rule) {
        if !ok {
            let at = self.at(field);
            self.check.that(false, &at, rule);
        }
    }

    /// Steps into a part.
    pub fn within(&mut self, field: &str, f: impl FnOnce(&mut Self)) {
        self.path.push(field.to_owned());
        f(self);
        self.path.pop();
    }

    /// Steps into each entry of a bounded list.
    pub fn each<T>(&mut self, field: &str, list: &mut [T], mut f: impl FnMut(&mut Self, &mut T)) {
        self.that(list.len() <= ENTRIES, field, Rule::TooMany(ENTRIES as u64));
        for (index, entry) in list.iter_mut().enumerate().take(ENTRIES) {
            self.within(&format!("{field}.{index}"), |walk| f(walk, entry));
        }
    }

    /// A bounded list of ids or codes, each once.
    pub fn ids<T: PartialEq>(&mut self, field: &str, list: &mut Vec<T>) {
        self.that(list.len() <= ENTRIES, field, Rule::TooMany(ENTRIES as u64));
        list.truncate(ENTRIES);
        let mut kept: Vec<T> = Vec::with_capacity(list.len());
        for entry in list.drain(..) {
            if !kept.contains(&entry) {
                kept.push(entry);
            }
        }
        *list = kept;
    }

    /// A text in any languages, perhaps none.
    pub fn text(&mut self, field: &str, text: &mut LocalizedText, max: usize) {
        self.that(text.iter().count() <= LANGUAGES, field, Rule::TooMany(LANGUAGES as u64));
        let cleaned = std::mem::take(text).cleaned(&self.at(field), max);
        self.put(text, cleaned);
    }

    /// A text in at least one language.
    pub fn text_required(&mut self, field: &str, text: &mut LocalizedText, max: usize) {
        let blank = text.iter().all(|(_, text)| text.trim().is_empty());
        self.text(field, text, max);
        self.that(!blank, field, Rule::Required);
    }

    /// A text that must be there in one language.
    pub fn text_in(&mut self, field: &str, text: &mut LocalizedText, max: usize, language: &LanguageTag) {
        let there = text.exact(language).is_some_and(|text| !text.trim().is_empty());
        self.text(field, text, max);
        self.that(there, field, Rule::MissingLanguage);
    }

    /// A bounded list of texts, none of them empty.
    pub fn texts(&mut self, field: &str, list: &mut [LocalizedText], max: usize) {
        self.each(field, list, |walk, text| walk.text_required("", text, max));
    }

    /// A link per language.
    pub fn links(&mut self, field: &str, links: &mut LocalizedText) {
        self.text(field, links, LINK);
        for (language, link) in links.iter() {
            self.that(is_link(link), &format!("{field}.{language}"), Rule::Url);
        }
    }

    /// A text without language; an empty one becomes none.
    pub fn line(&mut self, field: &str, line: &mut Option<String>, max: usize) {
        let cleaned = text::clean_optional(&self.at(field), line.as_deref(), max);
        self.put(line, cleaned);
    }

    /// A text without language that must be there.
    pub fn line_required(&mut self, field: &str, line: &mut String, max: usize) {
        let cleaned = text::clean_required(&self.at(field), line, max);
        self.put(line, cleaned);
    }

    /// An e-mail address of a body.
    pub fn email(&mut self, field: &str, address: &mut Option<String>) {
        self.line(field, address, 320);
        let ok = address.as_deref().is_none_or(|address| validator::ValidateEmail::validate_email(&address));
        self.that(ok, field, Rule::EmailAddress);
    }

    /// A phone number of a body: also the short and toll-free ones, which are no E.164 numbers.
    pub fn phone(&mut self, field: &str, number: &mut Option<String>) {
        *number = number.as_deref().map(text::digits);
        self.line(field, number, 60);
        let ok = number.as_deref().is_none_or(|number| {
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            (3..=20).contains(&digits) && number.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c))
        });
        self.that(ok, field, Rule::PhoneNumber);
    }

    /// A code: 1-64 Latin letters, digits, dots, dashes and underscores.
    pub fn code(&mut self, field: &str, code: &mut String) {
        *code = code.trim().to_owned();
        self.that(!code.is_empty(), field, Rule::Required);
        self.that(code.len() <= 64, field, Rule::TooLong(64));
        self.that(code.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)), field, Rule::Code);
    }

    fn at(&self, field: &str) -> String {
        let here = self.path.join(".");
        if here.is_empty() || field.is_empty() { here + field } else { format!("{here}.{field}") }
    }

    fn put<T>(&mut self, place: &mut T, result: Result<T>) {
        match self.check.take("", result) {
            Ok(Some(value)) => *place = value,
            Ok(None) => {}
            Err(error) => self.failed = Some(error),
        }
    }

    fn done(self) -> Result<()> {
        self.failed.map_or_else(|| self.check.done(), Err)
    }
}

/// Whether a text is one web link that a page may show: http or https, a host without user, nothing that could
/// leave an attribute. Sheets hold other things in their link columns (several links, `ftp:`, `n/a`), which an
/// import sorts out with it.
pub fn is_link(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !host.is_empty()
        && !host.contains('@')
        && !link.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\`".contains(c))
}

#[cfg(test)]
mod tests;
