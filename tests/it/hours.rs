//! Opening hours, as an admin's browser without scripts and as a program meet them.

use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::somebody;
use crate::support::House;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Καθαρά Δευτέρα\r\nDTSTART;VALUE=DATE:20270315\r\n\
    END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Meeting\r\nDTSTART:20270316T090000Z\r\nDTEND:20270316T100000Z\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

fn all_days(from: &str, to: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().map(|day| json!({ "day": day, "from": from, "to": to })).collect()
}

#[test]
fn programs_make_hours_and_bring_holidays() {
    let house = House::new();
    let admin = house.admin();
    let body = json!({ "name": "Shop", "time_zone": "Europe/Athens", "spans": all_days("00:00", "24:00"),
        "holidays": [{ "first": "2026-12-25", "last": "2026-12-26", "name": "Christmas", "yearly": true }] });
    let made = admin.post("/hours", &body);
    assert_eq!(made.status, 201, "{made:?}");
    let path = format!("/hours/{}", made.id());
    assert_eq!(made.data()["spans"], all_days("00:00", "24:00"));
    let refused = |body: Value| {
        let answer = admin.patch(&path, &body);
        let (error, status) = (&answer.body["error"], answer.status);
        (status, error["field"].as_str().unwrap_or_default().to_owned(), error["message"].as_str().unwrap().to_owned())
    };
    let (status, field, message) = refused(json!({ "spans": [{ "day": "monday", "from": "17:00", "to": "09:00" }] }));
    assert_eq!((status, field.as_str()), (422, "spans"));
    assert!(message.contains("17:00–09:00 ends before it begins"), "{message}");
    assert_eq!(refused(json!({ "time_zone": "Europe/Atlantis" })).1, "time_zone");
    assert_eq!(refused(json!({ "name": "" })).1, "name");
    assert_eq!(refused(json!({ "spans": [{ "day": "monday", "from": "25:00", "to": "26:00" }] })).1, "spans[0].from");
    let backwards = json!({ "first": "2026-12-26", "last": "2026-12-25", "name": "Christmas" });
    assert_eq!(refused(json!({ "holidays": [backwards] })).1, "holidays");

    let closed = admin.patch(&path, &json!({ "spans": [] }));
    assert_eq!((&closed.data()["open"], &closed.data()["changes_at"]), (&json!(false), &Value::Null));
    let brought = admin.post_text(&format!("{path}/ics"), "text/calendar", CALENDAR.as_bytes());
    assert_eq!(brought.status, 200, "{brought:?}");
    assert_eq!((&brought.data()["added"], &brought.data()["same"]), (&json!(1), &json!(0)));
    let left_out = &brought.data()["left_out"][0];
    assert_eq!(
        (&left_out["why"], &left_out["sentence"]),
        (&json!("part_of_day"), &json!("It covers a part of a day."))
    );
    assert_eq!(admin.post_text(&format!("{path}/ics"), "text/calendar", b"nothing").status, 422);
    let holidays = admin.get(&path).data()["holidays"].as_array().unwrap().len();
    assert_eq!(holidays, 2);

    let queue = admin.post("/queues", &json!({ "name": "Orders", "hours_id": made.id() }));
    assert_eq!((queue.status, &queue.data()["open"]), (201, &json!(false)));
    let used = admin.delete(&path);
    assert!(
        used.status == 409 && used.body["error"]["message"].as_str().unwrap().contains("One queue opens"),
        "{used:?}"
    );
    assert_eq!(admin.patch(&format!("/queues/{}", queue.id()), &json!({ "hours_id": "" })).status, 200);
    assert_eq!(admin.delete(&path).status, 204);
}

#[test]
fn an_admin_writes_a_week_and_sees_until_when_it_is_closed() {
    let house = House::new();
    let person = somebody(&house, "manager", Role::Admin);
    assert!(person.get("/admin/hours").html.contains("No opening hours yet"));
    assert!(person.get("/admin").html.contains("href=\"/admin/hours\""), "the step leads here");
    let week =
        [("name", "Shop"), ("time_zone", "Europe/Athens"), ("monday", "9:00–14:00, 17:00–21:00"), ("tuesday", "soon")];
    let again = person.fills_in("/admin/hours/new", "/admin/hours", &week);
    assert!(
        again.status == 422 && again.html.contains("id=\"tuesday-e\"") && again.html.contains("“soon” is no span"),
        "{}",
        again.html
    );
    let week = [&week[..3], &[("tuesday", "21:00-9:00")]].concat();
    let again = person.fills_in("/admin/hours/new", "/admin/hours", &week);
    assert!(again.status == 422 && again.html.contains("21:00–09:00 ends before it begins"), "{}", again.html);
    let made = person.fills_in("/admin/hours/new", "/admin/hours", &week[..3]);
    assert_eq!(made.location, "/admin/hours/1");
    let page = person.get("/admin/hours/1").html;
    assert!(page.contains("value=\"09:00–14:00, 17:00–21:00\""), "{page}");
    assert!(page.contains("Closed now until") || page.contains("Open until"), "{page}");

    let post = |action: &str, form: &[(&str, &str)]| person.fills_in("/admin/hours/1", action, form);
    let wrong = post("/admin/hours/1/holidays", &[("first", "tomorrow"), ("holiday", "Easter")]);
    assert!(
        wrong.status == 422 && wrong.html.contains("Give the first day") && wrong.html.contains("value=\"Easter\"")
    );
    let easter = [("first", "2027-05-03"), ("last", ""), ("holiday", "Easter Monday")];
    assert_eq!(post("/admin/hours/1/holidays", &easter).location, "/admin/hours/1#holidays");
    let brought = person.brings_to("/admin/hours/1", "/admin/hours/1/ics", &[], CALENDAR.as_bytes());
    assert!(
        brought.html.contains("New: 1. There already: 0.") && brought.html.contains("It covers a part of a day."),
        "{}",
        brought.html
    );
    assert!(
        person.brings_to("/admin/hours/1", "/admin/hours/1/ics", &[], b"x").html.contains("This is no calendar file")
    );
    let removed = post("/admin/hours/1/holidays/remove", &[("gone", "2027-05-03|2027-05-03|false|Easter Monday")]);
    assert_eq!(removed.status, 303);
    let page = person.get("/admin/hours/1").html;
    assert!(!page.contains("Easter Monday") && page.contains("Καθαρά Δευτέρα"), "{page}");

    let admin = house.admin();
    assert_eq!(admin.patch("/queues/1", &json!({ "hours_id": "1" })).status, 200);
    let steps = admin.get("/first-steps");
    let hours = steps.data()["steps"].as_array().unwrap().iter().find(|step| step["step"] == "hours").unwrap();
    assert_eq!(hours["state"], "done");
    let kept = post("/admin/hours/1/delete", &[]);
    assert_eq!(kept.location, "/admin/hours/1#delete");
    assert!(person.get("/admin/hours/1").html.contains("One queue opens by these hours."));
    assert_eq!(admin.patch("/queues/1", &json!({ "hours_id": "" })).status, 200);
    assert_eq!(post("/admin/hours/1/delete", &[]).location, "/admin/hours");
}
