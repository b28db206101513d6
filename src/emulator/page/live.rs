//! Server-sent events: one line whenever something changed, so that an open page fetches itself anew.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::web::Bytes;
use actix_web::{HttpResponse, rt};
use futures_util::stream;

use super::super::http::Shared;

const HEARTBEAT: Duration = Duration::from_secs(15);
/// Changes come in bursts; one event tells of all that happen within this time.
const CALM: Duration = Duration::from_millis(120);

/// `GET /phone/live`
pub async fn events(core: Shared) -> HttpResponse {
    let changes = core.revision.subscribe();
    let events = stream::unfold((changes, true), |(mut changes, first)| async move {
        if first {
            return Some((Ok::<Bytes, Infallible>(Bytes::from_static(b"retry: 2000\n\n")), (changes, false)));
        }
        let line = match rt::time::timeout(HEARTBEAT, changes.changed()).await {
            Ok(Ok(())) => {
                rt::time::sleep(CALM).await;
                format!("data: {}\n\n", *changes.borrow_and_update())
            }
            Ok(Err(_)) => return None,
            Err(_) => ": still here\n\n".to_owned(),
        };
        Some((Ok(Bytes::from(line)), (changes, false)))
    });
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(events)
}
