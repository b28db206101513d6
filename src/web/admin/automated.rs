//! What is said by itself, for a workstream (a tab of it) or a number.
//!
//! Both are the same pages: [`list`] shows all in the order of a conversation, [`edit`] one with its text in each
//! language. Here is what they share: the place that the texts belong to, and what each is called.

pub mod edit;
pub mod list;

use crate::app::App;
use crate::domain::automatic::{Scope, Trigger};
use crate::domain::ids::WorkstreamId;
use crate::domain::language::Language;
use crate::flows::automated_messages::check_scope;
use crate::store::Fault;
use crate::store::number::{self, Number};
use crate::web::admin::workstreams::Head;
use crate::web::i18n::Locale;
use crate::web::shell::{Nav, Section};

/// A workstream with what stands above its tabs, or a number.
enum Place {
    Workstream(Box<Head>),
    Number(Box<Number>),
}

impl Place {
    fn load(app: &App, scope: Scope) -> Result<Self, Fault> {
        app.store.read(|db| {
            check_scope(db, scope)?;
            Ok(match scope {
                Scope::Workstream(id) => Self::Workstream(Box::new(Head::load(db, id, "messages")?)),
                Scope::Number(id) => Self::Number(Box::new(number::get(db, id)?)),
            })
        })
    }

    fn name(&self) -> &str {
        match self {
            Self::Workstream(head) => &head.stream.settings.name,
            Self::Number(number) => &number.name,
        }
    }

    /// The language of most who read what is said here.
    const fn language(&self) -> Language {
        match self {
            Self::Workstream(head) => head.stream.settings.language,
            Self::Number(number) => number.language,
        }
    }

    const fn workstream(&self) -> WorkstreamId {
        match self {
            Self::Workstream(head) => head.stream.id,
            Self::Number(number) => number.workstream_id,
        }
    }

    const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    const fn nav(&self) -> Nav {
        Nav::Settings(if self.is_number() { Section::Accounts } else { Section::Workstreams })
    }
}

/// Where the pages of a scope stand.
fn address(scope: Scope) -> String {
    match scope {
        Scope::Workstream(id) => format!("/admin/workstreams/{id}/messages"),
        Scope::Number(id) => format!("/admin/numbers/{id}/messages"),
    }
}

/// What it is called.
fn name(trigger: Trigger, l: Locale) -> String {
    l.t(format!("trigger-{}", trigger.word().replace('_', "-")))
}

/// When it goes.
fn when(trigger: Trigger, l: Locale) -> String {
    l.t(format!("trigger-{}-when", trigger.word().replace('_', "-")))
}
