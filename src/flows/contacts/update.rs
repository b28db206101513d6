//! Changes what we call a contact and which language they read. Everybody may: whoever talks with them knows.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::ContactId;
use crate::domain::language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::tag;
use crate::domain::text;
use crate::store::{Fault, contact, contact_tag, conversation};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The name we give; empty: the profile's counts again.
    pub name: Option<String>,
    /// BCP 47; empty: not known.
    pub language: Option<String>,
    /// Tags instead of those before.
    pub tags: Option<Vec<String>>,
}

/// Changes a contact.
///
/// # Errors
/// [`Refusal::NotFound`]; the first problem of a field.
pub fn update(app: &App, id: ContactId, change: &Change) -> Result<(), Fault> {
    let now = app.clock.now();
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let language = change.language.as_deref().map(language::tag).transpose()?;
    let tags = change.tags.as_deref().map(tag::checked).transpose()?;
    app.store.write(move |tx| {
        let before = contact::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
        let name = name.unwrap_or_else(|| before.name.clone());
        let language = language.unwrap_or_else(|| before.language.clone());
        let tagged = contact_tag::of(tx, id)?;
        let tags = tags.filter(|tags| sorted(tags) != sorted(&tagged));
        if name == before.name && language == before.language && tags.is_none() {
            return Ok(());
        }
        contact::update(tx, id, &name, language.as_deref(), now)?;
        if let Some(tags) = tags {
            contact_tag::set(tx, id, &tags)?;
        }
        for live in conversation::live_of_contact(tx, id)? {
            tx.publish(Event::ConversationChanged {
                thread: live.thread_id,
                conversation: live.id,
                assignee: live.assignee,
            });
        }
        Ok(())
    })
}

fn sorted(tags: &[String]) -> Vec<&String> {
    let mut tags: Vec<&String> = tags.iter().collect();
    tags.sort_unstable();
    tags
}

/// A name as it is kept.
///
/// # Errors
/// The problem of the field `name`.
pub(crate) fn checked_name(text: &str) -> Result<String, FieldProblem> {
    if text.trim().chars().count() > NAME_CHARS_MAX {
        let limit = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("name", "too-long", limit));
    }
    Ok(text::one_line(text, NAME_CHARS_MAX))
}

#[cfg(test)]
mod tests {
    use super::{Change, update};
    use crate::domain::address::Address;
    use crate::domain::ids::ContactId;
    use crate::domain::refusal::Refusal;
    use crate::domain::time::Timestamp;
    use crate::flows::test_app::TestApp;
    use crate::store::contact;

    #[test]
    fn a_name_is_given_and_taken_back() {
        let app = TestApp::start(None);
        let address = Address::parse("whatsapp:+306900000147").unwrap();
        let id = app.store.write(move |tx| contact::insert(tx, &address, "Nikos", Timestamp(1))).unwrap();
        let name = |name: &str| Change { name: Some(name.to_owned()), ..Change::default() };
        let shown = || app.store.read(|db| contact::by_id(db, id)).unwrap().unwrap().shown_name().map(str::to_owned);
        update(&app, id, &name("  Nikos \n of the bakery ")).unwrap();
        assert_eq!(shown().as_deref(), Some("Nikos of the bakery"));
        assert!(update(&app, id, &name(&"x".repeat(101))).is_err());
        update(&app, id, &name("")).unwrap();
        assert_eq!(shown().as_deref(), Some("Nikos"));
        let unknown = update(&app, ContactId(99), &name("x")).unwrap_err();
        assert_eq!(unknown.refusal(), Some(&Refusal::NotFound));
    }
}
