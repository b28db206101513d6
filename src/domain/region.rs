//! Where the provider keeps an account's data. Each region has credentials of its own, and a host to call.

use crate::domain::message::words;

words! {
    /// The regions that may be chosen.
    Region {
        /// The United States: what an account has unless somebody chose another.
        Us1 = "us1",
        /// Ireland.
        Ie1 = "ie1",
        /// Australia.
        Au1 = "au1",
        /// Japan.
        Jp1 = "jp1",
    }
}

impl Region {
    /// The region of a word as people type it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::from_word(&text.trim().to_ascii_lowercase())
    }
}
