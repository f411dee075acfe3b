//! Search tokens: what an index row holds and what a query asks for.
//!
//! A text becomes words, the maximal runs of letters and digits of its folded form; names that some write in one and
//! others in two (`عبد الله`, `Al-Shehri`) are one word. Each word gives
//! * the word itself, weight 2;
//! * its form without article, weight 1, so that `رخصة` and its first letters find `الرخصة`;
//! * its stems, weight 1, under the marker `~`: a stem is no word, so neither an exact word nor a prefix meets one.
//!
//! Word and query are folded first and stemmed then, always by the same steps, so that spellings that fold
//! alike stem alike.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::fold::fold;
use super::stem::{stems, stop_word, without_article};

/// At most so many characters of a text are indexed; a card's texts stay far below.
const INDEXED_CHARS: usize = 65_536;
/// At most so many distinct words of a text are indexed.
const INDEXED_WORDS: usize = 4_096;
/// At most so many characters of a query are read.
const QUERY_CHARS: usize = 1_024;
/// At most so many words of a query are asked for.
const QUERY_WORDS: usize = 16;
/// Longer words are cut, in index and query alike, in characters.
const WORD_CHARS: usize = 64;

/// One word of a query with the forms that may match it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryToken {
    /// Forms that match an indexed token exactly: folded word, form without article, stems.
    pub exact: Vec<String>,
    /// The prefix that matches too, for the last word of a query: the folded word as far as it is typed,
    /// without an Arabic article.
    pub prefix: Option<String>,
}

/// The distinct index tokens of a text in bytewise order, each with its weight: 2 for a word as it stands,
/// 1 for a form made of it.
pub fn tokens(text: &str) -> Vec<(String, i32)> {
    let mut weights = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for word in words(&fold(head(text, INDEXED_CHARS))) {
        if !seen.contains(&word.whole) {
            if seen.len() == INDEXED_WORDS {
                break;
            }
            for form in word.forms() {
                weights.entry(form).or_insert(1);
            }
            weights.insert(word.whole.to_string(), 2);
            seen.insert(word.whole);
        }
    }
    weights.into_iter().collect()
}

/// The words of a query: distinct, in the order typed, at most 16. Function words (in, of, the…) are left out
/// unless nothing else was typed. The last word matches as a prefix too if it has two characters or more,
/// unless a blank after it says that it is complete.
pub fn query_tokens(text: &str) -> Vec<QueryToken> {
    asked_for(text, |word| !stop_word(word))
}

/// The words of a name, like [`query_tokens`] without leaving any out: `علي` is a man, not only the folded `على`.
pub fn name_tokens(text: &str) -> Vec<QueryToken> {
    asked_for(text, |_| true)
}

fn asked_for(text: &str, useful: impl Fn(&str) -> bool) -> Vec<QueryToken> {
    let text = head(text, QUERY_CHARS);
    let folded = fold(text);
    let all: Vec<Word> = words(&folded).collect();
    let typing = if text.ends_with(char::is_whitespace) { None } else { all.last().cloned() };
    let useful: Vec<Word> = all.iter().filter(|word| useful(&word.whole)).cloned().collect();
    let mut asked: Vec<Word> = Vec::new();
    for word in if useful.is_empty() { all } else { useful } {
        if asked.len() < QUERY_WORDS && !asked.contains(&word) {
            asked.push(word);
        }
    }
    let token = |word: Word| QueryToken {
        exact: std::iter::once(word.whole.to_string()).chain(word.forms()).collect(),
        prefix: (typing.as_ref() == Some(&word) && word.whole.chars().nth(1).is_some()).then(|| word.prefix()),
    };
    asked.into_iter().map(token).collect()
}

/// A folded word as it is indexed and asked for.
#[derive(Clone, PartialEq, Eq)]
struct Word<'a> {
    whole: Cow<'a, str>,
    /// Length of the article that it begins with, in bytes.
    article: usize,
    /// Whether it was written in two.
    joined: bool,
}

