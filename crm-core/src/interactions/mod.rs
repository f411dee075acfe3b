//! The log of contacts.
