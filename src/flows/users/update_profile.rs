//! What users choose for themselves.

use crate::app::App;
use crate::domain::ids::UserId;
use crate::domain::language::Language;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::{Density, SendKey, Theme};
use crate::flows::users::checked_name;
use crate::store::Fault;
use crate::store::user::{self, Profile};

/// What the form says, as words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The name.
    pub name: String,
    /// A language's code; empty: the browser's.
    pub language: String,
    /// A word of [`Theme`].
    pub theme: String,
    /// A word of [`Density`].
    pub density: String,
    /// An IANA name; empty: the browser's.
    pub time_zone: String,
    /// A word of [`SendKey`].
    pub send_key: String,
    /// Whether single keys work.
    pub single_keys: bool,
}

/// Keeps it.
///
/// # Errors
/// [`Refusal::Fields`] with every field that is wrong; the store's.
pub fn update_profile(app: &App, id: UserId, wanted: &Wanted) -> Result<(), Fault> {
    let now = app.clock.now();
    let profile = checked(wanted).map_err(Refusal::Fields)?;
    app.store.write(move |tx| user::set_profile(tx, id, &profile, now))
}

fn checked(wanted: &Wanted) -> Result<Profile, Vec<FieldProblem>> {
    let name = checked_name(&wanted.name);
    let language = optional(&wanted.language, Language::parse);
    let zone = optional(&wanted.time_zone, |name| jiff::tz::TimeZone::get(name).ok().map(|_| name.to_owned()));
    let theme = Theme::from_word(&wanted.theme);
    let density = Density::from_word(&wanted.density);
    let send_key = SendKey::from_word(&wanted.send_key);
    let mut problems: Vec<FieldProblem> = name.clone().err().into_iter().collect();
    for (field, fine) in [
        ("language", language.is_some()),
        ("theme", theme.is_some()),
        ("density", density.is_some()),
        ("send_key", send_key.is_some()),
    ] {
        if !fine {
            problems.push(FieldProblem::new(field, "unknown"));
        }
    }
    if zone.is_none() {
        problems.push(FieldProblem::new("time_zone", "time-zone"));
    }
    match (name, language, zone, theme, density, send_key) {
        (Ok(name), Some(language), Some(time_zone), Some(theme), Some(density), Some(send_key)) => {
            let single_keys = wanted.single_keys;
            Ok(Profile { name, language, theme, density, time_zone, send_key, single_keys })
        }
        _ => Err(problems),
    }
}

/// Nothing for nothing; `None` for something that is not one.
fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { read(text).map(Some) }
}
