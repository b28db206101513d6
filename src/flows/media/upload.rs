//! A file is chosen to be sent: looked at, made fit to be sent, and stored. Nothing leaves yet.
//!
//! What is found out here is what the file is, not what its name says. Sound that a browser recorded is wrapped as WhatsApp
//! plays it; what a picture knows of where and with what it was taken stays behind.

use std::io::Read as _;

use img_parts::{DynImage, ImageEXIF as _};

use crate::app::App;
use crate::domain::ids::{ConversationId, ThreadId, UploadId};
use crate::domain::media::{self, extension_of, safe_name, sniff};
use crate::domain::message::Kind;
use crate::domain::permission::may_write;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::flows::media::{keep, scan, settings, smaller};
use crate::staging::{StageError, Staged, Staging};
use crate::store::upload::{self, New, Upload};
use crate::store::{Db, Fault, conversation, number, thread};

/// Segments of a JPEG that hold what a camera or a program noted.
const EXIF_OR_XMP: u8 = 0xE1;
const IPTC: u8 = 0xED;
/// Files that one person may have chosen for a thread and not sent.
const WAITING_MAX: usize = 30;

/// A file as it came.
pub struct Given {
    /// Its bytes.
    pub staged: Staged,
    /// What it was called; may be empty.
    pub name: String,
    /// What it was announced as; untrusted.
    pub announced: String,
}

/// Begins to take a file: so large it may be, whatever it is.
///
/// # Errors
/// [`Fault::Unavailable`] if the disk does not take it.
pub fn begin(app: &App) -> Result<Staging, Fault> {
    Staging::begin(&app.data_dir, media::outgoing::FILE_BYTES_MAX).map_err(unwritten)
}

/// What went wrong while a file was taken, as its sender is told.
#[must_use]
pub fn unwritten(error: StageError) -> Fault {
    match error {
        StageError::TooLarge => Refusal::FileTooLarge { limit: media::outgoing::FILE_BYTES_MAX }.into(),
        StageError::Source(error) | StageError::Disk(error) => {
            Fault::Unavailable(format!("a file could not be stored: {error}"))
        }
    }
}

/// Whether `actor` may send files in this conversation; its thread.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::NotAssignedToYou`], [`Refusal::ConversationClosed`], [`Refusal::FilesOff`].
pub fn may_attach(db: &Db, actor: Actor, id: ConversationId) -> Result<ThreadId, Fault> {
    let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    may_write(actor, &conversation.access(db, actor)?)?;
    let thread = thread::by_id(db, conversation.thread_id)?.ok_or(Refusal::NotFound)?;
    if number::get(db, thread.number_id)?.attachments_from_agents {
        Ok(thread.id)
    } else {
        Err(Refusal::FilesOff.into())
    }
}

/// Stores a file for a conversation, or, for a program, for one that it names later.
///
/// # Errors
/// As [`may_attach`]; [`Refusal::FileEmpty`], [`Refusal::FileType`], [`Refusal::FileTooLarge`] (a picture that can be made
/// smaller is kept all the same), [`Refusal::FilesTooMany`]; [`Refusal::FileInfected`], [`Refusal::FileUnscannable`],
/// [`Refusal::ScannerAway`]; [`Fault`] of the store.
pub fn take(app: &App, actor: Actor, conversation: Option<ConversationId>, given: Given) -> Result<Upload, Fault> {
    let owner = actor.scope();
    let (thread, rules) = app.store.read(|db| {
        let thread = conversation.map(|id| may_attach(db, actor, id)).transpose()?;
        let waiting = thread.map(|thread| upload::of_thread(db, &owner, thread)).transpose()?.unwrap_or_default();
        if waiting.len() >= WAITING_MAX {
            return Err(Refusal::FilesTooMany { limit: WAITING_MAX }.into());
        }
        Ok((thread, settings::rules(db)?))
    })?;
    let announced = sniff(&given.staged.head, &given.announced);
    let (staged, content_type) = fit(app, given.staged, announced)?;
    let name = called(&given.name, &content_type);
    if rules.blocks(&content_type, Some(&name)) {
        return Err(Refusal::FileType.into());
    }
    if staged.size > rules.size_bytes_max {
        return Err(Refusal::FileTooLarge { limit: rules.size_bytes_max }.into());
    }
    let too_large = match media::outgoing::check(&content_type, staged.size, &staged.head) {
        Ok(_) => false,
        Err(Refusal::FileTooLarge { .. }) if media::outgoing::may_shrink(&content_type) => true,
        Err(refusal) => return Err(refusal.into()),
    };
    scan::refuse_unless_fine(app, &owner, &staged)?;
    let content = keep::keep(app, &staged, &content_type)?;
    let (now, size) = (app.clock.now(), staged.size);
    let id = app.store.write(move |tx| {
        let new = New { owner: &owner, thread, content, content_type: &content_type, name: &name, size, too_large };
        upload::insert(tx, &new, now)
    })?;
    find(app, actor, id)
}

