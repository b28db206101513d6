//! The three addresses that the provider posts to: what it has stored, against what it should be.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::domain::message::words;

words! {
    /// Which of the three addresses is called.
    Hook {
        /// A message of a contact.
        Inbound = "inbound",
        /// A delivery report.
        Status = "status",
        /// A message of a contact, after the first address failed.
        Fallback = "fallback",
    }
}

words! {
    /// Why a post was refused.
    RefusedReason {
        /// Not signed with a token of ours, or for another address.
        BadSignature = "bad_signature",
        /// Another account's.
        WrongAccount = "wrong_account",
        /// For a number that we do not have.
        UnknownNumber = "unknown_number",
        /// Over the limit.
        TooLarge = "too_large",
        /// Without the fields that every message has.
        Unreadable = "unreadable",
    }
}

words! {
    /// How what is stored differs from what it should be.
    Difference {
        /// As it should be.
        Right = "right",
        /// The right address, but the provider is not asked to come again when we are away.
        WithoutRetries = "without_retries",
        /// Nothing is stored.
        NotSet = "not_set",
        /// Another address is stored.
        OtherAddress = "other_address",
        /// The right address, called in a way that we do not take.
        OtherMethod = "other_method",
    }
}

impl Difference {
    /// Whether posts arrive.
    #[must_use]
    pub const fn arrives(self) -> bool {
        matches!(self, Self::Right | Self::WithoutRetries)
    }
}

/// Where the provider posts one kind of thing, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The whole address, with what is told to the provider behind `#`.
    pub url: String,
    /// `POST`, or what else somebody chose.
    pub method: String,
}

impl Target {
    /// An address that is posted to; none if it is empty.
    #[must_use]
    pub fn read(url: Option<String>, method: Option<String>) -> Option<Self> {
        let url = url.filter(|url| !url.trim().is_empty())?;
        let method = method.filter(|method| !method.is_empty()).map_or_else(|| "POST".to_owned(), |m| m.to_uppercase());
        Some(Self { url, method })
    }
}

/// Where the provider posts to; absent means not set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// For messages of contacts.
    pub inbound: Option<Target>,
    /// For those when the first address failed.
    pub fallback: Option<Target>,
    /// For the status of our messages.
    pub status: Option<Target>,
}

impl Targets {
    /// Those of these three addresses, posted to.
    #[must_use]
    pub fn posting(inbound: &str, fallback: &str, status: &str) -> Self {
        let target = |url: &str| Target::read(Some(url.to_owned()), None);
        Self { inbound: target(inbound), fallback: target(fallback), status: target(status) }
    }

    /// The one of a hook.
    #[must_use]
    pub const fn of(&self, hook: Hook) -> Option<&Target> {
        match hook {
            Hook::Inbound => self.inbound.as_ref(),
            Hook::Status => self.status.as_ref(),
            Hook::Fallback => self.fallback.as_ref(),
        }
    }
}

/// How what is stored differs from the wanted address. Addresses are compared as they are called: host in
/// small letters, without the usual port, without what stands behind `#`.
#[must_use]
pub fn compare(stored: Option<&Target>, wanted: &str) -> Difference {
    let Some(stored) = stored else { return Difference::NotSet };
    if called(&stored.url) != called(wanted) {
        Difference::OtherAddress
    } else if stored.method != "POST" {
        Difference::OtherMethod
    } else if fragment(&stored.url) != fragment(wanted) {
        Difference::WithoutRetries
    } else {
        Difference::Right
    }
}

fn called(address: &str) -> String {
    let address = address.trim();
    Url::parse(address).map_or_else(
        |_| address.to_owned(),
        |mut url| {
            url.set_fragment(None);
            url.to_string()
        },
    )
}

fn fragment(address: &str) -> &str {
    address.trim().split_once('#').map_or("", |(_, fragment)| fragment)
}

/// An address as it may be kept where secrets may not: the key in ours is left out, and of a foreign one
/// only where it leads stays.
#[must_use]
pub fn masked(address: &str, key: &str) -> String {
    if !key.is_empty() && address.contains(key) {
        return address.replace(key, "…");
    }
    let origin = |url: Url| url.host_str().map(|host| format!("{}://{host}/…", url.scheme()));
    Url::parse(address).ok().and_then(origin).unwrap_or_else(|| "…".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &str = "https://inbox.example.org/webhooks/twilio/k/inbound#rc=3&rp=5xx,ct,rt";

    #[test]
    fn each_difference_has_its_name() {
        let target = |url: &str, method: &str| Some(Target { url: url.to_owned(), method: method.to_owned() });
        let bare = "https://inbox.example.org/webhooks/twilio/k/inbound";
        let table = [
            (None, Difference::NotSet),
            (target(WANTED, "POST"), Difference::Right),
            (target(&format!(" {WANTED} "), "POST"), Difference::Right),
            (
                target("https://INBOX.example.org:443/webhooks/twilio/k/inbound#rc=3&rp=5xx,ct,rt", "POST"),
                Difference::Right,
            ),
            (target(bare, "POST"), Difference::WithoutRetries),
            (target(WANTED, "GET"), Difference::OtherMethod),
            (target(bare, "PUT"), Difference::OtherMethod),
            (target("http://inbox.example.org/webhooks/twilio/k/inbound", "POST"), Difference::OtherAddress),
            (target("https://inbox.example.org/webhooks/twilio/k/inbound/", "POST"), Difference::OtherAddress),
            (target("https://inbox.example.org/webhooks/twilio/k/status", "POST"), Difference::OtherAddress),
            (target("https://inbox.example.org/webhooks/twilio/old/inbound", "POST"), Difference::OtherAddress),
            (target("nonsense", "POST"), Difference::OtherAddress),
        ];
        for (stored, expected) in table {
            assert_eq!(compare(stored.as_ref(), WANTED), expected, "{stored:?}");
        }
        assert!(Difference::WithoutRetries.arrives() && !Difference::OtherMethod.arrives());
    }

    #[test]
    fn an_empty_address_is_none_and_the_usual_method_is_post() {
        assert_eq!(Target::read(Some(" ".to_owned()), Some("POST".to_owned())), None);
        let read = Target::read(Some("https://a".to_owned()), Some("get".to_owned()));
        assert_eq!(read.map(|target| target.method).as_deref(), Some("GET"));
        assert_eq!(Targets::posting("a", "b", "").status, None);
    }

    #[test]
    fn nothing_secret_is_left_of_an_address() {
        assert_eq!(
            masked("https://a.example/webhooks/twilio/k7/inbound", "k7"),
            "https://a.example/webhooks/twilio/…/inbound"
        );
        assert_eq!(masked("https://user:word@b.example/hook?token=x", "k7"), "https://b.example/…");
        assert_eq!(masked("nonsense?token=x", ""), "…");
    }
}
