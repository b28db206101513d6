//! The spans of a day as people type them: `9:00–14:00, 17:00–21:00`.

use crate::domain::hours::{Day, Span, TimeOfDay};
use crate::domain::refusal::FieldProblem;

/// Reads them; an empty text is a day on which nothing is open. An end of 00:00 is the end of the day.
///
/// # Errors
/// `spans`/`hours-span` with the first part that is none, and its day.
pub fn read(day: Day, typed: &str) -> Result<Vec<Span>, FieldProblem> {
    let parts = typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            span(day, part)
                .ok_or_else(|| FieldProblem::new("spans", "hours-span").with("day", day.word()).with("value", part))
        })
        .collect()
}

fn span(day: Day, part: &str) -> Option<Span> {
    let (from, to) = part.split_once(['-', '–', '—'])?;
    let time = |text: &str| TimeOfDay::parse(&text.replace('.', ":")).ok();
    let (from, to) = (time(from)?, time(to)?);
    Some(Span { day, from, to: if to == TimeOfDay::MIDNIGHT { TimeOfDay::END } else { to } })
}

/// The spans of a day in the form that [`read`] takes.
#[must_use]
pub fn shown(spans: &[Span], day: Day) -> String {
    let of_day = spans.iter().filter(|span| span.day == day);
    of_day.map(|span| format!("{}–{}", span.from, span.to)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_again() {
        for (typed, want) in [
            ("", Some("")),
            ("9:00-14:00", Some("09:00–14:00")),
            (" 9.00 – 14.00 ; 17:00—21:30,", Some("09:00–14:00, 17:00–21:30")),
            ("00:00-24:00", Some("00:00–24:00")),
            ("22:00-00:00", Some("22:00–24:00")),
            ("17:00-9:00", Some("17:00–09:00")), // wrong, but said by the hours themselves
            ("9-17", None),
            ("9:00", None),
            ("9:00-25:00", None),
            ("closed", None),
        ] {
            let read = read(Day::Friday, typed).map(|spans| shown(&spans, Day::Friday));
            assert_eq!(read.as_deref().ok(), want, "{typed}");
        }
        let problem = read(Day::Friday, "9:00-14:00, soon").unwrap_err();
        assert_eq!(problem.args, [("day", "friday".to_owned()), ("value", "soon".to_owned())]);
    }
}
