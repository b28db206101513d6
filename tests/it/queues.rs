//! Queues, skills, presences and agents' settings, as an admin's browser without scripts and as a program meet them.

use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::somebody;
use crate::support::House;

/// Three users; their ids.
fn team(house: &House) -> Vec<String> {
    for name in ["boss", "nikos", "eleni"] {
        house.hire(name, if name == "boss" { "admin" } else { "agent" });
    }
    ["1", "2", "3"].map(str::to_owned).to_vec()
}

#[test]
fn programs_make_change_and_delete_queues() {
    let house = House::new();
    let users = team(&house);
    let admin = house.admin();
    let body =
        json!({ "name": "Orders", "members": [users[2], users[1]], "method": "highest_capacity", "priority": 10 });
    let made = admin.post("/queues", &body);
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.id();
    let data = made.data();
    assert_eq!(
        (&data["members"], &data["priority"], &data["everyone"]),
        (&json!(["3", "2"]), &json!(10), &json!(false))
    );
    assert_eq!((&data["open"], &data["changes_at"], &data["waiting"]), (&json!(true), &Value::Null, &json!(0)));

    let path = format!("/queues/{id}");
    let bad = |field: &str, value: Value| {
        let answer = admin.patch(&path, &json!({ field: value }));
        (answer.status, answer.code().to_owned(), answer.body["error"]["field"].as_str().unwrap_or_default().to_owned())
    };
    let invalid = |field: &str| (422, "field_invalid".to_owned(), field.to_owned());
    assert_eq!(bad("priority", json!(0)), invalid("priority"));
    assert_eq!(bad("priority", json!(1001)), invalid("priority"));
    assert_eq!(bad("method", json!("random")), invalid("method"));
    assert_eq!(bad("members", json!(["99"])), invalid("members"));
    assert_eq!(bad("members", json!(["x"])), invalid("members"));
    assert_eq!(bad("hours_id", json!("99")), invalid("hours_id"));
    assert_eq!(bad("goal_seconds", json!(-1)), invalid("goal_seconds"));
    assert_eq!(bad("name", json!("x".repeat(101))), invalid("name"));
    assert_eq!(bad("overflow", json!({ "out_of_hours": "end" })), invalid("out_of_hours"));
    assert_eq!(bad("overflow", json!({ "too_long": { "after_seconds": 59, "then": "end" } })), invalid("too_long"));
    assert_eq!(bad("overflow", json!({ "too_many": { "waiting_max": 0, "then": "end" } })), invalid("too_many"));
    assert_eq!(
        bad("overflow", json!({ "too_long": { "after_seconds": 60, "then": { "other": id } } })),
        invalid("overflow")
    );
    assert_eq!(bad("prioritet", json!(1)).0, 400);

    let second = admin.post("/queues", &json!({ "name": "Returns" }));
    let returns = second.id();
    let to = |queue: &str| json!({ "overflow": { "too_long": { "after_seconds": 300, "then": { "other": queue } } } });
    let empty = admin.patch(&path, &to(&returns));
    assert_eq!((empty.status, empty.body["error"]["message"].as_str().unwrap().contains("Nobody works")), (422, true));
    assert_eq!(
        admin.patch(&format!("/queues/{returns}"), &json!({ "members": ["2"], "goal_seconds": 120 })).status,
        200
    );
    let led = admin.patch(&path, &to(&returns));
    assert_eq!(led.data()["overflow"]["too_long"], json!({ "after_seconds": 300, "then": { "other": returns } }));
    let circle = admin.patch(&format!("/queues/{returns}"), &to(&id));
    assert!(circle.body["error"]["message"].as_str().unwrap().contains("Returns → Orders → Returns"), "{circle:?}");

    let used = admin.delete(&format!("/queues/{returns}"));
    assert_eq!((used.status, used.code()), (409, "in_use"), "{used:?}");
    assert!(used.body["error"]["message"].as_str().unwrap().contains("The overflow of one queue leads here."));
    assert_eq!(admin.delete("/queues/1").status, 409, "the queue of everybody");
    assert_eq!(admin.delete(&path).status, 204);
    assert_eq!(admin.delete(&path).status, 404);
    assert_eq!(admin.delete(&format!("/queues/{returns}")).status, 204);
    let agent = house.program("agent");
    assert_eq!(agent.get("/queues").body["data"].as_array().unwrap().len(), 1);
    assert_eq!(agent.post("/queues", &json!({ "name": "Mine" })).status, 403);
}

