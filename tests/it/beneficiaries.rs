//! Tests of beneficiaries.
