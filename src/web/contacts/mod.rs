//! `/contacts`: who writes to us. Everybody may look and change; what of a contact's talks one sees is what one sees in the
//! inbox.

pub mod edit;
pub mod erase;
pub mod export;
pub mod form;
pub mod import;
pub mod list;
pub mod merge;
pub mod show;

use crate::domain::ids::UserId;
use crate::domain::user::Role;
use crate::web::guards::Viewer;
use crate::web::shell::Nav;

const NAV: Nav = Nav::Contacts;

/// Whose conversations are looked at; `None`: everybody's.
fn looks_as(viewer: &Viewer) -> Option<UserId> {
    (viewer.role < Role::Supervisor).then_some(viewer.user)
}
