//! Rules as sentences: what `domain::rule::sentence` decided, in the reader's language, with the names of things.
//!
//! What stands in a sentence is set off from it. So each value goes into the text between two marks that no text from
//! outside can have, and the text is taken apart there again.

use std::collections::BTreeMap;

use crate::domain::hours::Day;
use crate::domain::ids::{HoursId, NumberId, QueueId, SkillId};
use crate::domain::rule::Join;
use crate::domain::rule::sentence::{self, Part, Sentence, Value};
use crate::store::rule::Says;
use crate::store::{Db, Fault, hours, number, queue, skill};
use crate::web::i18n::Locale;
use crate::web::quick_replies::language_name;

const BEGIN: char = '\u{f0000}';
const END: char = '\u{f0001}';
const TARGET: char = '\u{f0002}';

/// What things are called that rules name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Queues, also deleted ones.
    pub queues: BTreeMap<QueueId, String>,
    /// Skills, also deleted ones.
    pub skills: BTreeMap<SkillId, String>,
    /// Opening hours.
    pub hours: BTreeMap<HoursId, String>,
    /// Our numbers.
    pub numbers: BTreeMap<NumberId, String>,
}

impl Names {
    /// Everything that rules may name.
    ///
    /// # Errors
    /// The store's.
    pub fn load(db: &Db) -> Result<Self, Fault> {
        Ok(Self {
            queues: queue::names(db)?,
            skills: skill::names(db)?,
            hours: hours::list(db)?.into_iter().map(|one| (one.id, one.name)).collect(),
            numbers: number::list(db)?.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are a value.
    pub slot: bool,
    /// Whether they are what the rule leads to.
    pub target: bool,
}

/// A rule as pieces of a sentence.
#[must_use]
pub fn pieces(says: &Says, names: &Names, l: Locale) -> Vec<Piece> {
    apart(&marked(says, names, l))
}

/// A rule as a plain sentence.
#[must_use]
pub fn plain(says: &Says, names: &Names, l: Locale) -> String {
    pieces(says, names, l).into_iter().map(|piece| piece.text).collect()
}

/// One condition as pieces.
#[must_use]
pub fn clause(clause: &crate::domain::condition::Clause, names: &Names, l: Locale) -> Vec<Piece> {
    apart(&Words { names, l, begin: BEGIN }.part(&sentence::part(clause)))
}

fn marked(says: &Says, names: &Names, l: Locale) -> String {
    match says {
        Says::Sets(body) => whole(&sentence::classification(body), names, l),
        Says::To(body) => whole(&sentence::route(body), names, l),
    }
}

fn whole(sentence: &Sentence<'_>, names: &Names, l: Locale) -> String {
    let all = |parts: &[Part<'_>], begin| -> Vec<String> {
        let words = Words { names, l, begin };
        parts.iter().map(|part| words.part(part)).collect()
    };
    let then = listed(&all(&sentence.then, TARGET), &l.t("rule-and"));
    if sentence.when.is_empty() {
        return l.t1("rule-sentence-always", "then", then);
    }
    let between = match sentence.join {
        Join::All => "rule-and-when",
        Join::Any => "rule-or-when",
    };
    let when = all(&sentence.when, BEGIN).join(&l.t(between));
    l.t2("rule-sentence", "when", when, "then", then)
}

/// `a, b and c`.
fn listed(texts: &[String], last_by: &str) -> String {
    match texts.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{}{last_by}{last}", others.join(", ")),
        _ => texts.concat(),
    }
}

struct Words<'a> {
    names: &'a Names,
    l: Locale,
    begin: char,
}

impl Words<'_> {
    fn part(&self, part: &Part<'_>) -> String {
        let not = if part.not { "-not" } else { "" };
        let mut values: BTreeMap<String, String> =
            part.values.iter().map(|(name, value)| ((*name).to_owned(), self.value(value))).collect();
        if let ("set-tags", Some((name, Value::Texts(tags)))) = (part.key, part.values.first()) {
            let tags: Vec<String> = tags.iter().map(|tag| self.slot(tag)).collect();
            values.insert((*name).to_owned(), listed(&tags, &self.l.t("rule-and")));
        }
        if let Some((_, Value::Skill(_, level))) = part.values.first() {
            values.insert("level".to_owned(), self.slot(&level.number().to_string()));
        }
        self.l.filled(&format!("rule-part-{}{not}", part.key), &values)
    }

    fn slot(&self, text: &str) -> String {
        let clean: String = text.chars().filter(|c| !matches!(*c, BEGIN | END | TARGET)).collect();
        format!("{}{clean}{END}", self.begin)
    }

    fn any<T>(&self, values: &[T], name: impl Fn(&T) -> String) -> String {
        let slots: Vec<String> = values.iter().map(|value| self.slot(&name(value))).collect();
        listed(&slots, &self.l.t("rule-or"))
    }

