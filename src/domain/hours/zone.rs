//! Time zones by their IANA names, from the data that is compiled in.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use crate::domain::time::Timestamp;

/// A time zone such as `Europe/Athens`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

/// Why a text is no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such time zone: expected an IANA name such as Europe/Athens")]
pub struct NoZone;

impl TryFrom<String> for Zone {
    type Error = NoZone;
    fn try_from(name: String) -> Result<Self, NoZone> {
        Self::parse(&name).ok_or(NoZone)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

impl Zone {
    /// The zone of an IANA name, in any case; `None` if there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name.trim()).ok().filter(|zone| zone.iana_name().is_some()).map(Self)
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What the clock on the wall shows; `None` outside the years that calendars have.
    #[must_use]
    pub fn wall(&self, now: Timestamp) -> Option<DateTime> {
        jiff::Timestamp::from_millisecond(now.0).ok().map(|instant| self.0.to_datetime(instant))
    }

    /// The instants at which the clock on the wall shows `wall`: none in a gap, two in an overlap, else one.
    #[must_use]
    pub fn instants(&self, wall: DateTime) -> Vec<Timestamp> {
        let at = |offset: Offset| offset.to_timestamp(wall).ok().map(|at| Timestamp(at.as_millisecond()));
        match self.0.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => at(offset).into_iter().collect(),
            AmbiguousOffset::Gap { .. } => Vec::new(),
            AmbiguousOffset::Fold { before, after } => [at(before), at(after)].into_iter().flatten().collect(),
        }
    }

    /// The instants after `from` and up to `to` at which clocks are changed.
    #[must_use]
    pub fn jumps(&self, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
        let Ok(start) = jiff::Timestamp::from_millisecond(from.0) else { return Vec::new() };
        let jumps = self.0.following(start).map(|jump| Timestamp(jump.timestamp().as_millisecond()));
        jumps.take_while(|jump| *jump <= to).collect()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
