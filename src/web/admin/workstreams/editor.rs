//! A rule that is being written: the same sentence with fields in place. Works without a script: a condition is added
//! and taken away by buttons that show the form again.

use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::hours::Day;
use crate::domain::ids::{NumberId, QueueId, RuleId, RuleSetId, SkillId, WorkstreamId};
use crate::domain::queue::Priority;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::rule::{Body, Join, Sets, To};
use crate::domain::skill::{Level, Skilled};
use crate::domain::text;
use crate::flows::rules::{Place, create, update};
use crate::store::rule::{self, Says};
use crate::store::{Db, Fault, hours, number, queue, skill};
use crate::web::admin::workstreams::clause::{KINDS, Row};
use crate::web::admin::workstreams::rules::show_with;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, flash};
use crate::web::rule_words::{Names, plain};

/// Rows that a form has at most: more than a rule may have, so that the limit is told and nothing is lost.
const ROWS_MAX: usize = 40;
/// The condition that a new rule begins with.
const FIRST: &str = "first_message";
/// So much of a sentence becomes the name of a rule that was given none, in characters.
const NAME_CHARS: usize = 60;

/// Something to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether nobody works for it.
    pub empty: bool,
}

/// The form.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    /// The rule; `None`: a new one.
    pub id: Option<RuleId>,
    /// The set it stands in; `None`: it chooses a queue.
    pub set: Option<RuleSetId>,
    /// What people call it.
    pub name: String,
    /// `all` or `any`.
    pub join: String,
    /// The conditions.
    pub rows: Vec<Row>,
    /// Where it sends.
    pub queue: String,
    /// The priority that it sets.
    pub priority: String,
    /// The tags that it sets.
    pub tags: String,
    /// The skills that it sets, with their levels.
    pub skills: Vec<(String, String)>,
    /// The variables that it sets.
    pub variables: Vec<(String, String)>,
    /// Which queues there are.
    pub queues: Vec<Choice>,
    /// Which skills there are.
    pub known_skills: Vec<Choice>,
    /// Which opening hours there are.
    pub hours: Vec<Choice>,
    /// Which numbers there are.
    pub numbers: Vec<(NumberId, String)>,
    /// What is wrong.
    pub problems: Problems,
}

impl Editor {
    /// Of a new rule, with one empty condition.
    #[must_use]
    pub fn new(set: Option<RuleSetId>, zone: &str) -> Self {
        let blank = || vec![(String::new(), String::new())];
        Self {
            set,
            join: Join::All.word().to_owned(),
            rows: vec![Row::new(FIRST, zone)],
            skills: blank(),
            variables: blank(),
            ..Self::default()
        }
    }

    fn of(rule: &rule::Rule) -> Self {
        let mut editor = Self { id: Some(rule.id), set: rule.set, name: rule.name.clone(), ..Self::default() };
        let (join, when) = match &rule.says {
            Says::To(body) => {
                editor.queue = body.then.queue.to_string();
                (body.join, &body.when)
            }
            Says::Sets(body) => {
                let sets = &body.then;
                editor.priority = sets.priority.map(|priority| priority.number().to_string()).unwrap_or_default();
                editor.tags = sets.tags.join(", ");
                let skill = |one: Skilled| (one.skill.to_string(), one.level.number().to_string());
                editor.skills = sets.skills.iter().map(skill).collect();
                editor.variables = sets.variables.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                (body.join, &body.when)
            }
        };
        join.word().clone_into(&mut editor.join);
        editor.rows = when.iter().map(Row::of).collect();
        editor.with_blanks()
    }

    /// With one empty line for a skill and for a variable more.
    fn with_blanks(mut self) -> Self {
        for lines in [&mut self.skills, &mut self.variables] {
            lines.retain(|(one, other)| !one.is_empty() || !other.is_empty());
            lines.push((String::new(), String::new()));
        }
        self
    }

