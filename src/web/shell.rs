//! What is around every page: the field `shell` of every page struct, filled once from who asks.
//!
//! Where a page belongs, and the entries of rail and settings list, are in [`nav`]; the parts that are compiled once for all
//! pages are in [`frame`].

mod frame;
mod nav;

use crate::domain::ids::{AccountId, OutgoingWebhookId};
use crate::domain::preferences::Alerts;
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::{Density, Role, SendKey, Theme};
use crate::web::demo::DemoBar;
use crate::web::desk::DeskView;
use crate::web::guards::{Viewer, Visitor};
use crate::web::i18n::Locale;
use crate::web::origin::Origin;
use crate::web::{assets, time};

pub use frame::Frame;
pub use nav::{Entry, Nav, Section};

/// A sentence that is shown once.
#[derive(Clone, Debug)]
pub struct Flash {
    /// The sentence.
    pub text: String,
    /// Whether it says that something was refused.
    pub bad: bool,
}

impl Flash {
    /// The sentence of a key; only keys that are meant for this, for anybody could set a cookie.
    #[must_use]
    pub fn from_key(key: &str, l: Locale) -> Option<Self> {
        let bad = key.starts_with("refusal-");
        ((bad || key.starts_with("flash-")) && l.has(key)).then(|| Self { text: l.t(key), bad })
    }
}

/// The user, as far as the frame shows it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Its first letter.
    pub initial: String,
    /// The hue of the face, 1 to 8.
    pub hue: i64,
    /// The role.
    pub role: Role,
}

/// The field `shell` of every page struct.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The language.
    pub l: Locale,
    /// The signed-in user.
    pub viewer: Option<Person>,
    /// What every form carries.
    pub csrf: String,
    /// Where we are.
    pub nav: Nav,
    /// What is shown once.
    pub flash: Option<Flash>,
    /// How many conversations wait for this user.
    pub unread: i64,
    /// How many planned messages of this user did not leave.
    pub unsent: i64,
    /// For admins: an account whose credentials the provider refuses.
    pub alarm: Option<(AccountId, String)>,
    /// For admins: a webhook that we switched off.
    pub paused_webhook: Option<(OutgoingWebhookId, String)>,
    /// For admins: the disk is nearly full; whether so much that no files are fetched.
    pub disk: Option<bool>,
    /// For admins: how many first steps are left.
    pub steps_left: usize,
    /// What is offered and where the user stands.
    pub(super) desk: Option<DeskView>,
    /// The bar of a demo.
    pub demo: Option<DemoBar>,
    /// Whether the clock is shifted.
    pub shifted: bool,
    /// What an admin should know about the way here.
    pub origin: Option<Origin>,
    /// The look.
    pub theme: Theme,
    /// The height of rows.
    pub density: Density,
    /// The key that sends.
    pub send_key: SendKey,
    /// Whether single keys work.
    pub single_keys: bool,
    /// Where the inbox begins.
    pub home: String,
    /// What rings for the user, as the scripts read it.
    pub alerts: String,
    /// The time zone.
    pub tz: jiff::tz::TimeZone,
    /// When the page was asked for.
    pub now: Timestamp,
}

impl Shell {
    pub(crate) fn of(visitor: &Visitor, viewer: Option<&Viewer>, nav: Nav) -> Self {
        Self {
            l: visitor.locale,
            viewer: viewer.map(|viewer| Person {
                name: viewer.name.clone(),
                initial: text::initial(&viewer.name),
                hue: hue(viewer.user.0),
                role: viewer.role,
            }),
            csrf: visitor.csrf.clone(),
            nav,
            flash: visitor.flash.clone(),
            unread: viewer.map_or(0, |viewer| viewer.waiting),
            unsent: viewer.map_or(0, |viewer| viewer.unsent),
            alarm: viewer.and_then(|viewer| viewer.alarm.clone()),
            paused_webhook: viewer.and_then(|viewer| viewer.paused_webhook.clone()),
            disk: viewer.and_then(|viewer| viewer.disk),
            steps_left: viewer.map_or(0, |viewer| viewer.steps_left),
            desk: viewer.and_then(DeskView::of),
            demo: visitor.demo.clone(),
            shifted: visitor.shifted,
            origin: visitor.origin.clone(),
            theme: viewer.map_or(Theme::System, |viewer| viewer.theme),
            density: viewer.map_or(Density::Comfortable, |viewer| viewer.density),
            send_key: viewer.map_or(SendKey::Enter, |viewer| viewer.send_key),
            single_keys: viewer.is_none_or(|viewer| viewer.single_keys),
            home: viewer.map_or_else(|| "/inbox".to_owned(), |viewer| viewer.preferences.home()),
            alerts: viewer.map(|viewer| &viewer.preferences.alerts).map(alerts).unwrap_or_default(),
            tz: visitor.tz.clone(),
            now: visitor.now,
        }
    }

    /// The name of the time zone, for scripts that tell the time.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }

    /// The address of a stylesheet or script, with its hash.
    #[must_use]
    pub fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    /// Whether something stands above everything.
    #[must_use]
    pub const fn has_top(&self) -> bool {
        let asks = self.alarm.is_some() || self.paused_webhook.is_some() || self.disk.is_some() || self.unsent > 0;
        asks || self.demo.is_some() || self.shifted
    }

    /// `Thu 26 Nov, 14:32`.
    #[must_use]
    pub fn full_time(&self, at: &Timestamp) -> String {
        time::full(*at, &self.tz, self.l)
    }

    /// `14:32`.
    #[must_use]
    pub fn clock_time(&self, at: &Timestamp) -> String {
        time::clock_time(*at, &self.tz, self.l)
    }

    /// `14:32`, `yesterday 14:32`, `Tue 18:40`, `26 Nov`.
    #[must_use]
    pub fn moment(&self, at: &Timestamp) -> String {
        time::moment(*at, self.now, &self.tz, self.l)
    }

    /// `4 min ago`.
    #[must_use]
    pub fn ago(&self, at: &Timestamp) -> String {
        time::ago(*at, self.now, self.l)
    }
}

fn alerts(alerts: &Alerts) -> String {
    serde_json::to_string(alerts).unwrap_or_default()
}

/// The hue of a face, 1 to 8, by id.
#[must_use]
pub fn hue(id: i64) -> i64 {
    id.rem_euclid(8) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sentences_for_this_are_shown_once() {
        let l = Locale::default();
        assert!(Flash::from_key("flash-saved", l).is_some_and(|flash| !flash.bad));
        assert!(Flash::from_key("refusal-not-now", l).is_some_and(|flash| flash.bad));
        assert!(Flash::from_key("sign-in-title", l).is_none());
        assert!(Flash::from_key("flash-<script>", l).is_none());
    }
}
