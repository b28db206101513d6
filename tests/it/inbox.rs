//! The inbox as a browser without scripts uses it, and what the scripts ask for.

use std::io::Read as _;

use angelia::app::App;
use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use angelia::emulator::{Approval, FailAt, NewTemplate};
use angelia::flows::users::add::{Wanted, add};
use serde_json::json;

use crate::support::{ACCOUNT_SID, BORIS, House, PATIENCE, Page, Person, SHOP, eventually};

const PASSWORD: &str = "olives and thyme";

/// A user in a browser; the first one needs an admin before, for without one nobody can sign in.
pub fn somebody(house: &House, name: &str, role: Role) -> Person {
    let app: std::sync::Arc<App> = house.appliance().app().clone();
    if role != Role::Admin && house.count("SELECT count(*) FROM user") == 0 {
        somebody(house, "boss", Role::Admin);
    }
    let email = format!("{name}@example.org");
    let wanted =
        Wanted { name: name.to_owned(), email: email.clone(), role: Some(role), password: Some(PASSWORD.to_owned()) };
    add(&app, "command", &wanted).unwrap();
    Person::signed_in(house.url(), &email, PASSWORD)
}

/// Presses a button of a conversation's page.
pub fn press(person: &Person, conversation: i64, verb: &str, fields: &[(&str, &str)]) -> Page {
    let action = format!("/inbox/{conversation}/{verb}");
    person.fills_in(&format!("/inbox/{conversation}"), &action, fields)
}

pub fn thread(person: &Person, conversation: i64) -> String {
    let page = person.get(&format!("/inbox/{conversation}"));
    assert_eq!(page.status, 200, "{}", page.location);
    page.html
}

/// Which of the nine composers a page has.
pub fn composer(html: &str) -> &str {
    let (_, rest) = html.split_once("id=\"composer\" data-state=\"").unwrap();
    rest.split('"').next().unwrap()
}

fn with_template(house: &House) {
    house.twilio.add_template(
        ACCOUNT_SID,
        NewTemplate {
            name: "order_ready".to_owned(),
            language: "en".to_owned(),
            types: json!({ "twilio/quick-reply": { "body": "Hello {{1}}, order {{2}} is ready.",
                "actions": [{ "type": "QUICK_REPLY", "title": "Thanks", "id": "t" }] } }),
            variables: json!({ "1": "Maria", "2": "2041" }),
            category: "UTILITY".to_owned(),
            sid: String::new(),
            approval: Approval::Approved,
        },
    );
    assert_eq!(house.admin().post("/templates/sync", &json!({})).status, 200);
}

#[test]
fn an_answer_by_forms_alone() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("Do you have oil?\nOf this year? https://example.org/x <b>");
    assert!(nikos.get("/inbox").html.contains("Nobody is waiting for you"));
    let open = nikos.get("/inbox?view=open").html;
    assert!(open.contains("Do you have oil?") && open.contains(&format!("/inbox/{conversation}?view=open")), "{open}");

    let page = thread(&nikos, conversation);
    assert_eq!(composer(&page), "nobodys");
    assert!(page.contains("<a href=\"https://example.org/x\" rel=\"noopener noreferrer nofollow\""));
    assert!(page.contains("&#60;b&#62;") && !page.contains("<b> "), "escaped");
    assert_eq!(press(&nikos, conversation, "messages", &[("text", "mine?")]).status, 422);
    assert_eq!(press(&nikos, conversation, "take", &[]).location, format!("/inbox/{conversation}"));
    let page = thread(&nikos, conversation);
    assert_eq!(composer(&page), "text");
    assert!(page.contains("mine?"), "what could not be sent is the draft");
    assert_eq!(house.count("SELECT sum(unread) FROM conversation"), 0, "the assignee saw it, and no script says so");

    let fields = [("act", "text"), ("key", "k1"), ("text", "Yes, five litres.")];
    let sent = press(&nikos, conversation, "messages", &fields);
    assert_eq!((sent.status, sent.location.as_str()), (303, format!("/inbox/{conversation}").as_str()));
    press(&nikos, conversation, "messages", &fields);
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 1, "the same form twice");
    house.until_status(2, "delivered");
    assert!(thread(&nikos, conversation).contains("aria-label=\"Delivered\""));

    let long = "x".repeat(1_623);
    let refused = press(&nikos, conversation, "messages", &[("act", "text"), ("text", &long)]);
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("23 characters too many") && refused.html.contains(&long));

    assert_eq!(press(&nikos, conversation, "close", &[]).location, "/inbox");
    assert_eq!(composer(&thread(&nikos, conversation)), "ended");
    let closed = nikos.get("/inbox?view=closed").html;
    assert!(closed.contains(&format!("/inbox/{conversation}?view=closed")) && closed.contains("Draft:"), "{closed}");
    let begun = press(&nikos, conversation, "begin", &[]);
    let new: i64 = begun.location.rsplit('/').next().unwrap().parse().unwrap();
    assert_ne!(new, conversation);
    assert!(thread(&nikos, new).contains("Yes, five litres."), "the history stands above");
    let history = nikos.get(&format!("/inbox/{conversation}"));
    assert!(history.location.starts_with(&format!("/inbox/{new}?before=")), "{}", history.location);
}

