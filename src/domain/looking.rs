//! Who else has a thread open, and whether they write: how long what a page says about that counts, and what of several
//! pages of one colleague is seen.

use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};

/// A page that looks says so again this often.
pub const BEAT: Millis = Millis::seconds(30);
/// Who said nothing for so long does not look any more.
pub const LOOKS_FOR: Millis = Millis::seconds(45);
/// Who wrote nothing for so long does not write any more.
pub const WRITES_FOR: Millis = Millis::seconds(6);
/// Pages of one user at one thread; more are not counted.
pub const PAGES_MAX: usize = 8;
/// The longest name of a page, in bytes.
pub const PAGE_BYTES_MAX: usize = 40;

words! {
    /// What a colleague does there. The later counts more.
    #[derive(PartialOrd, Ord)]
    Doing {
        /// Reads.
        Looks = "looks",
        /// Writes a note.
        Notes = "notes",
        /// Writes to the contact.
        Writes = "writes",
    }
}

/// What one page said last. One that left is remembered as long as one that looks: what it said before may arrive later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    doing: Option<Doing>,
    turn: i64,
    at: Timestamp,
}

impl Page {
    /// Said at `at`, as the page's `turn`; `None`: it left.
    #[must_use]
    pub const fn new(doing: Option<Doing>, turn: i64, at: Timestamp) -> Self {
        Self { doing, turn, at }
    }

    /// Whether what is said as `turn` comes too late.
    #[must_use]
    pub const fn is_newer_than(&self, turn: i64) -> bool {
        self.turn > turn
    }

    /// Whether it is still remembered at `now`.
    #[must_use]
    pub fn counts(&self, now: Timestamp) -> bool {
        now < self.at + LOOKS_FOR
    }

    /// What that means at `now`; `None` once it counts no more.
    #[must_use]
    pub fn doing(&self, now: Timestamp) -> Option<Doing> {
        let writes = now < self.at + WRITES_FOR;
        self.doing.filter(|_| self.counts(now)).map(|doing| if writes { doing } else { Doing::Looks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_is_over_after_seconds_and_looking_soon_after() {
        let said = |doing| Page::new(Some(doing), 1, Timestamp(1_000));
        for (doing, after, want) in [
            (Doing::Looks, Millis::ZERO, Some(Doing::Looks)),
            (Doing::Writes, Millis::ZERO, Some(Doing::Writes)),
            (Doing::Notes, WRITES_FOR - Millis(1), Some(Doing::Notes)),
            (Doing::Writes, WRITES_FOR, Some(Doing::Looks)),
            (Doing::Writes, LOOKS_FOR - Millis(1), Some(Doing::Looks)),
            (Doing::Looks, LOOKS_FOR, None),
        ] {
            assert_eq!(said(doing).doing(Timestamp(1_000) + after), want, "{doing:?} {after:?}");
        }
        let left = Page::new(None, 2, Timestamp(1_000));
        assert!(left.doing(Timestamp(1_000)).is_none() && left.counts(Timestamp(2_000)));
        assert!(left.is_newer_than(1) && !left.is_newer_than(2) && !left.is_newer_than(3));
        assert!(BEAT < LOOKS_FOR, "a page that lives is never forgotten");
        assert!(Millis(30 * 1_000) < BEAT + BEAT, "thirty pages ask less than twice a second");
        assert!(Doing::Looks < Doing::Notes && Doing::Notes < Doing::Writes);
    }
}
