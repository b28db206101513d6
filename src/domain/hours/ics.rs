//! Holidays out of a calendar file (iCalendar, RFC 5545).
//!
//! A small reader of our own: of a calendar we need the first day, the last day and the name of each event, and of
//! repetition only `FREQ=YEARLY`, as calendars of public holidays write it. A crate for the whole standard would bring
//! alarms, zones and a recurrence engine, and a recurrence engine is exactly what a hostile file attacks. What we do not
//! read is left out and named with its line and its reason, so that nobody believes a holiday to be there that is not.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::hours::{HOLIDAY_DAYS_MAX, HOLIDAY_NAME_CHARS_MAX, HOLIDAYS_MAX, Holiday};
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text::one_line;

/// The largest file, in bytes.
pub const FILE_BYTES_MAX: usize = 512 * 1024;

words! {
    /// Why an event of the file is no holiday of ours.
    Why {
        /// It repeats otherwise than once a year for ever.
        Repeats = "repeats",
        /// It covers a part of a day.
        PartOfDay = "part_of_day",
        /// It has no date that we can read.
        NoDate = "no_date",
        /// Its end is before its begin.
        EndBeforeBegin = "end_before_begin",
        /// It is longer than a year.
        TooLong = "too_long",
        /// It has no name.
        NoName = "no_name",
        /// It is called off.
        Cancelled = "cancelled",
    }
}

/// An event that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its name as far as it has one.
    pub name: String,
    /// Why it was not taken.
    pub why: Why,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The holidays by date, each once.
    pub holidays: Vec<Holiday>,
    /// What was left out, by line.
    pub left_out: Vec<LeftOut>,
}

/// Reads a calendar file.
///
/// # Errors
/// A problem of the field `file`: too large, no text, no calendar, or more events than there may be holidays.
pub fn read(bytes: &[u8]) -> Result<Import, FieldProblem> {
    if bytes.len() > FILE_BYTES_MAX {
        let kibibytes = i64::try_from(FILE_BYTES_MAX / 1024).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("file", "ics-too-large", kibibytes));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FieldProblem::new("file", "ics-encoding"))?;
    let lines = unfolded(text.trim_start_matches('\u{feff}'));
    let begins = lines.first().is_some_and(|(_, line)| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    if !begins {
        return Err(FieldProblem::new("file", "ics-no-calendar"));
    }
    let mut import = Import::default();
    let (mut event, mut events): (Option<Event>, usize) = (None, 0);
    for (number, line) in &lines {
        let Some(property) = Property::parse(line) else { continue };
        match (property.name.as_str(), property.value.trim().to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") => event = Some(Event { line: *number, ..Event::default() }),
            // What stands inside an event, such as an alarm, has dates and texts of its own.
            ("BEGIN", _) => event.iter_mut().for_each(|event| event.inside += 1),
            ("END", "VEVENT") => {
                events += 1;
                if let Some(event) = event.take() {
                    import.take(event);
                }
            }
            ("END", _) => event.iter_mut().for_each(|event| event.inside = event.inside.saturating_sub(1)),
            _ => event.iter_mut().filter(|event| event.inside == 0).for_each(|event| event.set(&property)),
        }
        if events > HOLIDAYS_MAX {
            let limit = i64::try_from(HOLIDAYS_MAX).unwrap_or(i64::MAX);
            return Err(FieldProblem::with_limit("file", "ics-too-many", limit));
        }
    }
    import.holidays.sort_unstable();
    import.holidays.dedup();
    Ok(import)
}

impl Import {
    fn take(&mut self, event: Event) {
        let (line, name) = (event.line, event.name.clone());
        match event.holiday() {
            Ok(holiday) => self.holidays.push(holiday),
            Err(why) => self.left_out.push(LeftOut { line, name, why }),
        }
    }
}

/// The lines with their numbers, a line that begins with a blank joined to the one before.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let more = line.strip_prefix([' ', '\t']);
        match (more, lines.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ if line.is_empty() => {}
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

/// `NAME;PARAMETER=VALUE:value`.
struct Property {
    name: String,
    value: String,
}

impl Property {
    fn parse(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ':' && !quoted
        });
        let (head, value) = line.split_at_checked(colon?.0)?;
        let name = head.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
        Some(Self { name, value: value.strip_prefix(':')?.to_owned() })
    }
}

