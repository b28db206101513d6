//! A template is written here: kept as it is, however unfinished, until it is submitted.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{AccountId, TemplateDraftId, TemplateId};
use crate::domain::permission::may_administer;
use crate::domain::refusal::Refusal;
use crate::domain::template::rules::{NAME_CHARS_MAX, Place, Violation};
use crate::domain::template::written::{ButtonKind, Written, WrittenButton, WrittenItem, WrittenKind};
use crate::domain::user::Actor;
use crate::store::template::Template;
use crate::store::{Fault, account, audit, template, template_draft};

/// The longest definition that is kept, in bytes of its JSON.
pub const WRITTEN_BYTES_MAX: usize = 40_000;

/// Keeps what is written: a new draft, or another text of one. One that is on its way is not changed any more.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` once the provider has it, `TemplateRules` without a name or far too long.
pub fn save(
    app: &App,
    actor: Actor,
    id: Option<TemplateDraftId>,
    account: AccountId,
    written: Written,
) -> Result<TemplateDraftId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    let written = written.tidy();
    let refused =
        |place, rule, limit| Refusal::TemplateRules(vec![Violation { place, rule, limit, found: String::new() }]);
    if written.name.is_empty() {
        return Err(refused(Place::Name, "missing", None).into());
    }
    if written.name.chars().count() > NAME_CHARS_MAX {
        return Err(refused(Place::Name, "too-long", Some(NAME_CHARS_MAX)).into());
    }
    if serde_json::to_string(&written)?.len() > WRITTEN_BYTES_MAX {
        return Err(refused(Place::Body, "too-long", Some(crate::domain::template::rules::BODY_CHARS_MAX)).into());
    }
    app.store.write(move |tx| {
        account::get(tx, account)?;
        let kept = match id {
            None => template_draft::insert(tx, account, &written, now)?,
            Some(id) => {
                let before = template_draft::get(tx, id)?;
                if before.content_sid.is_some() {
                    return Err(Refusal::NotNow.into());
                }
                if before.written == written {
                    return Ok(id);
                }
                template_draft::update(tx, id, &written, now)?;
                // Another text: what the provider may have made of the old one is not this.
                template_draft::set_progress(tx, id, None, None)?;
                id
            }
        };
        let action = if id.is_some() { "template.draft_changed" } else { "template.draft_created" };
        let detail = json!({ "name": written.name, "language": written.language });
        audit::insert(tx, now, &actor.scope(), action, &format!("template_draft:{kept}"), &detail)?;
        Ok(kept)
    })
}

/// Takes a draft away.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` once the provider has it.
pub fn remove(app: &App, actor: Actor, id: TemplateDraftId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let draft = template_draft::get(tx, id)?;
        if draft.content_sid.is_some() {
            return Err(Refusal::NotNow.into());
        }
        template_draft::remove(tx, id)?;
        let detail = json!({ "name": draft.written.name });
        audit::insert(tx, now, &actor.scope(), "template.draft_removed", &format!("template_draft:{id}"), &detail)
    })
}

/// A template as something that can be written on: for another language, under its own name; else for a new
/// version, under the next free one.
///
/// # Errors
/// `NotFound`; [`Fault`] of the store.
pub fn copy_of(app: &App, id: TemplateId, other_language: bool) -> Result<(AccountId, Written), Fault> {
    app.store.read(|db| {
        let original = template::get(db, id)?;
        let account = original.account_id;
        let mut written = written_of(&original);
        if other_language {
            written.language = String::new();
        } else {
            let names: Vec<String> = template::list(db)?
                .into_iter()
                .filter(|other| other.account_id == account)
                .map(|other| other.name)
                .chain(template_draft::list(db)?.into_iter().map(|draft| draft.written.name))
                .collect();
            written.name = next_name(&written.name, &names);
        }
        Ok((account, written))
    })
}

/// `order_ready`, `order_ready_v2`, `order_ready_v3`…
fn next_name(name: &str, taken: &[String]) -> String {
    let is_version = |tail: &str| !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_digit());
    let stem = name.rsplit_once("_v").filter(|(_, tail)| is_version(tail)).map_or(name, |(stem, _)| stem);
    let free = |name: &String| !taken.contains(name);
    (2..10_000).map(|n| format!("{stem}_v{n}")).find(free).unwrap_or_else(|| format!("{stem}_new"))
}

fn written_of(template: &Template) -> Written {
    let kind = WrittenKind::from_word(&template.kind).unwrap_or(WrittenKind::Text);
    let button = |button: &crate::store::template::Button| {
        let (kind, value) = match (&button.url, &button.phone) {
            (Some(url), _) => (ButtonKind::Link, url.clone()),
            (None, Some(phone)) => (ButtonKind::Phone, phone.clone()),
            (None, None) => (ButtonKind::Reply, String::new()),
        };
        WrittenButton { kind, title: button.title.clone(), value }
    };
    let is_list = kind == WrittenKind::ListPicker;
    let (body, footer) = match template.body.rsplit_once('\n') {
        Some((body, footer)) if kind == WrittenKind::Card => (body.to_owned(), footer.to_owned()),
        _ => (template.body.clone(), String::new()),
    };
    let row =
        |button: &crate::store::template::Button| WrittenItem { title: button.title.clone(), text: String::new() };
    Written {
        name: template.name.clone(),
        language: template.language.clone(),
        category: template.category.clone().unwrap_or_default(),
        kind,
        body,
        media: template.media.first().cloned().unwrap_or_default(),
        footer,
        buttons: if is_list { Vec::new() } else { template.buttons.iter().map(button).collect() },
        list_button: String::new(),
        items: if is_list { template.buttons.iter().map(row).collect() } else { Vec::new() },
        samples: template.samples.clone(),
        bindings: template.bindings.clone(),
    }
    .tidy()
}

#[cfg(test)]
mod tests {
    use super::next_name;

    #[test]
    fn versions_count_on() {
        let taken = ["order".to_owned(), "order_v2".to_owned()];
        for (name, want) in [("order", "order_v3"), ("order_v2", "order_v3"), ("very_v", "very_v_v2"), ("a_v9", "a_v2")]
        {
            assert_eq!(next_name(name, &taken), want, "{name}");
        }
    }
}
