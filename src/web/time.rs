//! Times as people say them: `14:32`, `yesterday 14:32`, `Tue 18:40`, `4 min ago`, `23 h 55 min left`.

use jiff::Timestamp as Instant;
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::domain::time::{Millis, Timestamp};
use crate::web::i18n::Locale;

/// Above this the rest of a window is not worth words in a list.
const FAR: Millis = Millis::hours(4);
/// Under this it is told to the second.
const LAST: Millis = Millis::minutes(15);

fn at(instant: Timestamp, tz: &TimeZone) -> Zoned {
    Instant::from_millisecond(instant.0).unwrap_or(Instant::UNIX_EPOCH).to_zoned(tz.clone())
}

/// `14:32`.
#[must_use]
pub fn clock_time(instant: Timestamp, tz: &TimeZone, _: Locale) -> String {
    let zoned = at(instant, tz);
    format!("{:02}:{:02}", zoned.hour(), zoned.minute())
}

/// `14:32:05`.
#[must_use]
pub fn full_clock(instant: Timestamp, tz: &TimeZone) -> String {
    let zoned = at(instant, tz);
    format!("{:02}:{:02}:{:02}", zoned.hour(), zoned.minute(), zoned.second())
}

fn weekday(zoned: &Zoned, l: Locale, short: bool) -> String {
    let number = zoned.weekday().to_monday_one_offset();
    l.t(format!("time-weekday-{}{number}", if short { "short-" } else { "" }))
}

fn date(zoned: &Zoned, l: Locale, short: bool) -> String {
    let month = l.t(format!("time-month-{}{}", if short { "short-" } else { "" }, zoned.month()));
    l.t2("time-date", "day", zoned.day().to_string(), "month", month)
}

/// Whole days from the calendar day of `now` to that of `instant`.
fn days_from(now: &Zoned, instant: &Zoned) -> i64 {
    now.date().until(instant.date()).map_or(0, |span| i64::from(span.get_days()))
}

/// For the line between days: `Today`, `Yesterday`, `Tuesday 24 November`, with the year if it is another.
#[must_use]
pub fn day(instant: Timestamp, now: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let (zoned, today) = (at(instant, tz), at(now, tz));
    match days_from(&today, &zoned) {
        0 => l.t("time-today"),
        -1 => l.t("time-yesterday"),
        _ => {
            let text = l.t2("time-weekday-date", "weekday", weekday(&zoned, l, false), "date", date(&zoned, l, false));
            if zoned.year() == today.year() { text } else { format!("{text} {}", zoned.year()) }
        }
    }
}

/// The calendar day in the zone, to see where one day ends: `2026-11-26`.
#[must_use]
pub fn day_key(instant: Timestamp, tz: &TimeZone) -> String {
    at(instant, tz).date().to_string()
}

/// When that day began in the zone.
#[must_use]
pub fn day_start(instant: Timestamp, tz: &TimeZone) -> Timestamp {
    at(instant, tz).start_of_day().map_or(instant, |start| Timestamp(start.timestamp().as_millisecond()))
}

/// `14:32` today, `yesterday 14:32`, `tomorrow 14:32`, `Tue 18:40` within six days, else `26 Nov 14:32`,
/// and `26 Nov 2025` in another year.
#[must_use]
pub fn moment(instant: Timestamp, now: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let (zoned, today) = (at(instant, tz), at(now, tz));
    let clock = clock_time(instant, tz, l);
    match days_from(&today, &zoned) {
        0 => clock,
        -1 => l.t1("time-yesterday-at", "clock", clock),
        1 => l.t1("time-tomorrow-at", "clock", clock),
        -6..=6 => format!("{} {clock}", weekday(&zoned, l, true)),
        _ if zoned.year() == today.year() => format!("{} {clock}", date(&zoned, l, true)),
        _ => format!("{} {}", date(&zoned, l, true), zoned.year()),
    }
}

/// `26 Nov`, with the year if it is another: for days that have no hour.
#[must_use]
pub fn date_only(instant: Timestamp, now: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let (zoned, today) = (at(instant, tz), at(now, tz));
    let text = date(&zoned, l, true);
    if zoned.year() == today.year() { text } else { format!("{text} {}", zoned.year()) }
}

/// For lists: `14:32` today, `Yesterday`, `Tue`, `26 Nov`, `26 Nov 2025`.
#[must_use]
pub fn moment_short(instant: Timestamp, now: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let (zoned, today) = (at(instant, tz), at(now, tz));
    match days_from(&today, &zoned) {
        0 => clock_time(instant, tz, l),
        -1 => l.t("time-yesterday"),
        -6..=-2 => weekday(&zoned, l, true),
        _ if zoned.year() == today.year() => date(&zoned, l, true),
        _ => format!("{} {}", date(&zoned, l, true), zoned.year()),
    }
}

/// `Thu 26 Nov, 14:32`, with the year only where it matters: `full_date`.
#[must_use]
pub fn full(instant: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let zoned = at(instant, tz);
    format!("{} {}, {}", weekday(&zoned, l, true), date(&zoned, l, true), clock_time(instant, tz, l))
}

