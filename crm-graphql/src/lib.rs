//! crm-graphql
