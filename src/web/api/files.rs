//! Files on their way out: brought by one call, sent by another.

use actix_web::web::{Data, Payload};
use actix_web::{HttpMessage as _, HttpRequest};
use futures_util::TryStreamExt as _;
use serde::Serialize;

use crate::app::App;
use crate::flows::media::upload::{self, Given};
use crate::store::upload::Upload;
use crate::web::api::caller::Agent;
use crate::web::api::error::ApiError;
use crate::web::api::input::Params;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::{ApiResult, made};
use crate::web::media::stage::stage;
use crate::web::page::blocking;

/// A file that waits to be sent, for a day at most.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct File {
    /// Its id, for `file_id` of a message.
    id: String,
    /// What it is called.
    #[cfg_attr(test, schema(example = "invoice.pdf"))]
    name: String,
    /// What it is, by its bytes.
    #[cfg_attr(test, schema(example = "application/pdf"))]
    content_type: String,
    /// In bytes.
    size: u64,
    /// A picture that WhatsApp does not take before it is made smaller.
    too_large: bool,
}

impl From<Upload> for File {
    fn from(upload: Upload) -> Self {
        Self {
            id: upload.id.to_string(),
            name: upload.name,
            content_type: upload.content_type,
            size: upload.size,
            too_large: upload.too_large,
        }
    }
}

/// Takes a file to be sent later: its bytes are the body. It is looked at and made fit to be sent (what a picture knows of
/// its place is taken out, what a browser recorded is wrapped as WhatsApp plays it), and forgotten after a day.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/files", operation_id = "create_file", tag = "messages",
    params(("name" = Option<String>, Query, description = "What it is called")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Made", body = One<File>), Refusals)))]
pub async fn create(caller: Agent, app: Data<App>, request: HttpRequest, params: Params, body: Payload) -> ApiResult {
    params.only(&["name"])?;
    let actor = caller.actor();
    let name = params.get("name").unwrap_or_default().to_owned();
    let announced = request.content_type().to_owned();
    let staging = blocking(&app, upload::begin).await?;
    let mut coming = body.map_err(drop);
    let staged = stage(&app, staging, &mut coming).await.map_err(ApiError::from)?;
    let taken = blocking(&app, move |app| upload::take(app, actor, None, Given { staged, name, announced }));
    made(File::from(taken.await?))
}
