//! `import services … --cycle`: a sheet of a past year as a closed cycle of the inventory.

use std::collections::BTreeMap;

use crm_core::catalogue::import::{self, Progress, Report, RunImport};
use crm_core::inventory::cycles::{self, Cycle};
use crm_core::inventory::findings::{self, RuleCount};
use crm_core::inventory::past::{self, ImportCycle, ImportedCycle};
use crm_core::inventory::plans;
use crm_core::inventory::results::{self, Summary};
use crm_core::{Db, Error, Filter, OpContext};
use serde_json::{Value, json};

use crate::failure::Failure;

/// What a sheet is to become beside services.
pub(super) struct Wanted {
    /// The cycle's code.
    pub cycle: String,
    /// The plan's code.
    pub plan: Option<String>,
}

/// What became of a year.
pub(super) struct Year {
    cycle: Cycle,
    figures: u64,
    /// What the rules found, by rule.
    found: Vec<RuleCount>,
    /// The cycle before, and how this one differs from it.
    since: Option<(Cycle, Summary)>,
}

/// Imports a sheet, as a cycle too where that is wanted.
pub(super) async fn carry_out(
    db: &Db,
    op: &OpContext,
    command: RunImport,
    wanted: Option<Wanted>,
    progress: impl Fn(Progress) + Send + Sync,
) -> Result<(Report, Option<Year>), Failure> {
    let Some(Wanted { cycle, plan }) = wanted else {
        return Ok((import::run(db, op, &command, progress).await?, None));
    };
    let plan = match plan {
        Some(code) => {
            let plan = plans::find_by_code(db, op, &code).await?;
            Some(plan.ok_or_else(|| Error::Setup(format!("there is no plan of the code {code}")))?.id)
        }
        None => None,
    };
    let is_kept = !command.dry_run;
    let command = ImportCycle { code: cycle, plan, import: command };
    let ImportedCycle { report, cycle, figures } = past::import(db, op, &command, progress).await?;
    if !is_kept {
        return Ok((report, Some(Year { cycle, figures, found: Vec::new(), since: None })));
    }
    let found = findings::count_by_rule(db, op, cycle.id, Filter::default()).await?;
    let since = match cycle.previous_id {
        Some(previous) => {
            let previous = cycles::get(db, op, previous).await?;
            let summary = results::summary(db, op, (previous.id, cycle.id)).await?;
            Some((previous, summary))
        }
        None => None,
    };
    Ok((report, Some(Year { cycle, figures, found, since })))
}

impl Year {
    /// For programs.
    pub fn to_json(&self) -> Value {
        let Self { cycle, figures, found, since } = self;
        let found: BTreeMap<&str, i64> = found.iter().map(|count| (count.rule.name(), count.open)).collect();
        let since = since.as_ref().map(|(previous, summary)| {
            let Summary { kept, new, gone, renamed, moved, changed, parts, .. } = summary;
            json!({
                "cycle": previous.code, "kept": kept, "new": new, "gone": gone, "renamed": renamed, "moved": moved,
                "changed": changed, "parts": parts,
            })
        });
        json!({
            "cycle": cycle.code, "windowFrom": cycle.window_from, "windowTo": cycle.window_to, "items": cycle.items,
            "figures": figures, "findings": found, "digest": cycle.digest_text(), "since": since,
        })
    }

    /// For people.
    pub fn print(&self) {
        let Self { cycle, figures, found, since } = self;
        let (code, from, to) = (&cycle.code, cycle.window_from, cycle.window_to);
        let items = cycle.items.unwrap_or_default();
        println!("Cycle {code} ({from} to {to}) is closed: {items} services, {figures} figures.");
        println!("Its digest is {}.", cycle.digest_text().unwrap_or_default());
        for RuleCount { rule, open, .. } in found {
            println!("{open:>8} {} ({})", rule.name(), rule.severity().name());
        }
        if let Some((previous, summary)) = since {
            let Summary { kept, new, gone, renamed, moved, changed, .. } = summary;
            println!(
                "Since {}: {kept} kept, {new} new, {gone} gone; of those kept {renamed} renamed, {moved} moved, {changed} changed",
                previous.code
            );
        }
    }
}
