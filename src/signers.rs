//! Who may post to which webhook address, remembered: it is asked for every post and changes once a month.
//!
//! Otherwise every post would read the file and open sealed tokens before it is believed. Only this
//! process writes accounts, and every write tells [`Event::AccountTouched`](crate::domain::event::Event)
//! after its commit and before its caller is answered; that empties the memory, so a new token counts from
//! the next post on.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::ids::AccountId;

/// What checking a post needs. It holds plain tokens, so it has no `Debug`.
pub struct Signer {
    /// The account.
    pub account: AccountId,
    /// `AC…`, which the post has to name.
    pub account_sid: String,
    /// The tokens that the provider may sign with.
    pub tokens: Vec<String>,
}

/// The memory.
#[derive(Default)]
pub struct Signers {
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    /// How often it was emptied.
    emptied: u64,
    by_key: HashMap<String, Arc<Signer>>,
}

impl Signers {
    /// What is remembered for `key`, or else what `load` finds. Unknown keys are not remembered: anybody can
    /// make them up.
    ///
    /// # Errors
    /// Those of `load`.
    pub fn get<E>(
        &self,
        key: &str,
        load: impl FnOnce() -> Result<Option<Signer>, E>,
    ) -> Result<Option<Arc<Signer>>, E> {
        let emptied = {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(signer) = kept.by_key.get(key) {
                return Ok(Some(signer.clone()));
            }
            kept.emptied
        };
        let Some(signer) = load()? else { return Ok(None) };
        let signer = Arc::new(signer);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        // Emptied meanwhile: what was loaded may be from before the change.
        if kept.emptied == emptied {
            kept.by_key.insert(key.to_owned(), signer.clone());
        }
        Ok(Some(signer))
    }

    /// Forgets everything.
    pub fn forget(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.emptied = kept.emptied.wrapping_add(1);
        kept.by_key.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(token: &str) -> Result<Option<Signer>, ()> {
        Ok(Some(Signer { account: AccountId(1), account_sid: "AC1".to_owned(), tokens: vec![token.to_owned()] }))
    }

    #[test]
    fn remembers_until_it_forgets() {
        let signers = Signers::default();
        let token = |signer: Option<Arc<Signer>>| signer.unwrap().tokens.first().unwrap().clone();
        assert!(signers.get("k", || Ok::<_, ()>(None)).unwrap().is_none());
        assert_eq!(token(signers.get("k", || signer("old")).unwrap()), "old");
        assert_eq!(token(signers.get("k", || signer("new")).unwrap()), "old");
        signers.forget();
        assert_eq!(token(signers.get("k", || signer("new")).unwrap()), "new");
        assert!(signers.get("k", || Err(())).is_ok(), "what is remembered is not loaded");
    }

    #[test]
    fn what_was_loaded_before_a_change_is_not_kept() {
        let signers = Signers::default();
        let loaded = signers.get("k", || {
            let old = signer("old");
            signers.forget();
            old
        });
        assert!(loaded.unwrap().is_some());
        let again = signers.get("k", || signer("new")).unwrap().unwrap();
        assert_eq!(again.tokens, ["new"]);
    }
}
