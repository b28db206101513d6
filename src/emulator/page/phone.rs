//! The page of a phone: who holds it, what is on its screen, what goes wrong, what went over the wire.

use std::sync::Arc;

use actix_web::HttpRequest;
use askama::Template;

use super::super::core::{Core, State};
use super::super::form::Form;
use super::super::mischief::{FailAt, Mischief, Swallow};
use super::super::reports;
use super::super::template::Approval;
use super::super::world::{Customer, Sender};
use super::log::{self, Line, Shown};
use super::people::{self, Number, Person};
use super::wire::{self, Wire};
use super::words::{Words, clock, local};

/// A choice in the list of failures.
pub struct Choice {
    /// What is posted.
    pub value: &'static str,
    /// What is read.
    pub text: String,
    /// Whether it is in force.
    pub chosen: bool,
}

/// A switch.
pub struct Switch {
    /// What is posted.
    pub value: &'static str,
    /// What is read.
    pub text: String,
    /// Whether it is on.
    pub on: bool,
}

/// A template that WhatsApp looks at.
pub struct Review {
    /// Its sid.
    pub sid: String,
    /// Its name and language.
    pub name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "emulator/phone.html")]
pub struct Phone {
    w: Words,
    /// The shared time, to read and for machines.
    clock: (String, String),
    can_advance: bool,
    inbox_url: Option<String>,
    people: Vec<Person>,
    numbers: Vec<Number>,
    customer: String,
    owner: String,
    number: String,
    sender: String,
    sender_initial: String,
    sender_hue: u32,
    join_code: Option<String>,
    lines: Vec<Line>,
    typing: bool,
    blocked: bool,
    /// The message that is being answered: sid, who, text.
    reply: Option<(String, String, String)>,
    /// The newest message of the business, to answer.
    answerable: Option<String>,
    failures: Vec<Choice>,
    switches: Vec<Switch>,
    unreachable_until: Option<String>,
    busy: u64,
    reviews: Vec<Review>,
    wire: Vec<Wire>,
}

/// Builds the page for a request; showing a phone marks its messages as read.
#[must_use]
pub fn page(core: &Arc<Core>, request: &HttpRequest) -> Phone {
    let words = Words::of(request, core.settings.language);
    let query = Form::parse(request.query_string().as_bytes());
    let now = core.now();
    let mut state = core.lock();
    let customer = chosen_customer(&state, query.get("customer"));
    let sender = chosen_sender(&state, query.get("number"), customer.as_ref());
    if let (Some(customer), Some(sender), false) = (&customer, &sender, is_prefetch(request)) {
        drop(state);
        reports::read_all(core, &sender.sid, &customer.id, false);
        state = core.lock();
    }
    build(core, &state, words, &query, customer, sender, now)
}

fn is_prefetch(request: &HttpRequest) -> bool {
    let purpose = request.headers().get("sec-purpose").and_then(|value| value.to_str().ok());
    purpose.is_some_and(|purpose| purpose.contains("prefetch"))
}

fn chosen_customer(state: &State, wanted: Option<&str>) -> Option<Customer> {
    let by_id = wanted.and_then(|id| state.world.customers.get(id));
    let first = || state.world.customers.values().min_by_key(|it| (it.id.len(), it.id.clone()));
    by_id.or_else(first).cloned()
}

fn chosen_sender(state: &State, wanted: Option<&str>, customer: Option<&Customer>) -> Option<Sender> {
    let by_sid = wanted.and_then(|sid| state.world.senders.iter().find(|sender| sender.sid == sid));
    let talked = || {
        let customer = customer?;
        let at = |sender: &&Sender| state.world.thread(&sender.sid, &customer.id).last_in_at;
        state.world.senders.iter().filter(|sender| at(sender).is_some()).max_by_key(at)
    };
    by_sid.or_else(talked).or_else(|| state.world.senders.first()).cloned()
}

