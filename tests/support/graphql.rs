//! GraphQL in process: the schema as the server runs it, without HTTP.

use std::ops::Deref;

use crm_core::{Db, OpContext};
use serde_json::Value;

/// What a document answered, as it would go over the wire: `{ "data": …, "errors": […] }`.
#[derive(Clone, Debug)]
pub struct Answer(pub Value);

/// Carries a document out for an actor.
pub async fn gql(db: &Db, op: &OpContext, document: &str, variables: Value) -> Answer {
    gql_on(&crm_graphql::schema(db.clone()), op, document, variables).await
}

/// [`gql`] over a schema that is made once for many documents.
pub async fn gql_on(schema: &crm_graphql::Schema, op: &OpContext, document: &str, variables: Value) -> Answer {
    let request = crm_graphql::Request::new(document).variables(crm_graphql::Variables::from_json(variables));
    let response = crm_graphql::execute(schema, request, op.clone()).await;
    Answer(serde_json::to_value(response).unwrap())
}

impl Answer {
    /// The data; fails the test when there is any error.
    #[track_caller]
    pub fn ok(&self) -> &Value {
        assert!(self.errors().is_empty(), "errors: {:#}", self.0["errors"]);
        &self.0["data"]
    }

    /// The errors of the request; not those that a person can mend.
    pub fn errors(&self) -> &[Value] {
        self.0["errors"].as_array().map_or(&[], Vec::as_slice)
    }

    /// The codes of the errors of the request.
    pub fn codes(&self) -> Vec<&str> {
        self.errors().iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("none")).collect()
    }

    /// The payload of a mutation that was carried out; fails the test when it was not.
    #[track_caller]
    pub fn done(&self, mutation: &str) -> &Value {
        let payload = &self.ok()[mutation];
        assert!(self.user_errors(mutation).is_empty(), "user errors: {:#}", payload["userErrors"]);
        payload
    }

    /// What the person can mend, from the payload of a mutation.
    #[track_caller]
    pub fn user_errors(&self, mutation: &str) -> &[Value] {
        let errors = self.ok()[mutation]["userErrors"].as_array();
        errors.unwrap_or_else(|| panic!("{mutation} has no userErrors: {:#}", self.0))
    }

    /// What the person can mend, in short: `path: rule` where a rule was broken, else the code.
    #[track_caller]
    pub fn refusals(&self, mutation: &str) -> Vec<String> {
        let short = |error: &Value| match error["rule"].as_str() {
            Some(rule) => {
                let path: Vec<&str> =
                    error["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                format!("{}: {rule}", path.join("."))
            }
            None => error["code"].as_str().unwrap_or("none").to_owned(),
        };
        self.user_errors(mutation).iter().map(short).collect()
    }
}

impl Deref for Answer {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}
