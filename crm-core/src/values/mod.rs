//! Parsed value types.
