//! A menu laid out flat: steps with numbers, so that where a talk stands is one number.
//!
//! Every jump goes forward, except those to a menu, and a menu waits. So between two messages of a contact no step is
//! done twice, whatever was written.

use std::collections::BTreeMap;

use crate::domain::bot::menu::{Act, Ask, Block, Menu, Text};
use crate::domain::language::Language;
use crate::domain::text::folded;

/// A step with where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Says something and goes on.
    Say(Text),
    /// Waits for a choice.
    Choose(Text, Vec<Way>),
    /// Waits for an answer, and goes on.
    Ask(Ask),
    /// Keeps something and goes on.
    Set(String, String),
    /// Speaks a language from here on.
    Language(Language),
    /// Goes on if these hours are open, else to a step.
    Closed(String, usize),
    /// Goes to a step.
    Jump(usize),
    /// Hands over.
    HandOver(Option<String>),
    /// Ends.
    End(Option<Text>),
}

/// One choice, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it is called.
    pub label: Text,
    /// By which words it is known too.
    pub words: Vec<String>,
    /// The step.
    pub to: usize,
}

/// A menu that can be walked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// Its steps.
    pub ops: Vec<Op>,
}

#[derive(Default)]
struct Layout {
    ops: Vec<Op>,
    menus: BTreeMap<String, usize>,
    jumps: Vec<(usize, String)>,
}

impl Program {
    /// Lays a menu out.
    #[must_use]
    pub fn of(menu: &Menu) -> Self {
        let mut layout = Layout::default();
        layout.block(&menu.steps);
        // What falls off the end comes to people.
        layout.ops.push(Op::HandOver(None));
        let end = layout.ops.len() - 1;
        for (at, name) in std::mem::take(&mut layout.jumps) {
            let to = layout.menus.get(&name).copied().unwrap_or(end);
            layout.put(at, Op::Jump(to));
        }
        Self { ops: layout.ops }
    }
}

impl Layout {
    fn put(&mut self, at: usize, op: Op) {
        if let Some(place) = self.ops.get_mut(at) {
            *place = op;
        }
    }

    /// A place that is filled in later.
    fn later(&mut self) -> usize {
        self.ops.push(Op::HandOver(None));
        self.ops.len() - 1
    }

    fn block(&mut self, block: &Block) {
        for step in block {
            match &step.act {
                Act::Say(text) => self.ops.push(Op::Say(text.clone())),
                Act::Ask(ask) => self.ops.push(Op::Ask(ask.clone())),
                Act::Set { name, value } => self.ops.push(Op::Set(name.clone(), value.clone())),
                Act::Language(language) => self.ops.push(Op::Language(*language)),
                Act::HandOver(queue) => self.ops.push(Op::HandOver(queue.clone())),
                Act::End(text) => self.ops.push(Op::End(text.clone())),
                Act::GoTo(name) => {
                    let at = self.later();
                    self.jumps.push((at, folded(name)));
                }
                Act::Open { hours, open, closed } => {
                    let test = self.later();
                    self.block(open);
                    let over = self.later();
                    self.put(test, Op::Closed(hours.clone(), self.ops.len()));
                    self.block(closed);
                    self.put(over, Op::Jump(self.ops.len()));
                }
                Act::Choose(choose) => {
                    let at = self.later();
                    if let Some(name) = &choose.name {
                        self.menus.insert(folded(name), at);
                    }
                    let (mut ways, mut ends) = (Vec::new(), Vec::new());
                    for option in &choose.options {
                        let to = self.ops.len();
                        ways.push(Way { label: option.label.clone(), words: option.words.clone(), to });
                        self.block(&option.then);
                        ends.push(self.later());
                    }
                    self.put(at, Op::Choose(choose.text.clone(), ways));
                    let after = self.ops.len();
                    ends.into_iter().for_each(|end| self.put(end, Op::Jump(after)));
                }
            }
        }
    }
}
