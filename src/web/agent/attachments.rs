//! Files in a bubble: pictures, something to play, people, or a name with a size; or why there is none.

use crate::domain::media::{Card as Vcard, Reason, Shape, extension_of};
use crate::domain::message::{Kind, MediaState};
use crate::domain::permission::may_administer;
use crate::store::thread_view::{Media, Message};
use crate::web::agent::{Reader, words};
use crate::web::i18n::Locale;

/// A file in a bubble.
pub(super) struct Attachment {
    pub id: i64,
    /// `picture`, `sticker`, `sound`, `film`, `cards`, `file`, or `absent`.
    pub look: &'static str,
    pub icon: &'static str,
    /// What it is called, for whoever sees or hears the page.
    pub title: String,
    /// Kind and size; or why it is not here.
    pub text: String,
    /// What is to be done about it, if anything is.
    pub advice: Option<String>,
    pub href: String,
    /// Address, width and height of the picture that stands for it.
    pub picture: Option<(String, i64, i64)>,
    pub content_type: String,
    pub people: Vec<Person>,
    /// It is on its way.
    pub loading: bool,
    /// It may be asked for again.
    pub again: bool,
    /// Nobody here has to do anything about it.
    pub quiet: bool,
}

/// Somebody on a card.
pub(super) struct Person {
    pub name: String,
    pub company: String,
    /// A number as it is written, and where somebody writes to it.
    pub phones: Vec<(String, Option<String>)>,
    pub emails: Vec<String>,
    /// Its place in the file.
    pub place: usize,
    /// The contact that has one of the numbers: its name, and where one writes to it.
    pub known: Option<(String, String)>,
    /// It can be kept as a contact.
    pub saves: bool,
}

/// The files of a message.
pub(super) fn of(message: &Message, reader: &Reader) -> Vec<Attachment> {
    message.media.iter().map(|media| attachment(media, message.kind, reader)).collect()
}

fn attachment(media: &Media, kind: Kind, reader: &Reader) -> Attachment {
    let l = reader.l;
    let shape = Shape::of(&media.content_type);
    let ready = media.state == MediaState::Ready;
    let look = match shape {
        _ if !ready => "absent",
        Shape::Picture if media.preview.is_none() => "file",
        Shape::Picture if kind == Kind::Sticker || media.content_type == "image/webp" => "sticker",
        Shape::Picture => "picture",
        Shape::Sound => "sound",
        Shape::Film => "film",
        Shape::Cards if media.cards.is_empty() => "file",
        Shape::Cards => "cards",
        Shape::File => "file",
    };
    let kind = kind_of(shape, kind);
    let href = format!("/media/{}", media.id);
    let (text, advice) = if ready { (what(media, l), None) } else { absent(media, reader) };
    Attachment {
        id: media.id.0,
        look,
        icon: words::kind_icon(kind),
        title: media.name.clone().unwrap_or_else(|| words::kind_name(kind, l)),
        text,
        advice,
        picture: media.preview.filter(|_| ready).map(|(width, height)| {
            // What moves is shown itself: its small picture does not.
            let moves = look == "sticker" || media.content_type == "image/gif";
            (if moves { href.clone() } else { format!("{href}/preview") }, width, height)
        }),
        href,
        content_type: media.content_type.clone(),
        people: media.cards.iter().enumerate().map(|(place, card)| person(place, card, media)).collect(),
        loading: matches!(media.state, MediaState::Loading | MediaState::Held),
        again: may_be_asked_again(media),
        quiet: matches!(media.state, MediaState::Loading | MediaState::Held | MediaState::Removed),
    }
}

/// The kind of one file among others.
const fn kind_of(shape: Shape, kind: Kind) -> Kind {
    match (shape, kind) {
        (Shape::Picture, Kind::Sticker) => Kind::Sticker,
        (Shape::Picture, _) => Kind::Image,
        (Shape::Sound, _) => Kind::Audio,
        (Shape::Film, _) => Kind::Video,
        (Shape::Cards, _) => Kind::Contacts,
        (Shape::File, _) => Kind::Document,
    }
}

/// What it is and how large; what it was announced as, where that was something else.
fn what(media: &Media, l: Locale) -> String {
    let name = type_name(&media.content_type);
    let size = media.size.map(|size| file_size(size, l)).unwrap_or_default();
    let plain = if size.is_empty() { name.clone() } else { format!("{name} · {size}") };
    let announced = media.announced_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if announced.is_empty() || announced == media.content_type || is_vague(&announced, &media.content_type) {
        return plain;
    }
    l.t2("media-announced", "what", plain, "announced", type_name(&announced))
}

