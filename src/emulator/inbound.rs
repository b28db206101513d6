//! A customer writes: the message is kept, the window opens, the webhook is posted.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::core::Core;
use super::journal::{Note, What};
use super::message::{Brought, Message, Place, Status};
use super::post::{self, Outcome};
use super::webhook;
use super::world::{Customer, Media, Sender, World};
use super::{reports, rules};

/// A file that a customer sends.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// The stated type, such as `image/jpeg`.
    pub content_type: String,
    /// What it is called; empty: nothing.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What a customer sends. Everything is optional; `extra` goes into the webhook as it is and wins over what
/// stands there by itself.
#[derive(Clone, Debug, Default)]
pub struct FromCustomer {
    /// The text.
    pub text: String,
    /// Files; WhatsApp itself sends one per message.
    pub files: Vec<File>,
    /// A place on the map.
    pub place: Option<Place>,
    /// The button that was pressed: its text and its id.
    pub button: Option<(String, String)>,
    /// Sid of the message that this one answers.
    pub reply_to: Option<String>,
    /// More parameters, or others than the usual ones.
    pub extra: Vec<(String, String)>,
    /// No webhook is posted, as if the appliance could not be reached: the message is only in the list.
    pub unposted: bool,
}

/// Keeps the message and posts it; answers its sid. None when there is no such sender.
pub fn write(core: &Arc<Core>, who: &str, to: &str, mut sent: FromCustomer) -> Option<String> {
    let now = core.now();
    let mut state = core.lock();
    let world = &mut state.world;
    let customer = writer(world, who)?;
    let sender = sender_for(world, to, &customer, &sent.text)?.clone();
    let files = std::mem::take(&mut sent.files);
    let types: Vec<String> = files.iter().map(|file| file.content_type.clone()).collect();
    let mut message = blank(core, world.next(), &customer, &sender, &mut sent, types.is_empty(), now);
    let join = Joined::read(&message.body, &sender);
    let stranger = join.is_none() && !is_let_in(world, &sender, &customer, now);
    message.service = world.service_of(&sender.sid).map(|service| service.sid.clone());
    for File { content_type, name, bytes } in files {
        let me = core.sid("ME");
        let (account_sid, message_sid) = (sender.account_sid.clone(), message.sid.clone());
        let sid = me.clone();
        let file = Media { sid, account_sid, message_sid, content_type, name, bytes, created_at: now };
        world.media.insert(me.clone(), file);
        message.media.push(me);
    }
    if stranger {
        // It is nobody's: no account lists it, no webhook brings it.
        message.account_sid.clear();
    }
    message.params = webhook::params(core, &message, &customer, &types, sent.button.as_ref());
    for (name, value) in sent.extra {
        message.params.retain(|(key, _)| *key != name);
        message.params.push((name, value));
    }
    if !stranger {
        open_window(world, &message, join.as_ref(), now);
    }
    world.keep(message.clone());
    let posted = !sent.unposted && !stranger && (join.is_none() || state.habits.join_is_posted);
    let twice = state.mischief.inbound_twice;
    drop(state);
    core.change(|_| ());
    match join {
        Some(join) => confirm(core, &message, &join),
        None if stranger => turn_away(core, &message),
        None => {}
    }
    let sid = message.sid.clone();
    if posted {
        let lane = format!("{} {}", sender.sid, customer.id);
        let core_of_job = Arc::clone(core);
        core.lanes.push(&lane, move || {
            bring(&core_of_job, &message, &[]);
            if twice {
                bring(&core_of_job, &message, &[Note::SecondCopy]);
            }
        });
    }
    Some(sid)
}

/// Who writes; somebody unknown becomes a customer.
fn writer(world: &mut World, who: &str) -> Option<Customer> {
    if let Some(customer) = world.customer(who) {
        return Some(customer.clone());
    }
    let address = if who.starts_with("whatsapp:") { who.to_owned() } else { format!("whatsapp:{who}") };
    let id = world.add_customer(who.trim_start_matches("whatsapp:"), &address, None);
    world.customer(&id).cloned()
}

