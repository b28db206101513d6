//! Files on their way into the database, or out of somebody's hands: written to the data folder as they come, so that
//! none is ever whole in memory, hashed meanwhile, and gone when whoever holds one lets go.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::domain::media::HEAD_BYTES;
use crate::random;

/// Their folder inside the data folder.
const FOLDER: &str = "staging";
/// What is read at once.
const BUFFER_BYTES: usize = 32 * 1024;

/// Why a file did not come in whole.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// It has more bytes than it may.
    #[error("larger than allowed")]
    TooLarge,
    /// Where it came from.
    #[error("it could not be read: {0}")]
    Source(std::io::Error),
    /// Our disk.
    #[error("it could not be written: {0}")]
    Disk(std::io::Error),
}

/// A file that is being written.
pub struct Staging {
    file: File,
    place: Place,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
    limit: u64,
}

/// A file that is here whole. It goes with this value.
pub struct Staged {
    place: Place,
    /// Its size in bytes.
    pub size: u64,
    /// The hash of its bytes.
    pub sha256: [u8; 32],
    /// How it begins.
    pub head: Vec<u8>,
}

struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "a staged file could not be removed; the next start does it");
        }
    }
}

impl Staging {
    /// Begins one that may have `limit` bytes.
    ///
    /// # Errors
    /// [`StageError::Disk`].
    pub fn begin(data_dir: &Path, limit: u64) -> Result<Self, StageError> {
        let folder = data_dir.join(FOLDER);
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(StageError::Disk)?;
        let path = folder.join(random::token());
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(StageError::Disk)?;
        Ok(Self { file, place: Place(path), hash: Sha256::new(), size: 0, head: Vec::new(), limit })
    }

    /// Takes some more.
    ///
    /// # Errors
    /// [`StageError::TooLarge`] at the first byte over the limit.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), StageError> {
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.size > self.limit {
            return Err(StageError::TooLarge);
        }
        let missing = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.get(..missing).unwrap_or_default());
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(StageError::Disk)
    }

    /// Takes all that a reader gives, in small pieces.
    ///
    /// # Errors
    /// [`StageError`]; what was taken is gone.
    pub fn take(mut self, from: &mut dyn Read) -> Result<Staged, StageError> {
        let mut buffer = vec![0; BUFFER_BYTES];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(self.finish()),
                Ok(count) => self.write(buffer.get(..count).unwrap_or_default())?,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(StageError::Source(error)),
            }
        }
    }

    /// It is whole.
    #[must_use]
    pub fn finish(self) -> Staged {
        Staged { place: self.place, size: self.size, sha256: self.hash.finalize().into(), head: self.head }
    }
}

impl Staged {
    /// Opens it for reading.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(&self) -> std::io::Result<File> {
        File::open(&self.place.0)
    }
}

/// Removes what a program that was killed left behind. Nobody may be staging anything.
///
/// # Errors
/// What the system says.
pub fn clear(data_dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(data_dir.join(FOLDER)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_whole_or_gone() {
        let folder = tempfile::tempdir().unwrap();
        let there = || std::fs::read_dir(folder.path().join(FOLDER)).unwrap().count();
        let bytes = vec![7_u8; 100_000];
        let staged = Staging::begin(folder.path(), 100_000).unwrap().take(&mut bytes.as_slice()).unwrap();
        assert_eq!((staged.size, staged.head.len(), there()), (100_000, HEAD_BYTES, 1));
        let mut read = Vec::new();
        staged.open().unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(read, bytes);
        drop(staged);
        assert_eq!(there(), 0);

        let over = Staging::begin(folder.path(), 99_999).unwrap().take(&mut bytes.as_slice());
        assert!(matches!(over, Err(StageError::TooLarge)));
        assert_eq!(there(), 0);
        std::mem::forget(Staging::begin(folder.path(), 1).unwrap());
        assert_eq!(there(), 1);
        clear(folder.path()).unwrap();
        clear(folder.path()).unwrap();
        assert!(!folder.path().join(FOLDER).exists());
    }
}
