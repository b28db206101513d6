//! Where we stand at the public URL: behind a path such as `/angelia`, or at the root.
//!
//! Everything inside speaks of `/inbox`: route table, handlers, templates. This is the one place that knows
//! of the path. It takes it off what comes in (a proxy may have done so before, which is as good), and puts
//! it before what goes out: redirects, the path of cookies, addresses in the attributes of a page. That
//! needs no understanding of the page: templates escape `"` in whatever comes from outside, so ` href="/`
//! can only be ours. Scripts ask their own address where they stand (`static/hand.js`).
//! Why so: `docs/adr/0009-one-place-for-the-path.md`.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use actix_web::http::uri::PathAndQuery;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};

use crate::app::App;

/// The attributes that hold addresses of ours.
const ATTRIBUTES: [&str; 5] = ["href", "src", "action", "formaction", "data-draft"];

/// The middleware around everything else.
pub(crate) async fn mount(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.app_data::<Data<App>>().map(|app| app.path().to_owned()).unwrap_or_default();
    if path.is_empty() {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    if let Some(uri) = without(&path, request.uri()) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    headers(answer.headers_mut(), &path);
    let is_page = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    Ok(if is_page { answer.map_body(|_, body| rewritten(body, &path)) } else { answer })
}

/// The path without the mount in front; as it is if it has none. Also for addresses that a browser sends.
#[must_use]
pub fn inside<'a>(mount: &str, path: &'a str) -> &'a str {
    match path.strip_prefix(mount) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

fn without(mount: &str, uri: &Uri) -> Option<Uri> {
    let path = inside(mount, uri.path());
    if path == uri.path() {
        return None;
    }
    let whole = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(whole).ok()?);
    Uri::from_parts(parts).ok()
}

fn headers(headers: &mut HeaderMap, mount: &str) {
    let own = |value: &&HeaderValue| value.as_bytes().starts_with(b"/") && !value.as_bytes().starts_with(b"//");
    let location = headers.get(LOCATION).filter(own).and_then(|to| to.to_str().ok()).map(|to| format!("{mount}{to}"));
    if let Some(value) = location.and_then(|to| HeaderValue::try_from(to).ok()) {
        headers.insert(LOCATION, value);
    }
    let lines: Vec<String> =
        headers.get_all(SET_COOKIE).filter_map(|line| line.to_str().ok()).map(str::to_owned).collect();
    headers.remove(SET_COOKIE);
    for line in lines {
        if let Ok(value) = HeaderValue::try_from(line.replacen("; Path=/;", &format!("; Path={mount};"), 1)) {
            headers.append(SET_COOKIE, value);
        }
    }
}

fn rewritten(body: BoxBody, mount: &str) -> BoxBody {
    match body.try_into_bytes() {
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(html) => BoxBody::new(Bytes::from(page(html, mount))),
            Err(_) => BoxBody::new(bytes),
        },
        Err(streamed) => streamed,
    }
}

/// The page with `mount` before each address of ours in an attribute.
fn page(html: &str, mount: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("=\"/") {
        out.push_str(before);
        out.push_str("=\"");
        let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if ATTRIBUTES.contains(&name) && !after.starts_with('/') {
            out.push_str(mount);
        }
        out.push('/');
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::HttpResponse;

    #[test]
    fn the_path_is_taken_off_once() {
        for (path, want) in [
            ("/a", "/"),
            ("/a/", "/"),
            ("/a/inbox/3", "/inbox/3"),
            ("/inbox", "/inbox"),
            ("/ab/inbox", "/ab/inbox"),
            ("/a/a/inbox", "/a/inbox"),
            ("/", "/"),
        ] {
            assert_eq!(inside("/a", path), want, "{path}");
        }
        let uri: Uri = "/a/webhooks/x?m=1&n=/a/".parse().unwrap();
        assert_eq!(without("/a", &uri).unwrap().to_string(), "/webhooks/x?m=1&n=/a/");
        assert_eq!(without("/a", &"/inbox?x".parse().unwrap()), None);
    }

    #[test]
    fn addresses_of_ours_get_the_path_and_nothing_else_does() {
        for (html, want) in [
            (r#"<a class="x" href="/inbox">"#, r#"<a class="x" href="/a/inbox">"#),
            ("<form\n  action=\"/x\"><img src=\"/y\">", "<form\n  action=\"/a/x\"><img src=\"/a/y\">"),
            (r#"<use href="/static/i.svg#i"/>"#, r#"<use href="/a/static/i.svg#i"/>"#),
            (r#"<a href="//evil.example">"#, r#"<a href="//evil.example">"#),
            (r#"<a href="https://wa.me/1">"#, r#"<a href="https://wa.me/1">"#),
            (r#"<input value="/x" data-copy="/y">"#, r#"<input value="/x" data-copy="/y">"#),
            ("<p>he wrote href=&#34;/x&#34;</p>", "<p>he wrote href=&#34;/x&#34;</p>"),
            (r##"<a href="#main">"##, r##"<a href="#main">"##),
        ] {
            assert_eq!(page(html, "/a"), want);
        }
    }

    #[test]
    fn redirects_and_cookies_get_the_path() {
        let mut answer = HttpResponse::SeeOther();
        answer.insert_header((LOCATION, "/inbox"));
        answer.append_header((SET_COOKIE, "a=1; Path=/; HttpOnly")).append_header((SET_COOKIE, "b=2; Path=/; Secure"));
        let mut answer = answer.finish();
        headers(answer.headers_mut(), "/a");
        assert_eq!(answer.headers().get(LOCATION).unwrap(), "/a/inbox");
        let cookies: Vec<_> = answer.headers().get_all(SET_COOKIE).map(|line| line.to_str().unwrap()).collect();
        assert_eq!(cookies, ["a=1; Path=/a; HttpOnly", "b=2; Path=/a; Secure"]);
        for away in ["https://example.com/", "//example.com"] {
            let mut answer = HttpResponse::SeeOther().insert_header((LOCATION, away)).finish();
            headers(answer.headers_mut(), "/a");
            assert_eq!(answer.headers().get(LOCATION).unwrap(), away);
        }
    }
}
