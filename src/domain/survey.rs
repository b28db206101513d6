//! Surveys: what a contact is asked when a conversation is over, how, and which answers are understood.
//!
//! An answer in the chat is nobody's work, so it has to be told from a message that is. Only what is a score and nothing
//! else counts as one.

mod plan;
mod score;

pub use plan::{Facts, NotSent, Plan, plan};
pub use score::read;

use crate::domain::ids::TemplateId;
use crate::domain::message::words;
use crate::domain::time::Millis;

/// For how long an answer may be changed.
pub const CHANGE_FOR: Millis = Millis::days(1);
/// For how long a link works.
pub const LINK_FOR: Millis = Millis::days(14);
/// For how long an answer in the chat is taken for one: as long as the window that the question stood in.
pub const CHAT_FOR: Millis = Millis::days(1);
/// For how long after a score the next words are its comment.
pub const COMMENT_FOR: Millis = Millis::minutes(30);
/// So soon nobody is asked again in the same thread.
pub const ASKED_AGAIN_AFTER: Millis = Millis::days(1);
/// The longest comment, in characters; the rest is cut off.
pub const COMMENT_CHARS_MAX: usize = 1_000;

words! {
    /// What is asked for.
    #[derive(serde::Deserialize)]
    Kind {
        /// 1 to 5.
        Stars = "stars",
        /// Would they recommend us: 0 to 10.
        Nps = "nps",
        /// Good (1) or not (0).
        Thumbs = "thumbs",
    }
}

impl Kind {
    /// The scores, from the worst to the best.
    #[must_use]
    pub const fn scores(self) -> std::ops::RangeInclusive<i64> {
        match self {
            Self::Stars => 1..=5,
            Self::Nps => 0..=10,
            Self::Thumbs => 0..=1,
        }
    }

    /// What many answers come to: the average of stars to two places, the net promoter score, the share of good ones.
    /// In hundredths; `None` without an answer. `counts` says how often each score was given.
    #[must_use]
    pub fn result(self, counts: &[(i64, i64)]) -> Option<i64> {
        let all: i64 = counts.iter().map(|(_, n)| n).sum();
        let of = |wanted: fn(i64) -> bool| -> i64 {
            counts.iter().filter(|(score, _)| wanted(*score)).map(|(_, n)| n).sum()
        };
        let share = |n: i64| (n * 10_000 + n.signum() * all / 2).checked_div(all);
        match self {
            Self::Stars => {
                let sum: i64 = counts.iter().map(|(score, n)| score * n).sum();
                (sum * 100 + all / 2).checked_div(all)
            }
            Self::Nps => share(of(|score| score >= 9) - of(|score| score <= 6)),
            Self::Thumbs => share(of(|score| score >= 1)),
        }
    }
}

words! {
    /// How it is asked while the window is open.
    #[derive(serde::Deserialize)]
    Way {
        /// In the chat; a score is the answer.
        Chat = "chat",
        /// By a link to a small page.
        Link = "link",
    }
}

words! {
    /// How one was asked.
    Through {
        /// In the chat.
        Chat = "chat",
        /// By a link in a text of ours.
        Link = "link",
        /// By a link in a template, since the window was closed.
        Template = "template",
    }
}

words! {
    /// Which conversations are meant.
    After {
        /// Those in which somebody of us answered.
        Person = "person",
        /// Those that only a bot answered.
        Bot = "bot",
    }
}

/// What a number asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether it asks.
    pub active: bool,
    /// For what.
    pub kind: Kind,
    /// How, while the window is open.
    pub way: Way,
    /// Whether a comment is asked for as well.
    pub comment: bool,
    /// What asks when the window is closed, with the link in one of its variables; `None`: nobody is asked then.
    pub template: Option<(TemplateId, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { active: false, kind: Kind::Stars, way: Way::Chat, comment: true, template: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_what_the_trade_means_by_them() {
        for (kind, counts, want) in [
            (Kind::Stars, &[][..], None),
            (Kind::Stars, &[(5, 1), (4, 2)], Some(433)),
            (Kind::Nps, &[(10, 5), (8, 3), (0, 2)], Some(3_000)),
            (Kind::Nps, &[(6, 1)], Some(-10_000)),
            (Kind::Nps, &[(10, 1), (0, 2)], Some(-3_333)),
            (Kind::Thumbs, &[(1, 2), (0, 1)], Some(6_667)),
        ] {
            assert_eq!(kind.result(counts), want, "{kind:?} {counts:?}");
        }
    }
}
