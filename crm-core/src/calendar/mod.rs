<<<<<<< HEAD
//! Working time and both calendars.
=======
//! Days: in the installation's zone, and in both calendars of the country.
//!
//! Storage knows instants in UTC; what a person calls a day is computed here.

mod day;
mod hijri;

pub use day::{end_of_day, local_date, start_of_day};
pub use hijri::{Calendar, CalendarDate, HijriDate};
>>>>>>> text
