//! Secrets at rest: sealed with an AEAD under a key that is never in the database file.
//!
//! The key is 32 random bytes in `angelia.key` beside the database (mode 0600), or given by the
//! environment. Each secret is bound to what it is for, so that a sealed auth token cannot be put
//! where an API secret is read. Not chosen: a key derived from a password, for a service has to start
//! by itself.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::random;
use crate::store::Fault;

const NONCE_BYTES: usize = 24;

/// Seals and opens secrets.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file that must be there is not.
    #[error(
        "the key file {0} is missing, so the stored tokens cannot be read. Put it back (it is kept apart from \
         backups), or go on without them: start once with --new-key and give the tokens again"
    )]
    Missing(PathBuf),
    /// It has the wrong content.
    #[error("{0} is not a key: expected 32 bytes in base64. Put the right file back, or start once with --new-key")]
    Malformed(String),
    /// The system refuses.
    #[error("the key file {path} cannot be used: {error}. Check its owner and mode (0600)")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

impl Vault {
    /// With a key given as base64 text.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] unless it is 32 bytes.
    pub fn from_text(text: &str, source: &str) -> Result<Self, KeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| KeyError::Malformed(source.to_owned()))?;
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| KeyError::Malformed(source.to_owned()))?;
        Ok(Self { cipher })
    }

    /// With the key in `path`.
    ///
    /// # Errors
    /// [`KeyError`] if it is missing, malformed or unreadable.
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        let io = |error| KeyError::Io { path: path.to_owned(), error };
        if !path.exists() {
            return Err(KeyError::Missing(path.to_owned()));
        }
        let mut text = String::new();
        let mut file = OpenOptions::new().read(true).open(path).map_err(io)?;
        file.read_to_string(&mut text).map_err(io)?;
        Self::from_text(&text, &path.display().to_string())
    }

    /// Makes a new key in `path`, which must not exist, readable by its owner only.
    ///
    /// # Errors
    /// [`KeyError::Io`].
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        let io = |error| KeyError::Io { path: path.to_owned(), error };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = STANDARD.encode(random::bytes::<32>());
        let mut file = options.open(path).map_err(io)?;
        writeln!(file, "{text}").and_then(|()| file.sync_all()).map_err(io)?;
        Self::from_text(&text, &path.display().to_string())
    }

    /// Seals `plain` for `purpose`, such as `account.auth_token`.
    ///
    /// # Errors
    /// [`Fault::Broken`] if the cipher refuses, which it does for no input we make.
    pub fn seal(&self, purpose: &str, plain: &str) -> Result<Vec<u8>, Fault> {
        let nonce = random::bytes::<NONCE_BYTES>();
        let payload = Payload { msg: plain.as_bytes(), aad: purpose.as_bytes() };
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Fault::Broken("a secret could not be sealed".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for `purpose`.
    ///
    /// # Errors
    /// [`Fault::KeyMismatch`] under another key or purpose, or if it was changed.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<String, Fault> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Fault::KeyMismatch)?;
        let payload = Payload { msg: body, aad: purpose.as_bytes() };
        let plain = self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Fault::KeyMismatch)?;
        String::from_utf8(plain).map_err(|_| Fault::KeyMismatch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_with_key_purpose_and_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("angelia.key");
        assert!(matches!(Vault::from_file(&path), Err(KeyError::Missing(_))));
        let vault = Vault::create(&path).unwrap();
        assert!(Vault::create(&path).is_err(), "a key is never overwritten");
        let mut sealed = vault.seal("account.auth_token", "secret").unwrap();
        let again = Vault::from_file(&path).unwrap();
        assert_eq!(again.open("account.auth_token", &sealed).unwrap(), "secret");
        assert!(matches!(again.open("account.api_key_secret", &sealed), Err(Fault::KeyMismatch)));
        *sealed.last_mut().unwrap() ^= 1;
        assert!(matches!(again.open("account.auth_token", &sealed), Err(Fault::KeyMismatch)));
        assert!(matches!(again.open("account.auth_token", b"short"), Err(Fault::KeyMismatch)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
