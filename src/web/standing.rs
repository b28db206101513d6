//! “Closed now until …” in words, wherever a page names opening hours.

use jiff::tz::TimeZone;

use crate::domain::hours::Standing;
use crate::domain::time::Timestamp;
use crate::web::i18n::Locale;
use crate::web::shell::Shell;
use crate::web::time;

/// Whether something is open, as pages say it.
pub struct StandingView {
    /// The sentence.
    pub text: String,
    /// Whether it is open.
    pub open: bool,
}

impl StandingView {
    /// In the reader's language and time zone.
    #[must_use]
    pub fn of(standing: &Standing, shell: &Shell) -> Self {
        Self::at(standing, shell.l, &shell.tz, shell.now)
    }

    /// The same where no page is at hand yet.
    #[must_use]
    pub fn at(standing: &Standing, l: Locale, tz: &TimeZone, now: Timestamp) -> Self {
        let when = |until: Timestamp| time::moment(until, now, tz, l);
        let text = match standing {
            Standing::Open { until: None } => l.t("standing-always"),
            Standing::Open { until: Some(until) } => l.t1("standing-open-until", "when", when(*until)),
            Standing::Closed { until: None, .. } => l.t("standing-closed"),
            Standing::Closed { until: Some(until), holiday: None } => {
                l.t1("standing-closed-until", "when", when(*until))
            }
            Standing::Closed { until: Some(until), holiday: Some(name) } => {
                l.t2("standing-holiday-until", "name", name, "when", when(*until))
            }
        };
        Self { text, open: standing.is_open() }
    }
}
