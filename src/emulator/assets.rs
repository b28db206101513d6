//! The files of the phone page, inside the binary (named one by one: all of `static/` would be there twice), and the
//! samples that customers send.

/// The type and bytes of a file under `/static/`; only what the phone page uses.
#[must_use]
pub fn file(name: &str) -> Option<(&'static str, &'static [u8])> {
    Some(match name {
        "app.css" => (CSS, SHEET.as_bytes()),
        "phone.css" => (CSS, include_bytes!("../../static/phone.css")),
        "phone.js" => ("text/javascript; charset=utf-8", include_bytes!("../../static/phone.js")),
        "icon.svg" => (SVG, include_bytes!("../../static/icon.svg")),
        "icons.svg" => (SVG, include_bytes!("../../static/icons.svg")),
        _ => return None,
    })
}

/// The inbox's stylesheet: the phone looks like its sister.
const SHEET: &str = concat!(
    include_str!("../../static/styles/tokens.css"),
    include_str!("../../static/styles/base.css"),
    include_str!("../../static/styles/shell.css"),
    include_str!("../../static/styles/controls.css"),
    include_str!("../../static/styles/signs.css"),
    include_str!("../../static/styles/rows.css"),
    include_str!("../../static/styles/fields.css"),
    include_str!("../../static/styles/cards.css"),
    include_str!("../../static/styles/log.css"),
    include_str!("../../static/styles/composer.css"),
    include_str!("../../static/styles/tables.css"),
    include_str!("../../static/styles/inbox.css"),
    include_str!("../../static/styles/settings.css"),
    include_str!("../../static/styles/templates.css"),
    include_str!("../../static/styles/board.css"),
    include_str!("../../static/styles/phone.css"),
    include_str!("../../static/styles/reader.css"),
    include_str!("../../static/styles/show.css"),
);
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";

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
