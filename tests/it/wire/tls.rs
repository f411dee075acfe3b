//! TLS with a certificate from files.

use std::sync::Arc;

use crm_server::Config;
use crm_server::http::{self, State};
use support::{Server, TestDb, config};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

#[tokio::test]
async fn a_configured_certificate_makes_the_server_speak_tls() {
    let db = TestDb::open().await;
    let folder = TempDir::new().unwrap();
    let made = rcgen::generate_simple_self_signed(["crm.example".to_owned()]).unwrap();
    let config = Config {
        http_tls_certificate: folder.path().join("certificate.pem"),
        http_tls_key: folder.path().join("key.pem"),
        http_hsts: 600,
        ..config()
    };
    std::fs::write(&config.http_tls_certificate, made.cert.pem()).unwrap();
    std::fs::write(&config.http_tls_key, made.signing_key.serialize_pem()).unwrap();
    let server = Server::start_with(&db, &config);

    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let client = client.with_safe_default_protocol_versions().unwrap();
    let client = TlsConnector::from(Arc::new(client.with_root_certificates(roots).with_no_client_auth()));
    let stream = TcpStream::connect(server.address).await.unwrap();
    let mut stream = client.connect(ServerName::try_from("crm.example").unwrap(), stream).await.unwrap();
    stream.write_all(b"GET /health/ready HTTP/1.1\r\nhost: crm.example\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=600; includeSubDomains\r\n"), "{answer}");

    // nothing is answered in clear
    assert!(server.get("/health/ready").send().await.is_err());
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_told_at_the_start() {
    let db = TestDb::open().await;
    let folder = TempDir::new().unwrap();
    let made = rcgen::generate_simple_self_signed(["crm.example".to_owned()]).unwrap();
    let (certificate, key, empty) = (folder.path().join("c"), folder.path().join("k"), folder.path().join("e"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, rcgen::KeyPair::generate().unwrap().serialize_pem()).unwrap();
    std::fs::write(&empty, "").unwrap();
    for (certificate, key, told) in [
        (&certificate, &folder.path().join("none"), "none"),
        (&certificate, &empty, "e"),
        (&empty, &key, "e"),
        // the key of another certificate
        (&certificate, &key, "k"),
    ] {
        let config = Config { http_tls_certificate: certificate.clone(), http_tls_key: key.clone(), ..config() };
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let refused = http::server(listener, State::new((*db).clone(), &config).unwrap(), &config).err().unwrap();
        let told = folder.path().join(told).display().to_string();
        assert!(refused.to_string().contains(&told), "{refused}");
    }
}
