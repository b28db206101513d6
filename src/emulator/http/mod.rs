//! Twilio's side over HTTP: the routes of `api`, `content` and `messaging` behind one address.
//!
//! Handlers do no slow work; what happens after an answer happens in the lanes.

use std::sync::Arc;

use actix_web::web::{self, ServiceConfig};

use super::core::Core;

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

pub use connection::on_connect;
pub use gate::gate;

/// What every handler gets.
pub type Shared = web::Data<Arc<Core>>;

/// All routes of the API. Longest paths first: the last part of a path may hold a dot.
pub fn routes(config: &mut ServiceConfig) {
    let base = "/2010-04-01/Accounts/{account}";
    config
        .route(&format!("{base}/Messages/{{message}}/Media.json"), web::get().to(media::list))
        .route(&format!("{base}/Messages/{{message}}/Media/{{media}}.json"), web::get().to(media::fetch))
        .route(&format!("{base}/Messages/{{message}}/Media/{{media}}.json"), web::delete().to(media::delete))
        .route(&format!("{base}/Messages/{{message}}/Media/{{media}}"), web::get().to(media::redirect))
        .route(&format!("{base}/Messages/{{message}}/Media/{{media}}"), web::delete().to(media::delete))
        .route(&format!("{base}/Messages.json"), web::get().to(messages_list::list))
        .route(&format!("{base}/Messages.json"), web::post().to(messages::create))
        .route(&format!("{base}/Messages/{{message}}.json"), web::get().to(messages::fetch))
        .route(&format!("{base}/Messages/{{message}}.json"), web::post().to(messages::update))
        .route(&format!("{base}/Messages/{{message}}.json"), web::delete().to(messages::delete))
        .route(&format!("{base}.json"), web::get().to(account::fetch))
        .route("/cdn/{media}/{key}", web::get().to(media::bytes))
        .route("/v2/Indicators/Typing.json", web::post().to(senders::typing))
        .route("/v2/Channels/Senders", web::get().to(senders::list))
        .route("/v2/Channels/Senders/{sender}", web::get().to(senders::fetch))
        .route("/v2/Channels/Senders/{sender}", web::post().to(senders::update));
    for version in ["v1", "v2"] {
        config
            .route(&format!("/{version}/Content"), web::get().to(content::list))
            .route(&format!("/{version}/ContentAndApprovals"), web::get().to(content::list_with_approvals));
    }
    config
        .route("/v1/Content", web::post().to(content_change::create))
        .route("/v1/Content/{content}", web::get().to(content::fetch))
        .route("/v1/Content/{content}", web::put().to(content_change::update))
        .route("/v1/Content/{content}", web::delete().to(content_change::delete))
        .route("/v1/Content/{content}/ApprovalRequests", web::get().to(content::approval))
        .route("/v1/Content/{content}/ApprovalRequests/whatsapp", web::post().to(content_change::submit));
}
