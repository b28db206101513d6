//! A conversation arrives: rules say what it is and where it goes, and there it waits.

use crate::domain::address::AddressKind;
use crate::domain::assignment::Kept;
use crate::domain::condition::{Facts, Known, Referral, Said};
use crate::domain::conversation::CloseReason;
use crate::domain::ids::{ConversationId, QueueId, RuleId, WorkstreamId};
use crate::domain::overflow::{Destination, Placing, Reason, place};
use crate::domain::refusal::Refusal;
use crate::domain::rule::{self, Classified, Read, Verdict};
use crate::domain::skill::Skills;
use crate::domain::time::Timestamp;
use crate::domain::trace::Step;
use crate::domain::workstream::Settings;
use crate::flows::conversations::close::close_in;
use crate::flows::conversations::fronts::Fronts;
use crate::flows::conversations::{overflowed, wait};
use crate::store::conversation::{self, Conversation, routing};
use crate::store::rule::hits;
use crate::store::{
    Db, Fault, Tx, contact, conversation_variable, hours, rule as rules, thread, trace_step, workstream,
};

/// Stands for the bot where a queue is named with the rule that chose it.
const NO_RULE: RuleId = RuleId(0);

/// What is known of a conversation that begins with `message`; `extra` is what else came with it.
///
/// # Errors
/// [`Fault`] of the store.
pub fn facts(
    db: &Db,
    conversation: &Conversation,
    message: &str,
    extra: &serde_json::Map<String, serde_json::Value>,
    at: Timestamp,
) -> Result<Facts, Fault> {
    let known = if routing::wrote_before(db, conversation)? { Known::Returning } else { Known::New };
    let mut facts = Facts::new(conversation.number_id, known, message, at);
    let contact = contact::by_id(db, conversation.contact_id)?.ok_or(Refusal::NotFound)?;
    facts.language = contact.language;
    facts.profile = Said::new(&contact.profile_name);
    facts.phone = thread::by_id(db, conversation.thread_id)?
        .map(|thread| thread.address)
        .filter(|address| address.kind() == AddressKind::Phone)
        .map(|address| address.bare().to_owned());
    facts.referral = extra.get("referral").map(referral);
    for tag in routing::tags(db, conversation)? {
        facts.tag(&tag);
    }
    for (name, value) in conversation_variable::of(db, conversation.id)? {
        facts.set(&name, &value);
    }
    Ok(facts)
}

fn referral(came: &serde_json::Value) -> Referral {
    let text = |name: &str| came.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    Referral { source: text("source_id").to_owned(), headline: Said::new(text("headline")) }
}

/// What rules decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it is.
    pub classified: Classified,
    /// What each route-to-queue rule said.
    pub read: Vec<Read>,
    /// Where it goes.
    pub placing: Placing,
}

impl Decision {
    /// The rules that matched.
    fn matched(&self) -> impl Iterator<Item = RuleId> {
        let classified = self.classified.read.iter().map(|(_, read)| read);
        classified.chain(&self.read).filter(|read| read.verdict == Verdict::Matched).map(|read| read.rule)
    }
}

/// Reads the rules of a workstream and changes nothing but `facts`, which learn what rules set. `needed` are the skills
/// that it needs already, `wanted` is a queue that a bot chose: it comes before those of the rules.
///
/// # Errors
/// [`Fault`] of the store.
pub fn decide(
    db: &Db,
    workstream: WorkstreamId,
    settings: &Settings,
    facts: &mut Facts,
    (needed, wanted): (Skills, Option<QueueId>),
) -> Result<Decision, Fault> {
    let now = facts.at;
    let (sets, routes) = (rules::sets(db, workstream)?, rules::routes(db, workstream)?);
    for id in rule::hours_asked(&sets, &routes) {
        let open = hours::by_id(db, id)?.is_some_and(|known| known.hours.is_open(now));
        facts.open.insert(id, open);
    }
    let classified = rule::classify(&sets, facts, needed);
    let (mut collected, read) = rule::route(&routes, facts);
    if let Some(queue) = wanted {
        collected.insert(0, (NO_RULE, queue));
    }
    let fronts = Fronts::new(db, now);
    let mut placing = place(&collected, settings.fallback_queue, now, |queue| fronts.look(queue));
    if placing.rule == Some(NO_RULE) {
        placing.rule = None;
        if placing.reason == Reason::Rule {
            placing.reason = Reason::Bot;
        }
    }
    fronts.trusted(Decision { classified, read, placing })
}

/// A contact's message began it: it is classified, and waits in its queue or ends there. It is distributed later. `album`
/// says that it belongs to a message just before it.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn arrive(tx: &Tx<'_>, id: ConversationId, facts: Facts, album: bool, now: Timestamp) -> Result<(), Fault> {
    arrive_in(tx, id, facts, (None, album), now)
}

/// The same, where a bot chose a queue.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn arrive_in(
    tx: &Tx<'_>,
    id: ConversationId,
    mut facts: Facts,
    (wanted, album): (Option<QueueId>, bool),
    now: Timestamp,
) -> Result<(), Fault> {
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let stream = workstream::of_number(tx, conversation.number_id)?;
    let decision = decide(tx, stream.id, &stream.settings, &mut facts, (routing::skills(tx, id)?, wanted))?;
    hits::note(tx, decision.matched(), now)?;
    keep_classified(tx, &conversation, &decision.classified, now)?;
    trace_step::add(tx, id, &Step::routed(decision.read, &decision.placing), now)?;
    match decision.placing.destination {
        Destination::Queue(queue) => {
            let former = conversation.former_assignee.filter(|_| stream.settings.keep_agent.is_some());
            let kept = former.map(|agent| Kept::preferred(agent, now));
            wait::enter(tx, id, queue, kept, &stream.settings, now)
        }
        Destination::End(queue, cause) => {
            routing::enter(tx, id, queue, now)?;
            overflowed::tell(tx, &conversation, (queue, cause), album, now)?;
            close_in(tx, &conversation, CloseReason::Overflow, None, now)
        }
    }
}

/// One that we begin: no rule is asked where it goes, for whoever begins it has it.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn begin(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    let settings = workstream::of_number(tx, conversation.number_id)?.settings;
    wait::enter(tx, conversation.id, settings.fallback_queue, None, &settings, now)
}

fn keep_classified(
    tx: &Tx<'_>,
    conversation: &Conversation,
    classified: &Classified,
    now: Timestamp,
) -> Result<(), Fault> {
    if classified.read.is_empty() {
        return Ok(());
    }
    let id = conversation.id;
    routing::set_skills(tx, id, &classified.skills)?;
    if let Some(priority) = classified.priority {
        routing::set_priority(tx, id, priority)?;
    }
    routing::add_tags(tx, id, &classified.tags)?;
    if !classified.variables.is_empty() {
        let before = conversation_variable::of(tx, id)?;
        let mut after = before.clone();
        after.extend(classified.variables.clone());
        conversation_variable::replace(tx, id, &before, &after, now)?;
    }
    trace_step::add(tx, id, &Step::classified(classified), now)
}
