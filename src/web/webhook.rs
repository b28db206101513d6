//! The provider's three addresses: `POST /webhooks/twilio/{key}/inbound|status|fallback`.
//!
//! A 200 (or 204) means that what was posted is on the disk. Nothing is decided here but who may post:
//! the signature is checked over the *configured* public URL, since behind a proxy the one we see is
//! another. The writer's answer is awaited without a thread of the blocking pool: the job is handed to
//! the writer, and the handler sleeps until the commit. Nothing is read from the file before it: whose
//! signature counts is remembered.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::oneshot;

use crate::app::App;
use crate::domain::ids::{AccountId, MessageId};
use crate::flows::accounts::signer::signer;
use crate::flows::messages::receive::{Received, Source, receive};
use crate::flows::messages::receive_status::{Reported, receive_status};
use crate::signers::Signer;
use crate::store::post::{self, Hook, RefusedReason};
use crate::store::{Fault, Tx};
use crate::twilio::signature;
use crate::twilio::webhook::{parse_inbound, parse_status};

/// The largest body we read, in bytes; Twilio's posts have about one thousand.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
const SIGNATURE: &str = "X-Twilio-Signature";

/// A message of a contact.
pub async fn inbound(app: Data<App>, request: HttpRequest, key: Path<String>, body: Payload) -> HttpResponse {
    message(app, &request, &key, body, Hook::Inbound).await
}

/// A message of a contact, after the first address failed.
pub async fn fallback(app: Data<App>, request: HttpRequest, key: Path<String>, body: Payload) -> HttpResponse {
    message(app, &request, &key, body, Hook::Fallback).await
}

/// A delivery report.
pub async fn status(app: Data<App>, request: HttpRequest, key: Path<String>, body: Payload) -> HttpResponse {
    let hook = Hook::Status;
    let post = match open(&app, &request, &key, body, hook).await {
        Ok(post) => post,
        Err(refused) => return refused,
    };
    let message_id = query_value(&request, "m").and_then(|id| id.parse::<MessageId>().ok());
    let report = match parse_status(&post.params, message_id) {
        Ok(report) => report,
        Err(error) => {
            return refuse(&app, post.signer.account, hook, RefusedReason::Unreadable, error.to_string()).await;
        }
    };
    if report.account_sid != post.signer.account_sid {
        return refuse(&app, post.signer.account, hook, RefusedReason::WrongAccount, report.account_sid).await;
    }
    let now = app.clock.now();
    let written = write(&app, move |tx| receive_status(tx, post.signer.account, &report, &post.form, now)).await;
    let (result, answer) = match written {
        Ok(Reported::Moved) => ("moved", HttpResponse::NoContent().finish()),
        Ok(Reported::NothingNew) => ("nothing_new", HttpResponse::NoContent().finish()),
        Ok(Reported::NotOurs) => ("not_ours", HttpResponse::NoContent().finish()),
        Err(fault) => ("unavailable", unavailable(&fault)),
    };
    app.metrics.webhook(hook.word(), result);
    answer
}

async fn message(app: Data<App>, request: &HttpRequest, key: &str, body: Payload, hook: Hook) -> HttpResponse {
    let post = match open(&app, request, key, body, hook).await {
        Ok(post) => post,
        Err(refused) => return refused,
    };
    let inbound = match parse_inbound(&post.params) {
        Ok(inbound) => inbound,
        Err(error) => {
            return refuse(&app, post.signer.account, hook, RefusedReason::Unreadable, error.to_string()).await;
        }
    };
    if inbound.account_sid != post.signer.account_sid {
        return refuse(&app, post.signer.account, hook, RefusedReason::WrongAccount, inbound.account_sid).await;
    }
    let now = app.clock.now();
    let source = Source::Webhook { hook, form: post.form };
    let written = write(&app, move |tx| receive(tx, post.signer.account, &inbound, &source, now)).await;
    let (result, answer) = match written {
        Ok(Received::New) => ("new", taken()),
        Ok(Received::Duplicate) => ("duplicate", taken()),
        // Kept raw and counted. Refusing it would not bring it back; the provider's list will, as soon as
        // an admin has added the number.
        Ok(Received::UnknownNumber) => ("unknown_number", taken()),
        Err(fault) => ("unavailable", unavailable(&fault)),
    };
    app.metrics.webhook(hook.word(), result);
    answer
}

/// A post that may be believed.
struct Post {
    signer: Arc<Signer>,
    params: Vec<(String, String)>,
    form: String,
}

