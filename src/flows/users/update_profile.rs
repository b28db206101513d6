//! What users choose for themselves; an admin's token may choose for them.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::language::Language;
use crate::domain::permission::may_administer;
use crate::domain::preferences::{Alert, Alerts, FirstView, Preferences, Quiet, checked_signature};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::{Actor, Density, SendKey, Theme};
use crate::flows::saved_views;
use crate::flows::users::{checked_name, subject};
use crate::store::user::{self, Profile};
use crate::store::{Fault, Tx, audit, preferences};

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
    /// What stands for `{{agent.signature}}`.
    pub signature: String,
    /// A word of [`FirstView`].
    pub default_view: String,
}

impl Wanted {
    /// What was chosen, as words.
    #[must_use]
    pub fn of(profile: Profile, chosen: &Preferences) -> Self {
        Self {
            name: profile.name,
            language: profile.language.map(|language| language.code().to_owned()).unwrap_or_default(),
            theme: profile.theme.word().to_owned(),
            density: profile.density.word().to_owned(),
            time_zone: profile.time_zone.unwrap_or_default(),
            send_key: profile.send_key.word().to_owned(),
            single_keys: profile.single_keys,
            signature: chosen.signature.clone(),
            default_view: chosen.view.word(),
        }
    }
}

/// What rings, as words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedAlerts {
    /// Words of [`Alert`].
    pub sound: Vec<String>,
    /// Likewise.
    pub notify: Vec<String>,
    /// Likewise.
    pub always: Vec<String>,
    /// 0 to 100.
    pub volume: String,
    /// Whether notifications keep to themselves who wrote and what.
    pub discreet: bool,
    /// `22:00`; empty with the other one: never.
    pub quiet_from: String,
    /// `7:30`.
    pub quiet_to: String,
}

impl WantedAlerts {
    /// Whether a word is in one of its lists.
    #[must_use]
    pub fn has(&self, list: &str, word: &str) -> bool {
        let words = match list {
            "sound" => &self.sound,
            "notify" => &self.notify,
            _ => &self.always,
        };
        words.iter().any(|known| known == word)
    }

    /// What was chosen, as words.
    #[must_use]
    pub fn of(chosen: &Alerts) -> Self {
        let words = |alerts: &[Alert]| alerts.iter().map(|alert| alert.word().to_owned()).collect();
        Self {
            sound: words(&chosen.sound),
            notify: words(&chosen.notify),
            always: words(&chosen.always),
            volume: chosen.volume.to_string(),
            discreet: chosen.discreet,
            quiet_from: chosen.quiet.map(|quiet| quiet.from.to_string()).unwrap_or_default(),
            quiet_to: chosen.quiet.map(|quiet| quiet.to.to_string()).unwrap_or_default(),
        }
    }
}

/// Keeps it: the one, the other, or both.
///
/// # Errors
/// [`Refusal::Fields`] with every field that is wrong; `NotAllowed` for somebody else's; `NotFound`; the store's.
pub fn update_profile(
    app: &App,
    actor: Actor,
    id: UserId,
    wanted: Option<&Wanted>,
    alerts: Option<&WantedAlerts>,
) -> Result<(), Fault> {
    let own = actor.user() == Some(id);
    if !own {
        may_administer(actor)?;
    }
    let now = app.clock.now();
    let (mut problems, mut profile, mut rings) = (Vec::new(), None, None);
    match wanted.map(checked) {
        Some(Ok(found)) => profile = Some(found),
        Some(Err(wrong)) => problems.extend(wrong),
        None => {}
    }
    match alerts.map(checked_alerts) {
        Some(Ok(found)) => rings = Some(found),
        Some(Err(wrong)) => problems.extend(wrong),
        None => {}
    }
    Refusal::unless_empty(problems)?;
    app.store.write(move |tx| {
        let mut chosen = preferences::of(tx, id)?.ok_or(Refusal::NotFound)?;
        if let Some((profile, signature, view)) = profile {
            if let FirstView::Saved(saved) = view {
                check_view(tx, id, saved)?;
            }
            user::set_profile(tx, id, &profile, now)?;
            (chosen.signature, chosen.view) = (signature, view);
        }
        chosen.alerts = rings.unwrap_or(chosen.alerts);
        preferences::set(tx, id, &chosen, now)?;
        if own { Ok(()) } else { audit::insert(tx, now, &actor.scope(), "user.preferences", &subject(id), &json!({})) }
    })
}

