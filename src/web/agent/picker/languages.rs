//! One template in several languages is one entry of the picker, which shows the language that suits best until
//! the agent chooses another.

use std::collections::BTreeMap;

use crate::domain::closest;
use crate::domain::ids::TemplateId;
use crate::domain::template::languages::rank;
use crate::store::composer_view::Choice;
use crate::store::template::Template;
use crate::web::agent::Reader;

/// A language of the chosen template.
pub(in crate::web::agent) struct LanguageView {
    pub id: i64,
    /// In words, or as WhatsApp writes it.
    pub name: String,
    pub chosen: bool,
}

/// A template in all languages in which it can be sent now.
pub(super) struct Group {
    /// The best language first.
    pub choices: Vec<Choice>,
    /// The one that is shown.
    pub shown: TemplateId,
    /// It says nearly what the kept text says.
    pub near: bool,
}

impl Group {
    /// The one that is shown.
    pub fn template(&self) -> Option<&Template> {
        let shown = self.choices.iter().find(|choice| choice.template.id == self.shown);
        shown.or_else(|| self.choices.first()).map(|choice| &choice.template)
    }

    /// How often the one that is shown was sent this month.
    pub fn sent(&self) -> i64 {
        self.choices.iter().find(|choice| choice.template.id == self.shown).map_or(0, |choice| choice.sent)
    }

    /// Its languages, the one that is shown first.
    pub fn codes(&self) -> Vec<String> {
        let (first, others): (Vec<&Template>, Vec<&Template>) =
            self.choices.iter().map(|choice| &choice.template).partition(|template| template.id == self.shown);
        first.into_iter().chain(others).map(|template| template.language.clone()).collect()
    }
}

/// The entries in the order in which they are offered: the one nearest to the kept text, then by the language that
/// suits best. What was asked for, or is nearest, is shown in its own language, any other in the best one.
pub(super) fn grouped(
    mut choices: Vec<Choice>,
    kept: &str,
    asked: Option<TemplateId>,
    contact: Option<&str>,
    number: &str,
) -> Vec<Group> {
    choices.sort_by_key(|choice| rank(&choice.template.language, contact, number, choice.is_default));
    let near = closest::nearest(kept, choices.iter().map(|choice| choice.template.body.as_str()));
    let near = near.and_then(|place| choices.get(place)).map(|choice| choice.template.id);
    let mut groups: Vec<Group> = Vec::new();
    for choice in choices {
        let same = |group: &&mut Group| group.choices.iter().any(|one| one.template.name == choice.template.name);
        match groups.iter_mut().find(same) {
            Some(group) => group.choices.push(choice),
            None => groups.push(Group { shown: choice.template.id, choices: vec![choice], near: false }),
        }
    }
    for wanted in [near, asked].into_iter().flatten() {
        let has = |group: &&mut Group| group.choices.iter().any(|one| one.template.id == wanted);
        if let Some(group) = groups.iter_mut().find(has) {
            group.shown = wanted;
        }
    }
    let is_near = |group: &Group| near.is_some_and(|near| group.choices.iter().any(|one| one.template.id == near));
    if let Some(place) = groups.iter().position(is_near) {
        let group = groups.remove(place);
        groups.insert(0, Group { near: true, ..group });
    }
    groups
}

/// The languages to choose from; none where there is nothing to choose.
pub(super) fn languages(group: &Group, reader: &Reader) -> Vec<LanguageView> {
    if group.choices.len() < 2 {
        return Vec::new();
    }
    let view = |choice: &Choice| LanguageView {
        id: choice.template.id.0,
        name: in_words(&choice.template.language, reader),
        chosen: choice.template.id == group.shown,
    };
    group.choices.iter().map(view).collect()
}

fn in_words(code: &str, reader: &Reader) -> String {
    let key = format!("language-{}", code.to_ascii_lowercase().replace('_', "-"));
    if reader.l.has(&key) { reader.l.t(key) } else { code.to_owned() }
}

