//! The handle that tests and the demo steer the pocket Twilio with. Plain methods, no async.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::core::{ApprovalShape, Core, State};
use super::inbound::{self, FromCustomer};
use super::journal::Entry;
use super::message::{Message, Place};
use super::reports;
use super::template::{Approval, Template, of_sandbox};
use super::world::{Account, Sender, Standing, Webhooks};

mod services;
mod switches;

/// A cheap handle; clones steer the same pocket Twilio.
#[derive(Clone)]
pub struct Control {
    pub(super) core: Arc<Core>,
}

/// What the business sent, as Twilio has it.
pub type SentMessage = Message;

/// A template to begin with.
#[derive(Clone, Debug, Default)]
pub struct NewTemplate {
    /// `HX…`; made up when empty.
    pub sid: String,
    /// The owner's name for it, and the name of the approval.
    pub name: String,
    /// Language code.
    pub language: String,
    /// Content by type, such as `{"twilio/text": {"body": "…"}}`.
    pub types: Value,
    /// Defaults and samples.
    pub variables: Value,
    /// `UTILITY`, `MARKETING` or `AUTHENTICATION`.
    pub category: String,
    /// How far the review is.
    pub approval: Approval,
}

/// Accounts, senders, templates: what there is.
impl Control {
    /// The base of the API and of the phone page.
    #[must_use]
    pub fn url(&self) -> String {
        self.core.url()
    }

    /// Whether there is no account yet: nothing came out of a state file.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.core.lock().world.accounts.is_empty()
    }

    /// Adds an account, or gives a known one a new token and name.
    pub fn add_account(&self, sid: &str, auth_token: &str, friendly_name: &str) {
        self.core.change(|state| {
            let accounts = &mut state.world.accounts;
            let (auth_token, friendly_name) = (auth_token.to_owned(), friendly_name.to_owned());
            match accounts.iter_mut().find(|account| account.sid == sid) {
                Some(account) => (account.auth_token, account.friendly_name) = (auth_token, friendly_name),
                None => {
                    accounts.push(Account { sid: sid.to_owned(), auth_token, friendly_name, ..Account::default() });
                }
            }
        });
    }

    /// Adds an API key to an account.
    pub fn add_api_key(&self, account_sid: &str, key: &str, secret: &str) {
        self.account(account_sid, |account| account.keys.push((key.to_owned(), secret.to_owned())));
    }

    /// Suspends an account, or lets it go on.
    pub fn set_suspended(&self, account_sid: &str, suspended: bool) {
        self.account(account_sid, |account| account.suspended = suspended);
    }

    /// Makes an account a trial one, or a full one.
    pub fn set_trial(&self, account_sid: &str, trial: bool) {
        self.account(account_sid, |account| account.trial = trial);
    }

    /// Gives an account a secondary token, or takes it away. Both are taken; the primary one signs.
    pub fn set_second_token(&self, account_sid: &str, token: Option<&str>) {
        self.account(account_sid, |account| account.second_token = token.map(str::to_owned));
    }

    /// The secondary token becomes the primary one, and the old one is gone.
    pub fn promote_token(&self, account_sid: &str) {
        self.account(account_sid, |account| {
            if let Some(token) = account.second_token.take() {
                account.auth_token = token;
            }
        });
    }

    fn account(&self, sid: &str, change: impl FnOnce(&mut Account)) {
        self.core.change(|state| {
            if let Some(account) = state.world.accounts.iter_mut().find(|account| account.sid == sid) {
                change(account);
            }
        });
    }

    /// Adds a sender and answers its `XE…`; with a join code it is the shared sandbox number. A sender that
    /// the account has already keeps its sid and gets the rest.
    pub fn add_sender(
        &self,
        account_sid: &str,
        address: &str,
        name: &str,
        join_code: Option<&str>,
        webhooks: Webhooks,
    ) -> String {
        let fresh = self.core.sid("XE");
        self.core.change(|state| {
            let known = state.world.sender_of(account_sid, address).map(|sender| sender.sid.clone());
            if join_code.is_some() && !state.world.templates.iter().any(Template::of_sandbox) {
                state.world.templates.extend(of_sandbox());
            }
            let sender = Sender {
                sid: known.unwrap_or(fresh),
                account_sid: account_sid.to_owned(),
                address: address.to_owned(),
                name: name.to_owned(),
                join_code: join_code.map(str::to_owned),
                webhooks,
                last_sent_at: None,
                standing: Standing::default(),
            };
            let sid = sender.sid.clone();
            state.world.senders.retain(|other| other.sid != sid);
            state.world.senders.push(sender);
            sid
        })
    }

    /// Sets where a sender posts to.
    pub fn set_webhooks(&self, sender: &str, webhooks: Webhooks) {
        self.core.change(|state| {
            if let Some(sender) = state.world.sender_mut(sender) {
                sender.webhooks = webhooks;
            }
        });
    }

    /// Where a sender posts to.
    #[must_use]
    pub fn webhooks(&self, sender: &str) -> Webhooks {
        self.core.lock().world.sender(sender).map(|sender| sender.webhooks.clone()).unwrap_or_default()
    }

    /// Adds a template and answers its `HX…`.
    pub fn add_template(&self, account_sid: &str, new: NewTemplate) -> String {
        let sid = if new.sid.is_empty() { self.core.sid("HX") } else { new.sid };
        let now = self.core.now();
        let template = Template {
            sid: sid.clone(),
            account_sid: account_sid.to_owned(),
            friendly_name: new.name.clone(),
            language: new.language,
            variables: new.variables.as_object().cloned().unwrap_or_default(),
            types: new.types.as_object().cloned().unwrap_or_default(),
            created_at: now,
            updated_at: now,
            approval_name: new.name,
            category: new.category,
            approval: new.approval,
            rejection_reason: String::new(),
            submitted_at: None,
        };
        self.core.change(|state| {
            state.world.templates.retain(|other| other.sid != sid);
            state.world.templates.push(template);
        });
        sid
    }

    /// Takes a template away, as its owner does in the console.
    pub fn remove_template(&self, content_sid: &str) {
        self.core.change(|state| state.world.templates.retain(|template| template.sid != content_sid));
    }

    /// Sets how far WhatsApp's review is, and the reason of a refusal.
    pub fn set_approval(&self, content_sid: &str, approval: Approval, reason: &str) {
        let now = self.core.now();
        self.core.change(|state| {
            if let Some(template) = state.world.template_mut(content_sid) {
                template.approval = approval;
                template.updated_at = now;
                reason.clone_into(&mut template.rejection_reason);
            }
        });
    }

    /// The template as it is now.
    #[must_use]
    pub fn template(&self, content_sid: &str) -> Option<Template> {
        self.core.lock().world.template(content_sid).cloned()
    }

    /// Chooses how approvals look in the list of content.
    pub fn set_approval_shape(&self, shape: ApprovalShape) {
        self.core.change(|state| state.habits.approval_shape = shape);
    }
}

