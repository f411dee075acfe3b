//! Working time and both calendars.
