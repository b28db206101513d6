//! How much room is left on a disk.

use std::path::Path;

/// Less than this, or than a tenth of the disk, is scarce.
const SCARCE_BYTES: u64 = 1024 * 1024 * 1024;

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
    pub const fn is_low(&self) -> bool {
        self.free < self.total / 10
    }

    /// Whether so little is left that only text is taken.
    #[must_use]
    pub const fn is_nearly_full(&self) -> bool {
        self.free < self.total / 20
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
        let full = |free, total| Room { free, total }.is_nearly_full();
        assert!(full(4, 100) && !full(5, 100));
        assert!(Room::of(Path::new("/")).unwrap().total > 0);
    }
}