/// Reads the body and checks who sent it.
async fn open(
    app: &Data<App>,
    request: &HttpRequest,
    key: &str,
    body: Payload,
    hook: Hook,
) -> Result<Post, HttpResponse> {
    let signer = match signer(app, key) {
        Ok(Some(signer)) => signer,
        Ok(None) => {
            app.metrics.webhook(hook.word(), "unknown_key");
            return Err(HttpResponse::NotFound().finish());
        }
        Err(fault) => return Err(unavailable(&fault)),
    };
    let bytes = match body.to_bytes_limited(BODY_BYTES_MAX).await {
        Ok(Ok(bytes)) => bytes,
        // The caller hung up half way; nobody is to blame, and nobody hears the answer.
        Ok(Err(_)) => return Err(HttpResponse::BadRequest().finish()),
        Err(_) => {
            let detail = format!("more than {BODY_BYTES_MAX} bytes");
            return Err(refuse(app, signer.account, hook, RefusedReason::TooLarge, detail).await);
        }
    };
    let url = called_url(app, request);
    let signed = header_text(request, SIGNATURE);
    let tokens: Vec<&str> = signer.tokens.iter().map(String::as_str).collect();
    let is_json = header_text(request, header::CONTENT_TYPE.as_str()).starts_with("application/json");
    let (genuine, params) = if is_json {
        (signature::check_json(&tokens, &url, &bytes, signed), json_params(&bytes))
    } else {
        let params: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
        (signature::check(&tokens, &url, &params, signed), params)
    };
    if !genuine {
        let would_be = |other: &str| match is_json {
            true => signature::check_json(&tokens, other, &bytes, signed),
            false => signature::check(&tokens, other, &params, signed),
        };
        // For the admin's page: the address we checked against, without the key that makes it unguessable.
        let detail = url.replace(key, "…");
        let elsewhere = other_addresses(request, &url).into_iter().find(|other| would_be(other));
        let elsewhere = elsewhere.map(|other| other.replace(key, "…"));
        let why = (hook, RefusedReason::BadSignature);
        return Err(refuse_signed_for(app, signer.account, why, detail, elsewhere).await);
    }
    let form = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Post { signer, params, form })
}

/// The address as the provider called it: what the operator configured, and the path that came.
fn called_url(app: &App, request: &HttpRequest) -> String {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    format!("{}{path}", app.public_url)
}

/// What a post may have been signed for instead, when somebody between the provider and us hides the scheme or
/// the host: only to be named to the admin, never to be believed.
fn other_addresses(request: &HttpRequest, checked: &str) -> Vec<String> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let configured = url::Url::parse(checked).ok();
    let configured = configured.as_ref().map(|url| url.authority().to_owned()).unwrap_or_default();
    let hosts = [configured.as_str(), header_text(request, "host"), header_text(request, "x-forwarded-host")];
    let mut found: Vec<String> = Vec::new();
    for host in hosts.into_iter().filter(|host| !host.is_empty()) {
        for scheme in ["https", "http"] {
            let address = format!("{scheme}://{host}{path}");
            if address != checked && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

fn header_text<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn query_value(request: &HttpRequest, name: &str) -> Option<String> {
    form_urlencoded::parse(request.query_string().as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The members of a JSON object as parameters; anything else has none.
fn json_params(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_slice(bytes) else { return Vec::new() };
    members
        .into_iter()
        .map(|(name, value)| match value {
            serde_json::Value::String(text) => (name, text),
            other => (name, other.to_string()),
        })
        .collect()
}

/// Hands a job to the writer and sleeps until its commit.
async fn write<T: Send + 'static>(
    app: &Data<App>,
    job: impl Fn(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let (tell, told) = oneshot::channel();
    app.store.submit_repeatable(job, move |result| {
        // Nobody listens any more when the provider hung up; what was written stays.
        drop(tell.send(result));
    });
    told.await.unwrap_or_else(|_| Err(Fault::Unavailable("the writer has stopped".to_owned())))
}

/// Counts the refusal where the admin sees it, and says no without detail.
async fn refuse(
    app: &Data<App>,
    account: AccountId,
    hook: Hook,
    reason: RefusedReason,
    detail: String,
) -> HttpResponse {
    refuse_signed_for(app, account, (hook, reason), detail, None).await
}

/// As [`refuse`], with the other address that it was rightly signed for.
async fn refuse_signed_for(
    app: &Data<App>,
    account: AccountId,
    (hook, reason): (Hook, RefusedReason),
    detail: String,
    signed_for: Option<String>,
) -> HttpResponse {
    let now = app.clock.now();
    app.metrics.webhook(hook.word(), reason.word());
    tracing::warn!(account = account.0, hook = hook.word(), reason = reason.word(), "a post was refused");
    let kept =
        write(app, move |tx| post::refuse_signed_for(tx, account, (hook, reason), &detail, signed_for.as_deref(), now))
            .await;
    if let Err(fault) = kept {
        tracing::error!(%fault, "a refused post could not be counted");
    }
    match reason {
        RefusedReason::BadSignature | RefusedReason::WrongAccount => HttpResponse::Forbidden().finish(),
        RefusedReason::TooLarge => HttpResponse::PayloadTooLarge().finish(),
        RefusedReason::Unreadable | RefusedReason::UnknownNumber => HttpResponse::BadRequest().finish(),
    }
}

/// What the provider takes for "nothing to answer"; plain text would be sent to the contact.
fn taken() -> HttpResponse {
    HttpResponse::Ok().content_type("text/xml; charset=utf-8").body("<Response/>")
}

fn unavailable(fault: &Fault) -> HttpResponse {
    tracing::error!(%fault, "a post could not be stored; the provider is asked to come again");
    HttpResponse::ServiceUnavailable().insert_header((header::RETRY_AFTER, "5")).finish()
}
