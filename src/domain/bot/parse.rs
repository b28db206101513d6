//! From the lines of an outline to a menu; what is wrong is told with its line.

use crate::domain::bot::menu::{Act, Ask, Block, Check, Choice, Choose, Line, Menu, Step, Text};
use crate::domain::bot::outline::{self, Content, Node, Word, limited, wrong};
use crate::domain::language::Language;
use crate::domain::placeholder::{self, is_variable_name};
use crate::domain::refusal::FieldProblem;
use crate::domain::text::utf16_units;

/// The longest text, in UTF-16 units: what a button's message may have.
pub const TEXT_UNITS_MAX: usize = 1_024;
/// The longest name of a choice, in UTF-16 units.
pub const LABEL_UNITS_MAX: usize = 60;
/// The most choices of one menu.
pub const CHOICES_MAX: usize = 10;
/// The longest name of a menu, in characters.
const NAME_CHARS_MAX: usize = 40;
/// The longest shape of a code, in characters.
const CODE_CHARS_MAX: usize = 40;

/// Reads an outline.
///
/// # Errors
/// Everything that is wrong with its form; whether it leads anywhere is asked by [`crate::domain::bot::check`].
pub fn parse(text: &str) -> Result<Menu, Vec<FieldProblem>> {
    let nodes = outline::read(text)?;
    let mut reader = Reader::default();
    let steps = reader.block(&nodes);
    if reader.problems.is_empty() { Ok(Menu { steps }) } else { Err(reader.problems) }
}

#[derive(Default)]
struct Reader {
    problems: Vec<FieldProblem>,
}

impl Reader {
    fn say(&mut self, problem: FieldProblem) {
        self.problems.push(problem);
    }

    fn block(&mut self, nodes: &[Node]) -> Block {
        let mut steps: Block = Vec::new();
        for node in nodes {
            match &node.content {
                Content::Word(Word::Else, _, rest) => {
                    let inside = self.branch(node, rest);
                    match steps.last_mut().map(|step| &mut step.act) {
                        Some(Act::Open { closed, .. }) if closed.is_empty() => *closed = inside,
                        _ => self.say(wrong(node.line, "bot-else")),
                    }
                }
                Content::Word(Word::Words, ..) => self.say(wrong(node.line, "bot-words-place")),
                Content::Word(word, args, rest) => {
                    if let Some(act) = self.act(*word, args, rest, node) {
                        steps.push(Step { line: Line(node.line), act });
                    }
                }
                Content::Choice(_) => self.say(wrong(node.line, "bot-choice-place")),
                Content::In(..) | Content::More(_) => self.say(wrong(node.line, "bot-text-place")),
                Content::Unknown(what) => {
                    self.say(wrong(node.line, "bot-unknown").with("what", what.clone()));
                }
            }
        }
        steps
    }