#[test]
fn an_admin_sees_queues_that_lead_to_nobody() {
    let house = House::new();
    team(&house);
    let admin = house.admin();
    let person = somebody(&house, "manager", Role::Admin);
    assert!(person.get("/admin/queues").html.contains("Everybody (4)"));
    let form = [
        ("name", "Orders"),
        ("priority", "10"),
        ("method", "round_robin"),
        ("members", "2"),
        ("waiting_max", "20"),
        ("too_many_then", "queue_anyway"),
        ("wait_minutes", "5"),
        ("too_long_then", "1"),
        ("goal_seconds", "120"),
    ];
    let wrong = [&form[1..], &[("name", "")]].concat();
    let again = person.fills_in("/admin/queues/new", "/admin/queues", &wrong);
    assert!(
        again.status == 422 && again.html.contains("value=\"20\"") && again.html.contains("id=\"name-e\""),
        "{}",
        again.html
    );
    assert_eq!(person.fills_in("/admin/queues/new", "/admin/queues", &form).location, "/admin/queues");
    let page = person.get("/admin/queues/2").html;
    for part in ["value=\"Orders\"", "value=\"5\"", "value=\"120\"", "<option value=\"1\" selected>"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // The overflow of the other queue leads to it; then its only member goes.
    assert_eq!(
        person
            .fills_in(
                "/admin/queues/new",
                "/admin/queues",
                &[&[("name", "Returns"), ("members", "3")], &form[1..3]].concat()
            )
            .status,
        303
    );
    let to = json!({ "overflow": { "too_long": { "after_seconds": 300, "then": { "other": "3" } } } });
    assert_eq!(admin.patch("/queues/2", &to).status, 200);
    assert!(!person.get("/admin").html.contains("id=\"nowhere\""));
    assert_eq!(admin.patch("/users/3", &json!({ "active": false })).status, 200);
    let home = person.get("/admin").html;
    assert!(home.contains("id=\"nowhere\"") && home.contains("href=\"/admin/queues/3#members\""), "{home}");
    assert_eq!(admin.get("/overview").data()["queues_without_members"], json!([{ "id": "3", "name": "Returns" }]));
    let kept = person.fills_in("/admin/queues/3", "/admin/queues/3/delete", &[]);
    assert_eq!(kept.location, "/admin/queues/3#delete");
    assert!(person.get("/admin/queues/3").html.contains("The overflow of one queue leads here."));
    assert_eq!(somebody(&house, "maria", Role::Supervisor).get("/admin/queues").status, 403);
}

#[test]
fn a_queue_says_what_waits_and_the_thread_until_when_it_is_closed() {
    let house = House::new();
    let (admin, olga) = (house.admin(), somebody(&house, "olga", Role::Admin));
    let never = json!({ "name": "Week", "time_zone": "Europe/Athens", "spans": [] });
    let hours = admin.post("/hours", &never).id();
    assert_eq!(admin.patch("/queues/1", &json!({ "hours_id": hours })).status, 200);
    assert_eq!(admin.patch("/workstreams/1", &json!({ "mode": "push" })).status, 200);
    assert!(!olga.get("/admin/queues/1").html.contains("id=\"waiting\""));
    let conversation = house.anna_writes("Two tins of oil");
    let page = olga.get("/admin/queues/1").html;
    for part in ["id=\"waiting\"", "Two tins of oil", "Offered to olga until", "/board#q-1"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let thread = olga.get(&format!("/inbox/{conversation}")).html;
    assert!(thread.contains("<span class=\"is-soon\" id=\"closed-now\">Closed</span>"), "{thread}");
    assert!(thread.contains("<dt>Opening hours</dt><dd>Closed</dd>"));
    let whole = json!({ "spans": [{ "day": "monday", "from": "00:00", "to": "24:00" }] });
    assert_eq!(admin.patch(&format!("/hours/{hours}"), &whole).status, 200);
    let thread = olga.get(&format!("/inbox/{conversation}")).html;
    assert!(thread.contains("<dd>Closed now until") || thread.contains("<dd>Open until"), "{thread}");
}

#[test]
fn agents_have_capacity_skills_queues_languages_and_a_first_presence() {
    let house = House::new();
    team(&house);
    let admin = house.admin();
    let skill = admin.post("/skills", &json!({ "name": "German" }));
    assert_eq!(skill.status, 201, "{skill:?}");
    assert_eq!(admin.post("/skills", &json!({ "name": "german" })).status, 422);
    let queue = admin.post("/queues", &json!({ "name": "Orders" })).id();
    let change = json!({ "capacity": 12, "skills": [{ "skill": skill.id(), "level": 7 }], "queues": [queue],
        "languages": ["el", "de"], "default_presence": "away" });
    let changed = admin.patch("/users/2", &change);
    assert_eq!(changed.status, 200, "{changed:?}");
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&changed.data()[field], value, "{field}");
    }
    let field = |body: Value| {
        let answer = admin.patch("/users/2", &body);
        (answer.status, answer.body["error"]["field"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(field(json!({ "capacity": 0 })), (422, "capacity".to_owned()));
    assert_eq!(field(json!({ "capacity": 1001 })), (422, "capacity".to_owned()));
    assert_eq!(field(json!({ "skills": [{ "skill": "1", "level": 11 }] })), (400, "skills[0].level".to_owned()));
    assert_eq!(field(json!({ "skills": [{ "skill": "9", "level": 1 }] })), (422, "skills".to_owned()));
    assert_eq!(field(json!({ "queues": ["1"] })), (422, "queues".to_owned()));
    assert_eq!(field(json!({ "languages": ["not a language"] })), (422, "languages".to_owned()));
    assert_eq!(field(json!({ "default_presence": "lunch" })), (422, "default_presence".to_owned()));
    let who = admin.get(&format!("/skills/{}", skill.id()));
    assert_eq!(who.data()["users"], json!([{ "user_id": "2", "level": 7 }]));

    let person = somebody(&house, "manager", Role::Admin);
    let page = person.get("/admin/users/2").html;
    for part in
        ["value=\"12\"", "<option value=\"7\" selected>", "value=\"el, de\"", "<option value=\"away\" selected>"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let form = [("capacity", "0"), ("languages", "el"), ("default_presence", "busy"), ("skill-1", "3")];
    let again = person.fills_in("/admin/users/2", "/admin/users/2/work", &form);
    assert!(again.status == 422 && again.html.contains("id=\"capacity-e\""), "{}", again.html);
    let form = [&[("capacity", "5")], &form[1..]].concat();
    assert_eq!(person.fills_in("/admin/users/2", "/admin/users/2/work", &form).location, "/admin/users/2#work");
    let kept = admin.get("/users/2");
    assert_eq!(kept.data()["skills"], json!([{ "skill": "1", "level": 3 }]));
    assert_eq!(kept.data()["queues"], json!([]));
    assert!(person.get("/admin/skills").html.contains("one person has it"));
    assert_eq!(person.fills_in("/admin/skills", "/admin/skills/1/delete", &[]).status, 303);
    assert_eq!(admin.get("/users/2").data()["skills"], json!([]));
}

#[test]
fn presences_have_names_and_change_by_themselves_as_an_admin_says() {
    let house = House::new();
    team(&house);
    let admin = house.admin();
    let made = admin.post("/presences", &json!({ "name": "Lunch", "base": "away" }));
    assert_eq!((made.status, &made.data()["base"]), (201, &json!("away")));
    assert_eq!(admin.post("/presences", &json!({ "name": "Tea", "base": "tea" })).status, 422);
    let path = format!("/presences/{}", made.id());
    assert_eq!(admin.patch(&path, &json!({ "base": "busy" })).data()["base"], json!("busy"));
    let automatic = json!({ "capacity": true, "missed": true, "declined": false });
    assert_eq!(house.program("agent").get("/presences/automatic").data(), &automatic);
    assert_eq!(admin.patch("/presences/automatic", &json!({ "declined": true })).data()["declined"], json!(true));
    let person = somebody(&house, "manager", Role::Admin);
    let page = person.get("/admin/presences").html;
    assert!(page.contains("counts as Busy") && page.contains("name=\"declined\" value=\"1\" checked"), "{page}");
    assert_eq!(person.fills_in("/admin/presences", "/admin/presences/automatic", &[("missed", "1")]).status, 303);
    let off = json!({ "capacity": false, "missed": true, "declined": false });
    assert_eq!(admin.get("/presences/automatic").data(), &off);
    let again = person.fills_in("/admin/presences", "/admin/presences", &[("name", "LUNCH"), ("base", "away")]);
    assert!(again.status == 422 && again.html.contains("There is one with this name already"), "{}", again.html);
    assert_eq!(admin.delete(&path).status, 204);
    assert_eq!(admin.get(&path).status, 404);
}
