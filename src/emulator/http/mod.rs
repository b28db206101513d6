//! Twilio's side over HTTP: the routes of `api`, `content` and `messaging` behind one address.
//!
//! Handlers do no slow work; what happens after an answer happens in the lanes.

use std::sync::Arc;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use super::core::Core;
use super::form::Refused;

mod account;
mod answer;
mod connection;
mod content;
mod content_change;
mod gate;
mod media;
mod messages;
mod messages_list;
mod senders;
mod services;

pub use connection::on_connect;
pub use gate::gate;

/// What every handler gets.
pub type Shared = web::Data<Arc<Core>>;

/// All routes of the API. Longest paths first: the last part of a path may hold a dot.
pub fn routes(config: &mut ServiceConfig) {
    let messages = "/2010-04-01/Accounts/{account}/Messages";
    let at = |tail: &str| format!("{messages}{tail}");
    let named = "/{message}/Media/{media}";
    config
        .route(&at("/{message}/Media.json"), web::get().to(media::list))
        .route(&at(&format!("{named}.json")), web::get().to(media::fetch))
        .route(&at(&format!("{named}.json")), web::delete().to(media::delete))
        .route(&at(named), web::get().to(media::redirect))
        .route(&at(named), web::delete().to(media::delete))
        .route(&at(".json"), web::get().to(messages_list::list))
        .route(&at(".json"), web::post().to(messages::create))
        .route(&at("/{message}.json"), web::get().to(messages::fetch))
        .route(&at("/{message}.json"), web::post().to(messages::update))
        .route(&at("/{message}.json"), web::delete().to(messages::delete))
        .route("/2010-04-01/Accounts/{account}.json", web::get().to(account::fetch))
        .route("/cdn/{media}/{key}", web::get().to(media::bytes))
        .configure(newer_routes);
}

/// Any other address: of the API in Twilio's shape, of the page as it is.
pub async fn unknown(request: HttpRequest) -> HttpResponse {
    if is_api(request.path()) { answer::refusal(&Refused::missing(request.path()), false) } else { answer::empty(404) }
}

/// Whether an address is one of Twilio's, not of the phone's pages.
fn is_api(path: &str) -> bool {
    ["/2010-04-01/", "/v1/", "/v2/", "/cdn/"].iter().any(|start| path.starts_with(start))
}

fn newer_routes(config: &mut ServiceConfig) {
    for version in ["v1", "v2"] {
        let reviewed = format!("/{version}/ContentAndApprovals");
        config.route(&reviewed, web::get().to(content::list_with_approvals));
        config.route(&format!("/{version}/Content"), web::get().to(content::list));
    }
    let one = "/v1/Content/{content}";
    config
        .route("/v1/Content", web::post().to(content_change::create))
        .route(one, web::get().to(content::fetch))
        .route(one, web::put().to(content_change::update))
        .route(one, web::delete().to(content_change::delete))
        .route(&format!("{one}/ApprovalRequests"), web::get().to(content::approval))
        .route(&format!("{one}/ApprovalRequests/whatsapp"), web::post().to(content_change::submit))
        .route("/v2/Indicators/Typing.json", web::post().to(senders::typing))
        .route("/v2/Channels/Senders", web::get().to(senders::list))
        .route("/v2/Channels/Senders/{sender}", web::get().to(senders::fetch))
        .route("/v2/Channels/Senders/{sender}", web::post().to(senders::update))
        .route("/v1/Services", web::get().to(services::list))
        .route("/v1/Services/{service}", web::get().to(services::fetch))
        .route("/v1/Services/{service}", web::post().to(services::update))
        .route("/v1/Services/{service}/ChannelSenders", web::get().to(services::members));
}
