//! Several in one thread: who is there is seen, and nobody answers over somebody else without being asked.

use std::io::Read;
use std::time::Instant;

use angelia::domain::time::Millis;
use serde_json::json;

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, BORIS, PATIENCE, Person, SHOP};

/// Anna's conversation with Nikos, whom Olga supervises.
struct Shared {
    desk: Desk,
    nikos: Person,
    olga: Person,
    page: String,
    id: i64,
}

fn shared() -> Shared {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let (nikos, olga) = (at_work(&desk.house, "Nikos", "agent"), at_work(&desk.house, "Olga", "supervisor"));
    let id = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{id}");
    assert_eq!(nikos.fills_in(&page, &format!("{page}/take"), &[]).status, 303);
    Shared { desk, nikos, olga, page, id }
}

impl Shared {
    fn tells(&self, who: &Person, page: &str, doing: &str) -> (u16, String) {
        let told = who.fills_in("/inbox", &format!("{}/looking", self.page), &[("page", page), ("doing", doing)]);
        (told.status, told.html)
    }

    /// What a colleague sees of the others.
    fn sees(&self, who: &Person) -> String {
        let html = who.get(&format!("{}/fragments/head", self.page)).html;
        let (_, list) = html.split_once("id=\"looking\"").unwrap();
        list.split_once("</ul>").unwrap().0.to_owned()
    }
}

