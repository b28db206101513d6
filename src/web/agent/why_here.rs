//! Why a conversation is here: where it waits, what it needs, and each step that brought it, in sentences.

use crate::domain::ids::ConversationId;
use crate::domain::queue::Priority;
use crate::domain::skill::Skills;
use crate::store::conversation::{self, routing};
use crate::store::thread_view::Head;
use crate::store::trace_step::{self, Names, Stored};
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::thread::standing;
use crate::web::standing::StandingView;
use crate::web::time;
use crate::web::why::{Detail, Teller};

/// Steps that the pane shows, the newest.
const STEPS_MAX: i64 = 60;
/// So many details stand open; more are folded.
const DETAILS_OPEN: usize = 4;

/// What the store says.
pub(super) struct Loaded {
    steps: Vec<Stored>,
    names: Names,
    priority: Priority,
    skills: Skills,
}

/// What the part needs.
pub(super) fn load(db: &Db, id: ConversationId) -> Result<Loaded, Fault> {
    let mut steps = trace_step::latest(db, id, STEPS_MAX)?;
    steps.reverse();
    Ok(Loaded {
        steps,
        names: trace_step::names(db)?,
        priority: conversation::by_id(db, id)?.map(|found| found.priority).unwrap_or_default(),
        skills: routing::skills(db, id)?,
    })
}

/// A step.
pub(super) struct StepView {
    pub id: i64,
    pub clock: String,
    pub datetime: String,
    pub sentence: String,
    pub details: Vec<Detail>,
    /// How many there are, where they are folded.
    pub folded: Option<String>,
}

/// The part as the template shows it.
pub(super) struct WhyHere {
    pub queue: Option<String>,
    /// Whether that is open, if it has hours.
    pub standing: Option<StandingView>,
    pub priority: Option<i64>,
    /// Skills with their levels.
    pub needs: Vec<String>,
    /// The last step, which says how it is now.
    pub now: Option<String>,
    pub steps: Vec<StepView>,
}

impl WhyHere {
    /// The part in words.
    pub(super) fn of(head: &Head, loaded: &Loaded, reader: &Reader) -> Self {
        let teller = Teller { names: &loaded.names, l: reader.l, tz: &reader.tz };
        let steps: Vec<StepView> = loaded.steps.iter().map(|stored| step(stored, teller, reader)).collect();
        Self {
            queue: head.queue.clone(),
            standing: standing(head, reader),
            priority: (loaded.priority != Priority::default()).then(|| loaded.priority.number()),
            needs: teller.needs(&loaded.skills),
            now: steps.last().map(|step| step.sentence.clone()),
            steps,
        }
    }
}

fn step(stored: &Stored, teller: Teller<'_>, reader: &Reader) -> StepView {
    let told = teller.tell(&stored.step);
    let many = told.details.len() > DETAILS_OPEN;
    StepView {
        id: stored.id,
        clock: time::moment(stored.at, reader.now, &reader.tz, reader.l),
        datetime: stored.at.to_string(),
        folded: many.then(|| reader.l.t1("why-looked-at", "n", told.details.len())),
        sentence: told.sentence,
        details: told.details,
    }
}
