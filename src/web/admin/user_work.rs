//! What routing takes from a user, on the user's page: capacity, skills, queues, languages, the first presence of a day.

use actix_web::web::{Data, Path};
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{QueueId, SkillId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::{LEVEL_MAX, Level, Skilled, Skills};
use crate::domain::user::Presence;
use crate::flows::users::at_work;
use crate::flows::users::update::{Change, update};
use crate::store::queue::Queue;
use crate::store::skill::Skill;
use crate::store::{Db, Fault, queue, skill, user};
use crate::web::admin::users;
use crate::web::form::{PostedForm, Problems};
use crate::web::guards::Admin;
use crate::web::page::{self, PageResult};

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    capacity: String,
    languages: String,
    default_presence: String,
    /// The queues that are ticked.
    #[serde(skip)]
    queues: Vec<QueueId>,
    /// The levels that are chosen; a skill that is not here is not known.
    #[serde(skip)]
    skills: Vec<(SkillId, i64)>,
}

impl Form {
    /// With what a struct of single values cannot hold.
    fn with(self, pairs: &[(String, String)]) -> Self {
        let queues = pairs.iter().filter(|(name, _)| name == "queues").filter_map(|(_, id)| id.parse().ok());
        let skills = pairs
            .iter()
            .filter_map(|(name, level)| Some((name.strip_prefix("skill-")?.parse().ok()?, level.parse().ok()?)));
        Self { queues: queues.collect(), skills: skills.collect(), ..self }
    }

    fn wanted(&self) -> Result<Change, Refusal> {
        let mut problems = Vec::new();
        let capacity = match self.capacity.trim().parse() {
            Ok(capacity) => Some(capacity),
            Err(_) => {
                problems.push(FieldProblem::new("capacity", "number-whole"));
                None
            }
        };
        let mut skills = Vec::new();
        for (skill, level) in &self.skills {
            match Level::new(*level) {
                Ok(level) => skills.push(Skilled { skill: *skill, level }),
                Err(problem) => problems.push(FieldProblem { field: "skills", ..problem }),
            }
        }
        let default_presence = Presence::from_word(&self.default_presence);
        if default_presence.is_none() {
            problems.push(FieldProblem::new("default_presence", "unknown"));
        }
        Refusal::unless_empty(problems)?;
        let languages = self.languages.split([',', ';']).map(|tag| tag.trim().to_owned());
        let at_work = at_work::Change {
            languages: Some(languages.filter(|tag| !tag.is_empty()).collect()),
            default_presence,
            skills: Some(Skills::from(skills)),
            queues: Some(self.queues.clone()),
        };
        Ok(Change { capacity, at_work, ..Change::default() })
    }
}

/// This part of the page.
pub struct Work {
    pub(super) form: Form,
    pub(super) skills: Vec<Skill>,
    pub(super) queues: Vec<Queue>,
    pub(super) presences: &'static [Presence],
    pub(super) problems: Problems,
}

impl Work {
    /// What is kept about somebody.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; the store's.
    pub(super) fn of(db: &Db, id: UserId) -> Result<Self, Fault> {
        let kept = user::at_work(db, id)?.ok_or(Refusal::NotFound)?;
        let capacity = user::find(db, id)?.ok_or(Refusal::NotFound)?.capacity;
        let form = Form {
            capacity: capacity.to_string(),
            languages: kept.languages.join(", "),
            default_presence: kept.default_presence.word().to_owned(),
            queues: queue::of_user(db, id)?,
            skills: skill::of_user(db, id)?.iter().map(|one| (one.skill, one.level.number())).collect(),
        };
        let queues = queue::list(db)?.into_iter().filter(|queue| !queue.everyone).collect();
        let skills = skill::list(db)?;
        Ok(Self { form, skills, queues, presences: Presence::ALL, problems: Problems::default() })
    }

    pub(super) fn capacity(&self) -> &str {
        &self.form.capacity
    }

    pub(super) fn languages(&self) -> &str {
        &self.form.languages
    }

    pub(super) fn begins(&self, presence: &Presence) -> bool {
        self.form.default_presence == presence.word()
    }

    pub(super) fn works_for(&self, queue: &Queue) -> bool {
        self.form.queues.contains(&queue.id)
    }

    /// The level of a skill; 0 for one that is not known.
    pub(super) fn level(&self, skill: &Skill) -> i64 {
        self.form.skills.iter().find(|(id, _)| *id == skill.id).map_or(0, |(_, level)| *level)
    }

    pub(super) fn levels(&self) -> std::ops::RangeInclusive<i64> {
        1..=LEVEL_MAX
    }
}

/// POST /admin/users/{id}/work
///
/// # Errors
/// 404; the store's.
pub async fn save(viewer: Admin, app: Data<App>, id: Path<UserId>, posted: PostedForm<Form>) -> PageResult {
    let (actor, id, form) = (viewer.actor(), id.into_inner(), posted.value.with(&posted.pairs));
    let wanted = form.wanted();
    match page::blocking(&app, move |app| update(app, actor, id, &wanted?)).await {
        Ok(()) => page::flash(format!("/admin/users/{id}#work"), "flash-saved"),
        Err(error) => users::again(&viewer, &app, id, form, Problems::of(error)?).await,
    }
}
