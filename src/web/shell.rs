//! What is around every page: rail, settings list, demo bar, flash, the looks that the user chose.

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

/// Which part of the program a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// The inbox.
    Inbox,
    /// The board.
    Board,
    /// The contacts.
    Contacts,
    /// The settings, and which of them.
    Settings(Section),
    /// The user's own page.
    Profile,
    /// None: sign-in, errors.
    None,
}

/// The entries of the settings list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is still to be done.
    FirstSteps,
    /// Accounts and their numbers.
    Accounts,
    /// Templates.
    Templates,
    /// Quick replies, which everybody has.
    QuickReplies,
    /// Broadcasts, which supervisors have.
    Broadcasts,
    /// What contacts said, likewise.
    Surveys,
    /// Workstreams and their rules.
    Workstreams,
    /// Queues.
    Queues,
    /// Opening hours.
    Hours,
    /// Skills.
    Skills,
    /// Presences.
    Presences,
    /// Own fields of contacts.
    ContactFields,
    /// Users.
    Users,
    /// API tokens.
    Tokens,
    /// Outgoing webhooks.
    Webhooks,
    /// The audit log.
    Audit,
}

/// An entry of the settings list: its address, the key of its name, whether it is shown now.
pub type Entry = (&'static str, &'static str, bool);

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

/// A part of what is around every page. A template that a page extends is compiled once more for each page; these
/// parts are compiled once, and the pages' own code is a third of what it was.
#[derive(askama::Template)]
#[template(path = "_frame.html")]
pub struct Frame<'a> {
    shell: &'a Shell,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Opening,
    Head,
    PlainHead,
    Above,
    PlainAbove,
    Side,
    Crumb,
    Notices,
    Below,
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

    const fn part(&self, part: Part) -> Frame<'_> {
        Frame { shell: self, part }
    }

    /// The first line and the document's looks.
    #[must_use]
    pub const fn opening(&self) -> Frame<'_> {
        self.part(Part::Opening)
    }

    /// Stylesheets and scripts of every page with a rail.
    #[must_use]
    pub const fn head(&self) -> Frame<'_> {
        self.part(Part::Head)
    }

    /// Those of a page without.
    #[must_use]
    pub const fn plain_head(&self) -> Frame<'_> {
        self.part(Part::PlainHead)
    }

    /// Banners and rail.
    #[must_use]
    pub const fn above(&self) -> Frame<'_> {
        self.part(Part::Above)
    }

    /// What stands above a page without a rail.
    #[must_use]
    pub const fn plain_above(&self) -> Frame<'_> {
        self.part(Part::PlainAbove)
    }

    /// The list of settings.
    #[must_use]
    pub const fn side(&self) -> Frame<'_> {
        self.part(Part::Side)
    }

    /// The way back to it on a phone.
    #[must_use]
    pub const fn crumb(&self) -> Frame<'_> {
        self.part(Part::Crumb)
    }

    /// What a page of the settings says once, and about the way here.
    #[must_use]
    pub const fn notices(&self) -> Frame<'_> {
        self.part(Part::Notices)
    }

    /// Offers, the list of keys, and what screen readers are told.
    #[must_use]
    pub const fn below(&self) -> Frame<'_> {
        self.part(Part::Below)
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

    /// Whether the inbox is shown.
    #[must_use]
    pub fn in_inbox(&self) -> bool {
        self.nav == Nav::Inbox
    }

    /// Whether the board is shown.
    #[must_use]
    pub fn in_board(&self) -> bool {
        self.nav == Nav::Board
    }

    /// Whether contacts are shown.
    #[must_use]
    pub fn in_contacts(&self) -> bool {
        self.nav == Nav::Contacts
    }

    /// Whether a page of the settings is shown.
    #[must_use]
    pub const fn in_settings(&self) -> bool {
        matches!(self.nav, Nav::Settings(_))
    }

    /// Whether the settings are this user's to change.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.viewer.as_ref().is_some_and(|person| person.role >= Role::Admin)
    }

    /// Whether the user may write to many at once.
    #[must_use]
    pub fn may_broadcast(&self) -> bool {
        self.viewer.as_ref().is_some_and(|person| person.role >= Role::Supervisor)
    }

    /// The settings list: the key of each group's name, and its entries.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, Vec<Entry>)> {
        let here = |section| self.nav == Nav::Settings(section);
        let home = if self.steps_left > 0 { "settings-first-steps" } else { "settings-overview" };
        vec![
            (
                "settings-start",
                vec![
                    ("/admin", home, here(Section::FirstSteps)),
                    ("/admin/accounts", "settings-accounts", here(Section::Accounts)),
                ],
            ),
            (
                "settings-messages",
                vec![
                    ("/admin/templates", "settings-templates", here(Section::Templates)),
                    ("/quick-replies", "settings-quick-replies", here(Section::QuickReplies)),
                    ("/broadcasts", "settings-broadcasts", here(Section::Broadcasts)),
                    ("/surveys", "settings-surveys", here(Section::Surveys)),
                ],
            ),
            (
                "settings-distribution",
                vec![
                    ("/admin/workstreams", "settings-workstreams", here(Section::Workstreams)),
                    ("/admin/queues", "settings-queues", here(Section::Queues)),
                    ("/admin/hours", "settings-hours", here(Section::Hours)),
                    ("/admin/skills", "settings-skills", here(Section::Skills)),
                    ("/admin/presences", "settings-presences", here(Section::Presences)),
                ],
            ),
            (
                "settings-people",
                vec![
                    ("/admin/users", "settings-users", here(Section::Users)),
                    ("/admin/contact-fields", "settings-contact-fields", here(Section::ContactFields)),
                ],
            ),
            (
                "settings-system",
                vec![
                    ("/admin/tokens", "settings-tokens", here(Section::Tokens)),
                    ("/admin/webhooks", "settings-webhooks", here(Section::Webhooks)),
                    ("/admin/audit", "settings-audit", here(Section::Audit)),
                ],
            ),
        ]
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
