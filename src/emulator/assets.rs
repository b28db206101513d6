//! The files of the phone page, inside the binary, and the samples that customers send.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The type and bytes of a file under `/static/`; only what the phone page uses.
#[must_use]
pub fn file(name: &str) -> Option<(&'static str, Vec<u8>)> {
    let kind = match name {
        "app.css" | "phone.css" => "text/css; charset=utf-8",
        "phone.js" => "text/javascript; charset=utf-8",
        "icon.svg" | "icons.svg" => "image/svg+xml",
        _ => return None,
    };
    Static::get(name).map(|file| (kind, file.data.into_owned()))
}

/// A tin of olive oil.
pub const PHOTO: &[u8] = include_bytes!("samples/photo.jpg");
/// Three quiet seconds.
pub const VOICE: &[u8] = include_bytes!("samples/voice.ogg");
/// An invoice.
pub const DOCUMENT: &[u8] = include_bytes!("samples/invoice.pdf");
/// A smiling olive.
pub const STICKER: &[u8] = include_bytes!("samples/sticker.webp");
/// Somebody's card.
pub const CARD: &[u8] = include_bytes!("samples/contact.vcf");
