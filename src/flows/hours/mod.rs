//! Opening hours: made, changed, deleted, holidays brought as a calendar file. A change counts at once.

pub mod create;
pub mod delete;
pub mod holidays;
pub mod import;
#[cfg(test)]
mod tests;
pub mod update;

use crate::domain::hours::{Holiday, Hours, Span};
use crate::domain::refusal::Refusal;
use crate::domain::text;

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;

/// What is to be so; what is left out stays, or is empty in new ones.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What people call them.
    pub name: Option<String>,
    /// IANA name of the zone whose clock counts.
    pub time_zone: Option<String>,
    /// The week.
    pub spans: Option<Vec<Span>>,
    /// The days on which nothing is open.
    pub holidays: Option<Vec<Holiday>>,
}

/// Name and hours, checked together.
fn checked(name: &str, zone: &str, spans: Vec<Span>, holidays: Vec<Holiday>) -> Result<(String, Hours), Refusal> {
    let name = text::one_line(name, NAME_CHARS_MAX + 1);
    let mut problems: Vec<_> = text::check_name(&name, NAME_CHARS_MAX).err().into_iter().collect();
    match Hours::new(zone, spans, holidays) {
        Ok(hours) if problems.is_empty() => Ok((name, hours)),
        Ok(_) => Err(Refusal::Fields(problems)),
        Err(wrong) => {
            problems.extend(wrong);
            Err(Refusal::Fields(problems))
        }
    }
}