/// Reads until `words` were heard.
fn hear(stream: &mut impl Read, heard: &mut String, words: &str) {
    let (mut piece, started) = ([0_u8; 512], Instant::now());
    while !heard.contains(words) && started.elapsed() < PATIENCE {
        let n = stream.read(&mut piece).unwrap();
        assert!(n > 0, "the stream ended: {heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..n]));
    }
    assert!(heard.contains(words), "{heard}");
}

#[test]
fn who_is_there_is_seen_while_it_is_so() {
    let here = shared();
    assert!(!here.sees(&here.nikos).contains("<li"));
    let (mut stream, mut heard) = (here.nikos.stream("/live", &[]), String::new());
    let (status, seen) = here.tells(&here.olga, "tab-1", "looks");
    assert_eq!(status, 200, "{seen}");
    assert!(!seen.contains("<li"), "nobody sees themselves: {seen}");
    hear(&mut stream, &mut heard, "\"doing\":\"looks\"");
    assert!(heard.contains(&format!("\"conversation\":{}", here.id)) && !heard.contains("Olga"), "ids alone: {heard}");
    let seen = here.sees(&here.nikos);
    assert!(seen.contains("Olga is watching, as a supervisor") && seen.contains("i-eye"), "{seen}");
    assert!(here.nikos.get(&here.page).html.contains("Olga is watching"), "the whole page says so, too");

    // Of several tabs the one that does most counts, and one that goes takes the other along with it no more.
    here.tells(&here.olga, "tab-2", "writes");
    here.tells(&here.olga, "tab-1", "looks");
    assert!(here.sees(&here.nikos).contains("data-doing=\"writes\""));
    assert!(
        here.tells(&here.nikos, "tab-3", "looks").1.contains("data-doing=\"writes\""),
        "who says something is told"
    );
    here.desk.house.clock.advance(Millis::seconds(7));
    assert!(here.sees(&here.nikos).contains("data-doing=\"looks\""), "no writing without a sign of it");
    here.tells(&here.olga, "tab-2", "left");
    assert!(here.sees(&here.nikos).contains("Olga"));
    here.tells(&here.olga, "tab-1", "left");
    assert!(!here.sees(&here.nikos).contains("Olga"));
    hear(&mut stream, &mut heard, "\"doing\":null");

    here.tells(&here.olga, "tab-1", "notes");
    assert!(here.sees(&here.nikos).contains("Olga writes a note"));
    here.desk.house.clock.advance(Millis::seconds(46));
    assert!(!here.sees(&here.nikos).contains("Olga"), "a browser that went away is forgotten");
    assert!(here.nikos.stream("/live", &[("Last-Event-ID", "none-0")]).read(&mut [0; 16]).is_ok());
}

#[test]
fn looking_is_for_who_may_read_and_takes_no_nonsense() {
    let here = shared();
    let nikos = here.desk.house.count("SELECT id FROM user WHERE name = 'Nikos'").to_string();
    let queue = here.desk.queue("Orders", &[&nikos], &json!({}));
    let stranger = at_work(&here.desk.house, "Petros", "agent");
    let given = here.desk.api.post(&format!("/conversations/{}/transfer", here.id), &json!({ "queue_id": queue }));
    assert_eq!(given.status, 200, "{given:?}");
    for (page, doing, want) in [("a", "sleeps", 409), ("", "looks", 409), (&"x".repeat(41), "looks", 409)] {
        assert_eq!(here.tells(&here.olga, page, doing).0, want, "{page} {doing}");
    }
    assert_eq!(here.tells(&stranger, "a", "looks").0, 404);
    let bare = here.olga.post(&format!("{}/looking", here.page), &[("page", "a"), ("doing", "looks")], &[]);
    assert_eq!(bare.status, 403, "a form of ours alone");
}

#[test]
fn nobody_answers_over_a_colleague_without_being_asked() {
    let here = shared();
    let seen = here.desk.house.count("SELECT max(id) FROM message").to_string();
    let answer = |who: &Person, text: &str, more: &[(&str, &str)]| {
        let mut fields = vec![("act", "text"), ("text", text)];
        fields.extend_from_slice(more);
        who.fills_in(&here.page, &format!("{}/messages", here.page), &fields)
    };
    assert!(here.nikos.get(&here.page).html.contains(&format!("name=\"seen\" value=\"{seen}\"")));
    assert_eq!(answer(&here.nikos, "We have twelve", &[("seen", &seen)]).status, 303);
    // Olga answers without taking it; what Nikos has on the screen does not show it.
    assert_eq!(answer(&here.olga, "We have eleven", &[]).status, 303);
    let asked = answer(&here.nikos, "Twelve, as I said", &[("seen", &seen)]);
    assert_eq!(asked.status, 422);
    assert!(asked.html.contains("A colleague has answered meanwhile") && asked.html.contains("Twelve, as I said"));
    assert!(asked.html.contains("We have eleven"), "the page shows the answer");
    assert_eq!(here.desk.house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 2);
    let sure = [("seen", seen.as_str()), ("sure", "Twelve, as I said")];
    assert_eq!(answer(&here.nikos, "Twelve, as I said", &sure).status, 303, "asked once");
    // A script is told which question it is; a text that was begun after the answer is not asked about.
    let csrf = here.nikos.get(&here.page).csrf();
    let fields = [("csrf", csrf.as_str()), ("act", "text"), ("text", "Sorry"), ("seen", &seen)];
    let told = here.nikos.post(&format!("{}/messages", here.page), &fields, &[("X-Live", "1")]);
    assert!(told.status == 422 && told.html.contains("\"problem\":\"colleague-answered\""), "{told:?}");
    let last = here.desk.house.count("SELECT max(id) FROM message").to_string();
    assert_eq!(answer(&here.nikos, "Sorry", &[("seen", &last)]).status, 303);
}

/// One of a user by name, as the API names them.
fn id_of(desk: &Desk, name: &str) -> String {
    desk.house.count(&format!("SELECT id FROM user WHERE name = '{name}'")).to_string()
}

#[test]
fn taking_over_leaves_a_word_and_can_be_given_back() {
    let here = shared();
    let html = here.olga.get(&here.page).html;
    assert!(html.contains("A note for Nikos, if you like"), "{html}");
    let nikos = id_of(&here.desk, "Nikos");
    let take = format!("{}/take?from={nikos}", here.page);
    let long = "x".repeat(4_001);
    here.olga.fills_in(&here.page, &take, &[("word", &long)]);
    assert_eq!(here.desk.assignee(here.id), Some(nikos.clone()), "a note that is too long takes nothing");
    assert_eq!(here.olga.fills_in(&here.page, &take, &[("word", "I know her, go home")]).status, 303);
    assert_eq!(here.desk.assignee(here.id), Some(id_of(&here.desk, "Olga")));
    assert!(here.nikos.get("/inbox?view=mentions").html.contains(&here.page), "who had it is asked to read the note");
    assert!(here.nikos.get(&here.page).html.contains("I know her, go home"));
    let html = here.olga.get(&here.page).html;
    assert!(html.contains("Give back to Nikos"));
    assert!(!here.nikos.get(&here.page).html.contains("Give back to"));
    let back = format!("user:{nikos}");
    assert_eq!(here.olga.fills_in(&here.page, &format!("{}/transfer", here.page), &[("to", &back)]).status, 303);
    assert_eq!(here.desk.assignee(here.id), Some(nikos));
}

/// Nikos has one conversation of each kind; Maria is there, too.
fn at_home() -> (Desk, Vec<i64>) {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let nikos = at_work(&desk.house, "Nikos", "agent");
    let _maria = at_work(&desk.house, "Maria", "agent");
    let mut ids = Vec::new();
    for (n, act) in ["", "wait", "snooze", "end"].iter().enumerate() {
        let who = format!("whatsapp:+30697000010{n}");
        desk.house.twilio.add_customer("Somebody", &who, None);
        let id = desk.house.writes(&who, SHOP, "hello");
        let page = format!("/inbox/{id}");
        nikos.fills_in(&page, &format!("{page}/take"), &[]);
        let fields: &[(&str, &str)] = if *act == "snooze" { &[("until", "answer")] } else { &[] };
        if !act.is_empty() {
            assert_eq!(nikos.fills_in(&page, &format!("{page}/{act}"), fields).status, 303, "{act}");
        }
        ids.push(id);
    }
    (desk, ids)
}

fn stands(desk: &Desk, ids: &[i64]) -> Vec<(String, Option<String>)> {
    let state = |id: &i64| desk.api.conversation(*id)["state"].as_str().unwrap().to_owned();
    ids.iter().map(|id| (state(id), desk.assignee(*id))).collect()
}

#[test]
fn all_of_somebodys_work_is_given_away_and_taken_back() {
    let (desk, ids) = at_home();
    let boss = at_work(&desk.house, "Olga", "supervisor");
    let (nikos, maria) = (id_of(&desk, "Nikos"), id_of(&desk, "Maria"));
    let form = format!("/board/agents/{nikos}/reassign");
    assert!(boss.get("/board").html.contains(&form), "the board leads there");
    let html = boss.get(&form).html;
    assert!(html.contains("Give away 4 conversations") && html.contains("closed now"), "{html}");
    assert_eq!(boss.fills_in(&form, &form, &[("to", "")]).status, 422);
    assert_eq!(boss.fills_in(&form, &form, &[("to", &format!("user:{nikos}"))]).status, 422, "not to themselves");
    assert_eq!(boss.get("/board/agents/999/reassign").status, 404);

    let admin = at_work(&desk.house, "Root", "admin");
    let page = format!("/admin/users/{nikos}");
    assert!(admin.get(&page).html.contains(&format!("{form}?back=user")), "and so does his page");
    assert!(admin.get(&format!("{form}?back=user")).html.contains(&format!("href=\"{page}\"")));
    let to = format!("user:{maria}");
    let done = boss.fills_in(&form, &form, &[("to", &to), ("text", "Nikos went home"), ("offline", "1")]);
    assert_eq!((done.status, done.location.as_str()), (303, "/board?done=1"));
    let (his, hers) = (Some(nikos.clone()), Some(maria.clone()));
    let after = stands(&desk, &ids);
    for (n, (state, who)) in after.iter().enumerate() {
        let want = if n == 3 { "closed" } else { "active" };
        assert_eq!(state, want, "{n}");
        assert!(n == 3 || *who == hers, "{n}: {after:?}");
    }
    assert_eq!(desk.api.get(&format!("/users/{nikos}")).data()["presence"], "offline");
    assert_eq!(desk.house.count("SELECT count(*) FROM note"), 3, "a word with each that goes on");
    let html = boss.get("/board?done=1").html;
    assert!(html.contains("action=\"/inbox/bulk/1/undo?back=board\""), "{html}");
    assert!(html.contains("4 conversations were given away.") && html.contains("id=\"undo\""), "{html}");
    assert_eq!(desk.house.count("SELECT count(*) FROM audit WHERE action = 'user.reassign'"), 1);

    let undone = boss.fills_in("/board?done=1", "/inbox/bulk/1/undo?back=board", &[]);
    assert_eq!((undone.status, undone.location.as_str()), (303, "/board?done=1"));
    let back = stands(&desk, &ids);
    let states: Vec<&str> = back.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(states, ["active", "waiting", "active", "closed"], "{back:?}");
    assert!(back.iter().take(3).all(|(_, who)| *who == his), "{back:?}");
    assert_eq!(desk.house.count("SELECT count(*) FROM conversation WHERE snoozed"), 1);
    let html = boss.get("/board?done=1").html;
    let (_, done) = html.split_once("id=\"bulk-done\"").unwrap();
    assert!(
        done.contains("3 conversations are as they were") && done.contains("1 stays as it is"),
        "{}",
        &done[..1_500]
    );

    // From his page it leads back there, with its undo.
    let done = admin.fills_in(&form, &form, &[("to", &to), ("back", "user")]);
    assert_eq!((done.status, done.location.clone()), (303, format!("{page}?done=2")));
    assert!(admin.get(&done.location).html.contains(&format!("undo?back=user-{nikos}")));
    let undone = admin.fills_in(&done.location, &format!("/inbox/bulk/2/undo?back=user-{nikos}"), &[]);
    assert_eq!((undone.status, undone.location), (303, done.location));
    for odd in ["user-x", "//example.com", ""] {
        let shown = admin.fills_in("/board", &format!("/inbox/bulk/2/undo?back={odd}"), &[]);
        assert!(shown.location.starts_with("/inbox?"), "{odd}: {}", shown.location);
    }
}

#[test]
fn work_goes_back_to_its_queues_and_programs_can_do_it() {
    let desk = Desk::pushing("auto");
    let (nikos, maria) = (desk.agent("Nikos", 5), desk.agent("Maria", 5));
    let sales = desk.queue("Sales", &[&nikos], &json!({}));
    let orders = desk.queue("Orders", &[&nikos, &maria], &json!({}));
    desk.route("tin", &sales);
    desk.route("order", &orders);
    desk.presence(&maria, "away");
    let tin = desk.house.writes(ANNA, SHOP, "a tin");
    let order = desk.house.writes(BORIS, SHOP, "my order");
    assert_eq!([desk.assignee(tin), desk.assignee(order)], [Some(nikos.clone()), Some(nikos.clone())]);
    desk.presence(&maria, "available");
    let path = format!("/users/{nikos}/reassign");
    assert_eq!(desk.house.program("agent").post(&path, &json!({})).status, 403);
    assert_eq!(desk.api.post("/users/999/reassign", &json!({})).status, 404);
    assert_eq!(desk.api.post(&path, &json!({ "user_id": nikos })).status, 422);
    let done = desk.api.post(&path, &json!({ "offline": true }));
    assert_eq!(done.status, 201, "{done:?}");
    assert_eq!(done.data()["done"].as_array().unwrap().len(), 2, "{done:?}");
    assert_eq!(desk.assignee(order), Some(maria), "whoever is there has it at once");
    assert_eq!(desk.assignee(tin), None, "nobody is there: it waits where it came from");
    let queue = format!("SELECT queue_id FROM conversation WHERE id = {tin}");
    assert_eq!(desk.house.count(&queue).to_string(), sales);
    assert_eq!(desk.api.post(&path, &json!({})).status, 422, "nothing is left");
    // What somebody else has by now stays there.
    let undone = desk.api.post(&format!("/bulk/{}/undo", done.id()), &json!({}));
    assert_eq!(
        (undone.data()["done"].as_array().unwrap().len(), undone.data()["kept"].as_array().unwrap().len()),
        (1, 1)
    );
    assert_eq!(desk.assignee(tin), Some(nikos));
}

#[test]
fn a_queue_is_asked_and_who_joins_first_has_the_question() {
    let here = shared();
    let house = &here.desk.house;
    let (petros, maria) = (at_work(house, "Petros", "agent"), at_work(house, "Maria", "agent"));
    let of = |name: &str| id_of(&here.desk, name);
    let stock = here.desk.queue("Stock", &[&of("Petros"), &of("Maria")], &json!({}));
    let shop = here.desk.queue("Shop floor", &[&of("Nikos")], &json!({}));
    here.desk.api.post(&format!("/conversations/{}/transfer", here.id), &json!({ "queue_id": shop }));
    here.nikos.fills_in(&here.page, &format!("{}/take", here.page), &[]);
    for name in ["Petros", "Maria"] {
        here.desk.presence(&of(name), "available");
    }
    let asks = |queue: &str, words: &str| {
        let to = format!("queue:{queue}");
        let form = format!("{}/transfer", here.page);
        here.nikos.fills_in(&form, &format!("{}/consults", here.page), &[("to", &to), ("text", words)]).status
    };
    assert_eq!(asks(&shop, "Anybody?"), 422, "there is nobody else");
    assert_eq!(asks(&stock, ""), 422);
    assert_eq!(asks(&stock, "Any tins in the back?"), 303);
    assert_eq!(asks(&stock, "Any tins?"), 422, "one question to a queue at a time");
    assert!(here.nikos.get(&here.page).html.contains("You ask Stock"));
    for (who, sees) in [(&petros, true), (&maria, true), (&here.nikos, false), (&here.olga, false)] {
        assert_eq!(who.get("/inbox/fragments/offers").html.contains("Any tins in the back?"), sees);
    }
    // It is not for Petros, who may join all the same; Maria is asked still, and whoever asks reads it.
    assert_eq!(here.olga.fills_in("/profile", "/consult-calls/1/pass", &[]).status, 404);
    assert_eq!(here.nikos.fills_in("/profile", "/consult-calls/1/pass", &[]).status, 404);
    for _ in 0..2 {
        assert_eq!(petros.fills_in("/profile", "/consult-calls/1/pass", &[]).status, 303);
    }
    assert!(!petros.get("/inbox/fragments/offers").html.contains("Any tins in the back?"));
    assert!(maria.get("/inbox/fragments/offers").html.contains("Any tins in the back?"));
    assert!(here.nikos.get(&here.page).html.contains("Not for: Petros."));
    here.desk.presence(&of("Maria"), "away");
    assert!(!maria.get("/inbox/fragments/offers").html.contains("Any tins"), "who is away is not asked");
    assert_eq!(petros.get(&here.page).status, 404, "a question opens nothing yet");
    let join = |who: &Person| who.fills_in("/profile", "/consult-calls/1/join", &[]);
    assert_eq!(join(&here.olga).status, 404);
    assert_eq!(join(&petros).location, format!("/inbox/{}?pane=contact#consults", here.id));
    assert_eq!(join(&maria).location, "/inbox", "one was faster");
    assert!(petros.get(&here.page).html.contains("Any tins in the back?"));
    assert!(here.nikos.get(&here.page).html.contains("Talk with Petros"), "{}", here.nikos.get(&here.page).html);
    assert_eq!(house.count("SELECT count(*) FROM consult_call WHERE consult_id = 1 AND ended_at IS NOT NULL"), 1);

    // One that is taken back, and one that goes with the conversation.
    assert_eq!(asks(&stock, "And bottles?"), 303);
    assert_eq!(here.nikos.fills_in(&here.page, &format!("{}/consult-calls/2/withdraw", here.page), &[]).status, 303);
    assert_eq!(asks(&stock, "And jars?"), 303);
    assert_eq!(here.nikos.fills_in(&here.page, &format!("{}/close", here.page), &[]).status, 303);
    assert_eq!(house.count("SELECT count(*) FROM consult_call WHERE ended_at IS NULL"), 0);
    assert_eq!(join(&maria).location, "/inbox");
}

#[test]
fn programs_ask_for_whoever_has_it() {
    let here = shared();
    let _petros = at_work(&here.desk.house, "Petros", "agent");
    let (api, petros, nikos) = (&here.desk.api, id_of(&here.desk, "Petros"), id_of(&here.desk, "Nikos"));
    let path = format!("/conversations/{}/consults", here.id);
    let agents = here.desk.house.program("agent");
    assert_eq!(agents.post(&path, &json!({ "user_id": petros, "text": "?" })).status, 403);
    assert_eq!(api.post(&path, &json!({ "text": "?" })).status, 422);
    let begun = api.post(&path, &json!({ "user_id": petros, "text": "Any tins?" }));
    assert_eq!(begun.status, 201, "{begun:?}");
    assert_eq!((&begun.data()["asker"]["id"], &begun.data()["guest"]["id"]), (&json!(nikos), &json!(petros)));
    let line = |body: serde_json::Value| api.post("/consults/1/lines", &body).status;
    assert_eq!(line(json!({ "user_id": petros, "text": "Twelve" })), 201);
    assert_eq!(line(json!({ "text": "Thank you" })), 201);
    assert_eq!(line(json!({ "user_id": id_of(&here.desk, "Olga"), "text": "me too" })), 422);
    let seen = here.nikos.get(&here.page).html;
    assert!(seen.contains("Twelve") && seen.contains("Thank you"));
    assert!(!api.get(&path).data()[0]["joined_at"].is_string());
    assert_eq!(api.post("/consults/1/bring-in", &json!({})).status, 200);
    assert!(agents.get(&path).data()[0]["joined_at"].is_string());
    assert_eq!(api.post("/consults/1/end", &json!({})).data()["end_reason"], "ended");
    assert_eq!(line(json!({ "text": "late" })), 409);

    let queue = here.desk.queue("Stock", &[&petros], &json!({}));
    let asked = api.post(&path, &json!({ "queue_id": queue, "text": "And bottles?" }));
    assert_eq!((asked.id().as_str(), &asked.data()["guest"]), ("call-1", &serde_json::Value::Null), "{asked:?}");
    assert_eq!(api.get(&path).data().as_array().unwrap().len(), 2);
    let passes = |body: serde_json::Value| api.post("/consults/call-1/pass", &body);
    assert_eq!(agents.post("/consults/call-1/pass", &json!({ "user_id": petros })).status, 403);
    assert_eq!(passes(json!({})).body["error"]["field"], "user_id");
    assert_eq!(passes(json!({ "user_id": nikos })).status, 404, "who asks is not asked");
    assert_eq!(passes(json!({ "user_id": petros })).data()["passed_by"][0]["name"], "Petros");
    assert_eq!(
        api.post("/consults/1/pass", &json!({ "user_id": petros })).status,
        404,
        "a talk is no question to a queue"
    );
    assert!(api.post("/consults/call-1/end", &json!({})).data()["ended_at"].is_string());
    assert_eq!(passes(json!({ "user_id": petros })).status, 409);
    assert_eq!(api.post("/consults/call-9/end", &json!({})).status, 404);
    here.desk.act(here.id, "release");
    assert_eq!(api.post(&path, &json!({ "user_id": petros, "text": "?" })).status, 409, "nobody has it to ask");
}
