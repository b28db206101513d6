//! Rules as a program and as a browser without scripts meet them.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::{House, SHOP};

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

#[test]
fn a_rule_is_written_as_a_sentence_without_a_script() {
    let house = House::new();
    let olga = somebody(&house, "olga", Role::Admin);
    let tab = "/admin/workstreams/1/rules";
    assert!(olga.get(tab).html.contains("Otherwise, send it to"));
    let add = "/admin/workstreams/1/rules";
    let first = [
        ("join", "all"),
        ("c0.kind", "first_message"),
        ("c0.how", "contains"),
        ("c0.values", "χονδρική, wholesale"),
        ("queue", "1"),
    ];
    let more =
        olga.fills_in(&format!("{tab}?new=route"), add, &[&first[..], &[("act", "add"), ("kind", "contact")]].concat());
    assert!(more.status == 200 && more.html.contains("name=\"c1.how\"") && more.html.contains("χονδρική, wholesale"));
    let broken =
        [&first[..], &[("c1.kind", "profile"), ("c1.how", "matches"), ("c1.values", "("), ("act", "save")]].concat();
    let broken = olga.fills_in(&format!("{tab}?new=route"), add, &broken);
    assert_eq!(broken.status, 422);
    for part in ["id=\"c1-e\"", "The pattern cannot be read", "χονδρική, wholesale"] {
        assert!(broken.html.contains(part), "{part}: {}", broken.html);
    }
    let fewer = [&first[..], &[("c1.kind", "contact"), ("c1.how", "new"), ("act", "drop-0")]].concat();
    let fewer = olga.fills_in(&format!("{tab}?new=route"), add, &fewer);
    assert!(fewer.html.contains("name=\"c0.how\"") && !fewer.html.contains("χονδρική"), "the first is gone");
    let whole = [&first[..], &[("c1.kind", "contact"), ("c1.how", "returning"), ("act", "save")]].concat();
    let kept = olga.fills_in(&format!("{tab}?new=route"), add, &whole);
    assert_eq!(kept.location, format!("{tab}#rule-1"));
    let told = house.admin().get("/rules/1");
    let sentence = "When the first message contains χονδρική or wholesale and the contact has written before, send it to Everyone.";
    assert_eq!(told.data()["sentence"], sentence);
    assert!(sentence.starts_with(told.data()["name"].as_str().unwrap().trim_end_matches('…')), "named by its sentence");
    let page = olga.get(tab).html;
    assert!(page.contains("<span class=\"slot\" dir=\"auto\">χονδρική</span>"), "{page}");
    assert!(olga.get("/admin/rules/1").html.contains("value=\"returning\" selected"));

    let presses = |act: &str| olga.fills_in(tab, "/admin/rules/1/act", &[("act", act)]).location;
    assert_eq!(presses("copy"), format!("{tab}#rule-2"));
    assert_eq!(presses("down"), format!("{tab}#rule-1"));
    let order = || -> Vec<i64> {
        let routes = house.admin().get("/workstreams/1/routes");
        routes.data().as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(order(), [2, 1]);
    let put = |place: &str| olga.fills_in(tab, "/admin/rules/1/act", &[("act", "to"), ("place", place)]).status;
    assert_eq!((put("9"), put("1"), order()), (303, 303, vec![1, 2]), "where it was dropped");
    presses("off");
    assert!(olga.get(tab).html.contains("switched off"));
    presses("remove");
    assert_eq!(order(), [2]);

    let sets = "/admin/workstreams/1/rule-sets";
    assert_eq!(olga.fills_in(tab, sets, &[("name", "")]).status, 422);
    assert_eq!(olga.fills_in(tab, sets, &[("name", "Subject")]).location, format!("{tab}#set-1"));
    let new = format!("{tab}?new=1");
    let nothing = olga.fills_in(&new, add, &[("set", "1"), ("act", "save")]);
    assert!(nothing.status == 422 && nothing.html.contains("The rule sets nothing"), "{}", nothing.html);
    let fine = [
        ("set", "1"),
        ("priority", "7"),
        ("tags", "vip, crete"),
        ("variable", "kind"),
        ("value", "x"),
        ("act", "save"),
    ];
    assert_eq!(olga.fills_in(&new, add, &fine).status, 303);
    assert!(
        house.admin().get("/rule-sets/1").data()["rules"][0]["sentence"]
            .as_str()
            .unwrap()
            .starts_with("In any case, give it priority 7, set the variable kind to x and tag it vip and crete")
    );
}

#[test]
fn what_matches_is_counted() {
    let house = House::new();
    let (admin, olga) = (house.admin(), somebody(&house, "olga", Role::Admin));
    let oil = json!([{ "is": { "first_message": { "contains": ["oil"] } } }]);
    let set = admin.post("/workstreams/1/rule-sets", &json!({ "name": "Kind" })).id();
    let tagging = json!({ "name": "Oil", "when": oil, "then": { "tags": ["oil"] } });
    let leading = json!({ "name": "To all", "when": oil, "then": { "queue": "1" } });
    assert_eq!(admin.post(&format!("/rule-sets/{set}/rules"), &tagging).status, 201);
    assert_eq!(admin.post("/workstreams/1/routes", &leading).status, 201);
    house.anna_writes("Two tins of oil");
    house.anna_writes("Of oil, as I said");
    house.writes("+306900000002", SHOP, "Soap");
    let page = olga.get("/admin/workstreams/1/rules").html;
    assert_eq!(page.matches("one match in 7 days").count(), 2, "only what begins a conversation is asked: {page}");
    house.clock.advance(angelia::domain::time::Millis::days(7));
    let later = olga.get("/admin/workstreams/1/rules").html;
    assert_eq!(later.matches("no match in 7 days").count(), 2);
}

#[test]
fn a_message_is_tried_and_nothing_changes() {
    let house = House::new();
    let (admin, olga) = (house.admin(), somebody(&house, "olga", Role::Admin));
    admin.patch("/workstreams/1", &json!({ "mode": "push" }));
    let when = json!([{ "is": { "first_message": { "contains": ["broken"] } } }]);
    admin.post("/workstreams/1/routes", &json!({ "name": "Damage", "when": when, "then": { "queue": "1" } })).id();
    let her = house.count("SELECT max(id) FROM user").to_string();
    let comes = |presence: &str| admin.put(&format!("/users/{her}/presence"), &json!({ "presence": presence }));
    comes("offline");
    let tries = |body: serde_json::Value| admin.post("/workstreams/1/try", &body);
    let away = tries(json!({ "text": "It arrived BROKEN" }));
    assert_eq!(away.data()["rules"][0]["fits"], true);
    assert_eq!(away.data()["queue"]["name"], "Everyone");
    assert_eq!(away.data()["sentence"], "The rule “Damage” put it into the queue Everyone.");
    assert!(away.data()["agents"].to_string().contains("is not there"), "{away:?}");
    comes("available");
    let here = tries(json!({ "text": "hello" }));
    assert_eq!(here.data()["rules"][0]["fits"], false);
    assert_eq!(here.data()["agent"]["id"], json!(her), "{here:?}");
    let unknown = tries(json!({ "text": "x", "number_id": "77" }));
    assert_eq!((unknown.status, unknown.body["error"]["field"].as_str()), (422, Some("number_id")));

    let tab = "/admin/workstreams/1/rules";
    let page = olga.fills_in(tab, "/admin/workstreams/1/try", &[("text", "it is broken"), ("phone", "+30 690")]);
    assert_eq!(page.status, 200);
    for part in ["“Damage” matches.", "would get it", "it is broken", "value=\"+30 690\""] {
        assert!(page.html.contains(part), "{part}: {}", page.html);
    }
    assert_eq!(house.count("SELECT count(*) FROM conversation") + house.count("SELECT count(*) FROM trace_step"), 0);
    let conversation = house.anna_writes("My jar is broken");
    let past = olga.get(tab).html;
    assert!(past.contains("Anna: My jar is broken"), "{past}");
    let past = olga.fills_in(tab, "/admin/workstreams/1/try", &[("conversation", &conversation.to_string())]);
    assert!(past.html.contains("“Damage” matches."), "{}", past.html);
}

#[test]
fn tags_decide_and_are_shown() {
    let house = House::new();
    let (admin, nikos) = (house.admin(), somebody(&house, "nikos", Role::Agent));
    let set = admin.post("/workstreams/1/rule-sets", &json!({ "name": "Kind" })).id();
    let vip = json!([{ "is": { "tag": ["VIP"] } }]);
    admin
        .post(&format!("/rule-sets/{set}/rules"), &json!({ "name": "Vip", "when": vip, "then": { "tags": ["first"] } }))
        .id();
    let conversation = house.anna_writes("hello");
    let contact = house.count("SELECT id FROM contact");
    let path = format!("/contacts/{contact}");
    for wrong in [json!(["x".repeat(31)]), json!(["a,b"]), json!((0..21).map(|n| n.to_string()).collect::<Vec<_>>())] {
        let refused = admin.patch(&path, &json!({ "tags": wrong }));
        assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("tags")));
    }
    let kept = admin.patch(&path, &json!({ "tags": ["Vip", "VIP", "shop"] }));
    assert_eq!(kept.data()["tags"], json!(["Vip", "shop"]));
    assert_eq!(admin.conversation(conversation)["tags"], json!([]), "given when it arrives");
    admin.post(&format!("/conversations/{conversation}/close"), &json!({}));
    let next = house.anna_writes("me again");
    assert_eq!(admin.conversation(next)["tags"], json!(["first"]));

    let page = format!("/inbox/{next}?pane=contact");
    let seen = nikos.get(&page).html;
    assert!(seen.contains(">Vip<") && seen.contains(">first<") && seen.contains("value=\"Vip, shop\""), "{seen}");
    let saved = nikos.fills_in(&page, &format!("/inbox/{next}/tags"), &[("tags", "shop, crete")]);
    assert_eq!(saved.status, 303);
    assert_eq!(admin.get(&path).data()["tags"], json!(["crete", "shop"]));
    let long = "y".repeat(31);
    let wrong = nikos.fills_in(&page, &format!("/inbox/{next}/tags"), &[("tags", &long)]);
    assert!(wrong.status == 422 && wrong.html.contains(&long), "{}", wrong.html);
}