/// A file of the actor's.
///
/// # Errors
/// [`Refusal::FileUnknown`].
pub fn find(app: &App, actor: Actor, id: UploadId) -> Result<Upload, Fault> {
    Ok(app.store.read(|db| upload::get(db, &actor.scope(), id))?.ok_or(Refusal::FileUnknown)?)
}

/// Makes a picture that is too large small enough.
///
/// # Errors
/// [`Refusal::FileUnknown`]; [`Refusal::FileTooLarge`] if it cannot be read, or has too many pixels.
pub fn shrink(app: &App, actor: Actor, id: UploadId) -> Result<(), Fault> {
    let found = find(app, actor, id)?;
    if !found.too_large {
        return Ok(());
    }
    let limit = media::outgoing::PICTURE_BYTES_MAX;
    let bytes = smaller::of(app, &found)?.ok_or(Refusal::FileTooLarge { limit })?;
    let staged = staged(app, &bytes)?;
    let content = keep::keep(app, &staged, "image/jpeg")?;
    let stem = found.name.rsplit_once('.').map_or(found.name.as_str(), |(stem, _)| stem).to_owned();
    let (now, size) = (app.clock.now(), staged.size);
    app.store.write(move |tx| upload::replace(tx, &found, (content, "image/jpeg", &format!("{stem}.jpg"), size), now))
}

/// It is not to be sent after all.
///
/// # Errors
/// [`Fault`] of the store; one that is gone already is fine.
pub fn drop_one(app: &App, actor: Actor, id: UploadId) -> Result<(), Fault> {
    let (owner, now) = (actor.scope(), app.clock.now());
    app.store.write(move |tx| match upload::get(tx, &owner, id)? {
        Some(found) => upload::remove(tx, &found, now),
        None => Ok(()),
    })
}

/// The file as it is sent, and what it is then.
fn fit(app: &App, given: Staged, content_type: String) -> Result<(Staged, String), Fault> {
    match content_type.as_str() {
        "audio/webm" | "video/webm" => match media::voice::ogg_of_webm(&whole(&given)?) {
            Some(ogg) => Ok((staged(app, &ogg)?, "audio/ogg".to_owned())),
            None => Ok((given, content_type)),
        },
        "image/jpeg" | "image/png" | "image/webp" => match without_place(&given)? {
            Some(bare) => Ok((staged(app, &bare)?, content_type)),
            None => Ok((given, content_type)),
        },
        _ => Ok((given, content_type)),
    }
}

