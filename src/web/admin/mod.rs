//! The settings: what only admins see.

pub mod accounts;
pub mod add_numbers;
pub mod alarm;
pub mod audit;
pub mod automated;
pub mod consent;
pub mod contact_fields;
pub mod deletion;
pub mod files;
pub mod first_steps;
pub mod hook_row;
pub mod hours;
pub mod number_health;
pub mod number_survey;
pub mod numbers;
pub mod overview;
pub mod presences;
pub mod queues;
pub mod report;
pub mod rotation;
pub mod sandbox;
pub mod skills;
pub mod templates;
pub mod tokens;
pub mod user_work;
pub mod users;
pub mod waiting;
pub mod webhooks;
pub mod wizard;
pub mod workstreams;

use crate::domain::queue::Method;
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

/// The key of the name of a way to choose who gets a conversation.
#[must_use]
pub fn method_key(method: &Method) -> String {
    format!("queues-method-{}", method.word().replace('_', "-"))
}

/// The key of a region's name.
#[must_use]
pub fn region_key(region: &Region) -> String {
    format!("region-{}", region.word())
}

/// What an empty field for what fills a variable in shows.
pub const EXAMPLE_BINDING: &str = "{{contact.first_name}}";

/// The key of a template's kind; one that we do not know is called other.
#[must_use]
pub fn kind_key(word: &str) -> String {
    let known = [
        "text",
        "media",
        "quick-reply",
        "call-to-action",
        "card",
        "list-picker",
        "location",
        "carousel",
        "catalog",
        "authentication",
        "flows",
    ];
    format!("template-kind-{}", if known.contains(&word) { word } else { "other" })
}

/// The key of what a button does.
#[must_use]
pub fn button_key(word: &str) -> String {
    format!("template-button-{word}")
}

/// The key of what a reason of WhatsApp means; for one that we do not know, what usually helps.
#[must_use]
pub fn reason_key(reason: &str) -> String {
    let known = ["TAG_CONTENT_MISMATCH", "INVALID_FORMAT", "ABUSIVE_CONTENT", "PROMOTIONAL", "SCAM"];
    let word = reason.trim().to_ascii_uppercase();
    let known = known.iter().find(|known| word.contains(*known));
    format!(
        "templates-reason-{}",
        known.map_or_else(|| "other".to_owned(), |known| known.to_lowercase().replace('_', "-"))
    )
}

/// The key of a number's colour.
#[must_use]
pub fn colour_key(colour: &i64) -> String {
    format!("numbers-colour-{colour}")
}

#[cfg(test)]
mod tests;
