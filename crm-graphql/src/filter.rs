//! Inputs of filters: operators per type, and the boolean tree over an area's conditions.

use async_graphql::{ID, InputObject};
use crm_core::error::{Check, Error, Result};
use crm_core::filter::{Choice, MAX_TEXT, MAX_VALUES, Range, TextTest};
use crm_core::ids::RecordId;
use crm_core::rule::Rule;

use crate::node_id::Id;
use crate::scalars::DateTime;

/// Operators as the core's tests `T`; several given together must all hold.
pub(crate) trait Tests<T> {
    fn tests(self) -> Result<Vec<T>>;
}

/// Operators on the id of a record.
#[derive(Clone, Debug, InputObject)]
#[graphql(name = "IDFilter")]
pub struct IdFilter {
    /// Is this record.
    eq: Option<ID>,
    /// Is one of these records, at most 200.
    r#in: Option<Vec<ID>>,
    /// Whether there is none.
    is_null: Option<bool>,
}

impl<I: RecordId> Tests<Choice<I>> for IdFilter {
    fn tests(self) -> Result<Vec<Choice<I>>> {
        let id = |path: &str, id: &ID| id.parse::<Id<I>>().map(|id| id.0).map_err(|error| error.under(path));
        let eq = self.eq.map(|value| id("eq", &value)).transpose()?;
        let list = self.r#in.map(|values| values.iter().map(|value| id("in", value)).collect()).transpose()?;
        choices(eq, list, self.is_null)
    }
}

/// Operators on the id of a record of any kind.
#[derive(Clone, Debug, InputObject)]
pub struct RecordFilter {
    /// Is this record.
    eq: Option<ID>,
    /// Is one of these records, at most 200.
    r#in: Option<Vec<ID>>,
}

impl Tests<Choice<uuid::Uuid>> for RecordFilter {
    fn tests(self) -> Result<Vec<Choice<uuid::Uuid>>> {
        let id = |path: &str, id: &ID| {
            crate::node_id::decode(id).map(|(_, id)| id).ok_or_else(|| Error::invalid(path, Rule::Id))
        };
        let eq = self.eq.map(|value| id("eq", &value)).transpose()?;
        let list = self.r#in.map(|values| values.iter().map(|value| id("in", value)).collect()).transpose()?;
        choices(eq, list, None)
    }
}

/// Operators on a code or name that is compared as a whole or in part.
#[derive(Clone, Debug, InputObject)]
pub struct StringFilter {
    /// Is this text.
    eq: Option<String>,
    /// Is one of these texts, at most 200.
    r#in: Option<Vec<String>>,
    /// Has this text inside, taken literally.
    contains: Option<String>,
}

