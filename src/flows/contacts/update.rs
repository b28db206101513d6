//! Changes what the team keeps about a contact. Everybody may: whoever talks with them knows.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::domain::contact::{checked_name, checked_notes};
use crate::domain::contact_field::check_value;
use crate::domain::event::Event;
use crate::domain::ids::{ContactFieldId, ContactId};
use crate::domain::language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::tag;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::contact::Contact;
use crate::store::{Db, Fault, Tx, audit, contact, contact_field, contact_tag, conversation};

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The name we give; empty: the profile's counts again.
    pub name: Option<String>,
    /// BCP 47; empty: not known.
    pub language: Option<String>,
    /// What the team notes.
    pub notes: Option<String>,
    /// Tags instead of those before.
    pub tags: Option<Vec<String>>,
    /// What stands in own fields; empty: nothing. Those that are not named stay.
    pub fields: BTreeMap<ContactFieldId, String>,
}

/// Changes a contact.
///
/// # Errors
/// [`Refusal::NotFound`]; the problems of `name`, `language`, `notes`, `tags` and `fields`, all at once.
pub fn update(app: &App, actor: Actor, id: ContactId, change: Change) -> Result<(), Fault> {
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let what = apply(tx, &before, &change, now)?;
        if what.is_empty() {
            return Ok(());
        }
        told(tx, id)?;
        // That it was changed and what, never to what: the log outlives what is erased.
        let detail = json!({ "changed": what.join(", ") });
        audit::insert(tx, now, &actor.scope(), "contact.changed", &format!("contact:{id}"), &detail)
    })
}

/// Browsers that show the contact hear of it.
pub(crate) fn told(tx: &Tx<'_>, id: ContactId) -> Result<(), Fault> {
    for live in conversation::live_of_contact(tx, id)? {
        let (thread, conversation, assignee) = (live.thread_id, live.id, live.assignee);
        tx.publish(Event::ConversationChanged { thread, conversation, assignee });
    }
    Ok(())
}

/// What differs, checked and not written yet.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    after: Contact,
    tags: Option<Vec<String>>,
    fields: Vec<(ContactFieldId, String)>,
    what: Vec<&'static str>,
}

impl Judged {
    /// The names of what differs.
    pub(crate) fn what(&self) -> &[&'static str] {
        &self.what
    }
}

/// What a change makes of a contact.
///
/// # Errors
/// The problems of the fields, all at once; [`Fault`] of the store.
pub(crate) fn judge(db: &Db, before: &Contact, change: &Change) -> Result<Judged, Fault> {
    let mut problems = Vec::new();
    let mut after = before.clone();
    if let Some(name) = taken(change.name.as_deref().map(checked_name), &mut problems) {
        after.name = name;
    }
    if let Some(language) = taken(change.language.as_deref().map(language::tag), &mut problems) {
        after.language = language;
    }
    if let Some(notes) = taken(change.notes.as_deref().map(checked_notes), &mut problems) {
        after.notes = notes;
    }
    let tagged = contact_tag::of(db, before.id)?;
    let tags =
        taken(change.tags.as_deref().map(tag::checked), &mut problems).filter(|tags| sorted(tags) != sorted(&tagged));
    let fields = changed_fields(db, before.id, &change.fields, &mut problems)?;
    Refusal::unless_empty(problems)?;
    let differs = [
        ("name", after.name != before.name),
        ("language", after.language != before.language),
        ("notes", after.notes != before.notes),
        ("tags", tags.is_some()),
        ("fields", !fields.is_empty()),
    ];
    let what = differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    Ok(Judged { after, tags, fields, what })
}

/// Writes what differs; the names of it.
///
/// # Errors
/// As [`judge`].
pub(crate) fn apply(
    tx: &Tx<'_>,
    before: &Contact,
    change: &Change,
    now: Timestamp,
) -> Result<Vec<&'static str>, Fault> {
    let Judged { after, tags, fields, what } = judge(tx, before, change)?;
    if what.is_empty() {
        return Ok(what);
    }
    contact::change(tx, &after, now)?;
    if let Some(tags) = tags {
        contact_tag::set(tx, before.id, &tags)?;
    }
    for (field, value) in fields {
        contact_field::set_value(tx, before.id, field, &value)?;
    }
    Ok(what)
}

/// What was taken; a problem is put with the others.
fn taken<T>(checked: Option<Result<T, FieldProblem>>, problems: &mut Vec<FieldProblem>) -> Option<T> {
    match checked? {
        Ok(value) => Some(value),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// The own fields in which something else is to stand than now.
fn changed_fields(
    db: &Db,
    id: ContactId,
    typed: &BTreeMap<ContactFieldId, String>,
    problems: &mut Vec<FieldProblem>,
) -> Result<Vec<(ContactFieldId, String)>, Fault> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let (known, values) = (contact_field::list(db)?, contact_field::values(db, id)?);
    let mut changed = Vec::new();
    for (field, typed) in typed {
        let now = values.get(field).map_or("", String::as_str);
        // What stands there already stays, even when it is no choice any more.
        if typed.trim() == now {
            continue;
        }
        let Some(one) = known.iter().find(|one| one.id == *field) else {
            problems.push(FieldProblem::new("fields", "unknown"));
            continue;
        };
        match check_value(&one.name, one.kind, &one.choices, typed) {
            Ok(value) if value != now => changed.push((*field, value)),
            Ok(_) => {}
            Err(problem) => problems.push(problem.with("id", field.to_string())),
        }
    }
    Ok(changed)
}

fn sorted(tags: &[String]) -> Vec<&String> {
    let mut tags: Vec<&String> = tags.iter().collect();
    tags.sort_unstable();
    tags
}

#[cfg(test)]
mod tests {
    use super::{Change, update};
    use crate::domain::address::Address;
    use crate::domain::ids::ContactId;
    use crate::domain::refusal::Refusal;
    use crate::domain::time::Timestamp;
    use crate::domain::user::Actor;
    use crate::flows::test_app::TestApp;
    use crate::store::contact;

    #[test]
    fn a_name_is_given_and_taken_back() {
        let app = TestApp::start(None);
        let address = Address::parse("whatsapp:+306900000147").unwrap();
        let id = app.store.write(move |tx| contact::insert(tx, &address, "Nikos", Timestamp(1))).unwrap();
        let name = |name: &str| Change { name: Some(name.to_owned()), ..Change::default() };
        let shown = || app.store.read(|db| contact::by_id(db, id)).unwrap().unwrap().shown_name().map(str::to_owned);
        update(&app, Actor::Command, id, name("  Nikos \n of the bakery ")).unwrap();
        assert_eq!(shown().as_deref(), Some("Nikos of the bakery"));
        assert!(update(&app, Actor::Command, id, name(&"x".repeat(101))).is_err());
        update(&app, Actor::Command, id, name("")).unwrap();
        assert_eq!(shown().as_deref(), Some("Nikos"));
        let unknown = update(&app, Actor::Command, ContactId(99), name("x")).unwrap_err();
        assert_eq!(unknown.refusal(), Some(&Refusal::NotFound));
    }
}