    fn posted(pairs: &[(String, String)], id: Option<RuleId>, set: Option<RuleSetId>) -> Self {
        let all = |name: &str| -> Vec<String> {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        let two = |one: &str, other: &str| all(one).into_iter().zip(all(other)).collect();
        Self {
            id,
            set,
            name: one("name"),
            join: one("join"),
            rows: (0..ROWS_MAX).filter_map(|n| Row::posted(n, pairs)).collect(),
            queue: one("queue"),
            priority: one("priority"),
            tags: one("tags"),
            skills: two("skill", "level"),
            variables: two("variable", "value"),
            ..Self::default()
        }
    }

    /// Looks up what there is to choose from.
    ///
    /// # Errors
    /// The store's.
    pub fn choices(&mut self, db: &Db) -> Result<(), Fault> {
        for one in queue::list(db)? {
            let empty = queue::chosen_count(db, &one)? == Some(0);
            self.queues.push(Choice { id: one.id.0, name: one.settings.name, empty });
        }
        let choice = |id, name| Choice { id, name, empty: false };
        self.known_skills = skill::list(db)?.into_iter().map(|one| choice(one.id.0, one.name)).collect();
        self.hours = hours::list(db)?.into_iter().map(|one| choice(one.id.0, one.name)).collect();
        self.numbers = number::list(db)?.into_iter().map(|one| (one.id, one.name)).collect();
        Ok(())
    }

    /// The kinds of conditions that can be added.
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static str> {
        KINDS.iter().copied().filter(|kind| *kind != "hours" || !self.hours.is_empty()).collect()
    }

    /// The days of the week.
    #[must_use]
    pub const fn week(&self) -> &'static [Day] {
        Day::ALL
    }

    /// Where the form goes.
    #[must_use]
    pub fn action(&self, workstream: &WorkstreamId) -> String {
        match self.id {
            Some(id) => format!("/admin/rules/{id}"),
            None => format!("/admin/workstreams/{workstream}/rules"),
        }
    }

    /// Whether it is written in this list.
    #[must_use]
    pub fn is_new_in(&self, set: Option<&RuleSetId>) -> bool {
        self.id.is_none() && self.set.as_ref() == set
    }

    /// Whether this rule is written.
    #[must_use]
    pub fn is(&self, id: &RuleId) -> bool {
        self.id.as_ref() == Some(id)
    }

    fn says(&self) -> Result<Says, Refusal> {
        let mut problems = Vec::new();
        let mut when = Vec::new();
        for (at, row) in (1_usize..).zip(&self.rows) {
            match row.clause() {
                Ok(clause) => when.push(clause),
                Err(problem) => problems.push(problem.with("clause", at.to_string())),
            }
        }
        let join = Join::from_word(&self.join).unwrap_or_default();
        let says = if self.set.is_some() {
            Says::Sets(Body { join, when, then: self.sets(&mut problems) })
        } else {
            // What is no id belongs to nothing.
            Says::To(Body { join, when, then: To { queue: QueueId(self.queue.parse().unwrap_or(0)) } })
        };
        Refusal::unless_empty(problems)?;
        Ok(says)
    }

    fn sets(&self, problems: &mut Vec<FieldProblem>) -> Sets {
        let mut sets = Sets::default();
        let mut skills = Vec::new();
        for (skill, level) in self.skills.iter().filter(|(skill, _)| !skill.is_empty()) {
            let level = Level::new(level.trim().parse().unwrap_or(if level.trim().is_empty() { 1 } else { 0 }));
            match (skill.parse::<SkillId>(), level) {
                (Ok(skill), Ok(level)) => skills.push(Skilled { skill, level }),
                (Err(_), _) => problems.push(FieldProblem::new("then", "unknown")),
                (_, Err(problem)) => problems.push(FieldProblem { field: "then", ..problem }),
            }
        }
        sets.skills = skills.into();
        if !self.priority.trim().is_empty() {
            match Priority::new(self.priority.trim().parse().unwrap_or(0)) {
                Ok(priority) => sets.priority = Some(priority),
                Err(problem) => problems.push(FieldProblem { field: "then", ..problem }),
            }
        }
        let tags = self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        sets.tags = tags.map(str::to_owned).collect();
        let named = self.variables.iter().filter(|(name, value)| !name.trim().is_empty() || !value.is_empty());
        sets.variables = named.map(|(name, value)| (name.trim().to_owned(), value.clone())).collect();
        sets
    }

    /// Puts what is wrong with a condition beside it.
    fn blame(&mut self, l: Locale) {
        for problem in self.problems.0.iter().filter(|problem| problem.field == "when") {
            let at =
                problem.args.iter().find(|(name, _)| *name == "clause").and_then(|(_, at)| at.parse::<usize>().ok());
            if let Some(row) = at.and_then(|at| at.checked_sub(1)).and_then(|at| self.rows.get_mut(at)) {
                row.error = Some(l.problem(problem));
            }
        }
    }
}

