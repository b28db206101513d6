//! A first message is tried: what each rule would say, which queue, which agent. Reads only; nothing changes.

use crate::app::App;
use crate::domain::assignment::{Choice, Item};
use crate::domain::condition::{Facts, Known};
use crate::domain::ids::{ConversationId, NumberId, WorkstreamId};
use crate::domain::offer::Refused;
use crate::domain::overflow::Destination;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::Skills;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::workstream::Mode;
use crate::flows::conversations::route::{self, Decision};
use crate::store::trace_step::{self, Names};
use crate::store::workstream::{self, Workstream};
use crate::store::{Db, Fault, conversation, floor, message, number};

/// What is tried: a conversation that was, or a message that somebody types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// A conversation whose first message is tried; then only the rest of this counts for nothing.
    pub conversation: Option<ConversationId>,
    /// What the contact writes.
    pub text: String,
    /// To which number; the first of the workstream if left out.
    pub number: Option<NumberId>,
    /// The contact's phone number.
    pub phone: String,
    /// The contact's language.
    pub language: String,
    /// The contact's tags.
    pub tags: Vec<String>,
    /// Whether the contact wrote before.
    pub returning: bool,
}

/// What would happen.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What rules decided.
    pub decision: Decision,
    /// Who would get it; `None` where it would end, or where agents take work themselves.
    pub choice: Option<Choice>,
    /// What things are called.
    pub names: Names,
}

/// Tries one.
///
/// # Errors
/// `NotAllowed`, `NotFound`; a number that is not there.
pub fn try_it(app: &App, actor: Actor, id: WorkstreamId, trial: &Trial) -> Result<Tried, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.read(|db| {
        let stream = workstream::get(db, id)?;
        let mut facts = facts(db, id, trial, now)?;
        let decision = route::decide(db, id, &stream.settings, &mut facts, (Skills::default(), None))?;
        let choice = choice(db, &stream, &decision, now)?;
        Ok(Tried { decision, choice, names: trace_step::names(db)? })
    })
}

fn facts(db: &Db, id: WorkstreamId, trial: &Trial, now: Timestamp) -> Result<Facts, Fault> {
    if let Some(tried) = trial.conversation {
        let found = conversation::by_id(db, tried)?.ok_or(FieldProblem::new("conversation_id", "unknown"))?;
        let (body, extra) = message::first_inbound(db, found.thread_id, found.id)?.ok_or(Refusal::NotFound)?;
        return route::facts(db, &found, &body, &extra, now);
    }
    let number = match trial.number {
        Some(wanted) => {
            let known = number::by_id(db, wanted)?.filter(|number| number.deleted_at.is_none());
            known.ok_or(FieldProblem::new("number_id", "unknown"))?.id
        }
        None => number::list(db)?
            .into_iter()
            .find(|number| number.workstream_id == id)
            .map_or(NumberId(0), |number| number.id),
    };
    let known = if trial.returning { Known::Returning } else { Known::New };
    let mut facts = Facts::new(number, known, &trial.text, now);
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    facts.phone = given(&trial.phone.replace([' ', '-'], ""));
    facts.language = given(&trial.language);
    for tag in &trial.tags {
        facts.tag(tag);
    }
    Ok(facts)
}

fn choice(db: &Db, stream: &Workstream, decision: &Decision, now: Timestamp) -> Result<Option<Choice>, Fault> {
    let settings = &stream.settings;
    let Destination::Queue(queue) = decision.placing.destination else { return Ok(None) };
    if settings.mode == Mode::Pick {
        return Ok(None);
    }
    let item = Item {
        conversation: ConversationId(0),
        needs: settings.needs(queue, decision.classified.skills.clone()),
        kept: None,
        refused: Refused::default(),
        priority: decision.classified.priority.unwrap_or_default(),
        since: now,
    };
    Ok(Some(floor::load(db, now)?.choose(&item, now)))
}