fn build(
    core: &Core,
    state: &State,
    words: Words,
    query: &Form,
    customer: Option<Customer>,
    sender: Option<Sender>,
    now: i64,
) -> Phone {
    let customer = customer.unwrap_or_default();
    let time = local(now);
    let people = people::people(state, sender.as_ref(), &customer.id, now, words);
    let numbers = people::numbers(state, sender.as_ref(), &customer.id);
    let sender = sender.unwrap_or_default();
    let thread = state.world.thread(&sender.sid, &customer.id);
    let lines = log::lines(state, &sender.sid, &customer.id, now, words);
    let theirs = |line: &&Line| matches!(line, Line::Bubble(bubble) if !bubble.own);
    let answerable = lines.iter().rev().find(theirs).and_then(|line| match line {
        Line::Bubble(bubble) => Some(bubble.sid.clone()),
        Line::Day(_) => None,
    });
    let answered = query.get("reply").and_then(|sid| state.world.message(sid));
    let answered = answered.filter(|it| it.sender == sender.sid && it.customer == customer.id);
    let unreachable = state.mischief.outage.filter(|(_, until)| now < *until);
    Phone {
        w: words,
        clock: (format!("{}, {}", words.day(&time), clock(&time)), time.strftime("%Y-%m-%dT%H:%M").to_string()),
        can_advance: core.settings.advance.is_some(),
        inbox_url: core.settings.inbox_url.clone(),
        people,
        numbers,
        owner: customer.name,
        customer: customer.id,
        number: sender.sid.clone(),
        sender_initial: people::initial(&sender.name),
        sender_hue: people::hue(&sender.sid),
        sender: sender.name.clone(),
        join_code: sender.join_code,
        lines,
        typing: thread.typing_until.is_some_and(|until| now < until),
        blocked: thread.blocked,
        reply: answered.map(|it| (it.sid.clone(), sender.name, it.shown.chars().take(90).collect())),
        answerable,
        failures: failures(&state.mischief, words),
        switches: switches(&state.mischief, words),
        unreachable_until: unreachable.map(|(_, until)| local(until).strftime("%H:%M:%S").to_string()),
        busy: state.mischief.busy.into(),
        reviews: reviews(state),
        wire: wire::lines(state, words),
    }
}

fn failures(mischief: &Mischief, words: Words) -> Vec<Choice> {
    let chosen = mischief.failures.front().map(|failure| (failure.at, failure.code));
    let choice =
        |value: &'static str, key: &str| Choice { value, text: words.t(key), chosen: parse_failure(value) == chosen };
    vec![
        choice("no", "phone-fail-no"),
        choice("report:63019", "phone-fail-63019"),
        choice("report:63016", "phone-fail-63016"),
        choice("report:63014", "phone-fail-63014"),
        choice("report:63024", "phone-fail-63024"),
        choice("report:63049", "phone-fail-63049"),
        choice("report:30008", "phone-fail-30008"),
        choice("answer:20003", "phone-fail-20003"),
        choice("answer:21610", "phone-fail-21610"),
    ]
}

/// Reads a choice of [`failures`] back; none for `no`.
#[must_use]
pub fn parse_failure(value: &str) -> Option<(FailAt, u32)> {
    let (at, code) = value.split_once(':')?;
    let at = if at == "answer" { FailAt::Answer } else { FailAt::Report };
    Some((at, code.parse().ok()?))
}

fn switches(mischief: &Mischief, words: Words) -> Vec<Switch> {
    let switch = |value: &'static str, key: &str, on: bool| Switch { value, text: words.t(key), on };
    let never = matches!(mischief.swallow, Some((Swallow::Hold, _)));
    let broken = matches!(mischief.swallow, Some((Swallow::Answer500, _)));
    vec![
        switch("swallow", "phone-switch-swallow", never),
        switch("answer_500", "phone-switch-answer-500", broken),
        switch("inbound_twice", "phone-switch-inbound-twice", mischief.inbound_twice),
        switch("reports_mixed", "phone-switch-reports-mixed", mischief.reports_twice && mischief.reports_reversed),
        switch("report_first", "phone-switch-report-first", mischief.report_first),
        switch("reports_held", "phone-switch-reports-held", mischief.reports_held),
        switch("media_late", "phone-switch-media-late", mischief.media_late > 0),
        switch("media_gone", "phone-switch-media-gone", mischief.media_gone),
        switch("media_elsewhere", "phone-switch-media-elsewhere", mischief.media_elsewhere.is_some()),
        switch("wrong_key", "phone-switch-wrong-key", mischief.wrong_key),
    ]
}

fn reviews(state: &State) -> Vec<Review> {
    let waits = |approval| matches!(approval, Approval::Received | Approval::Pending);
    let waiting = state.world.templates.iter().filter(|template| waits(template.approval));
    let review = |template: &super::super::template::Template| Review {
        sid: template.sid.clone(),
        name: format!("{} ({})", template.approval_name, template.language),
    };
    waiting.map(review).collect()
}
