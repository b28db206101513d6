//! Messaging Services: pools of numbers whose own webhook settings win over those of their numbers.

use serde::Deserialize;

use super::client::{CallError, Client, Credentials, PAGES_MAX, unreadable};
use super::senders::Meta;
use super::wire;
use crate::domain::hooks::{Target, Targets};

/// A Messaging Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// `MG…`.
    pub sid: String,
    /// What its owner calls it.
    pub name: String,
    /// Where Twilio posts to for its numbers.
    pub webhooks: Targets,
    /// Its numbers keep their own webhooks all the same.
    pub defers_to_number: bool,
}

impl Client {
    /// Every Messaging Service of the account.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn list_services(&self, who: &Credentials) -> Result<Vec<Service>, CallError> {
        let mut next = Some(format!("{}/v1/Services?PageSize=100", self.messaging(who)));
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let Some(url) = next else { return Ok(found) };
            let page: ServicePage = self.get(who, &url)?;
            found.extend(page.services.into_iter().filter_map(RawService::service));
            next =
                wire::next_page(&self.messaging(who), &url, page.meta.and_then(|meta| meta.next_page_url).as_deref())?;
        }
        Err(unreadable(200, "a list without end"))
    }

    /// The WhatsApp numbers in a service, as `whatsapp:+…`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn service_numbers(&self, who: &Credentials, sid: &str) -> Result<Vec<String>, CallError> {
        let base = self.service_url(who, sid);
        let mut next = Some(format!("{base}/ChannelSenders?PageSize=100"));
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let Some(url) = next else { return Ok(found) };
            let page: MemberPage = self.get(who, &url)?;
            found.extend(page.senders.into_iter().filter_map(|member| member.sender));
            next =
                wire::next_page(&self.messaging(who), &url, page.meta.and_then(|meta| meta.next_page_url).as_deref())?;
        }
        Err(unreadable(200, "a list without end"))
    }

    /// Writes where a service posts to; what is absent is emptied there. Its reports have no method.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn update_service_webhooks(
        &self,
        who: &Credentials,
        sid: &str,
        targets: &Targets,
    ) -> Result<Service, CallError> {
        let url = |target: &Option<Target>| target.as_ref().map_or_else(String::new, |target| target.url.clone());
        let (inbound, fallback, status) = (url(&targets.inbound), url(&targets.fallback), url(&targets.status));
        let method =
            |target: &Option<Target>| target.as_ref().map_or_else(|| "POST".to_owned(), |it| it.method.clone());
        let (inbound_method, fallback_method) = (method(&targets.inbound), method(&targets.fallback));
        let form = [
            ("InboundRequestUrl", inbound.as_str()),
            ("InboundMethod", inbound_method.as_str()),
            ("FallbackUrl", fallback.as_str()),
            ("FallbackMethod", fallback_method.as_str()),
            ("StatusCallback", status.as_str()),
        ];
        let answer: RawService = self.post_form(who, &self.service_url(who, sid), &form)?;
        answer.service().ok_or_else(|| unreadable(200, "a service without its SID"))
    }

    fn service_url(&self, who: &Credentials, sid: &str) -> String {
        format!("{}/v1/Services/{}", self.messaging(who), wire::segment(sid))
    }
}

#[derive(Deserialize)]
struct ServicePage {
    services: Vec<RawService>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct MemberPage {
    senders: Vec<RawMember>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct RawMember {
    sender: Option<String>,
}

#[derive(Deserialize)]
struct RawService {
    sid: Option<String>,
    friendly_name: Option<String>,
    inbound_request_url: Option<String>,
    inbound_method: Option<String>,
    fallback_url: Option<String>,
    fallback_method: Option<String>,
    status_callback: Option<String>,
    use_inbound_webhook_on_number: Option<bool>,
}

impl RawService {
    fn service(self) -> Option<Service> {
        Some(Service {
            sid: self.sid?,
            name: self.friendly_name.unwrap_or_default(),
            webhooks: Targets {
                inbound: Target::read(self.inbound_request_url, self.inbound_method),
                fallback: Target::read(self.fallback_url, self.fallback_method),
                status: Target::read(self.status_callback, None),
            },
            defers_to_number: self.use_inbound_webhook_on_number.unwrap_or(false),
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
    fn services_their_numbers_and_their_webhooks() {
        let list = r#"{"services":[{"sid":"MG1","friendly_name":"Pool","inbound_request_url":null,"inbound_method":"POST",
            "fallback_url":"https://a/fb","fallback_method":"GET","status_callback":"","use_inbound_webhook_on_number":false}],
            "meta":{"next_page_url":null,"key":"services"}}"#;
        let members = r#"{"senders":[{"sid":"XE1","sender":"whatsapp:+30210","sender_type":"WhatsApp"}],"meta":{"key":"senders"}}"#;
        let updated = r#"{"sid":"MG1","inbound_request_url":"https://b/in","fallback_url":"https://b/fb","status_callback":"https://b/st"}"#;
        let server = Server::start(vec![json(200, list), json(200, members), json(200, updated)]);
        let client = Client::new(Some(&server.base));
        let who = Credentials {
            account_sid: "AC1".to_owned(),
            user: "AC1".to_owned(),
            secret: Secret::new("t"),
            region: Region::Us1,
        };
        let services = client.list_services(&who).unwrap();
        assert_eq!((services[0].sid.as_str(), services[0].name.as_str()), ("MG1", "Pool"));
        assert_eq!((&services[0].webhooks.inbound, &services[0].webhooks.status), (&None, &None));
        assert_eq!(services[0].webhooks.fallback.as_ref().unwrap().method, "GET");
        assert!(server.request().starts_with("GET /v1/Services?PageSize=100 "));
        assert_eq!(client.service_numbers(&who, "MG1").unwrap(), ["whatsapp:+30210"]);
        assert!(server.request().starts_with("GET /v1/Services/MG1/ChannelSenders?PageSize=100 "));
        let targets = Targets::posting("https://b/in", "https://b/fb", "https://b/st");
        assert_eq!(client.update_service_webhooks(&who, "MG1", &targets).unwrap().webhooks, targets);
        let request = server.request();
        assert!(request.starts_with("POST /v1/Services/MG1 "), "{request}");
        assert!(request.contains("InboundRequestUrl=https%3A%2F%2Fb%2Fin&InboundMethod=POST&"), "{request}");
    }
}
