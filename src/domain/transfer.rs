//! Where a conversation can go: to a colleague, or to a queue.

use std::str::FromStr;

use crate::domain::ids::{QueueId, UserId};

/// Where a conversation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To a colleague.
    Agent(UserId),
    /// To a queue, where it waits for whoever is free.
    Queue(QueueId),
}

/// What names neither a colleague nor a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nowhere;

/// As forms write it: `user:3`, `queue:2`. Whether there is such a one is asked where it is given.
impl FromStr for To {
    type Err = Nowhere;

    fn from_str(text: &str) -> Result<Self, Nowhere> {
        let (kind, id) = text.split_once(':').ok_or(Nowhere)?;
        let id: i64 = id.parse().map_err(|_| Nowhere)?;
        match kind {
            "user" => Ok(Self::Agent(UserId(id))),
            "queue" => Ok(Self::Queue(QueueId(id))),
            _ => Err(Nowhere),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_names_a_colleague_or_a_queue() {
        for (text, want) in [
            ("user:3", Ok(To::Agent(UserId(3)))),
            ("queue:2", Ok(To::Queue(QueueId(2)))),
            ("", Err(Nowhere)),
            ("3", Err(Nowhere)),
            ("queues", Err(Nowhere)),
            ("user:", Err(Nowhere)),
            ("user:me", Err(Nowhere)),
            ("user:3:4", Err(Nowhere)),
            ("token:3", Err(Nowhere)),
            ("user:99999999999999999999", Err(Nowhere)),
        ] {
            assert_eq!(text.parse(), want, "{text:?}");
        }
    }
}
