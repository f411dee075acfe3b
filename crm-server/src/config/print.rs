//! `config show` and `config example`.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Resolved, SETTINGS, values};

/// Each value with its origin, one per line, secrets masked.
pub fn show_text(resolved: &[Resolved]) -> String {
    let width = SETTINGS.iter().map(|setting| setting.key.len()).max().unwrap_or_default();
    let lines = resolved.iter().map(|one| format!("{:width$}  {}  ({})\n", one.setting.key, shown(one), one.origin));
    lines.collect()
}

/// Each value with its origin, for programs: `[{"key", "value", "origin"}]`.
pub fn show_json(resolved: &[Resolved]) -> Value {
    let one = |one: &Resolved| json!({ "key": one.setting.key, "value": shown(one), "origin": one.origin.to_string() });
    resolved.iter().map(one).collect()
}

/// A file with every setting at its default, commented out.
pub fn example() -> String {
    let mut out =
        String::from("# Configuration of Mustafid. Every setting is also a flag and an environment variable:\n");
    out.push_str(
        "# http.bind = --http-bind = CRM_HTTP_BIND. A flag counts first, then the environment, then this file.\n",
    );
    let mut section = "";
    for setting in SETTINGS {
        let (table, name) = setting.key.rsplit_once('.').unwrap_or(("", setting.key));
        let mut line = |text: String| writeln!(out, "{text}").unwrap_or_default();
        if table == section {
            line(String::new());
        } else {
            section = table;
            line(format!("\n[{table}]"));
        }
        for doc in setting.doc.lines() {
            line(format!("# {}", doc.trim()));
        }
        let number = setting.default.parse::<u64>().is_ok();
        let value = if number { setting.default.to_owned() } else { format!("{:?}", setting.default) };
        line(format!("#{name} = {value}"));
    }
    // The data directory's place is not known here.
    out.replace("{data_dir}", SETTINGS[0].default)
}

fn shown(one: &Resolved) -> String {
    if one.setting.secret { values::mask(&one.text) } else { one.text.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::{Sources, example};
    use super::*;

    #[test]
    fn the_example_without_its_comment_signs_is_a_valid_file() {
        let text: String = example()
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
            .flat_map(|line| [line, "\n"])
            .collect();
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["http"]["bind"].as_str(), Some("127.0.0.1:8080"));
        assert_eq!(table["database"]["max_connections"].as_integer(), Some(10));
    }

    #[test]
    fn shown_lines_name_the_origin() {
        let resolved = Sources::default().resolve().unwrap();
        assert!(show_text(&resolved).contains("127.0.0.1:8080  (default)"));
        assert_eq!(show_json(&resolved)[0]["key"], "data_dir");
    }
}
