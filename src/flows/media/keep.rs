//! A staged file becomes a content: piece by piece, each a job of the writer of its own, so that no webhook waits for a
//! film. What is here already is not written again.

use std::io::Read as _;

use crate::app::App;
use crate::domain::ids::ContentId;
use crate::domain::media::Shape;
use crate::flows::media::preview;
use crate::staging::Staged;
use crate::store::Fault;
use crate::store::content::{self, PART_BYTES};

/// Keeps the bytes of a staged file as `content_type`, with a small picture of them if they are one. Something has to lead
/// to the content within a day, else it goes.
///
/// # Errors
/// [`Fault`] of the store; [`Fault::Unavailable`] if the staged file cannot be read. What was written is removed later.
pub fn keep(app: &App, staged: &Staged, content_type: &str) -> Result<ContentId, Fault> {
    let now = app.clock.now();
    let sha256 = staged.sha256;
    if let Some(known) = app.store.write(move |tx| content::again(tx, &sha256, now))? {
        return Ok(known);
    }
    let unread = |error: std::io::Error| Fault::Unavailable(format!("a staged file cannot be read: {error}"));
    let mut file = staged.open().map_err(unread)?;
    let (size, kind) = (staged.size, content_type.to_owned());
    let id = app.store.write(move |tx| content::begin(tx, &sha256, size, &kind, now))?;
    let part = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
    for position in 0_i64.. {
        let mut bytes = Vec::new();
        file.by_ref().take(part).read_to_end(&mut bytes).map_err(unread)?;
        let last = bytes.len() < PART_BYTES;
        if !bytes.is_empty() {
            app.store.write(move |tx| content::add_part(tx, id, position, &bytes))?;
        }
        if last {
            break;
        }
    }
    let small = if Shape::of(content_type) == Shape::Picture { preview::of(staged, content_type) } else { None };
    app.store.write(move |tx| {
        let kept = content::complete(tx, id, now)?;
        if let Some(small) = small.filter(|_| kept == id) {
            content::set_preview(tx, kept, &small)?;
        }
        Ok(kept)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Millis;
    use crate::flows::test_app::TestApp;
    use crate::staging::Staging;

    fn kept(app: &TestApp, bytes: &[u8]) -> ContentId {
        let staged = Staging::begin(&app.data_dir, 1 << 30).unwrap().take(&mut &*bytes).unwrap();
        keep(app, &staged, "application/octet-stream").unwrap()
    }

    #[test]
    fn a_content_is_kept_once_and_read_in_ranges() {
        let app = TestApp::start(None);
        let bytes: Vec<u8> = (0..600_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let first = kept(&app, &bytes);
        assert_eq!(kept(&app, &bytes), first);
        assert_ne!(kept(&app, b"other"), first);
        let found = app.store.read(|db| content::by_id(db, first)).unwrap().unwrap();
        assert_eq!(found.size, 600_000);
        let read = |from: u64, len: u64| app.store.read(|db| content::read(db, first, from, len)).unwrap();
        assert_eq!(read(0, u64::MAX).len(), PART_BYTES);
        assert_eq!(read(262_140, 100), bytes[262_140..262_144], "no further than a piece");
        assert_eq!(read(599_990, 100), bytes[599_990..]);
        assert!(read(600_000, 1).is_empty());
    }

    #[test]
    fn what_nothing_leads_to_goes_in_small_portions() {
        let app = TestApp::start(None);
        let id = kept(&app, &vec![1; PART_BYTES * 2]);
        let remove = |after: Millis| {
            let at = app.clock.now() + after;
            app.store.write(move |tx| content::remove_loose(tx, 1, at)).unwrap()
        };
        assert!(!remove(Millis::hours(23)));
        let mut jobs = 0;
        while remove(Millis::hours(25)) {
            jobs += 1;
        }
        assert_eq!(jobs, 3);
        assert!(app.store.read(|db| content::by_id(db, id)).unwrap().is_none());
        let left: i64 = app.value("SELECT count(*) FROM content_part");
        assert_eq!(left, 0);
    }
}
