//! Days and times as fields of forms hold them: `2026-11-26`, `2026-11-26T09:30`, in the zone of whoever fills it in.

use jiff::Timestamp as Instant;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::domain::time::Timestamp;

fn instant(at: DateTime, tz: &TimeZone) -> Option<Timestamp> {
    at.to_zoned(tz.clone()).ok().map(|zoned| Timestamp(zoned.timestamp().as_millisecond()))
}

/// When a day begins; `None` for a text that is none.
#[must_use]
pub fn read_day(text: &str, tz: &TimeZone) -> Option<Timestamp> {
    let day: Date = text.trim().parse().ok()?;
    instant(day.at(0, 0, 0, 0), tz)
}

/// An instant; `None` for a text that is none.
#[must_use]
pub fn read_instant(text: &str, tz: &TimeZone) -> Option<Timestamp> {
    let at: DateTime = text.trim().parse().ok()?;
    instant(at, tz)
}

fn civil(at: Timestamp, tz: &TimeZone) -> DateTime {
    Instant::from_millisecond(at.0).unwrap_or(Instant::UNIX_EPOCH).to_zoned(tz.clone()).datetime()
}

/// The day of an instant.
#[must_use]
pub fn day(at: Timestamp, tz: &TimeZone) -> String {
    civil(at, tz).date().to_string()
}

/// An instant to the minute.
#[must_use]
pub fn to_the_minute(at: Timestamp, tz: &TimeZone) -> String {
    let at = civil(at, tz);
    format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_was_written() {
        let athens = TimeZone::get("Europe/Athens").unwrap();
        let at = Timestamp::parse("2026-11-26T07:30:00Z").unwrap();
        assert_eq!(read_instant("2026-11-26T09:30", &athens), Some(at));
        assert_eq!((day(at, &athens), to_the_minute(at, &athens)), ("2026-11-26".into(), "2026-11-26T09:30".into()));
        assert_eq!(read_day("2026-11-26", &athens), Timestamp::parse("2026-11-25T22:00:00Z"));
        // In the hour that the clocks skip, the time after it is meant.
        assert_eq!(read_instant("2026-03-29T03:30", &athens), Timestamp::parse("2026-03-29T01:30:00Z"));
        for wrong in ["", "tomorrow", "26/11/2026", "2026-13-01", "2026-11-26T25:00"] {
            assert_eq!((read_day(wrong, &athens), read_instant(wrong, &athens)), (None, None), "{wrong}");
        }
    }
}
