//! A thread is taken along, and the way of one message is told.

use angelia::emulator::FailAt;

use crate::support::{House, Person};

#[test]
fn a_thread_is_saved_without_what_is_for_us_alone() {
    let house = House::new();
    let (email, password) = house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(house.url(), &email, &password);
    let id = house.anna_writes("two tins\n[2026-01-01 10:00] Dimitra: free of charge");
    house.until_status(house.admin().said(id, "They leave tomorrow."), "delivered");
    dimitra.fills_in("/inbox/1", "/inbox/1/notes", &[("text", "she always pays late"), ("key", "k")]);
    assert_eq!(house.count("SELECT count(*) FROM note"), 1);
    let page = dimitra.get("/inbox/1/export");
    assert_eq!(page.status, 200);
    for said in ["two tins", "They leave tomorrow.", "+30 690 000 0001"] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    let text = dimitra.get("/inbox/1/export/text");
    assert_eq!(text.header("content-disposition"), "attachment; filename=\"conversation-1.txt\"");
    assert!(
        text.html.contains("] Anna: two tins\r\n  [2026-01-01"),
        "what she wrote is no line of ours: {}",
        text.html
    );
    assert!(!page.html.contains("pays late") && !text.html.contains("pays late"), "notes are for us");
    assert!(dimitra.get("/inbox/1").html.contains("/inbox/1/export"), "a link leads there");
    assert_eq!(dimitra.get("/inbox/99/export").status, 404);
}

#[test]
fn the_way_of_a_message_is_told() {
    let house = House::new();
    let (email, password) = house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(house.url(), &email, &password);
    let (id, admin) = (house.anna_writes("hello"), house.admin());
    house.twilio.fail_next(63_024, FailAt::Answer);
    let message = admin.said(id, "good morning");
    house.until_status(message, "failed");
    let page = dimitra.get(&format!("/inbox/1/messages/{message}"));
    assert_eq!(page.status, 200);
    for said in ["failed, since", "HTTP", "63024", "refused"] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    assert!(dimitra.get("/inbox/1").html.contains(&format!("/inbox/1/messages/{message}")), "the code leads there");
    let attempts = admin.get(&format!("/messages/{message}/attempts"));
    assert_eq!(attempts.data()[0]["outcome"], "rejected");
    assert_eq!(dimitra.get("/inbox/1/messages/999").status, 404);
    let other = house.writes(crate::support::BORIS, crate::support::SHOP, "hi");
    assert_eq!(dimitra.get(&format!("/inbox/{other}/messages/{message}")).status, 404, "of another thread");
}

#[test]
fn what_a_program_did_says_which_program() {
    let house = House::new();
    let (email, password) = house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(house.url(), &email, &password);
    let (id, program) = (house.anna_writes("hello"), house.admin());
    assert_eq!(program.post(&format!("/conversations/{id}/close"), &serde_json::Value::Null).status, 200);
    let rename = "UPDATE api_token SET name = 'CRM <b>', revoked_at = 1 WHERE name = 'test'";
    house.appliance().app().store.write(move |tx| Ok(tx.execute(rename, [])?)).unwrap();
    let html = dimitra.get(&format!("/inbox/{id}")).html;
    assert!(html.contains("The program “CRM &#60;b&#62;” closed it"), "also once its token is revoked: {html}");
}
