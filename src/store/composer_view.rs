//! What the template picker offers: everything of an account that can be sent now, and how many more there
//! are that cannot. In the sandbox that is its own three, at any time.

use std::collections::BTreeMap;

use crate::domain::ids::{AccountId, NumberId, TemplateId};
use crate::domain::template::Approval;
use crate::store::error::Fault;
use crate::store::readers::Db;
use crate::store::template::{self, Template};
use crate::store::template_count;

/// Templates of a picker at most; a search in the browser goes over these.
const TEMPLATES_MAX: usize = 300;

/// A template that may be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// It.
    pub template: Template,
    /// Whether it is the default language of its name: the one that was there first.
    pub is_default: bool,
    /// How often it was sent from this number this month.
    pub sent: i64,
}

/// Where a picker stands.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The account of our number.
    pub account: AccountId,
    /// Our number.
    pub number: NumberId,
    /// Whether that is the sandbox.
    pub sandbox: bool,
    /// Whether free text is allowed now.
    pub window_open: bool,
    /// This month, such as `2026-11`.
    pub month: &'a str,
}

/// What may be sent in a thread now, and the count of those that may not.
///
/// # Errors
/// [`Fault`] if the file cannot be read.
pub fn choices(db: &Db, at: &At<'_>) -> Result<(Vec<Choice>, i64), Fault> {
    let At { account, number, sandbox, window_open, month } = *at;
    let (all, sent) = (template::of_account(db, account)?, template_count::sent(db, number, month)?);
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
    let choice = |template: Template| Choice {
        is_default: first.get(&template.name) == Some(&template.id),
        sent: sent.get(&template.id).copied().unwrap_or_default(),
        template,
    };
    Ok((choices.into_iter().take(TEMPLATES_MAX).map(choice).collect(), i64::try_from(others.len()).unwrap_or(i64::MAX)))
}
