//! The form that a customer's message is posted as, parameter by parameter.

use super::core::Core;
use super::message::Message;
use super::world::Customer;

fn message_type(types: &[String], place: bool, button: bool) -> &'static str {
    let first = types.first().map_or("", String::as_str);
    match first.split_once('/').map_or("", |(kind, _)| kind) {
        _ if button => "interactive",
        _ if place => "location",
        _ if first == "text/vcard" => "contacts",
        _ if first == "image/webp" => "sticker",
        "image" => "image",
        "audio" => "audio",
        "video" => "video",
        "" => "text",
        _ => "document",
    }
}

/// All parameters of the webhook for a message, in about the order in which Twilio sends them.
#[must_use]
pub fn params(
    core: &Core,
    message: &Message,
    customer: &Customer,
    types: &[String],
    button: Option<&(String, String)>,
) -> Vec<(String, String)> {
    let mut params: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: &str| params.push((name.to_owned(), value.to_owned()));
    let kind = message_type(types, message.place.is_some(), button.is_some());
    add("SmsMessageSid", &message.sid);
    add("NumMedia", &message.media.len().to_string());
    add("ProfileName", &customer.name);
    add("MessageType", kind);
    add("SmsSid", &message.sid);
    let wa_id = customer.address.strip_prefix("whatsapp:+");
    if let Some(wa_id) = wa_id {
        add("WaId", wa_id);
    }
    add("SmsStatus", "received");
    add("Body", &message.body);
    add("To", &message.to);
    add("NumSegments", "1");
    add("ReferralNumMedia", "0");
    add("MessageSid", &message.sid);
    add("AccountSid", &message.account_sid);
    let context = serde_json::json!({ "type": "whatsapp", "data": { "context": {
        "ProfileName": customer.name, "WaId": wa_id, "Forwarded": "false", "FrequentlyForwarded": "false",
    } } });
    add("ChannelMetadata", &context.to_string());
    add("From", &message.from);
    add("ApiVersion", "2010-04-01");
    if let Some(service) = &message.service {
        add("MessagingServiceSid", service);
    }
    if let Some(external) = &customer.external_id {
        add("ExternalUserId", external);
    }
    if let Some((text, payload)) = button {
        add("ButtonText", text);
        add("ButtonPayload", payload);
        add("ButtonType", "REPLY");
    }
    if let Some(place) = &message.place {
        add("Latitude", &place.latitude);
        add("Longitude", &place.longitude);
        if let Some(address) = &place.address {
            add("Address", address);
        }
        if let Some(label) = &place.label {
            add("Label", label);
        }
    }
    for (number, (me, content_type)) in message.media.iter().zip(types).enumerate() {
        let (base, account, sid) = (core.url(), &message.account_sid, &message.sid);
        let url = format!("{base}/2010-04-01/Accounts/{account}/Messages/{sid}/Media/{me}");
        add(&format!("MediaContentType{number}"), content_type);
        add(&format!("MediaUrl{number}"), &url);
    }
    if let Some(answered) = &message.reply_to {
        add("OriginalRepliedMessageSid", answered);
        add("OriginalRepliedMessageSender", &message.to);
    }
    params
}
