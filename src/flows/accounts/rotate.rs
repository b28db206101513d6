//! Changes the auth token without a gap, in three steps: the new token is given here, it is promoted at the provider,
//! and that is confirmed here. Between the first and the last, posts signed with either token are taken.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::accounts::check::{self, Verdict};
use crate::flows::accounts::credentials::{AUTH_TOKEN, AUTH_TOKEN_SECOND};
use crate::flows::accounts::update::{self, Change, Second};
use crate::flows::accounts::validate;
use crate::store::account::Account;
use crate::store::{Fault, account, audit};

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is done.
    Done,
    /// The provider refuses the new token; nothing was changed.
    NewRefused,
    /// The provider still takes the old token, so the new one is not promoted yet; nothing was changed.
    NotPromoted,
    /// The provider did not answer; nothing was changed.
    NoAnswer,
}

/// The first step: keeps the new token beside the old one, after asking the provider unless the admin is `sure`.
///
/// # Errors
/// `NotAllowed`, `NotFound`, or the problem of the field.
pub fn begin(app: &App, actor: Actor, id: AccountId, token: &str, sure: bool) -> Result<Step, Fault> {
    may_administer(actor)?;
    let account = app.store.read(|db| account::get(db, id))?;
    let place = (account.account_sid.as_str(), account.region);
    let token = validate::auth_token(app, "auth_token_second", place, token)?;
    if app.vault.open(AUTH_TOKEN, &account.auth_token)? == token {
        return Err(FieldProblem::new("auth_token_second", "token-same").into());
    }
    let verdict = ask(app, &account, &token);
    match verdict {
        Verdict::Wrong { .. } if !sure => return Ok(Step::NewRefused),
        Verdict::NoAnswer if !sure => return Ok(Step::NoAnswer),
        _ => {}
    }
    let checked_at = matches!(verdict, Verdict::Right { .. }).then(|| app.clock.now());
    let sealed = app.vault.seal(AUTH_TOKEN_SECOND, &token)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let mut account = account::get(tx, id)?;
        account.auth_token_second = Some(sealed);
        account.second_checked_at = checked_at;
        account::update(tx, &account, now)?;
        let detail = json!({"accepted": checked_at.is_some()});
        audit::insert(tx, now, &actor.scope(), "account.rotation_begun", &format!("account:{id}"), &detail)
    })?;
    Ok(Step::Done)
}

/// The last step: the new token is the only one from now on. Unless the admin is `sure`, the provider is asked
/// whether it takes the new token, and no longer the old one.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `NotNow` unless a rotation has begun.
pub fn finish(app: &App, actor: Actor, id: AccountId, sure: bool) -> Result<Step, Fault> {
    may_administer(actor)?;
    let account = app.store.read(|db| account::get(db, id))?;
    let Some(sealed) = &account.auth_token_second else { return Err(Refusal::NotNow.into()) };
    if !sure {
        let new = app.vault.open(AUTH_TOKEN_SECOND, sealed)?;
        match ask(app, &account, &new) {
            Verdict::Right { .. } => {}
            Verdict::Wrong { .. } => return Ok(Step::NewRefused),
            Verdict::NoAnswer => return Ok(Step::NoAnswer),
        }
        let old = app.vault.open(AUTH_TOKEN, &account.auth_token)?;
        match ask(app, &account, &old) {
            Verdict::Wrong { .. } => {}
            Verdict::Right { .. } => return Ok(Step::NotPromoted),
            Verdict::NoAnswer => return Ok(Step::NoAnswer),
        }
    }
    update::update(app, actor, id, &Change { second: Second::Promote, ..Change::default() })?;
    Ok(Step::Done)
}

fn ask(app: &App, account: &Account, token: &str) -> Verdict {
    check::typed(app, &account.account_sid, account.region, (&account.account_sid, token))
}
