//! What the pocket Twilio remembers between two starts: accounts, senders, customers, messages, templates.
//!
//! Everything is plain data with look-ups; the rules are in [`super::rules`], what happens to the data in
//! [`super::send`] and [`super::inbound`]. Customers, threads and messages are indexed, since a load test may
//! make hundreds of thousands of them; of accounts, senders and templates there are few.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::template::Template;

/// A Twilio account with its credentials.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Account {
    /// `AC` and 32 hexadecimal digits.
    pub sid: String,
    /// The primary auth token: it signs every webhook.
    pub auth_token: String,
    /// The secondary one, while it is changed.
    #[serde(default)]
    pub second_token: Option<String>,
    /// The name that the account's owner gave.
    pub friendly_name: String,
    /// API keys: `SK…` and secret.
    pub keys: Vec<(String, String)>,
    /// A suspended account answers its own resource and nothing else.
    pub suspended: bool,
    /// Whether it is a trial account.
    pub trial: bool,
}

/// The addresses that a sender posts to. They may carry `#rc=…` overrides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhooks {
    /// Where messages of customers go.
    pub callback_url: Option<String>,
    /// Where they go when that failed.
    pub fallback_url: Option<String>,
    /// Where status reports go that name no address of their own.
    pub status_callback_url: Option<String>,
    /// How they are called; `POST` where nothing else was chosen.
    #[serde(default)]
    pub methods: Methods,
}

/// How the addresses are called: `POST` or `PUT`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Methods {
    /// The first address.
    pub callback: Option<String>,
    /// The one after a failure.
    pub fallback: Option<String>,
    /// That of the status reports.
    pub status_callback: Option<String>,
}

/// What WhatsApp says of a sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Twilio's word, such as `ONLINE`.
    pub status: String,
    /// Why it is offline: code and sentence.
    pub offline_reasons: Vec<(String, String)>,
    /// `HIGH`, `MEDIUM`, `LOW`.
    pub quality: String,
    /// The limit in words.
    pub limit: String,
}

impl Default for Standing {
    fn default() -> Self {
        let (status, quality, limit) = ("ONLINE".to_owned(), "HIGH".to_owned(), "1K Customers/24hr".to_owned());
        Self { status, offline_reasons: Vec::new(), quality, limit }
    }
}

/// A WhatsApp sender: one of the business's numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sender {
    /// `XE` and 32 hexadecimal digits.
    pub sid: String,
    /// The account it belongs to.
    pub account_sid: String,
    /// `whatsapp:+…`.
    pub address: String,
    /// The display name that customers see.
    pub name: String,
    /// The words after `join`, when this is the shared sandbox number.
    pub join_code: Option<String>,
    /// Where it posts to.
    pub webhooks: Webhooks,
    /// When it last sent, UTC milliseconds: the sandbox has a pace.
    pub last_sent_at: Option<i64>,
    /// What WhatsApp says of it.
    #[serde(default)]
    pub standing: Standing,
}

/// A messaging service: a pool of senders.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Service {
    /// `MG` and 32 hexadecimal digits.
    pub sid: String,
    /// The account it belongs to.
    pub account_sid: String,
    /// Sids of its senders; the first one sends.
    pub senders: Vec<String>,
    /// What its owner calls it.
    #[serde(default)]
    pub name: String,
    /// Where it posts to for its senders.
    #[serde(default)]
    pub webhooks: Webhooks,
    /// Its senders keep their own addresses all the same.
    #[serde(default)]
    pub defers_to_number: bool,
}

/// Somebody with a phone.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Customer {
    /// Our own short id.
    pub id: String,
    /// The profile name, chosen by the customer.
    pub name: String,
    /// `whatsapp:+…`, or the business-scoped user id of somebody who hides the number.
    pub address: String,
    /// The business-scoped user id, `whatsapp:GR.…`.
    pub external_id: Option<String>,
    /// False for somebody who cannot be reached at all (63003).
    pub has_whatsapp: bool,
}

