//! Walks through a menu: where a talk stands and what the contact wrote in, what is said and done out.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::bot::person::{self, Words, bare};
use crate::domain::bot::program::{Op, Program, Way};
use crate::domain::bot::says::Says;
use crate::domain::bot::{MISUNDERSTOOD_MAX, Why, answer};
use crate::domain::language::Language;
use crate::domain::text::{folded, utf16_units};

/// The most buttons of a message.
pub const BUTTONS_MAX: usize = 3;
/// What fits on a button, in UTF-16 units.
pub const BUTTON_UNITS_MAX: usize = 20;

/// Where a talk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct State {
    /// The step that waits for an answer; `None`: the bot's part is over.
    pub at: Option<usize>,
    /// How often in a row it did not understand.
    pub misunderstood: u32,
    /// The language that it speaks.
    pub language: Language,
}

/// What the contact did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// Wrote.
    Text(&'a str),
    /// Sent something that is no text.
    Other,
}

/// What is known besides.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The opening hours that are open now, by name, folded.
    pub open: &'a BTreeSet<String>,
    /// By which words a person is asked for.
    pub words: &'a Words,
    /// The day where we are.
    pub today: Date,
}

/// What the bot does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Says something; placeholders are not filled in yet.
    Say {
        /// The words.
        text: String,
        /// What can be chosen, in the language that it speaks.
        choices: Vec<String>,
    },
    /// Keeps something.
    Set {
        /// The variable.
        name: String,
        /// Its value; placeholders are not filled in yet.
        value: String,
    },
    /// The contact speaks this language.
    Language(Language),
    /// Hands over to people.
    HandOver {
        /// In this queue; `None`: where rules say.
        queue: Option<String>,
        /// Why.
        why: Why,
    },
    /// Ends the conversation.
    End,
}

/// Whether choices go onto buttons; else they are numbered.
#[must_use]
pub fn fit_buttons(choices: &[String]) -> bool {
    !choices.is_empty()
        && choices.len() <= BUTTONS_MAX
        && choices.iter().all(|choice| utf16_units(choice) <= BUTTON_UNITS_MAX)
}

/// A text with its choices numbered below it.
#[must_use]
pub fn numbered(text: &str, choices: &[String]) -> String {
    let mut whole = text.to_owned();
    for (number, choice) in (1..).zip(choices) {
        whole.push_str(if number == 1 { "\n\n" } else { "\n" });
        whole.push_str(&format!("{number}. {choice}"));
    }
    whole
}

/// The bot's first turn. A contact who begins by asking for a person gets one.
#[must_use]
pub fn start(program: &Program, language: Language, first: Input<'_>, facts: &Facts<'_>) -> (State, Vec<Action>) {
    let walk = Walk { program, facts, language, actions: Vec::new() };
    if let Input::Text(text) = first
        && facts.words.is_one(text)
    {
        return walk.hand_over(None, Why::Person);
    }
    walk.run(0)
}

/// The bot's turn after the contact did something. One whose part is over does nothing.
#[must_use]
pub fn step(program: &Program, state: &State, input: Input<'_>, facts: &Facts<'_>) -> (State, Vec<Action>) {
    let mut walk = Walk { program, facts, language: state.language, actions: Vec::new() };
    let Some(at) = state.at else { return (*state, Vec::new()) };
    let text = match input {
        Input::Text(text) => text,
        Input::Other => "",
    };
    match program.ops.get(at) {
        Some(Op::Choose(_, ways)) => match chosen(ways, text) {
            Some(way) if !facts.words.is_one(text) || walk.leads_to_people(way) => walk.run(way),
            Some(_) => walk.hand_over(None, Why::Person),
            None if facts.words.stands_in(text) => walk.hand_over(None, Why::Person),
            None => walk.again(state, at, Says::Choice),
        },
        Some(Op::Ask(_)) if facts.words.is_one(text) => walk.hand_over(None, Why::Person),
        Some(Op::Ask(ask)) => match answer::read(&ask.check, text, facts.today) {
            Some(value) => {
                // What somebody typed is no text of ours: it is kept as it is.
                walk.actions.push(Action::Set { name: ask.name.clone(), value: value.replace("{{", "{ {") });
                walk.run(at + 1)
            }
            None if facts.words.stands_in(text) => walk.hand_over(None, Why::Person),
            None => walk.again(state, at, Says::to(&ask.check)),
        },
        _ => walk.hand_over(None, Why::Stopped),
    }
}

struct Walk<'a> {
    program: &'a Program,
    facts: &'a Facts<'a>,
    language: Language,
    actions: Vec<Action>,
}

