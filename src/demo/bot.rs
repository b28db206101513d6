//! The wholesale desk lets a menu answer first, in Greek and English. It is switched on after the stories were told, for
//! in those people answer.

use super::cast::To;
use crate::app::App;
use crate::domain::bot::Kind;
use crate::domain::user::Actor;
use crate::flows::bots::configure::{Change, configure};
use crate::flows::bots::publish;
use crate::store::{Fault, workstream};

const MENU: &str = include_str!("bot.txt");

/// Publishes the menu and switches it on.
///
/// # Errors
/// [`Fault`] of whatever refused its part.
pub(super) fn set_up(app: &App) -> Result<(), Fault> {
    let all = app.store.read(workstream::list)?;
    let Some(wholesale) = all.iter().find(|one| one.settings.name == To::Wholesale.name()) else { return Ok(()) };
    let variables = crate::domain::variable::declared("tins number\norder_id\ndelivery").unwrap_or_default();
    let variables = Change { variables: Some(variables), ..Change::default() };
    configure(app, Actor::Command, wholesale.id, variables)?;
    publish::publish(app, Actor::Command, wholesale.id, MENU)?;
    configure(app, Actor::Command, wholesale.id, Change { kind: Some(Kind::Menu), ..Change::default() }).map(drop)
}
