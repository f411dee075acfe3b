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
        /// Signed minutes of the committee.
        CommitteeMinutes = "committee_minutes",
        /// A workbook of a cycle's items with a department's answers.
        InventoryWorkbook = "inventory_workbook",
        /// The same workbook given back with what became of each row.
        InventoryWorkbookReport = "inventory_workbook_report",
        /// What a department lays beside an answer of the inventory.
        InventoryEvidence = "inventory_evidence",
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
    /// What the actor needs to bring such a document.
    pub(crate) fn brought_with(self) -> Permission {
        match self {
            Self::ServiceImport | Self::ServiceImportReport => Permission::CatalogueManage,
            Self::CommitteeMinutes => Permission::InventoryDecide,
            // who answers by delegation holds no more; whose answers are taken is judged item by item
            Self::InventoryWorkbook | Self::InventoryWorkbookReport | Self::InventoryEvidence => {
                Permission::InventoryRead
            }
        }
    }

    /// What the actor needs to read one that is attached: what it needs to read the record.
    pub(crate) fn read_with(self) -> Permission {
        match self {
            Self::ServiceImport | Self::ServiceImportReport => Permission::CatalogueManage,
            Self::InventoryWorkbook | Self::InventoryWorkbookReport => Permission::InventoryRun,
            Self::CommitteeMinutes | Self::InventoryEvidence => Permission::InventoryRead,
        }
    }

    /// Types that are taken.
    pub fn types(self) -> &'static [FileType] {
        match self {
            Self::ServiceImport | Self::ServiceImportReport => &[FileType::Xlsx, FileType::Csv, FileType::Json],
            Self::InventoryWorkbook | Self::InventoryWorkbookReport => &[FileType::Xlsx, FileType::Csv],
            Self::CommitteeMinutes => &[FileType::Pdf, FileType::Png, FileType::Jpeg, FileType::Docx],
            Self::InventoryEvidence => {
                &[FileType::Pdf, FileType::Png, FileType::Jpeg, FileType::Docx, FileType::Xlsx, FileType::Csv]
            }
        }
    }
}