    fn act(&mut self, word: Word, args: &str, rest: &str, node: &Node) -> Option<Act> {
        match word {
            Word::Say => {
                self.no_args(args, node);
                Some(Act::Say(self.text_alone(rest, node)))
            }
            Word::Choose => Some(Act::Choose(self.choose(args, rest, node))),
            Word::Ask => self.ask(args, rest, node),
            Word::Set => {
                self.childless(node);
                self.name(args, node.line);
                self.text(rest, node.line);
                Some(Act::Set { name: args.to_owned(), value: rest.to_owned() })
            }
            Word::Language => {
                self.childless(node);
                let code = target(args, rest);
                let language = Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(&code));
                if language.is_none() {
                    self.say(wrong(node.line, "bot-language").with("what", code));
                }
                language.map(Act::Language)
            }
            Word::IfOpen => {
                let hours = target(args, rest);
                if hours.is_empty() {
                    self.say(wrong(node.line, "bot-hours-missing"));
                }
                let open = self.branch(node, "");
                Some(Act::Open { hours, open, closed: Vec::new() })
            }
            Word::GoTo => {
                self.childless(node);
                let name = target(args, rest);
                if name.is_empty() {
                    self.say(wrong(node.line, "bot-goto-missing"));
                }
                Some(Act::GoTo(name))
            }
            Word::HandOver => {
                self.childless(node);
                Some(Act::HandOver(Some(target(args, rest)).filter(|queue| !queue.is_empty())))
            }
            Word::End => {
                self.no_args(args, node);
                if rest.is_empty() {
                    self.childless(node);
                    return Some(Act::End(None));
                }
                Some(Act::End(Some(self.text_alone(rest, node))))
            }
            Word::Words | Word::Else => None,
        }
    }

    /// What stands in an `if open` or `else`.
    fn branch(&mut self, node: &Node, rest: &str) -> Block {
        if !rest.is_empty() {
            self.say(wrong(node.line, "bot-below"));
        } else if node.inside.is_empty() {
            self.say(wrong(node.line, "bot-empty"));
        }
        self.block(&node.inside)
    }

    fn no_args(&mut self, args: &str, node: &Node) {
        if !args.is_empty() {
            self.say(wrong(node.line, "bot-colon").with("what", args));
        }
    }

    fn childless(&mut self, node: &Node) {
        if let Some(first) = node.inside.first() {
            self.say(wrong(first.line, "bot-nothing-inside"));
        }
    }

    /// A text in which nothing stands but its languages and further lines.
    fn text_alone(&mut self, rest: &str, node: &Node) -> Text {
        let (text, others) = self.text_of(rest, node);
        if let Some(other) = others.first() {
            self.say(wrong(other.line, "bot-nothing-inside"));
        }
        text
    }

    /// A text with its languages and further lines, and what else stands in its line.
    fn text_of<'a>(&mut self, rest: &str, node: &'a Node) -> (Text, Vec<&'a Node>) {
        let (mut text, mut others) = (Text { plain: rest.to_owned(), ..Text::default() }, Vec::new());
        for inside in &node.inside {
            match &inside.content {
                Content::More(more) => {
                    add_line(&mut text.plain, more);
                    self.lines_below(inside);
                }
                Content::In(language, words) => {
                    let mut whole = words.clone();
                    for line in &inside.inside {
                        match &line.content {
                            Content::More(more) => add_line(&mut whole, more),
                            _ => self.say(wrong(line.line, "bot-nothing-inside")),
                        }
                    }
                    self.text(&whole, inside.line);
                    if text.by_language.insert(language.code(), whole).is_some() {
                        self.say(wrong(inside.line, "bot-language-twice"));
                    }
                }
                Content::Choice(_) | Content::Word(..) | Content::Unknown(_) => others.push(inside),
            }
        }
        let plain = text.plain.clone();
        self.text(&plain, node.line);
        (text, others)
    }

    fn lines_below(&mut self, node: &Node) {
        if let Some(first) = node.inside.first() {
            self.say(wrong(first.line, "bot-nothing-inside"));
        }
    }

    fn text(&mut self, text: &str, line: usize) {
        if text.trim().is_empty() {
            self.say(wrong(line, "bot-text-missing"));
        } else if utf16_units(text) > TEXT_UNITS_MAX {
            self.say(limited(line, "bot-text-long", TEXT_UNITS_MAX));
        } else if let Err(error) = placeholder::parse(text) {
            let mut problem = error.problem(outline::FIELD);
            problem.args.push(("line", line.to_string()));
            self.say(problem);
        }
    }

    fn name(&mut self, name: &str, line: usize) {
        if name.is_empty() {
            self.say(wrong(line, "bot-variable-missing"));
        } else if !is_variable_name(name) {
            self.say(wrong(line, "bot-variable-name").with("name", name));
        }
    }

    fn ask(&mut self, args: &str, rest: &str, node: &Node) -> Option<Act> {
        let (name, kind) = args.split_once('(').unwrap_or((args, ""));
        let (name, kind) = (name.trim(), kind.trim_end().trim_end_matches(')').trim());
        self.name(name, node.line);
        let text = self.text_alone(rest, node);
        let Some(check) = check_of(kind) else {
            self.say(wrong(node.line, "bot-check").with("what", kind));
            return None;
        };
        if let Check::Code(shape) = &check
            && (!shape.contains(['#', '@']) || shape.chars().count() > CODE_CHARS_MAX)
        {
            self.say(limited(node.line, "bot-code", CODE_CHARS_MAX));
        }
        Some(Act::Ask(Ask { name: name.to_owned(), check, text }))
    }

    fn choose(&mut self, name: &str, rest: &str, node: &Node) -> Choose {
        if name.chars().count() > NAME_CHARS_MAX {
            self.say(limited(node.line, "bot-name-long", NAME_CHARS_MAX));
        }
        let (text, others) = self.text_of(rest, node);
        let mut options = Vec::new();
        for other in others {
            match &other.content {
                Content::Choice(label) => options.push(self.choice(label, other)),
                _ => self.say(wrong(other.line, "bot-only-choices")),
            }
        }
        if options.is_empty() {
            self.say(wrong(node.line, "bot-no-choices"));
        } else if options.len() > CHOICES_MAX {
            self.say(limited(node.line, "bot-many-choices", CHOICES_MAX));
        }
        Choose { name: Some(name.to_owned()).filter(|name| !name.is_empty()), text, options }
    }

    fn choice(&mut self, label: &str, node: &Node) -> Choice {
        let mut texts = Text { plain: label.to_owned(), ..Text::default() };
        let (mut words, mut rest) = (Vec::new(), Vec::new());
        for inside in &node.inside {
            match &inside.content {
                Content::In(language, label) => {
                    self.lines_below(inside);
                    self.label(label, inside.line);
                    texts.by_language.insert(language.code(), label.clone());
                }
                Content::Word(Word::Words, args, list) => {
                    self.childless(inside);
                    let list = if list.is_empty() { args } else { list };
                    words.extend(list.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
                }
                _ => rest.push(inside.clone()),
            }
        }
        self.label(label, node.line);
        Choice { line: Line(node.line), label: texts, words, then: self.block(&rest) }
    }

    fn label(&mut self, label: &str, line: usize) {
        if label.trim().is_empty() {
            self.say(wrong(line, "bot-label-missing"));
        } else if utf16_units(label) > LABEL_UNITS_MAX {
            self.say(limited(line, "bot-label-long", LABEL_UNITS_MAX));
        }
    }
}

fn add_line(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// `hand over: Orders` and `hand over Orders` say the same.
fn target(args: &str, rest: &str) -> String {
    [args, rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// What stands in the brackets behind a variable.
fn check_of(kind: &str) -> Option<Check> {
    let (word, shape) = kind.split_once(char::is_whitespace).unwrap_or((kind, ""));
    let check = match crate::domain::text::folded(word).as_str() {
        "" | "text" | "κειμενο" => Check::Text,
        "number" | "αριθμοσ" => Check::Number,
        "e-mail" | "email" => Check::Email,
        "date" | "ημερομηνια" => Check::Date,
        "code" | "κωδικοσ" => return Some(Check::Code(shape.trim().to_owned())),
        _ => return None,
    };
    shape.trim().is_empty().then_some(check)
}
