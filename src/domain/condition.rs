//! What a rule asks about a conversation that arrives.
//!
//! Conditions are kept and come over the API in one JSON shape, in which a name that we do not know is refused: a
//! misspelt condition must not silently be always true. Texts are compared without case and accents, so that
//! “ΠΑΡΑΓΓΕΛΙΑ” is the “παραγγελία” of the rule.

pub mod check;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::hours::{Day, TimeOfDay, Zone};
use crate::domain::ids::{self, HoursId, NumberId};
use crate::domain::language;
use crate::domain::message::words;
use crate::domain::pattern::Pattern;
use crate::domain::text::{clean, folded};
use crate::domain::time::Timestamp;

/// So much of a first message is looked at, in characters.
pub const MESSAGE_CHARS_MAX: usize = 4_096;

words! {
    /// Whether a contact wrote before.
    #[derive(serde::Deserialize)]
    Known {
        /// This is their first conversation.
        New = "new",
        /// It is not.
        Returning = "returning",
    }
}

/// What a text must be like.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextTest {
    /// One of these stands in it.
    Contains(Vec<String>),
    /// It is one of these, as the code of a campaign that a link writes for the contact.
    Equals(Vec<String>),
    /// The pattern is found in it.
    Matches(Pattern),
}

/// Where a contact comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralTest {
    /// Any advertisement or post.
    Any,
    /// One of these, by its id at the place where it was shown.
    Source(Vec<String>),
    /// Its headline.
    Headline(TextTest),
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The contact wrote to one of these numbers.
    Number(#[serde(with = "ids::texts")] Vec<NumberId>),
    /// The contact's phone number begins with one of these, such as `+30`.
    PhonePrefix(Vec<String>),
    /// The contact's language is one of these; `el` includes `el-GR`.
    Language(Vec<String>),
    /// The contact, or the conversation by a rule before, has one of these tags.
    Tag(Vec<String>),
    /// The contact wrote before, or not.
    Contact(Known),
    /// The first message.
    FirstMessage(TextTest),
    /// The contact came from an advertisement or a post.
    Referral(ReferralTest),
    /// The clock on the wall of a zone.
    Time {
        /// On these days of the week; none: on all.
        #[serde(default)]
        days: Vec<Day>,
        /// From this minute on.
        from: TimeOfDay,
        /// Up to this minute, not including it.
        to: TimeOfDay,
        /// Where.
        zone: Zone,
    },
    /// Opening hours.
    Hours {
        /// Which.
        #[serde(with = "ids::text")]
        hours: HoursId,
        /// Whether they must be open, or closed.
        open: bool,
    },
    /// A variable of the conversation; one that is not set is like an empty text.
    Variable {
        /// Its name.
        name: String,
        /// What it must be like.
        is: TextTest,
    },
    /// The name that the contact chose.
    Profile(TextTest),
}

/// A question and whether its answer must be yes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The question.
    pub is: Condition,
    /// Whether the answer must be no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
}

impl Clause {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        self.is.holds(facts) != self.not
    }
}

/// A text with what it is compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    plain: String,
    folded: String,
}

impl Said {
    /// From a text of outside.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let plain = clean(text, MESSAGE_CHARS_MAX);
        let folded = folded(plain.trim());
        Self { plain, folded }
    }
}

/// Where a contact came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referral {
    /// The id of the advertisement or post.
    pub source: String,
    /// Its headline.
    pub headline: Said,
}

/// What is known when a conversation arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The number that was written to.
    pub number: NumberId,
    /// The contact's phone number, `+` and digits; some hide theirs.
    pub phone: Option<String>,
    /// The contact's language.
    pub language: Option<String>,
    /// Tags of the contact and of the conversation, folded.
    pub tags: BTreeSet<String>,
    /// Whether the contact wrote before.
    pub known: Known,
    /// The first message.
    pub message: Said,
    /// Where the contact came from.
    pub referral: Option<Referral>,
    /// When it arrived.
    pub at: Timestamp,
    /// Which opening hours are open then; all that rules ask for.
    pub open: BTreeMap<HoursId, bool>,
    /// The variables of the conversation.
    pub variables: BTreeMap<String, Said>,
    /// The name that the contact chose.
    pub profile: Said,
}

impl Facts {
    /// The least that is always known; the rest is filled in by whoever knows it.
    #[must_use]
    pub fn new(number: NumberId, known: Known, message: &str, at: Timestamp) -> Self {
        Self {
            number,
            phone: None,
            language: None,
            tags: BTreeSet::new(),
            known,
            message: Said::new(message),
            referral: None,
            at,
            open: BTreeMap::new(),
            variables: BTreeMap::new(),
            profile: Said::default(),
        }
    }

    /// With a tag.
    pub fn tag(&mut self, tag: &str) {
        self.tags.insert(folded(tag.trim()));
    }

    /// With a variable.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), Said::new(value));
    }
}

impl TextTest {
    fn holds(&self, text: &Said) -> bool {
        match self {
            Self::Contains(any) => any.iter().any(|part| text.folded.contains(&folded(part.trim()))),
            Self::Equals(any) => any.iter().any(|whole| text.folded == folded(whole.trim())),
            Self::Matches(pattern) => pattern.is_in(&text.plain),
        }
    }
}

impl ReferralTest {
    fn holds(&self, referral: &Referral) -> bool {
        match self {
            Self::Any => true,
            Self::Source(any) => any.iter().any(|source| source.trim() == referral.source),
            Self::Headline(test) => test.holds(&referral.headline),
        }
    }
}

impl Condition {
    /// Whether it is so.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::Number(any) => any.contains(&facts.number),
            Self::PhonePrefix(any) => {
                facts.phone.as_ref().is_some_and(|phone| any.iter().any(|prefix| phone.starts_with(prefix.as_str())))
            }
            Self::Language(any) => {
                facts.language.as_ref().is_some_and(|spoken| any.iter().any(|asked| speaks(spoken, asked)))
            }
            Self::Tag(any) => any.iter().any(|tag| facts.tags.contains(&folded(tag.trim()))),
            Self::Contact(known) => *known == facts.known,
            Self::FirstMessage(test) => test.holds(&facts.message),
            Self::Referral(test) => facts.referral.as_ref().is_some_and(|referral| test.holds(referral)),
            Self::Time { days, from, to, zone } => zone.wall(facts.at).is_some_and(|wall| {
                let time = TimeOfDay::of(wall.time());
                *from <= time && time < *to && (days.is_empty() || days.contains(&Day::of(wall.date())))
            }),
            Self::Hours { hours, open } => facts.open.get(hours) == Some(open),
            Self::Variable { name, is } => match facts.variables.get(name) {
                Some(value) => is.holds(value),
                None => is.holds(&Said::default()),
            },
            Self::Profile(test) => test.holds(&facts.profile),
        }
    }
}

/// Whether a language is the one asked for, or a region's kind of it.
fn speaks(spoken: &str, asked: &str) -> bool {
    let bare = |tag: &str| tag.trim().replace('_', "-").to_ascii_lowercase();
    bare(spoken) == bare(asked) || (language::primary(spoken) == bare(asked))
}
