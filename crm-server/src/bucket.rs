//! The place of documents, by configuration: a folder, or a bucket of an S3-like store that several machines share.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use crm_core::documents::Place;
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use secrecy::ExposeSecret;

use crate::client;
use crate::config::{Config, ConfigError};

/// How long the store may be silent. A download takes as long as its reader does.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a request is asked again.
const AGAIN: usize = 2;

/// Where documents lie.
pub fn place(config: &Config) -> Result<Place, ConfigError> {
    if config.documents_bucket.0.is_empty() {
        return Ok(Place::Folder(config.documents_folder.clone()));
    }
    let store = AmazonS3Builder::new()
        .with_bucket_name(&config.documents_bucket.0)
        .with_endpoint(config.documents_endpoint.as_str())
        .with_allow_http(config.documents_endpoint.in_clear())
        .with_region(&config.documents_region.0)
        .with_access_key_id(&config.documents_access_key.0)
        .with_secret_access_key(config.documents_secret_key.0.expose_secret())
        // Of what S3 can do, only what every such store can.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig { max_retries: AGAIN, ..RetryConfig::default() })
        .with_http_connector(OurClient)
        .build();
    match store {
        Ok(store) => Ok(Place::Store { store: Arc::new(store), scratch: config.data_dir.clone() }),
        Err(error) => Err(ConfigError::Bucket { why: error.to_string() }),
    }
}

/// Why a store does not serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not know the key, or the key may not do this.
    Refused,
    /// It has no such bucket.
    Missing,
    /// Something else, in the words of whoever noticed.
    Other(String),
}

/// Whether the store takes a small object, gives it back, names it and lets it go again.
pub async fn answers(config: &Config) -> Result<(), Trouble> {
    let place = place(config).map_err(|error| Trouble::Other(error.to_string()))?;
    let Place::Store { store, .. } = place else { return Ok(()) };
    let folder = Path::from(format!("doctor-{}", std::process::id()));
    let probe = folder.clone().join("probe");
    let tried = async {
        store.put(&probe, "doctor".into()).await?;
        let read = async {
            store.get(&probe).await?.bytes().await?;
            store.list(Some(&folder)).try_collect::<Vec<_>>().await
        };
        let read = read.await;
        store.delete(&probe).await?;
        read
    };
    tried.await.map(drop).map_err(|error| match error {
        object_store::Error::Unauthenticated { .. } | object_store::Error::PermissionDenied { .. } => Trouble::Refused,
        object_store::Error::NotFound { .. } => Trouble::Missing,
        other => Trouble::Other(first_cause(&other)),
    })
}

/// What happened first, without the body of an answer: the words above it tell of our own request.
fn first_cause(mut error: &(dyn Error + 'static)) -> String {
    while let Some(cause) = error.source() {
        error = cause;
    }
    error.to_string().split(['<', '\n']).next().unwrap_or_default().trim_end_matches([' ', ':']).to_owned()
}

/// Calls the store as this program calls everyone.
#[derive(Debug)]
struct OurClient;

impl HttpConnector for OurClient {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let wrong = |error: Box<dyn Error + Send + Sync>| object_store::Error::Generic { store: "S3", source: error };
        let client = client::builder().map_err(|error| wrong(error.into()))?;
        let client = client.read_timeout(PATIENCE).connect_timeout(PATIENCE / 4).build();
        client.map(HttpClient::new).map_err(|error| wrong(error.into()))
    }
}
