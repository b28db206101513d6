//! Templates: what a reading adds, changes and takes away, and what a broken one leaves alone.

use super::poll_approvals::poll_approvals;
use super::submit::Submitted;
use super::sync::{Counts, Synced, sync};
use super::{draft, submit};
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::refusal::Refusal;
use crate::domain::template::Approval;
use crate::domain::template::written::Written;
use crate::domain::time::Millis;
use crate::domain::user::Role;
use crate::flows::accounts;
use crate::flows::test_app::{TestApp, user};
use crate::store::{account, composer_view, template};
use crate::twilio::test_server::{Server, json};

fn with_account(server: &Server) -> (TestApp, AccountId) {
    let app = TestApp::start(Some(&server.base));
    let wanted = accounts::create::Wanted {
        name: "Shop".to_owned(),
        account_sid: "AC0123456789abcdef0123456789abcdef".to_owned(),
        auth_token: "00112233445566778899aabbccddeeff".to_owned(),
        ..accounts::create::Wanted::default()
    };
    let id = accounts::create::create(&app, user(Role::Admin), &wanted).unwrap();
    (app, id)
}

fn page(contents: &[(&str, &str, &str)]) -> String {
    let contents: Vec<serde_json::Value> = contents
        .iter()
        .map(|(sid, body, status)| {
            serde_json::json!({
                "sid": sid, "friendly_name": sid.to_lowercase(), "language": "el", "variables": {"1": "Άννα", "9": "x"},
                "types": {"twilio/quick-reply": {"body": body, "actions": [{"title": "Ναι {{3}}", "id": "yes"}]}},
                "approval_requests": {"status": status, "category": "UTILITY"},
            })
        })
        .collect();
    serde_json::json!({"contents": contents, "meta": {"next_page_url": null}}).to_string()
}

#[test]
fn a_reading_adds_changes_and_takes_away() {
    let server = Server::start(vec![
        json(200, &page(&[("HX1", "Γεια {{1}}, {{2}}", "approved"), ("HX2", "b", "pending")])),
        json(200, &page(&[("HX1", "Γεια {{1}}, {{2}}", "approved"), ("HX2", "b", "pending")])),
        json(200, &page(&[("HX2", "b", "rejected"), ("HX3", "c", "paused")])),
        json(200, &page(&[("HX1", "Γεια {{1}}, {{2}}", "approved"), ("HX2", "b", "rejected"), ("HX3", "c", "paused")])),
    ]);
    let (app, id) = with_account(&server);
    let read = || sync(&app, Some(user(Role::Admin)), id).unwrap();
    assert_eq!(read(), Synced::Read(Counts { total: 2, added: 2, changed: 0, gone: 0 }));
    let first = app.store.read(|db| template::by_sid(db, id, "HX1")).unwrap().unwrap();
    assert_eq!(first.variables, ["1", "2", "3", "9"]);
    assert_eq!(first.samples.get("1").map(String::as_str), Some("Άννα"));
    assert_eq!((first.status, first.category.as_deref()), (Approval::Approved, Some("utility")));
    assert_eq!(first.buttons[0].title, "Ναι {{3}}");
    assert_eq!(first.facts().kind, "quick-reply");
    assert_eq!(read(), Synced::Read(Counts { total: 2, ..Counts::default() }));
    assert_eq!(read(), Synced::Read(Counts { total: 2, added: 1, changed: 1, gone: 1 }));
    let again = app.store.read(|db| template::by_id(db, first.id)).unwrap().unwrap();
    assert_eq!(again.status, Approval::Deleted);
    let choices = |window_open| {
        let at = composer_view::At { account: id, number: NumberId(1), sandbox: false, window_open, month: "2026-11" };
        app.store.read(|db| composer_view::choices(db, &at)).unwrap()
    };
    assert_eq!(choices(true), (vec![], 2), "one was refused, one is stopped");
    assert_eq!(read(), Synced::Read(Counts { total: 3, added: 0, changed: 1, gone: 0 }));
    let (picker, others) = choices(false);
    assert_eq!(picker.iter().map(|choice| choice.template.id).collect::<Vec<_>>(), [first.id]);
    assert_eq!(others, 2);
    assert!(app.store.read(|db| account::get(db, id)).unwrap().templates_synced_at.is_some());
}

#[test]
fn a_broken_reading_changes_nothing_and_says_why() {
    let half =
        r#"{"contents":[],"meta":{"next_page_url":"https://content.twilio.com/v1/ContentAndApprovals?PageToken=x"}}"#;
    let server = Server::start(vec![
        json(200, &page(&[("HX1", "a", "approved")])),
        json(200, half),
        json(500, "{}"),
        json(401, r#"{"code":20003,"message":"Authenticate","status":401}"#),
        json(403, r#"{"code":20403,"message":"no","status":403}"#),
        json(200, &page(&[("HX1", "a", "approved")])),
    ]);
    let (app, id) = with_account(&server);
    let read = || sync(&app, Some(user(Role::Admin)), id).unwrap();
    read();
    assert_eq!(read(), Synced::NoAnswer);
    assert_eq!(read(), Synced::WrongCredentials);
    let failures = || app.store.read(|db| account::get(db, id)).unwrap().auth_failures;
    assert_eq!(failures(), 1);
    assert_eq!(read(), Synced::Refused(Some(20403)));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM template WHERE status = 'approved'"), 1);
    read();
    assert_eq!(failures(), 0);
    let refused = sync(&app, Some(user(Role::Supervisor)), id).unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::NotAllowed));
    accounts::set_active::set_active(&app, user(Role::Admin), id, false).unwrap();
    assert_eq!(sync(&app, None, id).unwrap_err().refusal(), Some(&Refusal::NotNow));
}

