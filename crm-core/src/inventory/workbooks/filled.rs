//! A workbook as it came back.

use std::collections::{BTreeMap, HashMap};

use sea_orm::prelude::Uuid;

use super::column::Column;
use crate::catalogue::import::{Row, Sheet, SourceFile};
use crate::error::{Check, Error, Result};
use crate::ids::ItemId;
use crate::inventory::plans::PlanContent;
use crate::rule::Rule;
use crate::text::LanguageTag;

/// Most rows of a workbook.
pub(super) const MOST: usize = 5_000;

/// A filled-in workbook whose columns are known.
pub(super) struct Filled {
    pub file: SourceFile,
    /// Where each column stands.
    places: BTreeMap<Column, usize>,
}

impl Filled {
    /// Without a column by which rows are known, or without the first question, it is `WorkbookColumn`; with an answer's
    /// column twice, `Exclusive`.
    pub fn of(file: SourceFile, plan: &PlanContent) -> Result<Self> {
        let (mut places, mut check) = (BTreeMap::new(), Check::default());
        for (place, heading) in file.sheet().headers().iter().enumerate() {
            // A heading that comes again has its place behind it, see `Sheet`.
            let again = heading.strip_suffix(&format!("#{}", place + 1));
            if let Some(column) = Column::of_heading(again.unwrap_or(heading), plan) {
                // Of two answers nobody knows which is meant.
                let again = places.contains_key(&column) && column.is_answer();
                check.that(!again, &format!("file.{heading}"), Rule::Exclusive);
                places.entry(column).or_insert(place);
            }
        }
        let needed = [Column::Item, Column::Mark, Column::Existence];
        if let Some(column) = needed.iter().find(|column| !places.contains_key(column)) {
            let heading = column.heading(plan, &LanguageTag::arabic());
            return Err(Error::invalid(&format!("file.{heading}"), Rule::WorkbookColumn));
        }
        check.that(file.sheet().rows().len() <= MOST, "file", Rule::TooMany(MOST as u64)).result()?;
        Ok(Self { file, places })
    }

    /// The rows that name an item for the first time.
    pub fn firsts(&self) -> HashMap<ItemId, u32> {
        let mut firsts = HashMap::new();
        for row in self.rows() {
            if let Some(item) = self.item(row) {
                firsts.entry(item).or_insert(row.number);
            }
        }
        firsts
    }

    pub fn rows(&self) -> &[Row] {
        self.sheet().rows()
    }

    pub fn sheet(&self) -> &Sheet {
        self.file.sheet()
    }

    /// The columns that the person fills in.
    pub fn answers(&self) -> impl Iterator<Item = &Column> {
        self.places.keys().filter(|column| column.is_answer())
    }

    /// The item that a row names, if it names one.
    pub fn item(&self, row: &Row) -> Option<ItemId> {
        self.cell(row, &Column::Item).parse::<Uuid>().ok().map(ItemId)
    }

    /// A row's cell; empty where there is no such column.
    pub fn cell<'r>(&self, row: &'r Row, column: &Column) -> &'r str {
        self.places.get(column).map_or("", |place| row.cell(*place))
    }

    /// A column's heading in the person's file; its usual one where the file lacks it.
    pub fn heading(&self, column: &Column, plan: &PlanContent, language: &LanguageTag) -> String {
        let own = self.places.get(column).and_then(|place| self.sheet().headers().get(*place));
        own.cloned().unwrap_or_else(|| column.heading(plan, language))
    }
}
