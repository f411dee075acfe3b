//! Calls from this program to others over HTTP.

use std::sync::Arc;

use reqwest::{Client, ClientBuilder};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, Error, RootCertStore};

/// A client that trusts the certificate authorities of this machine, so those of the body's own network too; where
/// there are none it still calls `http` addresses. Its TLS provider is named here, so that nothing needs to be installed
/// for the whole process, which may be a host's.
pub fn builder() -> Result<ClientBuilder, Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Client::builder().tls_backend_preconfigured(tls))
}
