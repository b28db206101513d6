//! A contact's face and the ring around it: the 24 hours, or their last hour.

use crate::domain::ids::ContactId;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::{Window, WindowState};
use crate::web::i18n::Locale;
use crate::web::{shell, time};

const HOUR: Millis = Millis::hours(1);
const LAST: Millis = Millis::minutes(15);
const NEAR: Millis = Millis::hours(4);

/// How near the end of free text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Four hours and more.
    Far,
    /// Less than four hours.
    Near,
    /// The last hour.
    Soon,
    /// The last quarter of an hour.
    Last,
    /// Only templates.
    Shut,
}

impl Stage {
    /// The stage of a window.
    pub(crate) fn of(window: &Window, now: Timestamp) -> Self {
        match window.at(now).left(now) {
            Some(left) if left < LAST => Self::Last,
            Some(left) if left <= HOUR => Self::Soon,
            Some(left) if left < NEAR => Self::Near,
            Some(_) => Self::Far,
            None => Self::Shut,
        }
    }

    /// The ring's class beside `ring`.
    const fn ring_class(self) -> &'static str {
        match self {
            Self::Far | Self::Near => "",
            Self::Soon => "ring-soon",
            Self::Last => "ring-last",
            Self::Shut => "ring-shut",
        }
    }

    /// The class of the words beside a row.
    const fn words_class(self) -> &'static str {
        match self {
            Self::Far => "is-far",
            Self::Near => "is-near",
            Self::Soon => "is-soon",
            Self::Last => "is-bad",
            Self::Shut => "",
        }
    }

    /// The class of the composer's bar.
    pub(crate) const fn bar_class(self) -> &'static str {
        match self {
            Self::Far | Self::Near => "",
            Self::Soon => "is-soon",
            Self::Last => "is-bad",
            Self::Shut => "is-shut",
        }
    }
}

/// The ring, as attributes of its SVG: the content security policy allows no style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ring {
    pub class: &'static str,
    /// Dashes and path length of the arc; `None` for a dashed ring.
    pub arc: Option<(String, u8)>,
    /// When free text ends, for the countdown; 0 if it has.
    pub until: i64,
}

impl Ring {
    /// The ring of a window.
    pub(crate) fn of(window: &Window, now: Timestamp) -> Self {
        let stage = Stage::of(window, now);
        let state = window.at(now);
        let left = state.left(now).unwrap_or(Millis::ZERO);
        let arc = match stage {
            Stage::Shut => None,
            Stage::Soon | Stage::Last => Some((dashes(left, Millis::minutes(1), 60), 60)),
            Stage::Far | Stage::Near => Some((dashes(left, HOUR, 24), 24)),
        };
        let until = match state {
            WindowState::Open { until } => until.0,
            WindowState::NeverOpened | WindowState::Closed { .. } => 0,
        };
        Self { class: stage.ring_class(), arc, until }
    }
}

/// `9.2 24`: the units that are left, to a tenth, and the whole.
fn dashes(left: Millis, unit: Millis, whole: u8) -> String {
    let tenths = left.0.saturating_mul(10) / unit.0;
    format!("{}.{} {whole}", tenths / 10, tenths % 10)
}

/// A face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Face {
    /// 1 to 8.
    pub hue: i64,
    /// The first letter of the name.
    pub initial: String,
    /// `None` for who opted out: a barred sign instead.
    pub ring: Option<Ring>,
}

impl Face {
    /// The face of a contact.
    pub(crate) fn of(contact: ContactId, name: &str, window: &Window, opted_out: bool, now: Timestamp) -> Self {
        Self {
            hue: shell::hue(contact.0),
            initial: text::initial(name.trim_start_matches('+')),
            ring: (!opted_out).then(|| Ring::of(window, now)),
        }
    }
}

/// What is left of free text, in the few words of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub class: &'static str,
    pub text: String,
    /// Whether it counts down.
    pub counts: bool,
}

impl Left {
    /// The words of a window.
    pub(crate) fn of(window: &Window, opted_out: bool, now: Timestamp, l: Locale) -> Self {
        if opted_out {
            return Self { class: "", text: l.t("inbox-opted-out"), counts: false };
        }
        let Some(left) = window.at(now).left(now) else {
            return Self { class: "", text: l.t("inbox-template-only"), counts: false };
        };
        let text = time::left_short(left, l).unwrap_or_else(|| l.t1("time-left-short-hours", "n", left.0 / HOUR.0));
        Self { class: Stage::of(window, now).words_class(), text, counts: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn window(left: Millis) -> Window {
        let margin = Millis::seconds(60);
        Window { last_inbound_at: Some(NOW + left + margin - Millis::hours(24)), refused_at: None, margin }
    }

    #[test]
    fn the_ring_is_a_day_and_then_an_hour() {
        for (left, class, arc) in [
            (Millis::minutes(23 * 60 + 55), "", Some("23.9 24")),
            (Millis::minutes(204), "", Some("3.4 24")),
            (Millis::minutes(61), "", Some("1.0 24")),
            (Millis::minutes(60), "ring-soon", Some("60.0 60")),
            (Millis::minutes(48), "ring-soon", Some("48.0 60")),
            (Millis::seconds(702), "ring-last", Some("11.7 60")),
            (Millis::ZERO, "ring-shut", None),
        ] {
            let ring = Ring::of(&window(left), NOW);
            assert_eq!((ring.class, ring.arc.as_ref().map(|arc| arc.0.as_str())), (class, arc), "{left:?}");
        }
        let never = Window { last_inbound_at: None, refused_at: None, margin: Millis::ZERO };
        assert_eq!(Ring::of(&never, NOW), Ring { class: "ring-shut", arc: None, until: 0 });
    }

    #[test]
    fn words_begin_four_hours_before_the_end() {
        let l = Locale::default();
        let words = |left| {
            let left = Left::of(&window(left), false, NOW, l);
            (left.class, left.text)
        };
        assert_eq!(words(Millis::hours(9)), ("is-far", "9 h left".to_owned()));
        assert_eq!(words(Millis::minutes(200)), ("is-near", "3 h left".to_owned()));
        assert_eq!(words(Millis::minutes(48)), ("is-soon", "48 min left".to_owned()));
        assert_eq!(words(Millis::minutes(12)), ("is-bad", "12 min left".to_owned()));
        assert!(!Left::of(&window(Millis::ZERO), false, NOW, l).counts);
    }

    #[test]
    fn who_opted_out_has_no_ring() {
        let face = Face::of(ContactId(12), "+30 690", &window(Millis::hours(2)), true, NOW);
        assert_eq!((face.hue, face.initial.as_str(), face.ring), (5, "3", None));
    }
}
