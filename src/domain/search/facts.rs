//! What is known of a message beside its text, as words of the index that no text can contain: so the index itself finds
//! what is said *and* by whom, whichever of the two is rarer. Each is one or two characters of the planes that Unicode
//! leaves to private use; short ones cost nothing in the index of beginnings of words.

use crate::domain::ids::{NumberId, ThreadId, UserId};

/// Something known of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It is in this thread.
    Thread(ThreadId),
    /// It went over this number.
    Number(NumberId),
    /// This user wrote it.
    User(UserId),
    /// The contact wrote it.
    Inbound,
    /// It has a file.
    File,
}

/// Numbers and users share so many words each; from then on two may have the same one, and a row is looked at.
const FEW: i64 = 0x7f00;
/// A thread is two words of 15 bits.
const HALF: i64 = 0x8000;
const NUMBERS: u32 = 0xf_0000;
const USERS: u32 = 0xf_8000;
const LOW: u32 = 0x10_0000;
const HIGH: u32 = 0x10_8000;
const FLAGS: u32 = 0x10_d000;

fn letter(base: u32, offset: i64) -> char {
    u32::try_from(offset).ok().and_then(|offset| char::from_u32(base.saturating_add(offset))).unwrap_or('\u{10d0ff}')
}

impl Fact {
    /// Its words, with a blank between.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Thread(id) => {
                let (high, low) = (id.0.div_euclid(HALF).rem_euclid(0x4000), id.0.rem_euclid(HALF));
                format!("{} {}", letter(HIGH, high), letter(LOW, low))
            }
            Self::Number(id) => letter(NUMBERS, id.0.rem_euclid(FEW)).to_string(),
            Self::User(id) => letter(USERS, id.0.rem_euclid(FEW)).to_string(),
            Self::Inbound => letter(FLAGS, 0).to_string(),
            Self::File => letter(FLAGS, 1).to_string(),
        }
    }
}

/// All of them behind a text.
#[must_use]
pub fn facts(mut text: String, all: &[Fact]) -> String {
    for fact in all {
        text.push(' ');
        text.push_str(&fact.words());
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::search::words;

    #[test]
    fn no_two_are_the_same_and_no_text_has_them() {
        let mut all = BTreeSet::new();
        let ids = [0, 1, 2, 0x7eff, 0x7fff, 0x8000, 40_000, 1_000_000, 500_000_000];
        let known = ids.iter().map(|id| Fact::Thread(ThreadId(*id)));
        let known = known.chain([1, 2, 0x7eff].into_iter().map(|id| Fact::Number(NumberId(id))));
        let known = known.chain([1, 2, 0x7eff].into_iter().map(|id| Fact::User(UserId(id))));
        for fact in known.chain([Fact::Inbound, Fact::File]) {
            assert!(all.insert(fact.words()), "{fact:?}");
            assert_eq!(words(&fact.words()), [], "{fact:?}");
            assert!(!fact.words().contains('\u{10d0ff}'), "{fact:?}");
        }
        assert_eq!(facts("a b".to_owned(), &[Fact::Inbound]), "a b \u{10d000}");
    }
}
