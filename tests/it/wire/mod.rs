//! The wire itself, by sockets rather than by a client that means well.

mod events;
mod slow;
mod tls;
mod trusted;

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Longest time in which a server that waits for a second ends a connection.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection on which something is written and the rest is left to the test.
fn begin(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(bytes).unwrap();
    stream
}

/// What comes back until the server ends the connection; fails when it does not.
fn to_the_end(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        // A server that ends on a client who still sends resets the connection.
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the server goes on: {error}"),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Goes on writing until the server ends the connection; fails when it does not.
fn write_to_the_end(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    let start = Instant::now();
    stream.set_write_timeout(Some(Duration::from_millis(100))).unwrap();
    while start.elapsed() < PATIENCE {
        match stream.write(bytes) {
            Ok(_) => std::thread::sleep(pause),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return,
        }
    }
    panic!("the server goes on");
}
