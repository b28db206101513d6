//! Who may what, for every address there is. The rows are the route table itself: the words behind a route are the least
//! role that may use it, and here they are tried, one route after the other, as nobody, agent, supervisor and admin. A
//! route without its words fails. What is finer than a role ("own", "to whom it is offered") has tests of its own.

use crate::support::{House, Person, ROLES, Route, client, pages, programs};

/// What nothing has as its id.
const UNKNOWN: &str = "999999";

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