/// Customers and what they do.
impl Control {
    /// Adds a customer and answers the id. `address` is `whatsapp:+…`, or the user id of somebody who hides
    /// the number.
    pub fn add_customer(&self, name: &str, address: &str, external_id: Option<&str>) -> String {
        self.core.change(|state| state.world.add_customer(name, address, external_id))
    }

    /// A customer writes; answers the sid. `who` is an id, a name or an address (of somebody new, if need
    /// be), `to` a sender's address or sid. Empty when there is no such sender.
    pub fn customer_writes(&self, who: &str, to: &str, text: &str) -> String {
        self.customer_sends(who, to, FromCustomer { text: text.to_owned(), ..FromCustomer::default() })
    }

    /// As [`Control::customer_writes`] with anything that WhatsApp can bring.
    pub fn customer_sends(&self, who: &str, to: &str, sent: FromCustomer) -> String {
        inbound::write(&self.core, who, to, sent).unwrap_or_default()
    }

    /// As [`Control::customer_writes`], but no webhook is posted: the message is only in the Messages list.
    pub fn customer_writes_while_down(&self, who: &str, to: &str, text: &str) -> String {
        let sent = FromCustomer { text: text.to_owned(), unposted: true, ..FromCustomer::default() };
        self.customer_sends(who, to, sent)
    }

    /// As [`Control::customer_writes`] with one file.
    pub fn customer_sends_file(&self, who: &str, to: &str, text: &str, content_type: &str, bytes: &[u8]) -> String {
        let file = inbound::File { content_type: content_type.to_owned(), name: String::new(), bytes: bytes.to_vec() };
        self.customer_sends(
            who,
            to,
            FromCustomer { text: text.to_owned(), files: vec![file], ..FromCustomer::default() },
        )
    }

    /// As [`Control::customer_writes`] with a place on the map.
    pub fn customer_sends_place(&self, who: &str, to: &str, place: Place) -> String {
        self.customer_sends(who, to, FromCustomer { place: Some(place), ..FromCustomer::default() })
    }

    /// As [`Control::customer_writes`] with parameters of the webhook as they are.
    pub fn customer_sends_raw(&self, who: &str, to: &str, text: &str, extra: &[(&str, &str)]) -> String {
        let extra = extra.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.customer_sends(who, to, FromCustomer { text: text.to_owned(), extra, ..FromCustomer::default() })
    }