/// What was chosen in a posted picker, as its form says it.
pub(in crate::web::agent) struct Posted<'a> {
    /// The chosen entry: the template that it shows.
    pub entry: Option<&'a str>,
    /// The chosen language of it, itself a template.
    pub language: Option<&'a str>,
    /// The template whose fields were shown.
    pub shown: Option<&'a str>,
}

impl Posted<'_> {
    /// The template that is chosen, and whether it is another one than whose fields were shown: without scripts those
    /// of the chosen one are shown first, so that what is sent was seen. A language counts for the entry shown.
    pub fn chosen(&self) -> (Option<TemplateId>, bool) {
        let id = |text: Option<&str>| text.and_then(|id| id.parse::<TemplateId>().ok());
        let (entry, shown) = (id(self.entry), id(self.shown));
        let template = if entry == shown { id(self.language).or(entry) } else { entry };
        (template, shown.is_some() && template != shown)
    }

    /// What was typed goes along to another language of the same template, and stays behind at another template.
    pub fn carried(&self, values: BTreeMap<String, String>) -> BTreeMap<String, String> {
        if self.entry != self.shown {
            return BTreeMap::new();
        }
        values.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;
    use crate::domain::template::Approval;
    use crate::domain::time::Timestamp;

    fn choice(id: i64, name: &str, language: &str, body: &str) -> Choice {
        let template = Template {
            id: TemplateId(id),
            account_id: AccountId(1),
            content_sid: format!("HX{id}"),
            name: name.to_owned(),
            language: language.to_owned(),
            kind: "text".to_owned(),
            category: None,
            status: Approval::Approved,
            rejection_reason: None,
            body: body.to_owned(),
            buttons: Vec::new(),
            variables: Vec::new(),
            samples: Default::default(),
            sandbox: false,
            media: Vec::new(),
            bindings: Default::default(),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        };
        Choice { template, is_default: id % 10 == 1, sent: 0 }
    }

    /// Two templates: 11 to 13 in three languages, 21 in English alone.
    fn offered(kept: &str, asked: Option<i64>, contact: Option<&str>, number: &str) -> Vec<(i64, String, bool)> {
        let choices = vec![
            choice(11, "order", "fr", "Votre commande est partie."),
            choice(12, "order", "el", "Η παραγγελία σας έφυγε."),
            choice(13, "order", "en_US", "Your order has left."),
            choice(21, "closed", "en", "Our shop is closed today."),
        ];
        let groups = grouped(choices, kept, asked.map(TemplateId), contact, number);
        groups.iter().map(|group| (group.shown.0, group.codes().join(" "), group.near)).collect()
    }

    #[test]
    fn one_entry_with_its_languages_and_the_best_one_is_shown() {
        let order = |shown, codes: &str, near| (shown, codes.to_owned(), near);
        let closed = |near| (21, "en".to_owned(), near);
        for (kept, asked, contact, number, want) in [
            ("", None, Some("el"), "en", [order(12, "el en_US fr", false), closed(false)]),
            ("", None, Some("en-GB"), "el", [order(13, "en_US el fr", false), closed(false)]),
            ("", None, Some("de"), "el", [order(12, "el fr en_US", false), closed(false)]),
            ("", None, Some("de"), "it", [order(11, "fr el en_US", false), closed(false)]), // both are defaults
            ("", Some(11), Some("el"), "en", [order(11, "fr el en_US", false), closed(false)]),
            ("the shop is closed", None, Some("el"), "el", [closed(true), order(12, "el fr en_US", false)]),
            ("your order left", None, Some("el"), "el", [order(13, "en_US el fr", true), closed(false)]),
            ("your order left", Some(12), Some("el"), "el", [order(12, "el fr en_US", true), closed(false)]),
        ] {
            let got = offered(kept, asked, contact, number);
            assert_eq!(got, want, "{kept} {asked:?} {contact:?} {number}");
        }
    }
}
