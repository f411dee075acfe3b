//! What documents are for, and what follows from it.

use super::FileType;
use crate::names::names;
use crate::policy::Permission;

names! {
    /// What a document is for: decides what may come, how large, and who reads it once it is attached.
    DocumentPurpose {
        /// A sheet of services to import.
        ServiceImport = "service_import",
        /// The same sheet given back with what became of each row.
        ServiceImportReport = "service_import_report",
    }
}

names! {
    /// Whether a document's bytes are here.
    DocumentState {
        /// Announced; the bytes may still come.
        Awaited = "awaited",
        /// Here.
        Stored = "stored",
        /// Gone: nobody attached it in time.
        Discarded = "discarded",
    }
}

impl DocumentPurpose {
    /// What the actor needs to bring such a document, and to read one that is attached.
    pub(crate) fn permission(self) -> Permission {
        match self {
            Self::ServiceImport | Self::ServiceImportReport => Permission::CatalogueManage,
        }
    }

    /// Types that are taken.
    pub fn types(self) -> &'static [FileType] {
        match self {
            Self::ServiceImport | Self::ServiceImportReport => &[FileType::Xlsx, FileType::Csv, FileType::Json],
        }
    }
}