impl<'a> Word<'a> {
    fn new(text: &'a str) -> Self {
        let whole = head(text, WORD_CHARS);
        Self { whole: whole.into(), article: whole.len() - without_article(whole).len(), joined: false }
    }

    /// The one word that `first` and `second` are, if they are one: Arabic names that begin with `عبد` before an
    /// article, Latin ones with an article or with `Abdul`.
    fn joined(first: &str, second: &str) -> Option<Self> {
        let article = match first {
            "عبد" if second.starts_with("ال") => 0,
            "abdul" | "abdel" | "abdal" => 0,
            "al" | "el" if second.bytes().all(|b| b.is_ascii_lowercase()) => first.len(),
            _ => return None,
        };
        let whole = format!("{first}{second}");
        Some(Self { whole: head(&whole, WORD_CHARS).to_owned().into(), article, joined: true })
    }

    fn bare(&self) -> &str {
        &self.whole[self.article..]
    }

    /// The forms made of the word, distinct, the word itself not among them.
    fn forms(&self) -> Vec<String> {
        let bare = (self.article > 0).then(|| self.bare().to_owned());
        bare.into_iter().chain(stems(self.bare()).into_iter().map(|stem| format!("~{stem}"))).collect()
    }

    /// What other words may begin with. A joined word stands in the index as a whole in either spelling.
    fn prefix(&self) -> String {
        if self.joined { self.whole.to_string() } else { self.bare().to_owned() }
    }
}

fn words(folded: &str) -> impl Iterator<Item = Word<'_>> {
    let mut parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    std::iter::from_fn(move || {
        let first = parts.next()?;
        if let Some(joined) = parts.peek().and_then(|second| Word::joined(first, second)) {
            parts.next();
            return Some(joined);
        }
        Some(Word::new(first))
    })
}

