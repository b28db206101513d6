//! `/surveys`: what contacts said, for supervisors: the figure, its trend, by agent and by number, and their own words.

pub mod csv;
mod trend;

use actix_web::web::{Data, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{NumberId, UserId};
use crate::domain::survey::{Kind, NotSent};
use crate::domain::time::{Millis, Timestamp};
use crate::store::survey_view::{self, Count, Filter, Told};
use crate::store::{Db, Fault, number, thread_view};
use crate::web::guards::Supervisor;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::surveys::trend::Trend;

/// How far back one can look, in days, each with the days of one point of the trend.
const SPANS: [(i64, i64); 3] = [(30, 1), (90, 7), (365, 7)];
/// Answers in the list.
const LIST_MAX: i64 = 50;

/// What is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    number: String,
    agent: String,
    days: String,
}

impl Asked {
    /// How many days back, and the days of one point.
    fn span(&self) -> (i64, i64) {
        let days: Option<i64> = self.days.parse().ok();
        SPANS.into_iter().find(|(span, _)| Some(*span) == days).unwrap_or((90, 7))
    }

    /// From the beginning of a point on, so that none is cut.
    fn filter(&self, now: Timestamp) -> Filter {
        let (days, step) = self.span();
        let points = days.div_euclid(step) + i64::from(days % step != 0);
        Filter {
            number: self.number.parse().ok().map(NumberId),
            user: self.agent.parse().ok().map(UserId),
            since: now - Millis::days(points * step),
        }
    }

    fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("number", &self.number), ("agent", &self.agent), ("days", &self.days)])
            .finish()
    }
}

/// What all answers of a kind come to.
struct Figure {
    kind: Kind,
    result: String,
    answers: i64,
    trend: Trend,
}

/// What those of an agent or a number come to.
struct Line {
    name: String,
    results: Vec<(Kind, String, i64)>,
}

struct Answer {
    conversation: i64,
    contact: String,
    agent: String,
    number: String,
    score: String,
    comment: String,
    at: Timestamp,
}

