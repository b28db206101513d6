//! The template picker: what can be sent, filled in, and shown as the contact will see it.

use std::collections::BTreeMap;

use crate::domain::ids::TemplateId;
use crate::domain::placeholder::Facts;
use crate::domain::template::{self, Shown as Piece};
use crate::domain::text;
use crate::store::composer_view::Choice;
use crate::store::template::Template;
use crate::store::thread_view::Head;
use crate::web::agent::Reader;
use crate::web::i18n::Locale;
use crate::web::{formatted, time};

mod languages;

use languages::{Group, LanguageView, grouped, languages};

pub(super) use languages::Posted;

/// Characters of a template in the list.
const BODY_CHARS_MAX: usize = 90;

/// What was chosen and typed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub template: Option<TemplateId>,
    pub values: BTreeMap<String, String>,
    /// The variable that is wrong, and why.
    pub wrong: Option<(String, String)>,
}

/// For whom a template is filled in.
#[derive(Clone, Copy)]
pub(super) struct Whom<'a> {
    /// The contact's name; `None` if we only know an address.
    pub name: Option<&'a str>,
    /// The contact's language.
    pub language: Option<&'a str>,
    /// The language of our number.
    pub number_language: &'a str,
    /// Its name.
    pub number_name: &'a str,
    /// What its queue is called, for the contact.
    pub queue: Option<&'a str>,
    /// Variables of the conversation.
    pub variables: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Whom<'a> {
    /// The contact of a conversation.
    pub(super) fn of(head: &'a Head) -> Self {
        Self {
            name: head.named.then_some(head.name.as_str()),
            language: head.contact_language.as_deref(),
            number_language: head.number_language.code(),
            number_name: &head.number_name,
            queue: head.queue_told.as_deref(),
            variables: Some(&head.variables),
        }
    }

    /// What placeholders become.
    fn facts(&self, reader: &'a Reader) -> Facts<'a> {
        Facts {
            contact: self.name,
            agent: &reader.name,
            signature: &reader.signature,
            queue: self.queue,
            number: self.number_name,
            variables: self.variables.cloned().unwrap_or_default(),
        }
    }
}

/// A template in the list.
pub(super) struct OptionView {
    pub id: i64,
    pub name: String,
    /// Its languages, the one that is shown first.
    pub languages: Vec<String>,
    pub body: String,
    pub chosen: bool,
    /// It says nearly what the kept text says.
    pub near: bool,
    /// What the search looks through.
    pub find: String,
}

/// A variable as a field.
pub(super) struct Field {
    pub name: String,
    pub label: String,
    pub value: String,
    pub sample: String,
    pub error: Option<String>,
}

/// A piece of the preview: plain text, or the value of a variable.
pub(super) struct Shown {
    pub text: String,
    pub variable: Option<String>,
}

/// A piece of the text of the preview, with its look.
pub(super) struct Looks {
    pub piece: formatted::Piece,
    pub variable: Option<String>,
}

/// The chosen template.
pub(super) struct Fill {
    pub id: i64,
    pub language: String,
    /// Its languages, where there is a choice.
    pub languages: Vec<LanguageView>,
    pub fields: Vec<Field>,
    /// Addresses of files, each in pieces.
    pub media: Vec<Vec<Shown>>,
    /// The text as the phone shows it.
    pub preview: Vec<Looks>,
    /// Titles, and where they lead.
    pub buttons: Vec<(String, Vec<Shown>)>,
    /// What it costs by, and how often it was sent this month.
    pub cost: String,
    pub clock: String,
}

/// The picker as the template shows it.
pub(super) struct PickerView {
    pub options: Vec<OptionView>,
    /// How many cannot be sent, with the reason behind a link.
    pub others: Option<String>,
    pub admin: bool,
    pub fill: Option<Fill>,
}

impl PickerView {
    /// The picker in words: on top the template that is nearest to the kept text, then those in the contact's
    /// language, then in the number's. Each is one entry, whatever its languages.
    pub(super) fn of(
        choices: Vec<Choice>,
        others: i64,
        given: &Given,
        kept: &str,
        whom: Whom<'_>,
        reader: &Reader,
    ) -> Self {
        let (contact, number) = (whom.language, whom.number_language);
        let groups = grouped(choices, kept, given.template, contact, number);
        let asked = |group: &&Group| Some(group.shown) == given.template;
        let chosen = groups.iter().find(asked).or_else(|| groups.first());
        let fill = chosen.and_then(|group| Some(fill(group, group.template()?, given, whom, reader)));
        let chosen = chosen.map(|group| group.shown);
        Self {
            fill,
            others: (others > 0).then(|| reader.l.t1("picker-others", "n", others)),
            admin: reader.actor.role() >= crate::domain::user::Role::Admin,
            options: groups.iter().filter_map(|group| option(group, chosen)).collect(),
        }
    }
}

