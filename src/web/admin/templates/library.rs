//! The list: one row per name, with its languages and what became of its sends.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::template::Approval;
use crate::domain::text::{folded, one_line};
use crate::domain::time::Timestamp;
use crate::store::template::Template as Stored;
use crate::store::template_count::Use;
use crate::store::template_draft::TemplateDraft;
use crate::web::admin::templates::Loaded;
use crate::web::i18n::Locale;

/// Letters of a text in the list.
const EXCERPT_CHARS: usize = 90;

/// What is looked for, and what a reading just found.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub(super) q: String,
    pub(super) state: String,
    pub(super) language: String,
    pub(super) category: String,
    pub(super) account: String,
    pub(super) total: Option<usize>,
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) gone: usize,
}

impl Wanted {
    pub(super) fn is_filter(&self) -> bool {
        !self.query().is_empty()
    }

    /// Whether one language of a template is looked for. Every word has to stand in name or text.
    fn takes(&self, entry: &Entry<'_>) -> bool {
        let text = folded(&format!("{} {}", entry.name(), entry.body()));
        folded(&self.q).split_whitespace().all(|word| text.contains(word))
            && (self.state.is_empty() || entry.status().word() == self.state)
            && (self.language.is_empty() || entry.language() == self.language)
            && (self.category.is_empty() || entry.category().unwrap_or_default() == self.category)
            && (self.account.is_empty() || entry.account().to_string() == self.account)
    }

    /// The filter as it stands in addresses, with its question mark.
    pub(super) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("q", self.q.trim()),
            ("state", &self.state),
            ("language", &self.language),
            ("category", &self.category),
            ("account", &self.account),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// One language of a template: at the provider, or written here.
enum Entry<'a> {
    Stored(&'a Stored),
    Draft(&'a TemplateDraft),
}

impl Entry<'_> {
    fn account(&self) -> AccountId {
        match self {
            Self::Stored(one) => one.account_id,
            Self::Draft(one) => one.account_id,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Stored(one) => &one.name,
            Self::Draft(one) => &one.written.name,
        }
    }

    fn body(&self) -> &str {
        match self {
            Self::Stored(one) => &one.body,
            Self::Draft(one) => &one.written.body,
        }
    }

    fn language(&self) -> &str {
        match self {
            Self::Stored(one) => &one.language,
            Self::Draft(one) => &one.written.language,
        }
    }

    fn category(&self) -> Option<&str> {
        match self {
            Self::Stored(one) => one.category.as_deref(),
            Self::Draft(one) => Some(one.written.category.as_str()).filter(|word| !word.is_empty()),
        }
    }

    fn kind(&self) -> &str {
        match self {
            Self::Stored(one) => &one.kind,
            Self::Draft(one) => one.written.kind.word(),
        }
    }

    fn status(&self) -> Approval {
        match self {
            Self::Stored(one) => one.status,
            Self::Draft(_) => Approval::Unsubmitted,
        }
    }

    fn href(&self, wanted: &Wanted) -> String {
        match self {
            Self::Stored(one) => format!("/admin/templates/{}{}#chosen", one.id, wanted.query()),
            Self::Draft(one) => format!("/admin/templates/drafts/{}", one.id),
        }
    }
}

/// A language in a row, or above the chosen template.
pub(super) struct LanguageLink {
    pub href: String,
    pub language: String,
    pub state: &'static str,
    pub pill: &'static str,
    pub icon: &'static str,
    /// Approved ones say so only to readers of the screen.
    pub quiet: bool,
    pub chosen: bool,
}

/// A row of the list.
pub(super) struct Group {
    pub account: String,
    pub name: String,
    pub href: String,
    pub excerpt: String,
    pub category: Option<String>,
    pub kind: String,
    pub languages: Vec<LanguageLink>,
    pub used: Use,
    /// Read, of what was sent, in words.
    pub read: Option<String>,
    pub last_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub chosen: bool,
}

/// The sign of a state.
pub(super) const fn sign(status: Approval) -> (&'static str, &'static str) {
    match status {
        Approval::Approved => ("is-ok", "tick"),
        Approval::Received | Approval::Pending => ("is-soon", "clock"),
        Approval::Paused => ("is-soon", "pause"),
        Approval::Rejected | Approval::Disabled => ("is-bad", "x"),
        Approval::Unsubmitted => ("", "pencil"),
        Approval::Deleted => ("is-off", "ban"),
    }
}

fn link(entry: &Entry<'_>, chosen: Option<TemplateId>, wanted: &Wanted) -> LanguageLink {
    let (pill, icon) = sign(entry.status());
    LanguageLink {
        href: entry.href(wanted),
        language: if entry.language().is_empty() { "–".to_owned() } else { entry.language().to_owned() },
        state: entry.status().word(),
        pill,
        icon,
        quiet: entry.status() == Approval::Approved,
        chosen: matches!(entry, Entry::Stored(one) if Some(one.id) == chosen),
    }
}

/// All rows that are looked for, by account and name.
pub(super) fn groups(loaded: &Loaded, wanted: &Wanted, chosen: Option<TemplateId>, l: Locale) -> Vec<Group> {
    let mut found: BTreeMap<(AccountId, bool, String, &str), Vec<Entry<'_>>> = BTreeMap::new();
    let entries = loaded.templates.iter().map(Entry::Stored).chain(loaded.drafts.iter().map(Entry::Draft));
    let mut all: BTreeMap<(AccountId, &str), Vec<Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        let key = match &entry {
            Entry::Stored(one) => (one.account_id, one.name.as_str()),
            Entry::Draft(one) => (one.account_id, one.written.name.as_str()),
        };
        all.entry(key).or_default().push(entry);
    }
    for ((account, name), entries) in all {
        if entries.iter().any(|entry| wanted.takes(entry)) {
            // What is gone everywhere stands at the end.
            let gone = entries.iter().all(|entry| entry.status() == Approval::Deleted);
            found.insert((account, gone, folded(name), name), entries);
        }
    }
    let account_name = |id: AccountId| {
        let found = loaded.accounts.iter().find(|account| account.id == id);
        found.map(|account| account.name.clone()).unwrap_or_default()
    };
    let several = loaded.accounts.len() > 1;
    found
        .into_iter()
        .filter_map(|((account, _, _, name), entries)| {
            let account = if several { account_name(account) } else { String::new() };
            group(account, name, &entries, loaded, wanted, chosen, l)
        })
        .collect()
}

