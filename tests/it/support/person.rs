//! A person with a browser that runs no scripts: cookies, pages, forms with the page's token.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::api::client;

/// A browser of somebody.
pub struct Person {
    url: String,
    agent: ureq::Agent,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What the browser was answered.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: String,
    pub headers: Vec<(String, String)>,
    pub html: String,
}

impl Page {
    /// The value of a header; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The token that the forms of this page carry.
    pub fn csrf(&self) -> String {
        let (_, rest) = self.html.split_once("name=\"csrf\" value=\"").unwrap_or_else(|| panic!("no form: {self:?}"));
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Person {
    pub fn at(url: &str) -> Self {
        Self::with(url, client())
    }

    /// With a browser of its own kind.
    pub fn with(url: &str, agent: ureq::Agent) -> Self {
        Self { url: url.to_owned(), agent, cookies: RefCell::default() }
    }

    /// Somebody who is signed in.
    pub fn signed_in(url: &str, email: &str, password: &str) -> Self {
        let person = Self::at(url);
        let page = person.signs_in(email, password);
        assert_eq!((page.status, page.location.as_str()), (303, "/inbox"), "{}", page.html);
        person
    }

    /// Fills in the form of the sign-in page.
    pub fn signs_in(&self, email: &str, password: &str) -> Page {
        self.fills_in("/sign-in", "/sign-in", &[("email", email), ("password", password)])
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub fn get(&self, path: &str) -> Page {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let mut call = self.agent.get(format!("{}{path}", self.url)).header("Cookie", self.cookie_line());
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        self.read(call.call().unwrap())
    }

    /// Opens a stream that does not end by itself.
    pub fn stream(&self, path: &str, headers: &[(&str, &str)]) -> impl std::io::Read + use<> {
        let mut call = self.agent.get(format!("{}{path}", self.url)).header("Cookie", self.cookie_line());
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        let response = call.call().unwrap();
        assert_eq!(response.status().as_u16(), 200);
        response.into_body().into_reader()
    }

    /// Opens `page`, takes its token, and posts to `action`.
    pub fn fills_in(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.get(page).csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all, &[])
    }

    /// Posts just these fields.
    pub fn post(&self, action: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut call = self.agent.post(format!("{}{action}", self.url)).header("Cookie", self.cookie_line());
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        self.read(call.content_type("application/x-www-form-urlencoded").send(body).unwrap())
    }

    /// Posts these bytes, whatever they are.
    pub fn posts(&self, action: &str, content_type: &str, body: &[u8]) -> Page {
        let call = self.agent.post(format!("{}{action}", self.url)).header("Cookie", self.cookie_line());
        self.read(call.content_type(content_type).send(body).unwrap())
    }

    /// Chooses a file in the form of `page` and posts it to the same address.
    pub fn brings(&self, page: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
        self.brings_to(page, page, fields, file)
    }

    /// As [`Person::brings`], to another address.
    pub fn brings_to(&self, page: &str, action: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
        let csrf = self.get(page).csrf();
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            let head = format!("--olive\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        body.extend_from_slice(
            b"--olive\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
              Content-Type: text/csv\r\n\r\n",
        );
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--olive--\r\n");
        let call = self.agent.post(format!("{}{action}", self.url)).header("Cookie", self.cookie_line());
        self.read(call.content_type("multipart/form-data; boundary=olive").send(body).unwrap())
    }

    /// Posts files as a browser does: all fields of the form of `page`, and these under `attach`.
    pub fn attaches(&self, page: &str, action: &str, text: &str, files: &[(&str, &str, &[u8])]) -> Page {
        let csrf = self.get(page).csrf();
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf.as_str()), ("key", "k"), ("act", "text"), ("text", text)] {
            let head = format!("--olive\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (name, kind, bytes) in files {
            let head = format!(
                "--olive\r\nContent-Disposition: form-data; name=\"attach\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--olive--\r\n");
        let call = self.agent.post(format!("{}{action}", self.url)).header("Cookie", self.cookie_line());
        self.read(call.content_type("multipart/form-data; boundary=olive").send(body).unwrap())
    }

    fn cookie_line(&self) -> String {
        self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn read(&self, mut response: ureq::http::Response<ureq::Body>) -> Page {
        let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        for line in response.headers().get_all("set-cookie") {
            let line = text(line);
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        Page {
            status: response.status().as_u16(),
            location: response.headers().get("location").map(text).unwrap_or_default(),
            headers: response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            html: String::from_utf8_lossy(&response.body_mut().read_to_vec().unwrap()).into_owned(),
        }
    }
}
