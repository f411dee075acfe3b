//! Beneficiaries, in GraphQL.
