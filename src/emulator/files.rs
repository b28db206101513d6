//! Fetching the files that the business sends, as WhatsApp does: from a public address, of a stated type.

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use super::core::Core;
use super::journal::{Note, What};
use super::post;
use super::world::Media;

const LARGEST: u64 = 16 * 1024 * 1024;

/// Fetches the files of a message that is about to go out; one that cannot be had makes it fail.
pub fn fetch(core: &Arc<Core>, sid: &str) {
    let state = core.lock();
    let Some(message) = state.world.message(sid).filter(|message| message.outcome.is_none()) else {
        return;
    };
    if !message.media.is_empty() {
        return;
    }
    let (urls, account_sid) = (message.media_urls.clone(), message.account_sid.clone());
    drop(state);
    for url in urls {
        let began = core.now();
        let fetched = one(&url);
        let mut entry = core.entry(What::FileOut, began);
        entry.sid = Some(sid.to_owned());
        let me = core.sid("ME");
        let now = core.now();
        match fetched {
            Ok(Fetched { content_type, name, bytes }) => {
                entry.status = Some(200);
                let (account_sid, message_sid) = (account_sid.clone(), sid.to_owned());
                let own = me.clone();
                let media = Media { sid: own, account_sid, message_sid, content_type, name, bytes, created_at: now };
                core.change(|state| {
                    state.world.media.insert(me.clone(), media);
                    if let Some(message) = state.world.message_mut(sid) {
                        message.media.push(me);
                    }
                });
            }
            Err((status, code)) => {
                entry.status = status;
                entry.notes.push(Note::Code(code));
                core.change(|state| {
                    if let Some(message) = state.world.message_mut(sid) {
                        message.outcome = Some(code);
                    }
                });
            }
        }
        core.log(entry);
    }
}

/// A file that was had.
struct Fetched {
    content_type: String,
    name: String,
    bytes: Vec<u8>,
}

/// The file; or the status that came instead, and the code that it becomes.
fn one(url: &str) -> Result<Fetched, (Option<u16>, u32)> {
    let request = post::agent().get(url).config().timeout_global(Some(Duration::from_secs(20))).build();
    let mut answer = request.call().map_err(|_| (None, 63_019))?;
    let status = answer.status().as_u16();
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let disposition = answer.headers().get("content-disposition").and_then(|value| value.to_str().ok());
    let name = disposition.map(named).unwrap_or_default();
    let mut bytes = Vec::new();
    let read = answer.body_mut().as_reader().take(LARGEST + 1).read_to_end(&mut bytes);
    if status != 200 || read.is_err() || bytes.is_empty() || content_type.is_empty() {
        return Err((Some(status), 63_019));
    }
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        return Err((Some(status), 11_751));
    }
    Ok(Fetched { content_type, name, bytes })
}

/// What `Content-Disposition` calls a file: WhatsApp shows documents under this name.
fn named(disposition: &str) -> String {
    let value = |key: &str| disposition.split(';').find_map(|part| part.trim().strip_prefix(key).map(str::to_owned));
    match value("filename*=UTF-8''") {
        Some(encoded) => {
            let pair = format!("name={}", encoded.replace('+', "%2B"));
            form_urlencoded::parse(pair.as_bytes()).next().map(|(_, name)| name.into_owned()).unwrap_or_default()
        }
        None => value("filename=").map(|name| name.trim_matches('"').to_owned()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_file_has_the_name_that_its_header_gives() {
        for (header, want) in [
            ("inline; filename=\"_.pdf\"; filename*=UTF-8''%CF%80%20a+b.pdf", "π a+b.pdf"),
            ("inline; filename=\"invoice 7.pdf\"", "invoice 7.pdf"),
            ("inline", ""),
        ] {
            assert_eq!(named(header), want, "{header}");
        }
    }
}