impl Tests<TextTest> for StringFilter {
    fn tests(self) -> Result<Vec<TextTest>> {
        let Self { eq, r#in, contains } = self.bounded()?;
        let tests = [eq.map(TextTest::Eq), within(r#in)?.map(TextTest::In), contains.map(TextTest::Contains)];
        Ok(tests.into_iter().flatten().collect())
    }
}

/// Operators on a code that is compared as a whole.
impl Tests<Choice<String>> for StringFilter {
    fn tests(self) -> Result<Vec<Choice<String>>> {
        let Self { eq, r#in, contains } = self.bounded()?;
        if contains.is_some() {
            return Err(Error::invalid("contains", Rule::Filter));
        }
        choices(eq, r#in, None)
    }
}

impl StringFilter {
    /// The same, when its texts are of bearable length: engines refuse longer patterns in ways of their own.
    fn bounded(self) -> Result<Self> {
        let fits = |text: &String| text.chars().count() <= MAX_TEXT;
        let mut check = Check::default();
        check
            .that(self.eq.as_ref().is_none_or(fits), "eq", Rule::TooLong(MAX_TEXT as u64))
            .that(self.r#in.iter().flatten().all(fits), "in", Rule::TooLong(MAX_TEXT as u64))
            .that(self.contains.as_ref().is_none_or(fits), "contains", Rule::TooLong(MAX_TEXT as u64));
        check.done().map(|()| self)
    }
}

/// Operators on a moment.
#[derive(Clone, Debug, InputObject)]
pub struct DateTimeFilter {
    /// Is this moment.
    eq: Option<DateTime>,
    /// At or after.
    gte: Option<DateTime>,
    /// After.
    gt: Option<DateTime>,
    /// At or before.
    lte: Option<DateTime>,
    /// Before.
    lt: Option<DateTime>,
}

impl Tests<Range<chrono::DateTime<chrono::Utc>>> for DateTimeFilter {
    fn tests(self) -> Result<Vec<Range<chrono::DateTime<chrono::Utc>>>> {
        let Self { eq, gte, gt, lte, lt } = self;
        Ok(ranges([eq, gte, gt, lte, lt].map(|at| at.map(|at| at.0))))
    }
}

/// Operators on a whole number.
#[derive(Clone, Debug, InputObject)]
pub struct IntFilter {
    /// Is this number.
    eq: Option<i32>,
    /// At least.
    gte: Option<i32>,
    /// More than.
    gt: Option<i32>,
    /// At most.
    lte: Option<i32>,
    /// Less than.
    lt: Option<i32>,
}

impl Tests<Range<i32>> for IntFilter {
    fn tests(self) -> Result<Vec<Range<i32>>> {
        let Self { eq, gte, gt, lte, lt } = self;
        Ok(ranges([eq, gte, gt, lte, lt]))
    }
}

/// Operators on a yes or no.
#[derive(Clone, Debug, InputObject)]
pub struct BooleanFilter {
    /// Is this.
    eq: Option<bool>,
}

impl Tests<Choice<bool>> for BooleanFilter {
    fn tests(self) -> Result<Vec<Choice<bool>>> {
        Ok(self.eq.map(Choice::Eq).into_iter().collect())
    }
}

impl Tests<bool> for BooleanFilter {
    fn tests(self) -> Result<Vec<bool>> {
        Ok(self.eq.into_iter().collect())
    }
}

/// Operators on a place in a tree: a record passes with all below it.
#[derive(Clone, Debug, InputObject)]
pub struct TreeFilter {
    /// Is this record or below it.
    eq: Option<ID>,
    /// Is one of these records or below one, at most 200.
    r#in: Option<Vec<ID>>,
}

impl<I: RecordId> Tests<Vec<I>> for TreeFilter {
    fn tests(self) -> Result<Vec<Vec<I>>> {
        let Self { eq, r#in } = self;
        let choices: Vec<Choice<I>> = IdFilter { eq, r#in, is_null: None }.tests()?;
        let roots = |choice| match choice {
            Choice::Eq(id) => Some(vec![id]),
            Choice::In(ids) => Some(ids),
            Choice::IsNull(_) => None,
        };
        Ok(choices.into_iter().filter_map(roots).collect())
    }
}

/// Tests of whole values from `eq`, `in` and `isNull`.
pub(crate) fn choices<T>(eq: Option<T>, list: Option<Vec<T>>, is_null: Option<bool>) -> Result<Vec<Choice<T>>> {
    let tests = [eq.map(Choice::Eq), within(list)?.map(Choice::In), is_null.map(Choice::IsNull)];
    Ok(tests.into_iter().flatten().collect())
}

fn within<T>(list: Option<Vec<T>>) -> Result<Option<Vec<T>>> {
    match list {
        Some(list) if list.len() > MAX_VALUES => Err(Error::invalid("in", Rule::TooMany(MAX_VALUES as u64))),
        other => Ok(other),
    }
}

fn ranges<T>([eq, gte, gt, lte, lt]: [Option<T>; 5]) -> Vec<Range<T>> {
    let tests = [eq.map(Range::Eq), gte.map(Range::Gte), gt.map(Range::Gt), lte.map(Range::Lte), lt.map(Range::Lt)];
    tests.into_iter().flatten().collect()
}

/// Declares the operators of an enum: `enum_filter!(/// doc; ChannelFilter, Channel => core::Channel)`, where the GraphQL
/// enum turns into the core's.
#[allow(unused_macros, reason = "areas with enums use it")]
macro_rules! enum_filter {
    ($(#[$doc:meta])* $name:ident, $enum:ty => $core:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::InputObject)]
        pub struct $name {
            /// Is this value.
            eq: Option<$enum>,
            /// Is one of these values.
            r#in: Option<Vec<$enum>>,
        }

        impl $crate::filter::Tests<crm_core::filter::Choice<$core>> for $name {
            fn tests(self) -> crm_core::Result<Vec<crm_core::filter::Choice<$core>>> {
                let list = self.r#in.map(|values| values.into_iter().map(Into::into).collect());
                $crate::filter::choices(self.eq.map(Into::into), list, None)
            }
        }
    };
}
#[allow(unused_imports, reason = "areas with enums use it")]
pub(crate) use enum_filter;

/// Declares the filter of a list over an area's enum of conditions.
///
/// ```text
/// filter! {
///     /// Which contacts are wanted. All given fields must hold.
///     InteractionFilter => interactions::Condition {
///         /// The department that had the contact.
///         department: IdFilter => Department,
///         /// When it happened.
///         occurred_at: DateTimeFilter => OccurredAt,
///     }
/// }
/// ```
///
/// `filter.tree()?` is the core's `Filter<interactions::Condition>`; the variant's content (`Choice<DepartmentId>`,
/// `Range<DateTime<Utc>>`, `TextTest`) says which test the operators become.
macro_rules! filter {
    (
        $(#[$doc:meta])* $name:ident => $condition:path {
            $($(#[$fdoc:meta])* $field:ident : $operators:ty => $variant:ident),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::InputObject)]
        pub struct $name {
            $($(#[$fdoc])* $field: Option<$operators>,)+
            /// All of these hold too. Filters nest three deep at most.
            and: Option<Vec<$name>>,
            /// At least one of these holds.
            or: Option<Vec<$name>>,
            /// This does not hold.
            not: Option<Box<$name>>,
        }

        impl $name {
            /// The filter in the core's form, within the bounds of depth and size.
            pub fn tree(self) -> crm_core::Result<crm_core::Filter<$condition>> {
                let tree = self.level(0).map_err(|error| error.under("filter"))?;
                tree.check_bounds().map(|()| tree)
            }

            fn level(self, depth: usize) -> crm_core::Result<crm_core::Filter<$condition>> {
                use crm_core::filter::{Filter, MAX_DEPTH};
                use $condition as Condition;
                if depth > MAX_DEPTH {
                    return Err(crm_core::Error::invalid("", crm_core::rule::Rule::Filter));
                }
                let Self { $($field,)+ and, or, not } = self;
                let mut parts = Vec::new();
                $(if let Some(operators) = $field {
                    let name = $crate::filter::camel(stringify!($field));
                    let tests = $crate::filter::Tests::tests(operators).map_err(|error| error.under(&name))?;
                    parts.extend(tests.into_iter().map(|test| Filter::Is(Condition::$variant(test))));
                })+
                let below = |list: Vec<Self>| list.into_iter().map(|part| part.level(depth + 1)).collect::<Result<Vec<_>, _>>();
                if let Some(list) = and {
                    parts.push(Filter::all(below(list)?));
                }
                if let Some(list) = or {
                    parts.push(Filter::Or(below(list)?));
                }
                if let Some(part) = not {
                    parts.push(Filter::Not(Box::new(part.level(depth + 1)?)));
                }
                Ok(Filter::all(parts))
            }
        }
    };
}
pub(crate) use filter;

/// A field's name as it stands in GraphQL.
pub(crate) fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut chars = part.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(chars.as_str());
    }
    out
}
