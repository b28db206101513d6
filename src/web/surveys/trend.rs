//! The trend as a picture, and the same as a table.

use crate::domain::survey::Kind;
use crate::domain::time::{Millis, Timestamp};
use crate::store::survey_view::Count;
use crate::web::i18n::Locale;
use crate::web::shell::Shell;
use crate::web::surveys::figure;
use crate::web::time;

/// Where the lines are drawn, in the units of the picture.
const LEFT: i64 = 40;
const RIGHT: i64 = 590;
const TOP: i64 = 14;
const BOTTOM: i64 = 130;

/// One point.
pub struct Point {
    /// Where it stands.
    pub x: i64,
    /// Where it stands.
    pub y: i64,
    /// Since when it counts, in words.
    pub since: String,
    /// What its answers come to, in words.
    pub result: String,
    /// How many there are.
    pub answers: i64,
}

/// The picture.
pub struct Trend {
    /// The finding.
    pub title: String,
    /// Spans in which somebody answered.
    pub points: Vec<Point>,
    /// The line through them.
    pub path: String,
    /// Lines across, each with its words.
    pub marks: Vec<(i64, String)>,
    /// The days at both ends.
    pub ends: (String, String),
}

/// The worst and the best that answers can come to, in hundredths, and what stands in the middle.
const fn scale(kind: Kind) -> [i64; 3] {
    match kind {
        Kind::Stars => [100, 300, 500],
        Kind::Nps => [-10_000, 0, 10_000],
        Kind::Thumbs => [0, 5_000, 10_000],
    }
}

/// What stands beside a line across: short, for there is little room.
fn mark(kind: Kind, at: i64, l: Locale) -> String {
    match kind {
        Kind::Nps => figure(kind, at, l),
        Kind::Stars => (at / 100).to_string(),
        Kind::Thumbs => format!("{} %", at / 100),
    }
}

fn height(kind: Kind, result: i64) -> i64 {
    let [worst, _, best] = scale(kind);
    BOTTOM - (result - worst) * (BOTTOM - TOP) / (best - worst)
}

impl Trend {
    /// Of one kind. `spans` is what was answered in each span since the first one's begin.
    pub(super) fn of(
        kind: Kind,
        spans: &[(i64, Count)],
        (since, step): (Timestamp, Millis),
        result: &str,
        shell: &Shell,
    ) -> Self {
        let l = shell.l;
        let day = |at: Timestamp| time::moment_short(at, shell.now, &shell.tz, l);
        let count = ((shell.now - since).0 / step.0.max(1)).max(2);
        let mut points: Vec<Point> = Vec::new();
        for span in 0..=count {
            let of_span = spans.iter().filter(|(at, (of, ..))| *at == span && *of == kind);
            let counts: Vec<(i64, i64)> = of_span.map(|(_, (_, score, n))| (*score, *n)).collect();
            let Some(reached) = kind.result(&counts) else { continue };
            points.push(Point {
                x: LEFT + span * (RIGHT - LEFT) / count,
                y: height(kind, reached),
                since: day(since + Millis(step.0 * span)),
                result: figure(kind, reached, l),
                answers: counts.iter().map(|(_, n)| n).sum(),
            });
        }
        let path = points.iter().enumerate().map(|(at, point)| {
            let begin = if at == 0 { 'M' } else { 'L' };
            format!("{begin}{} {}", point.x, point.y)
        });
        let last = points.last().map(|point| point.result.clone()).unwrap_or_default();
        Self {
            title: l.t2("survey-trend", "all", result, "last", last),
            path: path.collect(),
            marks: scale(kind).into_iter().map(|at| (height(kind, at), mark(kind, at, l))).collect(),
            ends: (day(since), day(shell.now)),
            points,
        }
    }
}
