//! Reading Twilio's posts: a message of a contact, and a report about one of ours.
//!
//! Twilio adds parameters without notice and several that exist are not documented, so the reading is
//! generous: what a message is follows from what it carries, the stated type is a hint, and whatever
//! remains becomes [`Kind::Unknown`] with the stated type kept for the grey line in the thread. Only the
//! four things without which nothing can be filed are demanded: message, account, writer, receiver.
//! Everything else is cleaned and cut to a limit, since contacts choose their names and words themselves.

use super::messages;
use super::signature::Params;
use crate::domain::address::Address;
use crate::domain::ids::MessageId;
use crate::domain::inbound::{Inbound, MediaRef, OptOut, StatusReport};
use crate::domain::message::{Kind, Status};
use crate::domain::text;

mod details;

/// WhatsApp itself takes no longer text.
pub(super) const BODY_CHARS_MAX: usize = 65_536;
const NAME_CHARS_MAX: usize = 120;
const WORD_CHARS_MAX: usize = 64;
const URL_CHARS_MAX: usize = 2_048;
/// Twilio's own limit is 10, WhatsApp sends one.
const MEDIA_MAX: u32 = 20;

/// Why a post cannot be filed. Names are Twilio's, so that an admin can find them in the raw form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A parameter that must be there is not, or is empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A parameter that must be there is not what it should be.
    #[error("{0} is not what it should be")]
    Malformed(&'static str),
}

/// Reads a post to the inbound or fallback address.
///
/// # Errors
/// [`Unreadable`] if message, account, writer or receiver are missing or malformed; nothing else is ever refused.
pub fn parse_inbound(params: &Params) -> Result<Inbound, Unreadable> {
    let form = Form(params);
    let provider_sid = form.sid(&["MessageSid", "SmsMessageSid", "SmsSid"])?;
    let account_sid = form.sid(&["AccountSid"])?;
    let from = form.address("From")?;
    let to = form.address("To")?;
    let external = form.get("ExternalUserId").and_then(|id| Address::parse(id).ok()).filter(|id| *id != from);
    let media = media(form);
    let details = details::read(form);
    let stated = form.word("MessageType").to_ascii_lowercase();
    let body = text::clean(form.get("Body").unwrap_or_default(), BODY_CHARS_MAX);
    let kind = details.kind.unwrap_or_else(|| plain_kind(&media, &stated, &body));
    let body = if body.trim().is_empty() { details.words.unwrap_or_default() } else { body };
    let raw_kind = if stated.is_empty() { details.hint.unwrap_or(kind.word()).to_owned() } else { stated };
    Ok(Inbound {
        account_sid,
        provider_sid,
        from,
        external,
        to,
        profile_name: details.profile_name,
        body,
        kind,
        raw_kind,
        media,
        quoted_sid: form.get("OriginalRepliedMessageSid").filter(|sid| is_sid(sid)).map(str::to_owned),
        opt_out: match form.get("OptOutType").map(str::to_ascii_uppercase).as_deref() {
            Some("STOP") => Some(OptOut::Stop),
            Some("START") => Some(OptOut::Start),
            Some("HELP") => Some(OptOut::Help),
            _ => None,
        },
        extra: details.extra,
        sent_at: None,
    })
}

/// Reads a post to the status address; `message_id` is the one in the address that was called.
///
/// # Errors
/// [`Unreadable`] if message or account are missing or malformed.
pub fn parse_status(params: &Params, message_id: Option<MessageId>) -> Result<StatusReport, Unreadable> {
    let form = Form(params);
    let word = form.get("MessageStatus").or_else(|| form.get("SmsStatus"));
    let read = form.get("EventType").filter(|event| event.eq_ignore_ascii_case("read")).map(|_| Status::Read);
    Ok(StatusReport {
        account_sid: form.sid(&["AccountSid"])?,
        provider_sid: form.sid(&["MessageSid", "SmsSid"])?,
        message_id,
        status: word.and_then(messages::status).or(read),
        error_code: form.get("ErrorCode").and_then(|code| code.parse().ok()).filter(|code| *code > 0),
    })
}

/// What a message is that has no button, list, flow or place in it.
pub(super) fn plain_kind(media: &[MediaRef], stated: &str, body: &str) -> Kind {
    if let Some(first) = media.first() {
        return media_kind(&first.content_type, stated);
    }
    if body.trim().is_empty() { Kind::Unknown } else { Kind::Text }
}

fn media_kind(content_type: &str, stated: &str) -> Kind {
    let (family, rest) = content_type.split_once('/').unwrap_or((content_type, ""));
    match (family, rest.split(';').next().unwrap_or_default().trim()) {
        ("text", "vcard" | "x-vcard" | "directory") => Kind::Contacts,
        ("image", "webp") => Kind::Sticker,
        ("image", _) => Kind::Image,
        ("audio", _) | ("application", "ogg") => Kind::Audio,
        ("video", _) => Kind::Video,
        ("", _) => match stated {
            "image" => Kind::Image,
            "sticker" => Kind::Sticker,
            "audio" | "voice" => Kind::Audio,
            "video" => Kind::Video,
            "contacts" => Kind::Contacts,
            _ => Kind::Document,
        },
        _ => Kind::Document,
    }
}

/// The attachments; one without a usable address is left out, the others keep their order.
fn media(form: Form<'_>) -> Vec<MediaRef> {
    let stated = form.get("NumMedia").and_then(|count| count.parse::<u32>().ok()).unwrap_or(0).min(MEDIA_MAX);
    let mut found = Vec::new();
    for index in 0..MEDIA_MAX {
        match form.get(&format!("MediaUrl{index}")) {
            Some(url) if is_web(url) => found.push(MediaRef {
                url: url.to_owned(),
                content_type: form.word(&format!("MediaContentType{index}")).to_ascii_lowercase(),
            }),
            Some(_) => {}
            // The count may be wrong or missing; the addresses are what matters.
            None if index >= stated => break,
            None => {}
        }
    }
    found
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.len() <= URL_CHARS_MAX
        && url.bytes().all(|b| b.is_ascii_graphic())
}

/// An id of Twilio's: short, letters and digits. The exact pattern is theirs to change.
fn is_sid(text: &str) -> bool {
    (2..=WORD_CHARS_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The form, by name. Of a name that stands twice the first one counts.
#[derive(Clone, Copy)]
struct Form<'a>(&'a Params);

impl<'a> Form<'a> {
    /// The value, unless it is missing or empty.
    fn get(self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn sid(self, names: &[&'static str]) -> Result<String, Unreadable> {
        let name = names.first().copied().unwrap_or_default();
        let sid = names.iter().find_map(|name| self.get(name)).ok_or(Unreadable::Missing(name))?;
        if is_sid(sid) { Ok(sid.to_owned()) } else { Err(Unreadable::Malformed(name)) }
    }

    fn address(self, name: &'static str) -> Result<Address, Unreadable> {
        let address = self.get(name).ok_or(Unreadable::Missing(name))?;
        Address::parse(address).map_err(|_| Unreadable::Malformed(name))
    }

    /// A short thing said in one line; empty if missing.
    fn word(self, name: &str) -> String {
        text::one_line(self.get(name).unwrap_or_default(), WORD_CHARS_MAX)
    }

    fn is_true(self, name: &str) -> Option<bool> {
        self.get(name).map(|value| value.eq_ignore_ascii_case("true"))
    }
}

#[cfg(test)]
mod tests;
