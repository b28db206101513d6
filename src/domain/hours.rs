//! Opening hours: a week of spans in a time zone, and the days on which nothing is open.
//!
//! Open means: the clock on the wall of that zone stands inside a span, and the day is no holiday. Everything follows
//! from that one sentence, also when clocks are changed. An hour that does not exist opens nothing; an hour that comes
//! twice is open (or closed) twice; what begins inside a gap begins when the clock jumps over it. The alternative, one
//! interval of instants per span, would have to invent a rule for each of these, and a sign on a door has none.
//!
//! Zones are read from the data that is compiled in, so that the same facts give the same answer on every machine.

pub mod clock;
pub mod ics;
pub mod typed;
pub mod zone;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};

pub use clock::{Day, TimeOfDay};
pub use zone::Zone;

use crate::domain::refusal::FieldProblem;
use crate::domain::time::{Millis, Timestamp};

/// The most spans of one week.
pub const SPANS_MAX: usize = 70;
/// The most holidays of one calendar.
pub const HOLIDAYS_MAX: usize = 1_000;
/// The longest name of a holiday, in characters.
pub const HOLIDAY_NAME_CHARS_MAX: usize = 100;
/// The longest holiday, in days.
pub const HOLIDAY_DAYS_MAX: i32 = 366;
/// How far ahead the next change is looked for, in days: past every holiday that there may be.
const AHEAD_DAYS: i64 = 800;
/// Most changes are nearer than this many days, and looking so far costs little.
const NEAR_DAYS: i64 = 8;

/// A stretch of one day of the week, half-open. One that goes past midnight is two: to 24:00 and from 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The day of the week.
    pub day: Day,
    /// The first minute that is open.
    pub from: TimeOfDay,
    /// The first minute that is not.
    pub to: TimeOfDay,
}

/// Days on which nothing is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The first day.
    #[serde(with = "clock::date_text")]
    pub first: Date,
    /// The last day; the same for one day.
    #[serde(with = "clock::date_text")]
    pub last: Date,
    /// What people call it.
    pub name: String,
    /// Whether it comes every year on the same days.
    #[serde(default)]
    pub yearly: bool,
}

impl Holiday {
    /// Whether `date` is one of its days.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        if !self.yearly {
            return self.first <= date && date <= self.last;
        }
        // A yearly one may run over New Year, so it is tried as begun this year and as begun last year.
        // 29 February has no day in most years, and then there is none.
        [date.year(), date.year().saturating_sub(1)].into_iter().any(|year| {
            Date::new(year, self.first.month(), self.first.day()).is_ok_and(|first| {
                let days = (self.last - self.first).get_days();
                (0..=days).contains(&(date - first).get_days())
            })
        })
    }
}

/// A week with its zone and holidays, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    zone: Zone,
    spans: Vec<Span>,
    holidays: Vec<Holiday>,
}

/// Whether something is open, and until when that stays so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is open.
    Open {
        /// When it closes; `None`: never.
        until: Option<Timestamp>,
    },
    /// It is closed.
    Closed {
        /// When it opens; `None`: never, or later than anybody should be told.
        until: Option<Timestamp>,
        /// The holiday, if that is why.
        holiday: Option<String>,
    },
}

impl Standing {
    /// Whether it is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// When it is open (again): `now` if it is, `None` if never.
    #[must_use]
    pub fn opens_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Open { .. } => Some(now),
            Self::Closed { until, .. } => *until,
        }
    }
}

impl Hours {
    /// Checks what an admin wants; spans and holidays are sorted.
    ///
    /// # Errors
    /// All that is wrong with the fields `time_zone`, `spans` and `holidays`.
    pub fn new(zone: &str, mut spans: Vec<Span>, mut holidays: Vec<Holiday>) -> Result<Self, Vec<FieldProblem>> {
        let found = Zone::parse(zone);
        let mut problems = Vec::new();
        if found.is_none() {
            problems.push(FieldProblem::new("time_zone", "time-zone"));
        }
        spans.sort_unstable();
        holidays.sort_unstable();
        wrong_spans(&spans, &mut problems);
        wrong_holidays(&holidays, &mut problems);
        match found {
            Some(zone) if problems.is_empty() => Ok(Self { zone, spans, holidays }),
            _ => Err(problems),
        }
    }

