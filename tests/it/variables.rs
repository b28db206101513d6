//! What is known about a conversation, and the texts that take it.

use angelia::domain::user::Role;
use angelia::emulator::{Approval, NewTemplate};
use serde_json::json;

use crate::inbox::{press, somebody, thread};
use crate::support::{ACCOUNT_SID, ANNA, House};

#[test]
fn a_program_tells_them_and_every_text_takes_them() {
    let house = House::new();
    let (admin, agent) = (house.admin(), house.program("agent"));
    let conversation = house.anna_writes("Where is my order?");
    let path = format!("/conversations/{conversation}");
    assert_eq!(agent.get(&path).data()["variables"], json!({}));
    let told = agent.patch(&path, &json!({ "variables": { "order_id": " 2041 ", "courier": "ACS" } }));
    assert_eq!(told.data()["variables"], json!({ "order_id": "2041", "courier": "ACS" }));
    let changed = agent.patch(&path, &json!({ "variables": { "courier": null, "day": "Friday" } }));
    assert_eq!(changed.data()["variables"], json!({ "order_id": "2041", "day": "Friday" }));
    assert_eq!(agent.get("/conversations").data()[0]["variables"], json!({ "order_id": "2041", "day": "Friday" }));
    for (wrong, says) in [
        (json!({ "variables": { "order id": "1" } }), "cannot be the name of a variable"),
        (json!({ "variables": { "a": "x".repeat(4_001) } }), "longer than 4,000 characters"),
        (json!({ "variables": { "a": 7 } }), ""),
        (json!({ "varialbes": {} }), ""),
    ] {
        let refused = agent.patch(&path, &wrong);
        assert!((400..=422).contains(&refused.status), "{refused:?}");
        assert!(refused.body["error"]["message"].as_str().unwrap().contains(says), "{refused:?}");
    }
    assert_eq!(agent.patch("/conversations/99", &json!({ "variables": {} })).code(), "not_found");
    assert_eq!(house.count("SELECT count(*) FROM conversation_variable"), 2, "nothing half-written");

    // A quick reply, in the inbox and for programs.
    let reply =
        json!({ "title": "Order", "text": "Order {{var.order_id}} leaves on {{var.day}}{{var.hour|, early}}." });
    admin.post("/quick-replies", &reply).id();
    let filled = agent.get(&format!("{path}/quick-replies"));
    assert_eq!(filled.data()[0]["text"], "Order 2041 leaves on Friday, early.");
    let nikos = somebody(&house, "nikos", Role::Agent);
    let found = nikos.get(&format!("/inbox/{conversation}/fragments/quick-replies?q=order")).html;
    assert!(found.contains("data-text=\"Order 2041 leaves on Friday, early.\""), "{found}");

    // A template whose variables are bound: prefilled in the picker, and filled in for programs.
    house.twilio.add_template(
        ACCOUNT_SID,
        NewTemplate {
            name: "order_ready".to_owned(),
            language: "en".to_owned(),
            types: json!({ "twilio/text": { "body": "Order {{1}} waits at {{2}} for you." } }),
            variables: json!({ "1": "7", "2": "the shop" }),
            category: "UTILITY".to_owned(),
            sid: String::new(),
            approval: Approval::Approved,
        },
    );
    assert_eq!(admin.post("/templates/sync", &json!({})).status, 200);
    let id = house.count("SELECT id FROM template WHERE name = 'order_ready'");
    let bound = json!({ "bindings": { "1": "{{var.order_id}}", "2": "{{queue.name|our shop}}" } });
    assert_eq!(admin.put(&format!("/templates/{id}/bindings"), &bound).status, 200);
    press(&nikos, conversation, "take", &[]);
    let picker = nikos.get(&format!("/inbox/{conversation}?compose=template")).html;
    assert!(picker.contains("name=\"v.1\" value=\"2041\"") && picker.contains("value=\"our shop\""), "{picker}");
    let sent = admin.post(&format!("{path}/messages"), &json!({ "template_id": id.to_string(), "variables": {} }));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    assert_eq!(house.twilio.messages_to(ANNA).pop().unwrap().shown, "Order 2041 waits at our shop for you.");
}

#[test]
fn whoever_talks_writes_them_down_beside_the_thread() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    let page = thread(&nikos, conversation);
    assert!(page.contains("Add a variable") && page.contains("{{var.order_id}}"), "{page}");
    let saved = press(&nikos, conversation, "variables", &[("new_name", "order_id"), ("new_value", "<b>2041</b>")]);
    assert_eq!(saved.location, format!("/inbox/{conversation}?pane=contact"));
    let page = thread(&nikos, conversation);
    assert!(page.contains("<code>order_id</code></dt><dd dir=\"auto\">&#60;b&#62;2041"), "{page}");
    // What is wrong is said beside the form, and nothing that was typed is lost.
    let typed = [("var.order_id", "2042"), ("new_name", "παραγγελία"), ("new_value", "7")];
    let wrong = press(&nikos, conversation, "variables", &typed);
    assert_eq!(wrong.status, 422);
    for part in ["“παραγγελία” cannot be the name", "value=\"2042\"", "value=\"παραγγελία\"", "<details open>"]
    {
        assert!(wrong.html.contains(part), "{part}: {}", wrong.html);
    }
    assert_eq!(house.count("SELECT count(*) FROM conversation_variable WHERE value LIKE '%2041%'"), 1);
    press(&nikos, conversation, "variables", &[("var.order_id", " "), ("new_name", ""), ("new_value", "")]);
    assert_eq!(house.count("SELECT count(*) FROM conversation_variable"), 0, "an empty value takes it away");
    // They belong to one piece of work: the next one begins without them.
    press(&nikos, conversation, "variables", &[("new_name", "order_id"), ("new_value", "2041")]);
    press(&nikos, conversation, "take", &[]);
    press(&nikos, conversation, "close", &[]);
    let next = house.anna_writes("me again");
    assert_ne!(next, conversation);
    assert!(!thread(&nikos, next).contains("<code>order_id</code></dt>"));
}
