//! Files of messages: their list, and their bytes by way of a signed address on "another host".

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::Shared;
use super::answer::{self, Answer};
use crate::emulator::core::{Core, State};
use crate::emulator::form::Refused;
use crate::emulator::mischief::Mischief;
use crate::emulator::rules::HOUR;
use crate::emulator::world::Media;
use crate::twilio::signature;

fn one<'a>(state: &'a State, request: &HttpRequest) -> Result<&'a Media, Refused> {
    let account_sid = answer::account_in_path(state, request)?;
    let media = state.world.media.get(answer::part(request, "media"));
    let message_sid = answer::part(request, "message");
    let media = media.filter(|media| media.account_sid == account_sid && media.message_sid == message_sid);
    media.ok_or_else(|| Refused::missing(request.path()))
}

fn resource(media: &Media) -> Value {
    let (account, message, sid) = (&media.account_sid, &media.message_sid, &media.sid);
    json!({
        "account_sid": account,
        "content_type": media.content_type,
        "date_created": answer::rfc2822(media.created_at),
        "date_updated": answer::rfc2822(media.created_at),
        "parent_sid": message,
        "sid": sid,
        "uri": format!("/2010-04-01/Accounts/{account}/Messages/{message}/Media/{sid}.json"),
    })
}

/// `GET …/Messages/{MM}/Media.json`
pub async fn list(core: Shared, request: HttpRequest) -> HttpResponse {
    let listed = || {
        let state = core.lock();
        let account_sid = answer::account_in_path(&state, &request)?;
        let message = state.world.message(answer::part(&request, "message"));
        let message = message.filter(|message| message.account_sid == account_sid);
        let message = message.ok_or_else(|| Refused::missing(request.path()))?;
        let files: Vec<Value> =
            message.media.iter().filter_map(|sid| state.world.media.get(sid)).map(resource).collect();
        let uri = format!("{}?PageSize=50&Page=0", request.path());
        Ok(answer::json(
            200,
            &json!({ "media_list": files, "page": 0, "page_size": 50, "start": 0, "end": 0, "uri": uri,
                "first_page_uri": uri, "next_page_uri": null, "previous_page_uri": null }),
        ))
    };
    answer::classic(listed())
}

/// `GET …/Media/{ME}.json`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    let state = core.lock();
    answer::classic(one(&state, &request).map(|media| answer::json(200, &resource(media))))
}

/// `DELETE …/Media/{ME}`, with or without `.json`.
pub async fn delete(core: Shared, request: HttpRequest) -> HttpResponse {
    let deleted: Answer = core.change(|state| {
        let sid = one(state, &request)?.sid.clone();
        state.world.media.remove(&sid);
        Ok(answer::empty(204))
    });
    answer::classic(deleted)
}

/// `GET …/Media/{ME}`: the bytes are elsewhere, for four hours.
pub async fn redirect(core: Shared, request: HttpRequest) -> HttpResponse {
    let found = || {
        let mut state = core.lock();
        if Mischief::take(&mut state.mischief.media_late) || state.mischief.media_gone {
            return Err(Refused::missing(request.path()));
        }
        let media = one(&state, &request)?;
        if let Some(elsewhere) = &state.mischief.media_elsewhere {
            return Ok(answer::builder(307).insert_header(("Location", elsewhere.clone())).finish());
        }
        let until = core.now() + 4 * HOUR;
        let key = key(&core, &state, media, until);
        let location = format!("{}/cdn/{}/{key}?until={until}", core.url(), media.sid);
        Ok(answer::builder(307).insert_header(("Location", location)).finish())
    };
    answer::classic(found())
}

/// What makes the address of the bytes unguessable.
fn key(core: &Core, state: &State, media: &Media, until: i64) -> String {
    let token = state.world.account(&media.account_sid).map_or("", |account| &account.auth_token);
    let signed = signature::sign(token, &format!("{}/cdn/{}?until={until}", core.url(), media.sid), &[]);
    signed.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// `GET /cdn/{ME}/{key}`: the bytes, without credentials.
pub async fn bytes(core: Shared, request: HttpRequest) -> HttpResponse {
    let state = core.lock();
    let query = super::super::form::Form::parse(request.query_string().as_bytes());
    let until: i64 = query.get("until").and_then(|until| until.parse().ok()).unwrap_or(0);
    let media = state.world.media.get(answer::part(&request, "media"));
    let fine = |media: &&Media| core.now() < until && key(&core, &state, media, until) == answer::part(&request, "key");
    match media.filter(fine) {
        Some(media) => answer::builder(200)
            .content_type(media.content_type.clone())
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .insert_header(("Content-Disposition", disposition(media)))
            .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
            .body(media.bytes.clone()),
        None => answer::builder(403).content_type("text/plain").body("AccessDenied"),
    }
}

/// With the name of the file, if it has one, as RFC 6266 writes names of any letters.
fn disposition(media: &Media) -> String {
    if media.name.is_empty() {
        return "attachment".to_owned();
    }
    let name: String = form_urlencoded::byte_serialize(media.name.as_bytes()).collect();
    format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"))
}