    /// The zone whose clock counts.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The week, by day and time.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The holidays, by date.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The holiday that covers a date.
    #[must_use]
    pub fn holiday_on(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.covers(date))
    }

    /// Whether it is open at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        let Some(wall) = self.zone.wall(now) else { return false };
        let (day, time) = (Day::of(wall.date()), TimeOfDay::of(wall.time()));
        let inside = |span: &Span| span.day == day && span.from <= time && time < span.to;
        self.spans.iter().any(inside) && self.holiday_on(wall.date()).is_none()
    }

    /// Whether it is open at `now`, until when, and which holiday it is.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        let until = self.next_change(now);
        if self.is_open(now) {
            return Standing::Open { until };
        }
        let today = self.zone.wall(now).map(DateTime::date);
        let holiday = today.and_then(|today| self.holiday_on(today)).map(|holiday| holiday.name.clone());
        Standing::Closed { until, holiday }
    }

    /// The first instant after `now` at which it opens or closes; `None` if that never comes.
    #[must_use]
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        if self.spans.is_empty() {
            return None;
        }
        let open = self.is_open(now);
        self.change_within(now, open, NEAR_DAYS).or_else(|| self.change_within(now, open, AHEAD_DAYS))
    }

    fn change_within(&self, now: Timestamp, open: bool, days: i64) -> Option<Timestamp> {
        let end = now + Millis::days(days);
        let mut edges: Vec<Timestamp> = self.zone.jumps(now, end);
        // A day more on both sides: where clocks are set back over midnight, yesterday comes again.
        let mut date = self.zone.wall(now)?.date().yesterday().ok()?;
        let last = self.zone.wall(end)?.date().tomorrow().ok()?;
        while date <= last {
            edges.extend(self.zone.instants(date.to_datetime(jiff::civil::Time::midnight())));
            let day = Day::of(date);
            for span in self.spans.iter().filter(|span| span.day == day) {
                for time in [span.from, span.to] {
                    edges.extend(time.on(date).into_iter().flat_map(|wall| self.zone.instants(wall)));
                }
            }
            date = date.tomorrow().ok()?;
        }
        edges.retain(|edge| now < *edge && *edge <= end);
        edges.sort_unstable();
        edges.into_iter().find(|edge| self.is_open(*edge) != open)
    }
}

/// A queue without hours is always open.
#[must_use]
pub fn standing(hours: Option<&Hours>, now: Timestamp) -> Standing {
    hours.map_or(Standing::Open { until: None }, |hours| hours.standing(now))
}

fn wrong_spans(sorted: &[Span], problems: &mut Vec<FieldProblem>) {
    let named = |problem, span: &Span| {
        FieldProblem::new("spans", problem)
            .with("day", span.day.word())
            .with("from", span.from.to_string())
            .with("to", span.to.to_string())
    };
    if sorted.len() > SPANS_MAX {
        problems.push(FieldProblem::with_limit("spans", "too-many", limit(SPANS_MAX)));
    }
    for span in sorted.iter().filter(|span| span.to <= span.from) {
        problems.push(named("hours-end-before-begin", span));
    }
    for (one, other) in sorted.iter().zip(sorted.iter().skip(1)) {
        if one.day == other.day && other.from < one.to {
            problems.push(named("hours-overlap", other));
        }
    }
}

fn wrong_holidays(sorted: &[Holiday], problems: &mut Vec<FieldProblem>) {
    if sorted.len() > HOLIDAYS_MAX {
        problems.push(FieldProblem::with_limit("holidays", "too-many", limit(HOLIDAYS_MAX)));
    }
    for holiday in sorted {
        let chars = holiday.name.chars().count();
        let days = (holiday.last - holiday.first).get_days();
        if holiday.name.trim().is_empty() {
            problems.push(FieldProblem::new("holidays", "missing"));
        } else if chars > HOLIDAY_NAME_CHARS_MAX {
            problems.push(FieldProblem::with_limit("holidays", "too-long", limit(HOLIDAY_NAME_CHARS_MAX)));
        } else if days < 0 {
            problems.push(FieldProblem::new("holidays", "holiday-end-before-begin").with("name", holiday.name.clone()));
        } else if days >= HOLIDAY_DAYS_MAX {
            problems.push(
                FieldProblem::with_limit("holidays", "holiday-too-long", i64::from(HOLIDAY_DAYS_MAX))
                    .with("name", holiday.name.clone()),
            );
        }
    }
}

/// A limit as a sentence shows it.
fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
