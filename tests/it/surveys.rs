//! How a conversation was: asked in the chat, by a link, by a template, or not; answered once, and changed for a day.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::somebody;
use crate::support::{ANNA, Answer, Api, House, Person, eventually};

/// A house whose shop asks, and a program that may do everything.
fn asking(change: &Value) -> (House, Api) {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let api = house.admin();
    let mut on = json!({ "active": true });
    on.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let set = api.patch("/numbers/1/surveys/person", &on);
    assert_eq!(set.status, 200, "{set:?}");
    (house, api)
}

fn told(house: &House) -> Vec<String> {
    eventually("the outbox is empty", || (house.count("SELECT count(*) FROM outbox") == 0).then_some(()));
    house.twilio.messages_to(ANNA).into_iter().map(|sent| sent.body).collect()
}

/// Anna asks, is answered, and the conversation is ended.
fn over(house: &House, api: &Api, words: &str) -> i64 {
    let conversation = house.anna_writes(words);
    api.said(conversation, "They leave tomorrow.");
    let given = api.post(&format!("/conversations/{conversation}/assign"), &json!({ "user_id": "1" }));
    assert_eq!(given.status, 200, "{given:?}");
    assert_eq!(api.post(&format!("/conversations/{conversation}/end"), &json!({})).status, 200);
    conversation
}

fn survey(api: &Api, conversation: i64) -> Answer {
    api.get(&format!("/conversations/{conversation}/survey"))
}

fn messages_in(house: &House) -> i64 {
    house.count("SELECT count(*) FROM message WHERE direction = 'in'")
}

#[test]
fn a_score_in_the_chat_is_nobodys_work_and_a_question_is() {
    let (house, api) = asking(&json!({ "kind": "stars", "way": "chat" }));
    let conversation = over(&house, &api, "Are the tins there?");
    let all = told(&house);
    assert_eq!(
        all[1],
        "How satisfied are you with our help? Answer with a number from 1 (not at all) to 5 (very much)."
    );
    assert_eq!(survey(&api, conversation).data()["through"], "chat");
    for words in ["4 ⭐", "Quick and kind"] {
        assert_eq!(house.anna_writes(words), conversation, "kept with what it is about");
    }
    let kept = survey(&api, conversation);
    assert_eq!(
        (&kept.data()["score"], &kept.data()["comment"], &kept.data()["kind"]),
        (&json!(4), &json!("Quick and kind"), &json!("stars"))
    );
    let state = api.conversation(conversation);
    assert_eq!((&state["state"], &state["unread"]), (&json!("wrap_up"), &json!(1)), "only what began it: {state}");
    assert_eq!(house.count("SELECT count(*) FROM conversation"), 1);
    let all = told(&house);
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[2].starts_with("Thank you for your answer.") && all[2].ends_with("just write it now."), "{all:?}");
    // Changed within the day, and not thanked again.
    assert_eq!(house.anna_writes("5"), conversation);
    assert_eq!((survey(&api, conversation).data()["score"].clone(), told(&house).len()), (json!(5), 3));
    // What is no score is work, whenever it comes.
    house.anna_writes("And when do they arrive?");
    let state = api.conversation(conversation);
    assert_eq!((&state["unread"], state["waiting_since_at"].is_string()), (&json!(2), true), "{state}");
    house.clock.advance(Millis::hours(25));
    house.anna_writes("1");
    assert_eq!(survey(&api, conversation).data()["score"], 5, "after a day an answer stays");
}

#[test]
fn a_stop_after_a_score_is_a_stop_and_no_comment() {
    let (house, api) = asking(&json!({}));
    let conversation = over(&house, &api, "Are the tins there?");
    house.anna_writes("2");
    house.anna_writes("STOP");
    assert_eq!(survey(&api, conversation).data()["comment"], "");
    assert_eq!(house.count("SELECT opted_out_at IS NOT NULL FROM thread"), 1);
}

#[test]
fn a_number_that_was_not_asked_for_is_a_message() {
    let (house, api) = asking(&json!({}));
    let conversation = house.anna_writes("How many tins?");
    assert_eq!(house.anna_writes("5"), conversation);
    assert_eq!(survey(&api, conversation).code(), "not_found", "nothing was asked");
    assert_eq!(house.count("SELECT unread FROM conversation"), 2);
    assert_eq!(api.post(&format!("/conversations/{conversation}/close"), &json!({})).status, 200);
    assert_eq!(survey(&api, conversation).code(), "not_found", "nobody of us answered");
    let second = over(&house, &api, "Hello again");
    let third = {
        api.post(&format!("/conversations/{second}/close"), &json!({}));
        over(&house, &api, "One more")
    };
    assert_eq!(survey(&api, third).data()["not_sent"], "asked_lately");
}

