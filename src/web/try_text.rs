//! The test box of every editor of texts with placeholders: what the text says once with values and once when
//! nothing is known, as the phone shows it. It is part of the editor's page; a script asks for it while one types.

use std::ops::Range;

use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::compose::TEXT_UNITS_MAX;
use crate::domain::placeholder::{self, KNOWN, Piece, Shown, VARIABLE, Values};
use crate::domain::template::{self, FILLED_CHARS_MAX};
use crate::domain::text;
use crate::domain::variable::Variables;
use crate::web::form::PostedForm;
use crate::web::formatted;
use crate::web::guards::Agent;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// Before the name of a placeholder in the form that tries it.
const PREFIX: &str = "try.";

/// A value to try the text with.
pub struct Sample {
    /// The placeholder.
    pub name: String,
    /// What it is in words.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// The box as the template shows it.
pub struct TryView {
    /// Every placeholder as it is written, and what it is in words.
    pub known: Vec<(String, String)>,
    /// The placeholders of the text.
    pub samples: Vec<Sample>,
    /// With these values; nothing if the text is wrong.
    pub filled: Vec<formatted::Piece>,
    /// When nothing is known.
    pub bare: Vec<formatted::Piece>,
    /// What is wrong.
    pub problem: Option<String>,
    /// How long it is with these values.
    pub count: String,
}

impl TryView {
    /// The box for a text and for the values that were typed into it.
    #[must_use]
    pub fn of(typed: &str, pairs: &[(String, String)], l: Locale) -> Self {
        Self::with(typed, &[], pairs, l)
    }

    /// The box for a text that may name `more` than every text may.
    #[must_use]
    pub fn with(typed: &str, more: &[&str], pairs: &[(String, String)], l: Locale) -> Self {
        let (pieces, problem) = match placeholder::parse_with(&text::clean(typed, usize::MAX), more) {
            Ok(pieces) => (pieces, None),
            Err(error) => (Vec::new(), Some(l.problem(&error.problem("text")))),
        };
        let samples = samples(&pieces, pairs, l);
        let values: Values = samples.iter().map(|sample| (sample.name.clone(), sample.value.clone())).collect();
        let length = text::utf16_units(placeholder::render(&pieces, &values).trim());
        let own = more.iter().map(|name| described(name, l));
        Self {
            known: own.chain(known(l)).collect(),
            filled: as_shown(&placeholder::shown(&pieces, &values)),
            bare: as_shown(&placeholder::shown(&pieces, &Values::new())),
            problem,
            count: l.t2("composer-count", "n", length, "limit", TEXT_UNITS_MAX),
            samples,
        }
    }
}

/// A template with what fills its variables in: its text, its samples, its bindings.
type Bound = (String, Variables, Variables);

/// The template in a form of bindings, if it is one.
fn bound_template(pairs: &[(String, String)]) -> Option<Bound> {
    let under = |prefix: &str| -> Variables {
        let with = pairs.iter().filter_map(|(name, text)| Some((name.strip_prefix(prefix)?.to_owned(), text.clone())));
        with.collect()
    };
    let body = pairs.iter().find(|(name, _)| name == "body").map(|(_, text)| text.clone())?;
    Some((body, under("sample-"), under("bind-")))
}

impl TryView {
    /// The box for a template whose variables are bound: the whole text with what the bindings say. A variable that
    /// gets nothing is shown as three dots, for then the agent fills it in; one without a binding shows its sample.
    #[must_use]
    pub fn of_template(
        body: &str,
        given: &Variables,
        bindings: &Variables,
        pairs: &[(String, String)],
        l: Locale,
    ) -> Self {
        let bindings: Variables = bindings
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(name, text)| (name.clone(), text.clone()))
            .collect();
        let (mut pieces, mut problem) = (Vec::new(), None);
        for text in bindings.values() {
            match placeholder::parse(text) {
                Ok(found) => pieces.extend(found),
                Err(error) => problem = problem.or_else(|| Some(l.problem(&error.problem("text")))),
            }
        }
        let samples = samples(&pieces, pairs, l);
        let values: Values = samples.iter().map(|sample| (sample.name.clone(), sample.value.clone())).collect();
        let said = |known: &Values| -> Vec<Shown> {
            let mut filled: Variables = given.clone();
            filled.retain(|name, _| !bindings.contains_key(name));
            filled.extend(template::bound(&bindings, known));
            let hole = |name: &String| !filled.contains_key(name);
            let shown = template::shown(body, &filled).into_iter();
            shown
                .map(|piece| match piece.variable {
                    Some(name) if hole(&name) => Shown { text: "…".to_owned(), placeholder: Some(name) },
                    name => Shown { text: piece.text, placeholder: name },
                })
                .collect()
        };
        let (with, without) = (said(&values), said(&Values::new()));
        let length = with.iter().map(|piece| piece.text.chars().count()).sum::<usize>();
        let show = !bindings.is_empty() && problem.is_none();
        Self {
            known: known(l),
            filled: if show { as_shown(&with) } else { Vec::new() },
            bare: if show { as_shown(&without) } else { Vec::new() },
            problem,
            count: if show { l.t2("composer-count", "n", length, "limit", FILLED_CHARS_MAX) } else { String::new() },
            samples,
        }
    }
}