fn group(
    account: String,
    name: &str,
    entries: &[Entry<'_>],
    loaded: &Loaded,
    wanted: &Wanted,
    chosen: Option<TemplateId>,
    l: Locale,
) -> Option<Group> {
    let mut used = Use::default();
    for entry in entries {
        if let Entry::Stored(one) = entry
            && let Some(one) = loaded.uses.get(&one.id)
        {
            used.sent += one.sent;
            used.delivered += one.delivered;
            used.read += one.read;
            used.failed += one.failed;
            used.last_at = used.last_at.max(one.last_at);
        }
    }
    // What was looked for is what opens, not another language of it.
    let first = entries.iter().find(|entry| wanted.takes(entry)).or(entries.first())?;
    let reason = entries.iter().find_map(|entry| match entry {
        Entry::Stored(one) => one.rejection_reason.clone(),
        Entry::Draft(_) => None,
    });
    let languages: Vec<LanguageLink> = entries.iter().map(|entry| link(entry, chosen, wanted)).collect();
    Some(Group {
        account,
        name: name.to_owned(),
        href: first.href(wanted),
        excerpt: one_line(first.body(), EXCERPT_CHARS),
        category: entries.iter().find_map(Entry::category).map(str::to_owned),
        kind: first.kind().to_owned(),
        read: percent(used.read, used.sent).map(|share| l.t1("templates-percent", "n", share)),
        last_at: used.last_at,
        chosen: languages.iter().any(|language| language.chosen),
        languages,
        used,
        reason,
    })
}

/// `part` of `whole` in full percent.
pub(super) fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// The languages in which a template exists, at the provider and here.
pub(super) fn languages_of(template: &Stored, loaded: &Loaded, wanted: &Wanted) -> Vec<LanguageLink> {
    let stored = loaded.templates.iter().map(Entry::Stored);
    let drafts = loaded.drafts.iter().map(Entry::Draft);
    stored
        .chain(drafts)
        .filter(|entry| entry.account() == template.account_id && entry.name() == template.name)
        .map(|entry| link(&entry, Some(template.id), wanted))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_rounded() {
        for (part, whole, want) in
            [(0, 0, None), (0, 3, Some(0)), (1, 3, Some(33)), (2, 3, Some(67)), (5, 5, Some(100))]
        {
            assert_eq!(percent(part, whole), want);
        }
    }
}
