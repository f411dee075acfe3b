//! `healthcheck`: for container and service managers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use serde_json::json;

use crate::cli::Format;
use crate::client;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

pub(super) async fn run(config: &Config, format: Format) -> Result<Outcome, Failure> {
    let address = reachable(config.http_bind);
    let fail = |why: String| Failure::NotReady { address, why };
    let client = client::builder().map_err(|error| fail(error.to_string()))?;
    let client = client.timeout(Duration::from_secs(5)).no_proxy().build();
    let asked = client.map_err(|error| fail(error.to_string()))?.get(format!("http://{address}/health/ready"));
    let answer = asked.send().await.map_err(|error| {
        fail(if error.is_timeout() { "no answer within 5 s".into() } else { "nothing answers there".into() })
    })?;
    if !answer.status().is_success() {
        return Err(fail(format!("it answers {}", answer.status().as_u16())));
    }
    match format {
        Format::Text => println!("{address} is ready."),
        Format::Json => println!("{}", json!({ "status": "ready", "address": address })),
    }
    Ok(Outcome::Done)
}

/// A server that listens on every interface is asked on this machine's own.
pub(crate) fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}
