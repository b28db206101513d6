//! What the domain answers, as sentences: refusals, problems of fields and rows, rules of templates, error codes.
//!
//! A page and the API say the same, since both ask here. The keys are built from the codes and words of the domain, so
//! that a new one asks for a text and for no line of code.

use fluent_bundle::FluentArgs;

use crate::domain::bot::outline;
use crate::domain::in_use::Use;
use crate::domain::refusal::{FieldProblem, Refusal, RowProblem};
use crate::domain::sandbox::Join;
use crate::domain::template::rules::Violation;
use crate::web::agent::attachments::file_size;
use crate::web::i18n::{Locale, Value as _};

/// So many lines of an outline are told of in one refusal.
const LINES_TOLD: usize = 20;
/// Wrong rows of a table that one sentence names.
const ROWS_TOLD: usize = 5;

impl Locale {
    /// Why something was refused, in a sentence.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::TextTooLong { over, limit } => self.t2("refusal-text-too-long", "over", *over, "limit", *limit),
            Refusal::VariableInvalid { name, problem } => {
                self.t1(format!("refusal-variable-{}", problem.word()), "name", name)
            }
            Refusal::FileTooLarge { limit } => {
                self.t1("refusal-file-too-large", "limit", file_size(i64::try_from(*limit).unwrap_or(i64::MAX), self))
            }
            Refusal::FilesTooMany { limit } => self.t1("refusal-files-too-many", "limit", *limit),
            Refusal::TemplateNotInSandbox => self.t("refusal-template-not-in-sandbox"),
            Refusal::TemplateRules(broken) => broken.first().map_or_else(String::new, |first| self.violation(first)),
            Refusal::Field(problem) => self.problem(problem),
            Refusal::Rows(rows) => {
                let told = rows.iter().take(ROWS_TOLD).map(|row| self.row_problem(row)).collect::<Vec<_>>();
                self.t2("refusal-rows", "n", rows.len(), "rows", told.join(" "))
            }
            Refusal::InUse(reasons) => {
                let told: Vec<String> = reasons.iter().map(|reason| self.in_use(*reason)).collect();
                self.t1("refusal-in-use", "reasons", told.join(" "))
            }
            Refusal::Fields(problems) if problems.iter().all(|problem| problem.field == outline::FIELD) => {
                let told = problems.iter().take(LINES_TOLD).map(|problem| {
                    let line = outline::line_of(problem).unwrap_or(1);
                    format!("{} {}", self.t1("bot-line", "line", line), self.problem(problem))
                });
                told.collect::<Vec<_>>().join(" ")
            }
            Refusal::Fields(problems) => problems.first().map_or_else(String::new, |problem| self.problem(problem)),
            other => self.t(format!("refusal-{}", other.code().replace('_', "-"))),
        }
    }

    /// What leads to something that is to be deleted, in a sentence.
    #[must_use]
    pub fn in_use(self, reason: Use) -> String {
        self.t1(format!("in-use-{}", reason.by.word()), "n", reason.count)
    }

    /// What is wrong with a field, in a sentence.
    #[must_use]
    pub fn problem(self, problem: &FieldProblem) -> String {
        let mut values = FluentArgs::new();
        match problem.limit {
            // The digits of a telephone number are no quantity.
            Some(digits) if problem.problem == "number-blanks" => values.set("limit", digits.to_string()),
            Some(limit) => values.set("limit", limit.fluent()),
            None => {}
        }
        for (name, value) in &problem.args {
            values.set(*name, value.fluent());
        }
        self.text(&format!("field-{}", problem.problem), Some(&values))
    }

    /// A problem that was kept, in a sentence.
    #[must_use]
    pub fn told(self, problem: &str, limit: Option<i64>, args: &[(String, String)]) -> String {
        let mut values = FluentArgs::new();
        if let Some(limit) = limit {
            values.set("limit", limit.fluent());
        }
        for (name, value) in args {
            values.set(name.as_str(), value.fluent());
        }
        self.text(&format!("field-{problem}"), Some(&values))
    }

    /// Which rule of WhatsApp a template breaks, in a sentence.
    #[must_use]
    pub fn violation(self, violation: &Violation) -> String {
        let limit = violation.limit.unwrap_or_default();
        self.t2(format!("template-rule-{}", violation.rule), "limit", limit, "found", &violation.found)
    }

    /// What is wrong with a row of a table, in a sentence.
    #[must_use]
    pub fn row_problem(self, row: &RowProblem) -> String {
        let text = self.problem(&row.problem);
        self.t3("refusal-row", "row", row.row, "column", row.problem.field, "text", text)
    }

    /// What became of a message with this error code: the provider's number or a word of ours.
    #[must_use]
    pub fn code_sentence(self, code: &str) -> String {
        self.t(self.code_key(code))
    }

    /// What to do about this error code.
    #[must_use]
    pub fn code_remedy(self, code: &str) -> String {
        self.t(format!("{}-remedy", self.code_key(code)))
    }

    /// What to do about this error code, with the words to send where somebody is not in the sandbox.
    #[must_use]
    pub fn code_remedy_with(self, code: &str, join: Option<&Join>) -> String {
        match join {
            Some(join) => {
                let number = join.address.display();
                self.t2("sandbox-remedy", "words", join.words(), "number", number)
            }
            None => self.code_remedy(code),
        }
    }

    fn code_key(self, code: &str) -> String {
        let key = format!("code-{}", code.replace('_', "-"));
        if self.has(&key) { key } else { "code-unknown".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::refusal::VariableProblem;

    #[test]
    fn every_refusal_has_a_sentence() {
        let problem = |problem| Refusal::VariableInvalid { name: "1".to_owned(), problem };
        let mut all = vec![
            Refusal::WindowClosed { since: None },
            Refusal::OptedOut,
            Refusal::TextTooLong { over: 23, limit: 1_600 },
            Refusal::TextEmpty,
            Refusal::TemplateNotApproved,
            Refusal::TemplateNotAllowedNow,
            Refusal::TemplateNotInSandbox,
            Refusal::TemplateUnknown,
            Refusal::NotAssignedToYou,
            Refusal::ConversationClosed,
            Refusal::NotNow,
            Refusal::NotAllowed,
            Refusal::NotFound,
            Refusal::NumberInactive,
            Refusal::KeyReused,
            Refusal::LastAdmin,
            Refusal::FileEmpty,
            Refusal::FileType,
            Refusal::FileTooLarge { limit: 5 * 1024 * 1024 },
            Refusal::FilesTooMany { limit: 10 },
            Refusal::FileUnknown,
            Refusal::FilesOff,
            Refusal::FileInfected,
            Refusal::FileUnscannable,
            Refusal::ScannerAway,
            Refusal::Rows(vec![RowProblem { row: 3, problem: FieldProblem::new("title", "missing") }]),
            FieldProblem::new("name", "missing").into(),
            FieldProblem::with_limit("name", "too-long", 80).into(),
        ];
        use VariableProblem::{Blanks, Empty, LineBreak, NotInTemplate, Tab, TooLong};
        all.extend([Empty, TooLong, LineBreak, Tab, Blanks, NotInTemplate].map(problem));
        for refusal in &all {
            for language in Language::ALL {
                let text = Locale(language).refusal(refusal);
                assert!(text.contains(' ') && !text.contains('{'), "{language:?} {}: {text}", refusal.code());
            }
        }
    }

    #[test]
    fn every_rule_of_a_template_has_a_sentence() {
        let source = [
            include_str!("../../domain/template/rules.rs"),
            include_str!("../../domain/template/rules/text.rs"),
            include_str!("../../domain/template/rules/parts.rs"),
        ];
        let quoted = source.iter().flat_map(|text| text.split('"').skip(1).step_by(2));
        let rules: Vec<&str> =
            quoted.filter(|word| Locale(Language::En).has(&format!("template-rule-{word}"))).collect();
        assert!(rules.len() > 40, "{rules:?}");
        for broken in crate::domain::template::rules::check(&Default::default(), Default::default()) {
            for language in Language::ALL {
                assert!(!Locale(language).violation(&broken).contains("template-rule-"), "{broken:?}");
            }
        }
    }

    #[test]
    fn codes_have_sentences_or_the_common_one() {
        let english = Locale(Language::En);
        assert_ne!(english.code_sentence("63016"), english.code_sentence("999999"));
        assert_eq!(english.code_sentence("999999"), english.t("code-unknown"));
        assert_eq!(english.code_remedy("999999"), english.t("code-unknown-remedy"));
    }
}
