//! A presence as pages show it: its sign, its name, and the places that are taken.

use crate::domain::capacity::Load;
use crate::domain::user::Presence;
use crate::web::i18n::Locale;

/// Up to so many places are drawn; more are a number.
const PLACES_MAX: i64 = 12;

/// The sign of a presence: round, square, hollow.
#[must_use]
pub const fn dot(base: Presence) -> &'static str {
    match base {
        Presence::Available => "is-ok",
        Presence::Busy => "is-soon",
        Presence::DoNotDisturb => "is-dnd",
        Presence::Away | Presence::Offline => "is-off",
    }
}

/// The key of its name.
#[must_use]
pub fn key(base: &Presence) -> String {
    format!("presence-{}", base.word().replace('_', "-"))
}

/// Its name.
#[must_use]
pub fn name(base: Presence, l: Locale) -> String {
    l.t(key(&base))
}

/// One for each place: whether it is taken. None where there are too many to draw.
#[must_use]
pub fn places(load: Load) -> Vec<bool> {
    let total = load.total.0;
    if (1..=PLACES_MAX).contains(&total) { (0..total).map(|place| place < load.used.0).collect() } else { Vec::new() }
}
