//! Texts for people, in their language: Fluent files inside the binary.
//!
//! A key without a text shows as itself, and a test finds it before anybody sees it. Numbers get the
//! separators of the language; a year or a code is passed as text so that it gets none.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::domain::bot::outline;
use crate::domain::in_use::Use;
use crate::domain::language::Language;
use crate::domain::refusal::{FieldProblem, Refusal, RowProblem};
use crate::domain::sandbox::Join;
use crate::domain::template::rules::Violation;
use crate::web::agent::attachments::file_size;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

/// So many lines of an outline are told of in one refusal.
const LINES_TOLD: usize = 20;
/// Wrong rows of a table that one sentence names.
const ROWS_TOLD: usize = 5;

type Bundle = FluentBundle<FluentResource>;

/// The language that a page is written in; cheap to copy into every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale(pub Language);

/// What may stand for a variable of a text. References too: templates pass their fields so.
pub trait Value<'a> {
    /// As Fluent takes it.
    fn fluent(self) -> FluentValue<'a>;
}

macro_rules! texts {
    ($($kind:ty),+) => {$(impl<'a> Value<'a> for $kind {
        fn fluent(self) -> FluentValue<'a> {
            FluentValue::String(Cow::Borrowed(self))
        }
    })+};
}
texts!(&'a str, &'a &'a str, &'a String, &'a &'a String);

impl<'a> Value<'a> for String {
    fn fluent(self) -> FluentValue<'a> {
        FluentValue::String(Cow::Owned(self))
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl<'a> Value<'a> for $kind {
            fn fluent(self) -> FluentValue<'a> {
                FluentValue::from(self)
            }
        }
        impl<'a> Value<'a> for &'a $kind {
            fn fluent(self) -> FluentValue<'a> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(i64, i32, u32, u64, usize, f64);

impl Locale {
    /// For `<html lang>`.
    #[must_use]
    pub const fn lang(self) -> &'static str {
        self.0.code()
    }

    /// The text of a key.
    #[must_use]
    pub fn t(self, key: impl AsRef<str>) -> String {
        self.text(key.as_ref(), None)
    }

    /// The text of a key with one variable.
    #[must_use]
    pub fn t1<'a>(self, key: impl AsRef<str>, name: &str, value: impl Value<'a>) -> String {
        let mut values = FluentArgs::new();
        values.set(name.to_owned(), value.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with two variables.
    #[must_use]
    pub fn t2<'a>(self, key: impl AsRef<str>, a: &str, va: impl Value<'a>, b: &str, vb: impl Value<'a>) -> String {
        let mut values = FluentArgs::new();
        values.set(a.to_owned(), va.fluent());
        values.set(b.to_owned(), vb.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with three variables.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "three pairs, spelled out for the templates")]
    pub fn t3<'a>(
        self,
        key: impl AsRef<str>,
        a: &str,
        va: impl Value<'a>,
        b: &str,
        vb: impl Value<'a>,
        c: &str,
        vc: impl Value<'a>,
    ) -> String {
        let mut values = FluentArgs::new();
        values.set(a.to_owned(), va.fluent());
        values.set(b.to_owned(), vb.fluent());
        values.set(c.to_owned(), vc.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with variables by name.
    #[must_use]
    pub fn filled(self, key: &str, values: &std::collections::BTreeMap<String, String>) -> String {
        let mut filled = FluentArgs::new();
        for (name, value) in values {
            filled.set(name.clone(), value.as_str().fluent());
        }
        self.text(key, Some(&filled))
    }

    /// Whether there is a text for the key.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        bundle(self.0).has_message(key)
    }

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

    fn text(self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        let bundle = bundle(self.0);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, language = self.lang(), "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, values, &mut errors).into_owned();
        for error in errors {
            tracing::warn!(key, language = self.lang(), %error, "a text could not be filled in");
        }
        text
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    static GREEK: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::En => ENGLISH.get_or_init(|| load(language, |value, _| grouped(value, ','))),
        Language::El => GREEK.get_or_init(|| load(language, |value, _| grouped(value, '.'))),
    }
}

fn load(language: Language, format: fn(&FluentValue, &IntlLangMemoizer) -> Option<String>) -> Bundle {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Pages are left to right and put names into elements of their own.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(format));
    let folder = format!("{}/", language.code());
    for path in Files::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Files::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, errors)| {
            tracing::error!(%path, ?errors, "a language file has faults");
            readable
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a language file repeats keys");
        }
    }
    bundle
}

/// Whole numbers from 1000 up with the separator of thousands.
fn grouped(value: &FluentValue, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return (separator == '.').then(|| text.replace('.', ","));
    }
    let mut grouped = if text.starts_with('-') { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// The first language of an `Accept-Language` header that we speak.
#[must_use]
pub fn accepted(header: Option<&str>) -> Locale {
    let mut wanted: Vec<(u32, Language)> = header
        .unwrap_or_default()
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.split(';');
            let language = Language::parse(pieces.next()?)?;
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1_000, thousandths);
            Some((weight, language))
        })
        .collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Locale(wanted.first().map_or_else(Language::default, |(_, language)| *language))
}

/// `0.8` as 800; nonsense as 0.
fn thousandths(text: &str) -> u32 {
    match text.trim().split_once('.') {
        None => text.trim().parse::<u32>().unwrap_or(0).saturating_mul(1_000),
        Some((whole, part)) => {
            let part: String = part.chars().chain("000".chars()).take(3).collect();
            whole.parse::<u32>().unwrap_or(0).saturating_mul(1_000).saturating_add(part.parse().unwrap_or(0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            include_str!("../domain/template/rules.rs"),
            include_str!("../domain/template/rules/text.rs"),
            include_str!("../domain/template/rules/parts.rs"),
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
    fn numbers_are_grouped_and_counted() {
        let (english, greek) = (Locale(Language::En), Locale(Language::El));
        let long = Refusal::TextTooLong { over: 1, limit: 1_600 };
        assert!(english.refusal(&long).contains("1,600"), "{}", english.refusal(&long));
        assert!(greek.refusal(&long).contains("1.600"), "{}", greek.refusal(&long));
        assert_eq!(english.t("no-such-key"), "no-such-key");
    }

    #[test]
    fn the_browser_chooses_until_the_user_does() {
        for (header, want) in [
            (None, Language::En),
            (Some("de"), Language::En),
            (Some("el-GR,el;q=0.9,en;q=0.8"), Language::El),
            (Some("en;q=0.5, el;q=0.7"), Language::El),
            (Some("fr;q=x,,;"), Language::En),
        ] {
            assert_eq!(accepted(header).0, want, "{header:?}");
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
