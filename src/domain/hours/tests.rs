//! Opening hours: plain days, holidays, changes of the clock, wrong input, calendar files.

use super::*;
use crate::domain::hours::ics::Why;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn span(day: Day, from: &str, to: &str) -> Span {
    Span { day, from: TimeOfDay::parse(from).unwrap(), to: TimeOfDay::parse(to).unwrap() }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn holiday(first: &str, last: &str, name: &str, yearly: bool) -> Holiday {
    Holiday { first: date(first), last: date(last), name: name.to_owned(), yearly }
}

fn every_day(zone: &str, from: &str, to: &str) -> Hours {
    Hours::new(zone, Day::ALL.iter().map(|day| span(*day, from, to)).collect(), Vec::new()).unwrap()
}

/// A shop with a break at noon and a Saturday until two.
fn shop() -> Hours {
    let mut spans = vec![span(Day::Saturday, "09:00", "14:00")];
    for day in [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday] {
        spans.extend([span(day, "17:30", "21:00"), span(day, "09:00", "14:00")]);
    }
    let holidays = vec![
        holiday("2020-12-25", "2020-12-26", "Christmas", true),
        holiday("2026-04-13", "2026-04-13", "Easter Monday", false),
        holiday("2020-12-31", "2021-01-01", "New Year", true),
    ];
    Hours::new("europe/athens", spans, holidays).unwrap()
}

#[test]
fn a_week_with_breaks_and_holidays() {
    let shop = shop();
    assert_eq!(shop.zone().name(), "Europe/Athens");
    // now, until, open, holiday. Athens is two hours ahead of UTC in winter, three in summer.
    for (now, until, open, name) in [
        ("2026-11-25T06:59:59Z", "2026-11-25T07:00:00Z", false, None),
        ("2026-11-25T07:00:00Z", "2026-11-25T12:00:00Z", true, None),
        ("2026-11-25T12:00:00Z", "2026-11-25T15:30:00Z", false, None),
        ("2026-11-25T18:59:00Z", "2026-11-25T19:00:00Z", true, None),
        ("2026-11-28T12:00:00Z", "2026-11-30T07:00:00Z", false, None), // Saturday after two until Monday
        ("2026-12-24T19:00:00Z", "2026-12-28T07:00:00Z", false, None), // Friday and Saturday are Christmas
        ("2026-12-25T10:00:00Z", "2026-12-28T07:00:00Z", false, Some("Christmas")),
        ("2026-12-31T10:00:00Z", "2027-01-02T07:00:00Z", false, Some("New Year")),
        ("2027-01-01T10:00:00Z", "2027-01-02T07:00:00Z", false, Some("New Year")),
        ("2026-04-13T08:00:00Z", "2026-04-14T06:00:00Z", false, Some("Easter Monday")),
        ("2027-04-13T08:00:00Z", "2027-04-13T11:00:00Z", true, None),
    ] {
        let want = if open {
            Standing::Open { until: Some(at(until)) }
        } else {
            Standing::Closed { until: Some(at(until)), holiday: name.map(str::to_owned) }
        };
        assert_eq!(shop.standing(at(now)), want, "{now}");
        assert_eq!(shop.is_open(at(now)), open, "{now}");
    }
}

#[test]
fn spring_in_athens_skips_an_hour() {
    // 29 March 2026: at 03:00 it is 04:00 (01:00 UTC).
    let jump = at("2026-03-29T01:00:00Z");
    let late = every_day("Europe/Athens", "03:30", "05:00");
    assert_eq!(late.next_change(at("2026-03-29T00:30:00Z")), Some(jump), "opens when the clock jumps over 03:30");
    assert_eq!(late.next_change(jump), Some(at("2026-03-29T02:00:00Z")));
    let lost = every_day("Europe/Athens", "03:10", "03:50");
    assert_eq!(
        lost.next_change(at("2026-03-28T02:00:00Z")),
        Some(at("2026-03-30T00:10:00Z")),
        "the hour that does not exist opens nothing"
    );
    let early = every_day("Europe/Athens", "01:00", "03:30");
    assert_eq!(early.next_change(at("2026-03-29T00:00:00Z")), Some(jump), "closes when the clock jumps over 03:30");
}

#[test]
fn autumn_in_athens_has_an_hour_twice() {
    // 25 October 2026: at 04:00 it is 03:00 again (01:00 UTC).
    let early = every_day("Europe/Athens", "02:00", "03:30");
    let mut now = at("2026-10-24T22:00:00Z");
    let mut changes = Vec::new();
    for _ in 0..5 {
        now = early.next_change(now).unwrap();
        changes.push(now.to_string());
    }
    assert_eq!(
        changes,
        [
            "2026-10-24T23:00:00.000Z", // 02:00
            "2026-10-25T00:30:00.000Z", // 03:30, the first time
            "2026-10-25T01:00:00.000Z", // 03:00 again
            "2026-10-25T01:30:00.000Z", // 03:30, the second time
            "2026-10-26T00:00:00.000Z",
        ]
    );
    assert_eq!(every_day("Europe/Athens", "00:00", "24:00").next_change(now), None, "always open");
}

#[test]
fn lord_howe_moves_by_half_an_hour() {
    // 4 October 2026: at 02:00 it is 02:30 (15:30 UTC of the day before).
    let spring = every_day("Australia/Lord_Howe", "02:10", "03:00");
    assert_eq!(spring.next_change(at("2026-10-03T15:00:00Z")), Some(at("2026-10-03T15:30:00Z")));
    assert_eq!(spring.next_change(at("2026-10-03T15:30:00Z")), Some(at("2026-10-03T16:00:00Z")));
    // 5 April 2026: at 02:00 it is 01:30 again (15:00 UTC of the day before).
    let autumn = every_day("Australia/Lord_Howe", "01:45", "02:15");
    assert_eq!(autumn.next_change(at("2026-04-04T14:00:00Z")), Some(at("2026-04-04T14:45:00Z")));
    assert_eq!(autumn.next_change(at("2026-04-04T14:45:00Z")), Some(at("2026-04-04T15:00:00Z")), "01:30 again");
    assert_eq!(autumn.next_change(at("2026-04-04T15:00:00Z")), Some(at("2026-04-04T15:15:00Z")));
    assert_eq!(autumn.next_change(at("2026-04-04T15:15:00Z")), Some(at("2026-04-04T15:45:00Z")));
}

#[test]
fn midnight_is_no_seam() {
    let night = vec![span(Day::Friday, "20:00", "24:00"), span(Day::Saturday, "00:00", "03:00")];
    let night = Hours::new("UTC", night, Vec::new()).unwrap();
    assert_eq!(night.standing(at("2026-11-27T21:00:00Z")), Standing::Open { until: Some(at("2026-11-28T03:00:00Z")) });
    let never = Hours::new("UTC", Vec::new(), Vec::new()).unwrap();
    assert_eq!(never.standing(at("2026-11-27T21:00:00Z")), Standing::Closed { until: None, holiday: None });
    assert_eq!(standing(None, at("2026-11-27T21:00:00Z")), Standing::Open { until: None });
}

#[test]
fn wrong_hours_are_refused_with_every_reason() {
    let problems = |zone: &str, spans: Vec<Span>, holidays: Vec<Holiday>| -> Vec<&'static str> {
        Hours::new(zone, spans, holidays).err().unwrap_or_default().iter().map(|problem| problem.problem).collect()
    };
    let monday = |from, to| span(Day::Monday, from, to);
    let none = Vec::new;
    assert_eq!(problems("Europe/Atlantis", none(), Vec::new()), ["time-zone"]);
    assert_eq!(problems("", none(), Vec::new()), ["time-zone"]);
    assert_eq!(problems("UTC", vec![monday("17:00", "09:00")], Vec::new()), ["hours-end-before-begin"]);
    assert_eq!(problems("UTC", vec![monday("09:00", "09:00")], Vec::new()), ["hours-end-before-begin"]);
    assert_eq!(
        problems("UTC", vec![monday("09:00", "14:00"), monday("13:59", "18:00")], Vec::new()),
        ["hours-overlap"]
    );
    assert_eq!(problems("UTC", vec![monday("09:00", "14:00"), monday("14:00", "18:00")], Vec::new()), [""; 0]);
    let other_day = vec![monday("09:00", "14:00"), span(Day::Tuesday, "10:00", "12:00")];
    assert_eq!(problems("UTC", other_day, Vec::new()), [""; 0]);
    assert_eq!(problems("UTC", vec![monday("09:00", "10:00"); SPANS_MAX + 1], Vec::new())[0], "too-many");
    let holidays = vec![
        holiday("2026-01-02", "2026-01-01", "Back", false),
        holiday("2026-01-01", "2027-01-02", "Long", false),
        holiday("2026-01-01", "2026-01-01", " ", false),
        holiday("2026-01-01", "2026-01-01", &"x".repeat(101), false),
    ];
    let mut found = problems("nowhere", vec![monday("10:00", "09:00")], holidays);
    found.sort_unstable();
    assert_eq!(
        found,
        ["holiday-end-before-begin", "holiday-too-long", "hours-end-before-begin", "missing", "time-zone", "too-long"]
    );
}

