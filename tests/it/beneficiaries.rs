//! The registry of people and bodies.

use crm_core::beneficiaries::{self, *};
use crm_core::error::Error;
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use crm_core::text::LocalizedText;
use crm_core::values::IdentifierKind;
use support::{TestDb, op};

/// A national id with a right check digit.
const NATIONAL_ID: &str = "1012345672";

fn person(name: &str) -> RegisterBeneficiary {
    RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(name, "Somebody"))
}

fn with_phone(name: &str, phone: &str) -> RegisterBeneficiary {
    RegisterBeneficiary { contact_points: vec![NewContactPoint::new(ContactKind::Mobile, phone)], ..person(name) }
}

fn rules(error: Error) -> Vec<String> {
    match error {
        Error::Invalid { fields } => fields.iter().map(|f| format!("{} {}", f.path.join("."), f.rule.code())).collect(),
        other => vec![other.code().to_owned()],
    }
}

#[tokio::test]
async fn one_identifier_belongs_to_one_person() {
    let db = TestDb::open().await;
    let op = op::system();
    let new = RegisterBeneficiary {
        identifiers: vec![NewIdentifier::new(IdentifierKind::NationalId, "١٠١٢٣٤٥٦٧٢")],
        ..with_phone("أحمد الشهري", "٠٥٠١٢٣٤٥٦٧")
    };
    let row = beneficiaries::register(&db, &op, new.clone()).await.unwrap();
    let key = NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID).key();
    assert_eq!(beneficiaries::find_by_identifier(&db, &op, &key).await.unwrap().unwrap().id, row.id);
    let again = beneficiaries::register(&db, &op, new).await.unwrap_err();
    assert_eq!(rules(again), ["identifiers.0.value TAKEN"]);
    let held = beneficiaries::identifiers(&db, &op, &[row.id]).await.unwrap();
    assert!(held[&row.id][0].masked.ends_with("•5672"));
    for name in ["احمد", "الشهري احم", "Some"] {
        let filter = BeneficiaryFilter { search: Some(name.into()), ..Default::default() };
        let page = beneficiaries::list(&db, &op, filter, BeneficiaryOrder::Relevance, &PageRequest::first(10)).await;
        assert_eq!(page.unwrap().into_nodes(), [row.clone()], "{name}");
    }
}