/// The name of a rule that was given none.
fn sentence(says: &Says, names: &Names, l: Locale) -> String {
    text::one_line(&plain(says, names, l), NAME_CHARS)
}

/// GET /admin/rules/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn edit(viewer: Admin, app: Data<App>, id: Path<RuleId>) -> PageResult {
    let (id, l) = (*id, viewer.locale);
    let (workstream, editor) = blocking(&app, move |app| {
        app.store.read(|db| {
            let rule = rule::get(db, id)?;
            let mut editor = Editor::of(&rule);
            // Named by its sentence it gets another name with another sentence.
            if editor.name == sentence(&rule.says, &Names::load(db)?, l) {
                editor.name.clear();
            }
            editor.choices(db)?;
            Ok((rule.workstream, editor))
        })
    })
    .await?;
    show_with(&viewer, &app, workstream, Some(editor)).await
}

/// The buttons of the form; its other fields are read as they came.
#[derive(serde::Deserialize)]
pub struct Buttons {
    #[serde(default)]
    act: String,
    /// The kind of condition that is added.
    #[serde(default)]
    kind: String,
    /// The set of a new rule.
    #[serde(default)]
    set: String,
}

/// POST /admin/rules/{id}
///
/// # Errors
/// 404, or those of the store; wrong fields show the form again.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<RuleId>, posted: PostedForm<Buttons>) -> PageResult {
    let id = *id;
    let found = blocking(&app, move |app| app.store.read(|db| rule::get(db, id))).await?;
    let editor = Editor::posted(&posted.pairs, Some(id), found.set);
    take(viewer, app, found.workstream, editor, posted.value).await
}

/// POST /admin/workstreams/{id}/rules
///
/// # Errors
/// 404, or those of the store; wrong fields show the form again.
pub async fn make(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, posted: PostedForm<Buttons>) -> PageResult {
    let editor = Editor::posted(&posted.pairs, None, posted.value.set.parse().ok());
    take(viewer, app, *id, editor, posted.value).await
}

async fn take(
    viewer: Admin,
    app: Data<App>,
    workstream: WorkstreamId,
    mut editor: Editor,
    buttons: Buttons,
) -> PageResult {
    let l = viewer.locale;
    let dropped = buttons.act.strip_prefix("drop-").and_then(|n| n.parse::<usize>().ok());
    match (buttons.act.as_str(), dropped) {
        ("add", _) if KINDS.contains(&buttons.kind.as_str()) => {
            editor.rows.push(Row::new(&buttons.kind, viewer.tz.iana_name().unwrap_or("UTC")));
        }
        (_, Some(n)) if n < editor.rows.len() => {
            editor.rows.remove(n);
        }
        ("save", _) => match keep(&viewer, &app, workstream, &editor).await {
            Ok(id) => return flash(format!("/admin/workstreams/{workstream}/rules#rule-{id}"), "flash-saved"),
            Err(error) => editor.problems = Problems::of(error)?,
        },
        _ => {}
    }
    editor.blame(l);
    let editor = blocking(&app, move |app| {
        app.store.read(|db| {
            let mut editor = editor.with_blanks();
            editor.choices(db)?;
            Ok(editor)
        })
    })
    .await?;
    show_with(&viewer, &app, workstream, Some(editor)).await
}

async fn keep(
    viewer: &Admin,
    app: &Data<App>,
    workstream: WorkstreamId,
    editor: &Editor,
) -> Result<RuleId, crate::web::error::WebError> {
    let (actor, l, typed, says) = (viewer.actor(), viewer.locale, editor.name.clone(), editor.says()?);
    let place = editor.set.map_or(Place::Routes(workstream), Place::Set);
    let id = editor.id;
    blocking(app, move |app| {
        let name = if typed.trim().is_empty() { sentence(&says, &app.store.read(Names::load)?, l) } else { typed };
        match id {
            None => create::create(app, actor, place, &name, true, says),
            Some(id) => update::update(app, actor, id, move |rule| {
                (rule.name, rule.says) = (name, says);
                Ok(())
            })
            .map(|()| id),
        }
    })
    .await
}
