//! How what stands on a card goes out and comes in.
//!
//! [`card_part!`] declares a part once and makes both its types: what a front end reads it can give back, and an error's
//! path (`card.procedure.steps.0.action`) or a change's (`procedure.steps.0.action.ar`) is the path of the field.

use std::collections::BTreeSet;

use async_graphql::{InputObject, InputType, OutputType, SimpleObject};
use crm_core::calendar::{CalendarDate, HijriDate};
use crm_core::catalogue::{Reference, card};
use crm_core::error::Error;
use crm_core::ids::{CategoryId, DepartmentId, OrganizationId, ServiceId, SiteId, TagId};
use crm_core::rule::Rule;
use crm_core::text;

use super::super::LinkedService;
use super::common::CalendarKind;
use crate::catalogue::{Category, Department, Organization, Site, Tag};
use crate::node_id::Id;
use crate::scalars::{Date, LanguageTag, LocalizedText, LocalizedTextInput, localized};

/// A value of the core that stands on a card.
pub trait OnCard: Sized {
    /// Its form in answers.
    type Shown: OutputType;
    /// Its form in inputs.
    type Given: InputType;

    /// The value for an answer; none when it names a record that is not in the frame.
    fn shown(&self, frame: &Reference) -> Option<Self::Shown>;
    /// The value of an input. Errors carry the path below it.
    fn given(input: Self::Given) -> crm_core::Result<Self>;
}

impl<T: OnCard> OnCard for Option<T> {
    type Shown = Option<T::Shown>;
    type Given = T::Given;

    fn shown(&self, frame: &Reference) -> Option<Self::Shown> {
        Some(self.as_ref().and_then(|value| value.shown(frame)))
    }

    fn given(input: Self::Given) -> crm_core::Result<Self> {
        T::given(input).map(Some)
    }
}

impl<T: OnCard> OnCard for Vec<T> {
    type Shown = Vec<T::Shown>;
    type Given = Vec<T::Given>;

    fn shown(&self, frame: &Reference) -> Option<Self::Shown> {
        Some(self.iter().filter_map(|value| value.shown(frame)).collect())
    }

    fn given(input: Self::Given) -> crm_core::Result<Self> {
        let entries = input.into_iter().enumerate();
        entries.map(|(place, entry)| T::given(entry).map_err(|error| error.under(&place.to_string()))).collect()
    }
}

impl<T: OnCard + Ord> OnCard for BTreeSet<T> {
    type Shown = Vec<T::Shown>;
    type Given = Vec<T::Given>;

    fn shown(&self, frame: &Reference) -> Option<Self::Shown> {
        Some(self.iter().filter_map(|value| value.shown(frame)).collect())
    }

    fn given(input: Self::Given) -> crm_core::Result<Self> {
        input.into_iter().map(T::given).collect()
    }
}

impl OnCard for text::LocalizedText {
    type Shown = LocalizedText;
    type Given = LocalizedTextInput;

    fn shown(&self, _: &Reference) -> Option<LocalizedText> {
        Some(self.clone().into())
    }

    fn given(input: LocalizedTextInput) -> crm_core::Result<Self> {
        localized("", input)
    }
}

impl OnCard for text::LanguageTag {
    type Shown = LanguageTag;
    type Given = LanguageTag;

    fn shown(&self, _: &Reference) -> Option<LanguageTag> {
        Some(self.clone().into())
    }

    fn given(input: LanguageTag) -> crm_core::Result<Self> {
        Ok(input.0)
    }
}

/// A decimal number of percent, such as `99.5`.
impl OnCard for card::Percent {
    type Shown = String;
    type Given = String;

    fn shown(&self, _: &Reference) -> Option<String> {
        Some(self.to_string())
    }

    fn given(input: String) -> crm_core::Result<Self> {
        Self::parse(&input)
    }
}

impl OnCard for ServiceId {
    type Shown = LinkedService;
    type Given = Id<ServiceId>;

    fn shown(&self, _: &Reference) -> Option<LinkedService> {
        Some(LinkedService(*self))
    }

    fn given(input: Id<ServiceId>) -> crm_core::Result<Self> {
        Ok(input.0)
    }
}

/// What is the same on both sides.
macro_rules! plain {
    ($($ty:ty),+) => {$(
        impl OnCard for $ty {
            type Shown = Self;
            type Given = Self;

            fn shown(&self, _: &Reference) -> Option<Self> {
                Some(self.clone())
            }

            fn given(input: Self) -> crm_core::Result<Self> {
                Ok(input)
            }
        }
    )+};
}
plain!(String, bool, u8, u16, u32);

impl OnCard for chrono::NaiveDate {
    type Shown = Date;
    type Given = Date;

    fn shown(&self, _: &Reference) -> Option<Date> {
        Some(Date(*self))
    }

    fn given(input: Date) -> crm_core::Result<Self> {
        Ok(input.0)
    }
}

/// Records of the frame: ids in inputs, in answers the records from memory.
macro_rules! framed {
    ($($id:ty => $record:ident, $find:ident;)+) => {$(
        impl OnCard for $id {
            type Shown = $record;
            type Given = Id<$id>;

            fn shown(&self, frame: &Reference) -> Option<$record> {
                frame.$find(*self).cloned().map($record)
            }

            fn given(input: Id<$id>) -> crm_core::Result<Self> {
                Ok(input.0)
            }
        }
    )+};
}
framed! {
    DepartmentId => Department, department;
    OrganizationId => Organization, organization;
    SiteId => Site, site;
    CategoryId => Category, category;
    TagId => Tag, tag;
}