#[test]
fn a_link_leads_to_a_page_that_is_answered_once_and_changed_for_a_day() {
    let (house, api) = asking(&json!({ "kind": "nps", "way": "link", "comment": true }));
    let conversation = over(&house, &api, "Έφτασαν οι τενεκέδες;");
    let text = told(&house).pop().unwrap();
    let link = text.split(' ').next_back().unwrap().to_owned();
    let path = link.strip_prefix(house.url()).unwrap_or_else(|| panic!("{text}")).to_owned();
    let anna = Person::at(house.url());
    let page = anna.get(&path);
    assert!(page.status == 200 && page.html.contains("Θα μας συστήνατε;") && page.html.contains("lang=\"el\""));
    assert!(!page.html.contains("/sign-in") && page.html.contains("noindex"), "{}", page.html);
    let wrong = anna.fills_in(&path, &path, &[("score", "11"), ("comment", "Όλα καλά")]);
    assert!(wrong.status == 422 && wrong.html.contains("Επιλέξτε κάτι.") && wrong.html.contains("Όλα καλά"));
    let kept = anna.fills_in(&path, &path, &[("score", "9"), ("comment", "Όλα καλά")]);
    assert_eq!((kept.status, kept.location.as_str()), (303, path.as_str()));
    let page = anna.get(&path).html;
    assert!(page.contains("id=\"thanks\"") && page.contains("value=\"9\" checked"), "{page}");
    house.clock.advance(Millis::hours(23));
    assert_eq!(anna.fills_in(&path, &path, &[("score", "10"), ("comment", "")]).status, 303);
    assert_eq!(survey(&api, conversation).data()["score"], 10);
    house.clock.advance(Millis::hours(2));
    let over = anna.get(&path).html;
    assert!(over.contains("id=\"thanks\"") && !over.contains("name=\"score\""), "{over}");
    for strange in ["/s/x", "/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &format!("{path}A")] {
        assert_eq!(anna.get(strange).status, 404, "{strange}");
    }
    let olga = somebody(&house, "olga", Role::Supervisor);
    let side = olga.get(&format!("/inbox/{conversation}")).html;
    assert!(side.contains("id=\"side-survey\"") && side.contains("10 of 10"), "{side}");
    let results = olga.get("/surveys").html;
    assert!(results.contains("<b class=\"figure\">+100</b>") && results.contains("<title id=\"nps-c\">"), "{results}");
    let csv = olga.get("/surveys/csv?days=30").html;
    assert!(csv.lines().count() == 2 && csv.contains(",nps,link,") && csv.contains(",10,"), "{csv}");
    assert_eq!(somebody(&house, "nikos", Role::Agent).get("/surveys").status, 403);
}

#[test]
fn after_the_24_hours_a_template_asks_or_it_is_noted_why_not() {
    let (house, api) = asking(&json!({}));
    house.approve_template("how_was_it", "How was it? {{1}}", &["https://shop.example/s/x"]);
    assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
    let template = api.get("/templates").data()[0]["id"].as_str().unwrap().to_owned();
    let asked = |api: &Api, words: &str| {
        let conversation = house.anna_writes(words);
        api.said(conversation, "Yes.");
        house.clock.advance(Millis::hours(26));
        assert_eq!(api.post(&format!("/conversations/{conversation}/close"), &json!({})).status, 200);
        survey(api, conversation).data().clone()
    };
    assert_eq!(asked(&api, "first")["not_sent"], "window_closed");
    let refused = api.patch("/numbers/1/surveys/person", &json!({ "template_id": template, "template_variable": "7" }));
    assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("template_variable")));
    let refused = api.patch("/numbers/1/surveys/person", &json!({ "template_id": "99", "template_variable": "1" }));
    assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("template_id")));
    let set = json!({ "template_id": template, "template_variable": "1" });
    assert_eq!(api.patch("/numbers/1/surveys/person", &set).data()["template_variable"], "1");
    assert_eq!(asked(&api, "second")["through"], "template");
    let text = told(&house).pop().unwrap();
    assert!(text.starts_with(&format!("How was it? {}/s/", house.url())), "{text}");
    house.anna_writes("STOP");
    let conversation = house.count("SELECT max(id) FROM conversation");
    assert_eq!(api.post(&format!("/conversations/{conversation}/close"), &json!({})).status, 200);
    assert!(messages_in(&house) >= 3);
    let all = api.get("/surveys");
    let words: Vec<_> = all.data().as_array().unwrap().iter().map(|one| one["not_sent"].clone()).collect();
    assert_eq!(words, [Value::Null, json!("window_closed")], "the newest first; one of nobody's is not asked about");
    assert_eq!(api.get("/surveys?number_id=2").data(), &json!([]));
}

#[test]
fn an_admin_sets_what_is_asked_after_people_and_after_bots() {
    let house = House::new();
    let olga = somebody(&house, "olga", Role::Admin);
    let page = "/admin/numbers/1/survey";
    assert!(olga.get("/admin/numbers/1").html.contains(page));
    let form = [("after", "person"), ("active", "1"), ("kind", "thumbs"), ("way", "link")];
    assert_eq!(olga.fills_in(page, page, &form).location, page);
    let bots = [("after", "bot"), ("active", "1"), ("kind", "nps"), ("way", "chat"), ("comment", "1")];
    assert_eq!(olga.fills_in(page, page, &bots).status, 303);
    let api = house.admin();
    let both = api.get("/numbers/1/surveys").data().clone();
    assert_eq!(
        (&both[0]["kind"], &both[0]["comment"], &both[1]["kind"]),
        (&json!("thumbs"), &json!(false), &json!("nps"))
    );
    let wrong = [("after", "person"), ("active", "1"), ("kind", "stars"), ("way", "chat"), ("template", "9:1")];
    let again = olga.fills_in(page, page, &wrong);
    assert!(again.status == 422 && again.html.contains("none like this"), "{}", again.html);
    assert_eq!(olga.fills_in(page, page, &[("after", "bot"), ("same", "1")]).status, 303);
    let both = api.get("/numbers/1/surveys").data().clone();
    assert_eq!((&both[1]["same"], &both[1]["kind"]), (&json!(true), &json!("thumbs")));
    assert_eq!(api.patch("/numbers/1/surveys/cats", &json!({})).status, 404);
    assert_eq!(api.patch("/numbers/1/surveys/person", &json!({ "kind": "x" })).status, 422);
    assert_eq!(house.program("agent").patch("/numbers/1/surveys/person", &json!({})).code(), "not_allowed");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'survey.changed'"), 3);
}
