//! Sheets that came in, row by row: what became of each, and what is to be mended in it.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, SimpleObject};
use crm_core::catalogue::import::Remarks;
use crm_core::page::{Page, PageRequest};
use crm_core::text::LanguageTag;
use crm_core::{Db, OpContext};

use crate::connection::{first_page, nothing};
use crate::context::{Batch, BatchError, Call};

/// The id of a sheet that came in.
pub(crate) trait Sheet: Copy + Eq + Hash + Send + Sync + 'static {
    /// One of its rows.
    type Row: Clone + Send + Sync + 'static;

    /// The first page of the rows of each sheet, or of those with remarks.
    fn first_rows(
        db: &Db,
        op: &OpContext,
        which: (&[Self], bool),
        size: u32,
    ) -> impl Future<Output = crm_core::Result<HashMap<Self, Page<Self::Row>>>> + Send;

    /// A page of the rows of a sheet, or of those with remarks.
    fn rows(
        db: &Db,
        op: &OpContext,
        which: (Self, bool),
        page: &PageRequest,
    ) -> impl Future<Output = crm_core::Result<Page<Self::Row>>> + Send;
}

/// A page of a sheet's rows: first pages of several sheets are read at once.
pub(crate) async fn rows<I: Sheet>(
    ctx: &Context<'_>,
    which: (I, bool),
    page: &PageRequest,
) -> async_graphql::Result<Page<I::Row>> {
    match first_page(page) {
        Some(size) => Ok(ctx.loaders().load_one(FirstRows(which.0, which.1, size)).await?.unwrap_or_else(nothing)),
        None => Ok(I::rows(ctx.db(), ctx.op(), which, page).await?),
    }
}

/// Key of the first page of a sheet's rows: the sheet, whether only those with remarks, the page's size.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct FirstRows<I>(I, bool, u32);

impl<I: Sheet> Loader<FirstRows<I>> for Batch {
    type Value = Page<I::Row>;
    type Error = BatchError;

    async fn load(&self, keys: &[FirstRows<I>]) -> Result<HashMap<FirstRows<I>, Self::Value>, BatchError> {
        let mut alike: HashMap<(bool, u32), Vec<I>> = HashMap::new();
        for FirstRows(id, remarked, size) in keys {
            alike.entry((*remarked, *size)).or_default().push(*id);
        }
        let mut found = HashMap::with_capacity(keys.len());
        for ((remarked, size), ids) in alike {
            let pages = I::first_rows(&self.db, &self.op, (&ids, remarked), size).await.map_err(Arc::new)?;
            found.extend(pages.into_iter().map(|(id, page)| (FirstRows(id, remarked, size), page)));
        }
        Ok(found)
    }
}

/// Something to mend or to look at in a row.
#[derive(SimpleObject)]
pub struct SheetRemark {
    /// The column's heading, with the part at fault in brackets where a cell holds several; or the record's field where no
    /// single column is at fault.
    column: String,
    /// Code of the rule.
    code: String,
    /// What is the matter and how to mend it.
    message: String,
}

/// What is kept of a row's remarks, in the language of the reader.
pub(crate) fn remarks(kept: Option<&Remarks>, language: &LanguageTag) -> Vec<SheetRemark> {
    let remarks = kept.into_iter().flat_map(|remarks| &remarks.0);
    let told = remarks.map(|remark| SheetRemark {
        column: remark.column.clone(),
        code: remark.code.clone(),
        message: remark.message(language).to_owned(),
    });
    told.collect()
}
