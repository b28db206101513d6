//! Messages: send one, look one up, read the list that Twilio keeps.
//!
//! The list is how lost things are found again: a send whose answer never came, and a message from a
//! contact that no webhook brought. Twilio answers numbers as text and text as null as it pleases, so
//! everything here is read leniently; only a missing SID makes an answer useless.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::client::{CallError, Client, Credentials, unreadable};
use super::{webhook, wire};
use crate::domain::address::Address;
use crate::domain::inbound::{Inbound, MediaRef};
use crate::domain::message::Status;
use crate::domain::text;
use crate::domain::time::Timestamp;

mod pages;

pub use pages::Pages;

/// What goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outgoing<'a> {
    /// Free text, inside the window only.
    Text(&'a str),
    /// A file, inside the window only.
    File {
        /// Where Twilio fetches it.
        url: &'a str,
        /// What goes with it; may be empty.
        text: &'a str,
    },
    /// A place on the map, inside the window only.
    Place {
        /// Degrees north and east, with a comma between.
        coordinates: &'a str,
        /// What it is called; never empty.
        name: &'a str,
    },
    /// A template with its variables filled in.
    Template {
        /// `HX…`.
        content_sid: &'a str,
        /// Variable name ("1") to value.
        variables: &'a BTreeMap<String, String>,
    },
}

/// A message that Twilio took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// `SM…` or `MM…`.
    pub sid: String,
    /// Its first status, which no callback will repeat.
    pub status: Status,
}

/// What to read from the list of messages; addresses as `whatsapp:…`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListFilter<'a> {
    /// Only messages to this address.
    pub to: Option<&'a str>,
    /// Only messages from this address.
    pub from: Option<&'a str>,
    /// Only messages of this moment's day (GMT) or later: Twilio filters by day.
    pub sent_after: Option<Timestamp>,
    /// Messages per answer, 1 to 1000; 0 leaves it to Twilio (50).
    pub page_size: u16,
}

/// A message as Twilio's list knows it. Names, buttons and places of inbound messages are not kept there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `SM…` or `MM…`.
    pub sid: String,
    /// Whether the contact wrote it.
    pub direction_in: bool,
    /// Address of the writer.
    pub from: String,
    /// Address of the reader.
    pub to: String,
    /// The text; may be empty for templates.
    pub body: String,
    /// How far it came; `None` for a word we do not know.
    pub status: Option<Status>,
    /// Why it failed.
    pub error_code: Option<u32>,
    /// When Twilio made it.
    pub created_at: Option<Timestamp>,
    /// When it left Twilio (inbound: when it came).
    pub sent_at: Option<Timestamp>,
    /// How many files belong to it.
    pub num_media: u32,
}

impl Listed {
    /// The message as a webhook would have brought it, as far as the list knows: names, buttons and places
    /// are not kept there. `None` for our own messages and for addresses we cannot read.
    #[must_use]
    pub fn into_inbound(self, account_sid: &str, media: Vec<MediaRef>) -> Option<Inbound> {
        if !self.direction_in {
            return None;
        }
        let body = text::clean(&self.body, webhook::BODY_CHARS_MAX);
        let kind = webhook::plain_kind(&media, "", &body);
        Some(Inbound {
            account_sid: account_sid.to_owned(),
            provider_sid: self.sid,
            from: Address::parse(&self.from).ok()?,
            external: None,
            to: Address::parse(&self.to).ok()?,
            profile_name: String::new(),
            body,
            kind,
            raw_kind: kind.word().to_owned(),
            media,
            quoted_sid: None,
            opt_out: None,
            extra: serde_json::Map::new(),
            sent_at: self.sent_at.or(self.created_at),
        })
    }
}