impl Customer {
    /// Whether the business sees a telephone number.
    #[must_use]
    pub fn has_number(&self) -> bool {
        self.address.starts_with("whatsapp:+")
    }
}

/// What lies between one sender and one customer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Thread {
    /// The customer's last message, UTC milliseconds: the window counts from here.
    pub last_in_at: Option<i64>,
    /// When the customer joined the sandbox.
    pub joined_at: Option<i64>,
    /// The customer blocked this sender.
    pub blocked: bool,
    /// The customer's last words were STOP.
    pub stopped: bool,
    /// The typing indicator shows until then.
    pub typing_until: Option<i64>,
}

/// A file that came or went with a message.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Media {
    /// `ME` and 32 hexadecimal digits.
    pub sid: String,
    /// The account it belongs to.
    pub account_sid: String,
    /// The message it came with.
    pub message_sid: String,
    /// The stated type.
    pub content_type: String,
    /// What it is called; empty: nothing.
    #[serde(default)]
    pub name: String,
    /// The bytes; large ones do not survive a restart.
    #[serde(with = "bytes_as_text")]
    pub bytes: Vec<u8>,
    /// Creation, UTC milliseconds.
    pub created_at: i64,
}

/// All that is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct World {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// The senders of all accounts.
    pub senders: Vec<Sender>,
    /// The messaging services of all accounts.
    pub services: Vec<Service>,
    /// The customers by id.
    pub customers: BTreeMap<String, Customer>,
    /// What lies between senders and customers, by [`thread_key`].
    pub threads: BTreeMap<String, Thread>,
    /// All messages, oldest first.
    pub messages: BTreeMap<u64, Message>,
    /// All files by sid.
    pub media: BTreeMap<String, Media>,
    /// All templates, oldest first.
    pub templates: Vec<Template>,
    /// The last number given out.
    pub last: u64,
    #[serde(skip)]
    sids: HashMap<String, u64>,
    #[serde(skip)]
    addresses: HashMap<String, String>,
}

fn thread_key(sender_sid: &str, customer_id: &str) -> String {
    format!("{sender_sid} {customer_id}")
}

impl World {
    /// The next number; sids are made unique with it.
    pub fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Fills what is not kept in the file.
    pub fn index(&mut self) {
        self.sids = self.messages.iter().map(|(seq, message)| (message.sid.clone(), *seq)).collect();
        self.addresses.clear();
        for customer in self.customers.values() {
            self.addresses.insert(customer.address.clone(), customer.id.clone());
            if let Some(external) = &customer.external_id {
                self.addresses.insert(external.clone(), customer.id.clone());
            }
        }
    }

