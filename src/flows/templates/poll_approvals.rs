//! For the scheduler, every minute: reads again the templates that WhatsApp is judging, often while they are fresh,
//! since most are judged within minutes, then now and then; and all of them once an hour.

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::templates::sync::{self, Synced};
use crate::store::{Fault, account, template};

/// How old the list of an account may become while nothing is being judged.
const AGE_MAX: Millis = Millis::hours(1);
/// The same while one is being judged, which may take two days.
const AGE_MAX_JUDGED: Millis = Millis::minutes(5);
/// So long after it was submitted or last moved one is looked at in every run.
const FRESH: Millis = Millis::hours(1);

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
        let since = template::undecided_since(db, account.id)?;
        if is_due(account.templates_synced_at, since, now) {
            due.push(account.id);
        }
    }
    Ok(due)
}

/// Whether a list that was read at `read` is to be read again, while one has been judged since `judged`.
fn is_due(read: Option<Timestamp>, judged: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(read) = read else { return true };
    match judged {
        Some(since) if now - since < FRESH => true,
        Some(_) => now - read >= AGE_MAX_JUDGED,
        None => now - read >= AGE_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_judged_is_read_more_often_than_what_is_settled() {
        let now = Timestamp(100 * 3_600_000);
        let ago = |minutes| Some(now - Millis::minutes(minutes));
        for (read, judged, want) in [
            (None, None, true),
            (ago(1), None, false),
            (ago(59), None, false),
            (ago(60), None, true),
            (ago(1), ago(2), true),
            (ago(1), ago(59), true),
            (ago(1), ago(60), false),
            (ago(5), ago(60), true),
            (ago(4), ago(2_000), false),
            (ago(5), ago(2_000), true),
        ] {
            assert_eq!(is_due(read, judged, now), want, "{read:?} {judged:?}");
        }
    }
}
