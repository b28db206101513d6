//! Who has a live page open, and since when who had one has none: in memory, since every click on a link closes one and
//! opens another. Only what follows from it is written (`flows/users/pages`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::UserId;
use crate::domain::presence::Pages;
use crate::domain::time::Timestamp;

/// The live pages of everybody.
#[derive(Default)]
pub struct LivePages(Mutex<BTreeMap<UserId, Pages>>);

impl LivePages {
    /// A page of `user` opened.
    pub fn opened(&self, user: UserId) {
        self.change(user, |pages| Pages { open: pages.open.saturating_add(1), gone_at: None });
    }

    /// One of them closed at `now`.
    pub fn closed(&self, user: UserId, now: Timestamp) {
        self.change(user, |pages| {
            let open = pages.open.saturating_sub(1);
            Pages { open, gone_at: if open == 0 { Some(now) } else { None } }
        });
    }

    /// A user had a page when this program ended, and counts as gone since `now` unless one comes back.
    pub fn missed(&self, user: UserId, now: Timestamp) {
        self.change(user, |pages| if pages.open > 0 { pages } else { Pages { open: 0, gone_at: Some(now) } });
    }

    /// Nothing is known of a user's pages any more, unless one is open.
    pub fn forget(&self, user: UserId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.get(&user).is_some_and(|pages| pages.open == 0) {
            all.remove(&user);
        }
    }

    /// The pages of a user.
    #[must_use]
    pub fn of(&self, user: UserId) -> Pages {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&user).copied().unwrap_or_default()
    }

    /// Who counts as gone at `now`.
    #[must_use]
    pub fn lost(&self, now: Timestamp) -> Vec<UserId> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|(_, pages)| pages.lost(now)).map(|(user, _)| *user).collect()
    }

    fn change(&self, user: UserId, to: impl FnOnce(Pages) -> Pages) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = all.entry(user).or_default();
        *pages = to(*pages);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::presence::GRACE;

    #[test]
    fn a_click_loses_nobody_and_a_second_tab_keeps() {
        let (pages, ana, now) = (LivePages::default(), UserId(1), Timestamp(0));
        pages.opened(ana);
        pages.opened(ana);
        pages.closed(ana, now);
        assert_eq!(pages.lost(now + GRACE + GRACE), []);
        pages.closed(ana, now);
        assert_eq!(pages.lost(now + GRACE), [ana]);
        pages.opened(ana);
        assert_eq!(pages.lost(now + GRACE), []);
        pages.closed(ana, now);
        pages.forget(ana);
        assert_eq!(pages.lost(now + GRACE), []);
        pages.missed(ana, now);
        assert_eq!(pages.lost(now + GRACE), [ana]);
    }
}
