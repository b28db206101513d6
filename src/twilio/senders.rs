//! The WhatsApp numbers that an account has at Twilio, and where their webhooks point.
//!
//! Only numbers registered with WhatsApp are listed; the sandbox number is not, and its webhooks can be
//! set in Twilio's console alone.

use serde::Deserialize;
use serde_json::json;

use super::client::{CallError, Client, Credentials, PAGES_MAX, unreadable};
use super::wire;
use crate::domain::hooks::{Target, Targets};

/// A WhatsApp number as Twilio knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredNumber {
    /// `XE…`, the handle for changing it.
    pub sid: String,
    /// `whatsapp:+…`.
    pub address: String,
    /// Whether it can send and receive now.
    pub online: bool,
    /// Twilio's own word for its state, for the page that explains it.
    pub state: String,
    /// Where Twilio posts to.
    pub webhooks: Targets,
    /// The name that contacts see.
    pub display_name: Option<String>,
    /// WhatsApp's judgement, e.g. `HIGH`.
    pub quality: Option<String>,
    /// WhatsApp's daily limit of unique contacts, in words, e.g. `10K Customers/24hr`.
    pub messaging_limit: Option<String>,
    /// Why it is not online.
    pub offline_reasons: Vec<String>,
}

impl Client {
    /// Every WhatsApp number of the account.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn list_senders(&self, who: &Credentials) -> Result<Vec<RegisteredNumber>, CallError> {
        let mut next = Some(format!("{}/v2/Channels/Senders?Channel=whatsapp&PageSize=100", self.messaging(who)));
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let Some(url) = next else { return Ok(found) };
            let page: SenderPage = self.get(who, &url)?;
            found.extend(page.senders.into_iter().filter_map(RawSender::number));
            next =
                wire::next_page(&self.messaging(who), &url, page.meta.and_then(|meta| meta.next_page_url).as_deref())?;
        }
        Err(unreadable(200, "a list without end"))
    }

    /// Points a number's webhooks at us. All three are sent, since Twilio does not say what becomes of those left out.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn update_sender_webhooks(
        &self,
        who: &Credentials,
        sid: &str,
        targets: &Targets,
    ) -> Result<RegisteredNumber, CallError> {
        let url = |target: &Option<Target>| target.as_ref().map(|target| target.url.clone());
        let method = |target: &Option<Target>| target.as_ref().map(|target| target.method.clone());
        let body = json!({"webhook": {
            "callback_url": url(&targets.inbound), "callback_method": method(&targets.inbound),
            "fallback_url": url(&targets.fallback), "fallback_method": method(&targets.fallback),
            "status_callback_url": url(&targets.status), "status_callback_method": method(&targets.status),
        }});
        let url = format!("{}/v2/Channels/Senders/{}", self.messaging(who), wire::segment(sid));
        let answer: RawSender = self.post_json(who, &url, &body)?;
        answer.number().ok_or_else(|| unreadable(202, "a number without its SID"))
    }
}

#[derive(Deserialize)]
struct SenderPage {
    senders: Vec<RawSender>,
    meta: Option<Meta>,
}

/// The newer APIs' way to the next page.
#[derive(Deserialize)]
pub(super) struct Meta {
    pub next_page_url: Option<String>,
}

#[derive(Deserialize)]
struct RawSender {
    sid: Option<String>,
    sender_id: Option<String>,
    status: Option<String>,
    webhook: Option<RawWebhook>,
    profile: Option<RawProfile>,
    properties: Option<RawProperties>,
    offline_reasons: Option<Vec<RawReason>>,
}

#[derive(Deserialize)]
struct RawWebhook {
    callback_url: Option<String>,
    callback_method: Option<String>,
    fallback_url: Option<String>,
    fallback_method: Option<String>,
    status_callback_url: Option<String>,
    status_callback_method: Option<String>,
}

#[derive(Deserialize)]
struct RawProfile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct RawProperties {
    quality_rating: Option<String>,
    messaging_limit: Option<String>,
}

