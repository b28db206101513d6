//! Workstreams as a program and as a browser without scripts meet them.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::House;

#[test]
fn a_workstream_is_made_changed_copied_and_deleted() {
    let house = House::new();
    let (admin, agent) = (house.admin(), house.program("agent"));
    let made = admin.post(
        "/workstreams",
        &json!({ "name": "Orders", "mode": "push", "fallback_queue_id": "1", "capacity_cost": 2,
            "offer": "accept_or_decline", "offer_seconds": 30, "keep_agent_seconds": null, "language": "el",
            "blocking": "time", "wrap_up_seconds": 60, "presences": ["available"], "matching": "exact" }),
    );
    let (id, data) = (made.id(), made.data());
    for (field, want) in [
        ("mode", json!("push")),
        ("fallback_queue_id", json!("1")),
        ("capacity_cost", json!(2)),
        ("offer", json!("accept_or_decline")),
        ("offer_seconds", json!(30)),
        ("keep_agent_seconds", json!(null)),
        ("wrap_up_seconds", json!(60)),
        ("presences", json!(["available"])),
        ("may_pick", json!(true)),
        ("auto_close_seconds", json!(2_419_200)),
        ("quiet_after_answer_seconds", json!(1_800)),
        ("numbers", json!([])),
    ] {
        assert_eq!(data[field], want, "{field}");
    }
    let path = format!("/workstreams/{id}");
    let changed = admin.patch(&path, &json!({ "name": "Orders 2", "keep_agent_seconds": 60, "blocking": "never" }));
    assert_eq!(changed.data()["keep_agent_seconds"], 60);
    assert_eq!((&changed.data()["blocking"], &changed.data()["wrap_up_seconds"]), (&json!("never"), &json!(null)));
    assert_eq!(changed.data()["language"], "el", "what is left out stays");
    assert_eq!(agent.get(&path).data()["name"], "Orders 2");
    assert_eq!(agent.patch(&path, &json!({})).code(), "not_allowed");
    assert_eq!(agent.post("/workstreams", &json!({ "name": "x" })).code(), "not_allowed");

    let number = admin.get("/numbers").data()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(admin.patch(&format!("/numbers/{number}"), &json!({ "workstream_id": id })).status, 200);
    house.anna_writes("hello");
    let kept = admin.delete(&path);
    assert_eq!((kept.status, kept.code()), (409, "in_use"), "{kept:?}");
    let message = kept.body["error"]["message"].as_str().unwrap();
    assert!(message.contains("number") && message.contains("conversation"), "all reasons at once: {message}");
    assert_eq!(admin.delete("/workstreams/1").code(), "in_use", "that of the installation stays");

    let copy = admin.post(&format!("{path}/copy"), &json!({}));
    assert_eq!((copy.status, &copy.data()["name"]), (201, &json!("Copy of Orders 2")));
    assert_eq!(admin.delete(&format!("/workstreams/{}", copy.id())).status, 204);
    assert_eq!(admin.get(&format!("/workstreams/{}", copy.id())).code(), "not_found");
    assert_eq!(admin.get("/workstreams").data().as_array().unwrap().len(), 2);
    let unknown = admin.patch(&format!("/numbers/{number}"), &json!({ "workstream_id": copy.id() }));
    assert_eq!((unknown.status, unknown.body["error"]["field"].as_str()), (422, Some("workstream_id")));
}

