//! Stems of folded Arabic, English and French words.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Shortest rest, in letters, for which an article is taken off.
const SHORTEST: usize = 3;

/// Function words of Arabic, English and French, folded.
const STOP_WORDS: &str = "\
    في من علي الي عن مع او و ان ما لا هل كيف اين متي هذا هذه ذلك التي الذي الذين كل بين عند بعد قبل حتي اي ثم قد \
    هو هي وفي ومن اريد ارغب ابغي احتاج احصل الحصول يمكن يمكنني the a an of to in on for and or by with at from is are be as how what where when do does i my \
    your this that can get want need me we our you would like it s le la les l un une des du de d et ou en au aux pour par sur dans avec est sont qui que \
    qu ce cette ces se sa son ses";

/// Whether a folded word says nothing about what is looked for.
pub(super) fn stop_word(word: &str) -> bool {
    STOP_WORDS.split(' ').any(|stop| stop == word)
}

/// A folded word without the definite article and the conjunctions and prepositions written onto it
/// (`والخدمات`, `بالخدمات`, `للخدمات`); any other word as it stands. Taken off repeatedly: after folding,
/// `الإلكترونية` begins with two articles and `إلكترونية` with one, and the two must meet.
pub(super) fn without_article(word: &str) -> &str {
    let mut bare = word;
    while let Some(rest) = strip_article(bare) {
        bare = rest;
    }
    bare
}

fn strip_article(word: &str) -> Option<&str> {
    let behind = |lead: &str| word.strip_prefix(lead).unwrap_or(word);
    let rest = word
        .strip_prefix("ال")
        .or_else(|| word.strip_prefix("لل"))
        .or_else(|| ["و", "ف"].iter().find_map(|lead| behind(lead).strip_prefix("لل")))
        .or_else(|| {
            let inner = behind("و");
            let inner = if inner.len() == word.len() { behind("ف") } else { inner };
            let inner = ["ب", "ك", "ل"].iter().find_map(|lead| inner.strip_prefix(lead)).unwrap_or(inner);
            inner.strip_prefix("ال")
        })?;
    (rest.chars().count() >= SHORTEST && arabic(rest)).then_some(rest)
}

/// The distinct stems of a folded word without article; none for words of other scripts and for numbers.
pub(super) fn stems(bare: &str) -> Vec<String> {
    if arabic(bare) {
        arabic_stems(bare)
    } else if bare.bytes().all(|b| b.is_ascii_lowercase()) && bare.len() >= SHORTEST {
        let english = Stemmer::create(Algorithm::English).stem(&british(bare)).into_owned();
        match french_stem(bare) {
            Some(french) if french != english => vec![english, french],
            _ => vec![english],
        }
    } else {
        Vec::new()
    }
}

fn arabic(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{621}'..='\u{64A}'))
}

/// The stem, and the stem without the conjunction that may stand before the word: `وعودة` is nearly always
/// "and return".
fn arabic_stems(bare: &str) -> Vec<String> {
    let mut stems = vec![arabic_stem(bare)];
    if let Some(rest) = bare.strip_prefix('و').filter(|rest| rest.chars().count() > SHORTEST) {
        stems.push(arabic_stem(rest));
    }
    stems
}

/// Snowball treats a word as a noun, and takes its plural and feminine endings off, only behind an article;
/// names of services are nouns, so each word gets one. The final heh is nearly always a folded ta marbuta, the final
/// alef of a long word the accusative of `إلكترونيًا`.
fn arabic_stem(bare: &str) -> String {
    let stemmer = Stemmer::create(Algorithm::Arabic);
    let bare = bare.strip_suffix('ا').filter(|rest| rest.chars().count() > SHORTEST).unwrap_or(bare);
    let defined = match bare.strip_suffix('ه') {
        Some(start) => format!("ال{start}ة"),
        None => format!("ال{bare}"),
    };
    let once = stemmer.stem(&defined);
    super::fold::fold(once.strip_prefix("ال").unwrap_or(&once))
}

/// An English word as the British spell it, where Americans spell it otherwise: both are at home here.
fn british(word: &str) -> Cow<'_, str> {
    const SPELLINGS: [(&str, &str); 6] = [
        ("licens", "licenc"),
        ("ization", "isation"),
        ("center", "centre"),
        ("enroll", "enrol"),
        ("labor", "labour"),
        ("fulfill", "fulfil"),
    ];
    SPELLINGS
        .iter()
        .find(|(american, _)| word.contains(american))
        .map_or(word.into(), |(american, british)| word.replace(american, british).into())
}

/// Snowball's French reads accents that folding took away: `électricité` would keep the ending that `électrique` lost,
/// `délivrée` the e that `délivré` lost. A stem of three letters stands for too many words, such as `visa` and
/// `visite`, unless only a plural's ending went.
fn french_stem(word: &str) -> Option<String> {
    let accented = match (word.strip_suffix("ite"), word.strip_suffix("ites")) {
        (Some(start), _) | (_, Some(start)) if start.len() > SHORTEST => Cow::Owned(format!("{start}ité")),
        _ => Cow::Borrowed(word),
    };
    let stem = super::fold::fold(&Stemmer::create(Algorithm::French).stem(&accented));
    let short = stem.trim_end_matches('e');
    let stem = if short.len() >= SHORTEST { short.to_owned() } else { stem };
    (stem.len() > SHORTEST || word.len() - stem.len() < 2).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn stop_words_are_folded() {
        for word in STOP_WORDS.split(' ') {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn articles_go_only_from_words_long_enough() {
        for (word, bare) in [
            ("الخدمه", "خدمه"),
            ("والخدمه", "خدمه"),
            ("فبالخدمه", "خدمه"),
            ("للخدمه", "خدمه"),
            ("وللخدمه", "خدمه"),
            ("كالخدمه", "خدمه"),
            ("فالح", "فالح"),
            ("بالغ", "بالغ"),
            ("الي", "الي"),
            ("وزاره", "وزاره"),
        ] {
            assert_eq!(without_article(word), bare);
        }
    }
}