/// Every placeholder as it is written, and what it is in words.
fn known(l: Locale) -> Vec<(String, String)> {
    KNOWN.iter().map(|name| described(name, l)).collect()
}

/// A placeholder as it is written, and what it is in words.
fn described(name: &str, l: Locale) -> (String, String) {
    (format!("{{{{{name}}}}}"), l.t(label_key(name)))
}

fn samples(pieces: &[Piece], pairs: &[(String, String)], l: Locale) -> Vec<Sample> {
    let typed = |name: &str| {
        let field = pairs.iter().find(|(known, _)| known.strip_prefix(PREFIX) == Some(name));
        field.map(|(_, value)| text::one_line(value, 100))
    };
    placeholder::names(pieces)
        .into_iter()
        .map(|name| Sample {
            name: name.to_owned(),
            label: if name.starts_with(VARIABLE) { name.to_owned() } else { l.t(label_key(name)) },
            value: typed(name).unwrap_or_else(|| {
                if !name.starts_with(VARIABLE) { l.t(format!("{}-sample", label_key(name))) } else { "2041".to_owned() }
            }),
        })
        .collect()
}

/// `contact.first_name` as the key of its name in words.
fn label_key(name: &str) -> String {
    format!("placeholder-{}", name.replace(['.', '_'], "-"))
}

fn as_shown(shown: &[Shown]) -> Vec<formatted::Piece> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut whole = String::new();
    for piece in shown {
        let start = whole.len();
        whole.push_str(&piece.text);
        if piece.placeholder.is_some() {
            marks.push(start..whole.len());
        }
    }
    formatted::marked(&whole, &marks)
}

/// A text to try.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    text: String,
}

#[derive(Template)]
#[template(path = "_try.html")]
struct Part {
    shell: Shell,
    trial: TryView,
}

/// POST /placeholders/try
///
/// # Errors
/// None of its own.
pub async fn show(viewer: Agent, _app: Data<App>, form: PostedForm<Typed>) -> PageResult {
    let l = viewer.locale;
    let trial = match bound_template(&form.pairs) {
        Some((body, samples, bindings)) => TryView::of_template(&body, &samples, &bindings, &form.pairs, l),
        None => {
            let trigger = form.pairs.iter().find(|(name, _)| name == "trigger");
            let trigger = trigger.and_then(|(_, word)| Trigger::from_word(word));
            let more = trigger.map(Trigger::placeholders).unwrap_or_default();
            TryView::with(&form.value.text, more, &form.pairs, l)
        }
    };
    page::page(&Part { shell: viewer.shell(Nav::None), trial })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn read(pieces: &[formatted::Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.mark.is_some() { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn shows_it_with_values_and_without() {
        let l = Locale(Language::El);
        let typed = [("try.contact.first_name".to_owned(), "Μαρία".to_owned())];
        let text = "Γεια σας {{contact.first_name|και χαρά}}, *{{agent.name}}* {{var.order_id}}";
        let trial = TryView::of(text, &typed, l);
        assert_eq!(read(&trial.filled), format!("Γεια σας [Μαρία], [{}] [2041]", l.t("placeholder-agent-name-sample")));
        assert_eq!(read(&trial.bare), "Γεια σας [και χαρά], **");
        assert!(trial.filled.iter().any(|piece| piece.look.bold) && trial.problem.is_none());
        let text = "Hello {{1}}, order {{2}} comes on {{3}}. {{4}}";
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let (samples, bindings) = (
            map(&[("1", "x"), ("3", "Friday")]),
            map(&[("1", "{{contact.first_name|there}}"), ("2", "{{var.order}}")]),
        );
        let trial = TryView::of_template(text, &samples, &bindings, &typed, l);
        assert_eq!(read(&trial.filled), "Hello [Μαρία], order [2041] comes on [Friday]. […]");
        assert_eq!(read(&trial.bare), "Hello [there], order […] comes on [Friday]. […]");
        let wrong = TryView::of("{{contact.nmae}}", &[], l);
        assert!(wrong.problem.is_some_and(|text| text.contains("contact.name")) && wrong.filled.is_empty());
    }
}
