//! `doctor`: looks at everything that an installation stands on, and says of each part whether it is well, and if not,
//! what to do. It changes nothing, and works beside a running server and where none can start.

mod clock;
mod database;
mod disk;
mod documents;
mod folder;
mod issuer;
mod keys;
mod port;
mod say;

use crm_core::db::{Inspection, SchemaStatus};
use crm_core::{Keys, OpContext};

use crate::config::{Config, ConfigError, Profile};

use say::both;
pub use say::{Finding, Light, Part, Text};

/// Looks at an installation under its configuration.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![configuration(config), folder::writable(&config.data_dir), disk::space(&config.data_dir)];
    match config.database(Keys::None).inspect().await {
        Err(error) => findings.push(database::unreachable(config, &error)),
        Ok(None) => findings.extend([database::absent(), keys::file(&config.keys_file), clock::alone(config)]),
        Ok(Some(inspection)) => {
            findings.push(database::reachable(config));
            match within(config, &inspection).await {
                Ok(more) => findings.extend(more),
                Err(error) => findings.push(database::failed(&error)),
            }
            if let Err(error) = inspection.close().await {
                tracing::warn!(%error, "closing the inspected database");
            }
        }
    }
    findings.push(documents::place(config).await);
    findings.extend(issuer::keys(config).await);
    findings.extend(issuer::provider(config).await);
    findings.push(port::free_or_ours(config).await);
    findings
}

/// What is found where even the configuration cannot be read.
pub fn unconfigured(error: &ConfigError) -> Vec<Finding> {
    let said =
        both(format!("لا يمكن استعمال الإعدادات: {error}."), format!("The configuration cannot be used: {error}."));
    let remedy = both(
        "صحّح القيمة في الموضع المذكور؛ والأمر `crm-server config example` يعرض كل الإعدادات.",
        "Mend the value where it stands; `crm-server config example` shows every setting.",
    );
    vec![Part::Configuration.red(said, remedy)]
}

fn configuration(config: &Config) -> Finding {
    let bind = config.http_bind;
    if config.profile == Profile::Development && !bind.ip().is_loopback() {
        let said = both(
            format!("الوضع development مفتوح للشبكة على {bind}."),
            format!("The development profile is open to the network at {bind}."),
        );
        return Part::Configuration.yellow(
            said,
            both("شغّل الخادم بالوضع production: --profile production", "Serve with --profile production."),
        );
    }
    Part::Configuration.green(both("الإعدادات مقروءة.", "The configuration can be read."))
}

/// What the database tells.
async fn within(config: &Config, database: &Inspection) -> crm_core::Result<Vec<Finding>> {
    let schema = database.schema().await?;
    let mut findings = vec![database::schema(&schema)];
    findings.push(match database.server().await? {
        Some(facts) => database::server(&facts, config.database_max_connections),
        None => database::integrity(database.damage().await?.as_deref()),
    });
    // Without the first migration there are no tables to ask.
    if matches!(&schema, SchemaStatus::Pending(names) if names.first().is_some_and(|name| name.starts_with("m0001"))) {
        findings.extend([keys::file(&config.keys_file), clock::alone(config)]);
        return Ok(findings);
    }
    findings.push(keys::fit(&config.keys_file, database.keys(&config.keys_file).await?));
    let (ahead, recorded) = (database.clock_ahead().await?, database.last_recorded().await?);
    findings.push(clock::against(config, ahead, recorded));
    if schema == SchemaStatus::Current {
        findings.push(database::search(database.unsearchable().await?));
        let (waiting, since) = database.unsealed().await?;
        findings.push(database::record(waiting, since.map(|since| OpContext::anonymous().at - since)));
    }
    Ok(findings)
}
