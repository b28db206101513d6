//! One broadcast: its columns while it is a draft, the verdicts once it is checked, its progress while it runs.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::broadcast::State;
use crate::domain::broadcast::columns::{Columns, Source};
use crate::domain::ids::{BroadcastId, TemplateId};
use crate::domain::opt_in::How;
use crate::domain::template;
use crate::domain::time::Millis;
use crate::flows::broadcasts::load;
use crate::store::broadcast::{self, Broadcast};
use crate::store::broadcast_row::{self, Counts, Shown};
use crate::store::template::Template;
use crate::store::{Db, Fault, number, template as templates};
use crate::web::broadcasts::{NAV, state_words, status_of, trouble};
use crate::web::error::WebError;
use crate::web::form::Problems;
use crate::web::formatted;
use crate::web::guards::Supervisor;
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::time_field;

/// Rows on the page; the file has all of them.
const ROWS_MAX: i64 = 100;
/// How far ahead the field of a time begins.
const LATER: Millis = Millis::hours(1);
/// The width of the bar of progress.
const BAR: i64 = 600;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The columns are to be changed.
    columns: Option<String>,
}

/// What was posted and not taken.
#[derive(Default)]
pub(super) struct Again {
    pub columns: Option<Columns>,
    pub later: bool,
    pub send_at: Option<String>,
    pub problems: Problems,
}

/// What the store says.
struct Loaded {
    found: Broadcast,
    number: String,
    template: Template,
    names: Vec<String>,
    sample: Option<(i64, Vec<String>)>,
    counts: Counts,
    rows: Vec<Shown>,
    preview: Option<String>,
}

/// A select of columns.
struct Pick {
    word: &'static str,
    label: String,
    field: &'static str,
    required: bool,
    chosen: String,
}

/// A variable and what fills it in.
struct Variable {
    name: String,
    column: String,
    text: String,
    error: Option<String>,
}

/// The form of the columns.
struct Mapping {
    names: Vec<String>,
    sample: String,
    picks: Vec<Pick>,
    variables: Vec<Variable>,
    how: String,
    ways: Vec<(&'static str, String)>,
    words: String,
    given_on: String,
}

/// A row in words.
struct Row {
    number: i64,
    given: String,
    status: String,
    bad: bool,
    why: String,
    href: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "broadcasts/show.html")]
