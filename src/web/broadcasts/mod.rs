//! `/broadcasts`: one template to many people out of a list. For supervisors and admins.

pub mod acts;
pub mod list;
pub mod new;
pub mod result;
pub mod show;

use crate::domain::broadcast::State;
use crate::domain::broadcast::row::Fault;
use crate::domain::message::Status;
use crate::store::broadcast_row::{RowState, Shown};
use crate::web::i18n::Locale;
use crate::web::shell::{Nav, Section};

const NAV: Nav = Nav::Settings(Section::Broadcasts);

/// Where a broadcast stands, in words.
fn state_words(state: State, l: Locale) -> String {
    l.t(format!("broadcast-state-{}", state.word()))
}

/// What became of a row: a stable word, the end of the key of its name.
pub(crate) fn status_of(row: &Shown, state: State) -> &'static str {
    match (row.state, row.message) {
        (RowState::Wrong, _) => "wrong",
        (RowState::Refused, _) => "refused",
        (RowState::Ready, _) if state == State::Cancelled => "cancelled",
        (RowState::Ready, _) => "waiting",
        (RowState::Released, Some((_, _, status))) => match status {
            Status::Sent => "sent",
            Status::Delivered => "delivered",
            Status::Read => "read",
            status if status.is_failure() => "failed",
            _ => "leaving",
        },
        (RowState::Released, None) => "leaving",
    }
}

/// Why a row is not sent, in a sentence.
pub(crate) fn fault_words(fault: &Fault, l: Locale) -> String {
    match fault.args.get("code") {
        Some(code) if fault.code == "refused" => l.code_sentence(code),
        _ => l.filled(&format!("row-fault-{}", fault.code), &fault.args),
    }
}

/// Why a row did not arrive, or never left; empty if nothing is wrong.
pub(crate) fn trouble(row: &Shown, l: Locale) -> String {
    match (&row.fault, row.message) {
        (Some(fault), _) => fault_words(fault, l),
        (None, Some((_, _, status))) if status.is_failure() => {
            l.code_sentence(row.error_code.as_deref().unwrap_or("unknown"))
        }
        _ => String::new(),
    }
}
