//! One act on many conversations: each is judged by itself, one undo puts back what nothing else happened to, and what
//! cannot be taken back is held until nobody can undo it any more.

use serde_json::{Value, json};

use angelia::domain::time::Millis;

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, BORIS, Person, SHOP};

const CLEO: &str = "whatsapp:+306900000003";
const MESSAGES: &str = "/workstreams/1/automated-messages";

fn acts(who: &Person, ids: &[i64], fields: &[(&str, &str)]) -> crate::support::Page {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut all: Vec<(&str, &str)> = ids.iter().map(|id| ("c", id.as_str())).collect();
    all.extend(fields);
    who.fills_in("/inbox?view=all", "/inbox/bulk?view=all", &all)
}

fn id_of(desk: &Desk, name: &str) -> String {
    desk.house.count(&format!("SELECT id FROM user WHERE name = '{name}'")).to_string()
}

fn three(desk: &Desk) -> [i64; 3] {
    desk.house.twilio.add_customer("Cleo", CLEO, None);
    [ANNA, BORIS, CLEO].map(|who| desk.house.writes(who, SHOP, "hello"))
}

#[test]
fn what_is_closed_by_many_is_told_to_nobody_before_it_cannot_be_undone() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    desk.api.patch(&format!("{MESSAGES}/ended"), &json!({ "active": true }));
    let (maria, petros) = (at_work(&desk.house, "Maria", "agent"), at_work(&desk.house, "Petros", "agent"));
    let [anna, boris, cleo] = three(&desk);
    for talk in [anna, boris] {
        maria.fills_in(&format!("/inbox/{talk}"), &format!("/inbox/{talk}/take"), &[]);
    }
    petros.fills_in(&format!("/inbox/{cleo}"), &format!("/inbox/{cleo}/take"), &[]);
    let done = acts(&maria, &[anna, boris, cleo], &[("act", "close")]);
    assert_eq!((done.status, done.location.as_str()), (303, "/inbox?view=all&done=1"), "{}", done.html);
    let said = maria.get(&done.location).html;
    assert!(said.contains("2 conversations close at") && said.contains("1 was left alone"), "{said}");
    assert!(said.contains("This conversation is not yours"), "{said}");
    let states = || [anna, boris, cleo].map(|talk| desk.api.conversation(talk)["state"].clone());
    assert_eq!(states(), ["active", "active", "active"]);
    assert!(!maria.get("/inbox").html.contains(&format!("href=\"/inbox/{anna}\"")), "it has left the list");
    assert_eq!(petros.fills_in("/inbox", "/inbox/bulk/1/undo", &[]).status, 404, "it is hers to undo");
    // One writes meanwhile: that one stays open, and is as it was.
    desk.house.writes(BORIS, SHOP, "one more thing");
    desk.passes(Millis::seconds(5));
    assert!(desk.told(anna).is_empty(), "{:?}", desk.told(anna));
    desk.passes(Millis::seconds(30));
    assert_eq!(states(), ["closed", "active", "active"]);
    assert_eq!(desk.told(anna).len(), 1, "and now the contact is told");
    let late = maria.fills_in("/inbox", "/inbox/bulk/1/undo", &[]);
    assert_eq!(late.status, 303);
    assert_eq!(states(), ["closed", "active", "active"], "nothing leads out of closed");
    // And in time.
    assert_eq!(acts(&maria, &[boris], &[("act", "close")]).status, 303);
    assert_eq!(maria.fills_in("/inbox", "/inbox/bulk/2/undo", &[]).status, 303);
    desk.passes(Millis::minutes(1));
    assert_eq!(states(), ["closed", "active", "active"]);
    assert!(desk.told(boris).is_empty());
    assert_eq!(desk.house.count("SELECT count(*) FROM audit WHERE action = 'bulk.close'"), 2);
}

#[test]
fn who_had_what_has_it_again_unless_something_happened() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let (maria, petros) = (at_work(&desk.house, "Maria", "agent"), at_work(&desk.house, "Petros", "agent"));
    let boss = at_work(&desk.house, "Boss", "supervisor");
    let [anna, boris, cleo] = three(&desk);
    let does = |talk: i64, what: &str| {
        assert_eq!(maria.fills_in(&format!("/inbox/{talk}"), &format!("/inbox/{talk}/{what}"), &[]).status, 303);
    };
    does(anna, "take");
    does(anna, "wait");
    does(boris, "take");
    let (her, him) = (id_of(&desk, "Maria"), id_of(&desk, "Petros"));
    let refused = acts(&maria, &[anna, boris, cleo], &[("act", "assign"), ("user_id", &him)]);
    assert!(maria.get(&refused.location).html.contains("3 were left alone"), "others are a supervisor's to assign");
    let who = || [anna, boris, cleo].map(|talk| desk.assignee(talk));
    assert_eq!(who(), [Some(her.clone()), Some(her.clone()), None]);
    let done = acts(&boss, &[anna, boris, cleo], &[("act", "assign"), ("user_id", &him)]);
    assert!(boss.get(&done.location).html.contains("3 conversations assigned"));
    assert_eq!(who(), [Some(him.clone()), Some(him.clone()), Some(him.clone())]);
    desk.house.writes(BORIS, SHOP, "one more thing");
    let undone = boss.fills_in("/inbox", "/inbox/bulk/2/undo", &[]);
    let said = boss.get(&undone.location).html;
    assert!(said.contains("2 conversations are as they were") && said.contains("1 stays as it is"), "{said}");
    assert_eq!(who(), [Some(her), Some(him), None]);
    assert_eq!(desk.api.conversation(anna)["state"], "waiting", "as it was with her");
    assert!(petros.get("/inbox").status == 200);
}

