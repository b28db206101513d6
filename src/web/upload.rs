//! Posted forms that bring one file (`multipart/form-data`, RFC 7578), read whole and with a limit.
//!
//! For small files such as tables. As with [`PostedForm`](crate::web::form::PostedForm) nothing of one is looked at
//! before its token is right.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};

use crate::web::error::WebError;
use crate::web::form;

/// The largest form with a file, in bytes.
pub const BYTES_MAX: usize = 2 * 1024 * 1024;
/// Parts of a form at most.
const PARTS_MAX: usize = 20;

/// A form with a file, really from a page of ours.
pub struct PostedFile {
    /// Its other fields as they came.
    pub fields: Vec<(String, String)>,
    /// The file; empty if none was chosen.
    pub file: Vec<u8>,
    /// What it is called; empty if nothing says it.
    pub name: String,
}

impl PostedFile {
    /// What a field says; empty if there is none.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest for PostedFile {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let boundary = content_type.and_then(boundary).ok_or(WebError::Unreadable)?;
            let body = web::Payload::from_request(&request, &mut payload).await.map_err(|_| WebError::Unreadable)?;
            let bytes = match body.to_bytes_limited(BYTES_MAX).await {
                Ok(Ok(bytes)) => bytes,
                Ok(Err(_)) => return Err(WebError::Unreadable),
                Err(_) => return Err(WebError::TooLarge),
            };
            let posted = parse(&bytes, &boundary).ok_or(WebError::Unreadable)?;
            form::check_token(&request, Some(posted.field("csrf")).filter(|token| !token.is_empty()))?;
            Ok(posted)
        })
    }
}

/// What stands between the parts.
fn boundary(content_type: &str) -> Option<String> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let value = value.trim_matches('"');
    (1..=70).contains(&value.len()).then(|| value.to_owned())
}

/// The parts of a body; `None` if it is not made of such.
fn parse(body: &[u8], boundary: &str) -> Option<PostedFile> {
    let line = format!("--{boundary}");
    let mut rest = body.strip_prefix(line.as_bytes())?;
    let next = format!("\r\n{line}");
    let mut posted = PostedFile { fields: Vec::new(), file: Vec::new(), name: String::new() };
    for _ in 0..PARTS_MAX {
        if rest.starts_with(b"--") {
            return Some(posted);
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, next.as_bytes())?;
        let (part, after) = part.split_at(end);
        let head_end = find(part, b"\r\n\r\n")?;
        let (head, content) = part.split_at(head_end);
        let content = content.strip_prefix(b"\r\n\r\n")?;
        let (name, file) = disposition(std::str::from_utf8(head).ok()?)?;
        if let Some(called) = file {
            posted.file = content.to_vec();
            posted.name = called;
        } else {
            posted.fields.push((name, std::str::from_utf8(content).ok()?.to_owned()));
        }
        rest = after.strip_prefix(next.as_bytes())?;
    }
    None
}

/// The name of a part, and if it is a file what that is called.
fn disposition(head: &str) -> Option<(String, Option<String>)> {
    let line = head.split("\r\n").find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let value = |name: &str| {
        let (_, after) = line.split_once(&format!("; {name}=\""))?;
        after.split_once('"').map(|(value, _)| value.to_owned())
    };
    let file = line.contains("; filename=").then(|| value("filename").unwrap_or_default());
    Some((value("name")?, file))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--xyz\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"r;=.csv\"\r\nContent-Type: text/csv\r\n\r\n\
        a,b\r\n--xy\r\n\r\n--xyz--\r\n";

    #[test]
    fn reads_what_browsers_send() {
        let posted = parse(FORM.as_bytes(), "xyz").unwrap();
        assert_eq!((posted.field("csrf"), posted.field("other")), ("abc", ""));
        assert_eq!((posted.file.as_slice(), posted.name.as_str()), (b"a,b\r\n--xy\r\n".as_slice(), "r;=.csv"));
        let line = "multipart/form-data; boundary=----WebKitFormBoundaryAb1";
        assert_eq!(boundary(line).as_deref(), Some("----WebKitFormBoundaryAb1"));
        assert_eq!(boundary("multipart/form-data; charset=utf-8; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary("application/x-www-form-urlencoded"), None);
        assert_eq!(boundary("multipart/form-data; boundary="), None);
    }

    #[test]
    fn half_a_form_is_none() {
        for cut in 0..FORM.len() - 4 {
            let (half, _) = FORM.as_bytes().split_at(cut);
            assert!(parse(half, "xyz").is_none(), "{cut}");
        }
        let many = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".repeat(30) + "--x--";
        assert!(parse(many.as_bytes(), "x").is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_between_any_boundaries_are_read(
            line in "\\PC{0,100}",
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..600),
            cut in 0..FORM.len(),
        ) {
            drop(boundary(&line));
            drop(parse(&bytes, "xyz"));
            let (before, after) = FORM.as_bytes().split_at(cut);
            let form = [before, &bytes, after].concat();
            if let Some(posted) = parse(&form, "xyz") {
                proptest::prop_assert!(posted.fields.len() < PARTS_MAX && posted.file.len() <= form.len());
            }
        }
    }
}
