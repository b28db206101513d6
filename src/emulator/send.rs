//! A send: what Twilio refuses at once, and what it accepts to report on later.

use std::collections::BTreeMap;

use url::Url;

use super::core::{Core, State};
use super::form::{Form, Refused};
use super::message::{Brought, Message, Place, Status};
use super::mischief::FailAt;
use super::rules::{self, Content, Facts};
use super::template::Filled;
use super::world::{Customer, Sender, Service};

const LONGEST_TEXT: usize = 1_600;

/// Accepts a message, or says why not. What is accepted has its outcome decided, by the facts of this moment.
pub fn accept(core: &Core, account_sid: &str, form: &Form) -> Result<Message, Refused> {
    check_form(form)?;
    let now = core.now();
    let state = &mut *core.lock();
    let (sender, service) = sender(state, account_sid, form)?;
    let to = recipient(form, &sender)?;
    let mut content = content(state, account_sid, form)?;
    let send_at = send_at(form, now, service.is_some())?;
    let customer = customer(state, &to)?;
    let failure = state.mischief.take_failure(FailAt::Report);
    let verdict = rules::verdict(&facts(state, &sender, &customer, content.kind, now));
    content.trouble = failure.or(verdict).or(content.trouble);
    let mut message = compose(core, state.world.next(), form, &sender, service, content, now);
    message.customer.clone_from(&customer.id);
    message.to = to;
    if send_at.is_some() {
        message.status = Status::Scheduled;
        message.send_at = send_at;
    }
    if let Some(sender) = state.world.sender_mut(&sender.sid) {
        sender.last_sent_at = Some(now);
    }
    state.world.thread_mut(&message.sender, &message.customer).typing_until = None;
    state.world.keep(message.clone());
    Ok(message)
}

/// Who gets it; somebody unknown has WhatsApp all the same.
fn customer(state: &mut State, to: &str) -> Result<Customer, Refused> {
    if let Some(customer) = state.world.customer(to) {
        return Ok(customer.clone());
    }
    let id = state.world.add_customer(to.trim_start_matches("whatsapp:"), to, None);
    state.world.customer(&id).cloned().ok_or_else(|| Refused::usual(20_500))
}

fn facts(state: &State, sender: &Sender, customer: &Customer, content: Content, now: i64) -> Facts {
    let thread = state.world.thread(&sender.sid, &customer.id);
    Facts {
        now,
        sandbox: sender.join_code.is_some(),
        joined_at: thread.joined_at,
        last_sent_at: sender.last_sent_at,
        last_in_at: thread.last_in_at,
        blocked: thread.blocked,
        has_whatsapp: customer.has_whatsapp,
        content,
    }
}

fn compose(
    core: &Core,
    seq: u64,
    form: &Form,
    sender: &Sender,
    service: Option<Service>,
    content: Said,
    now: i64,
) -> Message {
    let callback = form.filled("StatusCallback").map(str::to_owned);
    let callback =
        callback.or_else(|| service.as_ref().and_then(|service| service.webhooks.status_callback_url.clone()));
    Message {
        seq,
        sid: core.sid(if content.filled.media.is_empty() { "SM" } else { "MM" }),
        account_sid: sender.account_sid.clone(),
        sender: sender.sid.clone(),
        customer: String::new(),
        inbound: false,
        reply: false,
        from: sender.address.clone(),
        to: String::new(),
        status: if service.is_some() { Status::Accepted } else { Status::Queued },
        service: service.map(|service| service.sid),
        body: content.body,
        shown: content.filled.text,
        buttons: content.filled.buttons,
        menu: content.filled.menu,
        content_sid: form.filled("ContentSid").map(str::to_owned),
        variables: content.variables,
        media: Vec::new(),
        media_urls: content.filled.media,
        place: content.filled.place,
        error: None,
        outcome: content.trouble,
        reported: Vec::new(),
        status_callback: callback.or_else(|| sender.webhooks.status_callback_url.clone()),
        created_at: now,
        sent_at: None,
        updated_at: now,
        send_at: None,
        params: form.0.clone(),
        reply_to: None,
        brought: Brought::No,
        seen: false,
    }
}

