//! `seed`: synthetic people and contacts in any number, through the same operations as everything else.

use std::time::Instant;

use crm_core::beneficiaries::{self, BeneficiaryFilter};
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind, OfficeContacts};
use crm_core::catalogue::services::{self, ServiceQuery};
use crm_core::ids::{BeneficiaryId, DepartmentId, ServiceId};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::text::LocalizedText;
use crm_core::{Db, OpContext, interactions};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::open;
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};
use crate::synthetic::{self, MOST_PEOPLE, Place};

/// How many are made, checked and written at a time.
const CHUNK: u64 = 500;

/// `seed …`
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct SeedArgs {
    /// How many people to register
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_PEOPLE))]
    beneficiaries: u64,
    /// How many contacts to log, with these people and over the past year
    #[arg(long, value_name = "M", default_value_t = 0)]
    contacts: u64,
}

pub(super) async fn run(config: &Config, args: SeedArgs, format: Format) -> Result<Outcome, Failure> {
    let SeedArgs { beneficiaries, contacts } = args;
    let db = open(config, config.keys(), true).await?;
    let op = OpContext::system("seed");
    let started = Instant::now();
    let department = department(&db, &op).await?;
    let people = register(&db, department, beneficiaries).await?;
    let services = services(&db, &op).await?;
    log(&db, &Place { department, people: &people, services: &services }, contacts).await?;
    db.close().await?;
    match format {
        Format::Text => {
            println!("{beneficiaries} people and {contacts} contacts in {:.1} s.", started.elapsed().as_secs_f64());
        }
        Format::Json => println!("{}", json!({ "beneficiaries": beneficiaries, "contacts": contacts })),
    }
    Ok(Outcome::Done)
}

/// Numbers go on after the people who are there, so that a second run makes others.
async fn register(db: &Db, department: DepartmentId, count: u64) -> Result<Vec<BeneficiaryId>, Failure> {
    let first = beneficiaries::count(db, &OpContext::system("seed"), BeneficiaryFilter::default()).await?;
    let bar = progress("people", count);
    let mut ids = Vec::new();
    for from in (first..first + count).step_by(500) {
        let numbers = from..(from + CHUNK).min(first + count);
        let commands: Vec<_> = numbers.map(|number| synthetic::person(number, department)).collect();
        bar.inc(commands.len() as u64);
        ids.extend(beneficiaries::register_many(db, &OpContext::system("seed"), commands).await?);
    }
    bar.finish_and_clear();
    Ok(ids)
}

async fn log(db: &Db, place: &Place<'_>, count: u64) -> Result<(), Failure> {
    let bar = progress("contacts", count);
    for from in (0..count).step_by(500) {
        let op = OpContext::system("seed");
        let numbers = from..(from + CHUNK).min(count);
        let commands: Vec<_> = numbers.map(|number| synthetic::contact(number, op.at, place)).collect();
        bar.inc(commands.len() as u64);
        interactions::log_many(db, &op, commands).await?;
    }
    bar.finish_and_clear();
    Ok(())
}

/// The first department, or one made for the purpose.
async fn department(db: &Db, op: &OpContext) -> Result<DepartmentId, Failure> {
    if let Some(first) = db.reference().await?.departments().first() {
        return Ok(first.id);
    }
    let command = CreateDepartment {
        code: "SEED".into(),
        name: LocalizedText::ar_en("إدارة تجريبية", "Synthetic department"),
        kind: DepartmentKind::Unit,
        parent: None,
        contacts: OfficeContacts::default(),
        valid_from: None,
    };
    Ok(departments::create(db, op, command).await?.id)
}

/// Services for contacts to be about: one page of them is enough.
async fn services(db: &Db, op: &OpContext) -> Result<Vec<ServiceId>, Failure> {
    let query = ServiceQuery { headers_only: true, ..ServiceQuery::default() };
    let page = services::list(db, op, query, &PageRequest::first(MAX_SIZE)).await?;
    Ok(page.nodes().map(|service| service.header.id).collect())
}

/// A bar on standard error when that is a terminal; nothing otherwise.
fn progress(what: &'static str, count: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:10} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(count).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what)
}
