//! Where the user stands, at the foot of the rail: what it is and why, what is taken of the capacity, and what each
//! choice would mean.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::capacity::{Load, Units};
use crate::domain::presence::By;
use crate::domain::refusal::Refusal;
use crate::domain::user::Presence;
use crate::flows::users::set_presence::{Chosen, set_presence};
use crate::store::desk_view::Desk;
use crate::web::form::PostedForm;
use crate::web::guards::Agent;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::presence_words::{dot, name, places};
use crate::web::shell::{Nav, Shell};

/// One that can be chosen.
#[derive(Clone, Debug)]
pub(in crate::web) struct Choice {
    pub value: String,
    pub dot: &'static str,
    pub label: String,
    /// What it means.
    pub means: String,
    pub chosen: bool,
}

/// The menu in words.
#[derive(Clone, Debug)]
pub(in crate::web) struct PresenceView {
    pub user: i64,
    pub dot: &'static str,
    pub label: String,
    /// What it is, and who or what made it so.
    pub sentence: String,
    /// `2 of 4 places taken`.
    pub load: String,
    /// One for each place: whether it is taken.
    pub places: Vec<bool>,
    pub full: bool,
    pub choices: Vec<Choice>,
}

/// What is taken, in words.
fn load_words(load: Load, l: Locale) -> String {
    let (used, total) = (load.used.0, load.total.0);
    if total <= 0 {
        l.t("presence-load-zero")
    } else if used <= 0 {
        l.t1("presence-load-none", "total", total)
    } else if used == total {
        l.t1("presence-load-all", "total", total)
    } else if used > total {
        l.t2("presence-load-above", "used", used, "total", total)
    } else {
        l.t2("presence-load-some", "used", used, "total", total)
    }
}

/// What a presence means for who is in it, as the workstreams are set now.
fn means(base: Presence, desk: &Desk, l: Locale) -> String {
    let pushing = desk.pushed.iter().filter(|allowed| allowed.allows(base)).count();
    l.t(match pushing {
        _ if desk.pushed.is_empty() => "presence-means-seen",
        0 => "presence-means-nothing",
        n if n == desk.pushed.len() => "presence-means-new",
        _ => "presence-means-some",
    })
}

impl PresenceView {
    /// The menu of a desk.
    pub(super) fn of(desk: &Desk, l: Locale) -> Self {
        let (standing, load) = (desk.standing, desk.load);
        let (base, by) = (standing.shown.base, standing.by);
        let named = desk.named.iter().find(|named| standing.shown.named == Some(named.id));
        let label = named.map_or_else(|| name(base, l), |named| named.name.clone());
        let why = match by {
            By::Person => None,
            By::Capacity => Some(load_words(load, l)),
            By::Missed => Some(l.t("presence-by-missed")),
            By::Declined => Some(l.t("presence-by-declined")),
            By::Connection => Some(l.t("presence-by-connection")),
        };
        let plain = Presence::ALL.iter().map(|base| Choice {
            value: base.word().to_owned(),
            dot: dot(*base),
            label: name(*base, l),
            means: means(*base, desk, l),
            chosen: by == By::Person && named.is_none() && standing.shown.base == *base,
        });
        let own = desk.named.iter().map(|one| Choice {
            value: one.id.to_string(),
            dot: dot(one.base),
            label: one.name.clone(),
            means: l.t2("presence-means-as", "presence", name(one.base, l), "means", means(one.base, desk, l)),
            chosen: by == By::Person && named.is_some_and(|named| named.id == one.id),
        });
        let automatic = Choice {
            value: "automatic".to_owned(),
            dot: "is-auto",
            label: l.t("presence-automatic"),
            means: l.t("presence-means-automatic"),
            chosen: by == By::Capacity,
        };
        Self {
            user: desk.user.0,
            dot: dot(base),
            sentence: why.map_or_else(|| label.clone(), |why| l.t2("presence-why", "presence", &label, "why", why)),
            label,
            load: load_words(load, l),
            places: places(load),
            full: load.free() <= Units::ZERO,
            choices: plain.chain(own).chain([automatic]).collect(),
        }
    }
}

/// The menu by itself.
#[derive(Template)]
#[template(path = "desk/_presence.html")]
struct PresencePart {
    shell: Shell,
}

/// GET /inbox/fragments/presence
///
/// # Errors
/// [`crate::web::error::WebError`] if the file cannot be read.
pub async fn part(viewer: Agent) -> PageResult {
    page::page(&PresencePart { shell: viewer.shell(Nav::Inbox) })
}

/// What was pressed.
#[derive(Deserialize)]
pub struct Pressed {
    presence: String,
}

/// POST /presence
///
/// # Errors
/// 422 for one that does not exist any more.
pub async fn choose(viewer: Agent, app: Data<App>, request: HttpRequest, form: PostedForm<Pressed>) -> PageResult {
    let chosen = Chosen::read(&form.value.presence).map_err(Refusal::Field)?;
    let (actor, user) = (viewer.actor(), viewer.user);
    page::blocking(&app, move |app| set_presence(app, actor, user, chosen)).await?;
    if request.headers().contains_key("x-live") {
        return Ok(HttpResponse::NoContent().finish());
    }
    page::redirect_back(&request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::presence::{Allowed, Shown, Standing};

    fn desk(base: Presence, by: By, used: i64, pushed: Vec<Allowed>) -> Desk {
        Desk {
            user: UserId(1),
            standing: Standing { shown: Shown::plain(base), by, before: None },
            load: Load { total: Units(4), used: Units(used) },
            named: Vec::new(),
            pushed,
            offered: None,
            more: 0,
            missed: None,
            calls: Vec::new(),
        }
    }

    #[test]
    fn automatic_ones_say_why() {
        let l = Locale::default();
        for (base, by, used, sentence) in [
            (Presence::DoNotDisturb, By::Capacity, 4, "Do not disturb, all 4 places taken"),
            (Presence::DoNotDisturb, By::Capacity, 5, "Do not disturb, 5 of 4 places taken, more than there are"),
            (Presence::Busy, By::Capacity, 1, "Busy, 1 of 4 places taken"),
            (Presence::Available, By::Capacity, 0, "Available, none of 4 places taken"),
            (Presence::Away, By::Missed, 1, "Away, since an offer was missed"),
            (Presence::Busy, By::Person, 1, "Busy"),
        ] {
            assert_eq!(PresenceView::of(&desk(base, by, used, Vec::new()), l).sentence, sentence);
        }
    }

    #[test]
    fn each_says_what_it_means_as_workstreams_are_set() {
        let l = Locale::default();
        let busy = Allowed::new(&[Presence::Available]).unwrap();
        let shown = |pushed| PresenceView::of(&desk(Presence::Available, By::Person, 0, pushed), l).choices;
        let means = |choices: &[Choice]| choices.iter().map(|one| one.means.clone()).take(3).collect::<Vec<_>>();
        let both = means(&shown(vec![Allowed::default(), busy]));
        let want = ["presence-means-new", "presence-means-some", "presence-means-nothing"];
        assert_eq!(both, want.map(|key| l.t(key)));
        assert_eq!(means(&shown(Vec::new())), ["presence-means-seen"; 3].map(|key| l.t(key)));
        let chosen: Vec<_> = shown(Vec::new()).into_iter().filter(|one| one.chosen).map(|one| one.value).collect();
        assert_eq!(chosen, ["available"]);
    }
}
