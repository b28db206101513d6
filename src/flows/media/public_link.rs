//! The address where the provider fetches a file that we send: sealed, so that nobody can guess or alter one, good for
//! some hours, and for nobody any more once the message is done.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::app::App;
use crate::domain::ids::MediaId;
use crate::domain::media::{extension_of, served_name};
use crate::domain::message::MediaState;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Millis, Timestamp};
use crate::store::content::{self, Content};
use crate::store::{Fault, media, message};

/// So long the provider may keep a message before it fetches the file: its own limit is ten hours.
const GOOD_FOR: Millis = Millis::hours(12);
const PURPOSE: &str = "public-file";
/// Marks the addresses for ourselves.
const CHECK: &str = "check";

/// A file that is handed to whoever has its link.
#[derive(Clone, Debug)]
pub struct Public {
    /// Its bytes.
    pub content: Content,
    /// What it is called, with the end that belongs to it.
    pub name: String,
}

/// The address of a file for the provider. Its last part is for people who look at it; only the part before counts.
///
/// # Errors
/// [`Fault`] if there is no key to seal with.
pub fn make(app: &App, media: &media::Media, now: Timestamp) -> Result<String, Fault> {
    address(app, media, &format!("{}.{}", media.id, (now + GOOD_FOR).0))
}

/// The address of a file for ourselves, good for a minute, also when its message is done.
///
/// # Errors
/// As [`make`].
pub fn make_for_check(app: &App, media: &media::Media, now: Timestamp) -> Result<String, Fault> {
    address(app, media, &format!("{}.{}.{CHECK}", media.id, (now + Millis::minutes(1)).0))
}

fn address(app: &App, media: &media::Media, plain: &str) -> Result<String, Fault> {
    let sealed = app.vault.seal(PURPOSE, plain)?;
    let ends = extension_of(&media.content_type).unwrap_or_default();
    let end = ends.first().copied().unwrap_or("bin");
    Ok(format!("{}/f/{}/file.{end}", app.public_url.trim_end_matches('/'), BASE64_URL_SAFE_NO_PAD.encode(sealed)))
}

/// What a link leads to.
///
/// # Errors
/// [`Refusal::NotFound`] for one that was altered, is too old, or belongs to a message that is done.
pub fn open(app: &App, token: &str) -> Result<Public, Fault> {
    let (id, until, check) = read(app, token).ok_or(Refusal::NotFound)?;
    if app.clock.now() >= until {
        return Err(Refusal::NotFound.into());
    }
    app.store.read(|db| {
        let found = media::by_id(db, id)?.filter(|media| media.state == MediaState::Ready).ok_or(Refusal::NotFound)?;
        let message = message::by_id(db, found.message)?.ok_or(Refusal::NotFound)?;
        if message.status.is_final() && !check {
            return Err(Refusal::NotFound.into());
        }
        let id = found.content.ok_or(Refusal::NotFound)?;
        let content = content::by_id(db, id)?.ok_or(Refusal::NotFound)?;
        let name = served_name(found.name.as_deref(), &found.content_type, "file");
        Ok(Public { content, name })
    })
}

/// Which file, until when, and whether only we ask.
fn read(app: &App, token: &str) -> Option<(MediaId, Timestamp, bool)> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let plain = app.vault.open(PURPOSE, &sealed).ok()?;
    let mut parts = plain.split('.');
    let (id, until) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((id, Timestamp(until), parts.next() == Some(CHECK)))
}
