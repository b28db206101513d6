//! Skills: made, renamed, deleted. Who has which is set with the user.

pub mod create;
pub mod delete;
#[cfg(test)]
mod tests;
pub mod update;

use crate::domain::refusal::FieldProblem;
use crate::domain::skill::{NAME_CHARS_MAX, check_name};
use crate::domain::text;

/// A name as it is kept, or what is wrong with it.
fn checked(name: &str) -> Result<String, FieldProblem> {
    let name = text::one_line(name, NAME_CHARS_MAX + 1);
    check_name(&name).map(|()| name)
}
