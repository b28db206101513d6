//! One message, either way, and the ladder of its status.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How far a message is, in Twilio's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A messaging service has it and has not chosen a sender.
    Accepted,
    /// It waits for its time.
    Scheduled,
    /// It waits to be sent.
    Queued,
    /// It went out.
    Sent,
    /// It is on the customer's phone.
    Delivered,
    /// The customer saw it.
    Read,
    /// It never went out.
    Failed,
    /// It was refused on its way.
    Undelivered,
    /// It was called off before its time.
    Canceled,
    /// It came from a customer.
    Received,
}

impl Status {
    /// Twilio's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Undelivered => "undelivered",
            Self::Canceled => "canceled",
            Self::Received => "received",
        }
    }

    /// The rung: reports may come in the wrong order, the message itself never goes down.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Accepted | Self::Scheduled => 0,
            Self::Queued => 1,
            Self::Sent => 2,
            Self::Delivered => 3,
            Self::Read => 4,
            Self::Failed | Self::Undelivered | Self::Canceled | Self::Received => 5,
        }
    }

    /// Whether the message is on its way to the customer or there.
    #[must_use]
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::Undelivered | Self::Canceled)
    }
}

/// What became of the webhook that brought a customer's message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Brought {
    /// It was not posted (yet, or on purpose, or nobody listens).
    #[default]
    No,
    /// The appliance answered with success.
    Yes,
    /// Primary and fallback failed: the message is only in the Messages list.
    Failed,
}

/// A place on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees north, decimal.
    pub latitude: String,
    /// Degrees east, decimal.
    pub longitude: String,
    /// The street, if given.
    pub address: Option<String>,
    /// The name of the place, if given.
    pub label: Option<String>,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What the customer reads.
    pub title: String,
    /// What the business gets; none for links and telephone numbers.
    pub id: Option<String>,
    /// What stands below it in a list.
    #[serde(default)]
    pub description: Option<String>,
}

/// One message, either way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// Its place in the order of all messages.
    pub seq: u64,
    /// `SM…` or `MM…`.
    pub sid: String,
    /// The account it belongs to.
    pub account_sid: String,
    /// Sid of the sender.
    pub sender: String,
    /// Id of the customer.
    pub customer: String,
    /// Whether the customer wrote it.
    pub inbound: bool,
    /// Whether the business answered with it inside a webhook's answer.
    pub reply: bool,
    /// `From`.
    pub from: String,
    /// `To`.
    pub to: String,
    /// The messaging service that it went through.
    pub service: Option<String>,
    /// The text as the API tells it.
    pub body: String,
    /// The text as the phone shows it: of a template, filled in.
    pub shown: String,
    /// Buttons under it, or the lines of its list.
    pub buttons: Vec<Button>,
    /// What opens its list, if it has one.
    #[serde(default)]
    pub menu: Option<String>,
    /// The template it was made of.
    pub content_sid: Option<String>,
    /// The template's values.
    pub variables: BTreeMap<String, String>,
    /// Sids of its files.
    pub media: Vec<String>,
    /// Addresses of files, as the business gave them.
    pub media_urls: Vec<String>,
    /// A place on the map.
    pub place: Option<Place>,
    /// How far it is.
    pub status: Status,
    /// Why it went wrong.
    pub error: Option<u32>,
    /// What its delivery is going to say; none means that it arrives.
    pub outcome: Option<u32>,
    /// The reports made so far: each is made once.
    pub reported: Vec<Status>,
    /// Where its reports go.
    pub status_callback: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub sent_at: Option<i64>,
    /// UTC milliseconds.
    pub updated_at: i64,
    /// When it is due, if it was scheduled.
    pub send_at: Option<i64>,
    /// The form as it came from the business, or as it was posted to it.
    pub params: Vec<(String, String)>,
    /// The message that the customer answered.
    pub reply_to: Option<String>,
    /// What became of the webhook.
    pub brought: Brought,
    /// The team saw the customer's message (by the typing indicator).
    pub seen: bool,
}
