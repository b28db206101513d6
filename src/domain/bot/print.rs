//! A menu as an outline, in the words of a language.

use crate::domain::bot::menu::{Act, Ask, Check, Choice, Choose, Menu, Step, Text};
use crate::domain::bot::outline::Word;
use crate::domain::language::Language;

/// Writes the outline that is read as this menu.
#[must_use]
pub fn print(menu: &Menu, language: Language) -> String {
    let mut printer = Printer { language, out: String::new() };
    printer.block(&menu.steps, 0);
    printer.out
}

struct Printer {
    language: Language,
    out: String,
}

impl Printer {
    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn word(&mut self, depth: usize, word: Word, args: &str, rest: &str) {
        let mut line = word.of(self.language).to_owned();
        if !args.is_empty() {
            line.push(' ');
            line.push_str(args);
        }
        if !rest.is_empty() {
            line.push_str(": ");
            line.push_str(rest);
        }
        self.line(depth, &line);
    }

    fn block(&mut self, steps: &[Step], depth: usize) {
        for step in steps {
            match &step.act {
                Act::Say(text) => self.text(depth, Word::Say, "", text),
                Act::Choose(choose) => self.choose(depth, choose),
                Act::Ask(Ask { name, check, text }) => {
                    let args = match check {
                        Check::Text => name.clone(),
                        check => format!("{name} ({})", self.check(check)),
                    };
                    self.text(depth, Word::Ask, &args, text);
                }
                Act::Set { name, value } => self.word(depth, Word::Set, name, value),
                Act::Language(language) => self.word(depth, Word::Language, "", language.code()),
                Act::Open { hours, open, closed } => {
                    self.word(depth, Word::IfOpen, "", hours);
                    self.block(open, depth + 1);
                    if !closed.is_empty() {
                        self.word(depth, Word::Else, "", "");
                        self.block(closed, depth + 1);
                    }
                }
                Act::GoTo(name) => self.word(depth, Word::GoTo, "", name),
                Act::HandOver(queue) => self.word(depth, Word::HandOver, "", queue.as_deref().unwrap_or_default()),
                Act::End(None) => self.word(depth, Word::End, "", ""),
                Act::End(Some(text)) => self.text(depth, Word::End, "", text),
            }
        }
    }

    fn check(&self, check: &Check) -> String {
        let greek = self.language == Language::El;
        match check {
            Check::Text => if greek { "κείμενο" } else { "text" }.to_owned(),
            Check::Number => if greek { "αριθμός" } else { "number" }.to_owned(),
            Check::Email => "e-mail".to_owned(),
            Check::Date => if greek { "ημερομηνία" } else { "date" }.to_owned(),
            Check::Code(shape) => format!("{} {shape}", if greek { "κωδικός" } else { "code" }),
        }
    }

    fn text(&mut self, depth: usize, word: Word, args: &str, text: &Text) {
        let mut lines = text.plain.split('\n');
        self.word(depth, word, args, lines.next().unwrap_or_default());
        for more in lines {
            self.line(depth + 1, &format!("| {more}"));
        }
        self.languages(depth + 1, text);
    }

    fn languages(&mut self, depth: usize, text: &Text) {
        for (code, words) in &text.by_language {
            let mut lines = words.split('\n');
            self.line(depth, &format!("{code}: {}", lines.next().unwrap_or_default()));
            for more in lines {
                self.line(depth + 1, &format!("| {more}"));
            }
        }
    }

    fn choose(&mut self, depth: usize, choose: &Choose) {
        self.text(depth, Word::Choose, choose.name.as_deref().unwrap_or_default(), &choose.text);
        for Choice { label, words, then, .. } in &choose.options {
            self.line(depth + 1, &format!("- {}", label.plain));
            self.languages(depth + 2, label);
            if !words.is_empty() {
                self.word(depth + 2, Word::Words, "", &words.join(", "));
            }
            self.block(then, depth + 2);
        }
    }
}
