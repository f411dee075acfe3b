//! Clients that send or take too slowly, or without end. The server under test waits for a second.

use std::io::{Read, Write};
use std::time::Duration;

use crm_server::Config;
use support::{Server, TestDb, config};
use tokio::task::spawn_blocking;

use super::{begin, to_the_end, write_to_the_end};

const HEAD: &str = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
/// A request as a whole, after which the connection stays.
const WHOLE: &str = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
const DRIP: Duration = Duration::from_millis(100);

fn server(db: &TestDb) -> Server {
    let config = Config { http_read_timeout: 1, http_body_limit: 100_000, ..config() };
    Server::start_with(db, &config)
}

#[tokio::test]
async fn dripping_headers_and_bodies_end_with_408() {
    let db = TestDb::open().await;
    let server = server(&db);
    let headers = format!("{HEAD}x-slow: ");
    let announced = format!("{HEAD}content-length: 5000\r\n\r\n");
    let chunked = format!("{HEAD}transfer-encoding: chunked\r\n\r\n");
    for (sent, drop) in [(headers, &b"a"[..]), (announced, b" "), (chunked, b"1\r\n \r\n")] {
        let mut stream = begin(server.address, sent.as_bytes());
        let answer = spawn_blocking(move || {
            let answers = stream.try_clone().unwrap();
            let reading = std::thread::spawn(move || to_the_end(answers));
            write_to_the_end(&mut stream, drop, DRIP);
            reading.join().unwrap()
        });
        let answer = answer.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 408"), "{sent}: {answer}");
    }
}

#[tokio::test]
async fn slow_headers_of_a_later_request_end_the_connection() {
    let db = TestDb::open().await;
    let server = server(&db);
    let mut stream = begin(server.address, WHOLE.as_bytes());
    let ended = spawn_blocking(move || {
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        stream.write_all(HEAD.as_bytes()).unwrap();
        // Nothing is answered to what is no request yet.
        assert!(to_the_end(stream).ends_with(r#"{"status":"live"}"#));
    });
    ended.await.unwrap();
}

#[tokio::test]
async fn an_endless_chunked_body_is_cut_at_the_limit() {
    let db = TestDb::open().await;
    let server = server(&db);
    let chunk = format!("{:x}\r\n{}\r\n", 10_000, " ".repeat(10_000));
    // One that is read, one for which nothing is read, one where nothing is.
    for (path, status) in [("/graphql", "413"), ("/health/live", "405"), ("/nowhere", "404")] {
        let sent = format!("{HEAD}transfer-encoding: chunked\r\n\r\n").replace("/graphql", path);
        let mut stream = begin(server.address, sent.as_bytes());
        let chunk = chunk.clone();
        let answer = spawn_blocking(move || {
            let answers = stream.try_clone().unwrap();
            let reading = std::thread::spawn(move || to_the_end(answers));
            write_to_the_end(&mut stream, chunk.as_bytes(), Duration::ZERO);
            reading.join().unwrap()
        });
        let answer = answer.await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_dropped() {
    let db = TestDb::open().await;
    let server = server(&db);
    let schema = WHOLE.replace("/health/live", "/graphql/schema.graphql");
    let mut stream = begin(server.address, schema.as_bytes());
    // Many times the schema, which no socket's buffer holds.
    spawn_blocking(move || write_to_the_end(&mut stream, schema.repeat(100).as_bytes(), DRIP)).await.unwrap();
}

#[tokio::test]
async fn an_idle_connection_ends_after_its_time() {
    let db = TestDb::open().await;
    let config = Config { http_idle_timeout: 1, ..config() };
    let server = Server::start_with(&db, &config);
    let stream = begin(server.address, WHOLE.as_bytes());
    let answer = spawn_blocking(move || to_the_end(stream)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
