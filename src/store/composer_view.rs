//! What the template picker offers: everything of an account that can be sent now, and how many more there
//! are that cannot. In the sandbox that is its own three, at any time.

use std::collections::BTreeMap;

use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::template::Approval;
use crate::store::error::Fault;
use crate::store::readers::Db;
use crate::store::template::{self, Template};

/// Templates of a picker at most; a search in the browser goes over these.
const TEMPLATES_MAX: usize = 300;

/// A template that may be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// It.
    pub template: Template,
    /// Whether it is the default language of its name: the one that was there first.
    pub is_default: bool,
}

/// What may be sent in a thread of an account now, and the count of those that may not.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn choices(db: &Db, account: AccountId, window_open: bool, sandbox: bool) -> Result<(Vec<Choice>, i64), Fault> {
    let all = template::of_account(db, account)?;
    let mut first: BTreeMap<String, TemplateId> = BTreeMap::new();
    for template in &all {
        let id = first.entry(template.name.clone()).or_insert(template.id);
        *id = (*id).min(template.id);
    }
    let known = |template: &Template| template.status != Approval::Deleted && (sandbox || !template.sandbox);
    let (choices, others): (Vec<Template>, Vec<Template>) = all
        .into_iter()
        .filter(known)
        .partition(|template| template.sandbox == sandbox && template.may_be_sent(window_open, sandbox));
    let choice = |template: Template| Choice { is_default: first.get(&template.name) == Some(&template.id), template };
    Ok((choices.into_iter().take(TEMPLATES_MAX).map(choice).collect(), i64::try_from(others.len()).unwrap_or(i64::MAX)))
}