    fn name<K: Ord>(&self, names: &BTreeMap<K, String>, id: &K) -> String {
        names.get(id).cloned().unwrap_or_else(|| self.l.t("rule-gone"))
    }

    fn value(&self, value: &Value<'_>) -> String {
        match value {
            Value::Texts(any) => self.any(any, |text| language_name(text, self.l)),
            Value::Text(text) => self.slot(text),
            Value::Numbers(any) => self.any(any, |id| self.name(&self.names.numbers, id)),
            Value::Queue(id) => self.slot(&self.name(&self.names.queues, id)),
            Value::Skill(id, _) => self.slot(&self.name(&self.names.skills, id)),
            Value::Hours(id) => self.slot(&self.name(&self.names.hours, id)),
            Value::Days(days) => self.any(days, |day| day_name(day, &self.l)),
            Value::Time(time) => self.slot(&time.to_string()),
            Value::Priority(priority) => self.slot(&priority.number().to_string()),
        }
    }
}

/// The short name of a day of the week.
#[must_use]
pub fn day_name(day: &Day, l: &Locale) -> String {
    let at = Day::ALL.iter().position(|one| one == day).unwrap_or(0) + 1;
    l.t(format!("time-weekday-short-{at}"))
}

fn apart(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in text.split([BEGIN, TARGET]).enumerate() {
        let target = at > 0 && opened_by(text, at) == Some(TARGET);
        match part.split_once(END) {
            Some((value, rest)) => {
                pieces.push(Piece { text: value.to_owned(), slot: true, target });
                pieces.push(Piece { text: rest.to_owned(), slot: false, target: false });
            }
            None => pieces.push(Piece { text: part.to_owned(), slot: false, target: false }),
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The mark that opens the value at this place, from 1.
fn opened_by(text: &str, at: usize) -> Option<char> {
    text.chars().filter(|c| matches!(*c, BEGIN | TARGET)).nth(at - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn names() -> Names {
        Names {
            queues: [(QueueId(1), "Orders".to_owned())].into(),
            skills: [(SkillId(2), "Αγγλικά".to_owned())].into(),
            hours: [(HoursId(3), "Shop".to_owned())].into(),
            numbers: [(NumberId(4), "Main".to_owned())].into(),
        }
    }

    fn says(language: Language, json: &str) -> String {
        let says = if json.contains("queue") {
            Says::To(serde_json::from_str(json).unwrap())
        } else {
            Says::Sets(serde_json::from_str(json).unwrap())
        };
        plain(&says, &names(), Locale(language))
    }

    #[test]
    fn rules_read_as_sentences() {
        let en = |json| says(Language::En, json);
        assert_eq!(
            en(r#"{"when":[{"is":{"first_message":{"contains":["a","b","c"]}}}],"then":{"queue":"1"}}"#),
            "When the first message contains a, b or c, send it to Orders."
        );
        assert_eq!(en(r#"{"then":{"queue":"9"}}"#), "In any case, send it to something deleted.");
        assert_eq!(
            en(
                r#"{"join":"any","when":[{"is":{"number":["4"]},"not":true},{"is":{"hours":{"hours":"3","open":false}}}],
                "then":{"skills":[{"skill":"2","level":5}],"priority":7,"tags":["vip"]}}"#
            ),
            "When it was not written to Main, or it is outside the opening hours Shop, \
             it needs Αγγλικά at level 5, give it priority 7 and tag it vip."
        );
        let greek = says(Language::El, r#"{"when":[{"is":{"contact":"new"}}],"then":{"queue":"1"}}"#);
        assert!(greek.starts_with("Όταν") && greek.ends_with("Orders."), "{greek}");
    }

    #[test]
    fn what_stands_in_a_sentence_is_set_off() {
        let json = r#"{"when":[{"is":{"tag":["x\udb80\udc00y"]}}],"then":{"queue":"1"}}"#;
        let pieces = pieces(&Says::To(serde_json::from_str(json).unwrap()), &names(), Locale(Language::En));
        let slots: Vec<_> = pieces.iter().filter(|one| one.slot).map(|one| (one.text.as_str(), one.target)).collect();
        assert_eq!(slots, [("xy", false), ("Orders", true)]);
    }

    #[test]
    fn every_part_has_its_words_in_both_languages() {
        let source = include_str!("../domain/rule/sentence.rs");
        let keys = source.split('"').skip(1).step_by(2).filter(|word| {
            word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                && Locale(Language::En).has(&format!("rule-part-{word}"))
        });
        let keys: std::collections::BTreeSet<&str> = keys.collect();
        assert!(keys.len() >= 27, "{keys:?}");
        for key in keys {
            for language in Language::ALL {
                assert!(Locale(language).has(&format!("rule-part-{key}")), "{key}");
                let then = ["skill", "priority", "set-variable", "set-tags", "queue"].contains(&key);
                assert!(then || Locale(language).has(&format!("rule-part-{key}-not")), "{key}");
            }
        }
    }
}
