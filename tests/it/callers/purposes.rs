//! Why personal data is read.

use crm_core::beneficiaries::{self, BeneficiaryKind, RegisterBeneficiary};
use crm_core::op::Purpose;
use crm_core::policy::Role;
use crm_core::purpose::Purposes;
use crm_core::rule::Rule;
use crm_core::staff::tokens::{self, Bearer, CreateToken};
use crm_core::text::LocalizedText;
use crm_core::{Error, staff};
use serde_json::json;
use support::{People, Server, TestDb, op};

use super::{ask, bearer};

#[tokio::test]
async fn the_header_counts_before_the_token_and_the_token_before_the_roles() {
    let db = TestDb::open_with(|options| options.settings.purposes = Purposes::with(["seasonal_camps"]).unwrap()).await;
    let server = Server::start(&db);
    let auditor = People::staff(&db, Role::Auditor, None).await.secret;
    let owner = Bearer::Staff { code: None, role: Role::Auditor, department: None };
    let command =
        CreateToken { name: "camps".into(), bearer: owner, expires_at: None, purpose: Some("seasonal_camps".into()) };
    let camps = tokens::create(&db, &op::system(), command).await.unwrap().secret;
    for (secret, header, expected) in [
        (&auditor, None, "oversight"),
        (&auditor, Some("seasonal_camps"), "seasonal_camps"),
        (&camps, None, "seasonal_camps"),
        (&camps, Some("legal_obligation"), "legal_obligation"),
    ] {
        let authorization = bearer(secret);
        let mut headers = vec![("authorization", &*authorization)];
        headers.extend(header.map(|code| ("x-purpose", code)));
        assert_eq!(ask(&server, &headers).await.1["purpose"], expected, "{headers:?}");
    }
    for unknown in ["curiosity", "Oversight", ""] {
        assert_eq!(ask(&server, &[("x-purpose", unknown)]).await, (400, json!("PURPOSE")), "{unknown}");
    }
}

#[tokio::test]
async fn a_token_is_not_made_for_an_unknown_purpose() {
    let db = TestDb::open().await;
    let bearer = Bearer::Staff { code: None, role: Role::Reader, department: None };
    let command = CreateToken { name: "x".into(), bearer, expires_at: None, purpose: Some("seasonal_camps".into()) };
    let refused = tokens::create(&db, &op::system(), command).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid { fields } if fields[0].rule == Rule::Purpose));
}

#[tokio::test]
async fn unmasking_takes_a_purpose_that_was_given() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await;
    let command = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("صالح", "Salih"));
    let id = beneficiaries::register(&db, &agent.op, command).await.unwrap().id;
    let usual = staff::authenticate(&db, &agent.secret).await.unwrap().context();
    assert_eq!(usual.purpose, Purpose::service_delivery());
    let refused = beneficiaries::unmask(&db, &usual, id, "calls back").await.unwrap_err();
    assert!(matches!(refused, Error::Invalid { fields } if fields[0].rule == Rule::Purpose));
    let given = usual.for_purpose(Purpose::service_delivery());
    beneficiaries::unmask(&db, &given, id, "calls back").await.unwrap();
}
