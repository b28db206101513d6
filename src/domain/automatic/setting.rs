//! What is set for each happening, for a workstream or a number. The nearest counts: the number's, else the workstream's,
//! else nothing is said that nobody switched on.

use std::collections::BTreeMap;

use crate::domain::automatic::Trigger;
use crate::domain::compose::TEXT_UNITS_MAX;
use crate::domain::ids::{NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::message::words;
use crate::domain::placeholder;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;
use crate::domain::time::Millis;

/// The shortest time in which somebody is not told again.
pub const ONCE_PER_MIN: Millis = Millis::minutes(1);
/// The longest.
pub const ONCE_PER_MAX: Millis = Millis::days(30);

/// Texts by language; one that is not there is ours.
pub type Texts = BTreeMap<Language, String>;

/// For what something is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// For all numbers of a workstream.
    Workstream(WorkstreamId),
    /// For one number.
    Number(NumberId),
}

impl Scope {
    /// How the audit log names it.
    #[must_use]
    pub fn subject(self) -> String {
        match self {
            Self::Workstream(id) => format!("workstream:{id}"),
            Self::Number(id) => format!("number:{id}"),
        }
    }
}

words! {
    /// Whose setting counts.
    Origin {
        /// The number's own.
        Number = "number",
        /// That of its workstream.
        Workstream = "workstream",
        /// Nobody set anything.
        Default = "default",
    }
}

/// What is set for one happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Whether it is said.
    pub active: bool,
    /// What is said, with placeholders.
    pub texts: Texts,
    /// The time that belongs to it, where one does.
    pub after: Option<Millis>,
    /// How long the same contact is not told again; `None`: each time that it happens.
    pub once_per: Option<Millis>,
}

impl Setting {
    /// What counts where nobody set anything.
    #[must_use]
    pub fn default_of(trigger: Trigger) -> Self {
        Self {
            active: trigger.goes_unasked(),
            texts: Texts::new(),
            after: trigger.after().map(|span| span.default),
            once_per: trigger.once_per(),
        }
    }

    /// What is said in a language, with its placeholders.
    #[must_use]
    pub fn text(&self, trigger: Trigger, language: Language) -> String {
        self.texts.get(&language).cloned().unwrap_or_else(|| trigger.text(language))
    }
}

/// What counts, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// What is set.
    pub setting: Setting,
    /// Whose it is.
    pub origin: Origin,
}

/// What is set for a number and for its workstream, or for a workstream alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The number's own.
    pub number: BTreeMap<Trigger, Setting>,
    /// The workstream's.
    pub workstream: BTreeMap<Trigger, Setting>,
}

impl Settings {
    /// What counts for one happening.
    #[must_use]
    pub fn of(&self, trigger: Trigger) -> InForce {
        let nearest = [(&self.number, Origin::Number), (&self.workstream, Origin::Workstream)];
        let found = nearest.into_iter().find_map(|(set, origin)| set.get(&trigger).map(|setting| (setting, origin)));
        match found {
            Some((setting, origin)) => InForce { setting: setting.clone(), origin },
            None => InForce { setting: Setting::default_of(trigger), origin: Origin::Default },
        }
    }

    /// Whether nobody set anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.number.is_empty() && self.workstream.is_empty()
    }

    /// The setting of one happening, if it is switched on.
    #[must_use]
    pub fn active(&self, trigger: Trigger) -> Option<Setting> {
        Some(self.of(trigger).setting).filter(|setting| setting.active)
    }
}

/// What changes; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Whether it is said.
    pub active: Option<bool>,
    /// What is said; `None` or blanks: ours again.
    pub texts: BTreeMap<Language, Option<String>>,
    /// The time that belongs to it, in seconds.
    pub after_seconds: Option<i64>,
    /// How long the same contact is not told again; `Some(None)`: told each time.
    pub once_per_seconds: Option<Option<i64>>,
}

impl Change {
    /// The setting afterwards.
    ///
    /// # Errors
    /// Everything that is wrong, by field: `active`, `text_en`, `text_el`, `after_seconds`, `once_per_seconds`.
    pub fn apply(&self, trigger: Trigger, before: &Setting) -> Result<Setting, Refusal> {
        let (mut after, mut problems) = (before.clone(), Vec::new());
        after.active = self.active.unwrap_or(before.active);
        if !after.active && trigger.is_switched_elsewhere() {
            problems.push(FieldProblem::new("active", "switched-elsewhere"));
        }
        for (language, typed) in &self.texts {
            match checked(trigger, *language, typed.as_deref().unwrap_or_default()) {
                Ok(Some(text)) => after.texts.insert(*language, text),
                Ok(None) => after.texts.remove(language),
                Err(problem) => {
                    problems.push(problem);
                    None
                }
            };
        }
        if let Some(seconds) = self.after_seconds {
            after.after = checked_after(trigger, Millis::seconds(seconds)).unwrap_or_else(|problem| {
                problems.push(problem);
                None
            });
        }
        if let Some(seconds) = self.once_per_seconds {
            after.once_per = seconds.map(Millis::seconds);
            if after.once_per.is_some_and(|span| span < ONCE_PER_MIN || ONCE_PER_MAX < span) {
                let limit = ONCE_PER_MAX.whole_seconds();
                problems.push(FieldProblem::with_limit("once_per_seconds", "once-per", limit));
            }
        }
        Refusal::unless_empty(problems)?;
        Ok(after)
    }
}

