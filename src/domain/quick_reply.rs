//! Quick replies: prepared free texts for use inside the window. What one may be, and how they are found.

use std::collections::BTreeSet;

use crate::domain::compose::TEXT_UNITS_MAX;
use crate::domain::ids::WorkstreamId;
use crate::domain::language;
use crate::domain::placeholder;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 80;
/// The most tags of one.
pub const TAGS_MAX: usize = 10;
/// The longest tag, in characters.
pub const TAG_CHARS_MAX: usize = 30;
/// The most that everybody shares.
pub const SHARED_MAX: i64 = 2_000;
/// The most that one person has.
pub const PERSONAL_MAX: i64 = 500;

/// One as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What it is called.
    pub title: String,
    /// What it says, with placeholders.
    pub text: String,
    /// BCP 47; empty: any.
    pub language: String,
    /// What else it is found by.
    pub tags: Vec<String>,
    /// The workstreams that it is meant for; none: all.
    pub workstreams: Vec<WorkstreamId>,
}

/// One that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is called.
    pub title: String,
    /// What it says, with placeholders that we know.
    pub text: String,
    /// BCP 47; `None`: any.
    pub language: Option<String>,
    /// What else it is found by.
    pub tags: Vec<String>,
    /// The workstreams that it is meant for, each once, in order; none: all.
    pub workstreams: Vec<WorkstreamId>,
}

impl Checked {
    /// Of two with the same key there is only one: the title as it is compared.
    #[must_use]
    pub fn key(&self) -> String {
        text::folded(&self.title)
    }
}

/// Checks everything at once.
///
/// # Errors
/// All fields that are wrong.
pub fn check(typed: &Typed) -> Result<Checked, Vec<FieldProblem>> {
    let (title, body) = (checked_title(&typed.title), checked_text(&typed.text));
    let (language, tags) = (language::tag(&typed.language), checked_tags(&typed.tags));
    match (title, body, language, tags) {
        (Ok(title), Ok(text), Ok(language), Ok(tags)) => {
            let workstreams: BTreeSet<WorkstreamId> = typed.workstreams.iter().copied().collect();
            Ok(Checked { title, text, language, tags, workstreams: workstreams.into_iter().collect() })
        }
        (title, body, language, tags) => {
            Err([title.err(), body.err(), language.err(), tags.err()].into_iter().flatten().collect())
        }
    }
}

fn too_long(field: &'static str, max: usize) -> FieldProblem {
    FieldProblem::with_limit(field, "too-long", i64::try_from(max).unwrap_or(i64::MAX))
}

fn checked_title(title: &str) -> Result<String, FieldProblem> {
    let title = text::one_line(title, usize::MAX);
    match title.chars().count() {
        0 => Err(FieldProblem::new("title", "missing")),
        n if n > TITLE_CHARS_MAX => Err(too_long("title", TITLE_CHARS_MAX)),
        _ => Ok(title),
    }
}

fn checked_text(typed: &str) -> Result<String, FieldProblem> {
    let body = text::clean(typed, usize::MAX).trim().to_owned();
    if body.is_empty() {
        return Err(FieldProblem::new("text", "missing"));
    }
    if text::utf16_units(&body) > TEXT_UNITS_MAX {
        return Err(too_long("text", TEXT_UNITS_MAX));
    }
    match placeholder::parse(&body) {
        Ok(_) => Ok(body),
        Err(error) => Err(error.problem("text")),
    }
}

/// Tags as one text, as forms and CSV give them: with commas between them.
#[must_use]
pub fn split_tags(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

fn checked_tags(typed: &[String]) -> Result<Vec<String>, FieldProblem> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed {
        let tag = text::one_line(tag, usize::MAX).trim_start_matches('#').to_lowercase();
        if tag.contains(',') {
            return Err(FieldProblem::new("tags", "tag-comma"));
        }
        if tag.chars().count() > TAG_CHARS_MAX {
            return Err(too_long("tags", TAG_CHARS_MAX));
        }
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_MAX {
        return Err(FieldProblem::with_limit("tags", "too-many", i64::try_from(TAGS_MAX).unwrap_or(i64::MAX)));
    }
    Ok(tags)
}

/// What is searched for: folded words, all of which must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<String>);

impl Query {
    /// The words of a text. A `#` before one is the sign of a tag and means nothing more.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = text::folded(text);
        Self(words.split_whitespace().map(|word| word.trim_start_matches('#').to_owned()).collect())
    }

    /// How well one fits, lower is better; `None` if it does not. The best fit is at the beginning of the title,
    /// then a word of the title, then a tag, then anything in the text. The worst of its words decides.
    #[must_use]
    pub fn rank(&self, title: &str, tags: &[String], body: &str) -> Option<u8> {
        let (title, body) = (text::folded(title), text::folded(body));
        let rank = |word: &String| {
            let begins =
                |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word.as_str()));
            match () {
                () if title.starts_with(word.as_str()) => Some(0),
                () if begins(&title) => Some(1),
                () if tags.iter().any(|tag| text::folded(tag).starts_with(word.as_str())) => Some(2),
                () if title.contains(word.as_str()) => Some(3),
                () if body.contains(word.as_str()) => Some(4),
                () => None,
            }
        };
        self.0.iter().map(rank).try_fold(0, |worst, rank| rank.map(|rank: u8| rank.max(worst)))
    }
}

