//! Bytes as text.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1256};

use super::unreadable;
use crate::error::Result;

/// The text of a file, without byte order mark. Control characters other than tab and line ends tell that it is
/// no text at all.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        if broken {
            return Err(unreadable());
        }
        text
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        WINDOWS_1256.decode_without_bom_handling(bytes).0
    };
    let controls = text.bytes().any(|b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r'));
    if controls { Err(unreadable()) } else { Ok(text) }
}
