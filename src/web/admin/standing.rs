//! “Closed now until …” in words.

use crate::domain::hours::Standing;
use crate::web::shell::Shell;

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
        let l = shell.l;
        let text = match standing {
            Standing::Open { until: None } => l.t("standing-always"),
            Standing::Open { until: Some(until) } => l.t1("standing-open-until", "when", shell.moment(until)),
            Standing::Closed { until: None, .. } => l.t("standing-closed"),
            Standing::Closed { until: Some(until), holiday: None } => {
                l.t1("standing-closed-until", "when", shell.moment(until))
            }
            Standing::Closed { until: Some(until), holiday: Some(name) } => {
                l.t2("standing-holiday-until", "name", name, "when", shell.moment(until))
            }
        };
        Self { text, open: standing.is_open() }
    }
}