#[test]
fn the_scheduler_reads_what_is_judged_or_old() {
    let pending = page(&[("HX1", "a", "pending")]);
    let approved = page(&[("HX1", "a", "approved")]);
    let server = Server::start(vec![json(200, &pending), json(200, &approved), json(200, &approved)]);
    let (app, _) = with_account(&server);
    let counts = |read, changed, failed| vec![("read", read), ("changed", changed), ("failed", failed)];
    assert_eq!(poll_approvals(&app, app.clock.now()).unwrap(), counts(1, 1, 0), "never read");
    assert_eq!(poll_approvals(&app, app.clock.now()).unwrap(), counts(1, 1, 0), "one is judged");
    assert_eq!(poll_approvals(&app, app.clock.now()).unwrap(), counts(0, 0, 0), "nothing is due");
    app.clock.advance(Millis::hours(1));
    assert_eq!(poll_approvals(&app, app.clock.now()).unwrap(), counts(1, 0, 0), "an hour has passed");
    app.clock.advance(Millis::hours(1));
    assert_eq!(poll_approvals(&app, app.clock.now()).unwrap(), counts(0, 0, 1), "nobody answers");
}

/// A template that WhatsApp would take.
fn written() -> Written {
    Written {
        name: "order_ready".to_owned(),
        language: "en".to_owned(),
        category: "utility".to_owned(),
        body: "Dear {{1}}, your order is ready.".to_owned(),
        samples: [("1".to_owned(), "Anna".to_owned())].into(),
        bindings: [("1".to_owned(), "{{contact.first_name|friend}}".to_owned())].into(),
        ..Written::default()
    }
}

fn content(sid: &str) -> serde_json::Value {
    serde_json::json!({
        "sid": sid, "friendly_name": "order_ready", "language": "en", "variables": {"1": "Anna"},
        "types": {"twilio/text": {"body": "Dear {{1}}, your order is ready."}},
    })
}

fn list_of(sid: &str) -> String {
    serde_json::json!({"contents": [content(sid)], "meta": {"next_page_url": null}}).to_string()
}

#[test]
fn a_submission_whose_answers_are_lost_makes_one_template() {
    let unsubmitted = r#"{"whatsapp":{"status":"unsubmitted"}}"#;
    let received = r#"{"whatsapp":{"status":"received","category":"UTILITY"}}"#;
    let server = Server::start(vec![
        json(502, "{}"),            // made, and the answer is lost
        json(200, &list_of("HX7")), // looked for, and found
        json(200, unsubmitted),     // not submitted yet
        json(502, "{}"),            // submitted, and the answer is lost
        json(200, received),        // it was
        json(200, &list_of("HX7")), // read after the submission
    ]);
    let (app, account) = with_account(&server);
    let admin = user(Role::Admin);
    let id = draft::save(&app, admin, None, account, written()).unwrap();
    let press = || submit::submit(&app, admin, id).unwrap();
    assert_eq!(press(), Submitted::NotNow(Synced::NoAnswer));
    assert_eq!(press(), Submitted::NotNow(Synced::NoAnswer));
    let refused = draft::save(&app, admin, Some(id), account, written()).unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::NotNow), "it is on its way");
    let Submitted::Done(found) = press() else { panic!("not submitted") };
    let found = app.store.read(|db| template::get(db, found)).unwrap();
    assert_eq!((found.content_sid.as_str(), &found.bindings), ("HX7", &written().bindings));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM template_draft"), 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action = 'template.submitted'"), 1);
}

#[test]
fn what_twilio_refuses_can_be_corrected() {
    let no = r#"{"code":20001,"message":"This name is blocked for 30 days","status":400}"#;
    let server = Server::start(vec![
        json(201, &content("HX8").to_string()),
        json(200, r#"{"whatsapp":{"status":"unsubmitted"}}"#),
        json(400, no),
        json(204, ""), // what was made is taken away again
    ]);
    let (app, account) = with_account(&server);
    let admin = user(Role::Admin);
    let id = draft::save(&app, admin, None, account, written()).unwrap();
    let said = submit::submit(&app, admin, id).unwrap();
    assert!(matches!(&said, Submitted::Refused(said) if said.contains("blocked")), "{said:?}");
    let other = Written { name: "order_ready_v2".to_owned(), ..written() };
    assert_eq!(draft::save(&app, admin, Some(id), account, other).unwrap(), id);
    let agent = draft::save(&app, user(Role::Supervisor), None, account, written()).unwrap_err();
    assert_eq!(agent.refusal(), Some(&Refusal::NotAllowed));
}