    /// The customer presses a button of a message, counted from 0; answers the sid of what that sends.
    pub fn customer_presses(&self, message_sid: &str, button: usize) -> String {
        let state = self.core.lock();
        let Some(message) = state.world.message(message_sid) else {
            return String::new();
        };
        let Some(button) = message.buttons.get(button).cloned() else {
            return String::new();
        };
        let (who, to, listed) = (message.customer.clone(), message.sender.clone(), message.menu.is_some());
        drop(state);
        let id = button.id.unwrap_or_else(|| button.title.clone());
        let mut sent = FromCustomer {
            text: button.title.clone(),
            reply_to: Some(message_sid.to_owned()),
            ..FromCustomer::default()
        };
        if listed {
            let line = [("ListId", id), ("ListTitle", button.title), ("MessageType", "interactive".to_owned())];
            sent.extra = line.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            sent.extra.extend(button.description.map(|words| ("ListDescription".to_owned(), words)));
        } else {
            sent.button = Some((button.title, id));
        }
        self.customer_sends(&who, &to, sent)
    }

    /// The customer looks at the phone: everything from this sender is read.
    pub fn read_all(&self, who: &str, sender: &str) {
        if let Some((sender, customer)) = self.pair(who, sender) {
            reports::read_all(&self.core, &sender, &customer, true);
        }
    }

    /// The customer blocks a sender (63014), or no longer.
    pub fn block(&self, who: &str, sender: &str, blocked: bool) {
        if let Some((sender, customer)) = self.pair(who, sender) {
            self.core.change(|state| state.world.thread_mut(&sender, &customer).blocked = blocked);
        }
    }

    /// The customer has no WhatsApp (63003), or has.
    pub fn set_has_whatsapp(&self, who: &str, has: bool) {
        self.core.change(|state| {
            let id = state.world.customer(who).map(|customer| customer.id.clone());
            if let Some(customer) = id.and_then(|id| state.world.customers.get_mut(&id)) {
                customer.has_whatsapp = has;
            }
        });
    }

    fn pair(&self, who: &str, sender: &str) -> Option<(String, String)> {
        let state = self.core.lock();
        let customer = state.world.customer(who)?.id.clone();
        Some((state.world.sender(sender)?.sid.clone(), customer))
    }
}

/// What happened.
impl Control {
    /// What the business sent to an address, oldest first.
    #[must_use]
    pub fn messages_to(&self, address: &str) -> Vec<SentMessage> {
        self.sent().into_iter().filter(|message| message.to == address).collect()
    }

    /// Everything the business sent, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<SentMessage> {
        self.core.lock().world.messages.values().filter(|message| is_sent(message)).cloned().collect()
    }

    /// How many messages the business sent.
    #[must_use]
    pub fn sent_count(&self) -> usize {
        sent_count(&self.core.lock())
    }

    /// One message, either way.
    #[must_use]
    pub fn message(&self, sid: &str) -> Option<Message> {
        self.core.lock().world.message(sid).cloned()
    }

    /// Takes a message out of the list, as if it had never been there.
    pub fn forget(&self, sid: &str) -> bool {
        self.core.change(|state| state.world.forget(sid))
    }

    /// What went over the wire, oldest first.
    #[must_use]
    pub fn journal(&self) -> Vec<Entry> {
        self.core.lock().journal.all()
    }

    /// Waits until every webhook and report is posted; false when the time was not enough.
    #[must_use]
    pub fn wait_idle(&self, timeout: Duration) -> bool {
        self.core.lanes.wait_idle(timeout)
    }

    /// Waits until the business has sent so many messages; false when the time was not enough.
    #[must_use]
    pub fn wait_sent(&self, count: usize, timeout: Duration) -> bool {
        self.core.wait(timeout, |state| sent_count(state) >= count)
    }

    /// Waits until something holds of a message (which may not be there yet).
    #[must_use]
    pub fn wait_message(&self, sid: &str, timeout: Duration, enough: impl Fn(&Message) -> bool) -> bool {
        self.core.wait(timeout, |state| state.world.message(sid).is_some_and(&enough))
    }

    /// Waits until something holds of the journal.
    #[must_use]
    pub fn wait_journal(&self, timeout: Duration, enough: impl Fn(&[Entry]) -> bool) -> bool {
        self.core.wait(timeout, |state| enough(&state.journal.all()))
    }
}

fn is_sent(message: &Message) -> bool {
    !message.inbound && !message.reply
}

fn sent_count(state: &State) -> usize {
    state.world.messages.values().filter(|message| is_sent(message)).count()
}
