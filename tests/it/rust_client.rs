//! The committed schema through Rust's `graphql_client`: the documents of `tests/js/documents` become types when this
//! compiles, and what they send and receive fits the server.

use crm_core::policy::Role;
use graphql_client::{GraphQLQuery, Response};
use support::{People, Person, Samples, Server, TestDb};

type DateTime = chrono::DateTime<chrono::Utc>;
type Date = chrono::NaiveDate;
type Duration = String;
type LanguageTag = String;
type PhoneNumber = String;

macro_rules! operations {
    ($($name:ident)+) => {
        $(
            #[derive(GraphQLQuery)]
            #[graphql(
                schema_path = "../crm-graphql/schema.graphql",
                query_path = "js/documents/client.graphql",
                response_derives = "Debug, PartialEq",
                variables_derives = "Deserialize"
            )]
            struct $name;
        )+
    };
}

operations! { SearchServices OpenService LogContact }

async fn ask<Q: GraphQLQuery>(server: &Server, person: &Person, variables: Q::Variables) -> Q::ResponseData {
    let request = server.post().bearer_auth(&person.secret).json(&Q::build_query(variables));
    let answer: Response<Q::ResponseData> = request.send().await.unwrap().json().await.unwrap();
    assert!(answer.errors.is_none(), "{:?}", answer.errors);
    answer.data.unwrap()
}

#[tokio::test]
async fn a_typed_rust_client_searches_opens_and_logs() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    Samples::settle(&db, people.desk, "TYPED-1").await;
    let server = Server::start(&db);
    let manager = People::staff(&db, Role::CatalogueManager, None).await;

    let variables = open_service::Variables { code: "TYPED-1".into() };
    let service = ask::<OpenService>(&server, &manager, variables).await.service.unwrap();
    assert_eq!(service.service_line.status, open_service::ServiceStatus::PUBLISHED);
    let words = service.service_line.name.text.clone();
    let variables = search_services::Variables { words, first: Some(3) };
    let found = ask::<SearchServices>(&server, &manager, variables).await.services;
    assert_eq!(found.nodes[0].id, service.service_line.id);

    let agent = people.agent(&db).await;
    let input = serde_json::json!({ "channel": "PHONE", "direction": "INBOUND", "service": { "code": "TYPED-1" }, "outcome": "ANSWERED" });
    let variables = log_contact::Variables { input: serde_json::from_value(input).unwrap() };
    let payload = ask::<LogContact>(&server, &agent, variables).await.log_interaction;
    assert_eq!(payload.user_errors, []);
    assert_eq!(payload.interaction.unwrap().outcome, Some(log_contact::InteractionOutcome::ANSWERED));
}
