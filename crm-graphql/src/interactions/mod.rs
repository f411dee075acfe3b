//! Interactions, in GraphQL.
