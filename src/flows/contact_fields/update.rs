//! An own field gets another name, other choices, another place. Its kind stays: what stands in it would fit no more.

use serde_json::json;

use crate::app::App;
use crate::domain::contact_field::{Typed, check};
use crate::domain::ids::ContactFieldId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::store::{Fault, audit, contact_field};

/// What to change; the default changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What people call it.
    pub name: Option<String>,
    /// What may be chosen. What stands there and is no choice any more stays until it is changed.
    pub choices: Option<Vec<String>>,
    /// Its place among them, from 1.
    pub position: Option<usize>,
}

/// Changes one.
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::NotFound`]; the problems of `name` and `choices`; [`Fault`] of the store.
pub fn update(app: &App, actor: Actor, id: ContactFieldId, change: Change) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let before = contact_field::get(tx, id)?;
        let typed = Typed {
            name: change.name.unwrap_or_else(|| before.name.clone()),
            kind: before.kind.word().to_owned(),
            choices: change.choices.unwrap_or_else(|| before.choices.clone()),
        };
        let checked = check(&typed).map_err(Refusal::Fields)?;
        let mut what = Vec::new();
        if checked.name != before.name {
            what.push("name");
        }
        if checked.choices != before.choices {
            what.push("choices");
        }
        if let Some(place) = change.position {
            let mut order: Vec<ContactFieldId> = contact_field::list(tx)?.into_iter().map(|one| one.id).collect();
            let was = order.clone();
            order.retain(|one| *one != id);
            order.insert(place.saturating_sub(1).min(order.len()), id);
            for (one, position) in order.iter().zip(1..) {
                contact_field::set_position(tx, *one, position)?;
            }
            if order != was {
                what.push("position");
            }
        }
        if what.is_empty() {
            return Ok(());
        }
        contact_field::update(tx, id, &checked, now)?;
        let detail = json!({ "name": checked.name, "changed": what.join(", ") });
        audit::insert(tx, now, &actor.scope(), "contact_field.changed", &format!("contact_field:{id}"), &detail)
    })
}
