//! The tree of categories.

use async_graphql::{Context, InputObject, Object, Result};
use crm_core::catalogue::categories::{self as core, CreateCategory, UpdateCategory};
use crm_core::ids::CategoryId;

use super::{Key, by_id_or_code};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::{outcome, payload};
use crate::scalars::{LocalizedText, LocalizedTextInput, localized};

/// A node of the tree under which services are found.
#[derive(Clone)]
pub struct Category(pub core::Category);

impl From<core::Category> for Category {
    fn from(row: core::Category) -> Self {
        Self(row)
    }
}

/// A node of the tree under which services are found.
#[Object]
impl Category {
    /// Id.
    pub(crate) async fn id(&self) -> Id<CategoryId> {
        Id(self.0.id)
    }

    /// Code people quote.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }

    /// The category above.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Category>> {
        match self.0.parent_id {
            Some(id) => Ok(ctx.db().reference().await?.category(id).cloned().map(Category)),
            None => Ok(None),
        }
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A new category.
#[derive(InputObject)]
pub struct CreateCategoryInput {
    /// Unique code.
    code: String,
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
    /// The category above.
    parent_id: Option<Id<CategoryId>>,
}

impl TryFrom<CreateCategoryInput> for CreateCategory {
    type Error = crm_core::Error;

    fn try_from(input: CreateCategoryInput) -> crm_core::Result<Self> {
        let CreateCategoryInput { code, name, parent_id } = input;
        Ok(Self { code, name: localized("name", name)?, parent: parent_id.map(|id| id.0) })
    }
}

/// A change of a category; what is absent stays.
#[derive(InputObject)]
pub struct UpdateCategoryInput {
    /// The category.
    id: Id<CategoryId>,
    /// New name.
    name: Option<LocalizedTextInput>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<UpdateCategoryInput> for UpdateCategory {
    type Error = crm_core::Error;

    fn try_from(input: UpdateCategoryInput) -> crm_core::Result<Self> {
        let UpdateCategoryInput { id: _, name, expected_version } = input;
        Ok(Self { name: name.map(|name| localized("name", name)).transpose()?, expected_version })
    }
}

payload! {
    /// What `createCategory` answers.
    CreateCategoryPayload {
        /// The category, when it was created.
        category: Category
    }
}

payload! {
    /// What `updateCategory` answers.
    UpdateCategoryPayload {
        /// The category, when it was changed.
        category: Category;
        /// The category as it is now, after a stale version.
        current: Option<Category>,
    }
}

/// Reads of categories.
#[derive(Default)]
pub struct CategoryQuery;

#[Object]
impl CategoryQuery {
    /// Categories by name.
    async fn categories(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those directly below this category.")] parent_id: Option<Id<CategoryId>>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Category>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), parent_id.map(|id| id.0), &page).await?))
    }

    /// One category, by id or by code.
    async fn category(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<CategoryId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<Category>> {
        let row = match by_id_or_code(id, code)? {
            Key::Id(id) => found(core::get(ctx.db(), ctx.op(), id).await)?,
            Key::Code(code) => core::find_by_code(ctx.db(), ctx.op(), &code).await?,
        };
        Ok(row.map(Category))
    }
}

/// Changes of categories.
#[derive(Default)]
pub struct CategoryMutation;

#[Object]
impl CategoryMutation {
    /// Creates a category.
    async fn create_category(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The category.")] input: CreateCategoryInput,
    ) -> Result<CreateCategoryPayload> {
        CreateCategoryPayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Changes a category.
    async fn update_category(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateCategoryInput,
    ) -> Result<UpdateCategoryPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, async { core::update(ctx.db(), ctx.op(), id, input.try_into()?).await }).await?;
        let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Category);
        Ok(UpdateCategoryPayload { current, ..outcome.into() })
    }
}
