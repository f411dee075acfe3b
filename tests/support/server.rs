//! The real server in process, on a port of its own.

use std::net::{SocketAddr, TcpListener};

use actix_web::dev::ServerHandle;
use crm_core::Db;
use crm_server::Config;
use crm_server::config::Sources;
use crm_server::http::{self, State};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;

/// A running server. Stopped at once when dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    client: Client,
    handle: ServerHandle,
}

/// The default configuration, without rates: a test asks faster than people do.
pub fn config() -> Config {
    let config = Config::read(&Sources::default().resolve().unwrap()).unwrap();
    let none = || "0".parse().unwrap();
    Config {
        limits_per_actor: none(),
        limits_per_address: none(),
        limits_sign_in: none(),
        limits_public_writes: none(),
        ..config
    }
}

impl Server {
    /// Starts over a database with the default configuration.
    pub fn start(db: &Db) -> Self {
        Self::start_with(db, &config())
    }

    /// Starts over a database with a configuration; its address and database are not used.
    pub fn start_with(db: &Db, config: &Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let config = Config { http_workers: 1, ..config.clone() };
        let server = http::server(listener, State::new(db.clone(), &config).unwrap(), &config).unwrap();
        let handle = server.handle();
        tokio::spawn(server);
        let client = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { address, client, handle }
    }

    /// A GET of a path.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("http://{}{path}", self.address))
    }

    /// A POST to `/graphql`, without headers or body yet.
    pub fn post(&self) -> RequestBuilder {
        self.client.post(format!("http://{}/graphql", self.address))
    }

    /// A request of any method.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(method.parse().unwrap(), format!("http://{}{path}", self.address))
    }

    /// Runs a GraphQL request with a token, or as the public.
    pub async fn gql(&self, token: Option<&str>, query: &str, variables: Value) -> Value {
        let body = serde_json::json!({ "query": query, "variables": variables });
        let request = self.post().json(&body);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        request.send().await.unwrap().json().await.unwrap()
    }

    /// Stops in order: running requests are finished.
    pub async fn stop(self) {
        self.handle.stop(true).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Stopping is asked for here and happens on the server's own task.
        drop(self.handle.stop(false));
    }
}

/// An answer's status and JSON body.
pub async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.unwrap())
}
