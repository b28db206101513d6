//! The fields of a contact as they stand on its page and in the pane beside a thread: one form, changed in place.

use std::collections::BTreeMap;

use crate::domain::contact_field::Kind;
use crate::domain::ids::ContactFieldId;
use crate::flows::contacts::update::Change;
use crate::store::contact::Contact;
use crate::store::contact_field::{self, ContactField};
use crate::store::{Db, Fault, contact_tag};
use crate::web::form::Problems;
use crate::web::i18n::Locale;
use crate::web::quick_replies::language_name;

/// Languages to choose from, besides the one that it has.
const LANGUAGES: [&str; 13] = ["el", "en", "de", "fr", "it", "es", "nl", "tr", "bg", "ro", "ru", "ar", "sq"];
/// Before the id of an own field in the form.
const PREFIX: &str = "field.";

/// What the store says.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub contact: Contact,
    pub tags: Vec<String>,
    pub fields: Vec<ContactField>,
    pub values: BTreeMap<ContactFieldId, String>,
}

impl Loaded {
    pub(crate) fn of(db: &Db, contact: Contact) -> Result<Self, Fault> {
        Ok(Self {
            tags: contact_tag::of(db, contact.id)?,
            fields: contact_field::list(db)?,
            values: contact_field::values(db, contact.id)?,
            contact,
        })
    }
}

/// An own field with what stands in it.
pub(crate) struct FieldView {
    pub id: i64,
    pub name: String,
    pub kind: &'static str,
    pub value: String,
    /// With what stands there, if it is a choice no more.
    pub choices: Vec<String>,
    pub error: Option<String>,
}

/// The form.
pub(crate) struct ContactForm {
    pub name: String,
    pub profile_name: String,
    pub language: String,
    pub languages: Vec<(String, String)>,
    pub notes: String,
    pub tags: String,
    pub fields: Vec<FieldView>,
    pub problems: Problems,
}

impl ContactForm {
    /// As it is kept, or as it was `typed`.
    pub(crate) fn of(loaded: &Loaded, typed: &[(String, String)], problems: Problems, l: Locale) -> Self {
        let given = |name: &str, kept: &str| {
            let found = typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            found.unwrap_or(kept).to_owned()
        };
        let contact = &loaded.contact;
        let language = given("language", contact.language.as_deref().unwrap_or_default());
        let field = |field: &ContactField| {
            let kept = loaded.values.get(&field.id).map_or("", String::as_str);
            let id = field.id.to_string();
            let ours = |args: &[(&'static str, String)]| args.iter().any(|(key, value)| *key == "id" && *value == id);
            let problem = problems.0.iter().find(|problem| problem.field == "fields" && ours(&problem.args));
            let value = given(&format!("{PREFIX}{id}"), kept);
            let mut choices = field.choices.clone();
            if field.kind == Kind::Choice && !value.is_empty() && !choices.contains(&value) {
                choices.push(value.clone());
            }
            FieldView {
                id: field.id.0,
                name: field.name.clone(),
                kind: field.kind.word(),
                value,
                choices,
                error: problem.map(|problem| l.problem(problem)),
            }
        };
        Self {
            name: given("name", &contact.name),
            profile_name: contact.profile_name.clone(),
            languages: languages(&language, l),
            language,
            notes: given("notes", &contact.notes),
            tags: given("tags", &loaded.tags.join(", ")),
            fields: loaded.fields.iter().map(field).collect(),
            problems,
        }
    }
}

/// Languages to choose from.
pub(crate) fn languages(now: &str, l: Locale) -> Vec<(String, String)> {
    let other = Some(now).filter(|tag| !tag.is_empty() && !LANGUAGES.contains(tag));
    LANGUAGES.iter().copied().chain(other).map(|tag| (tag.to_owned(), language_name(tag, l))).collect()
}

/// What a posted form changes: the fields that stand in it.
pub(super) fn change(pairs: &[(String, String)]) -> Change {
    let given = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let own = pairs
        .iter()
        .filter_map(|(name, value)| Some((ContactFieldId(name.strip_prefix(PREFIX)?.parse().ok()?), value.clone())));
    Change {
        name: given("name"),
        language: given("language"),
        notes: given("notes"),
        tags: given("tags").map(|tags| tags.split(',').map(str::to_owned).collect()),
        fields: own.collect(),
    }
}