#[test]
fn times_and_dates_are_read_as_people_write_them() {
    for (text, want) in [
        ("08:30", Some("08:30")),
        (" 8:30 ", Some("08:30")),
        ("24:00", Some("24:00")),
        ("24:01", None),
        ("8:60", None),
        ("008:30", None),
        ("8", None),
        ("8:3", None),
        ("+8:30", None),
        ("", None),
    ] {
        assert_eq!(TimeOfDay::parse(text).ok().map(|time| time.to_string()).as_deref(), want, "{text}");
    }
    let json = r#"{"day":"monday","from":"09:00","to":"24:00"}"#;
    let read: Span = serde_json::from_str(json).unwrap();
    assert_eq!(read, span(Day::Monday, "09:00", "24:00"));
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert!(serde_json::from_str::<Span>(r#"{"day":"monday","from":"09:00","to":"10:00","too":1}"#).is_err());
    let json = r#"{"first":"2026-12-25","last":"2026-12-26","name":"Χριστούγεννα","yearly":true}"#;
    let read: Holiday = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261028\r\nDTEND;VALUE=DATE:20261029\r\nSUMMARY;LANGUAGE=el:Ημέρα του Ό\r\n χι\\, αργία\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDURATION:P2D\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\n\
BEGIN:VALARM\r\nSUMMARY:not me\r\nDTSTART:19990101\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;TZID=\"Europe/Athens:x\":20260413T000000\r\nDTEND:20260413T000000\r\nSUMMARY:Easter Monday\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=MONTHLY\r\nSUMMARY:Stock\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART:20261224T120000Z\r\nDTEND:20261225T000000Z\r\nSUMMARY:Half a day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261331\r\nSUMMARY:Never\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nDTEND;VALUE=DATE:20261001\r\nSUMMARY:Back\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nDTEND;VALUE=DATE:20281010\r\nSUMMARY:Long\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nSTATUS:CANCELLED\r\nSUMMARY:Off\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nRRULE:FREQ=YEARLY;BYDAY=2MO\r\nSUMMARY:Second Monday\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n";

#[test]
fn a_calendar_gives_holidays_and_says_what_it_left_out() {
    let import = ics::read(CALENDAR.as_bytes()).unwrap();
    assert_eq!(
        import.holidays,
        [
            holiday("2026-04-13", "2026-04-13", "Easter Monday", false),
            holiday("2026-10-28", "2026-10-28", "Ημέρα του Όχι, αργία", false),
            holiday("2026-12-25", "2026-12-26", "Christmas", true),
        ]
    );
    let left: Vec<(&str, Why)> = import.left_out.iter().map(|left| (left.name.as_str(), left.why)).collect();
    assert_eq!(
        left,
        [
            ("Stock", Why::Repeats),
            ("Half a day", Why::PartOfDay),
            ("Never", Why::NoDate),
            ("Back", Why::EndBeforeBegin),
            ("Long", Why::TooLong),
            ("", Why::NoName),
            ("Off", Why::Cancelled),
            ("Second Monday", Why::Repeats),
        ]
    );
    let line = CALENDAR.lines().nth(import.left_out[0].line - 1).unwrap();
    assert_eq!(line, "BEGIN:VEVENT");
    assert!(Hours::new("UTC", Vec::new(), import.holidays).is_ok(), "what is read may be kept");
}

#[test]
fn a_file_that_is_no_calendar_is_refused() {
    let problem = |bytes: &[u8]| ics::read(bytes).err().map(|problem| problem.problem);
    assert_eq!(problem(b""), Some("ics-no-calendar"));
    assert_eq!(problem(b"date,name\n2026-12-25,Christmas"), Some("ics-no-calendar"));
    assert_eq!(problem(b"BEGIN:VCALENDAR\n\xff"), Some("ics-encoding"));
    assert_eq!(problem(&vec![b' '; ics::FILE_BYTES_MAX + 1]), Some("ics-too-large"));
    let many = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\nEND:VEVENT\n".repeat(HOLIDAYS_MAX + 1));
    assert_eq!(problem(many.as_bytes()), Some("ics-too-many"));
    assert_eq!(problem("\u{feff}BEGIN:VCALENDAR\nBEGIN:VEVENT".as_bytes()), None);
}

proptest::proptest! {
    #[test]
    fn a_calendar_of_anything_is_read_or_refused(text in "(BEGIN:|END:|VEVENT|VCALENDAR|DTSTART|DTEND|[;:\\\\\"\n 0-9TPDWZ]|\\PC){0,80}") {
        let _read = ics::read(format!("BEGIN:VCALENDAR\n{text}").as_bytes());
    }

    /// Nothing changes before the next change, and something does at it.
    #[test]
    fn the_next_change_is_the_next(
        zone in 0_usize..4,
        cuts in proptest::collection::vec((0_usize..7, 0_u16..96, 1_u16..40), 1..6),
        now in 1_770_000_000_i64..1_800_000_000,
        steps in 1_i64..50,
    ) {
        let zones = ["Europe/Athens", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca"];
        let time = |quarter: u16| TimeOfDay::parse(&format!("{}:{:02}", quarter / 4, quarter % 4 * 15)).unwrap();
        let spans: Vec<Span> = cuts
            .iter()
            .map(|(day, from, length)| Span { day: Day::ALL[*day], from: time(*from), to: time((from + length).min(96)) })
            .collect();
        if let Ok(hours) = Hours::new(zones[zone], spans, Vec::new()) {
            let now = Timestamp(now * 1_000);
            let change = hours.next_change(now).unwrap();
            proptest::prop_assert!(hours.is_open(change) != hours.is_open(now));
            proptest::prop_assert_eq!(hours.is_open(change - Millis(1)), hours.is_open(now));
            let between = now + Millis((change - now).0 * steps / 50 - 1);
            proptest::prop_assert!(between < now || hours.is_open(between) == hours.is_open(now));
        }
    }
}