fn blank(
    core: &Core,
    seq: u64,
    customer: &Customer,
    sender: &Sender,
    sent: &mut FromCustomer,
    bare: bool,
    now: i64,
) -> Message {
    let text = std::mem::take(&mut sent.text);
    Message {
        seq,
        sid: core.sid(if bare { "SM" } else { "MM" }),
        account_sid: sender.account_sid.clone(),
        sender: sender.sid.clone(),
        customer: customer.id.clone(),
        inbound: true,
        reply: false,
        from: customer.address.clone(),
        to: sender.address.clone(),
        service: None,
        shown: text.clone(),
        body: text,
        buttons: Vec::new(),
        menu: None,
        content_sid: None,
        variables: BTreeMap::new(),
        media: Vec::new(),
        media_urls: Vec::new(),
        place: sent.place.take(),
        status: Status::Received,
        error: None,
        outcome: None,
        reported: Vec::new(),
        status_callback: None,
        created_at: now,
        sent_at: Some(now),
        updated_at: now,
        send_at: None,
        params: Vec::new(),
        reply_to: sent.reply_to.take(),
        brought: Brought::No,
        seen: false,
    }
}

/// The sender that a customer means: by sid or address; of a shared sandbox, the one whose words these are, else
/// the one that was joined.
fn sender_for<'a>(world: &'a World, to: &str, customer: &Customer, text: &str) -> Option<&'a Sender> {
    let shared: Vec<&Sender> = world.senders.iter().filter(|sender| sender.address == to).collect();
    let meant = shared.iter().find(|sender| matches!(Joined::read(text, sender), Some(Joined::Yes)));
    let joined = || shared.iter().find(|sender| world.thread(&sender.sid, &customer.id).joined_at.is_some());
    let one = meant.or_else(joined).copied();
    one.or_else(|| world.sender(to)).or_else(|| world.sender(&format!("whatsapp:{to}")))
}

/// Whether the customer may write to this sender: anybody may, but to the sandbox only its members.
fn is_let_in(world: &World, sender: &Sender, customer: &Customer, now: i64) -> bool {
    sender.join_code.is_none() || rules::is_member(world.thread(&sender.sid, &customer.id).joined_at, now)
}

enum Joined {
    Yes,
    No,
}

impl Joined {
    fn read(body: &str, sender: &Sender) -> Option<Self> {
        let code = sender.join_code.as_ref()?;
        let words = body.trim().to_lowercase();
        if words == "stop" {
            return Some(Self::No);
        }
        let given = words.strip_prefix("join ")?.trim();
        (given == code.to_lowercase()).then_some(Self::Yes)
    }
}

fn open_window(world: &mut World, message: &Message, join: Option<&Joined>, now: i64) {
    if matches!(join, Some(Joined::Yes)) {
        // A phone is in one sandbox at a time.
        let others: Vec<String> =
            world.senders.iter().filter(|it| it.address == message.to).map(|it| it.sid.clone()).collect();
        for sid in others {
            world.thread_mut(&sid, &message.customer).joined_at = None;
        }
    }
    let thread = world.thread_mut(&message.sender, &message.customer);
    thread.last_in_at = Some(now);
    match join {
        Some(Joined::Yes) => thread.joined_at = Some(now),
        Some(Joined::No) => thread.joined_at = None,
        None => {}
    }
    match message.body.trim().to_uppercase().as_str() {
        "STOP" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "STOPALL" | "ΣΤΟΠ" => thread.stopped = true,
        "START" | "UNSTOP" | "YES" => thread.stopped = false,
        _ => {}
    }
}

/// The sandbox answers joining and leaving by itself.
fn confirm(core: &Arc<Core>, message: &Message, join: &Joined) {
    let text = match join {
        Joined::Yes => {
            "Twilio Sandbox: ✅ You are all set! The sandbox can now send and receive messages from this number."
        }
        Joined::No => "Twilio Sandbox: You have left the sandbox. You can join again at any time.",
    };
    reply(core, message, text);
}