impl Walk<'_> {
    fn hand_over(mut self, queue: Option<String>, why: Why) -> (State, Vec<Action>) {
        self.actions.push(Action::HandOver { queue, why });
        self.over()
    }

    fn over(self) -> (State, Vec<Action>) {
        (State { at: None, misunderstood: 0, language: self.language }, self.actions)
    }

    fn waits(self, at: usize, misunderstood: u32) -> (State, Vec<Action>) {
        (State { at: Some(at), misunderstood, language: self.language }, self.actions)
    }

    fn say(&mut self, text: &str, choices: Vec<String>) {
        self.actions.push(Action::Say { text: text.to_owned(), choices });
    }

    /// Does steps from `at` until one waits or ends.
    fn run(mut self, mut at: usize) -> (State, Vec<Action>) {
        // No step comes twice, so it never takes more; see the program.
        for _ in 0..=self.program.ops.len() {
            match self.program.ops.get(at) {
                Some(Op::Say(text)) => self.say(text.of(self.language), Vec::new()),
                Some(Op::Choose(..) | Op::Ask(_)) => {
                    self.question(at, None);
                    return self.waits(at, 0);
                }
                Some(Op::Set(name, value)) => {
                    self.actions.push(Action::Set { name: name.clone(), value: value.clone() });
                }
                Some(Op::Language(language)) => {
                    self.language = *language;
                    self.actions.push(Action::Language(*language));
                }
                Some(Op::Closed(hours, to)) => {
                    if !self.facts.open.contains(&folded(hours)) {
                        at = *to;
                        continue;
                    }
                }
                Some(Op::Jump(to)) => {
                    at = *to;
                    continue;
                }
                Some(Op::HandOver(queue)) => return self.hand_over(queue.clone(), Why::Planned),
                Some(Op::End(text)) => {
                    if let Some(text) = text {
                        self.say(text.of(self.language), Vec::new());
                    }
                    self.actions.push(Action::End);
                    return self.over();
                }
                None => break,
            }
            at += 1;
        }
        self.hand_over(None, Why::Stopped)
    }

    /// Says what a step asks, perhaps with something before it.
    fn question(&mut self, at: usize, before: Option<Says>) {
        let (text, choices) = match self.program.ops.get(at) {
            Some(Op::Choose(text, ways)) => {
                (text, ways.iter().map(|way| way.label.of(self.language).to_owned()).collect())
            }
            Some(Op::Ask(ask)) => (&ask.text, Vec::new()),
            _ => return,
        };
        let text = text.of(self.language);
        let whole = match before {
            Some(says) => {
                let says = says.words(self.language).replace("{ $word }", &self.facts.words.hint(self.language));
                format!("{says}\n\n{text}")
            }
            None => text.to_owned(),
        };
        self.say(&whole, choices);
    }

    /// It did not understand: it asks again, and after the third time it hands over.
    fn again(mut self, state: &State, at: usize, says: Says) -> (State, Vec<Action>) {
        let misunderstood = state.misunderstood + 1;
        if misunderstood >= MISUNDERSTOOD_MAX {
            return self.hand_over(None, Why::Misunderstood);
        }
        self.question(at, Some(says));
        self.waits(at, misunderstood)
    }

    /// Whether a step comes to people without asking anything more.
    fn leads_to_people(&self, mut at: usize) -> bool {
        for _ in 0..=self.program.ops.len() {
            match self.program.ops.get(at) {
                Some(Op::HandOver(_)) => return true,
                Some(Op::Jump(to)) => at = *to,
                Some(Op::Say(_) | Op::Set(..) | Op::Language(_)) => at += 1,
                Some(Op::Choose(..) | Op::Ask(_) | Op::Closed(..) | Op::End(_)) | None => return false,
            }
        }
        false
    }
}

/// The step behind the choice that a text means: by its number, by its name in any language, by a word of it.
fn chosen(ways: &[Way], text: &str) -> Option<usize> {
    let said = bare(text);
    if said.is_empty() {
        return None;
    }
    if let Ok(number) = said.parse::<usize>()
        && let Some(way) = number.checked_sub(1).and_then(|at| ways.get(at))
    {
        return Some(way.to);
    }
    let names =
        |way: &Way| -> Vec<String> { way.label.all().chain(way.words.iter().map(String::as_str)).map(bare).collect() };
    if let Some(way) = ways.iter().find(|way| names(way).contains(&said)) {
        return Some(way.to);
    }
    let parts: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    // Of several the longest word counts, then the first choice.
    let longest = |way: &Way| {
        let found = names(way).into_iter().filter(|name| person::contains(&parts, name));
        found.map(|name| name.chars().count()).max()
    };
    let mut best: Option<(usize, usize)> = None;
    for way in ways {
        if let Some(length) = longest(way)
            && best.is_none_or(|(most, _)| length > most)
        {
            best = Some((length, way.to));
        }
    }
    best.map(|(_, to)| to)
}
