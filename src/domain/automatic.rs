//! What a contact is told without anybody writing it: which happenings there are, what is set for each, what is said,
//! and whether it is said at all.

pub mod arrival;
pub mod decide;
pub mod setting;
pub mod text;
pub mod trigger;
pub mod wait;

pub use decide::{Facts, Said, Silent, decide};
pub use setting::{Change, InForce, Origin, Scope, Setting, Settings};
pub use text::language_for;
pub use trigger::{Group, Trigger};

use crate::domain::time::Millis;

/// So long after a person or a bot answered nobody is told that nobody is there, and nobody is greeted, unless the
/// workstream says otherwise.
pub const QUIET_AFTER_ANSWER: Millis = Millis::minutes(30);
/// The longest that a workstream may say.
pub const QUIET_AFTER_ANSWER_MAX: Millis = Millis::hours(24);
/// What a contact sends within this of one another is one album, or one thought in several messages.
pub const ALBUM: Millis = Millis::seconds(60);
