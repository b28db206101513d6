//! Posts as Twilio makes them, by hand: for what the pocket Twilio would never do.

use angelia::twilio::signature;

use super::api::client;
use super::{ACCOUNT_SID, SHOP};

/// The form of a text message.
pub fn inbound_form(sid: &str, from: &str, body: &str) -> Vec<(String, String)> {
    let pairs = [
        ("MessageSid", sid),
        ("SmsMessageSid", sid),
        ("SmsSid", sid),
        ("AccountSid", ACCOUNT_SID),
        ("From", from),
        ("To", SHOP),
        ("Body", body),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
        ("ApiVersion", "2010-04-01"),
        ("ProfileName", "Somebody"),
        ("WaId", from.trim_start_matches("whatsapp:+")),
        ("MessageType", "text"),
        ("ReferralNumMedia", "0"),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// The form of a delivery report.
pub fn status_form(sid: &str, status: &str, error: Option<&str>) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("MessageSid", sid),
        ("SmsSid", sid),
        ("MessageStatus", status),
        ("SmsStatus", status),
        ("AccountSid", ACCOUNT_SID),
        ("ChannelPrefix", "whatsapp"),
        ("ApiVersion", "2010-04-01"),
    ];
    pairs.extend(error.map(|code| ("ErrorCode", code)));
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Posts a form, signed with `token` over the address it is posted to. Status, content type, body.
pub fn post_signed(url: &str, form: &[(String, String)], token: &str) -> (u16, String, String) {
    let mut response = post_signed_for(url, form, token);
    let content_type = response.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), content_type.unwrap_or_default(), text)
}

/// As [`post_signed`], for the whole answer.
pub fn post_signed_for(url: &str, form: &[(String, String)], token: &str) -> ureq::http::Response<ureq::Body> {
    post_with(url, form, signature::sign(token, url, form))
}

/// Posts a form with any signature.
pub fn post_with(url: &str, form: &[(String, String)], signature: String) -> ureq::http::Response<ureq::Body> {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    client()
        .post(url)
        .header("X-Twilio-Signature", signature)
        .content_type("application/x-www-form-urlencoded; charset=UTF-8")
        .send(body.finish())
        .unwrap()
}
