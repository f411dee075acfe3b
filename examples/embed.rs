//! Embeds the library: starts from an empty folder, registers a beneficiary, logs a contact, reads it back.
//! `cargo run -p crm-examples --example embed -- FOLDER`

use crm_core::beneficiaries::{self, BeneficiaryKind, NewContactPoint, RegisterBeneficiary, Who};
use crm_core::catalogue::card::ChannelKind;
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind, OfficeContacts};
use crm_core::interactions::{self, Direction, LogInteraction};
use crm_core::text::LocalizedText;
use crm_core::{Db, Keys, OpContext, Options, beneficiaries::ContactKind, page::PageRequest};

#[tokio::main]
async fn main() -> crm_core::Result<()> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "embed-data".into()));
    std::fs::create_dir_all(&folder).map_err(|error| crm_core::Error::Setup(error.to_string()))?;
    let keys = Keys::from_file_or_create(folder.join("keys.json"));
    let db = Db::open(Options::sqlite(folder.join("mustafid.db"), keys)).await?;
    let op = OpContext::system("embed-example");

    let name = LocalizedText::ar_en("خدمة المستفيدين", "Beneficiary services");
    let (kind, contacts) = (DepartmentKind::Unit, OfficeContacts::default());
    let code = format!("D-{}", op.at.timestamp_micros());
    let department = CreateDepartment { code, name, kind, parent: None, contacts, valid_from: None };
    let department = departments::create(&db, &op, department).await?;

    let mut person = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("سارة", "Sarah"));
    person.contact_points = vec![NewContactPoint::new(ContactKind::Mobile, "0500000001")];
    let person = beneficiaries::register(&db, &op, person).await?;

    let mut contact = LogInteraction::new(ChannelKind::Phone, Direction::Inbound);
    contact.department = Some(department.id.into());
    contact.beneficiary = Some(Who::Id(person.id));
    contact.subject = Some("سؤال عن موعد".into());
    interactions::log(&db, &op, contact).await?;

    let timeline = beneficiaries::timeline(&db, &op, person.id, &PageRequest::default()).await?;
    println!("{} entries on the timeline", timeline.edges.len());
    Ok(())
}