#[test]
fn what_cannot_be_is_refused_with_field_and_limit() {
    let house = House::new();
    let admin = house.admin();
    let empty = "INSERT INTO queue (id, name, method, created_at, updated_at) VALUES (9, 'Empty', 'round_robin', 0, 0)";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(empty)?)).unwrap();
    for (body, field, part) in [
        (json!({ "name": "x", "capacity_cost": 0 }), "capacity_cost", "1,000"),
        (json!({ "name": "x", "capacity_cost": 1_001 }), "capacity_cost", "1,000"),
        (json!({ "name": "x", "offer_seconds": 29 }), "offer_seconds", "30 to 300"),
        (json!({ "name": "x", "offer_seconds": 301 }), "offer_seconds", "30 to 300"),
        (json!({ "name": "x", "fallback_queue_id": "9" }), "fallback_queue_id", "Nobody works"),
        (json!({ "name": "x", "fallback_queue_id": "77" }), "fallback_queue_id", "none like this"),
        (json!({ "name": "x", "fallback_queue_id": "x" }), "fallback_queue_id", "none like this"),
        (json!({ "name": "x", "mode": "pull" }), "mode", "none like this"),
        (json!({ "name": "x", "offer": "maybe" }), "offer", "none like this"),
        (json!({ "name": "x", "presences": [] }), "presences", " "),
        (json!({ "name": "x", "blocking": "time" }), "wrap_up_seconds", " "),
        (json!({ "name": "x", "keep_agent_seconds": 90_000 }), "keep_agent_seconds", "86,400"),
        (json!({ "name": "x".repeat(101) }), "name", "100"),
        (json!({}), "name", " "),
    ] {
        let refused = admin.post("/workstreams", &body);
        assert_eq!(
            (refused.status, refused.body["error"]["field"].as_str()),
            (422, Some(field)),
            "{body}: {refused:?}"
        );
        assert!(refused.body["error"]["message"].as_str().unwrap().contains(part), "{body}: {refused:?}");
    }
    let misspelt = admin.post("/workstreams", &json!({ "name": "x", "capacity": 3 }));
    assert_eq!((misspelt.status, misspelt.body["error"]["field"].as_str()), (400, Some("capacity")));
    assert_eq!(house.count("SELECT count(*) FROM workstream"), 1, "nothing was kept");
}

#[test]
fn an_admin_does_it_on_the_pages() {
    let house = House::new();
    let (olga, nikos) = (somebody(&house, "olga", Role::Admin), somebody(&house, "nikos", Role::Agent));
    assert_eq!(nikos.get("/admin/workstreams").status, 403);
    let list = "/admin/workstreams";
    let empty = olga.fills_in(list, list, &[("name", ""), ("mode", "push")]);
    assert!(empty.status == 422 && empty.html.contains("id=\"name-e\""), "{}", empty.html);
    let made = olga.fills_in(list, list, &[("name", "Orders"), ("mode", "push")]);
    assert_eq!(made.location, "/admin/workstreams/2");
    let page = olga.get("/admin/workstreams/2").html;
    assert!(page.contains("Work is offered (push) · 1 place per conversation · English"), "{page}");

    let general = [
        ("tab", "general"),
        ("name", "Orders"),
        ("mode", "pick"),
        ("language", "el"),
        ("fallback_queue", "1"),
        ("cost", "1001"),
        ("blocking", "time"),
        ("wrap_up", "29"),
        ("matching", "closest"),
        ("keep", "1"),
        ("keep_minutes", "1441"),
        ("auto_close_hours", "48"),
        ("quiet_minutes", "1441"),
    ];
    let wrong = olga.fills_in("/admin/workstreams/2", "/admin/workstreams/2", &general);
    assert_eq!(wrong.status, 422);
    for part in [
        "id=\"quiet_after_answer_seconds-e\"",
        "value=\"1001\"",
        "id=\"capacity_cost-e\"",
        "id=\"wrap_up_seconds-e\"",
        "up to 1,440",
        "value=\"1441\"",
    ] {
        assert!(wrong.html.contains(part), "{part}: {}", wrong.html);
    }
    let mut general = general;
    (general[5].1, general[7].1, general[10].1, general[12].1) = ("3", "30", "10", "0");
    assert_eq!(olga.fills_in("/admin/workstreams/2", "/admin/workstreams/2", &general).status, 303);
    let offers =
        [("tab", "offers"), ("offer", "accept_or_decline"), ("offer_seconds", "45"), ("presences", "available")];
    assert_eq!(olga.fills_in("/admin/workstreams/2/offers", "/admin/workstreams/2", &offers).status, 303);
    let told = house.admin().get("/workstreams/2");
    for (field, want) in [
        ("mode", json!("pick")),
        ("capacity_cost", json!(3)),
        ("wrap_up_seconds", json!(30)),
        ("keep_agent_seconds", json!(600)),
        ("auto_close_seconds", json!(172_800)),
        ("quiet_after_answer_seconds", json!(0)),
        ("offer", json!("accept_or_decline")),
        ("presences", json!(["available"])),
        ("may_pick", json!(false)),
    ] {
        assert_eq!(told.data()[field], want, "{field}");
    }

    let number = house.count("SELECT id FROM number WHERE sandbox = 0").to_string();
    let tab = "/admin/workstreams/2/numbers";
    assert!(olga.get(tab).html.contains("No number belongs to this workstream"));
    assert_eq!(olga.fills_in(tab, tab, &[("number", &number)]).status, 303);
    assert_eq!(house.count("SELECT workstream_id FROM number WHERE sandbox = 0"), 2);
    let kept = olga.fills_in(list, "/admin/workstreams/2/act", &[("act", "delete")]);
    assert!(kept.status == 409 && kept.html.contains("still in use"), "{}", kept.html);
    let copied = olga.fills_in(list, "/admin/workstreams/2/act", &[("act", "copy")]);
    assert_eq!(copied.location, "/admin/workstreams/3");
    assert_eq!(olga.fills_in(list, "/admin/workstreams/3/act", &[("act", "delete")]).location, list);
    assert!(!olga.get(list).html.contains("Copy of Orders"));
}