fn option(group: &Group, chosen: Option<TemplateId>) -> Option<OptionView> {
    let template = group.template()?;
    let all = group.choices.iter().map(|choice| format!("{} {}", choice.template.language, choice.template.body));
    let all: Vec<String> = all.collect();
    Some(OptionView {
        id: template.id.0,
        name: template.name.clone(),
        languages: group.codes(),
        body: text::one_line(&template.body, BODY_CHARS_MAX),
        chosen: Some(template.id) == chosen,
        near: group.near,
        find: text::folded(&format!("{} {}", template.name, all.join(" "))),
    })
}

fn fill(group: &Group, template: &Template, given: &Given, whom: Whom<'_>, reader: &Reader) -> Fill {
    let (l, sent) = (reader.l, group.sent());
    let typed = given.template == Some(template.id) && !given.values.is_empty();
    let bound = template::bound(&template.bindings, &whom.facts(reader).values());
    let fields: Vec<Field> = template
        .variables
        .iter()
        .map(|name| {
            let sample = template.samples.get(name).cloned().unwrap_or_default();
            let is_name = !template.bindings.contains_key(name) && stands_for_name(name, &sample);
            let kept = given.values.get(name).filter(|_| typed).cloned();
            let guess = || if is_name { first_name(whom) } else { String::new() };
            Field {
                label: if is_name { l.t1("picker-field-name", "n", name) } else { l.t1("picker-field", "n", name) },
                value: kept.or_else(|| bound.get(name).cloned()).unwrap_or_else(guess),
                sample: if sample.is_empty() { String::new() } else { l.t1("picker-sample", "sample", &sample) },
                error: given.wrong.as_ref().filter(|(wrong, _)| typed && wrong == name).map(|(_, why)| why.clone()),
                name: name.clone(),
            }
        })
        .collect();
    let values: BTreeMap<String, String> =
        fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect();
    // A hole is shown as three dots, and is refused when it is sent.
    let show = |text: &str| -> Vec<Shown> {
        let hole = |piece: &Piece| {
            piece.variable.as_ref().is_some_and(|name| values.get(name).is_none_or(|v| v.trim().is_empty()))
        };
        let shown = template::shown(text, &values).into_iter();
        shown
            .map(|piece| Shown {
                text: if hole(&piece) { "…".to_owned() } else { piece.text },
                variable: piece.variable,
            })
            .collect()
    };
    Fill {
        id: template.id.0,
        languages: languages(group, reader),
        language: template.language.clone(),
        media: template.media.iter().map(|address| show(address)).collect(),
        preview: looks(show(&template.body)),
        buttons: template
            .buttons
            .iter()
            .map(|button| (button.title.clone(), button.url.as_deref().map(&show).unwrap_or_default()))
            .collect(),
        cost: cost(template, sent, l),
        clock: time::clock_time(reader.now, &reader.tz, l),
        fields,
    }
}

/// `Utility · 41 this month`.
fn cost(template: &Template, sent: i64, l: Locale) -> String {
    let category = template.category.as_deref().map(|category| {
        let key = format!("category-{}", category.to_ascii_lowercase());
        if l.has(&key) { l.t(key) } else { category.to_owned() }
    });
    let sent = (sent > 0).then(|| l.t1("picker-month", "n", sent));
    category.into_iter().chain(sent).collect::<Vec<_>>().join(" · ")
}

/// The pieces of a text with WhatsApp's formatting, which goes over variables too.
fn looks(shown: Vec<Shown>) -> Vec<Looks> {
    let (mut whole, mut marks, mut names) = (String::new(), Vec::new(), Vec::new());
    for piece in shown {
        let start = whole.len();
        whole.push_str(&piece.text);
        if let Some(name) = piece.variable {
            marks.push(start..whole.len());
            names.push(name);
        }
    }
    let name = |piece: &formatted::Piece| piece.mark.and_then(|mark| names.get(mark).cloned());
    formatted::marked(&whole, &marks).into_iter().map(|piece| Looks { variable: name(&piece), piece }).collect()
}

/// The contact's first name; nothing if we only know an address.
fn first_name(whom: Whom<'_>) -> String {
    whom.name.and_then(|name| name.split_whitespace().next()).unwrap_or_default().to_owned()
}

/// Whether a variable is where the contact's name goes: by its own name, or as the first one with a
/// sample that reads like a name (one or two words of letters, each with a capital).
fn stands_for_name(variable: &str, sample: &str) -> bool {
    let lower = variable.to_ascii_lowercase();
    if matches!(lower.as_str(), "name" | "first_name" | "firstname" | "customer" | "customer_name" | "onoma") {
        return true;
    }
    let words: Vec<&str> = sample.split_whitespace().collect();
    let like_name = |word: &&str| {
        word.chars().count() >= 2
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
    };
    variable == "1" && (1..=2).contains(&words.len()) && words.iter().all(like_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_recognised_by_its_variable_or_its_sample() {
        for (variable, sample, want) in [
            ("1", "Anna", true),
            ("1", "Γιώργος Παππάς", true),
            ("1", "2041", false),
            ("1", "58 €", false),
            ("1", "your order", false),
            ("1", "", false),
            ("2", "Anna", false),
            ("first_name", "", true),
            ("order_id", "Anna", false),
        ] {
            assert_eq!(stands_for_name(variable, sample), want, "{variable} {sample}");
        }
    }
}
