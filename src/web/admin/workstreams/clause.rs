//! One condition of a rule as fields in a row, and back.

use crate::domain::condition::{Clause, Condition, Known, ReferralTest, TextTest};
use crate::domain::hours::{Day, TimeOfDay, Zone};
use crate::domain::ids::NumberId;
use crate::domain::pattern::Pattern;
use crate::domain::refusal::FieldProblem;

/// The kinds of conditions, in the order of the menu.
pub const KINDS: [&str; 13] = [
    "first_message",
    "contact",
    "phone_prefix",
    "language",
    "tag",
    "number",
    "hours",
    "time",
    "referral",
    "referral_source",
    "headline",
    "variable",
    "profile",
];

const TEXT: &[&str] = &["contains", "contains-not", "equals", "equals-not", "matches", "matches-not"];

/// A row of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One of [`KINDS`].
    pub kind: String,
    /// One of [`hows`].
    pub how: String,
    /// Texts, between them commas or line breaks.
    pub values: String,
    /// The name of a variable.
    pub name: String,
    /// Numbers that are ticked.
    pub numbers: Vec<NumberId>,
    /// Opening hours.
    pub hours: String,
    /// Days that are ticked.
    pub days: Vec<Day>,
    /// From this time.
    pub from: String,
    /// Up to this time.
    pub to: String,
    /// Where.
    pub zone: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The ways to ask, for a kind.
#[must_use]
pub fn hows(kind: &str) -> &'static [&'static str] {
    match kind {
        "first_message" | "headline" | "variable" | "profile" => TEXT,
        "contact" => &["new", "returning"],
        "phone_prefix" => &["begins", "begins-not"],
        "tag" => &["has", "has-not"],
        "hours" => &["open", "closed"],
        "referral" => &["yes", "no"],
        _ => &["is", "is-not"],
    }
}

impl Row {
    /// An empty one.
    #[must_use]
    pub fn new(kind: &str, zone: &str) -> Self {
        let how = hows(kind).first().copied().unwrap_or_default().to_owned();
        let (from, to) = ("09:00".to_owned(), "17:00".to_owned());
        Self { kind: kind.to_owned(), how, zone: zone.to_owned(), from, to, ..Self::default() }
    }

