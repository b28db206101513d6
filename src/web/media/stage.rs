//! A file that comes in a request goes to the disk as it comes, so that none is ever whole in memory.

use actix_web::web::{Bytes, BytesMut, Data};
use futures_util::{Stream, TryStreamExt as _};

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::flows::media::upload;
use crate::staging::{Staged, Staging};
use crate::store::Fault;
use crate::web::error::WebError;
use crate::web::page::blocking;

/// Bytes that are handed to the disk at once.
const CHUNK_BYTES: usize = 256 * 1024;

/// The bytes of a file as they come; `Err` if the connection ended before its end.
pub(crate) type Coming<'a> = &'a mut (dyn Stream<Item = Result<Bytes, ()>> + Unpin);

/// All of it on the disk. What is too large is read to its end all the same: a browser that is cut off while it sends
/// shows no answer.
///
/// # Errors
/// [`Refusal::FileTooLarge`]; [`WebError::Unreadable`] if it ended early; [`Fault`] if the disk does not take it.
pub(crate) async fn stage(app: &Data<App>, mut staging: Staging, coming: Coming<'_>) -> Result<Staged, WebError> {
    let mut waiting = BytesMut::new();
    loop {
        let next = coming.try_next().await.map_err(|()| WebError::Unreadable)?;
        let last = next.is_none();
        waiting.extend_from_slice(&next.unwrap_or_default());
        if last || waiting.len() >= CHUNK_BYTES {
            let bytes = waiting.split();
            let written = blocking(app, move |_| {
                staging.write(&bytes).map_err(upload::unwritten)?;
                Ok(staging)
            });
            staging = match written.await {
                Ok(staging) => staging,
                Err(error) => {
                    if matches!(error, WebError::Fault(Fault::Refused(Refusal::FileTooLarge { .. }))) {
                        pass(coming).await?;
                    }
                    return Err(error);
                }
            };
        }
        if last {
            return Ok(staging.finish());
        }
    }
}

/// Reads it to its end and keeps nothing.
///
/// # Errors
/// [`WebError::Unreadable`] if it ended early.
pub(crate) async fn pass(coming: Coming<'_>) -> Result<(), WebError> {
    while coming.try_next().await.map_err(|()| WebError::Unreadable)?.is_some() {}
    Ok(())
}
