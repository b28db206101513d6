//! What the provider said of an account, as sentences with a tick or a cross before each.

use crate::domain::address::Address;
use crate::domain::report::{Report, Standing};
use crate::store::account::Account;
use crate::store::number::Number;
use crate::web::i18n::Locale;

/// How a sentence is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// Worth knowing.
    Note,
}

/// One sentence.
pub struct Line {
    /// Its mark.
    pub mark: Mark,
    /// Its text.
    pub text: String,
}

impl Line {
    /// The icon of its mark.
    #[must_use]
    pub const fn icon(&self) -> &'static str {
        match self.mark {
            Mark::Good => "tick",
            Mark::Bad => "warn",
            Mark::Note => "pulse",
        }
    }

    /// The class of its mark.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self.mark {
            Mark::Good => "is-ok",
            Mark::Bad => "is-bad",
            Mark::Note => "",
        }
    }

    /// The word for it, for whoever does not see the icon.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.mark {
            Mark::Good => "report-good",
            Mark::Bad => "report-bad",
            Mark::Note => "report-note",
        }
    }
}

/// The report that is kept with an account, if it was ever checked.
#[must_use]
pub fn kept(account: &Account) -> Option<Report> {
    account.check_report.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

/// All sentences, in the order of the questions. `ours` are the numbers of the account here.
#[must_use]
pub fn lines(report: &Report, ours: &[Number], l: Locale) -> Vec<Line> {
    let yes_no = |answer: bool, key: &str| Line {
        mark: if answer { Mark::Good } else { Mark::Bad },
        text: l.t(format!("report-{key}-{}", if answer { "yes" } else { "no" })),
    };
    let mut lines = vec![yes_no(report.reachable, "reachable")];
    lines.extend(report.credentials.map(|right| {
        // While a token is rotated the old one may be gone already.
        let key = if report.second_token == Some(true) { "old-token" } else { "credentials" };
        yes_no(right, key)
    }));
    lines.extend(report.second_token.map(|right| yes_no(right, "second-token")));
    lines.extend(report.api_key.map(|right| yes_no(right, "api-key")));
    lines.extend(report.standing().map(|standing| Line {
        mark: if standing == Standing::Active { Mark::Good } else { Mark::Bad },
        text: l.t(format!("report-standing-{}", standing.word())),
    }));
    lines.extend(report.trial.map(|trial| Line {
        mark: if trial { Mark::Note } else { Mark::Good },
        text: l.t(if trial { "report-trial" } else { "report-full" }),
    }));
    let note = |text: String| Line { mark: Mark::Note, text };
    lines.extend(report.friendly_name.as_ref().map(|name| note(l.t1("report-name", "name", name))));
    lines.extend(report.parent.as_ref().map(|parent| note(l.t1("report-parent", "sid", parent))));
    lines.extend(numbers(report, ours, l));
    lines
}

fn numbers(report: &Report, ours: &[Number], l: Locale) -> Vec<Line> {
    let Some(seen) = &report.numbers else {
        let asked = report.credentials == Some(true) || report.second_token == Some(true);
        let unread = Line { mark: Mark::Bad, text: l.t("report-numbers-unread") };
        return if asked { vec![unread] } else { Vec::new() };
    };
    let own: Vec<&Number> = ours.iter().filter(|number| !number.sandbox).collect();
    let mut lines = Vec::new();
    if seen.is_empty() {
        let mark = if own.is_empty() { Mark::Note } else { Mark::Bad };
        lines.push(Line { mark, text: l.t("report-numbers-none") });
    } else {
        let shown =
            |address: &String| Address::parse(address).map_or_else(|_| address.clone(), |known| known.display());
        let all = seen.iter().map(shown).collect::<Vec<_>>().join(", ");
        lines.push(Line { mark: Mark::Good, text: l.t2("report-numbers", "n", seen.len(), "numbers", all) });
    }
    let missing = own.into_iter().filter(|number| seen.iter().all(|address| address != number.address.as_str()));
    lines.extend(missing.map(|number| Line {
        mark: Mark::Bad,
        text: l.t2("report-number-missing", "name", &number.name, "number", number.address.display()),
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn every_answer_is_a_sentence_in_both_languages() {
        for l in Language::ALL.map(Locale) {
            for answer in [true, false] {
                for standing in Standing::ALL {
                    let report = Report {
                        reachable: answer,
                        credentials: Some(answer),
                        second_token: Some(answer),
                        api_key: Some(answer),
                        standing: Some(standing.word().to_owned()),
                        trial: Some(answer),
                        friendly_name: Some("Shop".to_owned()),
                        parent: Some("AC1".to_owned()),
                        numbers: answer.then(|| vec!["whatsapp:+302810000014".to_owned()]),
                    };
                    let lines = lines(&report, &[], l);
                    assert_eq!(lines.len(), if answer { 9 } else { 8 });
                    for line in lines {
                        assert!(!line.text.starts_with("report-") && line.text.contains(' '), "{}", line.text);
                        assert!(l.has(line.word()));
                    }
                }
            }
        }
        assert_eq!(lines(&Report::default(), &[], Locale(Language::En)).len(), 1);
    }
}