#[test]
fn after_the_window_the_picker_stands_there() {
    let house = House::new();
    with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    press(&nikos, conversation, "draft", &[("text", "kept words")]);
    assert!(nikos.get("/inbox").html.contains("kept words"));
    house.clock.advance(Millis::hours(24));
    house.run_jobs();
    let page = thread(&nikos, conversation);
    assert_eq!(composer(&page), "template_only");
    assert!(page.contains("Why only a template?") && page.contains("24 hours have passed"));
    assert!(page.contains("value=\"Anna\"") && page.contains("e.g. 2041") && page.contains("kept words"));

    let late = press(&nikos, conversation, "messages", &[("act", "text"), ("text", "too late")]);
    assert_eq!(late.status, 422);
    assert!(late.html.contains("too late") && composer(&late.html) == "template_only");

    let template = house.count("SELECT id FROM template WHERE sandbox = 0").to_string();
    let mut fields = vec![("act", "template"), ("template", template.as_str()), ("v.1", "Anna"), ("v.2", "")];
    assert!(page.contains("name=\"choose\" value=\"1\""), "without scripts the fields of another one are asked for");
    let choosing = [&fields[..2], &[("choose", "1"), ("text", "kept, and changed")]].concat();
    let chosen = press(&nikos, conversation, "messages", &choosing);
    assert!(chosen.status == 200 && chosen.html.contains("kept, and changed"), "{} {}", chosen.status, chosen.html);
    let refused = press(&nikos, conversation, "messages", &fields);
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("aria-invalid=\"true\"") && refused.html.contains("Field 2 is empty"),
        "{}",
        refused.html
    );
    fields[3].1 = "2041";
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    let page = thread(&nikos, conversation);
    assert!(page.contains("Hello Anna, order 2041 is ready.") && page.contains("<span>Thanks</span>"));
    assert!(page.contains("Template order_ready, by you") && page.contains("too late"), "the draft stays");
    house.anna_writes("thanks");
    assert_eq!(composer(&thread(&nikos, conversation)), "text");
}

