//! What users choose for themselves: kept, refused with a sentence, obeyed by every page.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::{House, Person};

const OWN: [(&str, &str); 6] = [
    ("name", "nikos"),
    ("theme", "dark"),
    ("density", "compact"),
    ("send_key", "enter"),
    ("single_keys", "1"),
    ("time_zone", "Asia/Tokyo"),
];

fn keeps(person: &Person, more: &[(&str, &str)]) -> String {
    let answer = person.fills_in("/profile", "/profile", &[&OWN[..], more].concat());
    assert_eq!((answer.status, answer.location.as_str()), (303, "/profile"), "{}", answer.html);
    person.get("/profile").html
}

#[test]
fn what_is_chosen_is_kept_and_what_cannot_be_is_said() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let page = keeps(&nikos, &[("signature", "{{agent.name}},\r\nOil & Co"), ("default_view", "open")]);
    assert!(page.contains("data-theme=\"dark\"") && page.contains("data-density=\"compact\""), "{page}");
    assert!(page.contains("{{agent.name}},\nOil &#38; Co</textarea>"), "{page}");

    let wrong = [&OWN[..], &[("signature", "{{agent.signature}}"), ("default_view", "none")]].concat();
    let again = nikos.fills_in("/profile", "/profile", &wrong);
    assert_eq!(again.status, 422);
    for part in
        ["id=\"signature-e\"", "id=\"default_view-e\"", "{{agent.signature}}</textarea>", "cannot stand in itself"]
    {
        assert!(again.html.contains(part), "{part}: {}", again.html);
    }
    let long = "ώ".repeat(301);
    let again =
        nikos.fills_in("/profile", "/profile", &[&OWN[..], &[("signature", &long), ("default_view", "open")]].concat());
    assert!(again.status == 422 && again.html.contains("At most 300 characters"), "{}", again.html);

    let quiet = [("sound", "offer"), ("sound", "mention"), ("notify", "offer"), ("always", "offer"), ("volume", "30")];
    let with = |from: &str, to: &str| {
        let fields = [&quiet[..], &[("quiet_from", from), ("quiet_to", to), ("discreet", "1")]].concat();
        nikos.fills_in("/profile", "/profile/alerts", &fields)
    };
    assert_eq!(with("22:00", "07:30").status, 303);
    let page = nikos.get("/profile").html;
    let told = "{&#34;sound&#34;:[&#34;offer&#34;,&#34;mention&#34;],&#34;notify&#34;:[&#34;offer&#34;],\
        &#34;always&#34;:[&#34;offer&#34;],&#34;volume&#34;:30,&#34;discreet&#34;:true,\
        &#34;quiet&#34;:{&#34;from&#34;:&#34;22:00&#34;,&#34;to&#34;:&#34;07:30&#34;}}";
    assert!(page.contains(told), "the scripts are told: {page}");
    assert!(page.contains("data-zone=\"Asia/Tokyo\""), "and in which zone");
    let half = with("22:00", "");
    assert!(half.status == 422 && half.html.contains("id=\"quiet_to-e\""), "{}", half.html);
    assert!(half.html.contains("value=\"22:00\""), "what was typed stays");
}

