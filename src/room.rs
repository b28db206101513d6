//! How much room is left on a disk.

use std::path::Path;

/// Less than this, or than a tenth of the disk, is scarce.
const SCARCE_BYTES: u64 = 1024 * 1024 * 1024;

/// How much of a disk, in percent, is little, and how much so little that only text is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Below this admins hear of it.
    pub low: u64,
    /// Below this no file is fetched.
    pub full: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { low: 10, full: 5 }
    }
}

/// What a disk has, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// For us.
    pub free: u64,
    /// Altogether.
    pub total: u64,
}

impl Room {
    /// The room on the disk of a folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(folder: &Path) -> std::io::Result<Self> {
        let stats = rustix::fs::statvfs(folder)?;
        Ok(Self {
            free: stats.f_bavail.saturating_mul(stats.f_frsize),
            // As much of it as we may use: what is kept for others is neither free nor taken.
            total: stats
                .f_blocks
                .saturating_sub(stats.f_bfree)
                .saturating_add(stats.f_bavail)
                .saturating_mul(stats.f_frsize),
        })
    }

    /// Whether an admin should hear of it.
    #[must_use]
    pub const fn is_low(&self, limits: Limits) -> bool {
        self.is_below(limits.low)
    }

    /// Whether so little is left that only text is taken.
    #[must_use]
    pub const fn is_nearly_full(&self, limits: Limits) -> bool {
        self.is_below(limits.full)
    }

    /// Of very large disks the hundredth part comes first, so that nothing overflows.
    const fn is_below(&self, percent: u64) -> bool {
        self.free < (self.total / 100).saturating_mul(percent)
    }

    /// Whether it is time to make some.
    #[must_use]
    pub const fn is_scarce(&self) -> bool {
        self.free < SCARCE_BYTES || self.free < self.total / 10
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scarce() {
        let room = |free, total| Room { free, total }.is_scarce();
        assert!(room(SCARCE_BYTES - 1, SCARCE_BYTES) && room(9 * SCARCE_BYTES, 100 * SCARCE_BYTES));
        assert!(!room(10 * SCARCE_BYTES, 100 * SCARCE_BYTES));
        let judged = |free, limits| {
            let room = Room { free, total: 1_000 };
            (room.is_low(limits), room.is_nearly_full(limits))
        };
        let usual = Limits::default();
        for (free, want) in [(100, (false, false)), (99, (true, false)), (50, (true, false)), (49, (true, true))] {
            assert_eq!(judged(free, usual), want, "{free}");
        }
        assert_eq!(judged(999, Limits { low: 100, full: 0 }), (true, false));
        assert!(Room::of(Path::new("/")).unwrap().total > 0);
    }
}
