//! Queries made of the corpus's own words, misspelled as people misspell them. Always the same ones.

use std::collections::BTreeSet;

use super::corpus::CORPUS;

/// As many different queries as asked for.
pub fn queries(count: usize) -> Vec<String> {
    let texts: Vec<Vec<&str>> = CORPUS
        .iter()
        .flat_map(|entry| entry.names.iter().chain(&entry.summaries))
        .map(|text| text.split_whitespace().collect())
        .collect();
    let mut random = Random(20_260_301);
    let mut seen = BTreeSet::new();
    let mut queries = Vec::with_capacity(count);
    while queries.len() < count {
        let query = query(&texts, &mut random);
        if seen.insert(query.clone()) {
            queries.push(query);
        }
    }
    queries
}

fn query(texts: &[Vec<&str>], random: &mut Random) -> String {
    let (text, elsewhere) = (random.pick(texts), random.pick(texts));
    let (word, other) = (*random.pick(text), *random.pick(text));
    match random.below(10) {
        0 => word.to_owned(),
        1 => format!("{word} "),
        2 => respelled(word),
        3 => format!("{} {}", respelled(other), respelled(word)),
        4 => head(word, 1 + random.below(word.chars().count())),
        5 => format!("{word} {}", head(other, 2 + random.below(3))),
        6 => format!("{word} {}", *random.pick(elsewhere)),
        7 => format!("{}{word}", random.pick(&["ال", "وال", "بال", "لل", "l'", "the "])),
        8 => format!("{}{}", word.to_uppercase(), random.pick(&["s", "ات", "ين", "ing", "é", "؟"])),
        _ => mistyped(word, random),
    }
}

/// The same word as another hand writes it.
fn respelled(word: &str) -> String {
    let letter = |c: char| match c {
        'أ' | 'إ' | 'آ' => 'ا',
        'ا' => 'أ',
        'ة' => 'ه',
        'ى' => 'ي',
        'ي' => 'ى',
        'ؤ' => 'و',
        'é' | 'è' => 'e',
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x660).unwrap(),
        other => other,
    };
    let mut spelled: String = word.chars().map(letter).collect();
    // A fatha, a tatweel: what harakat and stretched letters do to a word.
    if spelled.starts_with(|c: char| ('\u{621}'..='\u{64a}').contains(&c)) {
        let first = spelled.chars().next().unwrap().len_utf8();
        spelled.insert_str(first, "\u{64e}\u{640}");
    }
    spelled
}

fn mistyped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    letters[at] = *random.pick(&['ظ', 'ث', 'q', 'x']);
    letters.into_iter().collect()
}

fn head(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

/// A linear congruential generator (Knuth's MMIX constants): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
