//! What keeps a part of routing from being deleted: everything that still leads to it, told at once.

use crate::domain::message::words;

words! {
    /// What leads to something.
    By {
        /// The installation itself: its first workstream, its queue of everybody.
        Installation = "installation",
        /// Numbers whose workstream it is.
        Numbers = "numbers",
        /// Workstreams whose fallback queue it is.
        Fallbacks = "fallbacks",
        /// Route-to-queue rules.
        Routes = "routes",
        /// Classification rules that set it.
        Rules = "rules",
        /// Overflows of other queues.
        Overflows = "overflows",
        /// Queues whose opening hours they are.
        Queues = "queues",
        /// Conditions of rules.
        Conditions = "conditions",
        /// Conversations that are not closed.
        Conversations = "conversations",
        /// Quick replies that are meant for it.
        QuickReplies = "quick_replies",
        /// Menus of bots that name it.
        Bots = "bots",
    }
}

/// How many of what lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// What.
    pub by: By,
    /// How many; one for the installation.
    pub count: i64,
}

/// What is left of the counts of everything that could lead to it: the reasons why it may not be deleted, in the order
/// in which they are told. None: it may.
#[must_use]
pub fn reasons(counts: &[Use]) -> Vec<Use> {
    let order = |by: By| By::ALL.iter().position(|one| *one == by);
    let mut reasons: Vec<Use> = counts.iter().copied().filter(|one| one.count > 0).collect();
    reasons.sort_by_key(|one| order(one.by));
    reasons
}

/// The name of a copy: as many characters of it as fit behind the word for “copy of”, which is in the reader's language.
#[must_use]
pub fn copy_name(prefix: &str, name: &str, chars_max: usize) -> String {
    crate::domain::text::one_line(&format!("{prefix}{name}"), chars_max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_leads_to_it_is_told_in_order() {
        let count = |by, count| Use { by, count };
        let counts = [count(By::Conversations, 4), count(By::Routes, 0), count(By::Numbers, 2)];
        assert_eq!(reasons(&counts), [count(By::Numbers, 2), count(By::Conversations, 4)]);
        assert_eq!(reasons(&[count(By::Numbers, 0)]), []);
        assert_eq!(copy_name("Copy of ", "Orders", 100), "Copy of Orders");
        assert_eq!(copy_name("Copy of ", "Orders", 10), "Copy of O…");
    }
}