struct View {
    asked: i64,
    answered: i64,
    not_sent: Vec<(NotSent, i64)>,
    figures: Vec<Figure>,
    /// By agent and by number, each with the key of its name.
    tables: [(&'static str, Vec<Line>); 2],
    answers: Vec<Answer>,
    choices: Choices,
}

struct Choices {
    numbers: Vec<(String, String)>,
    agents: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "surveys/show.html")]
struct SurveysPage {
    shell: Shell,
    asked: Asked,
    query: String,
    view: View,
}

impl SurveysPage {
    fn looks_at(&self, field: &str, value: &str) -> bool {
        match field {
            "number" => self.asked.number == value,
            "agent" => self.asked.agent == value,
            _ => self.asked.span().0.to_string() == value,
        }
    }
}

/// What several answers of a kind come to, as people say it.
pub(crate) fn figure(kind: Kind, hundredths: i64, l: Locale) -> String {
    match kind {
        Kind::Stars => l.t1("survey-figure-stars", "n", decimal(hundredths, l)),
        Kind::Nps => match (hundredths + 50 * hundredths.signum()) / 100 {
            0 => "0".to_owned(),
            points if points < 0 => format!("−{}", points.abs()),
            points => format!("+{points}"),
        },
        Kind::Thumbs => l.t1("survey-figure-thumbs", "n", (hundredths + 50) / 100),
    }
}

/// One score, as people say it.
pub(crate) fn score(kind: Kind, score: i64, l: Locale) -> String {
    match kind {
        Kind::Thumbs => l.t(if score == 1 { "survey-good" } else { "survey-bad" }),
        Kind::Stars | Kind::Nps => l.t2("survey-score", "score", score, "best", *kind.scores().end()),
    }
}

/// Hundredths with one place.
fn decimal(hundredths: i64, l: Locale) -> String {
    let tenths = (hundredths + 5) / 10;
    let mark = if l.lang() == "el" { ',' } else { '.' };
    format!("{}{mark}{}", tenths / 10, tenths % 10)
}

/// Scores with how often each was given, kind by kind.
fn by_kind(counts: &[Count]) -> Vec<(Kind, Vec<(i64, i64)>)> {
    let of = |kind: Kind| counts.iter().filter(move |(of, ..)| *of == kind).map(|(_, score, n)| (*score, *n)).collect();
    let kinds = Kind::ALL.iter().map(|kind| (*kind, of(*kind)));
    kinds.filter(|(_, counts): &(Kind, Vec<(i64, i64)>)| !counts.is_empty()).collect()
}

fn lines(counts: Vec<(String, Count)>, l: Locale) -> Vec<Line> {
    let mut named: Vec<(String, Vec<Count>)> = Vec::new();
    for (name, count) in counts {
        match named.last_mut() {
            Some((last, counts)) if *last == name => counts.push(count),
            _ => named.push((name, vec![count])),
        }
    }
    let line = |(name, counts): (String, Vec<Count>)| {
        let result = |(kind, counts): (Kind, Vec<(i64, i64)>)| {
            let n = counts.iter().map(|(_, n)| n).sum();
            kind.result(&counts).map(|result| (kind, figure(kind, result, l), n))
        };
        Line { name, results: by_kind(&counts).into_iter().filter_map(result).collect() }
    };
    named.into_iter().map(line).collect()
}

fn answer(told: Told, l: Locale) -> Option<Answer> {
    let survey = told.survey;
    Some(Answer {
        conversation: survey.conversation.0,
        contact: told.contact,
        agent: told.agent.unwrap_or_default(),
        number: told.number,
        score: score(survey.kind, survey.score?, l),
        comment: survey.comment,
        at: survey.changed_at.or(survey.answered_at)?,
    })
}

fn choices(db: &Db) -> Result<Choices, Fault> {
    let numbers = number::list(db)?.into_iter().map(|number| (number.id.to_string(), number.name)).collect();
    let agents = thread_view::names(db)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(Choices { numbers, agents })
}

fn load(db: &Db, asked: &Asked, shell: &Shell) -> Result<View, Fault> {
    let (l, filter, step) = (shell.l, asked.filter(shell.now), Millis::days(asked.span().1));
    let spans = survey_view::by_span(db, &filter, step)?;
    let figure_of = |(kind, counts): (Kind, Vec<(i64, i64)>)| {
        let result = kind.result(&counts)?;
        let answers = counts.iter().map(|(_, n)| n).sum();
        let result = figure(kind, result, l);
        let trend = Trend::of(kind, &spans, (filter.since, step), &result, shell);
        Some(Figure { kind, result, answers, trend })
    };
    let figures: Vec<Figure> = by_kind(&survey_view::scores(db, &filter)?).into_iter().filter_map(figure_of).collect();
    let (sent, not_sent) = survey_view::asked(db, &filter)?;
    let answers = survey_view::list(db, &filter, true, None, LIST_MAX)?;
    Ok(View {
        asked: sent,
        answered: figures.iter().map(|figure| figure.answers).sum(),
        not_sent,
        figures,
        tables: [
            ("surveys-agent", lines(survey_view::by_agent(db, &filter)?, l)),
            ("surveys-number", lines(survey_view::by_number(db, &filter)?, l)),
        ],
        answers: answers.into_iter().filter_map(|told| answer(told, l)).collect(),
        choices: choices(db)?,
    })
}

/// GET /surveys
///
/// # Errors
/// The store's.
pub async fn show(viewer: Supervisor, app: Data<App>, asked: Query<Asked>) -> PageResult {
    let (shell, asked) = (viewer.shell(Nav::Settings(Section::Surveys)), asked.into_inner());
    let (wanted, for_load) = (asked.clone(), shell.clone());
    let view = page::blocking(&app, move |app| app.store.read(|db| load(db, &wanted, &for_load))).await?;
    page::page(&SurveysPage { shell, query: asked.query(), asked, view })
}