impl Client {
    /// Shows the contact for up to 25 seconds that somebody writes, and that this message of theirs was read.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn show_typing(&self, who: &Credentials, message_sid: &str) -> Result<(), CallError> {
        let url = format!("{}/v2/Indicators/Typing.json", self.messaging(who));
        let form = [("channel", "whatsapp"), ("messageId", message_sid)];
        self.post_form::<serde::de::IgnoredAny>(who, &url, &form).map(drop)
    }

    /// Sends a message. Not idempotent: after [`CallError::Unknown`] look for it before sending again.
    ///
    /// # Errors
    /// See [`CallError`]; most failures of delivery come later as a status, not here.
    pub fn create_message(
        &self,
        who: &Credentials,
        from: &str,
        to: &str,
        outgoing: &Outgoing<'_>,
        status_callback: &str,
    ) -> Result<Created, CallError> {
        let mut form = vec![("To", to), ("From", from)];
        let (filled, action);
        match outgoing {
            Outgoing::Text(text) => form.push(("Body", text)),
            Outgoing::File { url, text } => {
                form.push(("MediaUrl", url));
                if !text.is_empty() {
                    form.push(("Body", text));
                }
            }
            Outgoing::Place { coordinates, name } => {
                // A body has to be there; WhatsApp shows only the place.
                form.push(("Body", name));
                action = format!("geo:{coordinates}|{name}");
                form.push(("PersistentAction", &action));
            }
            Outgoing::Template { content_sid, variables } => {
                form.push(("ContentSid", content_sid));
                if !variables.is_empty() {
                    filled = serde_json::json!(variables).to_string();
                    form.push(("ContentVariables", &filled));
                }
            }
        }
        if !status_callback.is_empty() {
            form.push(("StatusCallback", status_callback));
        }
        let url = format!("{}/Messages.json", self.account_url(who));
        let answer: RawMessage = self.post_form(who, &url, &form)?;
        match answer.sid {
            Some(sid) if !sid.is_empty() => {
                let status = answer.status.as_deref().and_then(status).unwrap_or(Status::Queued);
                Ok(Created { sid, status })
            }
            _ => Err(unreadable(201, "a message without its SID")),
        }
    }

    /// The newest messages that fit, at most `limit`.
    ///
    /// # Errors
    /// See [`CallError`]; nothing is handed out of a list that broke half way.
    pub fn list_messages(
        &self,
        who: &Credentials,
        filter: &ListFilter<'_>,
        limit: usize,
    ) -> Result<Vec<Listed>, CallError> {
        let mut found = Vec::new();
        for page in self.message_pages(who, filter) {
            let wanted = limit.saturating_sub(found.len());
            found.extend(page?.into_iter().take(wanted));
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    /// The provider forgets a message. One that is gone already counts as gone now.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn delete_message(&self, who: &Credentials, sid: &str) -> Result<(), CallError> {
        self.delete(who, &format!("{}/Messages/{}.json", self.account_url(who), wire::segment(sid)))
    }

    /// One message.
    ///
    /// # Errors
    /// See [`CallError`]; an unknown SID is `Rejected` with 404 and 20404.
    pub fn fetch_message(&self, who: &Credentials, sid: &str) -> Result<Listed, CallError> {
        let url = format!("{}/Messages/{}.json", self.account_url(who), wire::segment(sid));
        let answer: RawMessage = self.get(who, &url)?;
        answer.listed().ok_or_else(|| unreadable(200, "a message without its SID"))
    }

    /// The files of a message, in order.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn list_media(&self, who: &Credentials, message_sid: &str) -> Result<Vec<MediaRef>, CallError> {
        let url = format!("{}/Messages/{}/Media.json", self.account_url(who), wire::segment(message_sid));
        let page: MediaPage = self.get(who, &url)?;
        let files = page.media_list.into_iter().filter_map(|file| {
            let uri = file.uri?;
            Some(MediaRef {
                url: format!("{}{}", self.api(who), uri.strip_suffix(".json").unwrap_or(&uri)),
                content_type: file.content_type.unwrap_or_default(),
            })
        });
        Ok(files.collect())
    }

    pub(super) fn account_url(&self, who: &Credentials) -> String {
        format!("{}/2010-04-01/Accounts/{}", self.api(who), wire::segment(&who.account_sid))
    }
}

/// Twilio's word for how far a message came, in ours; `None` for a word we do not know.
#[must_use]
pub fn status(word: &str) -> Option<Status> {
    Some(match word.to_ascii_lowercase().as_str() {
        "accepted" | "scheduled" => Status::Accepted,
        "queued" => Status::Queued,
        "sending" => Status::Sending,
        // Deprecated, and said of several recipients only.
        "sent" | "partially_delivered" => Status::Sent,
        "delivered" => Status::Delivered,
        "read" => Status::Read,
        "failed" => Status::Failed,
        "undelivered" => Status::Undelivered,
        "canceled" | "cancelled" => Status::Canceled,
        "received" | "receiving" => Status::Received,
        _ => return None,
    })
}

#[derive(Deserialize)]
struct MessagePage {
    messages: Vec<RawMessage>,
    next_page_uri: Option<String>,
}

#[derive(Deserialize)]
struct RawMessage {
    sid: Option<String>,
    status: Option<String>,
    direction: Option<String>,
    from: Option<String>,
    to: Option<String>,
    body: Option<String>,
    #[serde(default)]
    error_code: Value,
    date_created: Option<String>,
    date_sent: Option<String>,
    #[serde(default)]
    num_media: Value,
}

impl RawMessage {
    fn listed(self) -> Option<Listed> {
        let sid = self.sid.filter(|sid| !sid.is_empty())?;
        let direction_in = self.direction.as_deref() == Some("inbound");
        Some(Listed {
            sid,
            direction_in,
            from: self.from.unwrap_or_default(),
            to: self.to.unwrap_or_default(),
            body: self.body.unwrap_or_default(),
            status: self.status.as_deref().and_then(status),
            error_code: wire::number(&self.error_code),
            created_at: self.date_created.as_deref().and_then(wire::timestamp),
            sent_at: self.date_sent.as_deref().and_then(wire::timestamp),
            num_media: wire::number(&self.num_media).unwrap_or(0),
        })
    }
}

#[derive(Deserialize)]
struct MediaPage {
    media_list: Vec<RawMedia>,
}

#[derive(Deserialize)]
struct RawMedia {
    uri: Option<String>,
    content_type: Option<String>,
}

#[cfg(test)]
mod tests;
