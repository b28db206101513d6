//! Whether a menu leads anywhere: every way through it must come to people, to an end, or back to a menu.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::bot::menu::{Act, Block, Check, Choose, Menu, Step};
use crate::domain::bot::outline::{limited, wrong};
use crate::domain::bot::parse::parse;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::folded;

/// The most messages that a bot sends in a row.
pub const MESSAGES_MAX: usize = 6;

/// What a menu may name.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The queues.
    pub queues: Vec<String>,
    /// The opening hours.
    pub hours: Vec<String>,
    /// The variables of the workstream that hold numbers.
    pub numbers: BTreeSet<String>,
}

/// Reads an outline and asks whether it may be published.
///
/// # Errors
/// Everything that is wrong, by line.
pub fn read(text: &str, known: &Known) -> Result<Menu, Vec<FieldProblem>> {
    let menu = parse(text)?;
    let mut problems = problems(&menu, known);
    if problems.is_empty() {
        return Ok(menu);
    }
    problems.sort_by_key(crate::domain::bot::outline::line_of);
    Err(problems)
}

/// What is wrong with a menu that could be read.
#[must_use]
pub fn problems(menu: &Menu, known: &Known) -> Vec<FieldProblem> {
    let mut seeker = Seeker { known, menus: BTreeMap::new(), jumps: Vec::new(), problems: Vec::new() };
    menu.each(&mut |step| seeker.step(step));
    for (line, name) in std::mem::take(&mut seeker.jumps) {
        if !seeker.menus.contains_key(&folded(name)) {
            seeker.problems.push(wrong(line, "bot-goto-nowhere").with("name", name));
        }
    }
    if menu.steps.is_empty() {
        seeker.problems.push(wrong(1, "bot-nothing"));
    } else {
        seeker.ways(&menu.steps, true, 1);
    }
    in_a_row(&menu.steps, 0, &mut seeker.problems);
    seeker.problems
}

struct Seeker<'a> {
    known: &'a Known,
    menus: BTreeMap<String, usize>,
    jumps: Vec<(usize, &'a str)>,
    problems: Vec<FieldProblem>,
}

fn is_among(names: &[String], name: &str) -> bool {
    names.iter().any(|known| folded(known) == folded(name))
}

impl<'a> Seeker<'a> {
    fn step(&mut self, step: &'a Step) {
        let line = step.line.0;
        match &step.act {
            Act::Choose(choose) => self.choose(choose, line),
            Act::Ask(ask) if self.known.numbers.contains(&ask.name) && ask.check != Check::Number => {
                self.problems.push(wrong(line, "bot-variable-number").with("name", ask.name.clone()));
            }
            Act::Set { name, value } if self.known.numbers.contains(name) && value.parse::<f64>().is_err() => {
                self.problems.push(wrong(line, "bot-variable-number").with("name", name.clone()));
            }
            Act::Open { hours, .. } if !hours.is_empty() && !is_among(&self.known.hours, hours) => {
                self.problems.push(wrong(line, "bot-hours-unknown").with("name", hours.clone()));
            }
            Act::HandOver(Some(queue)) if !is_among(&self.known.queues, queue) => {
                self.problems.push(wrong(line, "bot-queue-unknown").with("name", queue.clone()));
            }
            Act::GoTo(name) if !name.is_empty() => self.jumps.push((line, name)),
            Act::Say(_)
            | Act::Ask(_)
            | Act::Set { .. }
            | Act::Language(_)
            | Act::Open { .. }
            | Act::GoTo(_)
            | Act::HandOver(_)
            | Act::End(_) => {}
        }
    }

    fn choose(&mut self, choose: &'a Choose, line: usize) {
        if let Some(name) = &choose.name
            && self.menus.insert(folded(name), line).is_some()
        {
            self.problems.push(wrong(line, "bot-name-twice").with("name", name.clone()));
        }
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (at, option) in choose.options.iter().enumerate() {
            let own: BTreeSet<String> =
                option.label.all().chain(option.words.iter().map(String::as_str)).map(folded).collect();
            for word in own {
                if let Some(other) = taken.insert(word.clone(), at)
                    && other != at
                {
                    self.problems.push(wrong(option.line.0, "bot-choice-twice").with("what", word));
                }
            }
        }
    }

    /// Tells of ways that end nowhere, and of steps that nothing comes to. `last`: nothing follows the block. Whether it
    /// is left at its end.
    fn ways(&mut self, block: &Block, last: bool, line: usize) -> bool {
        let mut goes_on = true;
        let mut end = line;
        for (at, step) in block.iter().enumerate() {
            if !goes_on {
                self.problems.push(wrong(step.line.0, "bot-never"));
                return false;
            }
            end = step.line.0;
            let last = last && at + 1 == block.len();
            goes_on = match &step.act {
                Act::Choose(choose) => {
                    let mut on = false;
                    for option in &choose.options {
                        on |= self.ways(&option.then, last, option.line.0);
                    }
                    // Each way in it that leads nowhere was told of.
                    if last { false } else { on }
                }
                Act::Open { open, closed, .. } => {
                    let on = self.ways(open, last && !open.is_empty(), end);
                    let else_on = self.ways(closed, last, end);
                    if last { false } else { on || else_on }
                }
                Act::Say(_) | Act::Ask(_) | Act::Set { .. } | Act::Language(_) => true,
                Act::GoTo(_) | Act::HandOver(_) | Act::End(_) => false,
            };
        }
        if goes_on && last {
            self.problems.push(wrong(end, "bot-no-end"));
        }
        goes_on
    }
}

/// How many messages may go before a block is left, counted from `before`; tells where they become too many.
fn in_a_row(block: &Block, before: usize, problems: &mut Vec<FieldProblem>) -> usize {
    let mut count = before;
    for step in block {
        count = match &step.act {
            Act::Say(_) => count + 1,
            Act::Choose(choose) => {
                let most = choose.options.iter().map(|option| in_a_row(&option.then, 0, problems)).max();
                most.unwrap_or_default()
            }
            Act::Ask(_) => 0,
            Act::Open { open, closed, .. } => in_a_row(open, count, problems).max(in_a_row(closed, count, problems)),
            Act::Set { .. } | Act::Language(_) | Act::GoTo(_) | Act::HandOver(_) | Act::End(_) => count,
        };
        if count == MESSAGES_MAX && matches!(step.act, Act::Say(_)) {
            problems.push(limited(step.line.0, "bot-many-messages", MESSAGES_MAX));
        }
    }
    count
}
