//! The provider's sandbox: a number that all its customers share. A phone takes part for three days after it sent
//! `join` and a code; `stop` ends it at once. These words are said to the provider, so they are nobody's work here.

use crate::domain::address::Address;
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::time::{Millis, Timestamp};

/// The number that all of the provider's sandboxes share; whoever enters it means the sandbox.
pub const ADDRESS: &str = "whatsapp:+14155238886";
/// How long a phone takes part after it joined.
pub const MEMBERSHIP: Millis = Millis::days(3);
/// The longest code, in characters; the provider gives two words.
pub const CODE_CHARS_MAX: usize = 60;

/// One of the sandbox's own templates.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// The provider's id; the same for everybody.
    pub content_sid: &'static str,
    /// What we call it.
    pub name: &'static str,
    /// Its text.
    pub body: &'static str,
    /// A sample value for each variable.
    pub samples: &'static [&'static str],
}

/// The three that the sandbox has. They can be neither changed nor added to.
pub const TEMPLATES: [Own; 3] = [
    Own {
        content_sid: "HXb5b62575e6e4ff6129ad7c8efe1f983e",
        name: "sandbox_appointment",
        body: "Your appointment is coming up on {{1}} at {{2}}. If you need to change it, please reply back and let us know.",
        samples: &["12/1", "3pm"],
    },
    Own {
        content_sid: "HX350d429d32e64a552466cafecbe95f3c",
        name: "sandbox_order",
        body: "Thank you for your order. Your delivery is scheduled for {{1}} at {{2}}. If you need to change it, please reply back and let us know.",
        samples: &["12/1", "3pm"],
    },
    Own {
        content_sid: "HX229f5a04fd0510ce1b071852155d3e75",
        name: "sandbox_code",
        body: "{{1}} is your verification code. For your security, do not share this code.",
        samples: &["409173"],
    },
];

/// What is said to the sandbox and not to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// `join olive-tree`.
    Join,
    /// `stop`.
    Leave,
}

/// What a whole message to a sandbox number means, if it is not meant for us.
#[must_use]
pub fn read(body: &str) -> Option<Word> {
    let body = body.trim().to_lowercase();
    if body == "stop" {
        return Some(Word::Leave);
    }
    let mut parts = body.split_whitespace();
    let (join, code, more) = (parts.next(), parts.next(), parts.next());
    (join == Some("join") && more.is_none() && code.is_some_and(|code| code.contains('-'))).then_some(Word::Join)
}

/// The code as it was typed, with or without `join` before it.
///
/// # Errors
/// `sandbox-code` unless it is two or more words with hyphens between them; `too-long`.
pub fn code(text: &str) -> Result<Option<String>, FieldProblem> {
    let text = text.trim().to_lowercase();
    let bare = text.strip_prefix("join ").map_or(text.as_str(), str::trim_start);
    if bare.is_empty() {
        return Ok(None);
    }
    if bare.chars().count() > CODE_CHARS_MAX {
        let limit = i64::try_from(CODE_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("sandbox_code", "too-long", limit));
    }
    let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if bare.contains('-') && bare.split('-').all(word) {
        Ok(Some(bare.to_owned()))
    } else {
        Err(FieldProblem::new("sandbox_code", "sandbox-code"))
    }
}

/// How a phone comes to take part: these words, to this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The words after `join`.
    pub code: String,
    /// The sandbox.
    pub address: Address,
}

impl Join {
    /// The words to send.
    #[must_use]
    pub fn words(&self) -> String {
        format!("join {}", self.code)
    }

    /// The link that opens WhatsApp with the words typed.
    #[must_use]
    pub fn link(&self) -> String {
        format!("https://wa.me/{}?text=join%20{}", self.address.bare().trim_start_matches('+'), self.code)
    }
}