/// A date in both calendars.
#[derive(SimpleObject)]
pub struct CardDate {
    /// The Gregorian day.
    gregorian: Date,
    /// The Hijri day (Umm al-Qura), such as `1446-09-01`; null beyond the years that its table knows, 1300 to 1600.
    hijri: Option<String>,
    /// The calendar in which it was written.
    calendar: CalendarKind,
}

/// A date in the calendar in which it is written: one of the two.
#[derive(Clone, Debug, InputObject)]
pub struct CardDateInput {
    /// A Gregorian day.
    gregorian: Option<Date>,
    /// Or a Hijri day (Umm al-Qura), such as `1446-09-01`, digits of any script.
    hijri: Option<String>,
}

impl OnCard for card::CardDate {
    type Shown = CardDate;
    type Given = CardDateInput;

    fn shown(&self, _: &Reference) -> Option<CardDate> {
        let Self { date, calendar } = self;
        let hijri = CalendarDate::from_gregorian(*date).ok().map(|date| date.hijri().to_string());
        Some(CardDate { gregorian: Date(*date), hijri, calendar: (*calendar).into() })
    }

    fn given(input: CardDateInput) -> crm_core::Result<Self> {
        let CardDateInput { gregorian, hijri } = input;
        match (gregorian, hijri) {
            (Some(day), None) => Ok(day.0.into()),
            (None, Some(day)) => {
                let date =
                    HijriDate::parse(&day).and_then(HijriDate::to_gregorian).map_err(|error| error.under("hijri"))?;
                Ok(Self { date, calendar: card::CalendarKind::Hijri })
            }
            (Some(_), Some(_)) => Err(Error::invalid("hijri", Rule::Exclusive)),
            (None, None) => Err(Error::invalid("gregorian", Rule::Required)),
        }
    }
}

/// The input type of a field: optional, where absent and null mean empty, or required.
macro_rules! input_type {
    ($ty:ty) => { Option<<$ty as $crate::catalogue::services::card::form::OnCard>::Given> };
    ($ty:ty, required) => { <$ty as $crate::catalogue::services::card::form::OnCard>::Given };
}
pub(crate) use input_type;

/// The value of an input's field, its errors under the field's name.
macro_rules! input_value {
    ($field:ident : $ty:ty) => {
        $field
            .map(<$ty as $crate::catalogue::services::card::form::OnCard>::given)
            .transpose()
            .map_err(|error| error.under(&$crate::filter::camel(stringify!($field))))?
            .unwrap_or_default()
    };
    ($field:ident : $ty:ty, required) => {
        <$ty as $crate::catalogue::services::card::form::OnCard>::given($field)
            .map_err(|error| error.under(&$crate::filter::camel(stringify!($field))))?
    };
}
pub(crate) use input_value;

/// The value of a part: absent stays as it is, null empties it.
macro_rules! part_value {
    ($field:ident : $ty:ty) => {
        match $field {
            async_graphql::MaybeUndefined::Undefined => None,
            async_graphql::MaybeUndefined::Null => Some(<$ty>::default()),
            async_graphql::MaybeUndefined::Value(given) => {
                let part = <$ty as $crate::catalogue::services::card::form::OnCard>::given(given);
                Some(part.map_err(|error| error.under(&$crate::filter::camel(stringify!($field))))?)
            }
        }
    };
}
pub(crate) use part_value;

/// Declares a part of the card by the core's type: its output and its input, field by field in the core's types.
///
/// ```text
/// card_part! {
///     /// One step.
///     card::Step => ServiceStep, ServiceStepInput {
///         /// What is done.
///         action: LocalizedText = required,
///         /// Who does it.
///         actor: Option<card::StepActor>,
///     }
/// }
/// ```
macro_rules! card_part {
    (
        $(#[$doc:meta])* $core:path => $out:ident, $input:ident {
            $($(#[$fdoc:meta])* $field:ident : $ty:ty $(= $need:ident)?),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $out {
            $($(#[$fdoc])* $field: <$ty as $crate::catalogue::services::card::form::OnCard>::Shown,)+
        }

        $(#[$doc])*
        #[derive(Clone, Debug, async_graphql::InputObject)]
        pub struct $input {
            $($(#[$fdoc])* $field: $crate::catalogue::services::card::form::input_type!($ty $(, $need)?),)+
        }

        impl $crate::catalogue::services::card::form::OnCard for $core {
            type Shown = $out;
            type Given = $input;

            fn shown(&self, frame: &crm_core::catalogue::Reference) -> Option<$out> {
                let Self { $($field),+ } = self;
                Some($out {
                    $($field: $crate::catalogue::services::card::form::OnCard::shown($field, frame)?,)+
                })
            }

            fn given(input: $input) -> crm_core::Result<Self> {
                let $input { $($field),+ } = input;
                Ok(Self {
                    $($field: $crate::catalogue::services::card::form::input_value!($field: $ty $(, $need)?),)+
                })
            }
        }
    };
}
pub(crate) use card_part;

/// Declares an enum of the card with its GraphQL names written out.
macro_rules! card_enum {
    (
        $(#[$doc:meta])* $core:path => $name:ident {
            $($(#[$vdoc:meta])* $variant:ident = $graphql:literal),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        pub enum $name {
            $($(#[$vdoc])* #[graphql(name = $graphql)] $variant,)+
        }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                type Core = $core;
                match value { $(Core::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)+ }
            }
        }

        impl $crate::catalogue::services::card::form::OnCard for $core {
            type Shown = $name;
            type Given = $name;

            fn shown(&self, _: &crm_core::catalogue::Reference) -> Option<$name> {
                Some((*self).into())
            }

            fn given(input: $name) -> crm_core::Result<Self> {
                Ok(input.into())
            }
        }
    };
}
pub(crate) use card_enum;
