//! Small values that several parts of the card share.

use crm_core::catalogue::card;
use crm_core::ids::OrganizationId;
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_enum! {
    /// A calendar in which a date can be written.
    card::CalendarKind => CalendarKind {
        /// Gregorian.
        Gregorian = "GREGORIAN",
        /// Hijri, by the Umm al-Qura table.
        Hijri = "HIJRI",
    }
}

card_part! {
    /// A period of validity; an open end is unbounded.
    card::Validity => Validity, ValidityInput {
        /// First day.
        from: Option<card::CardDate>,
        /// Last day, which belongs to the period.
        to: Option<card::CardDate>,
    }
}

card_enum! {
    /// A unit of promised time. Working units count by the installation's working calendar.
    card::TimeUnit => TimeUnit {
        /// Minutes, by the clock.
        Minutes = "MINUTES",
        /// Hours within working hours.
        WorkingHours = "WORKING_HOURS",
        /// Days on which the body works.
        WorkingDays = "WORKING_DAYS",
        /// Days of the calendar.
        CalendarDays = "CALENDAR_DAYS",
    }
}

card_part! {
    /// A length of time as a promise states it, such as two working days.
    card::Span => TimeSpan, TimeSpanInput {
        /// How many; 0 means at once.
        amount: u32 = required,
        /// Of what.
        unit: card::TimeUnit = required,
    }
}

card_part! {
    /// Another body: one that the catalogue keeps, or only its name.
    card::Body => OtherBody, OtherBodyInput {
        /// The organization, when the catalogue keeps it.
        organization: Option<OrganizationId>,
        /// Its name, when the catalogue does not keep it.
        name: LocalizedText,
    }
}
