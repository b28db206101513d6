//! The HTTP server around the route table, for `startup` and for tests alike.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{App as ActixApp, HttpServer};

use crate::app::App;
use crate::web::{context, mount, routes};

/// How long open requests may take after the order to stop, in seconds.
const STOP_SECONDS: u64 = 5;

/// The routes with the appliance as their data. What a part needs beyond it (its live hub, its
/// metrics) comes as further app data from the caller of [`server`].
pub fn configure(cfg: &mut ServiceConfig, app: &Arc<App>) {
    cfg.app_data(web::Data::from(app.clone())).configure(routes::routes);
}

/// A server on `listener`; it runs when awaited. `more` adds app data, once per worker.
///
/// # Errors
/// If the listener cannot be taken over.
pub fn server(
    listener: TcpListener,
    app: Arc<App>,
    more: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        // The last one wrapped is the first that a request meets.
        ActixApp::new()
            .wrap(from_fn(context::identify))
            .wrap(from_fn(mount::mount))
            .configure(&more)
            .configure(|cfg| configure(cfg, &app))
    });
    // Signals are the program's to handle, not the server's.
    Ok(server.shutdown_timeout(STOP_SECONDS).disable_signals().listen(listener)?.run())
}
