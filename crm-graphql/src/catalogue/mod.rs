//! Catalogue, in GraphQL.
