//! The connection under a request, to be cut when Twilio plays dead.
//!
//! actix-web offers no way to close a connection without an answer, so every connection leaves a second
//! handle of its socket where the handlers find it.

use std::any::Any;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::dev::Extensions;

#[derive(Clone)]
struct Handle(Arc<TcpStream>);

/// Keeps a handle of a new connection.
pub fn on_connect(connection: &dyn Any, data: &mut Extensions) {
    let stream = connection.downcast_ref::<actix_web::rt::net::TcpStream>();
    if let Some(Ok(own)) = stream.map(|stream| stream.as_fd().try_clone_to_owned()) {
        data.insert(Handle(Arc::new(TcpStream::from(own))));
    }
}

/// Cuts the connection that a request came over.
pub fn cut(request: &HttpRequest) {
    if let Some(Handle(stream)) = request.conn_data::<Handle>()
        && let Err(error) = stream.shutdown(Shutdown::Both)
    {
        tracing::debug!(%error, "the connection was gone already");
    }
}