pub(super) struct ShowPage {
    shell: Shell,
    id: i64,
    name: String,
    state: &'static str,
    state_words: String,
    /// Why it paused by itself: sentence and what to do.
    because: Option<(String, String)>,
    from: String,
    due: Option<(String, String)>,
    counts: Counts,
    /// Parts of the bar: class, where it begins, how wide it is.
    bar: Vec<(&'static str, i64, i64)>,
    /// What became of how many: key, count.
    figures: Vec<(&'static str, i64)>,
    mapping: Option<Mapping>,
    rows: Vec<Row>,
    more: bool,
    preview: Option<Vec<formatted::Piece>>,
    language: String,
    later: bool,
    send_at: String,
    zone: String,
    problems: Problems,
}

fn read(db: &Db, id: BroadcastId) -> Result<Loaded, Fault> {
    let found = load(db, id)?;
    let (number, chosen) = (number::get(db, found.number)?, templates::get(db, found.template)?);
    let sheet = if matches!(found.state, State::Draft | State::Checked) {
        broadcast::sheet(db, id)?
    } else {
        broadcast::Sheet::default()
    };
    let preview = match broadcast_row::next(db, id)? {
        Some(next) => {
            let template = templates::get(db, TemplateId(next.kept.template))?;
            Some(template::fill(&template.body, &next.kept.values))
        }
        None => None,
    };
    Ok(Loaded {
        number: format!("{} · {}", number.name, number.address.display()),
        template: chosen,
        names: sheet.columns,
        sample: sheet.rows.into_iter().next(),
        counts: broadcast_row::counts(db, id)?,
        rows: broadcast_row::page(db, id, i64::MIN, true, ROWS_MAX + 1)?,
        preview,
        found,
    })
}

/// The page.
pub(super) async fn build(
    viewer: &Supervisor,
    app: &Data<App>,
    id: BroadcastId,
    again: Again,
) -> Result<ShowPage, WebError> {
    let loaded = page::blocking(app, move |app| app.store.read(|db| read(db, id))).await?;
    Ok(ShowPage::of(viewer, loaded, again))
}

impl ShowPage {
    fn of(viewer: &Supervisor, loaded: Loaded, again: Again) -> Self {
        let (shell, l) = (viewer.shell(NAV), viewer.locale);
        let now = viewer.visitor.now;
        let Loaded { found, number, template, names, sample, counts, mut rows, preview } = loaded;
        let draft = found.state == State::Draft;
        let mapping = (draft || again.columns.is_some()).then(|| {
            let columns = again.columns.as_ref().unwrap_or(&found.columns);
            mapping(columns, names, sample.as_ref(), &template, &again.problems, viewer)
        });
        let more = i64::try_from(rows.len()).is_ok_and(|shown| shown > ROWS_MAX);
        rows.truncate(usize::try_from(ROWS_MAX).unwrap_or(usize::MAX));
        Self {
            id: found.id.0,
            state: found.state.word(),
            state_words: state_words(found.state, l),
            because: found.paused_because.as_deref().map(|code| (l.code_sentence(code), l.code_remedy(code))),
            from: format!("{number} · {} · {}", template.name, template.language),
            due: found.due_at.map(|at| (shell.full_time(&at), at.to_string())),
            bar: bar(&counts),
            figures: figures(&counts, found.state),
            counts,
            mapping,
            rows: if draft { Vec::new() } else { rows.iter().map(|row| in_words(row, found.state, viewer)).collect() },
            more,
            preview: preview.filter(|_| !draft).map(|text| formatted::pieces(&text)),
            language: template.language,
            later: again.later || found.state == State::Scheduled,
            send_at: again
                .send_at
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| time_field::to_the_minute(found.due_at.unwrap_or(now + LATER), &viewer.tz)),
            zone: viewer.tz.iana_name().unwrap_or("UTC").to_owned(),
            problems: again.problems,
            name: found.name,
            shell,
        }
    }

    /// Whether the page changes by itself. Where a form was refused it has no address to be asked for again.
    fn is_moving(&self) -> bool {
        let leaves = self.state == "done" && self.counts.leaving + self.counts.sent > 0;
        self.problems.is_empty() && (self.state == "running" || self.state == "scheduled" || leaves)
    }
}

fn in_words(row: &Shown, state: State, viewer: &Supervisor) -> Row {
    let (l, status) = (viewer.locale, status_of(row, state));
    Row {
        number: row.row,
        given: row.given.clone(),
        status: l.t(format!("row-status-{status}")),
        bad: matches!(status, "wrong" | "refused" | "failed"),
        why: trouble(row, l),
        href: row.message.map(|(_, conversation, _)| format!("/inbox/{conversation}")),
    }
}

fn bar(counts: &Counts) -> Vec<(&'static str, i64, i64)> {
    let (mut parts, mut done) = (Vec::new(), 0);
    let good = counts.delivered + counts.read;
    let bad = counts.failed + counts.refused;
    for (class, count) in [("f2", good), ("f1", counts.leaving + counts.sent), ("f3", bad)] {
        let all = (counts.rows - counts.wrong).max(1);
        let (start, end) = (done * BAR / all, (done + count) * BAR / all);
        parts.push((class, start, end - start));
        done += count;
    }
    parts
}

fn figures(counts: &Counts, state: State) -> Vec<(&'static str, i64)> {
    match state {
        State::Draft => Vec::new(),
        State::Checked | State::Scheduled => vec![("row-count-ready", counts.ready), ("row-count-wrong", counts.wrong)],
        _ => vec![
            ("row-count-waiting", counts.ready),
            ("row-count-sent", counts.leaving + counts.sent),
            ("row-count-delivered", counts.delivered + counts.read),
            ("row-count-read", counts.read),
            ("row-count-failed", counts.failed + counts.refused),
            ("row-count-answered", counts.answered),
        ],
    }
}

fn mapping(
    columns: &Columns,
    names: Vec<String>,
    sample: Option<&(i64, Vec<String>)>,
    template: &Template,
    problems: &Problems,
    viewer: &Supervisor,
) -> Mapping {
    let l = viewer.locale;
    let pick = |word: &'static str, field, required, chosen: &String| Pick {
        word,
        label: l.t(format!("broadcast-column-{}", word.replace('_', "-"))),
        field,
        required,
        chosen: chosen.clone(),
    };
    let variable = |name: &String| {
        let (column, text) = match columns.variables.get(name) {
            Some(Source::Column(column)) => (column.clone(), String::new()),
            Some(Source::Text(text)) => (String::new(), text.clone()),
            None => (String::new(), String::new()),
        };
        let ours =
            |args: &[(&'static str, String)]| args.iter().any(|(key, value)| *key == "variable" && value == name);
        let problem = problems.0.iter().find(|problem| problem.field == "variables" && ours(&problem.args));
        Variable { name: name.clone(), column, text, error: problem.map(|problem| l.problem(problem)) }
    };
    let all = &columns.opt_in_of_all;
    Mapping {
        sample: sample.map(|(_, cells)| cells.join(" · ")).unwrap_or_default(),
        picks: vec![
            pick("number", "columns.number", true, &columns.number),
            pick("name", "columns.name", false, &columns.name),
            pick("language", "columns.language", false, &columns.language),
            pick("opt_in", "columns.opt_in", false, &columns.opt_in),
            pick("opt_in_at", "columns.opt_in_at", false, &columns.opt_in_at),
        ],
        variables: template.variables.iter().map(variable).collect(),
        how: all.how.clone(),
        ways: How::ALL
            .iter()
            .map(|how| (how.word(), l.t(format!("opt-in-{}", how.word().replace('_', "-")))))
            .collect(),
        words: all.words.clone(),
        given_on: time_field::day(all.given_at.unwrap_or(viewer.visitor.now), &viewer.tz),
        names,
    }
}

/// GET /broadcasts/{id}
///
/// # Errors
/// 404 for one that does not exist.
pub async fn show(viewer: Supervisor, app: Data<App>, path: Path<BroadcastId>, asked: Query<Asked>) -> PageResult {
    let id = path.into_inner();
    let mut again = Again::default();
    if asked.columns.is_some() {
        let found = page::blocking(&app, move |app| app.store.read(|db| load(db, id))).await?;
        again.columns = Some(found.columns).filter(|_| found.state == State::Checked);
    }
    page::page(&build(&viewer, &app, id, again).await?)
}
