//! Presences with a name of their own, and which presences change by themselves.

pub mod create;
pub mod delete;
pub mod set_automatic;
#[cfg(test)]
mod tests;
pub mod update;

use crate::domain::presence::{NAME_CHARS_MAX, check_name};
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// A name as it is kept, or what is wrong with it.
fn checked(name: &str) -> Result<String, FieldProblem> {
    let name = text::one_line(name, NAME_CHARS_MAX + 1);
    check_name(&name).map(|()| name)
}
