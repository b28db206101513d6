//! Stylesheet, scripts and icons, inside the binary. An address with the right hash may be kept for
//! ever; without one (a script that another imports, an icon) it is asked for again after some minutes.
//!
//! The stylesheet is many files here and one there. All are sent compressed, a quarter of their size, so that a phone sees the first page soon whatever stands in front of
//! us. Pages are not: how long one becomes would tell its secrets to whoever can put words of their own beside them (BREACH).

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};

use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, Encoding, Header as _,
    IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::domain::refusal::Refusal;
use crate::web::error::WebError;
use crate::web::page::PageResult;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The stylesheet as browsers know it.
const SHEET: &str = "app.css";
/// Its parts under `styles/`. In a layer, a later one wins over an earlier one.
const PARTS: [&str; 18] = [
    "tokens",
    "base",
    "shell",
    "controls",
    "signs",
    "rows",
    "fields",
    "cards",
    "log",
    "composer",
    "tables",
    "inbox",
    "settings",
    "templates",
    "board",
    "phone",
    "reader",
    "show",
];

/// A file as it is sent.
struct Found {
    data: Cow<'static, [u8]>,
    hash: String,
}

fn find(file: &str) -> Option<Found> {
    static WHOLE: LazyLock<(Vec<u8>, String)> = LazyLock::new(|| {
        let parts = PARTS.iter().filter_map(|part| Static::get(&format!("styles/{part}.css")));
        let whole: Vec<u8> = parts.flat_map(|part| part.data.into_owned()).collect();
        let hash = short(&Sha256::digest(&whole));
        (whole, hash)
    });
    if file == SHEET {
        return Some(Found { data: Cow::Borrowed(&WHOLE.0), hash: WHOLE.1.clone() });
    }
    let found = Static::get(file)?;
    Some(Found { hash: short(&found.metadata.sha256_hash()), data: found.data })
}

/// The address of a file with the hash of its content.
#[must_use]
pub fn address(file: &str) -> String {
    find(file).map_or_else(|| format!("/static/{file}"), |found| format!("/static/{file}?v={}", found.hash))
}

/// What a file says, if it is text.
#[must_use]
pub fn text(file: &str) -> String {
    find(file).map_or_else(String::new, |found| String::from_utf8_lossy(&found.data).into_owned())
}

/// One word for all files together: it changes when one of them does.
#[must_use]
pub fn version() -> String {
    let mut all = Sha256::new();
    for file in Static::iter() {
        if let Some(found) = Static::get(&file) {
            all.update(found.metadata.sha256_hash());
        }
    }
    short(&all.finalize())
}

/// A colour of the stylesheet by its name, light or dark: the same everywhere.
#[must_use]
pub fn colour(token: &str, dark: bool) -> Option<String> {
    let css = text("styles/tokens.css");
    let (_, rest) = css.split_once(&format!("--{token}: light-dark("))?;
    let (light, rest) = rest.split_once(',')?;
    let (black, _) = rest.split_once(')')?;
    Some(if dark { black } else { light }.trim().to_owned())
}

fn short(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        if write!(text, "{byte:02x}").is_err() {
            tracing::error!("a string refused to grow");
        }
        text
    })
}

/// The files that become smaller, each compressed at the first wish for it.
static COMPRESSED: LazyLock<HashMap<String, OnceLock<Option<Bytes>>>> = LazyLock::new(|| {
    let all = Static::iter().chain([Cow::Borrowed(SHEET)]);
    all.filter(|file| kind(file) != PNG).map(|file| (file.into_owned(), OnceLock::new())).collect()
});

fn compressed(file: &str, found: &Found) -> Option<Bytes> {
    let made = || {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let done = encoder.write_all(&found.data).and_then(|()| encoder.finish());
        done.map(Bytes::from).inspect_err(|error| tracing::error!(file, %error, "a file is sent as it is")).ok()
    };
    COMPRESSED.get(file)?.get_or_init(made).clone()
}

fn takes_gzip(request: &HttpRequest) -> bool {
    let gzip = Encoding::gzip();
    request.headers().contains_key(ACCEPT_ENCODING)
        && AcceptEncoding::parse(request)
            .is_ok_and(|accepted| accepted.negotiate([gzip.clone(), Encoding::identity()].iter()) == Some(gzip))
}

/// GET /static/{file}
///
/// # Errors
/// 404 for a file that we do not have.
pub async fn file(request: HttpRequest, path: web::Path<String>) -> PageResult {
    let found = find(&path).ok_or(WebError::from(Refusal::NotFound))?;
    let hash = &found.hash;
    let exact = request.query_string().strip_prefix("v=") == Some(hash.as_str());
    let keep = if exact { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    let small = takes_gzip(&request).then(|| compressed(&path, &found)).flatten();
    let tag = if small.is_some() { format!("\"{hash}-gzip\"") } else { format!("\"{hash}\"") };
    let is_known = request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((CACHE_CONTROL, keep)).insert_header((ETAG, tag));
    if COMPRESSED.contains_key(path.as_str()) {
        answer.insert_header((VARY, "Accept-Encoding"));
    }
    if is_known {
        return Ok(answer.finish());
    }
    answer.insert_header((CONTENT_TYPE, kind(&path)));
    if let Some(small) = small {
        return Ok(answer.insert_header((CONTENT_ENCODING, "gzip")).body(small));
    }
    Ok(match found.data {
        Cow::Borrowed(bytes) => answer.body(bytes),
        Cow::Owned(bytes) => answer.body(bytes),
    })
}

/// Small already.
const PNG: &str = "image/png";

fn kind(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => PNG,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_stylesheet_is_in_it_once() {
        let parts: Vec<String> =
            Static::iter().filter(|file| file.starts_with("styles/")).map(Cow::into_owned).collect();
        assert_eq!(parts.len(), PARTS.len(), "{parts:?}");
        let whole = text(SHEET);
        assert!(parts.iter().all(|part| whole.matches(&text(part)).count() == 1));
        assert_eq!(whole.lines().count(), parts.iter().map(|part| text(part).lines().count()).sum::<usize>());
        assert_ne!(address(SHEET), address("styles/tokens.css"));
    }

    #[test]
    fn colours_come_from_the_stylesheet() {
        assert_eq!(colour("canvas", false).as_deref(), Some("#f4f2ef"));
        assert_eq!(colour("canvas", true).as_deref(), Some("#131311"));
        assert_eq!(colour("no-such", true), None);
        assert_eq!(version().len(), 16);
    }
}
