//! Days: in the installation's zone, and in both calendars of the country.
//!
//! Storage knows instants in UTC; what a person calls a day is computed here.

mod date;
mod day;
mod hijri;
mod written;

pub use date::{Calendar, CalendarDate};
pub use day::{end_of_day, local_date, start_of_day};
pub use hijri::HijriDate;