#[test]
fn tags_and_snoozes_of_many_are_taken_back_too_and_a_whole_view_is_one_choice() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let maria = at_work(&desk.house, "Maria", "agent");
    let [anna, boris, cleo] = three(&desk);
    let tags = |talk: i64| desk.api.conversation(talk)["tags"].clone();
    assert_eq!(acts(&maria, &[anna], &[("act", "tag"), ("tags", "VIP")]).status, 303);
    let done = maria.fills_in(
        "/inbox?view=open",
        "/inbox/bulk?view=open",
        &[("all", "1"), ("act", "tag"), ("tags", "VIP, rush")],
    );
    assert!(maria.get(&done.location).html.contains("3 conversations tagged"));
    assert_eq!([tags(anna), tags(boris)], [json!(["VIP", "rush"]), json!(["VIP", "rush"])]);
    desk.house.writes(BORIS, SHOP, "more");
    assert_eq!(maria.fills_in("/inbox", "/inbox/bulk/2/undo", &[]).status, 303);
    assert_eq!([tags(anna), tags(boris), tags(cleo)], [json!(["VIP"]), json!([]), json!([])]);
    let aside = || desk.house.count("SELECT count(*) FROM conversation WHERE snoozed = 1");
    assert_eq!(acts(&maria, &[anna, boris], &[("act", "snooze"), ("until", "tomorrow")]).status, 303);
    assert_eq!(aside(), 2);
    assert_eq!(maria.fills_in("/inbox", "/inbox/bulk/3/undo", &[]).status, 303);
    assert_eq!(maria.fills_in("/inbox", "/inbox/bulk/3/undo", &[]).status, 303, "twice is once");
    assert_eq!(aside(), 0);
    // What lacks something does nothing.
    for fields in
        [vec![("act", "tag"), ("tags", " ,")], vec![("act", "snooze"), ("until", "")], vec![("act", "assign")], vec![]]
    {
        let wrong = acts(&maria, &[anna], &fields);
        assert!(wrong.status == 303 && wrong.location.contains("choose=1"), "{fields:?}: {}", wrong.location);
    }
    assert!(acts(&maria, &[], &[("act", "close")]).location.contains("choose=1"));
    assert_eq!(desk.house.count("SELECT count(*) FROM bulk"), 3);
}

#[test]
fn programs_act_on_many_whole_or_not_at_all() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let [anna, boris, _] = three(&desk);
    let ids = json!([anna.to_string(), boris.to_string()]);
    for (body, status, field) in [
        (json!({}), 422, "act"),
        (json!({ "act": "delete", "ids": ids }), 422, "act"),
        (json!({ "act": "close", "ids": [] }), 422, "ids"),
        (json!({ "act": "close", "ids": (1..=201).map(|id| id.to_string()).collect::<Vec<_>>() }), 422, "ids"),
        (json!({ "act": "close", "ids": ["x"] }), 422, "ids"),
        (json!({ "act": "tag", "ids": ids }), 422, "tags"),
        (json!({ "act": "tag", "ids": ids, "tags": ["x".repeat(10_000)] }), 422, "tags"),
        (json!({ "act": "assign", "ids": ids }), 422, "user_id"),
        (json!({ "act": "assign", "ids": ids, "user_id": "99" }), 422, "user_id"),
        (json!({ "act": "snooze", "ids": ids, "until": "2001-01-01T00:00:00Z" }), 422, "until"),
        (json!({ "act": "close", "ids": ids, "now": true }), 400, "now"),
    ] {
        let refused = desk.api.post("/bulk", &body);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (status, &json!(field)), "{body}: {refused:?}");
    }
    assert_eq!(desk.house.count("SELECT count(*) FROM bulk"), 0);
    desk.act(boris, "close");
    let made = desk.api.post("/bulk", &json!({ "act": "tag", "ids": ids, "tags": ["VIP"] }));
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(made.data()["done"], json!([anna.to_string()]), "{made:?}");
    assert_eq!(made.data()["refused"], json!([{ "id": boris.to_string(), "code": "conversation_closed" }]));
    let undone = desk.api.post(&format!("/bulk/{}/undo", made.id()), &Value::Null);
    assert_eq!((undone.status, undone.data()["undone_at"].is_string()), (200, true), "{undone:?}");
    assert_eq!(desk.api.get("/bulk/99").status, 404);
    assert_eq!(desk.house.program("admin").get(&format!("/bulk/{}", made.id())).status, 404, "it is another's");
}
