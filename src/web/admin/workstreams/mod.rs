//! Workstreams: the list, and the tabs of one.

pub mod bot;
pub mod clause;
pub mod editor;
pub mod list;
pub mod numbers;
pub mod outcomes;
pub mod rules;
pub mod set_up;
pub mod settings;
pub mod try_it;

use crate::app::App;
use crate::domain::ids::WorkstreamId;
use crate::domain::language::Language;
use crate::domain::workstream::Mode;
use crate::store::number::{self, Number};
use crate::store::workstream::{self, Workstream};
use crate::store::{Db, Fault, rule, rule_set};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::shell::{Nav, Section, Shell};

/// Where the pages stand in the settings.
const NAV: Nav = Nav::Settings(Section::Workstreams);

/// What stands above the tabs of each.
pub(super) struct Head {
    pub(super) stream: Workstream,
    pub(super) numbers: Vec<Number>,
    pub(super) rules: usize,
    pub(super) tab: &'static str,
    fallback: String,
}

impl Head {
    pub(super) fn load(db: &Db, id: WorkstreamId, tab: &'static str) -> Result<Self, Fault> {
        let stream = workstream::get(db, id)?;
        let mut rules = rule::list(db, id, None)?.len();
        for set in rule_set::list(db, id)? {
            rules += rule::list(db, id, Some(set.id))?.len();
        }
        let numbers = number::list(db)?.into_iter().filter(|number| number.workstream_id == id).collect();
        let fallback = crate::store::queue::by_id(db, stream.settings.fallback_queue)?;
        let fallback = fallback.map(|queue| queue.settings.name).unwrap_or_default();
        Ok(Self { stream, numbers, rules, tab, fallback })
    }

    /// In a line what this workstream is.
    pub(super) fn lede(&self, l: &Locale) -> String {
        let settings = &self.stream.settings;
        let (mode, language) = (l.t(mode_key(&settings.mode)), l.t(language_key(&settings.language)));
        l.t3("workstreams-lede", "mode", mode, "n", settings.cost.0, "language", language)
    }
}

fn shell(viewer: &Admin) -> Shell {
    viewer.shell(NAV)
}

fn load(app: &App, id: WorkstreamId, tab: &'static str) -> Result<Head, Fault> {
    app.store.read(|db| Head::load(db, id, tab))
}

/// The key of how work reaches agents.
#[must_use]
pub fn mode_key(mode: &Mode) -> String {
    format!("workstreams-lede-{}", mode.word())
}

/// The key of a language's name.
#[must_use]
pub fn language_key(language: &Language) -> String {
    format!("language-{}", language.code())
}

/// The key of a word of a condition: its `kind`, its `how`, its `hint`.
#[must_use]
pub fn clause_key(what: &str, word: &str) -> String {
    format!("rules-{what}-{}", word.replace('_', "-"))
}

/// The key of a step of setting up a number.
#[must_use]
pub fn step_key(name: &str) -> String {
    format!("set-up-step-{name}")
}
