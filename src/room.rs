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
            total: stats.f_blocks.saturating_mul(stats.f_frsize),
        })
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
        assert!(Room::of(Path::new("/")).unwrap().total > 0);
    }
}
