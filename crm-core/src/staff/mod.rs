//! Staff members, their roles in departments, tokens.
