//! Many connections that do nothing leave requests alone. `CRM_TEST_CONNECTIONS=10000` is the size that the design
//! speaks of (raise `ulimit -n` for it, and see the figures with `--no-capture`); the suite runs the same with 500.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::process::Serving;

const REQUESTS: usize = 1000;
const KEPT: &[u8] = b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
const SOCKET: &[u8] = b"GET /graphql/ws HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
    sec-websocket-version: 13\r\nsec-websocket-key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\
    sec-websocket-protocol: graphql-transport-ws\r\n\r\n";
/// A masked text frame, its mask zero.
const INIT: &[u8] = b"\x81\x9a\0\0\0\0{\"type\":\"connection_init\"}";

#[tokio::test]
async fn idle_connections_leave_requests_alone() {
    let count = std::env::var("CRM_TEST_CONNECTIONS").map_or(500, |text| text.parse().unwrap());
    let folder = TempDir::new().unwrap();
    // Nothing but requests may end or trouble a connection while the test looks.
    let serving = Serving::start(folder.path(), &["--http-idle-timeout", "600", "--http-ping-interval", "600"]).await;
    let admin = Serving::admin(folder.path());
    let before = serving.memory();
    let kept: Vec<TcpStream> = (0..count / 2).map(|_| opened(&serving.address, KEPT, "\"live\"}")).collect();
    let with_kept = serving.memory();
    let sockets: Vec<TcpStream> = (0..count / 2).map(|_| greeted(&serving.address)).collect();
    let with_sockets = serving.memory();

    let mut times = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let start = Instant::now();
        let answer = serving.ask(&admin, "{ viewer { actor { kind } } }").await;
        times.push(start.elapsed());
        assert_eq!(answer["data"]["viewer"]["actor"]["kind"], "STAFF");
    }
    times.sort();
    println!(
        "{count} connections: {before} kB at rest, {with_kept} kB with {} kept, {with_sockets} kB with {} WebSockets more; \
         of {REQUESTS} requests half took {:?}, 99 of 100 at most {:?}",
        kept.len(),
        sockets.len(),
        times[REQUESTS / 2],
        times[REQUESTS / 100 * 99]
    );
    // They are all still there.
    for (mut stream, says, answer) in kept.into_iter().map(|stream| (stream, KEPT, "\"live\"}")) {
        stream.write_all(says).unwrap();
        until(&mut stream, answer);
    }
    for mut stream in sockets {
        stream.write_all(b"\x89\x80\0\0\0\0").unwrap();
        until(&mut stream, "\u{0}");
    }
    assert_eq!(serving.terminate().code(), Some(0));
}

/// A client that asks and asks and reads nothing is not answered into memory, and is dropped.
#[tokio::test]
async fn a_socket_that_is_not_read_costs_little() {
    let folder = TempDir::new().unwrap();
    let serving = Serving::start(folder.path(), &["--profile", "development", "--http-read-timeout", "2"]).await;
    let mut socket = greeted(&serving.address);
    let before = serving.memory();
    socket.set_write_timeout(Some(Duration::from_millis(100))).unwrap();
    let (start, mut sent) = (Instant::now(), 0);
    let ended = loop {
        match socket.write_all(&asking(sent)) {
            Ok(()) => sent += 1,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                assert!(start.elapsed() < Duration::from_mins(1), "the server goes on");
            }
            Err(error) => break error,
        }
    };
    let after = serving.memory();
    println!("{sent} operations sent, {} kB more, then {ended}", after.saturating_sub(before));
    assert!(after < before + 30_000, "{before} kB, then {after} kB after {sent} operations");
    assert_eq!(serving.terminate().code(), Some(0));
}

/// An operation with an answer of many kilobytes, as a masked text frame whose mask is zero.
fn asking(id: usize) -> Vec<u8> {
    let query = "{ __schema { types { name description } } }";
    let text = format!(r#"{{"type":"subscribe","id":"{id}","payload":{{"query":"{query}"}}}}"#);
    let length = u16::try_from(text.len()).unwrap().to_be_bytes();
    [&[0x81, 0xfe], &length[..], &[0; 4], text.as_bytes()].concat()
}

fn opened(address: &str, says: &[u8], answer: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(says).unwrap();
    until(&mut stream, answer);
    stream
}

fn greeted(address: &str) -> TcpStream {
    let mut stream = opened(address, SOCKET, "\r\n\r\n");
    stream.write_all(INIT).unwrap();
    until(&mut stream, "\"connection_ack\"}");
    stream
}

/// Reads until something was read that ends so.
fn until(stream: &mut TcpStream, end: &str) {
    let mut bytes = Vec::new();
    let mut some = [0; 1024];
    while !bytes.ends_with(end.as_bytes()) {
        let count = stream.read(&mut some).unwrap();
        assert!(count > 0, "it ended after {:?}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&some[..count]);
    }
}
