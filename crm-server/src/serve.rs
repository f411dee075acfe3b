//! `serve`: from a configuration to a running server, and its orderly end.

use std::net::{SocketAddr, TcpListener};

use chrono::TimeDelta;
use crm_core::policy::Role;
use crm_core::staff::tokens::{self, Bearer, CreateToken, NewToken};
use crm_core::{Db, OpContext};
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::ServeArgs;
use crate::commands::open;
use crate::config::Config;
use crate::failure::{Failure, Outcome};
use crate::http::{self, ADDRESSES, State};

/// Starts the server and runs it until it is told to stop: no new requests then, running ones are finished, the
/// database is closed. A second signal stops at once.
pub async fn run(config: &Config, args: ServeArgs) -> Result<Outcome, Failure> {
    let ServeArgs { demo: _, no_migrate } = args;
    // The address first: when it is taken, nothing is made.
    let listener = bind(config.http_bind)?;
    let address = listener.local_addr().map_err(Failure::io("asking for the address"))?;
    let db = open(config, config.keys(), !no_migrate).await?;
    let first = first_token(&db).await?;
    let server = http::server(listener, State::new(db.clone(), config), config)
        .map_err(Failure::io(format!("listening on {address}")))?;
    welcome(config, address, first.as_ref());
    let signals = tokio::spawn(stop_on_signal(server.handle()));
    server.await.map_err(Failure::io("serving"))?;
    signals.abort();
    db.close().await?;
    tracing::info!("stopped");
    Ok(Outcome::Done)
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).map_err(|source| match source.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Busy { address },
        _ => Failure::Io { what: format!("listening on {address} (--http-bind)"), source },
    })
}

/// An installation without any token has no way in yet: it gets an administrator's, once.
async fn first_token(db: &Db) -> Result<Option<NewToken>, Failure> {
    let op = OpContext::system("first-start");
    if tokens::any(db, &op).await? {
        return Ok(None);
    }
    let bearer = Bearer::Staff { code: None, role: Role::Admin, department: None };
    let expires_at = Some(op.at + TimeDelta::days(365));
    let command = CreateToken { name: "Administrator".into(), bearer, expires_at };
    Ok(Some(tokens::create(db, &op, command).await?))
}

/// Prints what exists, and nothing else.
fn welcome(config: &Config, address: SocketAddr, first: Option<&NewToken>) {
    println!("Mustafid {} runs on {}", env!("CARGO_PKG_VERSION"), config.database_url.masked());
    for (path, what) in ADDRESSES {
        println!("  {what:16} http://{address}{path}");
    }
    if let Some(new) = first {
        println!("\nAdministrator token, shown this once (valid for a year):\n  {}", *new.secret);
        println!("Send it as `Authorization: Bearer TOKEN`. Another one:");
        println!("  crm-server token create --role admin --name NAME --data-dir {}", config.data_dir.display());
    }
}

async fn stop_on_signal(server: actix_web::dev::ServerHandle) -> std::io::Result<()> {
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
