//! Users against a real file.

use crate::domain::ids::UserId;
use crate::domain::preferences::{Alert, FirstView, View};
use crate::domain::time::Millis;
use crate::domain::user::{Actor, Role};
use crate::flows::sign_ins::Browser;
use crate::flows::sign_ins::recognise::recognise;
use crate::flows::sign_ins::sign_in::sign_in;
use crate::flows::test_app::TestApp;
use crate::flows::users::add::{Added, Wanted, add};
use crate::flows::users::change_role::change_role;
use crate::flows::users::create_first::{self, create_first};
use crate::flows::users::deactivate::{deactivate, reactivate};
use crate::flows::users::reset::reset;
use crate::flows::users::set_password::set_password;
use crate::flows::users::update_profile::{Wanted as Chosen, WantedAlerts, update_profile};
use crate::flows::users::use_link::{look, use_link};
use crate::flows::users::{checked_email, setup_code};
use crate::store::{Fault, preferences};

const PASSWORD: &str = "olives and thyme";

fn new(app: &TestApp, email: &str, role: Role, password: Option<&str>) -> Added {
    let wanted = Wanted {
        name: "Άλκηστις".to_owned(),
        email: email.to_owned(),
        role: Some(role),
        password: password.map(str::to_owned),
    };
    add(app, "command", &wanted).unwrap()
}

fn token_of(added: &Added) -> String {
    added.link.as_ref().unwrap().url.rsplit('/').next().unwrap().to_owned()
}

fn code(fault: &Fault) -> &'static str {
    fault.refusal().map_or("none", crate::domain::refusal::Refusal::code)
}

fn problems<T: std::fmt::Debug>(result: Result<T, Fault>) -> Vec<(&'static str, &'static str)> {
    let problems = result.unwrap_err().refusal().unwrap().problems();
    problems.iter().map(|problem| (problem.field, problem.problem)).collect()
}

#[test]
fn a_link_is_used_once_and_in_time() {
    let app = TestApp::start(None);
    let added = new(&app, "a@example.org", Role::Agent, None);
    let token = token_of(&added);
    assert!(added.link.as_ref().unwrap().url.starts_with("https://inbox.example.org/welcome/"));
    assert!(look(&app, &token).unwrap().is_some_and(|link| link.invites));
    assert_eq!(problems(use_link(&app, &token, "short", Browser::default())), [("password", "too-short")]);
    let begun = use_link(&app, &token, PASSWORD, Browser::default()).unwrap();
    assert!(recognise(&app, &begun.cookie).unwrap().is_some());
    assert_eq!(code(&use_link(&app, &token, PASSWORD, Browser::default()).unwrap_err()), "not_found");
    // A reset ends what is signed in, and a newer link an older one.
    let first = reset(&app, "user:1", added.id).unwrap();
    let second = reset(&app, "user:1", added.id).unwrap();
    let token_in = |url: &str| url.rsplit('/').next().unwrap().to_owned();
    assert!(look(&app, &token_in(&first.url)).unwrap().is_none());
    use_link(&app, &token_in(&second.url), "thyme and olives", Browser::default()).unwrap();
    assert!(recognise(&app, &begun.cookie).unwrap().is_none());
    let late = reset(&app, "user:1", added.id).unwrap();
    app.clock.advance(Millis::hours(24));
    assert!(look(&app, &token_in(&late.url)).unwrap().is_none());
}

#[test]
fn the_last_admin_stays() {
    let app = TestApp::start(None);
    let first = new(&app, "a@example.org", Role::Admin, Some(PASSWORD)).id;
    let invited = new(&app, "b@example.org", Role::Admin, None);
    // Somebody who has never signed in could not mend anything.
    assert_eq!(code(&deactivate(&app, "command", first).unwrap_err()), "last_admin");
    assert_eq!(code(&change_role(&app, "command", first, Role::Agent).unwrap_err()), "last_admin");
    use_link(&app, &token_of(&invited), PASSWORD, Browser::default()).unwrap();
    change_role(&app, "command", first, Role::Supervisor).unwrap();
    assert_eq!(code(&deactivate(&app, "command", invited.id).unwrap_err()), "last_admin");
    assert_eq!(code(&deactivate(&app, "command", UserId(99)).unwrap_err()), "not_found");
}

