//! Who may what, for every address there is. The rows are the route table itself: the words behind a route are the least
//! role that may use it, and here they are tried, one route after the other, as nobody, agent, supervisor and admin. A
//! route without its words fails. What is finer than a role ("own", "to whom it is offered") has tests of its own.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use crate::support::{House, Person, client};

const PAGES: &str = include_str!("../../src/web/routes.rs");
const PROGRAMS: &str = include_str!("../../src/web/routes/programs.rs");
/// What nothing has as its id.
const UNKNOWN: &str = "999999";
const ROLES: [&str; 3] = ["agent", "supervisor", "admin"];

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"route\(\s*"([^"]+)",\s*(get|post|head)\(\)\s*\.to\([^)]*\),?\s*\)[ ;]*(?:// *(.*))?"#).unwrap()
});
static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"at\("([^"]+)"\)((?:\s*\.(?:get|post|put|patch|delete|head)\([^)]*\))+),?\s*\)[ ;]*(?:// *(.*))?"#)
        .unwrap()
});
static VERB: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.(get|post|put|patch|delete|head)\(").unwrap());

/// One row of the table.
struct Route {
    verb: String,
    path: String,
    /// The words behind it.
    words: String,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.verb, self.path, self.words)
    }
}

impl Route {
    /// The address with `id` in the place of everything that is named.
    fn with(&self, id: &str) -> String {
        static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}").unwrap());
        NAMED.replace_all(&self.path, id).into_owned()
    }

    /// The least role, as its place in [`ROLES`]; `None`: not a matter of roles.
    ///
    /// `agent / admin`: to read, to change.
    fn least(&self) -> Option<usize> {
        let (read, change) = self.words.split_once(" / ").unwrap_or((&self.words, &self.words));
        let reads = ["get", "head"].contains(&self.verb.as_str());
        let words = if reads { read } else { change };
        let role = words.split([',', ' ', ';']).next().unwrap_or_default();
        let least = ROLES.iter().position(|known| *known == role);
        let others = ["anybody", "signature", "token"];
        assert!(
            least.is_some() || others.contains(&role),
            "{self}: the words behind a route begin with who may use it"
        );
        least
    }
}

/// The routes of the pages; all of them, or the pattern here is to be mended.
fn pages() -> Vec<Route> {
    let row = |found: regex::Captures<'_>| Route {
        verb: found[2].to_owned(),
        path: found[1].to_owned(),
        words: found.get(3).map_or_else(String::new, |words| words.as_str().to_owned()),
    };
    let rows: Vec<Route> = PAGE.captures_iter(PAGES).map(row).collect();
    let written = PAGES.matches("().to(").count() - PAGES.matches("default_service(").count();
    assert_eq!(rows.len(), written, "rows of the table that are not read here");
    rows
}

/// The routes of programs, whole addresses.
fn programs() -> Vec<Route> {
    let mut rows = Vec::new();
    for found in PROGRAM.captures_iter(PROGRAMS) {
        for verb in VERB.captures_iter(&found[2]) {
            rows.push(Route {
                verb: verb[1].to_owned(),
                path: format!("/api/v1{}", &found[1]),
                words: found.get(3).map_or_else(String::new, |words| words.as_str().to_owned()),
            });
        }
    }
    let written = Regex::new(r"\(api::\w+::\w+\)").unwrap().find_iter(PROGRAMS).count() - 1; // `identify` is none
    assert_eq!(rows.len(), written, "rows of the table that are not read here");
    rows
}

/// A house with something in it.
fn house() -> House {
    let house = House::new();
    house.hire("first", "admin");
    house.anna_writes("good morning");
    house
}

/// What a person's browser is answered: the status, and where it is sent.
fn asks(person: &Person, route: &Route, id: &str, csrf: &str) -> (u16, String) {
    let path = route.with(id);
    let page = match route.verb.as_str() {
        "post" => person.post(&path, &[("csrf", csrf)], &[]),
        _ if route.path == "/live" => {
            drop(person.stream(&path, &[]));
            return (200, String::new());
        }
        _ => person.get(&path),
    };
    (page.status, page.location)
}