/// Which of two fits the conversation better by its language, lower is better: the contact's, one for any, the
/// number's, another one.
#[must_use]
pub fn language_rank(of: Option<&str>, contact: Option<&str>, number: &str) -> u8 {
    let same = |a: &str, b: &str| language::primary(a) == language::primary(b);
    match (of, contact) {
        (Some(of), Some(contact)) if same(of, contact) => 0,
        (Some(of), None) if same(of, number) => 0,
        (None, _) => 1,
        (Some(of), Some(_)) if same(of, number) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(title: &str, text: &str) -> Typed {
        Typed { title: title.to_owned(), text: text.to_owned(), ..Typed::default() }
    }

    #[test]
    fn what_can_be_kept_is_made_neat() {
        let typed = Typed {
            title: "  Opening \n hours ".to_owned(),
            text: " {{contact.first_name|Hello}}, 9 to 5.\r\n".to_owned(),
            language: " el ".to_owned(),
            tags: split_tags("#Hours, shop,, hours"),
            workstreams: vec![WorkstreamId(2), WorkstreamId(1), WorkstreamId(2)],
        };
        let want = Checked {
            title: "Opening hours".to_owned(),
            text: "{{contact.first_name|Hello}}, 9 to 5.".to_owned(),
            language: Some("el".to_owned()),
            tags: vec!["hours".to_owned(), "shop".to_owned()],
            workstreams: vec![WorkstreamId(1), WorkstreamId(2)],
        };
        assert_eq!(check(&typed), Ok(want.clone()));
        assert_eq!(want.key(), "opening hours");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let wrong = Typed { language: "Greek".to_owned(), tags: vec!["a,b".to_owned()], ..typed(" ", "{{nope}}") };
        let problems = check(&wrong).unwrap_err();
        let told: Vec<_> = problems.iter().map(|problem| (problem.field, problem.problem)).collect();
        assert_eq!(
            told,
            [("title", "missing"), ("text", "placeholder-unknown"), ("language", "language"), ("tags", "tag-comma")]
        );
        for (typed, field, problem) in [
            (typed(&"x".repeat(81), "x"), "title", "too-long"),
            (typed("x", &"😀".repeat(801)), "text", "too-long"),
            (typed("x", " \n "), "text", "missing"),
            (typed("x", "{{contact.nam}}"), "text", "placeholder-near"),
            (Typed { tags: vec!["x".repeat(31)], ..typed("x", "x") }, "tags", "too-long"),
            (Typed { tags: (0..11).map(|n| n.to_string()).collect(), ..typed("x", "x") }, "tags", "too-many"),
        ] {
            let problems = check(&typed).unwrap_err();
            assert_eq!((problems[0].field, problems[0].problem, problems.len()), (field, problem, 1));
        }
    }

    #[test]
    fn found_by_title_tag_and_text() {
        let tags = ["shop".to_owned(), "ώρες".to_owned()];
        for (query, want) in [
            ("", Some(0)),
            ("open", Some(0)),
            ("HOU", Some(1)),
            ("#sho", Some(2)),
            ("ωρες", Some(2)),
            ("ours", Some(3)),
            ("καλημ", Some(4)),
            ("opening καλημερα", Some(4)),
            ("opening nothing", None),
        ] {
            assert_eq!(Query::of(query).rank("Opening hours", &tags, "Καλημέρα! 9 to 5."), want, "{query}");
        }
    }

    #[test]
    fn the_contacts_language_comes_first() {
        for (of, contact, number, want) in [
            (Some("el"), Some("el-GR"), "en", 0),
            (Some("en"), None, "en", 0),
            (None, Some("el"), "en", 1),
            (Some("en-GB"), Some("el"), "en", 2),
            (Some("de"), Some("el"), "en", 3),
            (Some("de"), None, "en", 3),
        ] {
            assert_eq!(language_rank(of, contact, number), want, "{of:?} {contact:?}");
        }
    }
}
