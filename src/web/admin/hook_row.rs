//! One of the three addresses at Twilio against what should stand there: for the pages that compare or write them.

use crate::domain::hooks::{Difference, Hook, Target};
use crate::flows::numbers::health::Health;

/// One of the three addresses.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub hook: Hook,
    /// What stands at Twilio; the outer one is none if that is not known.
    pub stored: Option<Option<Target>>,
    /// What should stand there.
    pub wanted: String,
    /// How the two differ, if that is known.
    pub difference: Option<Difference>,
}

impl Row {
    /// The three of a number, as they are shown.
    #[must_use]
    pub fn all(health: &Health) -> Vec<Self> {
        [Hook::Inbound, Hook::Fallback, Hook::Status].map(|hook| Self::of(health, hook)).into()
    }

    /// What stood there before ours were written; empty if they never were.
    #[must_use]
    pub fn before(health: &Health) -> Vec<Self> {
        let Some(before) = health.check.as_ref().and_then(|check| check.before.as_ref()) else { return Vec::new() };
        let row =
            |hook: Hook| Self { hook, stored: Some(before.of(hook).cloned()), wanted: String::new(), difference: None };
        [Hook::Inbound, Hook::Fallback, Hook::Status].map(row).into()
    }

    fn of(health: &Health, hook: Hook) -> Self {
        Self {
            hook,
            stored: health.stored(hook).map(Option::<&Target>::cloned),
            wanted: health.wanted(hook).to_owned(),
            difference: health.difference(hook),
        }
    }

    /// What stands there.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        self.stored.as_ref().and_then(Option::as_ref)
    }

    /// Whether posts arrive by it.
    #[must_use]
    pub fn arrives(&self) -> bool {
        self.difference.is_some_and(Difference::arrives)
    }

    /// Its word.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.hook.word()
    }
}
