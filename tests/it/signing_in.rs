//! Getting in, what each role reaches, and what a page that is not ours can make a browser do.

use std::io::Read as _;
use std::sync::Arc;

use angelia::app::App;
use angelia::domain::ids::UserId;
use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use angelia::flows::users::add::{Added, Wanted, add};
use angelia::flows::users::setup_code;

use crate::support::{House, Person};

const PASSWORD: &str = "olives and thyme";

fn user(house: &House, email: &str, role: Role, password: Option<&str>) -> Added {
    let wanted = Wanted {
        name: "Άλκηστις".to_owned(),
        email: email.to_owned(),
        role: Some(role),
        password: password.map(str::to_owned),
    };
    add(&app(house), "command", &wanted).unwrap()
}

fn app(house: &House) -> Arc<App> {
    house.appliance().app().clone()
}

fn with_admin() -> (House, UserId) {
    let house = House::new();
    let id = user(&house, "admin@example.org", Role::Admin, Some(PASSWORD)).id;
    (house, id)
}

#[test]
fn the_first_admin_is_made_once() {
    let house = House::new();
    let person = Person::at(house.url());
    assert_eq!(person.get("/sign-in").location, "/setup");
    let code = setup_code::ensure(&app(&house)).unwrap().unwrap();
    let fields = |code| [("code", code), ("name", "Δήμητρα"), ("email", "d@example.org"), ("password", PASSWORD)];
    let wrong = person.fills_in("/setup", "/setup", &fields("AAAA-AAAA"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("id=\"code-e\"") && wrong.html.contains("Δήμητρα"), "{}", wrong.html);
    assert!(!wrong.html.contains(PASSWORD));
    let done = person.fills_in("/setup", "/setup", &fields(&code));
    assert_eq!((done.status, done.location.as_str()), (303, "/admin"));
    assert_eq!(person.get("/admin/users").status, 200);
    assert_eq!(person.get("/setup").status, 404);
    assert_eq!(Person::at(house.url()).get("/setup").status, 404);
}

#[test]
fn everybody_else_is_sent_to_sign_in_and_back() {
    let (house, _) = with_admin();
    let person = Person::at(house.url());
    let sent = person.get("/admin/users?x=1");
    assert_eq!((sent.status, sent.location.as_str()), (303, "/sign-in?next=%2Fadmin%2Fusers%3Fx%3D1"));
    assert_eq!(person.get_with("/inbox", &[("Sec-Fetch-Mode", "cors")]).status, 401);
    let fields = [("email", "ADMIN@example.org"), ("password", PASSWORD)];
    let next = |to| [fields[0], fields[1], ("next", to)];
    let done = person.fills_in("/sign-in", "/sign-in", &next("/admin/users?x=1"));
    assert_eq!((done.status, done.location.as_str()), (303, "/admin/users?x=1"));
    let lured = Person::at(house.url()).fills_in("/sign-in", "/sign-in", &next("//evil.example/"));
    assert_eq!((lured.status, lured.location.as_str()), (303, "/inbox"));
    let out = person.fills_in("/profile", "/sign-out", &[]);
    assert_eq!((out.status, out.location.as_str()), (303, "/sign-in"));
    assert!(person.get("/sign-in").html.contains("You are signed out."));
    assert!(!person.get("/sign-in").html.contains("You are signed out."), "shown once");
    assert_eq!(person.get("/profile").status, 303);
}

#[test]
fn a_stranger_learns_nothing_and_waits() {
    let (house, _) = with_admin();
    let person = Person::at(house.url());
    let unknown = person.signs_in("nobody@example.org", PASSWORD);
    let wrong = person.signs_in("admin@example.org", "not it at all");
    assert_eq!((unknown.status, wrong.status), (422, 422));
    let plain = |page: &str, email: &str| page.replace(email, "").replace(&person.get("/sign-in").csrf(), "");
    assert_eq!(plain(&unknown.html, "nobody@example.org"), plain(&wrong.html, "admin@example.org"));
    for _ in 0..4 {
        assert_eq!(person.signs_in("admin@example.org", "not it at all").status, 422);
    }
    let slowed = person.signs_in("admin@example.org", PASSWORD);
    assert_eq!(slowed.status, 429);
    assert!(!slowed.header("retry-after").is_empty());
    house.clock.advance(Millis::minutes(16));
    assert_eq!(person.signs_in("admin@example.org", PASSWORD).status, 303);
}

#[test]
fn a_form_of_another_site_does_nothing() {
    let (house, id) = with_admin();
    let admin = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let csrf = admin.get("/profile").csrf();
    let fields = [("csrf", csrf.as_str()), ("name", "x"), ("email", "x@example.org"), ("role", "admin")];
    let before = house.count("SELECT COUNT(*) FROM user");
    assert_eq!(admin.post("/admin/users", &fields[1..], &[]).status, 403);
    assert_eq!(admin.post("/admin/users", &[("csrf", "guess"), fields[1], fields[2], fields[3]], &[]).status, 403);
    assert_eq!(admin.post("/admin/users", &fields, &[("Sec-Fetch-Site", "cross-site")]).status, 403);
    assert_eq!(admin.post(&format!("/admin/users/{id}/role"), &[("role", "agent")], &[]).status, 403);
    let large = "x".repeat(70_000);
    assert_eq!(admin.post("/admin/users", &[("csrf", &csrf), ("name", &large)], &[]).status, 413);
    assert_eq!(house.count("SELECT COUNT(*) FROM user"), before);
    // The token of one sign-in is not that of another.
    let other = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    assert_eq!(other.post("/admin/users", &fields, &[]).status, 403);
    assert_eq!(admin.post("/admin/users", &fields, &[("Sec-Fetch-Site", "same-origin")]).status, 200);
}

#[test]
fn roles_reach_what_is_theirs_from_the_next_request_on() {
    let (house, _) = with_admin();
    let id = user(&house, "agent@example.org", Role::Agent, Some(PASSWORD)).id;
    let agent = Person::signed_in(house.url(), "agent@example.org", PASSWORD);
    let admin = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let pages = ["/admin", "/admin/users", "/admin/tokens", "/admin/audit", "/admin/accounts", "/admin/templates"];
    for page in pages {
        assert_eq!(agent.get(page).status, 403, "{page}");
        assert_eq!(admin.get(page).status, 200, "{page}");
    }
    let user = format!("/admin/users/{id}");
    assert_eq!(admin.fills_in(&user, &format!("{user}/role"), &[("role", "admin")]).location, user);
    assert_eq!(agent.get("/admin/users").status, 200);
    admin.fills_in(&user, &format!("{user}/deactivate"), &[]);
    assert_eq!(agent.get("/profile").status, 303);
    assert_eq!(agent.signs_in("agent@example.org", PASSWORD).status, 422);
    admin.fills_in(&user, &format!("{user}/reactivate"), &[]);
    assert_eq!(agent.signs_in("agent@example.org", PASSWORD).status, 303);
}

#[test]
fn the_last_admin_is_told_why() {
    let (house, id) = with_admin();
    let admin = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let user = format!("/admin/users/{id}");
    admin.fills_in(&user, &format!("{user}/deactivate"), &[]);
    assert!(admin.get(&user).html.contains("The last active admin stays."));
    assert_eq!(admin.get("/admin/users/999").status, 404);
    assert_eq!(admin.get("/admin/users/none").status, 404);
}

#[test]
fn a_link_lets_in_once() {
    let (house, _) = with_admin();
    let admin = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let fields = [("name", "Νίκος"), ("email", "n@example.org"), ("role", "agent")];
    let made = admin.fills_in("/admin/users/new", "/admin/users", &fields);
    assert_eq!(made.status, 200);
    let (_, rest) = made.html.split_once("/welcome/").unwrap();
    let link = format!("/welcome/{}", rest.split('<').next().unwrap());
    assert!(!admin.get("/admin/users/2").html.contains("/welcome/"), "shown once");
    let person = Person::at(house.url());
    assert!(person.get(&link).html.contains("Νίκος"));
    assert_eq!(person.fills_in(&link, &link, &[("password", "short")]).status, 422);
    assert_eq!(person.fills_in(&link, &link, &[("password", PASSWORD)]).location, "/inbox");
    assert_eq!(person.get("/profile").status, 200);
    assert_eq!(Person::at(house.url()).get(&link).status, 404);
    let twice = admin.fills_in("/admin/users/new", "/admin/users", &fields);
    assert_eq!(twice.status, 422);
    assert!(twice.html.contains("id=\"email-e\""));
}

#[test]
fn own_sign_ins_end_when_told_to() {
    let (house, _) = with_admin();
    let here = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let there = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    here.fills_in("/profile", "/profile/sign-ins/revoke-others", &[]);
    assert_eq!(there.get("/profile").status, 303);
    assert_eq!(here.get("/profile").status, 200);
    let third = Person::signed_in(house.url(), "admin@example.org", PASSWORD);
    let fields = [("old_password", PASSWORD), ("new_password", "thyme and olives")];
    assert_eq!(here.fills_in("/profile", "/profile/password", &fields).location, "/profile");
    assert_eq!(third.get("/profile").status, 303);
    // A jump of a month in steps, as a demo makes them, keeps whoever works signed in.
    for _ in 0..31 {
        house.clock.advance(Millis::days(1));
        assert_eq!(here.get("/profile").status, 200);
    }
    house.clock.advance(Millis::days(31));
    assert_eq!(here.get("/profile").status, 303);
}

#[test]
fn pages_keep_browsers_from_harm() {
    let (house, _) = with_admin();
    let admin = Person::at(house.url());
    let page = admin.get("/sign-in");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cache-control"), "no-store");
    let done = admin.signs_in("admin@example.org", PASSWORD);
    let cookie = done.headers.iter().find(|(_, value)| value.starts_with("angelia_sign_in=")).unwrap();
    assert!(cookie.1.contains("; HttpOnly; SameSite=Lax; Max-Age=2592000"), "{}", cookie.1);
    assert!(admin.cookie("angelia_visit").is_none());
    let missing = admin.get_with("/nothing", &[("Accept-Language", "el")]);
    assert_eq!(missing.status, 404);
    assert!(missing.html.contains("lang=\"el\"") && missing.html.contains("Δεν υπάρχει εδώ"), "{}", missing.html);
    let (_, rest) = page.html.split_once("/static/app.css?v=").unwrap();
    let hash = rest.split('"').next().unwrap();
    assert!(admin.get(&format!("/static/app.css?v={hash}")).header("cache-control").contains("immutable"));
    assert!(!admin.get("/static/app.css").header("cache-control").contains("immutable"));
    assert_eq!(admin.get("/static/../Cargo.toml").status, 404);
}

#[test]
fn stylesheet_and_scripts_are_sent_compressed_to_whoever_takes_it() {
    let house = House::new();
    let visitor = Person::at(house.url());
    let plain = visitor.get_with("/static/app.css", &[("Accept-Encoding", "identity")]);
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "Accept-Encoding"));
    for accepted in ["gzip", "gzip, deflate, br, zstd", "br, gzip;q=0.8"] {
        let small = visitor.get_with("/static/app.css", &[("Accept-Encoding", accepted)]);
        assert_eq!(small.header("content-type"), "text/css; charset=utf-8", "{accepted}");
        assert_ne!(small.header("etag"), plain.header("etag"), "{accepted}");
        let known = [("Accept-Encoding", accepted), ("If-None-Match", small.header("etag"))];
        assert_eq!(visitor.get_with("/static/app.css", &known).status, 304, "{accepted}");
    }
    let refused = visitor.get_with("/static/app.css", &[("Accept-Encoding", "gzip;q=0, identity")]);
    assert_eq!(refused.header("content-length"), plain.header("content-length"));
    // The picture is small already, and a page's length must not tell what it says.
    for address in ["/static/icon-192.png", "/sign-in"] {
        assert_eq!(
            visitor.get_with(address, &[("Accept-Encoding", "gzip")]).header("content-encoding"),
            "",
            "{address}"
        );
    }
    let mut small = Vec::new();
    visitor.stream("/static/app.css", &[("Accept-Encoding", "gzip")]).read_to_end(&mut small).unwrap();
    let mut whole = String::new();
    flate2::read::GzDecoder::new(small.as_slice()).read_to_string(&mut whole).unwrap();
    assert!(whole == plain.html && small.len() * 3 < whole.len());
    let phone = Person::at(&house.emulator.url()).get("/static/app.css");
    assert!(phone.html == plain.html, "the phone names the parts of the stylesheet by itself");
}