/// What a program is answered.
fn calls(house: &House, token: Option<&str>, route: &Route, id: &str) -> u16 {
    let mut call = ureq::http::Request::builder().method(route.verb.to_uppercase().as_str()).uri(format!(
        "{}{}",
        house.url(),
        route.with(id)
    ));
    if let Some(token) = token {
        call = call.header("Authorization", format!("Bearer {token}"));
    }
    let body = if ["get", "head", "delete"].contains(&route.verb.as_str()) { "" } else { "{}" };
    let call = call.header("Content-Type", "application/json").body(body).unwrap();
    client().run(call).unwrap().status().as_u16()
}

/// Somebody of this role, signed in, and the token of their forms.
fn somebody(house: &House, role: &str) -> (Person, String) {
    let (email, password) = house.hire(role, role);
    let person = Person::signed_in(house.url(), &email, &password);
    let csrf = person.get("/profile").csrf();
    (person, csrf)
}

fn refuse(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} of the table are not so:\n  {}", complaints.len(), complaints.join("\n  "));
}

#[test]
fn nobody_is_let_in_where_the_table_names_a_role() {
    let house = house();
    let nobody = Person::at(house.url());
    let csrf = nobody.get("/sign-in").csrf();
    let mut complaints = Vec::new();
    for route in pages().iter().filter(|route| route.path != "/live") {
        let (status, location) = asks(&nobody, route, "1", &csrf);
        let sent_away = status == 303 && location.starts_with("/sign-in");
        let as_said = match route.least() {
            Some(_) => sent_away || status == 401,
            None if route.words.starts_with("signature") => status == 404, // and with a key 403: `refusals`
            None => status < 500 && status != 401,
        };
        if !as_said {
            complaints.push(format!("{route}: {status} {location}"));
        }
    }
    for route in programs() {
        let status = calls(&house, None, &route, "1");
        if (status == 401) != route.least().is_some() {
            complaints.push(format!("{route}: {status}"));
        }
    }
    refuse(&complaints);
}

#[test]
fn pages_open_to_their_least_role_and_nobody_below() {
    let house = house();
    let mut complaints = Vec::new();
    for (place, role) in ROLES.iter().enumerate() {
        let (person, csrf) = somebody(&house, role);
        let rows = pages();
        // Signing out comes last, whatever its place.
        let (last, rows): (Vec<&Route>, Vec<&Route>) = rows.iter().partition(|route| route.path == "/sign-out");
        for route in rows.into_iter().chain(last) {
            let Some(least) = route.least() else { continue };
            let below = place < least;
            let (status, location) = asks(&person, route, if below { "1" } else { UNKNOWN }, &csrf);
            let in_vain = status == 403 || status == 401 || status >= 500;
            let sent_away = location.starts_with("/sign-in") && route.path != "/sign-out";
            if below != (status == 403) || (!below && (in_vain || sent_away)) {
                complaints.push(format!("{role}: {route}: {status} {location}"));
            }
        }
    }
    refuse(&complaints);
}

#[test]
fn programs_reach_what_their_role_may_and_nothing_above() {
    let house = house();
    let mut complaints = Vec::new();
    for (place, role) in ROLES.iter().enumerate() {
        let token = house.token(role);
        for route in programs() {
            let Some(least) = route.least() else { continue };
            let below = place < least;
            let status = calls(&house, Some(&token), &route, if below { "1" } else { UNKNOWN });
            if below != (status == 403) || status == 401 || status >= 500 {
                complaints.push(format!("{role}: {route}: {status}"));
            }
        }
    }
    refuse(&complaints);
}

#[test]
fn no_form_is_taken_without_its_token() {
    let house = house();
    let (admin, _) = somebody(&house, "admin");
    let mut complaints = Vec::new();
    for route in pages().iter().filter(|route| route.verb == "post" && route.least().is_some()) {
        for csrf in ["", "wrong"] {
            let (mut status, location) = asks(&admin, route, "1", csrf);
            if status == 400 {
                // One that takes files has its token among them.
                let parts = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--x--\r\n");
                status = admin.posts(&route.with("1"), "multipart/form-data; boundary=x", parts.as_bytes()).status;
            }
            if status != 403 {
                complaints.push(format!("{route} with “{csrf}”: {status} {location}"));
            }
        }
    }
    refuse(&complaints);
}
