//! The tree that a menu bot follows, as values.

use std::collections::BTreeMap;

use crate::domain::language::Language;

/// The line of the outline that something stands in; two things that differ in it alone are the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line(pub usize);

impl PartialEq for Line {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Line {}

/// A text: as it stands, and in languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// For those languages that have none of their own.
    pub plain: String,
    /// In a language.
    pub by_language: BTreeMap<&'static str, String>,
}

impl Text {
    /// What it says in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        self.by_language.get(language.code()).map_or(&self.plain, String::as_str)
    }

    /// Everything that it may say.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.plain.as_str()).chain(self.by_language.values().map(String::as_str))
    }

    /// The longest, in UTF-16 units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.all().map(crate::domain::text::utf16_units).max().unwrap_or_default()
    }
}

/// Steps, one after the other.
pub type Block = Vec<Step>;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it stands.
    pub line: Line,
    /// What is done.
    pub act: Act,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Says something.
    Say(Text),
    /// Lets the contact choose.
    Choose(Choose),
    /// Asks something and keeps the answer.
    Ask(Ask),
    /// Keeps something.
    Set {
        /// The variable.
        name: String,
        /// Its value.
        value: String,
    },
    /// Speaks this language from here on.
    Language(Language),
    /// Goes on by opening hours.
    Open {
        /// The name of the hours.
        hours: String,
        /// While they are open.
        open: Block,
        /// Else.
        closed: Block,
    },
    /// Goes to a menu that has this name.
    GoTo(String),
    /// Hands over to people: in this queue, or where rules say.
    HandOver(Option<String>),
    /// Ends the conversation, perhaps with a last word.
    End(Option<Text>),
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choose {
    /// What `go to` calls it.
    pub name: Option<String>,
    /// The question.
    pub text: Text,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Where it stands.
    pub line: Line,
    /// What it is called.
    pub label: Text,
    /// By which words it is known too.
    pub words: Vec<String>,
    /// What follows.
    pub then: Block,
}

/// A question whose answer is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The variable.
    pub name: String,
    /// What an answer must be.
    pub check: Check,
    /// The question.
    pub text: Text,
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// An e-mail address.
    Email,
    /// A day.
    Date,
    /// A code of this shape: `#` is a digit, `@` a letter.
    Code(String),
}

/// A whole menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    /// What is done.
    pub steps: Block,
}

impl Menu {
    /// Calls `see` with every step, from the top.
    pub fn each<'a>(&'a self, see: &mut impl FnMut(&'a Step)) {
        each(&self.steps, see);
    }

    /// The queues that it names, with their lines.
    #[must_use]
    pub fn queues(&self) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        self.each(&mut |step| {
            if let Act::HandOver(Some(queue)) = &step.act {
                found.push((step.line.0, queue.as_str()));
            }
        });
        found
    }

    /// The opening hours that it names, with their lines.
    #[must_use]
    pub fn hours(&self) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        self.each(&mut |step| {
            if let Act::Open { hours, .. } = &step.act {
                found.push((step.line.0, hours.as_str()));
            }
        });
        found
    }
}

fn each<'a>(block: &'a [Step], see: &mut impl FnMut(&'a Step)) {
    for step in block {
        see(step);
        match &step.act {
            Act::Choose(choose) => choose.options.iter().for_each(|option| each(&option.then, see)),
            Act::Open { open, closed, .. } => {
                each(open, see);
                each(closed, see);
            }
            Act::Say(_)
            | Act::Ask(_)
            | Act::Set { .. }
            | Act::Language(_)
            | Act::GoTo(_)
            | Act::HandOver(_)
            | Act::End(_) => {}
        }
    }
}