/// A picture without what it knows of its place; `None` if it knows nothing, or cannot be taken apart.
fn without_place(given: &Staged) -> Result<Option<Vec<u8>>, Fault> {
    let Ok(Some(mut picture)) = DynImage::from_bytes(whole(given)?.into()) else { return Ok(None) };
    // How it is to be turned is the one thing that whoever looks at it needs.
    let orientation = picture.exif().and_then(|exif| turned(&exif));
    let removed = match &mut picture {
        DynImage::Jpeg(jpeg) => {
            let before = jpeg.segments().len();
            jpeg.segments_mut().retain(|segment| !matches!(segment.marker(), EXIF_OR_XMP | IPTC));
            before > jpeg.segments().len()
        }
        DynImage::Png(png) => {
            let before = png.chunks().len();
            png.chunks_mut().retain(|chunk| !matches!(&chunk.kind(), b"eXIf" | b"iTXt" | b"tEXt" | b"zTXt"));
            before > png.chunks().len()
        }
        DynImage::WebP(webp) => {
            let had = webp.exif().is_some() || webp.has_chunk(*b"XMP ");
            webp.set_exif(None);
            webp.remove_chunks_by_id(*b"XMP ");
            had
        }
    };
    if !removed {
        return Ok(None);
    }
    picture.set_exif(orientation.map(|orientation| orientation_only(orientation).into()));
    let mut bare = Vec::new();
    let written = picture.encoder().write_to(&mut bare);
    Ok(written.ok().map(|_| bare))
}

/// The number under Exif's tag 0x0112, 1 to 8, if it is not the usual 1.
fn turned(exif: &[u8]) -> Option<u8> {
    let little = exif.starts_with(b"II");
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = exif.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    };
    let table = long(4)?;
    let entries = usize::from(short(table)?);
    let entry = (0..entries).map(|n| table.saturating_add(2 + n * 12)).find(|at| short(*at) == Some(0x0112))?;
    u8::try_from(short(entry.checked_add(8)?)?).ok().filter(|orientation| (2..=8).contains(orientation))
}

/// An Exif block that says nothing else: one table with one entry.
fn orientation_only(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif
}

fn whole(staged: &Staged) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = staged.open().and_then(|mut file| file.read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| Fault::Unavailable(format!("a stored file cannot be read: {error}")))
}

/// Bytes of ours as a file that came.
///
/// # Errors
/// As [`begin`].
pub fn staged(app: &App, bytes: &[u8]) -> Result<Staged, Fault> {
    begin(app)?.take(&mut &*bytes).map_err(unwritten)
}

/// Its name, with the end that belongs to what it is.
fn called(given: &str, content_type: &str) -> String {
    let stem = match media::outgoing::kind(content_type) {
        Some(Kind::Image | Kind::Sticker) => "photo",
        Some(Kind::Audio) => "voice",
        Some(Kind::Video) => "video",
        Some(Kind::Contacts) => "contact",
        _ => "file",
    };
    let name = safe_name(given).unwrap_or_else(|| stem.to_owned());
    let ends = extension_of(content_type).unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, end)) if ends.contains(&end.to_lowercase().as_str()) => name,
        // What was recorded as one thing and wrapped as another.
        Some((stem, "webm")) if content_type == "audio/ogg" => format!("{stem}.ogg"),
        _ => ends.first().map_or_else(|| name.clone(), |end| format!("{name}.{end}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_file_is() {
        for (given, content_type, want) in [
            ("Invoice 7.PDF", "application/pdf", "Invoice 7.PDF"),
            ("voice.webm", "audio/ogg", "voice.ogg"),
            ("", "image/jpeg", "photo.jpg"),
            ("../../etc/passwd", "application/pdf", "passwd.pdf"),
            ("photo.exe", "image/png", "photo.exe.png"),
        ] {
            assert_eq!(called(given, content_type), want, "{given}");
        }
    }

    #[test]
    fn only_how_it_is_turned_stays() {
        assert_eq!(turned(&orientation_only(6)), Some(6));
        assert_eq!(turned(&orientation_only(1)), None);
        // Big-endian, with another entry before.
        let mut exif = b"MM\0*\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x04Nik\0\x01\x12\0\x03\0\0\0\x01\0\x08\0\0".to_vec();
        exif.extend([0; 4]);
        assert_eq!(turned(&exif), Some(8));
        assert_eq!(turned(b"II*\0\xff\xff\xff\xff"), None);
        assert_eq!(turned(b""), None);
    }
}