words! {
    /// What is known of somebody's part in the sandbox.
    Fact {
        /// The words `join …` reached us.
        Joined = "joined",
        /// A message reached us, so its sender has joined, at an earlier time that we do not know.
        Wrote = "wrote",
        /// The word `stop` reached us.
        Left = "left",
        /// The provider refused a message to them: they have not joined, or their days are over.
        Refused = "refused",
    }
}

/// Whether somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Until then.
    Until(Timestamp),
    /// Now, and until then at the latest: the joining itself was not seen.
    AtMostUntil(Timestamp),
    /// No longer.
    Over(Timestamp),
}

/// What follows from the newest fact at `now`.
#[must_use]
pub fn membership(fact: Fact, at: Timestamp, now: Timestamp) -> Membership {
    let end = at + MEMBERSHIP;
    match fact {
        Fact::Left | Fact::Refused => Membership::Over(at),
        Fact::Joined | Fact::Wrote if now >= end => Membership::Over(end),
        Fact::Joined => Membership::Until(end),
        Fact::Wrote => Membership::AtMostUntil(end),
    }
}

/// Whether a message at `now` tells something new: that its sender has joined again.
#[must_use]
pub fn message_tells(last: Option<(Fact, Timestamp)>, now: Timestamp) -> bool {
    last.is_none_or(|(fact, at)| matches!(membership(fact, at, now), Membership::Over(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn only_whole_messages_are_said_to_the_sandbox() {
        for (body, want) in [
            ("join olive-tree", Some(Word::Join)),
            ("  Join   OLIVE-tree \n", Some(Word::Join)),
            ("stop", Some(Word::Leave)),
            (" STOP ", Some(Word::Leave)),
            ("join us for dinner", None),
            ("join", None),
            ("join today", None),
            ("please stop", None),
            ("please join olive-tree", None),
            ("", None),
        ] {
            assert_eq!(read(body), want, "{body:?}");
        }
    }

    #[test]
    fn a_code_is_words_with_hyphens() {
        for (text, want) in [
            ("olive-tree", Ok(Some("olive-tree"))),
            (" join Olive-Tree ", Ok(Some("olive-tree"))),
            ("join  olive-tree", Ok(Some("olive-tree"))),
            ("", Ok(None)),
            (" ", Ok(None)),
            ("olive", Err("sandbox-code")),
            ("olive tree", Err("sandbox-code")),
            ("olive-", Err("sandbox-code")),
            ("ελιά-δέντρο", Err("sandbox-code")),
        ] {
            let got = code(text);
            assert_eq!(got.as_ref().map(Option::as_deref).map_err(|problem| problem.problem), want, "{text:?}");
        }
        assert_eq!(code(&format!("a-{}", "b".repeat(60))).unwrap_err().limit, Some(60));
    }

    #[test]
    fn three_days_are_counted_from_the_join_to_the_millisecond() {
        let end = T0 + MEMBERSHIP;
        for (fact, now, want) in [
            (Fact::Joined, T0, Membership::Until(end)),
            (Fact::Joined, end - Millis(1), Membership::Until(end)),
            (Fact::Joined, end, Membership::Over(end)),
            (Fact::Wrote, T0, Membership::AtMostUntil(end)),
            (Fact::Wrote, end, Membership::Over(end)),
            (Fact::Left, T0, Membership::Over(T0)),
            (Fact::Refused, end, Membership::Over(T0)),
        ] {
            assert_eq!(membership(fact, T0, now), want, "{fact:?}");
        }
        let join = Join { code: "olive-tree".to_owned(), address: Address::parse(ADDRESS).unwrap() };
        assert_eq!(join.words(), "join olive-tree");
        assert_eq!(join.link(), "https://wa.me/14155238886?text=join%20olive-tree");
        assert!(message_tells(None, T0));
        assert!(!message_tells(Some((Fact::Joined, T0)), T0));
        assert!(message_tells(Some((Fact::Joined, T0)), end));
        assert!(message_tells(Some((Fact::Refused, T0)), T0));
    }
}