/// The first `count` characters.
fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a search for `query`, completed by a blank, finds a text.
    fn finds(query: &str, text: &str) -> bool {
        let index = tokens(text);
        query_tokens(&format!("{query} "))
            .iter()
            .all(|word| word.exact.iter().any(|form| index.iter().any(|(token, _)| token == form)))
    }

    fn all_meet(forms: &[&str]) {
        for one in forms {
            for other in forms {
                assert!(finds(one, other), "{one} does not find {other}: {:?} {:?}", query_tokens(one), tokens(other));
            }
        }
    }

    #[test]
    fn arabic_forms_of_one_word_meet() {
        all_meet(&["الخدمات", "الخدمة", "الخِدْمَةُ", "خدمة", "والخدمات", "بالخدمة", "للخدمات"]);
        all_meet(&["إلكترونية", "الالكترونيه", "الإلكترونية", "إلكتروني", "الكترونيه"]);
        all_meet(&["رخصة", "رُخصه", "الرخصة", "الرخص", "رخص"]);
        all_meet(&["شهادة", "الشهادة", "شهادات", "بالشهادات"]);
        all_meet(&["بلدية", "البلديات", "بلديات"]);
        all_meet(&["مستفيد", "المستفيدين", "المستفيدون", "للمستفيد"]);
        all_meet(&["طلب", "الطلب", "طلبات"]);
        all_meet(&["عودة", "وعودة", "العودة"]);
        all_meet(&["إلكترونيًا", "الكترونيا", "إلكترونية"]);
        all_meet(&["١٢٣", "123", "۱۲۳"]);
    }

    #[test]
    fn different_words_do_not_meet() {
        for (one, other) in
            [("رخصة", "شهادة"), ("خدمة", "خادم"), ("license", "service"), ("سكن", "سجن"), ("visit", "visa")]
        {
            assert!(!finds(one, other), "{one} finds {other}");
        }
    }

    #[test]
    fn english_and_french_forms_meet() {
        all_meet(&["license", "licence", "Licenses"]);
        all_meet(&["organisation", "organizations"]);
        all_meet(&["électricité", "electricite", "électrique"]);
        all_meet(&["eau", "eaux"]);
        all_meet(&["renew", "renewal", "renewing", "renewed", "RENEWS"]);
        all_meet(&["licence", "licences"]);
        all_meet(&["société", "societe", "sociétés"]);
        all_meet(&["délivré", "delivree", "délivrés"]);
        all_meet(&["demande", "demandes", "demander"]);
        assert!(finds("environnement", "Ministère de l'Environnement"));
    }

    #[test]
    fn names_in_one_word_or_two_meet() {
        all_meet(&["عبد الله", "عبدالله", "عَبْدُ اللّٰه"]);
        all_meet(&["عبد الرحمن", "عبدالرحمن"]);
        all_meet(&["Abdul Rahman", "Abdulrahman"]);
        all_meet(&["Al-Shehri", "Al Shehri", "AlShehri"]);
        assert!(finds("shehri", "AL-SHEHRI") && finds("al shehri", "Shehri"));
        assert!(!finds("عبد الله", "عبد الرحمن"));
        assert_eq!(query_tokens("عبد ال")[0].prefix.as_deref(), Some("عبدال"));
        assert_eq!(query_tokens("al sheh")[0].prefix.as_deref(), Some("alsheh"));
    }

    #[test]
    fn words_outweigh_their_forms_and_stems_hide_from_prefixes() {
        let index = tokens("الخدمات");
        assert_eq!(index.iter().find(|(_, weight)| *weight == 2).map(|(token, _)| token.as_str()), Some("الخدمات"));
        assert!(index.contains(&("خدمات".to_owned(), 1)));
        assert!(index.iter().any(|(token, weight)| token.starts_with('~') && *weight == 1));
    }

    #[test]
    fn the_last_word_is_a_prefix_until_a_blank_follows() {
        let prefixes = |text: &str| query_tokens(text).into_iter().map(|token| token.prefix).collect::<Vec<_>>();
        assert_eq!(prefixes("رخصة بنا"), [None, Some("بنا".to_owned())]);
        assert_eq!(prefixes("رخصة بنا "), [None, None]);
        assert_eq!(prefixes("الرخص"), [Some("رخص".to_owned())]);
        assert_eq!(prefixes("a"), [None]);
        assert_eq!(prefixes("permit build permit"), [Some("permit".to_owned()), None]);
    }

    #[test]
    fn function_words_are_asked_only_alone() {
        let words = |text: &str| query_tokens(text).into_iter().map(|mut t| t.exact.remove(0)).collect::<Vec<_>>();
        assert_eq!(words("رخصة في الدمام"), ["رخصه", "الدمام"]);
        assert_eq!(words("على"), ["علي"]);
        assert_eq!(words("how to renew the licence"), ["renew", "licence"]);
        assert_eq!(words("how do I get a licence"), ["licence"]);
        assert_eq!(words("أريد رخصة"), ["رخصه"]);
        assert_eq!(name_tokens("علي القحطاني").len(), 2);
        assert_eq!(words("permis de l'eau"), ["permis", "eau"]);
    }

    #[test]
    fn hostile_input_is_bounded() {
        let long = "ab".repeat(500_000);
        assert_eq!(tokens(&long).iter().map(|(token, _)| token.trim_start_matches('~').len()).max(), Some(64));
        let many = (0..150_000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        assert!(tokens(&many).len() <= INDEXED_WORDS);
        assert_eq!(query_tokens(&many).len(), QUERY_WORDS);
        assert!(query_tokens(&"\u{fdfa}".repeat(300_000)).len() <= QUERY_WORDS);
        assert!(query_tokens("؟ !! --").is_empty());
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_each_of_its_words(text in "[ابتةهيىأإؤئلوفكن مخدرص]{1,30}|[a-zéèA-Z' ]{1,30}|\\PC{0,30}") {
            for word in words(&fold(&text)) {
                prop_assert!(finds(&word.whole, &text), "{}", word.whole);
            }
        }
    }
}
