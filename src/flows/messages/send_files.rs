//! Files are sent: each is a message of its own, in the order in which they were chosen, with the text where WhatsApp
//! carries one. All are written in one transaction, or none.

use crate::app::App;
use crate::domain::carried::Carried;
use crate::domain::compose::{self, Draft};
use crate::domain::ids::{ConversationId, MessageId, UploadId};
use crate::domain::media::outgoing;
use crate::domain::message::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::user::Actor;
use crate::flows::media::upload::may_attach;
use crate::flows::messages::send::{With, answered, check_seen, put_out, quoted, take_offered, with_quote};
use crate::flows::once;
use crate::store::message::{self, Outbound, Place};
use crate::store::thread;
use crate::store::upload::{self, New, Upload};
use crate::store::{Fault, Tx, conversation, media};

/// What somebody wants to send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The chosen files, in order.
    pub uploads: Vec<UploadId>,
    /// The text that goes with them; may be empty.
    pub text: String,
    /// The message of the thread that the first of them quotes, and what had been seen of it.
    pub with: With,
    /// What the files were made from, where they are made anew at each try: that says whether it is the same.
    pub made_from: Option<serde_json::Value>,
}

/// Sends them; the messages in order. With a `key` that was used for the same before, those of then.
///
/// # Errors
/// [`Refusal`] as `domain::compose`, `domain::permission` and `domain::media::outgoing` say; [`Refusal::FileUnknown`] for
/// one that is gone, sent already or somebody else's; [`Fault`] of the store.
pub fn send_files(
    app: &App,
    actor: Actor,
    conversation: ConversationId,
    files: Files,
    key: Option<String>,
) -> Result<Vec<MessageId>, Fault> {
    once::check_key(key.as_deref())?;
    let (now, margin) = (app.clock.now(), app.window_margin);
    app.store.write(move |tx| {
        // Sent once more, the same file has another number each time: the key alone says that it is the same.
        let again = key.as_deref().is_some_and(|key| key.starts_with("again:"));
        let uploads = if again { &[] } else { files.uploads.as_slice() };
        let mut request = match &files.made_from {
            Some(made_from) => serde_json::json!([conversation, "made", made_from]),
            None => serde_json::json!([conversation, "files", uploads, files.text]),
        };
        with_quote(&mut request, files.with.quotes);
        let work = || send_in(tx, actor, conversation, &files, margin, now);
        once::once(tx, actor, key.as_deref(), &request, now, work)
    })
}

/// The files of a message that failed, chosen once more, with what was said with them; `None` if it had none.
///
/// # Errors
/// [`Refusal::NotFound`] for a message that is not one of this thread that failed; [`Fault`] of the store.
pub fn again(app: &App, actor: Actor, id: ConversationId, failed: MessageId) -> Result<Option<Files>, Fault> {
    let (owner, now) = (actor.scope(), app.clock.now());
    app.store.write(move |tx| {
        let thread = may_attach(tx, actor, id)?;
        let message = message::by_id(tx, failed)?
            .filter(|message| message.thread_id == thread && message.status.is_failure())
            .ok_or(Refusal::NotFound)?;
        let Some(file) = media::own(tx, failed)? else { return Ok(None) };
        let content = file.content.ok_or(Refusal::FileUnknown)?;
        let new = New {
            owner: &owner,
            thread: Some(thread),
            content,
            content_type: &file.content_type,
            name: file.name.as_deref().unwrap_or_default(),
            size: file.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
            too_large: false,
        };
        let uploads = vec![upload::insert(tx, &new, now)?];
        Ok(Some(Files { uploads, text: message.body, with: message.quotes.into(), made_from: None }))
    })
}

fn send_in(
    tx: &Tx<'_>,
    actor: Actor,
    id: ConversationId,
    files: &Files,
    margin: Millis,
    now: Timestamp,
) -> Result<Vec<MessageId>, Fault> {
    may_attach(tx, actor, id)?;
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let thread = thread::by_id(tx, conversation.thread_id)?
        .ok_or_else(|| Fault::Broken(format!("conversation {id} has no thread")))?;
    let uploads = chosen(tx, actor, &files.uploads, thread.id)?;
    let words = text::clean(&files.text, usize::MAX).trim().to_owned();
    let planned = plan(&uploads, &words);
    for part in &planned {
        compose::check_for(actor, &conversation.access(tx, actor)?, &part.draft(), &thread.facts(margin), now)?;
    }
    let mut quotes = quoted(tx, &thread, files.with.quotes)?;
    check_seen(tx, actor, &thread, files.with.seen)?;
    take_offered(tx, actor, &conversation, now)?;
    let place = Place { account: thread.account_id, thread: thread.id, conversation: conversation.id };
    let mut sent = Vec::new();
    for part in planned {
        let out = Outbound {
            kind: part.kind,
            body: part.words,
            template: None,
            actor,
            trigger: None,
            carried: &Carried::Nothing,
            quotes: quotes.take(),
        };
        let message = put_out(tx, place, &thread, &out, now)?;
        if let Some(upload) = part.file {
            media::insert_own(tx, (thread.number_id, message), upload, now)?;
            upload::remove(tx, upload, now)?;
        }
        sent.push(message);
    }
    answered(tx, actor, &conversation, (&sent, files.made_from.is_none()), now)?;
    Ok(sent)
}

