//! What WhatsApp takes from a business, by the provider's list of accepted types and its limits. Asked before a file is
//! taken, and again when it is sent.

use crate::domain::message::Kind;
use crate::domain::refusal::Refusal;

/// The largest picture, in bytes.
pub const PICTURE_BYTES_MAX: u64 = 5 * 1024 * 1024;
/// The largest sticker, in bytes.
pub const STICKER_BYTES_MAX: u64 = 500 * 1024;
/// The largest file of any other kind, in bytes.
pub const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Files of one answer: each becomes a message.
pub const FILES_MAX: usize = 10;

/// Where the first packet's name stands in the first page of an Ogg file.
const OGG_CODEC: std::ops::Range<usize> = 28..36;

/// Types that are taken, and what they become.
const TAKEN: &[(&str, Kind)] = &[
    ("image/jpeg", Kind::Image),
    ("image/png", Kind::Image),
    ("image/webp", Kind::Sticker),
    ("audio/ogg", Kind::Audio),
    ("audio/amr", Kind::Audio),
    ("audio/3gpp", Kind::Audio),
    ("audio/aac", Kind::Audio),
    ("audio/mpeg", Kind::Audio),
    ("audio/mp4", Kind::Audio),
    ("video/mp4", Kind::Video),
    ("video/3gpp", Kind::Video),
    ("application/pdf", Kind::Document),
    ("application/msword", Kind::Document),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Kind::Document),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", Kind::Document),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind::Document),
    ("text/vcard", Kind::Contacts),
];

/// What a file of this type becomes when it is sent; `None`: WhatsApp does not take it.
#[must_use]
pub fn kind(content_type: &str) -> Option<Kind> {
    TAKEN.iter().find(|(known, _)| *known == content_type).map(|(_, kind)| *kind)
}

/// The largest file of a kind, in bytes.
#[must_use]
pub const fn bytes_max(kind: Kind) -> u64 {
    match kind {
        Kind::Image => PICTURE_BYTES_MAX,
        Kind::Sticker => STICKER_BYTES_MAX,
        _ => FILE_BYTES_MAX,
    }
}

/// Whether a text may go with it. WhatsApp drops one that goes with anything else than a picture, and says nothing.
#[must_use]
pub const fn takes_text(kind: Kind) -> bool {
    matches!(kind, Kind::Image)
}

/// Whether a smaller one can be made of it.
#[must_use]
pub fn may_shrink(content_type: &str) -> bool {
    kind(content_type) == Some(Kind::Image)
}

/// What a file becomes, if it is one that can be sent. `head` is how it begins.
///
/// # Errors
/// [`Refusal::FileEmpty`], [`Refusal::FileType`], [`Refusal::FileTooLarge`].
pub fn check(content_type: &str, size: u64, head: &[u8]) -> Result<Kind, Refusal> {
    if size == 0 {
        return Err(Refusal::FileEmpty);
    }
    let kind = kind(content_type).ok_or(Refusal::FileType)?;
    // Of Ogg files only those with Opus are played.
    if content_type == "audio/ogg" && head.get(OGG_CODEC) != Some(b"OpusHead") {
        return Err(Refusal::FileType);
    }
    let limit = bytes_max(kind);
    if size > limit { Err(Refusal::FileTooLarge { limit }) } else { Ok(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_by_size() {
        const MB: u64 = 1024 * 1024;
        let too_large = |limit| Err(Refusal::FileTooLarge { limit });
        for (content_type, size, want) in [
            ("image/jpeg", 5 * MB, Ok(Kind::Image)),
            ("image/png", 5 * MB + 1, too_large(5 * MB)),
            ("image/webp", 500 * 1024, Ok(Kind::Sticker)),
            ("image/webp", MB, too_large(500 * 1024)),
            ("video/mp4", 16 * MB, Ok(Kind::Video)),
            ("video/mp4", 18 * MB, too_large(16 * MB)),
            ("audio/mpeg", MB, Ok(Kind::Audio)),
            ("application/pdf", MB, Ok(Kind::Document)),
            ("text/vcard", 300, Ok(Kind::Contacts)),
            ("image/gif", MB, Err(Refusal::FileType)),
            ("image/svg+xml", 10, Err(Refusal::FileType)),
            ("text/html", 10, Err(Refusal::FileType)),
            ("application/zip", 10, Err(Refusal::FileType)),
            ("video/webm", 10, Err(Refusal::FileType)),
            ("", 10, Err(Refusal::FileType)),
            ("image/jpeg", 0, Err(Refusal::FileEmpty)),
        ] {
            assert_eq!(check(content_type, size, &[]), want, "{content_type} {size}");
        }
    }

    #[test]
    fn of_ogg_only_opus_is_played() {
        let mut head = vec![0; 28];
        head.extend(b"OpusHead");
        assert_eq!(check("audio/ogg", 100, &head), Ok(Kind::Audio));
        let mut vorbis = vec![0; 28];
        vorbis.extend(b"\x01vorbis\0");
        assert_eq!(check("audio/ogg", 100, &vorbis), Err(Refusal::FileType));
        assert_eq!(check("audio/ogg", 100, b"OggS"), Err(Refusal::FileType));
    }
}
