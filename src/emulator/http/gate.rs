//! Before and after every request of the API: outages and business on purpose, and the journal.

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpResponse};

use super::Shared;
use super::answer::{self, About};
use super::connection;
use crate::emulator::Heard;
use crate::emulator::core::{Core, State};
use crate::emulator::form::Refused;
use crate::emulator::journal::{Note, What};
use crate::emulator::mischief::{Mischief, Outage};

enum Turned {
    Away(HttpResponse),
    Cut,
}

/// Lets a request through unless Twilio plays unreachable or busy, and writes it into the journal.
pub async fn gate(
    core: Shared,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(what) = what(&request) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    if let Some(listener) = &core.settings.heard {
        listener(&heard(&mut request).await?);
    }
    let began = core.now();
    let turned = {
        let state = &mut *core.lock();
        turned_away(&core, state)
    };
    let response = match turned {
        Some(Turned::Away(response)) => request.into_response(response),
        Some(Turned::Cut) => {
            connection::cut(request.request());
            let mut response = answer::empty(503);
            let notes = vec![Note::Unreachable];
            response.extensions_mut().insert(About { notes, ..About::default() });
            request.into_response(response)
        }
        None => next.call(request).await?.map_into_boxed_body(),
    };
    let mut entry = core.entry(what, began);
    let about = response.response().extensions().get::<About>().cloned().unwrap_or_default();
    let cut = about.notes.iter().any(|note| matches!(note, Note::Swallowed)) || entry_is_cut(&about, &response);
    entry.status = (!cut).then(|| response.status().as_u16());
    (entry.sid, entry.party, entry.notes) = (about.sid, about.party, about.notes);
    core.log(entry);
    Ok(response)
}

/// The request as it came; its body is put back.
async fn heard(request: &mut ServiceRequest) -> Result<Heard, Error> {
    let body = request.extract::<Bytes>().await?;
    let headers = request.headers();
    let heard = Heard {
        method: request.method().to_string(),
        target: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
        content_type: headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
        authorized: headers.contains_key("authorization"),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    request.set_payload(Payload::from(body));
    Ok(heard)
}

fn entry_is_cut<B>(about: &About, response: &ServiceResponse<B>) -> bool {
    about.notes.contains(&Note::Unreachable) && response.headers().get("content-type").is_none()
}

fn turned_away(core: &Core, state: &mut State) -> Option<Turned> {
    let mischief = &mut state.mischief;
    if let Some(how) = mischief.outage_at(core.now()) {
        if how == Outage::Cuts {
            return Some(Turned::Cut);
        }
        let mut response = answer::refusal(&Refused::usual(20_503), false);
        response.extensions_mut().insert(About { notes: vec![Note::Unreachable], ..About::default() });
        return Some(Turned::Away(response));
    }
    if Mischief::take(&mut mischief.gateway_pages) {
        let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
        return Some(Turned::Away(answer::builder(502).content_type("text/html").body(page)));
    }
    if Mischief::take(&mut mischief.busy) {
        let mut response = answer::refusal(&Refused::usual(20_429), false);
        if let Some(seconds) = mischief.retry_after {
            response.headers_mut().insert(actix_web::http::header::RETRY_AFTER, seconds.into());
        }
        return Some(Turned::Away(response));
    }
    None
}

/// What a request of the API is; none for the pages of the phone.
fn what(request: &ServiceRequest) -> Option<What> {
    let path = request.path();
    let get = request.method() == actix_web::http::Method::GET;
    let post = request.method() == actix_web::http::Method::POST;
    if !super::is_api(path) {
        return None;
    }
    Some(match path {
        _ if path.contains("/Media") || path.starts_with("/cdn/") => What::Media,
        _ if path.ends_with("/Messages.json") && post => What::Create,
        _ if path.ends_with("/Messages.json") => What::List,
        _ if path.contains("/Messages/") && get => What::Fetch,
        _ if path.contains("/Messages/") => What::Change,
        _ if path.starts_with("/2010-04-01/Accounts/") => What::Account,
        _ if path.contains("/Content") => What::Content,
        _ if path.contains("/Senders") || path.contains("/Services") => What::Senders,
        _ if path.contains("/Typing") => What::Typing,
        _ => What::Unknown,
    })
}
