//! Rules as a program and as a browser without scripts meet them.

use serde_json::json;

use crate::support::House;

#[test]
fn rules_are_made_ordered_copied_switched_and_removed() {
    let house = House::new();
    let (admin, agent) = (house.admin(), house.program("agent"));
    let set = admin.post("/workstreams/1/rule-sets", &json!({ "name": "Subject" })).id();
    let rules = format!("/rule-sets/{set}/rules");
    let first = admin.post(
        &rules,
        &json!({ "name": "Abroad", "when": [{ "is": { "phone_prefix": ["+49", "+44"] } }], "then": { "tags": ["abroad"] } }),
    );
    assert_eq!(first.data()["sentence"], "When the phone number begins with +49 or +44, tag it abroad.");
    assert_eq!(first.data()["rule_set_id"], json!(set));
    let second = admin.post(&rules, &json!({ "name": "Late", "on": false, "then": { "priority": 900 } }));
    assert_eq!(second.data()["sentence"], "In any case, give it priority 900.");
    let order = |ids: &[&str]| admin.put(&format!("{rules}/order"), &json!({ "order": ids }));
    let ids = |answer: &crate::support::Answer| -> Vec<String> {
        answer.data().as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap().to_owned()).collect()
    };
    let (first, second) = (first.id(), second.id());
    assert_eq!(ids(&order(&[&second, &first])), [second.clone(), first.clone()]);
    for wrong in [&[first.as_str()][..], &[&first, &first], &[&first, &second, "99"]] {
        let refused = order(wrong);
        assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("order")), "{wrong:?}");
    }
    let copy = admin.post(&format!("/rules/{second}/copy"), &json!({}));
    assert_eq!((&copy.data()["name"], &copy.data()["on"]), (&json!("Copy of Late"), &json!(false)));
    assert_eq!(ids(&admin.get(&rules)), [second.clone(), copy.id(), first.clone()], "right behind itself");
    assert_eq!(admin.patch(&format!("/rules/{second}"), &json!({ "on": true })).data()["on"], true);
    assert_eq!(admin.delete(&format!("/rules/{}", copy.id())).status, 204);
    assert_eq!(ids(&admin.get(&rules)), [second.clone(), first.clone()]);
    assert_eq!(admin.get(&format!("/rules/{}", copy.id())).code(), "not_found");
    assert_eq!(agent.patch(&format!("/rules/{second}"), &json!({ "on": false })).code(), "not_allowed");

    let route = admin.post("/workstreams/1/routes", &json!({ "name": "All", "then": { "queue": "1" } }));
    assert_eq!(route.data()["sentence"], "In any case, send it to Everyone.");
    assert_eq!(admin.get("/workstreams/1/routes").data().as_array().unwrap().len(), 1);
    let copied = admin.post("/workstreams/1/copy", &json!({})).id();
    let sets = admin.get(&format!("/workstreams/{copied}/rule-sets"));
    assert_eq!(
        (sets.data()[0]["name"].as_str(), sets.data()[0]["rules"].as_array().unwrap().len()),
        (Some("Subject"), 2)
    );
    assert_eq!(admin.patch(&format!("/rule-sets/{set}"), &json!({ "name": "Kind" })).data()["name"], "Kind");
    assert_eq!(admin.delete(&format!("/rule-sets/{set}")).status, 204);
    assert_eq!(admin.get(&rules).code(), "not_found");
    let done = "SELECT count(DISTINCT action) FROM audit WHERE action LIKE 'rule%'";
    assert_eq!(house.count(done), 7, "made, changed, ordered, removed, and sets");
}

#[test]
fn wrong_rules_are_refused_with_their_place() {
    let house = House::new();
    let admin = house.admin();
    let empty = "INSERT INTO queue (id, name, method, created_at, updated_at) VALUES (9, 'Empty', 'round_robin', 0, 0)";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(empty)?)).unwrap();
    let to = |when: serde_json::Value| json!({ "name": "x", "when": [when], "then": { "queue": "1" } });
    let heavy = r"(?:\w{50}){50}";
    for (body, status, field, part) in [
        (to(json!({ "is": { "first_message": { "matches": "(" } } })), 400, "when", "cannot be read"),
        (to(json!({ "is": { "first_message": { "matches": heavy } } })), 400, "when", "too heavy"),
        (to(json!({ "is": { "frist_message": { "contains": ["x"] } } })), 400, "when", "frist_message"),
        (to(json!({ "is": { "number": ["77"] } })), 422, "when", "none like this"),
        (to(json!({ "is": { "hours": { "hours": "77", "open": true } } })), 422, "when", "none like this"),
        (to(json!({ "is": { "phone_prefix": ["0030"] } })), 422, "when", "0030"),
        (to(json!({ "is": { "tag": [] } })), 422, "when", " "),
        (json!({ "name": "x", "then": { "queue": "9" } }), 422, "queue", "Nobody works"),
        (json!({ "name": "x", "then": { "queue": "77" } }), 422, "queue", "none like this"),
        (json!({ "name": "", "then": { "queue": "1" } }), 422, "name", " "),
    ] {
        let refused = admin.post("/workstreams/1/routes", &body);
        assert_eq!(refused.status, status, "{body}: {refused:?}");
        assert!(refused.body["error"]["field"].as_str().unwrap().starts_with(field), "{body}: {refused:?}");
        assert!(refused.body["error"]["message"].as_str().unwrap().contains(part), "{body}: {refused:?}");
    }
    assert_eq!(house.count("SELECT count(*) FROM rule"), 0);
    let set = admin.post("/workstreams/1/rule-sets", &json!({ "name": "Kind" })).id();
    for then in [json!({}), json!({ "skills": [{ "skill": "7", "level": 1 }] }), json!({ "tags": ["a,b"] })] {
        let refused = admin.post(&format!("/rule-sets/{set}/rules"), &json!({ "name": "x", "then": then }));
        assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("then")), "{refused:?}");
    }
}