#[test]
fn a_number_is_set_up_in_five_steps() {
    let house = House::new();
    let olga = somebody(&house, "olga", Role::Admin);
    house.admin().post("/workstreams", &json!({ "name": "Orders" })).id();
    let page = "/admin/workstreams/2/set-up";
    let number = house.count("SELECT id FROM number WHERE sandbox = 0").to_string();
    let none = olga.fills_in(page, page, &[("step", "0"), ("go", "next")]);
    assert!(none.status == 422 && none.html.contains("id=\"number-e\""), "{}", none.html);
    let mut fields = vec![
        ("number", number.as_str()),
        ("language", "el"),
        ("mode", "push"),
        ("offer", "accept_or_decline"),
        ("offer_seconds", "301"),
        ("keep", "1"),
        ("attachments", "1"),
        ("agents", "1"),
    ];
    let goes = |fields: &[(&str, &str)], step: &str, go: &str| {
        olga.fills_in(page, page, &[fields, &[("step", step), ("go", go)]].concat())
    };
    let second = goes(&fields, "0", "next");
    assert!(second.html.contains("type=\"radio\" name=\"language\" value=\"el\" checked"), "{}", second.html);
    assert!(second.html.contains(&format!("type=\"hidden\" name=\"number\" value=\"{number}\"")), "carried on");
    let late = goes(&fields, "2", "next");
    assert!(late.status == 422 && late.html.contains("id=\"offer_seconds-e\""), "{}", late.html);
    fields[4].1 = "90";
    assert!(goes(&fields, "3", "next").html.contains("Finish"));
    assert_eq!(house.count("SELECT count(*) FROM number WHERE workstream_id = 2"), 0, "nothing is kept before the end");
    assert_eq!(goes(&fields, "4", "finish").location, "/admin/workstreams/2/numbers");
    let kept = "SELECT count(*) FROM number n JOIN workstream w ON w.id = n.workstream_id WHERE w.id = 2 AND n.language = 'el'
        AND w.language = 'el' AND w.offer_way = 'accept_or_decline' AND w.offer_ms = 90000 AND w.keep_agent_ms IS NOT NULL
        AND n.attachments_from_customers = 0 AND n.attachments_from_agents = 1";
    assert_eq!(house.count(kept), 1);
}