/// Fine if whoever is to begin with a saved view may see it, whoever chooses it for them.
fn check_view(tx: &Tx<'_>, id: UserId, view: SavedViewId) -> Result<(), Fault> {
    let user = user::find(tx, id)?.ok_or(Refusal::NotFound)?;
    match saved_views::load(tx, Actor::User { id, role: user.role }, view) {
        Ok(_) => Ok(()),
        Err(Fault::Refused(Refusal::NotFound)) => {
            Err(Refusal::Fields(vec![FieldProblem::new("default_view", "unknown")]).into())
        }
        Err(other) => Err(other),
    }
}

fn checked(wanted: &Wanted) -> Result<(Profile, String, FirstView), Vec<FieldProblem>> {
    let name = checked_name(&wanted.name);
    let language = optional(&wanted.language, Language::parse);
    let zone = optional(&wanted.time_zone, |name| jiff::tz::TimeZone::get(name).ok().map(|_| name.to_owned()));
    let theme = Theme::from_word(&wanted.theme);
    let density = Density::from_word(&wanted.density);
    let send_key = SendKey::from_word(&wanted.send_key);
    let view = FirstView::from_word(&wanted.default_view);
    let signature = checked_signature(&wanted.signature);
    let mut problems: Vec<FieldProblem> = name.clone().err().into_iter().collect();
    for (field, fine) in [
        ("language", language.is_some()),
        ("theme", theme.is_some()),
        ("density", density.is_some()),
        ("send_key", send_key.is_some()),
        ("default_view", view.is_some()),
    ] {
        if !fine {
            problems.push(FieldProblem::new(field, "unknown"));
        }
    }
    if zone.is_none() {
        problems.push(FieldProblem::new("time_zone", "time-zone"));
    }
    problems.extend(signature.clone().err());
    match (name, language, zone, theme, density, send_key, signature, view) {
        (
            Ok(name),
            Some(language),
            Some(time_zone),
            Some(theme),
            Some(density),
            Some(send_key),
            Ok(signature),
            Some(view),
        ) => {
            let single_keys = wanted.single_keys;
            Ok((Profile { name, language, theme, density, time_zone, send_key, single_keys }, signature, view))
        }
        _ => Err(problems),
    }
}

fn checked_alerts(wanted: &WantedAlerts) -> Result<Alerts, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut read = |field, words: &[String]| -> Vec<Alert> {
        let known: Vec<Alert> =
            Alert::ALL.iter().copied().filter(|alert| words.iter().any(|w| w == alert.word())).collect();
        if words.iter().any(|word| Alert::from_word(word).is_none()) {
            problems.push(FieldProblem::new(field, "unknown"));
        }
        known
    };
    let mut alerts = Alerts {
        sound: read("sound", &wanted.sound),
        notify: read("notify", &wanted.notify),
        always: read("always", &wanted.always),
        volume: wanted.volume.trim().parse().unwrap_or(-1),
        discreet: wanted.discreet,
        quiet: None,
    };
    problems.extend(alerts.problem());
    match Quiet::read(&wanted.quiet_from, &wanted.quiet_to) {
        Ok(quiet) => alerts.quiet = quiet,
        Err(problem) => problems.push(problem),
    }
    if problems.is_empty() { Ok(alerts) } else { Err(problems) }
}

/// Nothing for nothing; `None` for something that is not one.
fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { read(text).map(Some) }
}
