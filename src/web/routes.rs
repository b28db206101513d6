//! THE route table: every address of the appliance with its handler and its guard, top to bottom.
//! Order matters only where a pattern would swallow a fixed word.

use actix_web::web::{ServiceConfig, get, post, route};

use crate::web::{assets, demo, error, live, page, webhook};

/// All of it.
pub fn routes(cfg: &mut ServiceConfig) {
    public(cfg);
    agent(cfg);
    machines(cfg);
    cfg.default_service(route().to(error::not_found)); // anybody
}

/// For anybody.
fn public(cfg: &mut ServiceConfig) {
    cfg.route("/", get().to(page::home)) // anybody
        .route("/static/{file:.*}", get().to(assets::file)) // anybody
        .route("/demo/clock", post().to(demo::clock)); // agent, in a demo only
}

/// For everybody who is signed in.
fn agent(cfg: &mut ServiceConfig) {
    cfg.route("/live", get().to(live::listen)); // agent
}

/// For programs, which bring credentials of their own.
fn machines(cfg: &mut ServiceConfig) {
    cfg.route("/webhooks/twilio/{key}/inbound", post().to(webhook::inbound)) // signature
        .route("/webhooks/twilio/{key}/status", post().to(webhook::status)) // signature
        .route("/webhooks/twilio/{key}/fallback", post().to(webhook::fallback)); // signature
}