    /// The row of a posted form with this number.
    #[must_use]
    pub fn posted(n: usize, pairs: &[(String, String)]) -> Option<Self> {
        let all = |field: &str| {
            let name = format!("c{n}.{field}");
            pairs.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value.clone())
        };
        let one = |field: &str| all(field).next().unwrap_or_default();
        let kind = one("kind");
        KINDS.contains(&kind.as_str()).then(|| Self {
            how: one("how"),
            values: one("values"),
            name: one("name"),
            numbers: all("number").filter_map(|id| id.parse().ok()).collect(),
            hours: one("hours"),
            days: all("day").filter_map(|day| Day::from_word(&day)).collect(),
            from: one("from"),
            to: one("to"),
            zone: one("zone"),
            error: None,
            kind,
        })
    }

    /// The row of a condition.
    #[must_use]
    pub fn of(clause: &Clause) -> Self {
        let mut row = Self::default();
        row.fill(&clause.is);
        if clause.not {
            row.how = match row.how.as_str() {
                "new" => "returning".to_owned(),
                "returning" => "new".to_owned(),
                "open" => "closed".to_owned(),
                "closed" => "open".to_owned(),
                "yes" => "no".to_owned(),
                other => format!("{other}-not"),
            };
        }
        row
    }

    fn fill(&mut self, condition: &Condition) {
        let (kind, how) = match condition {
            Condition::Number(any) => {
                self.numbers.clone_from(any);
                ("number", "is")
            }
            Condition::PhonePrefix(any) => self.texts("phone_prefix", "begins", any),
            Condition::Language(any) => self.texts("language", "is", any),
            Condition::Tag(any) => self.texts("tag", "has", any),
            Condition::Contact(Known::New) => ("contact", "new"),
            Condition::Contact(Known::Returning) => ("contact", "returning"),
            Condition::FirstMessage(test) => self.test("first_message", test),
            Condition::Referral(ReferralTest::Any) => ("referral", "yes"),
            Condition::Referral(ReferralTest::Source(any)) => self.texts("referral_source", "is", any),
            Condition::Referral(ReferralTest::Headline(test)) => self.test("headline", test),
            Condition::Time { days, from, to, zone } => {
                self.days.clone_from(days);
                (self.from, self.to, self.zone) = (from.to_string(), to.to_string(), zone.name().to_owned());
                ("time", "is")
            }
            Condition::Hours { hours, open } => {
                self.hours = hours.to_string();
                ("hours", if *open { "open" } else { "closed" })
            }
            Condition::Variable { name, is } => {
                self.name.clone_from(name);
                self.test("variable", is)
            }
            Condition::Profile(test) => self.test("profile", test),
        };
        (self.kind, self.how) = (kind.to_owned(), how.to_owned());
    }

    fn texts(&mut self, kind: &'static str, how: &'static str, any: &[String]) -> (&'static str, &'static str) {
        self.values = if any.iter().any(|value| value.contains(',')) {
            any.iter().map(|value| format!("{value}\n")).collect()
        } else {
            any.join(", ")
        };
        (kind, how)
    }

    fn test(&mut self, kind: &'static str, test: &TextTest) -> (&'static str, &'static str) {
        match test {
            TextTest::Contains(any) => self.texts(kind, "contains", any),
            TextTest::Equals(any) => self.texts(kind, "equals", any),
            TextTest::Matches(pattern) => {
                pattern.source().clone_into(&mut self.values);
                (kind, "matches")
            }
        }
    }

    /// The ways to ask that it offers.
    #[must_use]
    pub fn hows(&self) -> &'static [&'static str] {
        hows(&self.kind)
    }

    /// Whether it has a field for texts.
    #[must_use]
    pub fn has_values(&self) -> bool {
        !matches!(self.kind.as_str(), "contact" | "referral" | "number" | "hours" | "time")
    }

    /// Whether a number is ticked.
    #[must_use]
    pub fn ticks(&self, number: &NumberId) -> bool {
        self.numbers.contains(number)
    }

    /// Whether a day is ticked.
    #[must_use]
    pub fn on(&self, day: &Day) -> bool {
        self.days.contains(day)
    }

    fn list(&self) -> Vec<String> {
        let text = self.values.replace('\r', "");
        let between = if text.contains('\n') { '\n' } else { ',' };
        text.split(between).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn asked(&self) -> Result<TextTest, FieldProblem> {
        Ok(match self.how.trim_end_matches("-not") {
            "equals" => TextTest::Equals(self.list()),
            "matches" => {
                let pattern = Pattern::new(self.values.trim());
                TextTest::Matches(pattern.map_err(|error| error.problem("when"))?)
            }
            _ => TextTest::Contains(self.list()),
        })
    }

    /// The condition that is meant.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn clause(&self) -> Result<Clause, FieldProblem> {
        let not = self.how.ends_with("-not") || (self.kind == "referral" && self.how == "no");
        let is = match self.kind.as_str() {
            "number" => Condition::Number(self.numbers.clone()),
            "phone_prefix" => Condition::PhonePrefix(self.list()),
            "language" => Condition::Language(self.list()),
            "tag" => Condition::Tag(self.list()),
            "contact" => Condition::Contact(Known::from_word(&self.how).unwrap_or(Known::New)),
            "referral" => Condition::Referral(ReferralTest::Any),
            "referral_source" => Condition::Referral(ReferralTest::Source(self.list())),
            "headline" => Condition::Referral(ReferralTest::Headline(self.asked()?)),
            "variable" => Condition::Variable { name: self.name.trim().to_owned(), is: self.asked()? },
            "profile" => Condition::Profile(self.asked()?),
            "hours" => Condition::Hours {
                hours: self.hours.parse().map_err(|_| FieldProblem::new("when", "missing"))?,
                open: self.how == "open",
            },
            "time" => {
                let time = |text: &str| TimeOfDay::parse(text).map_err(|_| FieldProblem::new("when", "rule-time"));
                let zone = Zone::parse(&self.zone).ok_or(FieldProblem::new("when", "rule-zone"))?;
                Condition::Time { days: self.days.clone(), from: time(&self.from)?, to: time(&self.to)?, zone }
            }
            _ => Condition::FirstMessage(self.asked()?),
        };
        Ok(Clause { is, not })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_conditions_are_the_same() {
        for json in [
            r#"{"is":{"number":["3","7"]},"not":true}"#,
            r#"{"is":{"phone_prefix":["+44","+30"]}}"#,
            r#"{"is":{"language":["el","en"]},"not":true}"#,
            r#"{"is":{"tag":["vip"]},"not":true}"#,
            r#"{"is":{"contact":"new"}}"#,
            r#"{"is":{"first_message":{"contains":["a, b"]}}}"#,
            r#"{"is":{"first_message":{"equals":["a","b"]}},"not":true}"#,
            r#"{"is":{"profile":{"matches":"^a, b$"}},"not":true}"#,
            r#"{"is":{"referral":"any"},"not":true}"#,
            r#"{"is":{"referral":{"source":["ad"]}}}"#,
            r#"{"is":{"referral":{"headline":{"contains":["x"]}}}}"#,
            r#"{"is":{"time":{"days":["monday"],"from":"09:00","to":"24:00","zone":"Europe/Athens"}},"not":true}"#,
            r#"{"is":{"hours":{"hours":"3","open":false}}}"#,
            r#"{"is":{"variable":{"name":"order_id","is":{"equals":["1"]}}}}"#,
        ] {
            let clause: Clause = serde_json::from_str(json).unwrap();
            let row = Row::of(&clause);
            assert!(row.hows().contains(&row.how.as_str()), "{json}: {}", row.how);
            assert!(KINDS.contains(&row.kind.as_str()), "{json}");
            assert_eq!(row.clause(), Ok(clause), "{json}");
        }
        let returning: Clause = serde_json::from_str(r#"{"is":{"contact":"new"},"not":true}"#).unwrap();
        assert_eq!(Row::of(&returning).how, "returning", "the same without “not”");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let problem = |row: Row| row.clause().unwrap_err().problem;
        let row = |kind: &str| Row::new(kind, "Europe/Athens");
        assert_eq!(
            problem(Row { how: "matches".to_owned(), values: "(".to_owned(), ..row("profile") }),
            "pattern-broken"
        );
        assert_eq!(problem(Row { from: "25:00".to_owned(), ..row("time") }), "rule-time");
        assert_eq!(problem(Row { zone: "Mars".to_owned(), ..row("time") }), "rule-zone");
        assert_eq!(problem(row("hours")), "missing");
    }
}
