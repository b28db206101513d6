//! Writing first: to a contact or a bare number, always with a template.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{ContactId, NumberId, TemplateId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::flows::conversations::write_to::{self, To, Wanted};
use crate::web::api::caller::Supervisor;
use crate::web::api::conversations::{self, Conversation};
use crate::web::api::input::{Body, id as read_id};
use crate::web::api::messages::{self, Message, key_of};
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::opt_ins::NewOptIn;
use crate::web::api::{ApiResult, made};
use crate::web::page::blocking;

/// Whom to write to, and what.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct FirstMessage {
    /// The number of ours.
    #[cfg_attr(test, schema(required))]
    number_id: String,
    /// A phone number with `+` and country code; this or `contact_id`.
    #[cfg_attr(test, schema(example = "+306900000147"))]
    to: Option<String>,
    /// Somebody we know; this or `to`.
    contact_id: Option<String>,
    /// What we call a contact without a name.
    #[cfg_attr(test, schema(max_length = 100))]
    name: String,
    /// The template.
    #[cfg_attr(test, schema(required))]
    template_id: String,
    /// Its values by the names of its variables.
    #[cfg_attr(test, schema(example = json!({"1": "Tuesday, 14:00"})))]
    variables: BTreeMap<String, String>,
    /// That the contact agreed; may be left out if that is on file.
    opt_in: Option<NewOptIn>,
}

impl FirstMessage {
    /// As the flows take it.
    ///
    /// # Errors
    /// The problem of the field that cannot be read.
    pub(super) fn wanted(self) -> Result<Wanted, Refusal> {
        let to = match (self.to, self.contact_id) {
            (Some(_), Some(_)) => return Err(FieldProblem::new("to", "to-or-contact").into()),
            (Some(to), None) => To::Typed(to),
            (None, Some(id)) => To::Contact(read_id::<ContactId>("contact_id", &id)?),
            (None, None) => return Err(FieldProblem::new("to", "missing").into()),
        };
        Ok(Wanted {
            number: read_id::<NumberId>("number_id", &self.number_id)?,
            to,
            name: self.name,
            template: self.template_id.parse::<TemplateId>().map_err(|_| Refusal::TemplateUnknown)?,
            values: self.variables,
            opt_in: self.opt_in.map(NewOptIn::typed).transpose()?.unwrap_or_default(),
        })
    }
}

/// What was begun.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BegunConversation {
    /// Where it goes on.
    conversation: Conversation,
    /// The first message.
    message: Message,
}

/// Writes to a contact first, with a template. The message goes into the conversation that is being worked on, if
/// there is one; else into one that is closed and in nobody's list until the contact answers. With an
/// `Idempotency-Key` a repeated call sends nothing new and gets what was begun first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/conversations", operation_id = "write_to", tag = "conversations",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = FirstMessage,
    responses((status = 201, description = "Made", body = One<BegunConversation>), Refusals)))]
pub async fn create(caller: Supervisor, app: Data<App>, request: HttpRequest, body: Body<FirstMessage>) -> ApiResult {
    let (actor, l) = (caller.actor(), caller.l);
    let (key, wanted) = (key_of(&request)?, body.0.wanted()?);
    let begun = blocking(&app, move |app| {
        let begun = write_to::write_to(app, actor, wanted, key)?;
        let message = Message::as_made(messages::load(app, begun.message)?, l, &app.public_url);
        Ok(BegunConversation { conversation: conversations::load(app, begun.conversation)?, message })
    });
    made(begun.await?)
}
