//! What arrives, in our words: the result of reading a provider's post, and the input of the flows.

use crate::domain::address::Address;
use crate::domain::ids::MessageId;
use crate::domain::message::{Kind, Status};
use crate::domain::time::Timestamp;

/// A message from a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    /// The provider's account id, to be compared with the account whose key was called.
    pub account_sid: String,
    /// The provider's id of the message; unique per account.
    pub provider_sid: String,
    /// Who wrote: the address that answers go to.
    pub from: Address,
    /// The same person's user id, when it came beside a phone number.
    pub external: Option<Address>,
    /// Which of our numbers they wrote to.
    pub to: Address,
    /// The name the contact chose; untrusted, may be empty.
    pub profile_name: String,
    /// The text, or the words of the pressed button; may be empty.
    pub body: String,
    /// What it is.
    pub kind: Kind,
    /// The provider's own word for what it is; kept for what we cannot show yet.
    pub raw_kind: String,
    /// Its attachments in order.
    pub media: Vec<MediaRef>,
    /// The message it quotes, by the provider's id.
    pub quoted_sid: Option<String>,
    /// Set when the provider has already answered STOP, START or HELP.
    pub opt_out: Option<OptOut>,
    /// Everything else worth keeping, by our names: `button_payload`, `latitude`, `referral`, `forwarded`…
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// When the provider says it was sent; webhooks do not say it, the messages list does.
    pub sent_at: Option<Timestamp>,
}

/// Where one attachment can be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRef {
    /// The provider's URL.
    pub url: String,
    /// The claimed content type; untrusted.
    pub content_type: String,
}

/// What the provider already did about consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptOut {
    /// The contact opted out and was told so.
    Stop,
    /// The contact opted in again and was told so.
    Start,
    /// The contact asked for help and got it.
    Help,
}

/// A delivery report about one of our messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// The provider's account id.
    pub account_sid: String,
    /// The provider's id of the message.
    pub provider_sid: String,
    /// The id that we put into the callback's address; absent on messages we did not send.
    pub message_id: Option<MessageId>,
    /// The new status; `None` for a word we do not know, which is kept and changes nothing.
    pub status: Option<Status>,
    /// The provider's error code, on failures.
    pub error_code: Option<u32>,
}