fn check_form(form: &Form) -> Result<(), Refused> {
    if form.filled("To").is_none() {
        return Err(Refused::new(21_604, "A 'To' phone number is required."));
    }
    if form.filled("From").is_none() && form.filled("MessagingServiceSid").is_none() {
        return Err(Refused::new(21_603, "A 'From' phone number is required."));
    }
    let media = form.all("MediaUrl");
    if form.filled("Body").is_none() && media.is_empty() && form.filled("ContentSid").is_none() {
        return Err(Refused::new(21_602, "Message body is required."));
    }
    if form.get("Body").is_some_and(|body| body.encode_utf16().count() > LONGEST_TEXT) {
        return Err(Refused::new(21_617, "The concatenated message body exceeds the 1600 character limit"));
    }
    if media.len() > 10 {
        return Err(Refused::new(21_623, "Number of media files exceeds allowed limit"));
    }
    if media.iter().any(|url| !is_web_address(url)) {
        return Err(Refused::new(21_620, "Invalid media URL(s)"));
    }
    if form.filled("PersistentAction").is_some_and(|action| place(action).is_none()) {
        return Err(Refused::new(20_001, "Invalid PersistentAction: expected geo:latitude,longitude|label"));
    }
    if form.filled("StatusCallback").is_some_and(|url| !is_web_address(url)) {
        return Err(Refused::new(21_609, "The 'StatusCallback' URL is not a valid URL."));
    }
    if form.filled("ContentVariables").is_some() && form.filled("ContentSid").is_none() {
        return Err(Refused::new(21_654, "ContentSid Required"));
    }
    if form.filled("ContentSid").is_some() && !media.is_empty() {
        return Err(Refused::new(63_030, "MediaUrl is not supported together with ContentSid"));
    }
    Ok(())
}

/// Whether Twilio would call this: http or https, a host, no underscore in it.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let host_is_fine = url.host_str().is_some_and(|host| !host.is_empty() && !host.contains('_'));
    matches!(url.scheme(), "http" | "https") && host_is_fine
}

fn sender(state: &State, account_sid: &str, form: &Form) -> Result<(Sender, Option<Service>), Refused> {
    let unknown = || Refused::usual(63_007);
    let Some(service_sid) = form.filled("MessagingServiceSid") else {
        let from = form.filled("From").unwrap_or_default();
        return state.world.sender_of(account_sid, from).cloned().map(|sender| (sender, None)).ok_or_else(unknown);
    };
    let mut services = state.world.services.iter();
    let service = services.find(|service| service.sid == service_sid && service.account_sid == account_sid);
    let service = service.ok_or_else(|| Refused::new(21_705, "The Messaging Service Sid is invalid."))?;
    let members = service.senders.iter().filter_map(|sid| state.world.sender(sid));
    let wanted = form.filled("From");
    let mut members = members.filter(|sender| wanted.is_none_or(|from| from == sender.address));
    let none = || Refused::new(21_703, "The Messaging Service contains no phone numbers.");
    let sender = members.next().ok_or_else(if wanted.is_some() { unknown } else { none })?;
    Ok((sender.clone(), Some(service.clone())))
}

