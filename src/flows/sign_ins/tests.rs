//! Signing in against a real file and a moved clock.

use crate::domain::time::Millis;
use crate::domain::user::Role;
use crate::flows::sign_ins::recognise::recognise;
use crate::flows::sign_ins::revoke::{revoke, revoke_others};
use crate::flows::sign_ins::sign_in::{Denied, sign_in};
use crate::flows::sign_ins::{Begun, Browser, LASTS};
use crate::flows::test_app::TestApp;
use crate::flows::users::add::{Wanted, add};

const PASSWORD: &str = "olives and thyme";

fn from(peer: &str) -> Browser {
    Browser { peer: peer.to_owned(), user_agent: "Firefox".to_owned() }
}

fn with_user() -> TestApp {
    let app = TestApp::start(None);
    let wanted = Wanted {
        name: "Δήμητρα".to_owned(),
        email: "dimitra@example.org".to_owned(),
        role: Some(Role::Agent),
        password: Some(PASSWORD.to_owned()),
    };
    add(&app, "command", &wanted).unwrap();
    app
}

fn enter(app: &TestApp) -> Begun {
    sign_in(app, "Dimitra@example.org ", PASSWORD, from("1.1.1.1")).unwrap().unwrap()
}

#[test]
fn a_cookie_is_recognised_while_it_is_used() {
    let app = with_user();
    let begun = enter(&app);
    let (known, renewed) = recognise(&app, &begun.cookie).unwrap().unwrap();
    assert_eq!((known.user, known.role, renewed), (begun.user, Role::Agent, false));
    assert!(recognise(&app, "another").unwrap().is_none());
    for _ in 0..3 {
        app.clock.advance(Millis(LASTS.0 - 60_000));
        assert!(recognise(&app, &begun.cookie).unwrap().is_some_and(|(_, renewed)| renewed));
        app.store.write(|_| Ok(())).unwrap(); // the prolonging was submitted before this
    }
    app.clock.advance(LASTS);
    assert!(recognise(&app, &begun.cookie).unwrap().is_none());
}

#[test]
fn own_sign_ins_are_ended() {
    let app = with_user();
    let (here, there, third) = (enter(&app), enter(&app), enter(&app));
    revoke(&app, there.user, there.id).unwrap();
    assert!(recognise(&app, &there.cookie).unwrap().is_none());
    assert_eq!(revoke_others(&app, here.user, here.id).unwrap(), 1);
    assert!(recognise(&app, &third.cookie).unwrap().is_none());
    assert!(recognise(&app, &here.cookie).unwrap().is_some());
    let stranger = crate::domain::ids::UserId(99);
    assert!(revoke(&app, stranger, here.id).is_err());
}

#[test]
fn guesses_from_one_address_wait_and_others_do_not() {
    let app = with_user();
    let email = "dimitra@example.org";
    for _ in 0..5 {
        assert_eq!(sign_in(&app, email, "wrong", from("6.6.6.6")).unwrap().unwrap_err(), Denied::Wrong);
    }
    assert!(matches!(sign_in(&app, email, PASSWORD, from("6.6.6.6")).unwrap(), Err(Denied::Wait(_))));
    assert!(sign_in(&app, email, PASSWORD, from("1.1.1.1")).unwrap().is_ok());
    // The wait is over after a second, and a right one forgets.
    app.clock.advance(Millis::seconds(2));
    assert!(sign_in(&app, email, PASSWORD, from("6.6.6.6")).unwrap().is_ok());
    assert_eq!(app.value::<i64>("SELECT COUNT(*) FROM sign_in_failure"), 0);
}

#[test]
fn guesses_from_everywhere_wait_too() {
    let app = with_user();
    let tries = (0..40).map(|n| sign_in(&app, "dimitra@example.org", "wrong", from(&format!("7.7.7.{n}"))).unwrap());
    let waits = tries.filter(|outcome| matches!(outcome, Err(Denied::Wait(_)))).count();
    assert_eq!(waits, 15);
}

#[test]
fn nobody_is_treated_as_somebody() {
    let app = with_user();
    for _ in 0..5 {
        assert_eq!(sign_in(&app, "nobody@example.org", "wrong", from("8.8.8.8")).unwrap().unwrap_err(), Denied::Wrong);
    }
    let sixth = sign_in(&app, "nobody@example.org", "wrong", from("8.8.8.8")).unwrap();
    assert!(matches!(sixth, Err(Denied::Wait(_))));
}
