//! What follows from live pages: whoever opens one is there again, whoever has had none for a while is not.

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::presence::{By, Happening};
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::flows::conversations::{answer, distribute};
use crate::flows::users::standing;
use crate::store::{Fault, standing as standings};

/// A live page of the user opened: it is there again if only the connection was lost.
///
/// # Errors
/// The store's.
pub fn opened(app: &App, user: UserId) -> Result<(), Fault> {
    app.pages.opened(user);
    let now = app.clock.now();
    let known = app.store.read(|db| {
        let lost = standings::of(db, user)?.is_some_and(|standing| standing.by == By::Connection);
        Ok(!lost && standings::page_seen(db, user)?)
    })?;
    if known {
        return Ok(());
    }
    app.store.write(move |tx| {
        standings::set_page_seen(tx, user, true)?;
        standing::happen(tx, user, now, Happening::Back)?;
        distribute::distribute(tx, now)?;
        Ok(())
    })
}

/// Whoever had a page and has had none for too long is not there any more.
///
/// # Errors
/// The store's.
pub fn lose(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let lost = app.pages.lost(now);
    let count = u64::try_from(lost.len()).unwrap_or(u64::MAX);
    for user in lost {
        app.store.write(move |tx| {
            standing::happen(tx, user, now, |_| Happening::Lost)?;
            standings::set_page_seen(tx, user, false)?;
            answer::take_back(tx, user, now)
        })?;
        app.pages.forget(user);
    }
    Ok(vec![("lost", count)])
}

/// After a start nobody has a page open: whoever had one has a while to come back.
///
/// # Errors
/// The store's.
pub fn recall(app: &App, now: Timestamp) -> Result<(), Fault> {
    for user in app.store.read(standings::with_pages)? {
        app.pages.missed(user, now);
    }
    Ok(())
}
