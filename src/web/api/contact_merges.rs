//! Two contacts that are the same person, and whom a contact may be.

use std::collections::BTreeMap;
use std::str::FromStr;

use actix_web::web::{Data, Path};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ContactFieldId, ContactId, ContactMergeId};
use crate::domain::merge::{Choices, Side, Stays};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::contacts::{candidates, merge};
use crate::store::{contact, contact_candidate, contact_merge};
use crate::web::api::caller::{Agent, Supervisor};
use crate::web::api::contacts::load;
use crate::web::api::input::{Body, Id, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{Contact, One, Refusals, ToSchema};
use crate::web::api::wire::{Page, Time};
use crate::web::api::{ApiResult, one, page};
use crate::web::page::blocking;

/// Which contact becomes this one, and whose values stay.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewMerge {
    /// The contact that becomes the one in the address.
    #[cfg_attr(test, schema(required))]
    contact_id: String,
    /// Of `name`, `language` and own fields by their ids: `kept` (which is what counts where nothing is said) or `gone`. Only
    /// where both have a value. Notes are joined, tags united.
    values: BTreeMap<String, String>,
}

impl NewMerge {
    fn read(self) -> Result<(ContactId, Choices), FieldProblem> {
        let mut choices = Choices::default();
        for (name, side) in &self.values {
            let side = match side.as_str() {
                "kept" => Side::Kept,
                "gone" => Side::Gone,
                _ => return Err(FieldProblem::new("values", "unknown")),
            };
            match name.as_str() {
                "name" => choices.name = side,
                "language" => choices.language = side,
                _ => {
                    choices.fields.insert(read_id::<ContactFieldId>("values", name)?, side);
                }
            }
        }
        Ok((read_id::<ContactId>("contact_id", &self.contact_id)?, choices))
    }
}

/// A contact that became another.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Merge {
    /// Its id.
    id: String,
    /// The contact that became this one.
    contact_id: String,
    /// What that was called.
    name: String,
    /// When.
    at: Time,
    /// What an undo leaves as it is, since it was changed: `name`, `profile_name`, `language`, `notes`, or an own field by its id.
    stays: Vec<String>,
}

/// What an undo left as it was.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Unmerged {
    /// The contact that is itself again.
    contact_id: String,
    /// `name`, `profile_name`, `language`, `notes`, or an own field by its id.
    stays: Vec<String>,
}

/// Both ids of an address. What is no id of ours is simply not found.
fn two<T: FromStr>(at: &(String, String)) -> Result<(ContactId, T), Refusal> {
    let id = at.0.parse().map_err(|_| Refusal::NotFound)?;
    Ok((id, at.1.parse().map_err(|_| Refusal::NotFound)?))
}

fn words(stays: &[Stays]) -> Vec<String> {
    let word = |stays: &Stays| match stays {
        Stays::Name => "name".to_owned(),
        Stays::ProfileName => "profile_name".to_owned(),
        Stays::Language => "language".to_owned(),
        Stays::Notes => "notes".to_owned(),
        Stays::Field(id) => id.to_string(),
    };
    stays.iter().map(word).collect()
}

/// Makes another contact one with this. Its addresses, threads, tags, fields and notes come here; consent stays with each thread.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts/{id}/merge", operation_id = "merge_contacts", tag = "contacts",
    params(("id" = String, Path)), request_body = NewMerge,
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, id: Id<ContactId>, body: Body<NewMerge>) -> ApiResult {
    let (actor, (gone, choices)) = (caller.actor(), body.0.read()?);
    let merged = blocking(&app, move |app| {
        merge::merge(app, actor, id.0, gone, &choices)?;
        load(app, id.0)
    });
    one(merged.await?)
}

/// Contacts that became this one and may be themselves again, the latest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts/{id}/merges", operation_id = "list_contact_merges", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = Page<Merge>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, id: Id<ContactId>) -> ApiResult {
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            contact::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            let told = |merge: contact_merge::Merge| {
                let (_, stays) = merge::outlook(db, &merge)?;
                Ok(Merge {
                    id: merge.id.to_string(),
                    contact_id: merge.gone.to_string(),
                    name: merge.gone_name,
                    at: Time(merge.at),
                    stays: words(&stays),
                })
            };
            contact_merge::into(db, id.0)?.into_iter().map(told).collect()
        })
    });
    page(&Page { data: found.await?, next: None })
}

/// Makes a merged contact itself again, with what was said in its threads since. What was changed since the merge stays.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contacts/{id}/merges/{merge}/undo", operation_id = "undo_contact_merge", tag = "contacts",
    params(("id" = String, Path), ("merge" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Unmerged>), Refusals)))]
pub async fn undo(caller: Supervisor, app: Data<App>, at: Path<(String, String)>) -> ApiResult {
    let (actor, (id, merge)) = (caller.actor(), two::<ContactMergeId>(&at)?);
    let undone = blocking(&app, move |app| {
        let stays = merge::unmerge(app, actor, id, merge)?;
        let gone = app.store.read(|db| contact_merge::get(db, merge))?.ok_or(Refusal::NotFound)?.gone;
        Ok(Unmerged { contact_id: gone.to_string(), stays: words(&stays) })
    });
    one(undone.await?)
}

/// Somebody whom a contact may be.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Candidate {
    /// The contact.
    id: String,
    /// What it is called; empty if there is no name.
    name: String,
    /// Where it is reached.
    #[cfg_attr(test, schema(required))]
    address: Option<String>,
}

/// Whom a contact may be, as far as nobody has said: its messages came from addresses of these.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contacts/{id}/candidates", operation_id = "list_contact_candidates", tag = "contacts",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = Page<Candidate>), Refusals)))]
pub async fn candidates(_: Agent, app: Data<App>, id: Id<ContactId>) -> ApiResult {
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            contact::by_id(db, id.0)?.ok_or(Refusal::NotFound)?;
            contact_candidate::open(db, id.0)
        })
    });
    let told = |one: contact_candidate::Candidate| Candidate {
        id: one.id.to_string(),
        name: one.name,
        address: one.address.map(|address| address.to_string()),
    };
    page(&Page { data: found.await?.into_iter().map(told).collect(), next: None })
}

/// Says that a contact is somebody else than this one.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/contacts/{id}/candidates/{other}", operation_id = "tell_contacts_apart", tag = "contacts",
    params(("id" = String, Path), ("other" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Contact>), Refusals)))]
pub async fn somebody_else(caller: Agent, app: Data<App>, at: Path<(String, String)>) -> ApiResult {
    let (actor, (id, other)) = (caller.actor(), two::<ContactId>(&at)?);
    let told = blocking(&app, move |app| {
        candidates::somebody_else(app, actor, id, other)?;
        load(app, id)
    });
    one(told.await?)
}