#[test]
fn a_deactivated_user_is_out_at_once_and_their_work_is_free() {
    let app = TestApp::start(None);
    let id = new(&app, "a@example.org", Role::Agent, Some(PASSWORD)).id;
    let begun = sign_in(&app, "a@example.org", PASSWORD, Browser::default()).unwrap().unwrap();
    app.store
        .write(move |tx| {
            tx.execute_batch(&format!(
                "INSERT INTO account (name, account_sid, webhook_key, auth_token, created_at, updated_at)
                   VALUES ('a', 'AC1', 'k', x'00', 0, 0);
                 INSERT INTO number (account_id, name, address, created_at, updated_at)
                   VALUES (1, 'Shop', 'whatsapp:+3021', 0, 0);
                 INSERT INTO contact (created_at, updated_at) VALUES (0, 0);
                 INSERT INTO thread (number_id, origin_id, contact_id, address, created_at) VALUES (1, 1, 1, 'whatsapp:+3069', 0);
                 INSERT INTO conversation (thread_id, number_id, contact_id, state, assignee_id, last_message_at, opened_at)
                   VALUES (1, 1, 1, 'active', {id}, 0, 0);"
            ))?;
            Ok(())
        })
        .unwrap();
    assert_eq!(deactivate(&app, "user:1", id).unwrap(), 1);
    assert_eq!(app.value::<String>("SELECT state FROM conversation"), "open");
    assert!(recognise(&app, &begun.cookie).unwrap().is_none());
    assert!(sign_in(&app, "a@example.org", PASSWORD, Browser::default()).unwrap().is_err());
    assert_eq!(code(&reset(&app, "user:1", id).unwrap_err()), "not_now");
    reactivate(&app, "user:1", id).unwrap();
    assert!(sign_in(&app, "a@example.org", PASSWORD, Browser::default()).unwrap().is_ok());
    assert!(recognise(&app, &begun.cookie).unwrap().is_none());
}

#[test]
fn the_first_admin_needs_the_code() {
    let app = TestApp::start(None);
    let code = setup_code::ensure(&app).unwrap().unwrap();
    let wanted = |code: &str| create_first::Wanted {
        code: code.to_owned(),
        name: "Δήμητρα".to_owned(),
        email: "d@example.org".to_owned(),
        password: PASSWORD.to_owned(),
        everyone: "Όλοι".to_owned(),
    };
    let empty = create_first(&app, create_first::Wanted::default(), Browser::default());
    assert_eq!(problems(empty).len(), 4);
    assert_eq!(problems(create_first(&app, wanted("AAAA-AAAA"), Browser::default())), [("code", "setup-code")]);
    let typed = code.replace('-', " ").to_lowercase();
    let begun = create_first(&app, wanted(&typed), Browser::default()).unwrap().unwrap();
    assert!(recognise(&app, &begun.cookie).unwrap().is_some_and(|(known, _)| known.role == Role::Admin));
    let everyone = app.store.read(|db| crate::store::queue::get(db, crate::store::queue::EVERYONE)).unwrap();
    assert_eq!((everyone.settings.name.as_str(), everyone.everyone), ("Όλοι", true));
    assert_eq!(setup_code::ensure(&app).unwrap(), None);
    let again = create_first(&app, wanted(&code), Browser::default()).unwrap_err();
    assert_eq!(again.to_string(), "refused: not_found");
}

#[test]
fn setup_codes_cannot_be_guessed_in_a_row() {
    let app = TestApp::start(None);
    setup_code::ensure(&app).unwrap();
    let wanted = create_first::Wanted {
        code: "AAAA-AAAA".to_owned(),
        name: "x".to_owned(),
        email: "x@y".to_owned(),
        password: PASSWORD.to_owned(),
        everyone: String::new(),
    };
    for _ in 0..5 {
        assert!(create_first(&app, wanted.clone(), Browser::default()).is_err());
    }
    assert!(matches!(create_first(&app, wanted, Browser::default()), Ok(Err(_))));
}

