//! TLS by rustls, with a certificate from files. It ends here or at a proxy before the server.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error, ServerConfig};

use crate::config::Config;
use crate::failure::Failure;

/// What takes connections in by TLS; none when no certificate is configured.
pub(super) fn acceptor(config: &Config) -> Result<Option<TlsAcceptor>, Failure> {
    let (certificate, key) = (&config.http_tls_certificate, &config.http_tls_key);
    if !config.has_tls() {
        return Ok(None);
    }
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(unreadable(certificate))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(unreadable(key))?;
    let server = server(chain, private).map_err(|error| Failure::Io {
        what: format!("using {} with {}", certificate.display(), key.display()),
        source: std::io::Error::other(error),
    })?;
    Ok(Some(TlsAcceptor::from(Arc::new(server))))
}

fn server(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<ServerConfig, Error> {
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let mut server =
        builder.with_safe_default_protocol_versions()?.with_no_client_auth().with_single_cert(chain, key)?;
    server.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(server)
}

fn unreadable(file: &Path) -> impl FnOnce(pem::Error) -> Failure {
    move |error| Failure::Io { what: format!("reading {}", file.display()), source: std::io::Error::other(error) }
}