/// The field that holds the text of a language.
#[must_use]
pub const fn text_field(language: Language) -> &'static str {
    match language {
        Language::En => "text_en",
        Language::El => "text_el",
    }
}

/// A text as it is kept; `None`: it says what ours says.
fn checked(trigger: Trigger, language: Language, typed: &str) -> Result<Option<String>, FieldProblem> {
    let (field, body) = (text_field(language), text::clean(typed, usize::MAX).trim().to_owned());
    if text::utf16_units(&body) > TEXT_UNITS_MAX {
        let limit = i64::try_from(TEXT_UNITS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit(field, "too-long", limit));
    }
    placeholder::parse_with(&body, trigger.placeholders()).map_err(|error| error.problem(field))?;
    Ok(Some(body).filter(|body| !body.is_empty() && *body != trigger.text(language)))
}

fn checked_after(trigger: Trigger, time: Millis) -> Result<Option<Millis>, FieldProblem> {
    match trigger.after() {
        None => Err(FieldProblem::new("after_seconds", "no-time")),
        Some(span) if time < span.min || span.max < time => {
            let problem = FieldProblem::with_limit("after_seconds", "between", span.max.whole_seconds());
            Err(problem.with("least", span.min.whole_seconds().to_string()))
        }
        Some(_) => Ok(Some(time)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Setting {
        let texts = Texts::from([(Language::En, text.to_owned())]);
        Setting { active: true, texts, after: None, once_per: None }
    }

    #[test]
    fn the_nearest_counts() {
        let trigger = Trigger::OutOfHours;
        let mut settings = Settings::default();
        let nobody = settings.of(trigger);
        assert_eq!((nobody.origin, nobody.setting.active), (Origin::Default, false));
        assert!(settings.of(Trigger::OptedOut).setting.active && settings.of(Trigger::TooMany).setting.active);
        settings.workstream.insert(trigger, on("closed"));
        assert_eq!(settings.of(trigger).origin, Origin::Workstream);
        settings.number.insert(trigger, Setting { active: false, ..on("away") });
        let near = settings.of(trigger);
        assert_eq!((near.origin, near.setting.active), (Origin::Number, false));
        assert_eq!(near.setting.text(trigger, Language::En), "away");
        assert_eq!(near.setting.text(trigger, Language::El), trigger.text(Language::El));
        assert!(settings.active(trigger).is_none());
    }

    #[test]
    fn a_change_keeps_the_rest_and_names_what_is_wrong() {
        let trigger = Trigger::WaitingLong;
        let before = Setting::default_of(trigger);
        let with = |text: &str| BTreeMap::from([(Language::El, Some(text.to_owned()))]);
        let change = Change {
            active: Some(true), texts: with(" Περιμένετε {{minutes}} λεπτά. "), ..Change::default()
        };
        let after = change.apply(trigger, &before).unwrap();
        assert_eq!(after.texts.get(&Language::El).map(String::as_str), Some("Περιμένετε {{minutes}} λεπτά."));
        assert_eq!((after.active, after.after, after.once_per), (true, before.after, before.once_per));
        for ours in [" ".to_owned(), trigger.text(Language::El)] {
            let back = Change { texts: with(&ours), ..Change::default() }.apply(trigger, &after).unwrap();
            assert!(back.texts.is_empty() && back.active, "{ours}");
        }
        let wrong = Change {
            active: Some(false),
            texts: BTreeMap::from([
                (Language::En, Some("x".repeat(1_601))),
                (Language::El, Some("{{minutes}}".to_owned())),
            ]),
            after_seconds: Some(60),
            once_per_seconds: Some(Some(1)),
        };
        let problems = wrong.apply(Trigger::TooMany, &Setting::default_of(Trigger::TooMany)).unwrap_err().problems();
        let told: Vec<_> = problems.iter().map(|problem| (problem.field, problem.problem)).collect();
        assert_eq!(
            told,
            [
                ("active", "switched-elsewhere"),
                ("text_en", "too-long"),
                ("text_el", "placeholder-unknown"),
                ("after_seconds", "no-time"),
                ("once_per_seconds", "once-per"),
            ]
        );
        let short = Change { after_seconds: Some(59), ..Change::default() }.apply(trigger, &before);
        assert_eq!(short.unwrap_err().problems().first().map(|problem| problem.problem), Some("between"));
        let each = Change { once_per_seconds: Some(None), ..Change::default() }.apply(trigger, &before);
        assert_eq!(each.unwrap().once_per, None);
    }
}