/// The files that were chosen, all fit to be sent.
fn chosen(
    tx: &Tx<'_>,
    actor: Actor,
    ids: &[UploadId],
    thread: crate::domain::ids::ThreadId,
) -> Result<Vec<Upload>, Fault> {
    if ids.len() > outgoing::FILES_MAX {
        return Err(Refusal::FilesTooMany { limit: outgoing::FILES_MAX }.into());
    }
    let owner = actor.scope();
    let mut found: Vec<Upload> = Vec::new();
    for id in ids {
        let upload = upload::get(tx, &owner, *id)?.filter(|upload| upload.thread.is_none_or(|own| own == thread));
        let upload = upload.ok_or(Refusal::FileUnknown)?;
        if found.iter().any(|other| other.id == upload.id) {
            return Err(Refusal::FileUnknown.into());
        }
        if upload.too_large {
            return Err(Refusal::FileTooLarge { limit: outgoing::PICTURE_BYTES_MAX }.into());
        }
        found.push(upload);
    }
    if found.is_empty() { Err(Refusal::FileUnknown.into()) } else { Ok(found) }
}

/// One message of the answer.
struct Part<'a> {
    kind: Kind,
    words: &'a str,
    file: Option<&'a Upload>,
}

impl Part<'_> {
    fn draft(&self) -> Draft {
        match self.file {
            Some(_) => Draft::File { text: self.words.to_owned() },
            None => Draft::Text(self.words.to_owned()),
        }
    }
}

/// The text goes with the first picture, if the first file is one; else it is a message of its own before them all, as it
/// was written to be read first.
fn plan<'a>(uploads: &'a [Upload], words: &'a str) -> Vec<Part<'a>> {
    let carried = !words.is_empty() && uploads.first().is_some_and(|first| outgoing::takes_text(first.kind()));
    let mut parts = Vec::new();
    if !words.is_empty() && !carried {
        parts.push(Part { kind: Kind::Text, words, file: None });
    }
    for (n, upload) in uploads.iter().enumerate() {
        let words = if carried && n == 0 { words } else { "" };
        parts.push(Part { kind: upload.kind(), words, file: Some(upload) });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ContentId;

    fn upload(id: i64, content_type: &str) -> Upload {
        Upload {
            id: UploadId(id),
            thread: None,
            content: ContentId(id),
            content_type: content_type.to_owned(),
            name: "x".to_owned(),
            size: 1,
            too_large: false,
            preview: None,
        }
    }

    #[test]
    fn a_text_goes_where_whatsapp_carries_it() {
        let planned = |types: &[&str], words: &str| -> Vec<(Kind, String, bool)> {
            let uploads: Vec<Upload> = (1..).zip(types).map(|(id, content_type)| upload(id, content_type)).collect();
            plan(&uploads, words).iter().map(|part| (part.kind, part.words.to_owned(), part.file.is_some())).collect()
        };
        let of = |rows: &[(Kind, &str, bool)]| -> Vec<(Kind, String, bool)> {
            rows.iter().map(|(kind, words, file)| (*kind, (*words).to_owned(), *file)).collect()
        };
        assert_eq!(planned(&["image/png"], "look"), of(&[(Kind::Image, "look", true)]));
        assert_eq!(planned(&["image/png"], ""), of(&[(Kind::Image, "", true)]));
        assert_eq!(
            planned(&["image/png", "image/jpeg"], "two"),
            of(&[(Kind::Image, "two", true), (Kind::Image, "", true)])
        );
        assert_eq!(
            planned(&["application/pdf", "image/png"], "invoice"),
            of(&[(Kind::Text, "invoice", false), (Kind::Document, "", true), (Kind::Image, "", true)])
        );
        assert_eq!(planned(&["image/webp"], "hi"), of(&[(Kind::Text, "hi", false), (Kind::Sticker, "", true)]));
    }
}
