//! Patterns (regular expressions) that an admin writes into a rule.
//!
//! The engine runs in a time that is linear in the text, whatever the pattern, and what it may grow to is limited. So a
//! pattern can be wrong or too heavy, and then it is refused when it is saved; it can never hang an arriving message.

use std::fmt;

use regex::{Regex, RegexBuilder};

use crate::domain::refusal::FieldProblem;

/// The longest pattern, in characters.
pub const PATTERN_CHARS_MAX: usize = 200;
/// What a pattern may grow to, in bytes.
const SIZE_BYTES_MAX: usize = 128 * 1024;
/// How deep groups may stand in each other.
const NEST_MAX: u32 = 16;
/// The longest reason that is told, in characters.
const REASON_CHARS_MAX: usize = 200;

/// A pattern that can be used. Upper and lower case are the same.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(Regex);

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPattern {
    /// There is nothing.
    #[error("a pattern needs at least one character")]
    Empty,
    /// More than [`PATTERN_CHARS_MAX`] characters.
    #[error("a pattern has at most {PATTERN_CHARS_MAX} characters")]
    TooLong,
    /// It does not compile; the engine's own words.
    #[error("the pattern cannot be read: {0}")]
    Broken(String),
    /// It would take too much memory.
    #[error("the pattern is too heavy: repeat less")]
    TooHeavy,
}

impl NoPattern {
    /// As the problem of a field.
    #[must_use]
    pub fn problem(self, field: &'static str) -> FieldProblem {
        match self {
            Self::Empty => FieldProblem::new(field, "missing"),
            Self::TooLong => {
                FieldProblem::with_limit(field, "too-long", i64::try_from(PATTERN_CHARS_MAX).unwrap_or(i64::MAX))
            }
            Self::Broken(reason) => FieldProblem::new(field, "pattern-broken").with("reason", reason),
            Self::TooHeavy => FieldProblem::new(field, "pattern-heavy"),
        }
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`NoPattern`].
    pub fn new(source: &str) -> Result<Self, NoPattern> {
        if source.trim().is_empty() {
            return Err(NoPattern::Empty);
        }
        if source.chars().count() > PATTERN_CHARS_MAX {
            return Err(NoPattern::TooLong);
        }
        let built = RegexBuilder::new(source)
            .case_insensitive(true)
            .size_limit(SIZE_BYTES_MAX)
            .dfa_size_limit(SIZE_BYTES_MAX)
            .nest_limit(NEST_MAX)
            .build();
        built.map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => NoPattern::TooHeavy,
            other => NoPattern::Broken(reason(&other)),
        })
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is found in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// The engine's last line says what is wrong; the ones before show where, for a terminal.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    crate::domain::text::one_line(line.trim_start_matches("error:"), REASON_CHARS_MAX)
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}

impl Eq for Pattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source())
    }
}

impl TryFrom<String> for Pattern {
    type Error = NoPattern;
    fn try_from(source: String) -> Result<Self, NoPattern> {
        Self::new(&source)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.source().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_without_regard_to_case() {
        let pattern = Pattern::new(r"παραγγελία\s+#?\d{4}").unwrap();
        assert!(pattern.is_in("Η ΠΑΡΑΓΓΕΛΊΑ 1234 πού είναι;"));
        assert!(!pattern.is_in("παραγγελία 123"));
    }

    #[test]
    fn wrong_and_heavy_patterns_are_refused() {
        for (source, want) in [
            ("", "missing"),
            ("  ", "missing"),
            ("(", "pattern-broken"),
            ("[z-a]", "pattern-broken"),
            (r"(?<a>x)\1", "pattern-broken"),
            (r"\w{999}", "pattern-heavy"),
            ("((a{100}){100}){100}", "pattern-heavy"),
            ("((((((((((((((((((x))))))))))))))))))", "pattern-broken"),
        ] {
            let problem = Pattern::new(source).map(|_| ()).unwrap_err().problem("when");
            assert_eq!(problem.problem, want, "{source}");
        }
        let long = "x".repeat(PATTERN_CHARS_MAX + 1);
        assert_eq!(Pattern::new(&long).map(|_| ()), Err(NoPattern::TooLong));
        let NoPattern::Broken(reason) = Pattern::new("a(b").map(|_| ()).unwrap_err() else { panic!("not broken") };
        assert!(reason.contains("unclosed") && !reason.contains('\n'), "{reason}");
    }

    #[test]
    fn is_a_text_in_json() {
        let json = "\"^sale-[0-9]+$\"";
        let pattern: Pattern = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&pattern).unwrap(), json);
        assert!(serde_json::from_str::<Pattern>("\"(\"").unwrap_err().to_string().contains("cannot be read"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_pattern_or_none(source in "\\PC{0,60}", text in "\\PC{0,200}") {
            if let Ok(pattern) = Pattern::new(&source) {
                let _found = pattern.is_in(&text);
            }
        }
    }
}