#[test]
fn it_is_quiet_by_the_clock_on_their_own_wall() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    keeps(&nikos, &[("default_view", "mine")]);
    // Two hours around this moment in Tokyo: across midnight or not, as it happens to be.
    let tokyo = jiff::Timestamp::from_millisecond(house.clock.now().0).unwrap().in_tz("Asia/Tokyo").unwrap();
    let clock = |hours: i64| {
        let there = tokyo.checked_add(jiff::Span::new().hours(hours)).unwrap();
        format!("{:02}:{:02}", there.hour(), there.minute())
    };
    let set = |from: i64, to: i64| {
        let fields = [("quiet_from", clock(from)), ("quiet_to", clock(to)), ("volume", "0".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(nikos.fills_in("/profile", "/profile/alerts", &fields).status, 303);
        nikos.get("/profile").html
    };
    let page = set(-1, 1);
    assert!(page.contains(&format!("It is quiet now, until {}.", clock(1))), "{page}");
    assert!(!set(1, 3).contains("It is quiet now"));
    assert!(set(3, 1).contains("It is quiet now"), "all day but for two hours to come");
}

#[test]
fn times_are_those_of_the_readers_zone() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    house.anna_writes("Good morning");
    let at = jiff::Timestamp::from_millisecond(house.count("SELECT created_at FROM message")).unwrap();
    for zone in ["Asia/Tokyo", "America/St_Johns"] {
        let fields = [&OWN[..5], &[("time_zone", zone), ("default_view", "mine")]].concat();
        assert_eq!(nikos.fills_in("/profile", "/profile", &fields).status, 303);
        let there = at.in_tz(zone).unwrap();
        let id = house.count("SELECT id FROM conversation");
        let page = nikos.get(&format!("/inbox/{id}")).html;
        let clock = format!("{:02}:{:02}</time>", there.hour(), there.minute());
        assert!(page.contains(&clock), "{zone}: {clock}: {page}");
    }
}

#[test]
fn the_inbox_begins_where_one_likes() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    assert_eq!(nikos.get("/").location, "/inbox");
    let page = keeps(&nikos, &[("default_view", "open")]);
    assert!(page.contains("href=\"/inbox?view=open\""), "the rail leads there");
    assert_eq!(nikos.get("/").location, "/inbox?view=open");
    assert_eq!(nikos.get("/sign-in").location, "/inbox?view=open");
    assert!(nikos.get("/inbox").html.contains("data-view=\"mine\""), "an address says what it always said");
    // A view that was saved; not one of somebody else; and when it goes, the usual list.
    let saved = |person: &Person| {
        let fields = [("name", "Tins"), ("tag", "tins")];
        assert_eq!(person.fills_in("/inbox/views/new", "/inbox/views", &fields).status, 303);
        format!("saved-{}", house.count("SELECT max(id) FROM saved_view"))
    };
    let eleni = somebody(&house, "eleni", Role::Agent);
    let (own, other) = (saved(&nikos), saved(&eleni));
    let refused = nikos.fills_in("/profile", "/profile", &[&OWN[..], &[("default_view", &other)]].concat());
    assert!(refused.status == 422 && refused.html.contains("id=\"default_view-e\""), "{}", refused.html);
    let page = keeps(&nikos, &[("default_view", &own)]);
    assert!(page.contains(&format!("<option value=\"{own}\" selected>Tins</option>")), "{page}");
    assert_eq!(nikos.get("/").location, format!("/inbox?view={own}"));
    let id = own.trim_start_matches("saved-");
    assert_eq!(nikos.fills_in("/inbox/views", &format!("/inbox/views/{id}/remove"), &[]).status, 303);
    assert_eq!(nikos.get("/").location, "/inbox");
    keeps(&nikos, &[("default_view", "open")]);
    nikos.fills_in("/profile", "/sign-out", &[]);
    let back = nikos.signs_in("nikos@example.org", "olives and thyme");
    assert_eq!((back.status, back.location.as_str()), (303, "/inbox?view=open"));
}

#[test]
fn a_signature_is_offered_where_one_writes() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let id = house.anna_writes("Good morning");
    nikos.fills_in("/inbox", &format!("/inbox/{id}/take"), &[]);
    let (list, use_it) = (format!("/inbox/{id}/quick-replies"), format!("/inbox/{id}/quick-replies/signature"));
    assert!(!nikos.get(&list).html.contains(&use_it), "there is none yet");
    keeps(&nikos, &[("signature", "{{agent.name}}, Oil & Co"), ("default_view", "mine")]);
    assert!(nikos.get(&list).html.contains("nikos, Oil &#38; Co"));
    assert!(nikos.get(&format!("{list}?q=sign")).html.contains(&use_it));
    assert!(!nikos.get(&format!("{list}?q=zzz")).html.contains(&use_it));
    assert_eq!(nikos.fills_in(&list, &use_it, &[]).status, 303);
    assert!(nikos.get(&format!("/inbox/{id}")).html.contains(">nikos, Oil &#38; Co</textarea>"));
    assert_eq!(nikos.fills_in(&list, &format!("/inbox/{id}/quick-replies/none"), &[]).status, 404);
}

