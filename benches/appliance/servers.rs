//! What the appliance is compared with: a bare server, itself with nothing to do, and itself with a commit for every post.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::web::{Bytes, ServiceConfig, get, post};
use actix_web::{App as ActixApp, HttpResponse, HttpServer};
use angelia::app::database_path;
use angelia::store::Store;

use crate::folder;
use crate::settings::{Kind, Place};

/// Serves until the process is killed.
pub fn serve(kind: Kind, place: &Place) {
    let listener = TcpListener::bind(("127.0.0.1", place.port)).expect("the port");
    actix_web::rt::System::new().block_on(async {
        match kind {
            Kind::Bare => bare(listener).await,
            Kind::Nothing => nothing(listener, place).await,
            Kind::EachAlone => each_alone(listener, place).await,
        }
    });
}

/// The same framework without anything of ours: reads the whole post and gives the same answer.
async fn bare(listener: TcpListener) {
    let server = HttpServer::new(|| ActixApp::new().configure(doing_nothing));
    server.listen(listener).expect("the listener").run().await.expect("a server");
}

/// The appliance, whose address for webhooks reads the whole post, gives the same answer and does nothing.
async fn nothing(listener: TcpListener, place: &Place) {
    let app = folder::open(&place.folder);
    angelia::web::server(listener, Arc::new(app), doing_nothing).expect("the listener").await.expect("a server");
}

/// Stands before the routes of the appliance, if there are any.
fn doing_nothing(cfg: &mut ServiceConfig) {
    cfg.route("/healthz", get().to(HttpResponse::Ok)).route(
        "/webhooks/twilio/{key}/inbound",
        post().to(|_: Bytes| async { HttpResponse::Ok().content_type("text/xml; charset=utf-8").body("<Response/>") }),
    );
}

/// The appliance in everything, but the writer takes one job into each transaction.
async fn each_alone(listener: TcpListener, place: &Place) {
    let mut app = folder::open(&place.folder);
    let path = database_path(&place.folder);
    app.store = Store::open_in_batches(&path, 8, Box::new(|_| {}), 1).expect("the file");
    let health = |cfg: &mut ServiceConfig| {
        cfg.route("/healthz", get().to(HttpResponse::Ok));
    };
    angelia::web::server(listener, Arc::new(app), health).expect("the listener").await.expect("a server");
}
