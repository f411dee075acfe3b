//! Texts that can be frozen: equal content is equal bytes.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// JSON in one form only: object keys in order, no space, as RFC 8785 has it for documents whose numbers are whole
/// (ours are).
pub(crate) fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(entries) => {
            out.push('[');
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(entry, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            // RFC 8785 orders by UTF-16 code units.
            fields.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (place, (name, value)) in fields.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                // Writing to a text does not fail.
                write!(out, "{}:", Value::from(name.as_str())).unwrap_or_default();
                write(value, out);
            }
            out.push('}');
        }
        plain => write!(out, "{plain}").unwrap_or_default(),
    }
}

/// The SHA-256 of a value's canonical form.
pub(super) fn digest(value: &impl Serialize) -> Result<Vec<u8>> {
    let value = serde_json::to_value(value).map_err(|_| Error::Corrupt { what: "a document to freeze" })?;
    Ok(Sha256::digest(canonical(&value)).to_vec())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_content_is_equal_bytes() {
        let value = json!({ "b": [1, { "z": null, "a": "\u{7}é\"" }], "a": true, "\u{1f600}": 1, "\u{fb33}": 2 });
        let text = "{\"a\":true,\"b\":[1,{\"a\":\"\\u0007é\\\"\",\"z\":null}],\"\u{1f600}\":1,\"\u{fb33}\":2}";
        assert_eq!(canonical(&value), text);
    }
}
