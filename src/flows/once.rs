//! What is posted with a key is done once: the same key with the same content gets the first result again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::domain::refusal::FieldProblem;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::store::{Fault, Tx, idempotency};

/// The longest idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 200;

/// Fine if there is no key, or one that can be kept.
///
/// # Errors
/// The problem of the field `idempotency_key`.
pub fn check_key(key: Option<&str>) -> Result<(), FieldProblem> {
    match key {
        Some("") => Err(FieldProblem::new("idempotency_key", "missing")),
        Some(key) if key.len() > KEY_BYTES_MAX => {
            let limit = i64::try_from(KEY_BYTES_MAX).unwrap_or(i64::MAX);
            Err(FieldProblem::with_limit("idempotency_key", "too-long", limit))
        }
        _ => Ok(()),
    }
}

/// Does the work, unless the same `request` came with the same key before: then its result is returned again.
///
/// # Errors
/// [`KeyReused`](crate::domain::refusal::Refusal::KeyReused) if the key came with another request; what the work
/// says; [`Fault`] of the store.
pub fn once<T: Serialize + DeserializeOwned>(
    tx: &Tx<'_>,
    actor: Actor,
    key: Option<&str>,
    request: &serde_json::Value,
    now: Timestamp,
    work: impl FnOnce() -> Result<T, Fault>,
) -> Result<T, Fault> {
    let Some(key) = key else { return work() };
    let (scope, hash) = (actor.scope(), Sha256::digest(request.to_string()).to_vec());
    if let Some(result) = idempotency::find(tx, &scope, key, &hash)? {
        return Ok(serde_json::from_str(&result)?);
    }
    let done = work()?;
    idempotency::keep(tx, &scope, key, &hash, &serde_json::to_string(&done)?, now)?;
    Ok(done)
}
