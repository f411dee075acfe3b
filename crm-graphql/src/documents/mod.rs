//! Documents kept as files, and their variables out of the fields of a form or an address.
//!
//! A front end on the server keeps each request as a file with one named operation. [`Document::request`] turns named
//! texts into its variables along the types of the schema: `input.service.code` is the field `code` of the field
//! `service` of the variable `input`. So a form needs no code of its own, and what a mutation answers about
//! `service.code` is about the form's field of that name.
//! What people type in a larger unit than the schema keeps is turned into it: an amount of money beside its currency,
//! satisfaction of 5.
//!
//! A variable `$hasCaller: Boolean!` is true when the field `caller` is filled in, so that a document includes what is
//! asked of it only.

mod fields;
mod inputs;
mod leaves;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, OperationDefinition, OperationType};
use async_graphql::{Positioned, Request, Variables};
use chrono_tz::Tz;
use crm_core::error::FieldError;

pub use fields::Fields;
use inputs::Inputs;

/// What a field left empty means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// Nothing was said: an address, whose parameters narrow a list.
    Absent,
    /// Nothing shall be there: a form that shows what is.
    Null,
}

/// How texts are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// What a field left empty means.
    pub empty: Empty,
    /// The zone of times without one.
    pub zone: Tz,
}

/// Why a text is no document of the schema.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not GraphQL.
    #[error("it cannot be read as GraphQL{}", .0.map(|line| format!(" (line {line})")).unwrap_or_default())]
    Unreadable(Option<usize>),
    /// None, or several operations.
    #[error("it must hold one operation with a name")]
    NotOne,
    /// A variable of a type that the schema does not take.
    #[error("the schema has no input type {0}")]
    Type(String),
}

/// A document with one named operation.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    text: String,
    kind: OperationType,
    variables: Vec<inputs::Field>,
}

impl Document {
    /// Reads a document, with the fragments that it uses written into it.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let parsed =
            parse_query(text).map_err(|error| DocumentError::Unreadable(error.positions().next().map(|at| at.line)))?;
        let (name, operation) = only(&parsed.operations).ok_or(DocumentError::NotOne)?;
        let kind = operation.node.ty;
        let variables: Vec<_> =
            operation.node.variable_definitions.iter().map(|one| inputs::Field::of_variable(&one.node)).collect();
        match variables.iter().find(|variable| !Inputs::of_schema().has(&variable.ty)) {
            Some(unknown) => Err(DocumentError::Type(unknown.ty.clone())),
            None => Ok(Self { name: name.to_owned(), text: text.to_owned(), kind, variables }),
        }
    }

    /// The operation's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Query, mutation or subscription.
    pub fn kind(&self) -> OperationType {
        self.kind
    }

    /// Whether it takes a variable.
    pub fn takes(&self, variable: &str) -> bool {
        self.variables.iter().any(|known| known.name == variable)
    }

    /// The request with its variables out of named texts. What cannot be read, or is missing, is told at its field.
    /// Names that the document does not know are left alone.
    pub fn request(&self, fields: &Fields, reading: Reading) -> Result<Request, Vec<FieldError>> {
        let mut coercion = inputs::Coercion::new(reading);
        let variables: Variables = Variables::from_value(coercion.variables(&self.variables, fields));
        if coercion.mistakes.is_empty() {
            Ok(Request::new(&self.text).variables(variables).operation_name(&self.name))
        } else {
            Err(coercion.mistakes)
        }
    }
}

fn only(operations: &DocumentOperations) -> Option<(&str, &Positioned<OperationDefinition>)> {
    let mut named = operations.iter();
    let (name, operation) = named.next()?;
    named.next().is_none().then_some((name?.as_str(), operation))
}

#[cfg(test)]
mod tests;
