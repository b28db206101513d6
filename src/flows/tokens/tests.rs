//! Tokens against a real file.

use crate::domain::user::{Actor, Role};
use crate::flows::test_app::TestApp;
use crate::flows::tokens::authenticate::authenticate;
use crate::flows::tokens::create::create;
use crate::flows::tokens::revoke::revoke;

#[test]
fn a_token_counts_until_it_is_revoked() {
    let app = TestApp::start(None);
    let made = create(&app, "command", " nightly  export ", Some(Role::Supervisor)).unwrap();
    let want = Actor::Token { id: made.id, role: Role::Supervisor };
    assert_eq!(authenticate(&app, &made.token).unwrap(), Some(want));
    assert_eq!(authenticate(&app, "angelia_other").unwrap(), None);
    assert_eq!(app.value::<String>("SELECT name FROM api_token"), "nightly export");
    app.store.write(|_| Ok(())).unwrap(); // the note was submitted before this
    assert_eq!(app.value::<i64>("SELECT COUNT(*) FROM api_token WHERE last_used_at IS NOT NULL"), 1);
    revoke(&app, "command", made.id).unwrap();
    assert_eq!(authenticate(&app, &made.token).unwrap(), None);
    assert_eq!(revoke(&app, "command", made.id).unwrap_err().to_string(), "refused: not_found");
    let acts: String = app.value("SELECT group_concat(action, ' ') FROM (SELECT action FROM audit ORDER BY id)");
    assert_eq!(acts, "token.created token.revoked");
}

#[test]
fn what_is_wrong_is_told_at_once() {
    let app = TestApp::start(None);
    let fault = create(&app, "command", "  ", None).unwrap_err();
    let fields: Vec<_> = fault.refusal().unwrap().problems().iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["name", "role"]);
}
