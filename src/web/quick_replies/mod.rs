//! `/quick-replies`: prepared texts, one's own and everybody's. Everyone may look; what may be changed is decided
//! in `domain::permission`.

pub mod edit;
pub mod import;
pub mod list;

use crate::domain::permission::may_change_quick_reply;
use crate::domain::user::Actor;
use crate::web::i18n::Locale;
use crate::web::shell::{Nav, Section};

const NAV: Nav = Nav::Settings(Section::QuickReplies);

/// Whether the actor may keep those that everybody shares.
fn may_share(actor: Actor) -> bool {
    may_change_quick_reply(actor, None).is_ok()
}

/// A language in words: the name that we have for it, or its tag.
pub(crate) fn language_name(tag: &str, l: Locale) -> String {
    let key = format!("language-{}", tag.to_ascii_lowercase());
    if l.has(&key) { l.t(key) } else { tag.to_owned() }
}