/// The sandbox answers whoever has not joined it, or no longer is in it.
fn turn_away(core: &Arc<Core>, message: &Message) {
    let text = "Twilio Sandbox: Your number is not connected to a Sandbox. Send join and its two words first.";
    reply(core, message, text);
}

/// A message of the business that was not asked for over the API.
fn reply(core: &Arc<Core>, to: &Message, text: &str) {
    let now = core.now();
    let sid = core.sid("SM");
    core.change(|state| {
        let message = Message {
            seq: state.world.next(),
            sid: sid.clone(),
            inbound: false,
            reply: true,
            from: to.to.clone(),
            to: to.from.clone(),
            body: text.to_owned(),
            shown: text.to_owned(),
            status: Status::Queued,
            media: Vec::new(),
            place: None,
            params: Vec::new(),
            reply_to: None,
            brought: Brought::No,
            created_at: now,
            sent_at: None,
            ..to.clone()
        };
        state.world.keep(message);
    });
    reports::start(core, &sid);
}

/// Posts the webhook, the fallback if need be, and reads the answer.
fn bring(core: &Arc<Core>, message: &Message, notes: &[Note]) {
    let state = core.lock();
    let Some(sender) = state.world.sender(&message.sender) else {
        return;
    };
    let webhooks = state.world.webhooks_for(sender);
    let Some(stamp) = reports::stamp(core, &state, &message.account_sid) else {
        return;
    };
    let wrong_key = state.mischief.wrong_key;
    drop(state);
    let Some(primary) = webhooks.callback_url.filter(|url| !url.is_empty()) else {
        return;
    };
    let mut notes = notes.to_vec();
    if wrong_key {
        notes.push(Note::WrongKey);
    }
    let began = core.now();
    let mut outcome = post::form(core, &primary, webhooks.methods.callback.as_deref(), &message.params, &stamp);
    note(core, message, What::MessageIn, began, &outcome, &notes);
    if let (false, Some(fallback)) = (outcome.done, webhooks.fallback_url.filter(|url| !url.is_empty())) {
        let mut params = message.params.clone();
        let (failed, _) = super::overrides::Overrides::split(&primary);
        params.push(("ErrorCode".to_owned(), "11200".to_owned()));
        params.push(("ErrorUrl".to_owned(), failed));
        let stamp = post::Stamp { token: core.sid(""), ..stamp };
        let began = core.now();
        outcome = post::form(core, &fallback, webhooks.methods.fallback.as_deref(), &params, &stamp);
        note(core, message, What::Fallback, began, &outcome, &notes);
    }
    core.change(|state| {
        if let Some(kept) = state.world.message_mut(&message.sid).filter(|kept| kept.brought != Brought::Yes) {
            kept.brought = if outcome.done { Brought::Yes } else { Brought::Failed };
        }
    });
    if let Some(text) = answer_text(&outcome) {
        reply(core, message, &text);
    }
}

fn note(core: &Core, message: &Message, what: What, began: i64, outcome: &Outcome, notes: &[Note]) {
    let mut entry = core.entry(what, began);
    entry.status = outcome.status;
    (entry.sid, entry.party) = (Some(message.sid.clone()), Some(message.from.clone()));
    entry.notes = notes.to_vec();
    entry.notes.extend(outcome.notes.iter().cloned());
    if answer_text(outcome).is_some() {
        entry.notes.push(Note::Answered);
    }
    core.log(entry);
}

/// What Twilio would send to the customer of a webhook's answer: plain text as it is, and `<Message>` of TwiML.
fn answer_text(outcome: &Outcome) -> Option<String> {
    let body = outcome.body.trim();
    if !outcome.done || body.is_empty() {
        return None;
    }
    if outcome.content_type.starts_with("text/plain") {
        return Some(body.to_owned());
    }
    let (_, after) = body.split_once("<Message")?;
    let (_, inner) = after.split_once('>')?;
    let (inner, _) = inner.split_once("</Message>")?;
    let inner = inner.trim().trim_start_matches("<Body>").trim_end_matches("</Body>");
    let text = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(text.replace("&amp;", "&"))
}