/// Whether an announced type is only less exact than what the bytes say.
fn is_vague(announced: &str, found: &str) -> bool {
    announced == "application/octet-stream"
        || found == "application/octet-stream"
        || (announced == "text/x-vcard" && found == "text/vcard")
        || (found == "text/plain" && announced.starts_with("text/"))
        || announced.split('/').next() == found.split('/').next() && announced.starts_with("audio/")
}

/// `PDF`, `DOCX`; else the type itself.
pub(super) fn type_name(content_type: &str) -> String {
    match extension_of(content_type).and_then(|ends| ends.first()) {
        Some(end) => end.to_uppercase(),
        None => content_type.to_owned(),
    }
}

/// A size as people say it.
pub(in crate::web) fn file_size(bytes: i64, l: Locale) -> String {
    let (unit, size) = match bytes {
        ..1_024 => return l.t1("size-bytes", "n", bytes),
        1_024..1_048_576 => ("size-kb", 1_024),
        1_048_576..1_073_741_824 => ("size-mb", 1_048_576),
        _ => ("size-gb", 1_073_741_824),
    };
    let tenths = bytes.saturating_mul(10).saturating_add(size / 2) / size;
    // Ten and more need no fraction.
    let number = if tenths >= 100 || tenths % 10 == 0 {
        ((tenths + 5) / 10).to_string()
    } else {
        format!("{}{}{}", tenths / 10, l.t("size-point"), tenths % 10)
    };
    l.t1(unit, "n", number)
}

fn absent(media: &Media, reader: &Reader) -> (String, Option<String>) {
    let l = reader.l;
    let mut why = media.reason.map(|reason| l.t(format!("media-why-{}", reason.word().replace('_', "-"))));
    if let Some(signature) = media.signature.as_ref().filter(|_| may_administer(reader.actor).is_ok()) {
        why = why.map(|why| format!("{why} {}", l.t1("media-signature", "name", signature)));
    }
    match media.state {
        MediaState::Loading => (l.t("media-loading"), why.map(|why| format!("{why} {}", l.t("media-tried-again")))),
        MediaState::Held => (l.t("media-held"), why),
        MediaState::Failed => (l.t("media-failed"), why),
        MediaState::Refused => (l.t("media-refused"), why),
        MediaState::Removed => (l.t("media-removed"), why),
        MediaState::Ready => (String::new(), None),
    }
}

/// Something can come of it: the file may be there by now, or a setting was changed.
fn may_be_asked_again(media: &Media) -> bool {
    match media.state {
        MediaState::Failed => media.reason != Some(Reason::Foreign),
        // What is refused for what it is stays so, unless an admin changes what is accepted.
        MediaState::Refused => matches!(media.reason, Some(Reason::SwitchedOff | Reason::Unscannable)),
        MediaState::Loading => media.reason.is_some(),
        MediaState::Ready | MediaState::Held | MediaState::Removed => false,
    }
}

fn person(place: usize, card: &Vcard, media: &Media) -> Person {
    let known = media.known.get(place).and_then(Option::as_ref);
    let callable = card.phones.iter().any(|phone| phone.e164.is_some());
    let write = |e164: &String| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("to", e164)
            .append_pair("name", &card.name)
            .finish();
        format!("/write?{query}")
    };
    Person {
        name: card.name.clone(),
        company: card.company.clone(),
        phones: card.phones.iter().map(|phone| (phone.shown.clone(), phone.e164.as_ref().map(write))).collect(),
        emails: card.emails.clone(),
        place,
        known: known.map(|(id, name)| {
            (if name.is_empty() { card.name.clone() } else { name.clone() }, format!("/write?contact={id}"))
        }),
        saves: known.is_none() && callable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, want) in [
            (0, "0 bytes"),
            (1_000, "1,000 bytes"),
            (1_024, "1 kB"),
            (1_600, "1.6 kB"),
            (10_509, "10 kB"),
            (16 * 1_048_576, "16 MB"),
            (1_600_000_000, "1.5 GB"),
        ] {
            let said = file_size(bytes, Locale(Language::En));
            assert_eq!(said.replace(['\u{2068}', '\u{2069}'], ""), want, "{bytes}");
        }
    }

    #[test]
    fn every_reason_has_its_words() {
        for language in Language::ALL {
            for reason in Reason::ALL {
                let key = format!("media-why-{}", reason.word().replace('_', "-"));
                assert_ne!(Locale(language).t(&key), key);
            }
        }
    }
}