#[test]
fn colleagues_see_whose_it_is_and_a_failure_says_what_to_do() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Supervisor));
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    let page = thread(&eleni, conversation);
    assert_eq!(composer(&page), "not_yours");
    assert!(page.contains("nikos is answering Anna.") && page.contains("nikos took it"));
    assert_eq!(house.count("SELECT sum(unread) FROM conversation"), 1, "a glance of somebody else leaves it unread");

    house.twilio.fail_next(63_024, FailAt::Report);
    press(&nikos, conversation, "messages", &[("act", "text"), ("text", "first try")]);
    house.until_status(2, "undelivered");
    let page = thread(&nikos, conversation);
    assert!(page.contains("Code 63024") && page.contains("name=\"again\" value=\"2\""), "{page}");
    assert_eq!(press(&nikos, conversation, "messages", &[("again", "2"), ("key", "again")]).status, 303);
    house.until_status(3, "delivered");
    assert_eq!(press(&nikos, conversation, "messages", &[("again", "3")]).status, 404, "only what failed");

    let to = house.count("SELECT id FROM user WHERE name = 'eleni'").to_string();
    let refused = press(&nikos, conversation, "assign", &[("user_id", &to)]);
    assert_eq!(refused.location, format!("/inbox/{conversation}"));
    assert!(thread(&nikos, conversation).contains("Your role does not allow this."));
    press(&eleni, conversation, "assign", &[("user_id", &to)]);
    assert_eq!(composer(&thread(&eleni, conversation)), "text");
    assert_eq!(press(&eleni, conversation, "release", &[]).status, 303);
    assert_eq!(composer(&thread(&nikos, conversation)), "nobodys");
    house.twilio.customer_writes(crate::support::ANNA, SHOP, "STOP");
    eventually("the opt-out", || {
        (house.count("SELECT count(*) FROM thread WHERE opted_out_at IS NOT NULL") == 1).then_some(())
    });
    assert_eq!(house.count("SELECT count(*) FROM conversation WHERE waiting_since_at IS NOT NULL"), 0, "nobody waits");
    press(&nikos, conversation, "take", &[]);
    assert_eq!(composer(&thread(&nikos, conversation)), "opted_out");
}

#[test]
fn the_list_pages_sorts_and_finds() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    house.anna_writes("one");
    house.writes(BORIS, SHOP, "two");
    let rows = |path: &str| nikos.get(path).html.matches("<li id=\"c-").count();
    house.run_jobs();
    for (path, want) in [
        ("/inbox", 0),
        ("/inbox?view=open", 2),
        ("/inbox?view=all&sort=window", 2),
        ("/inbox?view=open&unread=1", 2),
        ("/inbox?view=closed", 0),
        ("/inbox?q=ANN", 1),
        ("/inbox?q=0000002", 1),
        ("/inbox?q=nobody", 0),
        ("/inbox?view=open&more=waiting.9999999999999.1", 0),
        ("/inbox/fragments/list?view=open&chosen=1", 2),
    ] {
        assert_eq!(rows(path), want, "{path}");
    }
    for part in ["row", "log?after=0", "composer", "head", "side"] {
        let page = nikos.get(&format!("/inbox/1/fragments/{part}"));
        assert!(page.status == 200 && !page.html.contains("<html"), "{part}: {}", page.html);
        assert_eq!(nikos.get(&format!("/inbox/99/fragments/{part}")).status, 404, "{part}");
    }
    assert_eq!(nikos.get("/inbox/99").status, 404);
    assert_eq!(nikos.get("/inbox/x").status, 404);
    let live = [("X-Live", "1")];
    let csrf = nikos.get("/inbox/1").csrf();
    let refused = nikos.post("/inbox/1/messages", &[("csrf", &csrf), ("text", "x")], &live);
    let told: serde_json::Value = serde_json::from_str(&refused.html).unwrap();
    assert_eq!((refused.status, told["code"].as_str()), (422, Some("not_assigned_to_you")));
    assert_eq!(nikos.post("/inbox/1/take", &[("csrf", &csrf)], &live).status, 204);
    let line = nikos.post("/inbox/1/messages", &[("csrf", &csrf), ("text", "<i>hi</i>")], &live);
    assert!(line.html.contains("&#60;i&#62;hi") && line.html.contains("id=\"m-3\""), "{}", line.html);
    assert_eq!(nikos.post("/inbox/1/take", &[("csrf", "wrong")], &live).status, 403);
}