    /// The account with this sid.
    #[must_use]
    pub fn account(&self, sid: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.sid == sid)
    }

    /// The sender of this account with this address.
    #[must_use]
    pub fn sender_of(&self, account_sid: &str, address: &str) -> Option<&Sender> {
        self.senders.iter().find(|sender| sender.account_sid == account_sid && sender.address == address)
    }

    /// The sender with this sid or, failing that, the first with this address.
    #[must_use]
    pub fn sender(&self, key: &str) -> Option<&Sender> {
        let by_sid = self.senders.iter().find(|sender| sender.sid == key);
        by_sid.or_else(|| self.senders.iter().find(|sender| sender.address == key))
    }

    /// As [`World::sender`], to change.
    pub fn sender_mut(&mut self, key: &str) -> Option<&mut Sender> {
        let sid = self.sender(key)?.sid.clone();
        self.senders.iter_mut().find(|sender| sender.sid == sid)
    }

    /// The messaging service that a sender is in.
    #[must_use]
    pub fn service_of(&self, sender_sid: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.senders.iter().any(|sid| sid == sender_sid))
    }

    /// Where messages to a sender are posted: the settings of its service win over its own.
    #[must_use]
    pub fn webhooks_for(&self, sender: &Sender) -> Webhooks {
        let service = self.service_of(&sender.sid).filter(|service| !service.defers_to_number);
        service.map_or(&sender.webhooks, |service| &service.webhooks).clone()
    }

    /// The customer with this id, address, user id or name.
    #[must_use]
    pub fn customer(&self, key: &str) -> Option<&Customer> {
        let id = self.addresses.get(key).or_else(|| self.addresses.get(&format!("whatsapp:{key}")));
        id.and_then(|id| self.customers.get(id))
            .or_else(|| self.customers.get(key))
            .or_else(|| self.customers.values().find(|customer| customer.name == key))
    }

    /// Adds a customer, or gives the one who has the address already a new name; answers the id.
    pub fn add_customer(&mut self, name: &str, address: &str, external_id: Option<&str>) -> String {
        if let Some(id) = self.addresses.get(address).cloned() {
            if let Some(customer) = self.customers.get_mut(&id) {
                name.clone_into(&mut customer.name);
                customer.external_id = external_id.map(str::to_owned).or(customer.external_id.take());
            }
            self.index_customer(&id);
            return id;
        }
        let id = format!("c{}", self.next());
        let hidden = !address.starts_with("whatsapp:+");
        let external_id = external_id.map(str::to_owned).or_else(|| hidden.then(|| address.to_owned()));
        let (name, address) = (name.to_owned(), address.to_owned());
        let customer = Customer { id: id.clone(), name, address, external_id, has_whatsapp: true };
        self.customers.insert(id.clone(), customer);
        self.index_customer(&id);
        id
    }

    fn index_customer(&mut self, id: &str) {
        let Some(customer) = self.customers.get(id) else {
            return;
        };
        self.addresses.insert(customer.address.clone(), id.to_owned());
        if let Some(external) = customer.external_id.clone() {
            self.addresses.insert(external, id.to_owned());
        }
    }

    /// What lies between the two.
    #[must_use]
    pub fn thread(&self, sender_sid: &str, customer_id: &str) -> Thread {
        self.threads.get(&thread_key(sender_sid, customer_id)).cloned().unwrap_or_default()
    }

    /// As [`World::thread`], to change.
    pub fn thread_mut(&mut self, sender_sid: &str, customer_id: &str) -> &mut Thread {
        self.threads.entry(thread_key(sender_sid, customer_id)).or_default()
    }

    /// Keeps a new message.
    pub fn keep(&mut self, message: Message) {
        self.sids.insert(message.sid.clone(), message.seq);
        self.messages.insert(message.seq, message);
    }

    /// The message with this sid.
    #[must_use]
    pub fn message(&self, sid: &str) -> Option<&Message> {
        self.sids.get(sid).and_then(|seq| self.messages.get(seq))
    }

    /// As [`World::message`], to change.
    pub fn message_mut(&mut self, sid: &str) -> Option<&mut Message> {
        self.sids.get(sid).and_then(|seq| self.messages.get_mut(seq))
    }

    /// Forgets a message and its files; false when there was none.
    pub fn forget(&mut self, sid: &str) -> bool {
        let Some(seq) = self.sids.remove(sid) else {
            return false;
        };
        self.media.retain(|_, media| media.message_sid != sid);
        self.messages.remove(&seq).is_some()
    }

    /// The messages between the two, oldest first.
    pub fn between<'a>(&'a self, sender_sid: &'a str, customer_id: &'a str) -> impl Iterator<Item = &'a Message> {
        self.messages.values().filter(move |message| message.sender == sender_sid && message.customer == customer_id)
    }

    /// The template with this sid.
    #[must_use]
    pub fn template(&self, sid: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.sid == sid)
    }

    /// As [`World::template`], to change.
    pub fn template_mut(&mut self, sid: &str) -> Option<&mut Template> {
        self.templates.iter_mut().find(|template| template.sid == sid)
    }
}

/// Bytes as base64 in the state file. Files over one megabyte are left out, so that the file stays small.
mod bytes_as_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer};

    const KEPT: usize = 1024 * 1024;

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        let kept: &[u8] = if bytes.len() > KEPT { &[] } else { bytes };
        to.serialize_str(&STANDARD.encode(kept))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}
