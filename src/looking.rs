//! Who has which thread open now: in memory, since it is true for seconds. Nothing of it is ever written.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::{ThreadId, UserId};
use crate::domain::looking::{Doing, PAGES_MAX, Page};
use crate::domain::time::Timestamp;

type Pages = BTreeMap<String, Page>;

/// Everybody who looks at a thread.
#[derive(Default)]
pub struct Looking(Mutex<State>);

#[derive(Default)]
struct State {
    /// Counts what was said, so that what is told of it later is known to be newer.
    told: i64,
    threads: BTreeMap<ThreadId, BTreeMap<UserId, Pages>>,
}

/// Who is at a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct There {
    /// They, and what they do.
    pub people: Vec<(UserId, Doing)>,
    /// What was told up to here.
    pub told: i64,
}

impl Looking {
    /// Page `page` of `user` says as its `turn` what it does at `thread`; `None`: it left. What all pages of the user there
    /// do then, and the count of what was told with it.
    pub fn tell(
        &self,
        thread: ThreadId,
        user: UserId,
        (page, turn, doing): (&str, i64, Option<Doing>),
        now: Timestamp,
    ) -> (Option<Doing>, i64) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.told += 1;
        forget(&mut state.threads, now);
        let pages = state.threads.entry(thread).or_default().entry(user).or_default();
        let known = pages.get(page);
        let late = known.is_some_and(|known| known.is_newer_than(turn));
        if !late && (known.is_some() || pages.len() < PAGES_MAX) {
            pages.insert(page.to_owned(), Page::new(doing, turn, now));
        }
        let does = does(pages, now);
        forget(&mut state.threads, now);
        (does, state.told)
    }

    /// Who is at `thread`, and what they do.
    #[must_use]
    pub fn at(&self, thread: ThreadId, now: Timestamp) -> There {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let there = state.threads.get(&thread).into_iter().flatten();
        let people = there.filter_map(|(user, pages)| Some((*user, does(pages, now)?))).collect();
        There { people, told: state.told }
    }
}

/// The most that any of these pages does.
fn does(pages: &Pages, now: Timestamp) -> Option<Doing> {
    pages.values().filter_map(|page| page.doing(now)).max()
}

/// What counts no more is gone, so that this never grows.
fn forget(all: &mut BTreeMap<ThreadId, BTreeMap<UserId, Pages>>, now: Timestamp) {
    for users in all.values_mut() {
        for pages in users.values_mut() {
            pages.retain(|_, page| page.counts(now));
        }
        users.retain(|_, pages| !pages.is_empty());
    }
    all.retain(|_, users| !users.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::looking::{LOOKS_FOR, WRITES_FOR};

    #[test]
    fn several_pages_of_one_colleague_are_one() {
        let (kept, ana, nik, now) = (Looking::default(), UserId(1), UserId(2), Timestamp(0));
        let thread = ThreadId(7);
        let tell = |user, said| kept.tell(thread, user, said, now).0;
        let at = |now| kept.at(thread, now).people;
        assert_eq!(tell(ana, ("a", 0, Some(Doing::Looks))), Some(Doing::Looks));
        assert_eq!(tell(ana, ("b", 0, Some(Doing::Writes))), Some(Doing::Writes));
        assert_eq!(tell(ana, ("a", 0, Some(Doing::Looks))), Some(Doing::Writes), "the other page");
        tell(nik, ("c", 0, Some(Doing::Notes)));
        assert_eq!(at(now), [(ana, Doing::Writes), (nik, Doing::Notes)]);
        assert_eq!(kept.at(ThreadId(8), now), There { people: Vec::new(), told: 4 });
        assert_eq!(at(now + WRITES_FOR), [(ana, Doing::Looks), (nik, Doing::Looks)]);
        assert_eq!(tell(ana, ("b", 0, None)), Some(Doing::Looks));
        assert_eq!(tell(ana, ("a", 9, None)), None);
        assert_eq!(tell(ana, ("a", 8, Some(Doing::Looks))), None, "said before it left");
        assert_eq!(at(now + LOOKS_FOR), []);
        assert_eq!(kept.tell(thread, nik, ("c", 1, None), now), (None, 8));
    }

    #[test]
    fn it_never_grows() {
        let (looking, thread, now) = (Looking::default(), ThreadId(1), Timestamp(0));
        for n in 0..100 {
            looking.tell(thread, UserId(1), (&n.to_string(), 0, Some(Doing::Looks)), now);
        }
        let held = |looking: &Looking| {
            let state = looking.0.lock().unwrap();
            state.threads.values().flat_map(BTreeMap::values).map(BTreeMap::len).sum::<usize>()
        };
        assert_eq!(held(&looking), PAGES_MAX);
        looking.tell(ThreadId(2), UserId(2), ("x", 0, Some(Doing::Looks)), now + LOOKS_FOR);
        assert_eq!(held(&looking), 1, "what counts no more is forgotten");
    }
}