#[test]
fn of_two_who_take_it_at_once_one_has_it() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Agent));
    let conversation = house.anna_writes("hello");
    let path = format!("/inbox/{conversation}");
    // Both look at the same page: nobody has it.
    let (one, two) = (nikos.get(&path).csrf(), eleni.get(&path).csrf());
    let take = format!("{path}/take");
    assert_eq!(nikos.post(&take, &[("csrf", &one)], &[]).status, 303);
    let late = eleni.post(&take, &[("csrf", &two)], &[("X-Live", "1")]);
    assert_eq!(late.status, 409, "{}", late.html);
    assert_eq!(eleni.post(&take, &[("csrf", &two)], &[]).location, path);
    let page = thread(&eleni, conversation);
    assert!(page.contains("Somebody may have been faster") && page.contains("nikos is answering Anna."), "{page}");
    // Having seen whose it is, she may take it over, and from him alone.
    let id = house.count("SELECT id FROM user WHERE name = 'nikos'");
    assert!(page.contains(&format!("{take}?from={id}")), "{page}");
    assert_eq!(eleni.post(&format!("{take}?from=9999"), &[("csrf", &two)], &[("X-Live", "1")]).status, 409);
    assert_eq!(eleni.post(&format!("{take}?from={id}"), &[("csrf", &two)], &[]).status, 303);
    assert_eq!(composer(&thread(&eleni, conversation)), "text");
    assert_eq!(composer(&thread(&nikos, conversation)), "not_yours");
}

#[test]
fn writing_again_ends_the_paperwork() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    press(&nikos, conversation, "end", &[]);
    assert_eq!(composer(&thread(&nikos, conversation)), "ended");
    let begun = press(&nikos, conversation, "begin", &[]);
    assert_ne!(begun.location, format!("/inbox/{conversation}"));
    let second = house.count("SELECT max(id) FROM conversation");
    assert_eq!(begun.location, format!("/inbox/{second}"));
    assert_eq!(composer(&thread(&nikos, second)), "text");
    assert_eq!(house.count("SELECT count(*) FROM conversation WHERE state = 'closed'"), 1);
}

#[test]
fn the_end_of_a_window_is_told_to_open_pages_by_itself() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    let mut stream = nikos.stream("/live", &[]);
    house.clock.advance(Millis::hours(24));
    let heard = hear(&mut stream, "window_changed");
    assert!(heard.contains("window_changed") && heard.contains("\"open\":false"), "{heard}");
    assert!(heard.contains(&format!("\"conversation\":{conversation}")), "{heard}");
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'window_closed'"), 1);
}

/// Reads the stream until it has `wanted`, or ends, or patience does.
pub fn hear(stream: &mut impl std::io::Read, wanted: &str) -> String {
    let mut heard = Vec::new();
    let mut piece = [0_u8; 512];
    let started = std::time::Instant::now();
    while started.elapsed() < PATIENCE && !String::from_utf8_lossy(&heard).contains(wanted) {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(n) => heard.extend_from_slice(&piece[..n]),
        }
    }
    String::from_utf8_lossy(&heard).into_owned()
}

#[test]
fn the_stream_tells_ids_and_what_was_missed_and_ends_with_the_rights() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    assert_eq!(Person::at(house.url()).get_with("/live", &[("Sec-Fetch-Mode", "cors")]).status, 401);
    let mut stream = nikos.stream("/live", &[]);
    house.anna_writes("secret words");
    let heard = hear(&mut stream, "message_added");
    assert!(heard.contains("\"kind\":\"message_added\"") && heard.contains("event: time"), "{heard}");
    assert!(!heard.contains("secret"), "ids only");
    let first = heard.split("id: ").nth(1).unwrap().split('\n').next().unwrap().to_owned();

    house.anna_writes("more");
    let mut again = nikos.stream("/live", &[("Last-Event-ID", &first)]);
    let heard = hear(&mut again, "\"message\":2");
    assert!(heard.contains("\"message\":2") && !heard.contains("event: reset"), "{heard}");
    let mut strange = nikos.stream("/live?after=other-7", &[]);
    assert!(hear(&mut strange, "event: reset").contains("event: reset"));

    let admin = Person::signed_in(house.url(), "boss@example.org", PASSWORD);
    let id = house.count("SELECT id FROM user WHERE name = 'nikos'");
    let path = format!("/admin/users/{id}");
    let done = admin.fills_in(&path, &format!("{path}/deactivate"), &[]);
    assert_eq!(done.status, 303, "{}", done.html);
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert_eq!(nikos.get_with("/live", &[("Sec-Fetch-Mode", "cors")]).status, 401);
}
