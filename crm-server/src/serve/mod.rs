//! `serve`: from a configuration to a running server, and its orderly end.

mod files;
mod ways_in;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use secrecy::ExposeSecret;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::ServeArgs;
use crate::commands::open;
use crate::config::Config;
use crate::failure::{Failure, Outcome};
use crate::http::{self, ADDRESSES, EXPLORER, State};
use crate::workers;

use ways_in::{WayIn, WaysIn};

/// Starts the server and runs it until it is told to stop: no new requests then, running ones are finished, the
/// database is closed. A second signal stops at once.
pub async fn run(config: &Config, args: ServeArgs) -> Result<Outcome, Failure> {
    let ServeArgs { demo, no_migrate } = args;
    files::allow_as_many_as_may_be();
    // The address first: when it is taken, nothing is made.
    let listener = bind(config.http_bind, "http-bind")?;
    let address = listener.local_addr().map_err(Failure::io("asking for the address"))?;
    let db = open(config, config.keys(), !no_migrate).await?;
    let ways_in = if demo { ways_in::of_the_demo(&db).await? } else { ways_in::of_first_start(&db).await? };
    let state = State { demo, ..State::new(db.clone(), config)? };
    let metrics = metrics(config, &state)?;
    let server = http::server(listener, state, config)?;
    welcome(config, address, &ways_in);
    let signals = tokio::spawn(stop_on_signal(server.handle()));
    let working = workers::start(&db);
    server.await.map_err(Failure::io("serving"))?;
    signals.abort();
    drop(working);
    // What the last requests recorded gets its numbers now rather than at the next start.
    workers::seal(&db).await?;
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    db.close().await?;
    tracing::info!("stopped");
    Ok(Outcome::Done)
}

fn bind(address: SocketAddr, setting: &'static str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|source| match source.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Busy { address, setting },
        _ => Failure::Io { what: format!("listening on {address} (--{setting})"), source },
    })
}

/// The server of `/metrics`, where it has an address of its own.
fn metrics(config: &Config, state: &State) -> Result<Option<ServerHandle>, Failure> {
    let Some(address) = config.metrics_bind.0 else { return Ok(None) };
    let listener = bind(address, "metrics-bind")?;
    let address = listener.local_addr().map_err(Failure::io("asking for the address"))?;
    let server = http::metrics::server(listener, Arc::clone(&state.metrics), state.db.clone());
    let server = server.map_err(Failure::io(format!("listening on {address}")))?;
    let handle = server.handle();
    tokio::spawn(server);
    println!("Metrics on http://{address}/metrics");
    Ok(Some(handle))
}

/// Prints what exists, and nothing else.
fn welcome(config: &Config, address: SocketAddr, ways_in: &WaysIn) {
    println!("Mustafid {} on {}", env!("CARGO_PKG_VERSION"), config.database_url.masked());
    for (path, what) in ADDRESSES {
        println!("  {what:10} {}://{address}{path}", config.scheme());
    }
    let folder = config.data_dir.display();
    match ways_in {
        WaysIn::Known => {}
        WaysIn::Setup(secret) => {
            println!("\nOpen this link to make the first administrator; it works once, for three days:");
            println!("  {}", address_of(config, address, "setup", secret.expose_secret()));
            println!("Another one: crm-server admin setup-link --data-dir {folder}");
        }
        WaysIn::Roles(roles) => {
            println!(
                "\nPeople of the demo: a link to come in by, a token to send as `Authorization: Bearer TOKEN`, and a"
            );
            println!("link to the explorer with it:");
            for role in roles {
                tell(config, address, role);
            }
            println!("Another one: crm-server token create --role ROLE --name NAME --data-dir {folder}");
        }
    }
}

fn tell(config: &Config, address: SocketAddr, way: &WayIn) {
    let WayIn { role, department, secret, entry, days } = way;
    let place = department.map(|code| format!(", {code}")).unwrap_or_default();
    let secret = secret.expose_secret();
    println!("  {:20} {secret}  ({days} days{place})", role.name());
    println!("  {:20} {}", "", address_of(config, address, "welcome", entry.expose_secret()));
    // Behind the mark, where browsers send nothing.
    println!("  {:20} {}://{address}{EXPLORER}#token={secret}", "", config.scheme());
}

/// The address of a link, in the language of the terminal.
pub(crate) fn address_of(config: &Config, address: SocketAddr, door: &str, secret: &str) -> String {
    let language = if Failure::language_of_process().is_arabic() { "ar" } else { "en" };
    format!("{}://{address}/{language}/{door}/{secret}", config.scheme())
}

async fn stop_on_signal(server: ServerHandle) -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    tracing::info!("stopping: no new requests, running ones are finished");
    let orderly = server.stop(true);
    tokio::select! {
        () = orderly => {}
        _ = terminate.recv() => server.stop(false).await,
        _ = interrupt.recv() => server.stop(false).await,
    }
    Ok(())
}
