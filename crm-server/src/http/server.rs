//! The listening side: from a bound socket to the application, in clear or by TLS.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol};
use actix_server::{GracefulShutdownSignal, Server, ServerBuilder};
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::web;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

use super::connection::Watched;
use super::{State, app, tls};
use crate::config::Config;
use crate::failure::Failure;

/// How long a client that was told to go may take to do so.
const GOODBYE: Duration = Duration::from_secs(5);

/// The server on a listener that is already bound. It stops by its handle, not by signals.
pub fn server(listener: TcpListener, state: State, config: &Config) -> Result<Server, Failure> {
    let workers = match config.http_workers {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        given => given,
    };
    let builder = ServerBuilder::new()
        .workers(workers)
        .max_concurrent_connections(config.http_max_connections.div_ceil(workers).max(1))
        .shutdown_timeout(config.http_stop_timeout)
        .disable_signals();
    let accepting = Accepting {
        tls: tls::acceptor(config)?,
        patience: Duration::from_secs(config.http_read_timeout),
        idle: Duration::from_secs(config.http_idle_timeout),
        stopping: builder.graceful_shutdown_signal(),
    };
    let state = web::Data::new(state);
    let builder = builder.listen("http", listener, move || accepting.clone().over(state.clone()));
    Ok(builder.map_err(Failure::io("listening"))?.run())
}

/// How connections are taken in.
#[derive(Clone)]
struct Accepting {
    tls: Option<TlsAcceptor>,
    patience: Duration,
    idle: Duration,
    stopping: GracefulShutdownSignal,
}

impl Accepting {
    /// One worker's service: what `HttpServer` of actix-web builds, with the connection's clock between socket and HTTP.
    fn over(
        self,
        state: web::Data<State>,
    ) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = DispatchError, InitError = ()> {
        let Self { tls, patience, idle, stopping } = self;
        let draining = stopping.clone();
        let http = HttpService::build()
            .keep_alive(idle)
            .client_request_timeout(patience)
            .client_disconnect_timeout(GOODBYE)
            .graceful_shutdown_signal(move || {
                let draining = draining.clone();
                async move { draining.notified().await }
            })
            .on_connect_ext(move |stream: &Watched<_>, data| {
                data.insert(stream.connection(stopping.clone()));
            })
            .finish(map_config(app(state).into_factory(), |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| {
            let tls = tls.clone();
            async move {
                let peer = stream.peer_addr().ok();
                let stream = tokio::time::timeout(patience, shake_hands(stream, tls)).await.map_err(io::Error::from);
                let stream = stream.and_then(|stream| stream).map_err(DispatchError::Io)?;
                Ok((Watched::new(stream, patience), Protocol::Http1, peer))
            }
        })
        .and_then(http)
    }
}

/// In clear or by TLS, which is much the larger.
type Stream = Either<TcpStream, Box<TlsStream<TcpStream>>>;

async fn shake_hands(stream: TcpStream, tls: Option<TlsAcceptor>) -> io::Result<Stream> {
    stream.set_nodelay(true)?;
    match tls {
        Some(tls) => tls.accept(stream).await.map(Box::new).map(Either::Right),
        None => Ok(Either::Left(stream)),
    }
}
