//! The outline as text: lines, how far they are indented, and the words that they begin with.
//!
//! ```text
//! say: Welcome to Iris Flowers.
//!   el: Καλώς ήρθατε στα Άνθη Ίρις.
//! choose main: How can we help?
//!   el: Πώς μπορούμε να βοηθήσουμε;
//!   - My order
//!       el: Η παραγγελία μου
//!       words: order, παραγγελία, δέμα
//!       ask order_id (code GR-####): What is your order number?
//!         el: Ποιος είναι ο αριθμός της παραγγελίας;
//!       hand over: Orders
//!   - Opening hours
//!       el: Ωράριο
//!       if open: Shop
//!         say: We are open now.
//!       else:
//!         say: We are closed now.
//!       go to: main
//! ```

use crate::domain::language::Language;
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::folded;

/// The field that an outline stands in.
pub const FIELD: &str = "outline";
/// The longest outline, in lines.
pub const LINES_MAX: usize = 500;
/// The longest outline, in characters.
pub const CHARS_MAX: usize = 10_000;
/// How deep things may stand in each other.
pub const DEPTH_MAX: usize = 12;

words! {
    /// What a line can begin with.
    Word {
        /// A text.
        Say = "say",
        /// A question with choices.
        Choose = "choose",
        /// A question whose answer is kept.
        Ask = "ask",
        /// By which words a choice is known too.
        Words = "words",
        /// Keeps something.
        Set = "set",
        /// Speaks a language.
        Language = "language",
        /// What is done while something is open.
        IfOpen = "if open",
        /// What is done while it is not.
        Else = "else",
        /// Goes to a menu.
        GoTo = "go to",
        /// Hands over.
        HandOver = "hand over",
        /// Ends.
        End = "end",
    }
}

impl Word {
    /// The word in a language.
    #[must_use]
    pub const fn of(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::En, word) => word.word(),
            (Language::El, Self::Say) => "πες",
            (Language::El, Self::Choose) => "επιλογή",
            (Language::El, Self::Ask) => "ρώτησε",
            (Language::El, Self::Words) => "λέξεις",
            (Language::El, Self::Set) => "όρισε",
            (Language::El, Self::Language) => "γλώσσα",
            (Language::El, Self::IfOpen) => "αν ανοιχτά",
            (Language::El, Self::Else) => "αλλιώς",
            (Language::El, Self::GoTo) => "πήγαινε",
            (Language::El, Self::HandOver) => "παράδωσε",
            (Language::El, Self::End) => "τέλος",
        }
    }

    /// The word that a line begins with, and what stands between it and the colon.
    #[must_use]
    pub fn read(head: &str) -> Option<(Self, String)> {
        let parts: Vec<&str> = head.split_whitespace().collect();
        let (mut first, mut found) = (String::new(), None);
        for (at, part) in parts.iter().enumerate().take(2) {
            if at > 0 {
                first.push(' ');
            }
            first.push_str(&folded(part));
            let is = |word: &Self| Language::ALL.iter().any(|language| folded(word.of(*language)) == first);
            if let Some(word) = Self::ALL.iter().copied().find(is) {
                let rest: Vec<&str> = parts.iter().skip(at + 1).copied().collect();
                found = Some((word, rest.join(" ")));
            }
        }
        found
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// `- label`.
    Choice(String),
    /// `el: text`.
    In(Language, String),
    /// `| text`: one line more of the text above.
    More(String),
    /// A word, what stands behind it, and what stands behind the colon.
    Word(Word, String, String),
    /// Nothing that we know.
    Unknown(String),
}

/// A line with those that stand deeper below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number, from 1.
    pub line: usize,
    /// What it says.
    pub content: Content,
    /// What stands in it.
    pub inside: Vec<Node>,
}

/// Something wrong with a line.
#[must_use]
pub fn wrong(line: usize, problem: &'static str) -> FieldProblem {
    FieldProblem::new(FIELD, problem).with("line", line.to_string())
}

/// The same, with a limit.
#[must_use]
pub fn limited(line: usize, problem: &'static str, limit: usize) -> FieldProblem {
    FieldProblem { limit: Some(i64::try_from(limit).unwrap_or(i64::MAX)), ..wrong(line, problem) }
}

/// The line that a problem is about.
#[must_use]
pub fn line_of(problem: &FieldProblem) -> Option<usize> {
    problem.args.iter().find(|(name, _)| *name == "line").and_then(|(_, line)| line.parse().ok())
}

/// Reads an outline into a tree of lines.
///
/// # Errors
/// Too much, too deep, or indented as nothing above it.
pub fn read(text: &str) -> Result<Vec<Node>, Vec<FieldProblem>> {
    if text.chars().nth(CHARS_MAX).is_some() {
        return Err(vec![limited(1, "bot-chars", CHARS_MAX)]);
    }
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            lines.push((indent(line), number, content(bare)));
        }
    }
    if lines.len() > LINES_MAX {
        return Err(vec![limited(lines.get(LINES_MAX).map_or(1, |line| line.1), "bot-lines", LINES_MAX)]);
    }
    let (mut problems, mut rest) = (Vec::new(), lines.into_iter().peekable());
    let nodes = nest(&mut rest, 0, 0, &mut problems);
    if problems.is_empty() { Ok(nodes) } else { Err(problems) }
}

type Lines = std::iter::Peekable<std::vec::IntoIter<(usize, usize, Content)>>;

fn nest(lines: &mut Lines, least: usize, depth: usize, problems: &mut Vec<FieldProblem>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut column = None;
    while let Some((indent, line, _)) = lines.peek().map(|(indent, line, content)| (*indent, *line, content)) {
        if indent < least {
            break;
        }
        let own = *column.get_or_insert(indent);
        if indent > own {
            if depth >= DEPTH_MAX {
                problems.push(limited(line, "bot-deep", DEPTH_MAX));
                lines.for_each(drop);
                break;
            }
            let inside = nest(lines, own + 1, depth + 1, problems);
            if let Some(above) = nodes.last_mut() {
                above.inside.extend(inside);
            }
            continue;
        }
        if indent < own {
            problems.push(wrong(line, "bot-indent"));
        }
        if let Some((_, line, content)) = lines.next() {
            let node = Node { line, content, inside: Vec::new() };
            match nodes.last_mut() {
                // One line more of the text above it may stand right below that, or deeper.
                Some(above) if matches!(node.content, Content::More(_)) => above.inside.push(node),
                _ => nodes.push(node),
            }
        }
    }
    nodes
}

/// How far a line is indented; a tab is four blanks.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn content(line: &str) -> Content {
    if let Some(label) = line.strip_prefix(['-', '–', '•']) {
        return Content::Choice(label.trim().to_owned());
    }
    if let Some(more) = line.strip_prefix('|') {
        return Content::More(more.trim().to_owned());
    }
    let (head, rest) = line.split_once(':').unwrap_or((line, ""));
    let language = Language::ALL.into_iter().find(|language| head.trim().eq_ignore_ascii_case(language.code()));
    match (language, Word::read(head)) {
        (Some(language), _) => Content::In(language, rest.trim().to_owned()),
        (None, Some((word, args))) => Content::Word(word, args, rest.trim().to_owned()),
        (None, None) => Content::Unknown(crate::domain::text::one_line(line, 40)),
    }
}
