//! How deep brackets nest, looked at before anything that follows them by recursion: a megabyte of `{` would
//! otherwise end the process on its stack.

use async_graphql::{Request, Value};

/// How deep brackets may nest in a document, and lists and objects in its variables.
const MAX_NESTING: usize = 64;

/// Whether the document or the variables of a request nest too deep to be read. Takes time in step with their size.
pub fn is_too_deep(request: &Request) -> bool {
    brackets(&request.query) > MAX_NESTING || request.variables.values().any(|value| levels(value) > MAX_NESTING)
}

/// The deepest nesting of brackets outside of strings and comments.
fn brackets(document: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = document;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '#' => rest.find(['\n', '\r']).map_or("", |end| &rest[end..]),
            '"' => after_string(rest),
            '{' | '[' | '(' => {
                depth += 1;
                deepest = deepest.max(depth);
                &rest[1..]
            }
            '}' | ']' | ')' => {
                depth = depth.saturating_sub(1);
                &rest[1..]
            }
            other => &rest[other.len_utf8()..],
        };
    }
    deepest
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
        for (text, depth) in [
            ("{ a(b: [1, [2]]) { c } }", 4),
            ("{ a } { b } query(", 1),
            ("\"[[[\" # {{{{\n [", 1),
            (r#""\"[[[" ["#, 1),
            (r#""\\" [["#, 2),
            (r#""""[ \""" [ " [""" ["#, 1),
            ("\"open [\n [[", 2),
            ("\"\"\"open [", 0),
            ("}}}} {", 1),
            ("", 0),
            ("نص { \"ن{ص\" }", 1),
        ] {
            assert_eq!(brackets(text), depth, "{text}");
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
