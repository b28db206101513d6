//! Deletes an account, once it has no numbers: its secrets go at once, its webhook addresses answer nobody, and what
//! was said over its numbers stays readable.

use serde_json::json;

use crate::app::App;
use crate::domain::deletion::{AccountFacts, may_delete_account};
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::store::account::Account;
use crate::store::{Fault, account, audit, deletion_view};

/// What hangs on the account.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn facts(app: &App, actor: Actor, id: AccountId) -> Result<AccountFacts, Fault> {
    may_administer(actor)?;
    app.store.read(|db| {
        account::get(db, id)?;
        deletion_view::of_account(db, id)
    })
}

/// Deletes it.
///
/// # Errors
/// `NotAllowed`, `NotFound`, and as [`may_delete_account`].
pub fn delete(app: &App, actor: Actor, id: AccountId) -> Result<(), Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.write(move |tx| {
        let account = account::get(tx, id)?;
        may_delete_account(&deletion_view::of_account(tx, id)?)?;
        let detail = json!({"account_sid": account.account_sid});
        let deleted = Account {
            active: false,
            auth_token: Vec::new(),
            auth_token_second: None,
            second_checked_at: None,
            api_key_sid: None,
            api_key_secret: None,
            deleted_at: Some(now),
            ..account
        };
        account::update(tx, &deleted, now)?;
        audit::insert(tx, now, &actor.scope(), "account.deleted", &format!("account:{id}"), &detail)
    })
}