fn recipient(form: &Form, sender: &Sender) -> Result<String, Refused> {
    let to = form.filled("To").unwrap_or_default();
    let Some(bare) = to.strip_prefix("whatsapp:") else {
        return Err(Refused::new(63_008, "From and To must be of the same channel"));
    };
    let number = bare.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    });
    let user_id = bare.split_once('.').is_some_and(|(country, id)| {
        let letters = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        letters && (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if !number && !user_id {
        return Err(Refused::new(21_211, format!("Invalid 'To' Phone Number: {to}")));
    }
    if to == sender.address {
        return Err(Refused::new(63_031, "Channels message cannot have same From and To"));
    }
    Ok(to.to_owned())
}

fn send_at(form: &Form, now: i64, service: bool) -> Result<Option<i64>, Refused> {
    let Some(text) = form.filled("SendAt") else {
        return Ok(None);
    };
    let at = text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond);
    let soonest = now + 300 * rules::SECOND;
    let fine = at.filter(|at| service && (soonest..=now + 35 * 24 * rules::HOUR).contains(at));
    fine.map(Some)
        .ok_or_else(|| Refused::new(35_115, "SendAt must be 300 seconds to 35 days ahead, with a Messaging Service"))
}

struct Said {
    kind: Content,
    body: String,
    filled: Filled,
    variables: BTreeMap<String, String>,
    trouble: Option<u32>,
}

fn content(state: &State, account_sid: &str, form: &Form) -> Result<Said, Refused> {
    if let Some(sid) = form.filled("ContentSid") {
        return template(state, account_sid, sid, form.filled("ContentVariables"));
    }
    let body = form.get("Body").unwrap_or_default().to_owned();
    let media = form.all("MediaUrl");
    let place = form.filled("PersistentAction").and_then(place);
    // WhatsApp takes one file; Twilio refuses more only when it comes to sending.
    let nowhere = place.as_ref().is_some_and(|place| !is_on_the_globe(place));
    let trouble = (media.len() > 1 || nowhere).then_some(63_021);
    let filled = Filled { text: body.clone(), media, place, ..Filled::default() };
    Ok(Said { kind: Content::Free, body, filled, variables: BTreeMap::new(), trouble })
}

fn template(state: &State, account_sid: &str, sid: &str, variables: Option<&str>) -> Result<Said, Refused> {
    let template = state.world.template(sid).filter(|it| it.of_sandbox() || it.account_sid == account_sid);
    let template = template.ok_or_else(|| Refused::new(21_655, "The ContentSid is invalid."))?;
    let invalid = || Refused::new(21_656, "The ContentVariables Parameter is invalid.");
    let given: BTreeMap<String, String> = match variables {
        Some(text) => serde_json::from_str(text).map_err(|_| invalid())?,
        None => BTreeMap::new(),
    };
    if given.values().any(String::is_empty) {
        return Err(invalid());
    }
    let kind =
        Content::Template { approval: template.approval, reach: template.reach(), of_sandbox: template.of_sandbox() };
    let Ok(values) = template.values(&given) else {
        let filled = Filled { text: template.body(), ..Filled::default() };
        return Ok(Said { kind, body: String::new(), filled, variables: given, trouble: Some(63_028) });
    };
    let filled = template.fill(&values);
    let against_policy = |value: &String| value.contains(['\n', '\t']) || value.contains("     ");
    let trouble = if given.values().any(against_policy) {
        Some(63_013)
    } else if filled.text.chars().count() > rules::TEMPLATE_TEXT {
        Some(63_021)
    } else {
        None
    };
    Ok(Said { kind, body: filled.text.clone(), filled, variables: given, trouble })
}

/// `geo:37.78,-122.39|375 Beale St`.
fn place(action: &str) -> Option<Place> {
    let spot = action.strip_prefix("geo:")?;
    let (spot, label) = spot.split_once('|').map_or((spot, None), |(spot, label)| (spot, Some(label)));
    let (latitude, longitude) = spot.split_once(',')?;
    if [latitude, longitude].iter().any(|degrees| !degrees.parse::<f64>().is_ok_and(f64::is_finite)) {
        return None;
    }
    Some(Place {
        latitude: latitude.to_owned(),
        longitude: longitude.to_owned(),
        address: None,
        label: label.map(str::to_owned),
    })
}

fn is_on_the_globe(place: &Place) -> bool {
    let within = |degrees: &str, limit: f64| degrees.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= limit);
    within(&place.latitude, 90.0) && within(&place.longitude, 180.0)
}
