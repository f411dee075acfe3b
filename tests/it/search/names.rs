//! People found by their names, however these are spelled.

use crm_core::beneficiaries::{self, BeneficiaryFilter, BeneficiaryKind, BeneficiaryOrder, RegisterBeneficiary};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::text::LocalizedText;
use support::{TestDb, op};

const PEOPLE: [(&str, &str); 14] = [
    ("أحمد بن سعيد الشهري", "Ahmad Saeed Al-Shehri"),
    ("فاطمة عبدالله الغامدي", "Fatimah Abdullah Alghamdi"),
    ("عبد الله إبراهيم القحطاني", "Abdullah Ibrahim Al Qahtani"),
    ("عبدالرحمن صالح العتيبي", "Abdulrahman Saleh Alotaibi"),
    ("منى يحيى الحربي", "Mona Yahya Al-Harbi"),
    ("هدى عيسى الدوسري", "Huda Essa Aldosari"),
    ("لؤي مؤيد الزهراني", "Loay Moayad Al Zahrani"),
    ("رائد فائز المطيري", "Raed Fayez Almutairi"),
    ("آمنة سليمان البلوي", "Amnah Sulaiman Albalawi"),
    ("سلمى عبد الرحمن الأحمدي", "Salma Abdulrahman Alahmadi"),
    ("مؤسسة الواحة للتجارة", "Al-Waha Trading Establishment"),
    ("جمعية البر الخيرية", "Al-Birr Charitable Society"),
    ("José Núñez", "Jose Nunez"),
    ("علي محمد القحطاني", "Ali Mohammed Alqahtani"),
];

/// What is typed, and the places of those who are meant, the surest first.
#[rustfmt::skip]
const QUERIES: [(&str, &[usize]); 37] = [
    ("احمد", &[0, 9]),
    ("أحمد الشهري", &[0]),
    ("الشهرى", &[0]),
    ("شهري", &[0]),
    ("shehri", &[0]),
    ("Al Shehri", &[0]),
    ("alshehri", &[0]),
    ("فاطمه", &[1]),
    ("فاطمة عبد الله", &[1]),
    ("عبدالله", &[1, 2]),
    ("عبد الله", &[1, 2]),
    ("عبد", &[1, 2, 3, 9]),
    ("عبد ال", &[1, 2, 3, 9]),
    ("عبد الرحمن", &[3, 9]),
    ("عبدالرحمان", &[3, 9]),
    ("عَبْدُالرَّحْمٰن العتيبى", &[3]),
    ("ابراهيم", &[2]),
    ("al-qahtani", &[2, 13]),
    ("AlQahtani", &[2, 13]),
    ("يحي", &[4]),
    ("مني", &[4]),
    ("منى الحربى", &[4]),
    ("عيسي هدي", &[5]),
    ("لوي", &[6]),
    ("رايد", &[7]),
    ("امنه", &[8]),
    ("اﻟﺒﻠﻮي", &[8]),
    ("الاحمدي", &[9, 0]),
    ("مؤسسه الواحه", &[10]),
    ("الجمعية الخيريه", &[11]),
    ("nunez", &[12]),
    ("NÚÑEZ josé", &[12]),
    ("على", &[13]),
    ("محمد على", &[13]),
    ("علي القحطاني", &[13]),
    ("alqahtani", &[2, 13]),
    ("هو", &[]),
];

#[tokio::test]
async fn people_are_found_by_any_spelling_of_their_names() {
    let db = TestDb::open().await;
    let op = op::system();
    let new = |(ar, en)| RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(ar, en));
    let ids = beneficiaries::register_many(&db, &op, PEOPLE.into_iter().map(new).collect()).await.unwrap();
    let mut failures = Vec::new();
    for (query, expected) in QUERIES {
        let filter = BeneficiaryFilter { search: Some(query.into()), ..BeneficiaryFilter::default() };
        let page = PageRequest::first(MAX_SIZE);
        let hits = beneficiaries::list(&db, &op, filter, BeneficiaryOrder::Relevance, &page).await.unwrap();
        let found: Vec<_> = hits.nodes().map(|row| ids.iter().position(|id| *id == row.id).unwrap()).collect();
        if found != expected {
            failures.push(format!("{query}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    super::none(&failures);
}
