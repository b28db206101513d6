//! Own views of the list: a name for a choice of conversations that are going on, and their order.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{NumberId, QueueId, UserId};
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::rule::check::TAG_CHARS_MAX;
use crate::domain::text;

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 40;
/// The most that one person has, and that everybody shares.
pub const VIEWS_MAX: usize = 20;

words! {
    /// The order of those who wait.
    #[derive(Deserialize)]
    Sort {
        /// Longest waiting first.
        Waiting = "waiting",
        /// Window ending first.
        Window = "window",
        /// Who began to wait last, first.
        Newest = "newest",
    }
}

/// Who has a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Agent {
    /// Whoever looks at the view.
    Me,
    /// Nobody.
    Nobody,
    /// This user.
    User(UserId),
}

/// A text that names no agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected me, nobody, or the id of a user")]
pub struct NoAgent;

impl TryFrom<String> for Agent {
    type Error = NoAgent;
    fn try_from(text: String) -> Result<Self, NoAgent> {
        match text.as_str() {
            "me" => Ok(Self::Me),
            "nobody" => Ok(Self::Nobody),
            id => id.parse().map(Self::User).map_err(|_| NoAgent),
        }
    }
}

impl From<Agent> for String {
    fn from(agent: Agent) -> Self {
        match agent {
            Agent::Me => "me".to_owned(),
            Agent::Nobody => "nobody".to_owned(),
            Agent::User(id) => id.to_string(),
        }
    }
}

/// A choice of conversations; whatever is left out is all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Over this number.
    pub number: Option<NumberId>,
    /// In this queue.
    pub queue: Option<QueueId>,
    /// Had by.
    pub agent: Option<Agent>,
    /// With this tag, or of a contact with it.
    pub tag: Option<String>,
    /// With something unread.
    pub unread: bool,
    /// Whether the contact waits for an answer.
    pub waits: Option<bool>,
    /// Their order, if it is not the usual one.
    pub sort: Option<Sort>,
}

/// A view as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub filter: Filter,
}

impl Typed {
    /// As it is kept.
    ///
    /// # Errors
    /// `name`/`missing`, `name`/`too-long`, `tag`/`too-long`.
    pub fn checked(&self) -> Result<Self, FieldProblem> {
        let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        if self.name.trim().chars().count() > NAME_CHARS_MAX {
            return Err(FieldProblem::with_limit("name", "too-long", limit(NAME_CHARS_MAX)));
        }
        let name = text::one_line(&self.name, NAME_CHARS_MAX);
        if name.is_empty() {
            return Err(FieldProblem::new("name", "missing"));
        }
        let tag = self.filter.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty());
        if tag.is_some_and(|tag| tag.chars().count() > TAG_CHARS_MAX) {
            return Err(FieldProblem::with_limit("tag", "too-long", limit(TAG_CHARS_MAX)));
        }
        let tag = tag.map(|tag| text::one_line(tag, TAG_CHARS_MAX));
        Ok(Self { name, filter: Filter { tag, ..self.filter.clone() } })
    }
}

/// A name for comparing.
#[must_use]
pub fn key(name: &str) -> String {
    text::folded(name)
}

/// The order of `ids` with `id` moved up or down by one.
#[must_use]
pub fn moved<T: Copy + PartialEq>(ids: &[T], id: T, up: bool) -> Vec<T> {
    let mut order = ids.to_vec();
    if let Some(here) = order.iter().position(|known| *known == id) {
        let there = if up { here.checked_sub(1) } else { Some(here + 1).filter(|there| *there < order.len()) };
        if let Some(there) = there {
            order.swap(here, there);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_it_was_written() {
        let filter = Filter {
            number: Some(NumberId(2)),
            agent: Some(Agent::Me),
            tag: Some("VIP".to_owned()),
            waits: Some(true),
            sort: Some(Sort::Newest),
            ..Filter::default()
        };
        let text = serde_json::to_string(&filter).unwrap();
        assert_eq!(serde_json::from_str::<Filter>(&text).unwrap(), filter, "{text}");
        assert_eq!(serde_json::from_str::<Filter>("{}").unwrap(), Filter::default());
        // What a later version keeps is no trouble to this one.
        assert_eq!(serde_json::from_str::<Filter>(r#"{"shoe":7}"#).unwrap(), Filter::default());
        for (text, want) in [
            ("me", Some(Agent::Me)),
            ("nobody", Some(Agent::Nobody)),
            ("7", Some(Agent::User(UserId(7)))),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(Agent::try_from(text.to_owned()).ok(), want, "{text}");
        }
    }

    #[test]
    fn names_and_tags_have_their_limits() {
        let typed = |name: &str, tag: Option<&str>| Typed {
            name: name.to_owned(),
            filter: Filter { tag: tag.map(str::to_owned), ..Filter::default() },
        };
        let kept = typed("  Βιαστικά\n", Some("  ")).checked().unwrap();
        assert_eq!((kept.name.as_str(), kept.filter.tag), ("Βιαστικά", None));
        for (typed, want) in [
            (typed(" ", None), ("name", "missing")),
            (typed(&"ώ".repeat(41), None), ("name", "too-long")),
            (typed("x", Some(&"ώ".repeat(31))), ("tag", "too-long")),
        ] {
            let problem = typed.checked().unwrap_err();
            assert_eq!((problem.field, problem.problem), want);
        }
        assert!(typed(&"ώ".repeat(40), Some(&"ώ".repeat(30))).checked().is_ok());
    }

    #[test]
    fn one_moves_by_one_and_never_out() {
        for (id, up, want) in [(2, true, [2, 1, 3]), (1, true, [1, 2, 3]), (1, false, [2, 1, 3]), (3, false, [1, 2, 3])]
        {
            assert_eq!(moved(&[1, 2, 3], id, up), want, "{id} {up}");
        }
        assert_eq!(moved(&[1, 2], 9, true), [1, 2]);
    }
}
