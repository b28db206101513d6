//! Files that people send: how often one is asked for, what is taken, what it really is, and what it may be called.

mod name;
pub mod outgoing;
mod rules;
pub mod scan;
mod sniff;
mod vcard;
pub mod voice;

pub use name::{NAME_CHARS_MAX, safe_name, served_name};
pub use rules::{Rules, RulesChange, SIZE_MAX_BYTES, SIZE_MIN_BYTES};
pub use sniff::{HEAD_BYTES, extension_of, sniff};
pub use vcard::{CARDS_MAX, Card, Phone, read as read_vcard, write as write_vcard};

use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};

/// For so many days files may be kept, if not for ever.
pub const KEPT_DAYS_MAX: i64 = 3_650;

words! {
    /// Why a file is not here.
    Reason {
        /// The provider does not have it (yet).
        NotThere = "not_there",
        /// The provider refuses our credentials.
        NotAllowed = "not_allowed",
        /// No answer, or one that ended too early.
        Silent = "silent",
        /// Any other answer than the file.
        Answered = "answered",
        /// The answer was a file without content.
        Empty = "empty",
        /// Its address is not the provider's place for this message.
        Foreign = "foreign",
        /// The provider sent us where we do not go.
        Astray = "astray",
        /// Larger than what is taken.
        TooLarge = "too_large",
        /// The number takes no files.
        SwitchedOff = "switched_off",
        /// Its kind, or the end of its name, is not taken.
        Blocked = "blocked",
        /// A virus was found in it.
        Infected = "infected",
        /// The scanner for viruses is away.
        Unscanned = "unscanned",
        /// The scanner for viruses does not take it: it is too large for it, or it fails at it.
        Unscannable = "unscannable",
        /// It was kept for as long as the number keeps files.
        Expired = "expired",
        /// Its contact was erased.
        Erased = "erased",
    }
}

impl Reason {
    /// Whether asking again may bring it.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::NotThere | Self::NotAllowed | Self::Silent | Self::Answered | Self::Empty)
    }
}

/// The pauses before it is asked for again; then once an hour, for a day.
const PAUSES: [Millis; 5] =
    [Millis::seconds(1), Millis::seconds(3), Millis::seconds(10), Millis::seconds(30), Millis::seconds(120)];
/// So many times an hour apart.
const HOURS: usize = 24;

/// When a file that could not be had for the `attempts`th time is asked for again; `None`: not any more.
#[must_use]
pub fn again_at(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let done = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    match PAUSES.get(done) {
        Some(pause) => Some(now + *pause),
        None if done < PAUSES.len() + HOURS => Some(now + Millis::hours(1)),
        None => None,
    }
}

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A picture that browsers show.
    Picture,
    /// Something to hear.
    Sound,
    /// Something to see and hear.
    Film,
    /// People's addresses.
    Cards,
    /// Anything else: a name, a size, and a way to have it.
    File,
}

impl Shape {
    /// The shape of a content type.
    #[must_use]
    pub fn of(content_type: &str) -> Self {
        match content_type {
            "image/jpeg" | "image/png" | "image/webp" | "image/gif" => Self::Picture,
            "text/vcard" => Self::Cards,
            _ if content_type.starts_with("audio/") => Self::Sound,
            _ if content_type.starts_with("video/") => Self::Film,
            _ => Self::File,
        }
    }
}

/// Whether a browser may show it where it is; everything else is handed out to be stored.
#[must_use]
pub fn is_inline(content_type: &str) -> bool {
    matches!(Shape::of(content_type), Shape::Picture | Shape::Sound | Shape::Film) || content_type == "application/pdf"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_a_day_and_then_no_more() {
        let now = Timestamp(0);
        let pauses: Vec<i64> = (1..=40).map_while(|n| again_at(n, now)).map(|at| at.0 / 1_000).collect();
        assert_eq!(pauses.get(..6).unwrap(), [1, 3, 10, 30, 120, 3_600]);
        assert_eq!(pauses.len(), 29);
        assert!(pauses.iter().sum::<i64>() >= 24 * 3_600);
        assert_eq!(again_at(0, now), Some(Timestamp(1_000)));
        assert_eq!(again_at(u32::MAX, now), None);
    }

    #[test]
    fn what_is_not_known_to_be_safe_is_never_shown_in_place() {
        for shown in ["image/png", "audio/ogg", "video/mp4", "application/pdf"] {
            assert!(is_inline(shown), "{shown}");
        }
        for stored in ["image/svg+xml", "text/html", "text/plain", "application/xml", "application/zip", ""] {
            assert!(!is_inline(stored), "{stored}");
        }
    }
}
