//! Documents made to stop a server, each of about so many bytes.

use serde_json::{Value, json};

/// A request made to stop a server.
pub struct Hostile {
    pub name: &'static str,
    pub document: String,
    pub variables: Value,
    /// Whether it is refused for more than its length.
    pub refused: bool,
}

impl Hostile {
    pub fn bytes(&self) -> usize {
        self.document.len() + self.variables.to_string().len()
    }
}

/// Every kind, each of about `size` bytes.
pub fn all(size: usize) -> Vec<Hostile> {
    let plain = |name, document: String, refused| Hostile { name, document, variables: json!({}), refused };
    let mut all = vec![
        plain("opening braces", "{".repeat(size), true),
        plain("opening brackets", filled("{ nodes(ids: ", "[", size, ""), true),
        plain("fields in fields", "{a".repeat(size / 2), true),
        plain("quotation marks", "\"".repeat(size), true),
        plain("backslashes", filled("{ a(b: \"", "\\", size, ""), true),
        plain("commas", filled("{ viewer { purpose } }", ",", size, ""), false),
        plain("byte order marks", filled("{ viewer { purpose } }", "\u{feff}", size, ""), false),
        plain("one comment", filled("{ viewer { purpose } } #", "{\"ن", size, ""), false),
        plain("comments", filled("{ viewer { purpose } }", "#\n", size, ""), false),
        plain("one name", filled("{ ", "a", size, " }"), true),
        plain("no GraphQL", "ن".repeat(size / 2), true),
        plain("control characters", "\u{1}".repeat(size), true),
        plain("one text", filled("{ node(id: \"", "ن", size, "\") { id } }"), true),
        plain("escapes", filled("{ node(id: \"", "\\u0041", size, "\") { id } }"), true),
        plain("escaped NUL", filled("{ node(id: \"", "\\u0000", size, "\") { id } }"), true),
        plain("a block text", filled("{ node(id: \"\"\"", "\n  x\\\"\"\"", size, "\"\"\") { id } }"), true),
        plain("one number", filled("{ services(first: ", "9", size, ") { totalCount } }"), true),
        plain("numbers", filled("{ nodes(ids: [", "00", size, "]) { id } }"), true),
        plain("short unknown fields", filled("{ ", "a ", size, "}"), true),
        plain("unknown fields", unknown(size), true),
        plain("aliases", filled("{ ", "a: __typename ", size, "}"), true),
        plain("the same field", filled("{ ", "__typename ", size, "}"), true),
        plain("directives on one field", filled("{ a ", "@skip(if: false) ", size, "}"), true),
        plain("directives", filled("{ viewer { ", "purpose @x(y: 1) ", size, "} }"), true),
        plain("operations", numbered(size, "", |n| format!("query q{n} {{ __typename }} ")), true),
        plain("a wide filter", filled("{ services(filter: { or: [", "{},", size, "] }) { totalCount } }"), true),
        plain("a deep filter", filled("{ services(filter: ", "{not:", size, ""), true),
    ];
    all.extend(fragments(size));
    all.extend(variables(size));
    all
}

/// As many of `part` as make `size` bytes, between a start and an end.
fn filled(start: &str, part: &str, size: usize, end: &str) -> String {
    let times = size.saturating_sub(start.len() + end.len()) / part.len();
    format!("{start}{}{end}", part.repeat(times))
}

/// Numbered parts after a start until there are `size` bytes.
fn numbered(size: usize, start: &str, part: impl Fn(usize) -> String) -> String {
    let mut text = start.to_owned();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text += &part(n);
    }
    text
}

/// Unknown fields with names as long as they may be, so that a megabyte of them passes the count of tokens.
fn unknown(size: usize) -> String {
    let padding = "x".repeat(96);
    numbered(size, "{ ", |n| format!("{padding}{n:04} ")) + "}"
}