#[derive(Deserialize)]
struct RawReason {
    message: Option<String>,
}

impl RawSender {
    fn number(self) -> Option<RegisteredNumber> {
        let (sid, address) = (self.sid?, self.sender_id?);
        let state = self.status.unwrap_or_default();
        let webhooks = self.webhook.map_or_else(Targets::default, |webhook| Targets {
            inbound: Target::read(webhook.callback_url, webhook.callback_method),
            fallback: Target::read(webhook.fallback_url, webhook.fallback_method),
            status: Target::read(webhook.status_callback_url, webhook.status_callback_method),
        });
        let (quality, messaging_limit) =
            self.properties.map_or((None, None), |properties| (properties.quality_rating, properties.messaging_limit));
        Some(RegisteredNumber {
            sid,
            address,
            // `ONLINE:UPDATING` is online too.
            online: state.split(':').next() == Some("ONLINE"),
            state,
            webhooks,
            display_name: self.profile.and_then(|profile| profile.name),
            quality,
            messaging_limit,
            offline_reasons: self
                .offline_reasons
                .unwrap_or_default()
                .into_iter()
                .filter_map(|reason| reason.message)
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::client::Secret;
    use super::super::test_server::{Server, json};
    use super::*;
    use crate::domain::region::Region;

    #[test]
    fn numbers_are_listed_over_pages_and_their_webhooks_set() {
        let first = r#"{"senders":[{"sid":"XE1","sender_id":"whatsapp:+30210","status":"ONLINE:UPDATING","webhook":{"callback_url":"https://a/in","callback_method":"PUT","fallback_url":""},
            "profile":{"name":"Shop"},"properties":{"quality_rating":"HIGH","messaging_limit":"10K Customers/24hr"},"offline_reasons":null}],
            "meta":{"next_page_url":"https://messaging.twilio.com/v2/Channels/Senders?Channel=whatsapp&PageToken=z","key":"senders"}}"#;
        let second = r#"{"senders":[{"sid":"XE2","sender_id":"whatsapp:+30211","status":"OFFLINE","offline_reasons":[{"code":"63020","message":"no invitation","more_info":null}]}],"meta":{"next_page_url":null}}"#;
        let updated = r#"{"sid":"XE1","sender_id":"whatsapp:+30210","status":"ONLINE","webhook":{"callback_url":"https://b/in","fallback_url":"https://b/fb","status_callback_url":"https://b/st"}}"#;
        let server = Server::start(vec![json(200, first), json(200, second), json(202, updated)]);
        let client = Client::new(Some(&server.base));
        let who = Credentials {
            account_sid: "AC1".to_owned(),
            user: "AC1".to_owned(),
            secret: Secret::new("t"),
            region: Region::Us1,
        };
        let numbers = client.list_senders(&who).unwrap();
        assert_eq!(numbers.len(), 2);
        assert!(numbers[0].online && !numbers[1].online);
        let inbound = Some(Target { url: "https://a/in".to_owned(), method: "PUT".to_owned() });
        assert_eq!(numbers[0].webhooks, Targets { inbound, ..Targets::default() });
        assert_eq!((numbers[0].quality.as_deref(), numbers[0].display_name.as_deref()), (Some("HIGH"), Some("Shop")));
        assert_eq!(numbers[1].offline_reasons, ["no invitation"]);
        server.request();
        assert!(server.request().starts_with("GET /v2/Channels/Senders?Channel=whatsapp&PageToken=z "));

        let urls = Targets::posting("https://b/in", "https://b/fb", "https://b/st");
        assert_eq!(client.update_sender_webhooks(&who, "XE1", &urls).unwrap().webhooks, urls);
        let request = server.request();
        assert!(
            request.starts_with("POST /v2/Channels/Senders/XE1 ")
                && request.contains(r#""callback_url":"https://b/in""#),
            "{request}"
        );
    }
}
