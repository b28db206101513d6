//! The bytes of a file, piece by piece: each in a read of its own, so that a slow download holds nothing up.

use std::io::Write as _;

use actix_web::body::SizedStream;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderName, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use futures_util::stream::{empty, try_unfold};

use crate::app::App;
use crate::domain::ids::{ContentId, MediaId};
use crate::domain::media::{is_inline, served_name};
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::media::open::open;
use crate::store::content::{self, Content};
use crate::web::error::WebError;
use crate::web::media::range::{self, Wanted};
use crate::web::page;

/// What of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// To be shown where it is, if that is safe.
    Whole,
    /// To be stored.
    Download,
    /// The small picture.
    Preview,
}

/// Nothing of a file runs, loads or asks anything, wherever it is opened.
const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
/// Browsers show no PDF in a sandbox; their viewer is one itself.
const POLICY_PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'";
/// Kept by the browser, and asked about each time: who may see it may change.
const KEEP: &str = "private, no-cache";

/// Answers with a file for `actor`.
///
/// # Errors
/// 404 for one that does not exist, is not here, or is not the actor's to see.
pub(crate) async fn serve(
    app: &Data<App>,
    request: &HttpRequest,
    actor: Actor,
    id: MediaId,
    what: What,
) -> Result<HttpResponse, WebError> {
    let opened = page::blocking(app, move |app| open(app, actor, id)).await?;
    let Some(content) = opened.content.clone() else { return Err(Refusal::NotFound.into()) };
    if what == What::Preview {
        let tag = tag(&content.sha256, what);
        if is_known(request, &tag) {
            return Ok(unchanged(tag, KEEP));
        }
        let found = page::blocking(app, move |app| app.store.read(|db| content::preview(db, content.id))).await?;
        let preview = found.ok_or(WebError::from(Refusal::NotFound))?;
        let mut answer = begin(StatusCode::OK, &tag, "image/jpeg", KEEP);
        return Ok(answer.insert_header((CONTENT_DISPOSITION, "inline")).body(preview.bytes));
    }
    let fallback = format!("file-{}", opened.media.id);
    let name = served_name(opened.media.name.as_deref(), &content.content_type, &fallback);
    let inline = what != What::Download && is_inline(&content.content_type);
    Ok(bytes(app, request, &content, &disposition(&name, inline), KEEP))
}

/// The bytes of a content, or those of them that are asked for, or that nothing changed.
pub(crate) fn bytes(
    app: &Data<App>,
    request: &HttpRequest,
    content: &Content,
    disposition: &str,
    keep: &'static str,
) -> HttpResponse {
    let tag = tag(&content.sha256, What::Whole);
    if is_known(request, &tag) {
        return unchanged(tag, keep);
    }
    let ranged = header(request, IF_RANGE).is_none_or(|known| known == tag);
    let wanted = range::read(header(request, RANGE).filter(|_| ranged), content.size);
    let (status, from, to) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0, content.size),
        Wanted::Part(from, to) => (StatusCode::PARTIAL_CONTENT, from, to + 1),
        Wanted::Nothing => {
            let mut answer = begin(StatusCode::RANGE_NOT_SATISFIABLE, &tag, "text/plain", keep);
            return answer.insert_header((CONTENT_RANGE, format!("bytes */{}", content.size))).finish();
        }
    };
    let mut answer = begin(status, &tag, &content.content_type, keep);
    answer.insert_header((CONTENT_DISPOSITION, disposition));
    if status == StatusCode::PARTIAL_CONTENT {
        answer.insert_header((CONTENT_RANGE, format!("bytes {from}-{}/{}", to - 1, content.size)));
    }
    if request.method() == Method::HEAD {
        return answer.body(SizedStream::new(to - from, empty::<Result<Bytes, actix_web::Error>>()));
    }
    answer.body(SizedStream::new(to - from, pieces(app.clone(), content.id, from, to)))
}

fn is_known(request: &HttpRequest, tag: &str) -> bool {
    header(request, IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|one| one.trim() == tag))
}

fn unchanged(tag: String, keep: &'static str) -> HttpResponse {
    HttpResponse::NotModified().insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, keep)).finish()
}

fn header(request: &HttpRequest, name: HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn tag(sha256: &[u8], what: What) -> String {
    let mut tag = Vec::from(if what == What::Preview { b"\"p" } else { b"\"c" });
    for byte in sha256.iter().take(16) {
        // Writing to a vector cannot fail.
        if write!(tag, "{byte:02x}").is_err() {
            tag.clear();
        }
    }
    tag.push(b'"');
    String::from_utf8(tag).unwrap_or_default()
}

fn begin(status: StatusCode, tag: &str, content_type: &str, keep: &'static str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((CONTENT_TYPE, stated(content_type)))
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((CONTENT_SECURITY_POLICY, if content_type == "application/pdf" { POLICY_PDF } else { POLICY }));
    answer
}

/// What is said that it is: what a browser would run is nothing that it knows.
fn stated(content_type: &str) -> &str {
    match content_type {
        "text/html" | "image/svg+xml" | "application/xml" | "text/x-shellscript" => "application/octet-stream",
        "text/plain" => "text/plain; charset=utf-8",
        known => known,
    }
}

/// What a file is called when it is handed out, and whether it may be shown where it is.
pub(crate) fn disposition(name: &str, inline: bool) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_graphic() || letter == ' ' { letter } else { '_' }).collect();
    let plain = plain.replace(['"', '\\', ';', '%'], "_");
    let whole: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", whole.replace('+', "%20"))
}

/// The bytes between two places.
fn pieces(
    app: Data<App>,
    id: ContentId,
    from: u64,
    to: u64,
) -> impl futures_util::Stream<Item = Result<Bytes, actix_web::Error>> {
    try_unfold((app, from), move |(app, at)| async move {
        if at >= to {
            return Ok(None);
        }
        let piece = page::blocking(&app, move |app| app.store.read(|db| content::read(db, id, at, to - at))).await?;
        if piece.is_empty() {
            // It was erased meanwhile: the connection ends early, so that nobody takes it for whole.
            return Err(actix_web::error::ErrorInternalServerError("the file is gone"));
        }
        let next = at + u64::try_from(piece.len()).unwrap_or(u64::MAX);
        Ok(Some((Bytes::from(piece), (app, next))))
    })
}