fn fragments(size: usize) -> Vec<Hostile> {
    const LEVELS: usize = 24;
    let plain = |name, document: String, refused| Hostile { name, document, variables: json!({}), refused };
    let bomb = |spreads: usize| {
        (0..LEVELS).fold(String::from("{ ...f0 }"), |text, n| {
            let spreads = format!("...f{} ", n + 1).repeat(spreads);
            text + &format!(" fragment f{n} on Query {{ {spreads} }}")
        }) + &format!(" fragment f{LEVELS} on Query {{ __typename }}")
    };
    let padded = filled(&(bomb(2) + "#"), "x", size, "");
    let unused = filled(&(bomb(2).replace("{ ...f0 }", "{ __typename }") + "#"), "x", size, "");
    let chain = numbered(size, "{ ...f0 }", |n| format!(" fragment f{n} on Query {{ ...f{} }}", n + 1));
    let circle = numbered(size, "{ ...f0 }", |n| format!(" fragment f{n} on Query {{ ...f0 }}"));
    let shared = numbered(size, "{ ...s } fragment s on Query { ", |n| format!("... on Query {{ x{n} }} "));
    let users = numbered(400, "", |n| format!(" fragment u{n} on Query {{ ...s }}"));
    let undefined = numbered(size / 2, "fragment s on Query { nodes(ids: [", |n| format!("$v{n} "));
    let undefined = numbered(size, &(undefined + "]) { id } }"), |n| format!(" query q{n} {{ ...s }}"));
    vec![
        plain("the fragment bomb", padded, true),
        plain("a bomb of unused fragments", unused, true),
        plain("a wide bomb", bomb(size / LEVELS / 6), true),
        plain("a chain of fragments", chain, true),
        plain("fragments in a circle", circle, true),
        plain("one fragment used by all", shared + "}" + &users, true),
        plain("undefined variables in many operations", undefined, true),
        plain("inline fragments", filled("{ ", "... on Query {", size, ""), true),
        plain("empty spreads", filled("{ ", "...", size, "}"), true),
    ]
}

fn variables(size: usize) -> Vec<Hostile> {
    const DOCUMENT: &str = "query($v: ServiceFilter) { services(filter: $v) { totalCount } }";
    let with =
        |name, document: &str, variables, refused| Hostile { name, document: document.into(), variables, refused };
    let nested = |levels: usize, inner: Value| (0..levels).fold(inner, |inner, _| json!({ "not": inner }));
    let wide: Vec<Value> = (0..size / 60).map(|_| nested(5, json!({}))).collect();
    let narrow: Vec<Value> = (0..size / 1_200).map(|_| json!(vec![nested(1, json!(1)); 100])).collect();
    let parts = |n: usize| -> Vec<Value> { narrow.iter().take(n).cloned().collect() };
    let used = format!("query($v: [ID!]!) {{ {} }}", "nodes(ids: $v) { __typename } ".repeat((size / 40).min(18)));
    vec![
        // deeper than a JSON parser takes them, for hosts that bring variables of their own making
        with("deep variables", DOCUMENT, json!({ "v": nested(120, json!({})), "pad": "x".repeat(size) }), true),
        with("a wide variable", DOCUMENT, json!({ "v": { "or": wide } }), true),
        with("many lists in variables", DOCUMENT, json!({ "v": { "or": narrow } }), true),
        with("one long variable", DOCUMENT, json!({ "v": { "code": { "eq": "ن".repeat(size / 2) } } }), true),
        with("NUL in variables", DOCUMENT, json!({ "v": { "code": { "eq": "\0".repeat(size / 6) } } }), true),
        with("a long key", DOCUMENT, json!({ "v": { "k".repeat(size): 1 } }), true),
        with("one large variable used often", &used, json!({ "v": parts(90) }), true),
        with(
            "variables that nothing declares",
            "{ viewer { purpose } }",
            json!({ "a": parts(200), "b": parts(150) }),
            true,
        ),
    ]
}
