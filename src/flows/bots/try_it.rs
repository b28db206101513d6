//! A menu is tried on a phone beside its outline: everything that was said so far is said again, and nothing is kept.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::bot::machine::{self, Action, Facts, Input, State, fit_buttons, numbered};
use crate::domain::bot::says::Says;
use crate::domain::bot::{Why, check, program::Program};
use crate::domain::ids::WorkstreamId;
use crate::domain::language::Language;
use crate::domain::permission::may_administer;
use crate::domain::placeholder;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::bots::{known, names, open, say, today};
use crate::store::{Fault, bot, workstream};

/// So much may be said on the phone.
pub const SAID_MAX: usize = 60;
/// So long may one thing be, in characters.
const SAID_CHARS_MAX: usize = 1_600;

/// Something on the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The customer's words.
    Said(String),
    /// The bot's, with its buttons.
    Bot(String, Vec<String>),
    /// A variable was kept.
    Kept(String, String),
    /// Handed over, to this queue or where rules say.
    HandedOver(Why, Option<String>),
    /// The conversation is over.
    Ended,
}

/// Plays a talk: what the customer said so far, from the first message on.
///
/// # Errors
/// `NotAllowed`, `NotFound`; everything that is wrong with the outline.
pub fn try_it(
    app: &App,
    actor: Actor,
    id: WorkstreamId,
    (outline, language): (&str, Language),
    said: &[String],
) -> Result<Vec<Line>, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.read(|db| {
        workstream::get(db, id)?;
        let menu = check::read(outline, &known(db, id)?).map_err(Refusal::Fields)?;
        let (_, hours) = names(db)?;
        let (words, open, today) = (bot::of(db, id)?.words, open(db, &hours, now)?, today(db, &hours, now)?);
        let facts = Facts { open: &open, words: &words, today };
        Ok(Phone::new(language).play(&Program::of(&menu), said, &facts))
    })
}

struct Phone {
    lines: Vec<Line>,
    variables: BTreeMap<String, String>,
    language: Language,
}

impl Phone {
    const fn new(language: Language) -> Self {
        Self { lines: Vec::new(), variables: BTreeMap::new(), language }
    }

    fn play(mut self, program: &Program, said: &[String], facts: &Facts<'_>) -> Vec<Line> {
        let mut state: Option<State> = None;
        for words in said.iter().take(SAID_MAX) {
            let words: String = words.chars().take(SAID_CHARS_MAX).collect();
            self.lines.push(Line::Said(words.clone()));
            let input = if words.trim().is_empty() { Input::Other } else { Input::Text(&words) };
            let (next, actions) = match &state {
                None => machine::start(program, self.language, input, facts),
                Some(state) => machine::step(program, state, input, facts),
            };
            self.show(actions, next.language);
            state = Some(next);
        }
        self.lines
    }

    fn show(&mut self, actions: Vec<Action>, language: Language) {
        for action in actions {
            let values = placeholder::Facts {
                contact: Some("Maria Pappa"),
                variables: self.variables.clone(),
                ..Default::default()
            };
            let filled = |text: &str| say::filled(text, &values.values());
            match action {
                Action::Say { text, choices } if fit_buttons(&choices) => {
                    self.lines.push(Line::Bot(filled(&text), choices));
                }
                Action::Say { text, choices } => {
                    self.lines.push(Line::Bot(numbered(&filled(&text), &choices), Vec::new()));
                }
                Action::Set { name, value } => {
                    let value = filled(&value);
                    self.variables.insert(name.clone(), value.clone());
                    self.lines.push(Line::Kept(name, value));
                }
                Action::Language(_) => {}
                Action::HandOver { queue, why } => {
                    if why.is_told() {
                        self.lines.push(Line::Bot(Says::Person.words(language).to_owned(), Vec::new()));
                    }
                    self.lines.push(Line::HandedOver(why, queue));
                }
                Action::End => self.lines.push(Line::Ended),
            }
        }
    }
}
