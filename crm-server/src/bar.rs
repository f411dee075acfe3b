//! Progress bars.

use std::borrow::Cow;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error when that is a terminal; nothing otherwise.
pub(crate) fn bar(what: impl Into<Cow<'static, str>>, count: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:20} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(count).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what)
}
