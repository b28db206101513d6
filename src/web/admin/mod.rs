//! The settings: what only admins see.

pub mod accounts;
pub mod add_numbers;
pub mod audit;
pub mod first_steps;
pub mod number_health;
pub mod numbers;
pub mod report;
pub mod rotation;
pub mod templates;
pub mod tokens;
pub mod users;
pub mod waiting;
pub mod wizard;

use crate::domain::region::Region;

/// The key of the sentence about a refused post; `tail` is empty, or `-help` for what to do.
#[must_use]
pub fn refused_key(reason: &str, tail: &str) -> String {
    format!("refused-{}{tail}", reason.replace('_', "-"))
}

/// The key of a template's state.
#[must_use]
pub fn state_key(word: &str) -> String {
    format!("templates-state-{word}")
}

/// The key of what a template's state means.
#[must_use]
pub fn state_help_key(word: &str) -> String {
    format!("templates-help-{word}")
}

/// The key of a template's category; one that we do not know is called other.
#[must_use]
pub fn category_key(word: &str) -> String {
    let known = ["utility", "marketing", "authentication"].contains(&word);
    format!("templates-category-{}", if known { word } else { "other" })
}

/// The key of a region's name.
#[must_use]
pub fn region_key(region: &Region) -> String {
    format!("region-{}", region.word())
}

/// The key of a number's colour.
#[must_use]
pub fn colour_key(colour: &i64) -> String {
    format!("numbers-colour-{colour}")
}

#[cfg(test)]
mod tests;