/// `26 Nov 2026, 14:32:05`, for logs.
#[must_use]
pub fn full_date(instant: Timestamp, tz: &TimeZone, l: Locale) -> String {
    let zoned = at(instant, tz);
    let second = zoned.second();
    format!("{} {}, {}:{second:02}", date(&zoned, l, true), zoned.year(), clock_time(instant, tz, l))
}

/// `just now`, `4 min ago`, `2 h ago`, `3 days ago`.
#[must_use]
pub fn ago(instant: Timestamp, now: Timestamp, l: Locale) -> String {
    let minutes = (now - instant).0.max(0) / 60_000;
    match minutes {
        0 => l.t("time-just-now"),
        1..=59 => l.t1("time-minutes-ago", "n", minutes),
        60..=2_879 => l.t1("time-hours-ago", "n", minutes / 60),
        _ => l.t1("time-days-ago", "n", minutes / 1_440),
    }
}

/// How long somebody has waited: `4 min`, `23 h`, `3 days`; under a minute `now`.
#[must_use]
pub fn waited(span: Millis, l: Locale) -> String {
    let minutes = span.0.max(0) / 60_000;
    match minutes {
        0 => l.t("time-now"),
        1..=59 => l.t1("time-minutes", "n", minutes),
        60..=2_879 => l.t1("time-hours", "n", minutes / 60),
        _ => l.t1("time-days", "n", minutes / 1_440),
    }
}

/// How long to wait: `8 s`, `2 min`; never too short.
#[must_use]
pub fn wait(span: Millis, l: Locale) -> String {
    let seconds = span.0.max(0) / 1_000 + 1;
    if seconds < 60 { l.t1("time-seconds", "n", seconds) } else { l.t1("time-minutes", "n", seconds / 60 + 1) }
}

/// What is left of free text, in the thread: `23 h 55 min left`, `48 min left`, `11:42 left`.
#[must_use]
pub fn left(span: Millis, l: Locale) -> String {
    let seconds = span.whole_seconds().max(0);
    if span < LAST {
        return l.t1("time-left-clock", "clock", format!("{}:{:02}", seconds / 60, seconds % 60));
    }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, _) => l.t1("time-left-minutes", "n", minutes),
        (_, 0) => l.t1("time-left-hours", "n", hours),
        _ => l.t2("time-left-hours-minutes", "hours", hours, "minutes", minutes),
    }
}

/// The same for lists: `3 h left`, `48 min left`; `None` from four hours up, where the ring is enough.
#[must_use]
pub fn left_short(span: Millis, l: Locale) -> Option<String> {
    let minutes = span.0.max(0) / 60_000;
    match minutes {
        _ if span >= FAR => None,
        0..=59 => Some(l.t1("time-left-short-minutes", "n", minutes)),
        _ => Some(l.t1("time-left-short-hours", "n", minutes / 60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    const EN: Locale = Locale(Language::En);
    const EL: Locale = Locale(Language::El);

    fn athens() -> TimeZone {
        TimeZone::get("Europe/Athens").unwrap()
    }

    fn instant(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn moments_depend_on_the_day() {
        let now = instant("2026-11-26T12:32:00Z");
        for (text, english, greek) in [
            ("2026-11-26T12:02:00Z", "14:02", "14:02"),
            ("2026-11-25T22:30:00Z", "00:30", "00:30"),
            ("2026-11-25T21:30:00Z", "yesterday 23:30", "χθες 23:30"),
            ("2026-11-27T12:27:00Z", "tomorrow 14:27", "αύριο 14:27"),
            ("2026-11-24T16:40:00Z", "Tue 18:40", "Τρί 18:40"),
            ("2026-11-02T16:40:00Z", "2 Nov 18:40", "2 Νοε 18:40"),
            ("2025-11-02T16:40:00Z", "2 Nov 2025", "2 Νοε 2025"),
        ] {
            assert_eq!(moment(instant(text), now, &athens(), EN), english);
            assert_eq!(moment(instant(text), now, &athens(), EL), greek);
        }
        assert_eq!(full(now, &athens(), EN), "Thu 26 Nov, 14:32");
        assert_eq!(day(instant("2026-11-24T16:40:00Z"), now, &athens(), EL), "Τρίτη 24 Νοεμβρίου");
    }

    #[test]
    fn what_is_left_gets_finer() {
        for (span, english, greek, list) in [
            (Millis::minutes(23 * 60 + 55), "23 h 55 min left", "ακόμη 23 ώρες 55 λεπτά", None),
            (Millis::minutes(204), "3 h 24 min left", "ακόμη 3 ώρες 24 λεπτά", Some("3 h left")),
            (Millis::minutes(48), "48 min left", "ακόμη 48 λεπτά", Some("48 min left")),
            (Millis::seconds(702), "11:42 left", "ακόμη 11:42", Some("11 min left")),
            (Millis::seconds(42), "0:42 left", "ακόμη 0:42", Some("0 min left")),
        ] {
            assert_eq!(left(span, EN), english);
            assert_eq!(left(span, EL), greek);
            assert_eq!(left_short(span, EN).as_deref(), list);
        }
        assert_eq!(ago(Timestamp(0), Timestamp(4 * 60_000), EN), "4 min ago");
        assert_eq!(waited(Millis::hours(23), EL), "23 ώ");
    }
}
