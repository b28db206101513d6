//! For the scheduler: reads again the templates that WhatsApp is judging, and all of them once an hour.

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::templates::sync::{self, Synced};
use crate::store::{Fault, account, template};

/// How old the list of an account may become while nothing is being judged.
const AGE_MAX: Millis = Millis::hours(1);

/// Reads what is due at `now`. One account that cannot be read does not keep the others from it.
///
/// # Errors
/// Only if the accounts themselves cannot be listed.
pub fn poll_approvals(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let (mut read, mut changed, mut failed) = (0, 0, 0);
    for id in app.store.read(|db| due(db, now))? {
        match sync::sync(app, None, id) {
            Ok(Synced::Read(found)) => {
                read += 1;
                changed += found.added + found.changed + found.gone;
            }
            Ok(Synced::WrongCredentials | Synced::Refused(_) | Synced::NoAnswer) => failed += 1,
            Err(error) => {
                tracing::warn!(account.id = %id, %error, "the templates could not be kept");
                failed += 1;
            }
        }
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Ok(vec![("read", count(read)), ("changed", count(changed)), ("failed", count(failed))])
}

fn due(db: &crate::store::Db, now: Timestamp) -> Result<Vec<AccountId>, Fault> {
    let mut due = Vec::new();
    for account in account::list(db)?.into_iter().filter(|account| account.active) {
        let old = account.templates_synced_at.is_none_or(|at| now - at >= AGE_MAX);
        if old || template::any_undecided(db, account.id)? {
            due.push(account.id);
        }
    }
    Ok(due)
}
