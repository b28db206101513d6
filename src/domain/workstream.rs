//! Workstreams: the settings that routing and distribution take from. Each number belongs to exactly one.

pub mod change;
pub mod settings;

pub use change::Change;
pub use settings::Settings;

use crate::domain::ids::WorkstreamId;
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The one that a fresh installation has.
pub const DEFAULT: WorkstreamId = WorkstreamId(1);

words! {
    /// How work reaches agents.
    Mode {
        /// It is offered to somebody who has room.
        Push = "push",
        /// It waits until somebody takes it.
        Pick = "pick",
    }
}

/// Workstreams as one text, as CSV gives them: their names with commas between them. A name may have commas itself,
/// so the longest one that fits counts; of two with the same name the first.
///
/// # Errors
/// `workstreams`/`workstream-unknown` with the first name that none of `known` has.
pub fn named(typed: &str, known: &[(WorkstreamId, String)]) -> Result<Vec<WorkstreamId>, FieldProblem> {
    let parts: Vec<&str> = typed.split(',').collect();
    let mut found = Vec::new();
    let mut rest = parts.as_slice();
    while let Some((first, others)) = rest.split_first() {
        if first.trim().is_empty() {
            rest = others;
            continue;
        }
        let longest = (1..=rest.len()).rev().find_map(|n| {
            let (name, after) = rest.split_at_checked(n)?;
            let name = plain(name);
            let (id, _) = known.iter().find(|(_, known)| plain(&known.split(',').collect::<Vec<_>>()) == name)?;
            Some((*id, after))
        });
        let Some((id, after)) = longest else {
            return Err(FieldProblem::new("workstreams", "workstream-unknown").with("name", first.trim()));
        };
        found.push(id);
        rest = after;
    }
    Ok(found)
}

/// The parts of a name as it is compared.
fn plain(parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| text::folded(&text::one_line(part, usize::MAX))).collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_whole() {
        let known = [(1, "WhatsApp"), (2, "Orders, returns"), (3, "Orders"), (4, "Λιανική")];
        let known: Vec<_> = known.into_iter().map(|(id, name)| (WorkstreamId(id), name.to_owned())).collect();
        let ids = |found: &[i64]| Ok(found.iter().copied().map(WorkstreamId).collect());
        let unknown = |name: &str| Err(FieldProblem::new("workstreams", "workstream-unknown").with("name", name));
        for (typed, want) in [
            ("", ids(&[])),
            (" , ,", ids(&[])),
            ("whatsapp", ids(&[1])),
            ("Orders, returns, ΛΙΑΝΙΚΗ", ids(&[2, 4])),
            ("orders,returns", ids(&[2])),
            ("Orders, WhatsApp", ids(&[3, 1])),
            ("Orders, Return", unknown("Return")),
            ("x", unknown("x")),
        ] {
            assert_eq!(named(typed, &known), want, "{typed}");
        }
    }
}
