//! The place of documents, by configuration: a folder, or a bucket of an S3-like store that several machines share.

use std::sync::Arc;
use std::time::Duration;

use crm_core::documents::Place;
use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStoreExt, RetryConfig};
use secrecy::ExposeSecret;

use crate::client;
use crate::config::{Config, ConfigError};

/// How long one request to the store may take. What is not answered is asked again while this has not passed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a request is asked again.
const AGAIN: usize = 3;

/// Where documents lie.
pub fn place(config: &Config) -> Result<Place, ConfigError> {
    if config.documents_bucket.is_empty() {
        return Ok(Place::Folder(config.documents_folder.clone()));
    }
    let store = AmazonS3Builder::new()
        .with_bucket_name(&config.documents_bucket)
        .with_endpoint(config.documents_endpoint.as_str())
        .with_allow_http(config.documents_endpoint.in_clear())
        .with_region(&config.documents_region)
        .with_access_key_id(&config.documents_access_key)
        .with_secret_access_key(config.documents_secret_key.0.expose_secret())
        // Of what S3 can do, only what every such store can.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig { max_retries: AGAIN, retry_timeout: PATIENCE, ..RetryConfig::default() })
        .with_http_connector(OurClient)
        .build();
    match store {
        Ok(store) => Ok(Place::Store(Arc::new(store))),
        Err(error) => Err(ConfigError::Bucket { why: error.to_string() }),
    }
}

/// Whether the store takes a small object and lets it go again.
pub async fn answers(config: &Config) -> Result<(), String> {
    let Place::Store(store) = place(config).map_err(|error| error.to_string())? else { return Ok(()) };
    let probe = Path::from(format!("doctor-{}", std::process::id()));
    let tried = async {
        store.put(&probe, "doctor".into()).await?;
        store.delete(&probe).await
    };
    tried.await.map_err(|error| error.to_string())
}

/// Calls the store as this program calls everyone.
#[derive(Debug)]
struct OurClient;

impl HttpConnector for OurClient {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let wrong = |error: Box<dyn std::error::Error + Send + Sync>| object_store::Error::Generic {
            store: "S3",
            source: error,
        };
        let client = client::builder().map_err(|error| wrong(error.into()))?;
        let client = client.timeout(PATIENCE).connect_timeout(PATIENCE / 4).build();
        client.map(HttpClient::new).map_err(|error| wrong(error.into()))
    }
}
