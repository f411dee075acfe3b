//! `import services`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use crm_core::Error;
use crm_core::catalogue::import::{self, Mapping, Report, RunImport, SHIPPED, SourceFile};

use super::year::{self, Wanted, Year};
use super::{open, operator};
use crate::bar::bar;
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// `import …`
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Import a sheet of services (CSV, XLSX or JSON); exit code 3 when some rows were left out
    Services(ImportArgs),
}

/// `import services …`
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// How columns become services: the name of a shipped mapping (gc-inventory), or a TOML file
    #[arg(long, value_name = "NAME|FILE")]
    pub mapping: String,
    /// The services
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,
    /// Their service standards
    #[arg(long, value_name = "FILE")]
    pub standards: Option<PathBuf>,
    /// A look-up file of the mapping, where it lies elsewhere than the mapping says
    #[arg(long, value_name = "NAME=FILE", value_parser = named)]
    pub lookup: Vec<(String, PathBuf)>,
    /// From which day the cards hold (default: the first day of the file's period, else today)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub effective: Option<NaiveDate>,
    /// Leave drafts for review instead of publishing
    #[arg(long)]
    pub draft: bool,
    /// Make a closed cycle of the inventory of the sheet as well, under this code: for inventories of past years
    #[arg(long, value_name = "CODE", conflicts_with = "draft")]
    pub cycle: Option<String>,
    /// Code of the plan to whose cycles it belongs (default: one that is recorded for the mapping's scheme)
    #[arg(long, value_name = "CODE", requires = "cycle")]
    pub plan: Option<String>,
    /// Do everything, report, and take it back
    #[arg(long)]
    pub dry_run: bool,
    /// Write the services file again with what became of each row
    #[arg(long, value_name = "OUT.csv")]
    pub report: Option<PathBuf>,
}

fn named(text: &str) -> Result<(String, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("write it as NAME=FILE")?;
    Ok((name.to_owned(), PathBuf::from(file)))
}

pub(super) async fn run(config: &Config, command: ImportCommand, format: Format) -> Result<Outcome, Failure> {
    let ImportCommand::Services(args) = command;
    let out = args.report.clone();
    let (command, wanted) = read(args)?;
    let sheet = command.services.clone();
    let db = open(config, config.keys(), true).await?;
    let op = operator();
    let bar = bar("services", 0);
    let progress = |progress: import::Progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
    };
    let done = Box::pin(year::carry_out(&db, &op, command, wanted, progress)).await;
    bar.finish_and_clear();
    db.close().await?;
    let (report, year) = done?;
    if let Some(out) = out {
        let bytes = report.to_csv(sheet.sheet(), &op.language)?;
        std::fs::write(&out, bytes).map_err(Failure::io(format!("writing {}", out.display())))?;
    }
    print(&report, year.as_ref(), format)?;
    Ok(if report.rejected > 0 { Outcome::Partly } else { Outcome::Done })
}

/// Reads mapping and files.
fn read(args: ImportArgs) -> Result<(RunImport, Option<Wanted>), Failure> {
    let ImportArgs { mapping, file, standards, lookup, effective, draft, cycle, plan, dry_run, report: _ } = args;
    let mapping = self::mapping(&mapping)?;
    let given: BTreeMap<String, PathBuf> = lookup.into_iter().collect();
    if let Some(unknown) = given.keys().find(|name| !mapping.lookup.contains_key(*name)) {
        return Err(Failure::Usage(format!("the mapping has no look-up file named {unknown}")));
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let place = |name: &str, file: &str| given.get(name).cloned().unwrap_or_else(|| folder.join(file));
    let lookups = mapping.lookup.iter().map(|(name, lookup)| Ok((name.clone(), source(&place(name, &lookup.file))?)));
    let command = RunImport {
        lookups: lookups.collect::<Result<_, Failure>>()?,
        services: source(&file)?,
        standards: standards.as_deref().map(source).transpose()?,
        mapping,
        effective,
        draft,
        dry_run,
    };
    Ok((command, cycle.map(|cycle| Wanted { cycle, plan })))
}

fn mapping(name: &str) -> Result<Mapping, Failure> {
    if let Some(shipped) = Mapping::shipped(name) {
        return Ok(shipped?);
    }
    let known: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let what = format!("reading the mapping {name} (shipped are: {})", known.join(", "));
    Ok(Mapping::parse(&std::fs::read_to_string(name).map_err(Failure::io(what))?)?)
}

fn source(path: &Path) -> Result<SourceFile, Failure> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(Failure::io(format!("reading {shown}")))?;
    SourceFile::read(&shown, &bytes).map_err(|error| Failure::Core(error.under(&shown)))
}

fn print(report: &Report, year: Option<&Year>, format: Format) -> Result<(), Failure> {
    if format == Format::Json {
        let mut json = serde_json::to_value(report).map_err(|_| Error::Corrupt { what: "import report" })?;
        if let Some(year) = year {
            json["cycle"] = year.to_json();
        }
        println!("{json}");
        return Ok(());
    }
    let taken_back = if report.dry_run { " (dry run: nothing was kept)" } else { "" };
    let Report { rows, services, new, changed, unchanged, revived, missing, .. } = report;
    println!(
        "{rows} rows: {services} services, {} repeated ids, {} left out{taken_back}",
        report.duplicates, report.rejected
    );
    println!(
        "{new} new, {changed} changed, {unchanged} unchanged, {revived} revived; {missing} known ones are not in the file"
    );
    println!(
        "{} standards, {} of them for services that are not in the file",
        report.standards, report.standards_orphaned
    );
    println!("{} names repeated, {} alike", report.repeated_names, report.similar_names);
    println!("{} departments and {} categories made", report.departments_new, report.categories_new);
    if let Some(effective) = report.effective {
        println!("The cards hold from {effective}.");
    }
    if !report.columns_absent.is_empty() {
        println!("Columns of the mapping that the file does not have: {}", report.columns_absent.join(", "));
    }
    for row in report.row_reports.iter().filter(|row| row.outcome == import::RowOutcome::Rejected).take(20) {
        let notes: Vec<String> = row
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.column, note.rule.message(&operator().language)))
            .collect();
        println!("row {}: {}", row.row, notes.join(" "));
    }
    if let Some(year) = year {
        year.print();
    }
    if report.rejected > 20 {
        println!("… and {} more: --report OUT.csv tells all of them", report.rejected - 20);
    }
    Ok(())
}
