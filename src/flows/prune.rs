//! Removes what has had its time: raw posts after 14 days, keys of forms after two, sign-ins and links
//! that have ended.

use crate::app::App;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::store::prune::{KINDS, remove};
use crate::store::{Fault, content, number, upload};

/// Rows in one job of the writer.
const ROWS: u32 = 500;
/// Jobs per kind and run at most; the rest waits for the next run.
const JOBS_MAX: u32 = 2_000;
/// Pieces of files in one job: about as much as a second of webhooks writes.
const PARTS: u32 = 16;
/// A file that was chosen and not sent for so long is forgotten.
const UNSENT: Millis = Millis::days(1);
/// Jobs that remove files, in one run.
const CONTENT_JOBS_MAX: u64 = 20_000;

/// Removes everything that was due before `now`.
///
/// # Errors
/// [`Fault`] of the store; what was removed until then stays removed.
pub fn prune(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let mut counts = Counts::new();
    let texts = app.store.read(number::fewest_text_days)?.map(Millis::days);
    for kind in KINDS {
        let keep = texts.filter(|_| kind.texts).map_or(kind.keep, |texts| texts.min(kind.keep));
        let mut total = 0;
        for _ in 0..JOBS_MAX {
            let removed = app.store.write(move |tx| remove(tx, kind, now - keep, ROWS))?;
            total += removed;
            if removed < u64::from(ROWS) {
                break;
            }
        }
        counts.push((kind.name, total));
    }
    let unsent = app.store.write(move |tx| upload::remove_old(tx, now - UNSENT, ROWS, now))?;
    counts.push(("uploads", u64::try_from(unsent).unwrap_or(u64::MAX)));
    let mut jobs = 0;
    while jobs < CONTENT_JOBS_MAX && app.store.write(move |tx| content::remove_loose(tx, PARTS, now))? {
        jobs += 1;
    }
    counts.push(("contents", jobs));
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_what_is_old_and_nothing_else() {
        let app = crate::flows::test_app::TestApp::start(None);
        let now = app.clock.now();
        app.store
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO account (id, name, account_sid, webhook_key, auth_token, created_at, updated_at)
                     VALUES (1, 'a', 'AC1', 'k', x'00', 0, 0)",
                    [],
                )?;
                for age in [0, 13, 15, 40] {
                    let at = now - Millis::days(age);
                    tx.execute(
                        "INSERT INTO raw_post (account_id, hook, form, at) VALUES (1, 'inbound', 'x', ?1)",
                        [at],
                    )?;
                    tx.execute(
                        "INSERT INTO refused_post (account_id, hook, reason, detail, at)
                         VALUES (1, 'inbound', 'too_large', '', ?1)",
                        [at],
                    )?;
                    tx.execute(
                        "INSERT INTO idempotency (scope, key, request_hash, result, created_at)
                         VALUES ('user:1', ?2, x'00', '1', ?1)",
                        (at, age.to_string()),
                    )?;
                }
                Ok(())
            })
            .unwrap();
        let counts = prune(&app, now).unwrap();
        assert_eq!(counts.get(..3).unwrap(), [("raw_posts", 2), ("refused_posts", 1), ("idempotency_keys", 3)]);
        assert!(prune(&app, now).unwrap().iter().all(|(_, count)| *count == 0));
    }
}