/// What is known of an event while it is read.
#[derive(Default)]
struct Event {
    line: usize,
    inside: usize,
    name: String,
    start: Option<Moment>,
    end: Option<Moment>,
    /// Days, from `DURATION`; `Some(None)` for one that is not in whole days.
    days: Option<Option<i32>>,
    yearly: bool,
    repeats: bool,
    cancelled: bool,
    unreadable: bool,
}

/// A date, and whether a time of the day stood with it.
#[derive(Clone, Copy)]
struct Moment {
    date: Date,
    inside_day: bool,
}

impl Event {
    fn set(&mut self, property: &Property) {
        let value = property.value.trim();
        match property.name.as_str() {
            "SUMMARY" => self.name = one_line(&unescaped(value), HOLIDAY_NAME_CHARS_MAX),
            "DTSTART" => self.start = self.moment(value),
            "DTEND" => self.end = self.moment(value),
            "DURATION" => self.days = Some(whole_days(value)),
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            "RRULE" if is_yearly(value) => self.yearly = true,
            "RRULE" | "RDATE" | "EXDATE" | "EXRULE" | "RECURRENCE-ID" => self.repeats = true,
            _ => {}
        }
    }

    fn moment(&mut self, value: &str) -> Option<Moment> {
        let moment = moment(value);
        self.unreadable |= moment.is_none();
        moment
    }

    fn holiday(self) -> Result<Holiday, Why> {
        if self.cancelled {
            return Err(Why::Cancelled);
        }
        if self.repeats {
            return Err(Why::Repeats);
        }
        let start = self.start.filter(|_| !self.unreadable).ok_or(Why::NoDate)?;
        // The end is the first day that is not part of it.
        let end = match (self.end, self.days) {
            (Some(end), _) => end,
            (None, Some(None)) => return Err(Why::PartOfDay),
            (None, days) => {
                let days = days.flatten().unwrap_or(1);
                Moment { date: start.date.checked_add(days.days()).map_err(|_| Why::TooLong)?, inside_day: false }
            }
        };
        if start.inside_day || end.inside_day {
            return Err(Why::PartOfDay);
        }
        // Some calendars write the same day as begin and end of one whole day.
        let last = if end.date == start.date { Ok(start.date) } else { end.date.yesterday() };
        let last = last.map_err(|_| Why::NoDate)?;
        match (last - start.date).get_days() {
            days if days < 0 => Err(Why::EndBeforeBegin),
            days if days >= HOLIDAY_DAYS_MAX => Err(Why::TooLong),
            _ if self.name.is_empty() => Err(Why::NoName),
            _ => Ok(Holiday { first: start.date, last, name: self.name, yearly: self.yearly }),
        }
    }
}

/// `20261225`, or `20261225T000000` with or without `Z`.
fn moment(value: &str) -> Option<Moment> {
    let (date, time) = value.split_once(['T', 't']).unwrap_or((value, "000000"));
    let digits = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = date.split_at_checked(4).filter(|_| digits)?;
    let (month, day) = rest.split_at_checked(2)?;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Moment { date, inside_day: time.trim_end_matches(['Z', 'z']) != "000000" })
}

/// The days of `P2D` or `P1W`; `None` for everything with hours in it.
fn whole_days(value: &str) -> Option<i32> {
    let value = value.trim_start_matches('+').strip_prefix('P')?;
    let days = |text: &str| text.parse::<i32>().ok().filter(|days| (1..=HOLIDAY_DAYS_MAX).contains(days));
    match value.strip_suffix('D') {
        Some(text) => days(text),
        None => value.strip_suffix('W').and_then(days).and_then(|weeks| weeks.checked_mul(7)),
    }
}

/// Once a year, on the day of the begin, for ever. Other parts, such as the second Monday, are another matter.
fn is_yearly(rule: &str) -> bool {
    let rule = rule.to_ascii_uppercase();
    let mut parts: Vec<&str> = rule.split(';').filter(|part| !part.is_empty()).collect();
    parts.retain(|part| *part != "INTERVAL=1");
    parts == ["FREQ=YEARLY"]
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}
