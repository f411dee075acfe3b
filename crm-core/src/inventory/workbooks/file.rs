//! A workbook as a file.

use super::column::Column;
use crate::catalogue::import::files;
use crate::documents::FileType;
use crate::error::Result;
use crate::table::Table;
use crate::text::LanguageTag;

/// A table of items, and what its columns hold; those that are none of ours are left to the person.
#[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only a workbook has columns to show"))]
pub(super) struct Pages {
    pub table: Table,
    pub columns: Vec<Option<Column>>,
    pub language: LanguageTag,
    /// What a second sheet explains, each with a heading; nothing leaves it away.
    pub help: Vec<[String; 2]>,
}

impl Pages {
    /// Its bytes and the ending of their name: a workbook with locks and lists, or CSV where that is asked for or the
    /// program was made without workbooks.
    pub fn write(&self, kind: FileType) -> Result<(Vec<u8>, &'static str)> {
        #[cfg(feature = "xlsx")]
        if kind == FileType::Xlsx {
            return Ok((super::book::write(self)?, "xlsx"));
        }
        files::written(&self.table, kind)
    }
}
