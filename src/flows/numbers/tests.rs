//! Numbers: what is refused, what is given out, what may be changed.

use super::create::Wanted;
use super::update::Change;
use super::{create, health, set_active, set_webhooks, update};
use crate::domain::finding::Finding;
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::user::Role;
use crate::flows::accounts;
use crate::flows::test_app::{TestApp, user};
use crate::store::number;

fn account(app: &TestApp) -> AccountId {
    let wanted = accounts::create::Wanted {
        name: "Shop".to_owned(),
        account_sid: "AC0123456789abcdef0123456789abcdef".to_owned(),
        auth_token: "0123456789abcdef0123456789abcdef".to_owned(),
        ..accounts::create::Wanted::default()
    };
    accounts::create::create(app, user(Role::Admin), &wanted).unwrap()
}

fn wanted(address: &str) -> Wanted {
    Wanted { name: "Shop".to_owned(), address: address.to_owned(), ..Wanted::default() }
}

#[test]
fn addresses_are_refused_with_their_reason() {
    let app = TestApp::start(None);
    let account = account(&app);
    create::create(&app, user(Role::Admin), account, &wanted("+302810000014")).unwrap();
    for (address, want) in [
        ("", "missing"),
        ("00302810000014", "number-plus"),
        ("2810 000 014", "number-plus"),
        ("+30 2810", "number-pattern"),
        ("+30 2810 000 015", "number-blanks"),
        ("+30 (2810) 000-015", "number-blanks"),
        ("+30 2810 000 01x", "number-pattern"),
        ("whatsapp:+302810000014", "number-taken"),
    ] {
        let problems = create::check(&app, account, &wanted(address)).unwrap().unwrap_err();
        assert_eq!((problems[0].field, problems[0].problem), ("address", want), "{address}");
    }
    let blanks = create::check(&app, account, &wanted("+30 2810 000-015")).unwrap().unwrap_err();
    assert_eq!(blanks[0].limit, Some(302_810_000_015));
    let missing = create::create(&app, user(Role::Admin), AccountId(9), &wanted("+302810000015")).unwrap_err();
    assert_eq!(missing.refusal(), Some(&Refusal::NotFound));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM number"), 1);
}

#[test]
fn colours_go_round_and_the_sandbox_is_known_by_its_number() {
    let app = TestApp::start(None);
    let account = account(&app);
    for place in 0..5 {
        create::create(&app, user(Role::Admin), account, &wanted(&format!("+30281000001{place}"))).unwrap();
    }
    let sandbox = create::create(&app, user(Role::Admin), account, &wanted("+14155238886")).unwrap();
    let numbers = app.store.read(number::list).unwrap();
    assert_eq!(numbers.iter().map(|n| n.colour).collect::<Vec<_>>(), [1, 2, 3, 4, 1, 2]);
    assert_eq!(numbers.iter().filter(|n| n.sandbox).map(|n| n.id).collect::<Vec<_>>(), [sandbox]);
}

#[test]
fn addresses_that_nobody_could_call_are_not_written() {
    for url in ["http://127.0.0.1:8080", "https://inbox", "https://192.168.1.5/angelia", "https://[::1]"] {
        let app = TestApp::before_twilio(url);
        let account = account(&app);
        let id = create::create(&app, user(Role::Admin), account, &wanted("+302810000014")).unwrap();
        let refused = set_webhooks::set_webhooks(&app, user(Role::Admin), id).unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::PublicUrlPrivate), "{url}");
        assert_eq!(health::of(&app, id).unwrap().verdict(), Finding::PrivateAddress, "{url}");
        assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action LIKE '%webhooks%'"), 0);
    }
}

#[test]
fn settings_change_and_facts_stay() {
    let app = TestApp::start(None);
    let account = account(&app);
    let id = create::create(&app, user(Role::Admin), account, &wanted("+302810000014")).unwrap();
    let at = app.clock.now();
    app.store
        .write(move |tx| {
            number::touch_inbound(tx, id, at)?;
            number::touch_error(tx, id, at, "63016")
        })
        .unwrap();
    let change = Change {
        name: Some("Αγορά".to_owned()),
        language: Some(Language::El),
        colour: Some(3),
        attachments_from_agents: Some(false),
        ..Change::default()
    };
    update::update(&app, user(Role::Admin), id, &change).unwrap();
    set_active::set_active(&app, user(Role::Admin), id, false).unwrap();
    let number = app.store.read(|db| number::get(db, id)).unwrap();
    assert_eq!((number.name.as_str(), number.language, number.colour), ("Αγορά", Language::El, 3));
    assert!(number.attachments_from_customers && !number.attachments_from_agents && !number.active);
    assert_eq!((number.last_inbound_at, number.last_error_code.as_deref()), (Some(at), Some("63016")));

    let refuse = |change: Change| {
        let refused = update::update(&app, user(Role::Admin), id, &change).unwrap_err();
        refused.refusal().and_then(Refusal::field)
    };
    assert_eq!(refuse(Change { colour: Some(5), ..Change::default() }).as_deref(), Some("colour"));
    assert_eq!(refuse(Change { name: Some(" ".to_owned()), ..Change::default() }).as_deref(), Some("name"));
    let refused = update::update(&app, user(Role::Agent), id, &change).unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::NotAllowed));
    let missing = update::update(&app, user(Role::Admin), NumberId(9), &change).unwrap_err();
    assert_eq!(missing.refusal(), Some(&Refusal::NotFound));
}