#[test]
fn a_signature_stands_where_a_text_names_it() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    keeps(&nikos, &[("signature", "{{agent.name}} of {{number.name}}"), ("default_view", "mine")]);
    let made = nikos.fills_in(
        "/quick-replies/new",
        "/quick-replies",
        &[("title", "Bye"), ("text", "Good bye, {{contact.first_name}}\n{{agent.signature|us}}"), ("whose", "own")],
    );
    assert_eq!(made.status, 303, "{}", made.html);
    let id = house.anna_writes("Good morning");
    nikos.fills_in("/inbox", &format!("/inbox/{id}/take"), &[]);
    let choices = nikos.get(&format!("/inbox/{id}/fragments/quick-replies")).html;
    let number = house.admin().get("/numbers").data()[0]["name"].as_str().unwrap().to_owned();
    assert!(choices.contains(&format!("Good bye, Anna\nnikos of {number}")), "{choices}");
    keeps(&nikos, &[("signature", ""), ("default_view", "mine")]);
    let choices = nikos.get(&format!("/inbox/{id}/fragments/quick-replies")).html;
    assert!(choices.contains("Good bye, Anna\nus"), "{choices}");
}

#[test]
fn a_program_reads_and_changes_them_and_the_audit_says_so() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let id = house.count("SELECT id FROM user WHERE name = 'nikos'");
    let path = format!("/users/{id}/preferences");
    let admin = house.admin();
    let before = admin.get(&path);
    assert_eq!(before.data()["default_view"], "mine");
    assert_eq!(before.data()["alerts"]["sound"].as_array().unwrap().len(), 6, "everything, unless said otherwise");
    let change = json!({
        "time_zone": "Europe/Athens", "signature": "{{agent.name}}", "default_view": "all",
        "alerts": { "quiet": { "from": "22:00", "to": "24:00" }, "volume": 100, "always": ["given"] },
    });
    let after = admin.patch(&path, &change);
    assert_eq!(after.data()["alerts"]["quiet"], json!({ "from": "22:00", "to": "00:00" }), "{after:?}");
    assert_eq!((&after.data()["theme"], &after.data()["time_zone"]), (&json!("system"), &json!("Europe/Athens")));
    assert_eq!(house.count("SELECT COUNT(*) FROM audit WHERE action = 'user.preferences'"), 1);
    keeps(&nikos, &[("default_view", "all")]);
    assert_eq!(
        house.count("SELECT COUNT(*) FROM audit WHERE action = 'user.preferences'"),
        1,
        "one's own are one's own"
    );
    let cleared = admin.patch(&path, &json!({ "time_zone": null, "alerts": { "quiet": null } }));
    assert!(cleared.data()["time_zone"].is_null() && cleared.data()["alerts"]["quiet"].is_null(), "{cleared:?}");
    assert_eq!(cleared.data()["alerts"]["volume"], 100);
    for (body, field) in [
        (json!({ "signature": "{{agent.nam}}" }), "signature"),
        (json!({ "alerts": { "volume": 101 } }), "volume"),
        (json!({ "alerts": { "sound": ["rain"] } }), "sound"),
        (json!({ "alerts": { "quiet": { "from": "22:00" } } }), "quiet_to"),
    ] {
        let refused = admin.patch(&path, &body);
        assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some(field)), "{refused:?}");
    }
    assert_eq!(admin.patch(&path, &json!({ "colour": "red" })).status, 400);
    for role in ["agent", "supervisor"] {
        assert_eq!(house.program(role).get(&path).status, 403, "{role}");
    }
    assert_eq!(admin.get("/users/999/preferences").status, 404);
}
