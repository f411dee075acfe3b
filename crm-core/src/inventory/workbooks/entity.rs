//! Rows of workbooks and of their rows.

use crate::names::names;
use crate::text::LanguageTag;

names! {
    /// What became of a row.
    RowOutcome {
        /// The item says what the row says.
        Answered = "answered",
        /// The row changed nothing.
        Unchanged = "unchanged",
        /// A rule is broken: the remarks tell which.
        Refused = "refused",
    }
}

names! {
    /// What became of an answer when its workbook was taken back.
    Undone {
        /// The item says again what it said before.
        Restored = "restored",
        /// It was touched since, or may not be answered any more, and stays as it is.
        Kept = "kept",
    }
}

impl RowOutcome {
    /// What it is called in a person's own file.
    pub(super) fn said(self, language: &LanguageTag) -> &'static str {
        match (self, language.is_arabic()) {
            (_, false) => self.name(),
            (Self::Answered, true) => "سُجّلت الإجابة",
            (Self::Unchanged, true) => "دون تغيير",
            (Self::Refused, true) => "مرفوض",
        }
    }
}

pub(crate) mod workbook {
    use crate::ids::{CycleId, DocumentId, JobId, WorkbookId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A workbook with answers, as it came back.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_workbook")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WorkbookId,
        /// The cycle.
        pub cycle_id: CycleId,
        /// The file's name, without folders.
        pub file_name: String,
        /// The file.
        pub document_id: DocumentId,
        /// The file with what became of each row.
        pub marked_id: Option<DocumentId>,
        /// Whether everything is taken back at the end: only the report stays.
        pub dry_run: bool,
        /// Who sent it, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// When.
        pub at: DateTime<Utc>,
        /// The job that answers.
        pub job_id: JobId,
        /// Rows of the file.
        pub row_count: i64,
        /// Of those, answered.
        pub answered: i64,
        /// Of those, without a change.
        pub unchanged: i64,
        /// Of those, refused.
        pub refused: i64,
        /// When it was done with.
        pub finished_at: Option<DateTime<Utc>>,
        /// The job that takes it back.
        pub undo_job_id: Option<JobId>,
        /// When it was taken back.
        pub undone_at: Option<DateTime<Utc>>,
        /// How many items then said again what they had said before.
        pub restored: Option<i64>,
        /// How many stayed as they were.
        pub kept: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod row {
    use super::{RowOutcome, Undone};
    use crate::catalogue::import::Remarks;
    use crate::ids::{ItemId, WorkbookId};
    use crate::inventory::items::Former;
    use sea_orm::entity::prelude::*;

    /// A row of a workbook, and what became of it.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_workbook_row")]
    pub struct Model {
        /// The workbook.
        #[sea_orm(primary_key, auto_increment = false)]
        pub workbook_id: WorkbookId,
        /// The row's number as the person's own program shows it: the heading is row 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// The code of the service, as the row has it.
        pub code: Option<String>,
        /// The item that it names, where there is one in the cycle.
        pub item_id: Option<ItemId>,
        /// What became of it.
        pub outcome: RowOutcome,
        /// What to mend.
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub remarks: Option<Remarks>,
        /// The version that its answer left.
        pub version: Option<i32>,
        /// What the item said before.
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub former: Option<Former>,
        /// What became of it when the workbook was taken back.
        pub undone: Option<Undone>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
