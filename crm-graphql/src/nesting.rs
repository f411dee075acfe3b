//! How deep brackets nest, looked at before anything that follows them by recursion: a megabyte of `{` would
//! otherwise end the process on its stack.

use async_graphql::{Request, Value};

/// How deep selections may nest in a document.
const MAX_SELECTIONS: usize = 64;
/// How deep lists and objects may nest in a value, be it an argument or a variable.
const MAX_VALUES: usize = 16;

/// Whether the document or the variables of a request nest too deep to be read. Takes time in step with their size.
pub fn is_too_deep(request: &Request) -> bool {
    let Depth { selections, values } = Depth::of(&request.query);
    selections > MAX_SELECTIONS
        || values > MAX_VALUES
        || request.variables.values().any(|value| levels(value) > MAX_VALUES)
}

/// The deepest nesting of brackets outside of strings and comments.
#[derive(Debug, PartialEq, Eq)]
struct Depth {
    /// Of those around selections.
    selections: usize,
    /// Of those inside parentheses: in arguments, defaults, directives.
    values: usize,
}

impl Depth {
    fn of(document: &str) -> Self {
        let mut deepest = Self { selections: 0, values: 0 };
        let (mut depth, mut parentheses) = (Self { selections: 0, values: 0 }, 0_usize);
        let mut rest = document;
        while let Some(c) = rest.chars().next() {
            let here = if parentheses > 0 { &mut depth.values } else { &mut depth.selections };
            match c {
                '{' | '[' => *here += 1,
                '}' | ']' => *here = here.saturating_sub(1),
                '(' => parentheses += 1,
                ')' => {
                    parentheses = parentheses.saturating_sub(1);
                    depth.values = 0;
                }
                _ => {}
            }
            deepest.selections = deepest.selections.max(depth.selections);
            deepest.values = deepest.values.max(depth.values).max(parentheses.saturating_sub(1));
            rest = match c {
                '#' => rest.find(['\n', '\r']).map_or("", |end| &rest[end..]),
                '"' => after_string(rest),
                other => &rest[other.len_utf8()..],
            };
        }
        deepest
    }
}

/// What follows the string at the start of a text. An open one ends with its line; an open block with the text.
fn after_string(text: &str) -> &str {
    if let Some(block) = text.strip_prefix("\"\"\"") {
        return after(block, "\"\"\"", "\\\"\"\"");
    }
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return &text[place..],
            '"' if !escaped => return &text[place + 1..],
            _ => escaped = c == '\\' && !escaped,
        }
    }
    ""
}

/// What follows the first `end` that is not part of an `escape`.
fn after<'a>(mut text: &'a str, end: &str, escape: &str) -> &'a str {
    while let Some(place) = text.find(end) {
        let escaped = place > 0 && text[place - 1..].starts_with(escape);
        text = &text[place + end.len()..];
        if !escaped {
            return text;
        }
    }
    ""
}

/// How many lists and objects stand in each other.
fn levels(value: &Value) -> usize {
    let mut waiting = vec![(value, 1)];
    let mut deepest = 0;
    while let Some((value, level)) = waiting.pop() {
        match value {
            Value::List(list) => waiting.extend(list.iter().map(|value| (value, level + 1))),
            Value::Object(object) => waiting.extend(object.values().map(|value| (value, level + 1))),
            _ => continue,
        }
        deepest = deepest.max(level);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_where_they_mean_something() {
        for (text, selections, values) in [
            ("{ a(b: [1, [2]]) { c } }", 2, 2),
            ("{ a } { b } query(", 1, 0),
            ("\"[[[\" # {{{{\n [", 1, 0),
            (r#""\"[[[" ["#, 1, 0),
            (r#""\\" [["#, 2, 0),
            (r#""""[ \""" [ " [""" ["#, 1, 0),
            ("\"open [\n [[", 2, 0),
            ("\"\"\"open [", 0, 0),
            ("}}}} {", 1, 0),
            ("((((", 0, 3),
            ("query($a: [[I]] = {b: {}}) { c(d: {}) }", 1, 2),
            ("", 0, 0),
            ("نص { \"ن{ص\" }", 1, 0),
        ] {
            assert_eq!(Depth::of(text), Depth { selections, values }, "{text}");
        }
    }

    #[test]
    fn variables_count_their_lists_and_objects() {
        let value = |text: &str| Value::from_json(serde_json::from_str(text).expect("JSON")).expect("a value");
        for (text, depth) in [("1", 0), ("[]", 1), (r#"{"a":[1,{"b":2}],"c":3}"#, 3)] {
            assert_eq!(levels(&value(text)), depth, "{text}");
        }
    }
}
