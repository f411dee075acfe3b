//! The address to listen on.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use serde_json::Value;

use super::say::{Finding, Part, both};
use crate::client;
use crate::commands::healthcheck::reachable;
use crate::config::Config;

/// Whether the address is free, or our own server has it.
pub(super) async fn free_or_ours(config: &Config) -> Finding {
    let bind = config.http_bind;
    let Err(error) = TcpListener::bind(bind) else {
        return Part::Port.green(both(format!("العنوان {bind} خالٍ."), format!("{bind} is free.")));
    };
    let (ar, en) = match error.kind() {
        ErrorKind::AddrInUse if config.has_tls() => {
            let said = both(
                format!("برنامج يستعمل {bind}، وهو يُسأل بشهادة: قد يكون خادمنا."),
                format!("A program uses {bind}; asking it takes its certificate. It may be our own server."),
            );
            let remedy = format!("curl https://HOST:{}/version", bind.port());
            return Part::Port.yellow(said, both(remedy.clone(), remedy));
        }
        ErrorKind::AddrInUse => match version(bind).await {
            Some(version) => {
                return Part::Port.green(both(
                    format!("يعمل على {bind} خادم «مستفيد» بإصدار {version}."),
                    format!("Mustafid {version} serves at {bind}."),
                ));
            }
            None => (format!("برنامج آخر يستعمل {bind}."), format!("Another program uses {bind}.")),
        },
        ErrorKind::PermissionDenied => {
            (format!("لا يُسمح لهذا المستخدم بالاستماع على {bind}."), format!("This user may not listen on {bind}."))
        }
        _ => (format!("ليس {bind} عنوانًا لهذا الجهاز."), format!("{bind} is no address of this machine.")),
    };
    let remedy = both(
        "أوقف ذلك البرنامج أو اختر عنوانًا آخر: --http-bind HOST:PORT",
        "Stop that program, or choose another address: --http-bind HOST:PORT",
    );
    Part::Port.red(both(ar, en), remedy)
}

/// The version of our own server, if it is the one that answers.
async fn version(bind: SocketAddr) -> Option<String> {
    let client = client::builder().ok()?.timeout(Duration::from_secs(3)).no_proxy().build().ok()?;
    let asked = client.get(format!("http://{}/version", reachable(bind))).send().await.ok()?;
    let told: Value = asked.json().await.ok()?;
    (told["name"] == "mustafid").then(|| told["version"].as_str().unwrap_or("?").to_owned())
}
