//! The rules of what stands around the text: file, footer, buttons, list.

use super::text::emoji;
use super::{
    BUTTON_CHARS_MAX, BUTTONS_MAX, FOOTER_CHARS_MAX, ITEM_CHARS_MAX, ITEM_TEXT_CHARS_MAX, ITEMS_MAX, LINK_CHARS_MAX,
    LINKS_MAX, PHONES_MAX, Place, Violation,
};
use crate::domain::template::written::{ButtonKind, Written, WrittenKind};
use crate::domain::template::{fill, variables};

/// Endings of files that WhatsApp takes in the head of a template.
const FILES: [&str; 5] = [".jpg", ".jpeg", ".png", ".mp4", ".pdf"];

pub(super) fn media(written: &Written, found: &mut Vec<Violation>) {
    if !written.kind.has_media() {
        return;
    }
    if written.media.is_empty() {
        if written.kind == WrittenKind::Media {
            found.push(Violation::new(Place::Media, "missing"));
        }
        return;
    }
    if let Some(wrong) = address(&written.media, Place::Media) {
        found.push(wrong);
        return;
    }
    let filled = fill(&written.media, &written.samples).to_ascii_lowercase();
    let path = filled.split(['?', '#']).next().unwrap_or_default();
    let has_samples = variables([written.media.as_str()]).iter().all(|name| written.samples.contains_key(name));
    if has_samples && !FILES.iter().any(|ending| path.ends_with(ending)) {
        found.push(Violation::new(Place::Media, "media-type"));
    }
}

/// What is wrong with a web address that may hold variables.
fn address(text: &str, place: Place) -> Option<Violation> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest.filter(|_| !text.contains(char::is_whitespace)) else {
        return Some(Violation::new(place, "link-invalid"));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains("{{") || (variables([text]).is_empty() && text.contains("{{")) {
        return Some(Violation::new(place, "link-variable"));
    }
    let name = host.split(':').next().unwrap_or_default();
    if name.is_empty() || !name.contains('.') || name.starts_with('.') || name.ends_with('.') || host.contains('@') {
        return Some(Violation::new(place, "link-invalid"));
    }
    let behind = rest.strip_prefix(host).unwrap_or_default();
    if !behind.starts_with('/') && behind.contains("{{") {
        return Some(Violation::new(place, "link-variable"));
    }
    (text.chars().count() > LINK_CHARS_MAX).then(|| Violation::new(place, "too-long").limit(LINK_CHARS_MAX))
}

pub(super) fn footer(written: &Written, found: &mut Vec<Violation>) {
    if written.kind != WrittenKind::Card {
        return;
    }
    if written.footer.chars().count() > FOOTER_CHARS_MAX {
        found.push(Violation::new(Place::Footer, "too-long").limit(FOOTER_CHARS_MAX));
    } else if written.footer.contains('\n') {
        found.push(Violation::new(Place::Footer, "one-line"));
    } else if written.footer.contains("{{") {
        found.push(Violation::new(Place::Footer, "no-variable"));
    }
    if written.footer.is_empty() && written.media.is_empty() && written.buttons.is_empty() {
        found.push(Violation::new(Place::Footer, "card-bare"));
    }
}

pub(super) fn buttons(written: &Written, found: &mut Vec<Violation>) {
    if !written.kind.has_buttons() {
        return;
    }
    let buttons = &written.buttons;
    if buttons.is_empty() && written.kind != WrittenKind::Card {
        found.push(Violation::new(Place::Buttons, "buttons-none"));
    }
    if buttons.len() > BUTTONS_MAX {
        found.push(Violation::new(Place::Buttons, "buttons-many").limit(BUTTONS_MAX));
    }
    let of = |kind| buttons.iter().filter(move |button| button.kind == kind).count();
    if of(ButtonKind::Link) > LINKS_MAX {
        found.push(Violation::new(Place::Buttons, "links-many").limit(LINKS_MAX));
    }
    if of(ButtonKind::Phone) > PHONES_MAX {
        found.push(Violation::new(Place::Buttons, "phones-many").limit(PHONES_MAX));
    }
    for (n, button) in (1..).zip(buttons) {
        let twin = buttons.iter().take(n - 1).any(|other| other.title == button.title);
        if let Some(wrong) = title(&button.title, twin, Place::ButtonTitle(n)) {
            found.push(wrong);
        }
        let fits = match written.kind {
            WrittenKind::QuickReply => button.kind == ButtonKind::Reply,
            WrittenKind::CallToAction => button.kind != ButtonKind::Reply,
            _ => true,
        };
        if !fits {
            found.push(Violation::new(Place::ButtonTitle(n), "button-kind"));
        }
        let place = Place::ButtonValue(n);
        match button.kind {
            ButtonKind::Reply => {}
            ButtonKind::Link if button.value.is_empty() => found.push(Violation::new(place, "missing")),
            ButtonKind::Link if variables([button.value.as_str()]).len() > 1 => {
                found.push(Violation::new(place, "link-variables"));
            }
            ButtonKind::Link => found.extend(address(&button.value, place)),
            ButtonKind::Phone if button.value.is_empty() => found.push(Violation::new(place, "missing")),
            ButtonKind::Phone if !is_phone(&button.value) => found.push(Violation::new(place, "phone-invalid")),
            ButtonKind::Phone => {}
        }
    }
}

fn title(title: &str, twin: bool, place: Place) -> Option<Violation> {
    Some(match title {
        "" => Violation::new(place, "missing"),
        _ if title.chars().count() > BUTTON_CHARS_MAX => Violation::new(place, "too-long").limit(BUTTON_CHARS_MAX),
        _ if title.contains("{{") => Violation::new(place, "no-variable"),
        _ if title.contains('\n') => Violation::new(place, "one-line"),
        _ if emoji(title) > 0 => Violation::new(place, "no-emoji"),
        _ if twin => Violation::new(place, "title-twice"),
        _ => return None,
    })
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
}

pub(super) fn list(written: &Written, found: &mut Vec<Violation>) {
    if written.kind != WrittenKind::ListPicker {
        return;
    }
    found.extend(title(&written.list_button, false, Place::ListButton));
    if written.items.is_empty() {
        found.push(Violation::new(Place::Items, "items-none"));
    }
    if written.items.len() > ITEMS_MAX {
        found.push(Violation::new(Place::Items, "items-many").limit(ITEMS_MAX));
    }
    for (n, item) in (1..).zip(&written.items) {
        let twin = written.items.iter().take(n - 1).any(|other| other.title == item.title);
        match item.title.chars().count() {
            0 => found.push(Violation::new(Place::ItemTitle(n), "missing")),
            length if length > ITEM_CHARS_MAX => {
                found.push(Violation::new(Place::ItemTitle(n), "too-long").limit(ITEM_CHARS_MAX));
            }
            _ if item.title.contains("{{") => found.push(Violation::new(Place::ItemTitle(n), "no-variable")),
            _ if twin => found.push(Violation::new(Place::ItemTitle(n), "title-twice")),
            _ => {}
        }
        if item.text.chars().count() > ITEM_TEXT_CHARS_MAX {
            found.push(Violation::new(Place::ItemText(n), "too-long").limit(ITEM_TEXT_CHARS_MAX));
        }
    }
}