#[test]
fn all_problems_of_a_new_user_come_together() {
    let app = TestApp::start(None);
    new(&app, "a@example.org", Role::Agent, None);
    let wanted = Wanted {
        name: " ".to_owned(),
        email: "A@Example.org".to_owned(),
        role: None,
        password: Some("short".to_owned()),
    };
    let want = [("name", "missing"), ("email", "email-taken"), ("role", "unknown"), ("password", "too-short")];
    assert_eq!(problems(add(&app, "command", &wanted)), want);
    for (email, fine) in [("a@b", true), ("a", false), ("@b", false), ("a@", false), ("a b@c", false)] {
        assert_eq!(checked_email(email).is_ok(), fine, "{email}");
    }
}

#[test]
fn the_own_password_needs_the_old_one() {
    let app = TestApp::start(None);
    let id = new(&app, "a@example.org", Role::Agent, Some(PASSWORD)).id;
    let here = sign_in(&app, "a@example.org", PASSWORD, Browser::default()).unwrap().unwrap();
    let there = sign_in(&app, "a@example.org", PASSWORD, Browser::default()).unwrap().unwrap();
    let set = |old: &str, new: &str| set_password(&app, id, here.id, "1.1.1.1", old, new);
    assert_eq!(problems(set("", "short")), [("old_password", "missing"), ("new_password", "too-short")]);
    assert_eq!(problems(set("not it at all", "another password")), [("old_password", "password-wrong")]);
    set(PASSWORD, "another password").unwrap().unwrap();
    assert!(recognise(&app, &here.cookie).unwrap().is_some());
    assert!(recognise(&app, &there.cookie).unwrap().is_none());
    assert!(sign_in(&app, "a@example.org", "another password", Browser::default()).unwrap().is_ok());
}

#[test]
fn a_profile_takes_only_what_there_is() {
    let app = TestApp::start(None);
    let id = new(&app, "a@example.org", Role::Agent, Some(PASSWORD)).id;
    let fine = Chosen {
        name: "Ίρις".to_owned(),
        language: "el".to_owned(),
        theme: "dark".to_owned(),
        density: "compact".to_owned(),
        time_zone: "Europe/Athens".to_owned(),
        send_key: "ctrl_enter".to_owned(),
        single_keys: false,
        signature: "{{agent.name}}".to_owned(),
        default_view: "all".to_owned(),
    };
    let own = Actor::User { id, role: Role::Agent };
    update_profile(&app, own, id, Some(&fine), None).unwrap();
    let kept: String = app.value("SELECT name || ' ' || language || ' ' || theme || ' ' || time_zone FROM user");
    assert_eq!(kept, "Ίρις el dark Europe/Athens");
    let wrong =
        Chosen { time_zone: "Mars/Olympus".to_owned(), theme: "blue".to_owned(), language: "de".to_owned(), ..fine };
    let want = [("language", "unknown"), ("theme", "unknown"), ("time_zone", "time-zone")];
    assert_eq!(problems(update_profile(&app, own, id, Some(&wrong), None)), want);
    let quiet = WantedAlerts {
        sound: vec!["mention".to_owned(), "offer".to_owned()],
        volume: "30".to_owned(),
        quiet_from: "22:00".to_owned(),
        quiet_to: "7:30".to_owned(),
        ..WantedAlerts::default()
    };
    update_profile(&app, own, id, None, Some(&quiet)).unwrap();
    let chosen = app.store.read(|db| preferences::of(db, id)).unwrap().unwrap();
    assert_eq!(
        (chosen.signature.as_str(), chosen.view),
        ("{{agent.name}}", FirstView::Common(View::All)),
        "what was not asked for stays"
    );
    assert_eq!((chosen.alerts.sound, chosen.alerts.volume), (vec![Alert::Offer, Alert::Mention], 30));
    let wrong = WantedAlerts {
        sound: vec!["rain".to_owned()],
        volume: "101".to_owned(),
        quiet_to: String::new(),
        ..quiet.clone()
    };
    let want = [("sound", "unknown"), ("volume", "volume"), ("quiet_to", "missing")];
    assert_eq!(problems(update_profile(&app, own, id, None, Some(&wrong))), want);
    let other = Actor::User { id: UserId(id.0 + 1), role: Role::Supervisor };
    assert!(update_profile(&app, other, id, None, Some(&quiet)).is_err(), "somebody else's");
}
