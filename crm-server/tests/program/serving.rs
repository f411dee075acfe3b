//! The life of an installation: its first start, what works beside it, its end, its second start.

use serde_json::json;
use tempfile::TempDir;

use crate::process::{Serving, json as printed, run};

const VIEWER: &str = "{ viewer { actor { kind } roles { role } } }";

#[tokio::test]
async fn an_installation_starts_works_with_commands_beside_it_and_ends() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let serving = Serving::start(folder, &[]).await;
    assert!(serving.said().contains("on sqlite://crm-data/mustafid.db"), "{}", serving.said());
    for path in ["/graphql\n", "/graphql/schema.graphql\n", "/explorer\n"] {
        assert!(serving.said().contains(&format!("http://{}{path}", serving.address)), "{}", serving.said());
    }
    // the one way in is a link, and no token is made for anybody who did not ask for it
    assert_eq!(serving.tokens(), []);
    let link = format!("http://{}/en/setup/", serving.address);
    assert_eq!(serving.said().matches(&link).count(), 1, "{}", serving.said());
    let admin = &Serving::admin(folder);
    let viewer =
        |role: &str| json!({ "data": { "viewer": { "actor": { "kind": "STAFF" }, "roles": [{ "role": role }] } } });
    assert_eq!(serving.ask(admin, VIEWER).await, viewer("ADMIN"));

    // the taken address is named with the setting that changes it, and nothing is made
    let busy = run(folder, &["--data-dir", "other", "--http-bind", &serving.address]);
    assert_eq!(busy.status.code(), Some(1));
    let told = String::from_utf8(busy.stderr).unwrap();
    assert!(told.contains(&serving.address) && told.contains("--http-bind"), "{told}");
    assert!(!folder.join("other").exists());

    // a token made beside the server signs in at once
    let create = ["token", "create", "--role", "reader", "--name", "Reading room", "--format", "json"];
    let made = printed(&run(folder, &create));
    assert!(made["id"].is_string(), "{made}");
    assert_eq!(serving.ask(made["token"].as_str().unwrap(), VIEWER).await, viewer("READER"));
    let ready = run(folder, &["healthcheck", "--http-bind", &serving.address]);
    assert_eq!(ready.status.code(), Some(0));

    assert_eq!(serving.terminate().code(), Some(0));

    // the administrator's token holds
    let serving = Serving::start(folder, &[]).await;
    assert_eq!(serving.tokens(), []);
    assert_eq!(serving.ask(admin, VIEWER).await, viewer("ADMIN"));
    let address = serving.address.clone();
    assert_eq!(serving.terminate().code(), Some(0));
    let gone = run(folder, &["healthcheck", "--http-bind", &address]);
    assert_eq!(gone.status.code(), Some(1));
}

#[test]
fn what_cannot_be_understood_is_told_in_one_sentence() {
    let folder = TempDir::new().unwrap();
    for (args, code, part) in [
        (&["--http-bind", "nowhere"][..], 2, "--http-bind"),
        (&["migrate", "status", "--demo"][..], 2, "--demo"),
        (&["token", "create", "--role", "king", "--name", "x"][..], 2, "catalogue_manager"),
        (&["token", "create", "--role", "agent", "--name", "x", "--department", "NONE"][..], 1, "--department"),
    ] {
        let output = run(folder.path(), args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
        assert!(told.contains(part), "{args:?}: {told}");
    }
}
