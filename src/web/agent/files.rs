//! Files beside the words: chosen, taken away again, made smaller; nothing of them leaves before the answer is sent.
//!
//! The composer is one form. Its file field is posted by itself, as a form of several parts, so that it works without
//! scripts; a script posts one file at a time and shows how far it is. Either way the tray comes from here.

use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use askama::Template;
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde::Deserialize;

use crate::app::App;
use crate::domain::beside::Beside;
use crate::domain::ids::{ConversationId, UploadId};
use crate::domain::media::outgoing::{self, FILE_BYTES_MAX, FILES_MAX, PICTURE_BYTES_MAX, STICKER_BYTES_MAX};
use crate::domain::refusal::Refusal;
use crate::flows::media::upload::{self, Given};
use crate::store::upload::Upload;
use crate::store::{content, upload as uploads};
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::agent::attachments::{file_size, type_name};
use crate::web::agent::composer::Again;
use crate::web::agent::draft::keep;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::{Asked, load_head, whole};
use crate::web::agent::{Reader, words};
use crate::web::error::WebError;
use crate::web::form::{BYTES_MAX, PostedForm, check_token, refused};
use crate::web::guards::{Agent, Viewer};
use crate::web::i18n::Locale;
use crate::web::live::Hub;
use crate::web::media::stage::{pass, stage};
use crate::web::page::{self, PageResult, blocking};
use crate::web::shell::{Nav, Shell};

/// Fields of one form that are read.
const FIELDS_MAX: usize = 60;

/// A chosen file in the tray.
pub(super) struct Chosen {
    pub id: i64,
    pub icon: &'static str,
    pub name: String,
    /// Kind and size.
    pub text: String,
    pub picture: bool,
    /// Why it cannot be sent as it is.
    pub too_large: Option<String>,
}

/// What is chosen, and what may be.
pub(super) struct Tray {
    pub base: String,
    pub files: Vec<Chosen>,
    /// What becomes of the text, where it does not go with the file.
    pub note: Option<String>,
    /// The limits, for the script to say so before it sends anything.
    pub picture_max: u64,
    pub sticker_max: u64,
    pub file_max: u64,
    pub files_max: usize,
}

impl Tray {
    /// The tray in words.
    pub(super) fn of(conversation: ConversationId, files: &[Upload], l: Locale) -> Self {
        let alone = files.first().is_some_and(|first| !outgoing::takes_text(first.kind()));
        Self {
            base: format!("/inbox/{conversation}/files"),
            files: files.iter().map(|file| chosen(file, l)).collect(),
            note: alone.then(|| l.t("files-text-alone")),
            picture_max: PICTURE_BYTES_MAX,
            sticker_max: STICKER_BYTES_MAX,
            file_max: FILE_BYTES_MAX,
            files_max: FILES_MAX,
        }
    }
}

fn chosen(file: &Upload, l: Locale) -> Chosen {
    let size = |bytes: u64| file_size(i64::try_from(bytes).unwrap_or(i64::MAX), l);
    Chosen {
        id: file.id.0,
        icon: words::kind_icon(file.kind()),
        name: file.name.clone(),
        text: format!("{} · {}", type_name(&file.content_type), size(file.size)),
        picture: file.preview.is_some(),
        too_large: file.too_large.then(|| l.t1("files-picture-too-large", "limit", size(PICTURE_BYTES_MAX))),
    }
}

/// The tray by itself.
#[derive(Template)]
#[template(path = "agent/_tray.html")]
struct TrayPart {
    shell: Shell,
    tray: Tray,
}

async fn tray(viewer: &Viewer, app: &Data<App>, id: ConversationId) -> PageResult {
    let reader = Reader::of(viewer);
    let files = blocking(app, move |app| app.store.read(|db| Ok(load_head(app, db, id, &reader)?.uploads))).await?;
    page::page(&TrayPart { shell: viewer.shell(Nav::Inbox), tray: Tray::of(id, &files, viewer.locale) })
}

/// GET /inbox/{id}/files
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ConversationId>) -> PageResult {
    tray(&viewer, &app, path.into_inner()).await
}

/// POST /inbox/{id}/files
///
/// # Errors
/// 404 for a conversation that is not this user's to see; refusals are the page again, with 422.
pub async fn attach(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    parts: Multipart,
) -> PageResult {
    let id = path.into_inner();
    let listing = Listing::from(&*wanted);
    let (fields, taken) = take_all(&viewer, &app, &request, id, parts).await?;
    if let Some((_, text)) = fields.iter().find(|(name, _)| name == "text") {
        keep(&app, &viewer, id, text.clone(), Beside::of(&fields)).await?;
    }
    match taken {
        Ok(()) if is_live(&request) => tray(&viewer, &app, id).await,
        Ok(()) => page::redirect(format!("/inbox/{id}{}#composer", listing.query())),
        Err(error) if is_live(&request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => {
            let sentence = match refused(&error) {
                Some(refusal) if *refusal != Refusal::NotFound => viewer.locale.refusal(refusal),
                _ => return Err(error),
            };
            let again = Again { error: Some(sentence), ..Again::default() };
            let status = error.status_code();
            whole(&viewer, &app, hub.as_ref(), id, &listing, &Asked::default(), again, status).await
        }
    }
}

/// Takes every file of a form; the fields beside them, and the first thing that was refused. All of the form is read, for a
/// browser that is cut off while it sends shows no answer.
async fn take_all(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    id: ConversationId,
    mut parts: Multipart,
) -> Result<(Fields, Result<(), WebError>), WebError> {
    let mut known = check_token(request, None).is_ok();
    let (mut fields, mut taken) = (Vec::new(), Ok(()));
    while let Some(mut field) = parts.try_next().await.map_err(|_| WebError::Unreadable)? {
        match field.name() {
            Some("csrf") => {
                let token = words_of(&mut field).await?;
                check_token(request, Some(&token))?;
                known = true;
            }
            Some(name) if name == "text" || Beside::FIELDS.contains(&name) => {
                let name = name.to_owned();
                if fields.len() < FIELDS_MAX {
                    fields.push((name, words_of(&mut field).await?));
                } else {
                    pass(&mut field.by_ref().map_err(drop)).await?;
                }
            }
            Some("attach") if known => {
                let result = take_one(viewer, app, id, &mut field).await;
                taken = taken.and(result);
            }
            // Nothing of a form is taken before its token is right.
            Some("attach") => return Err(WebError::Stale),
            _ => pass(&mut field.by_ref().map_err(drop)).await?,
        }
    }
    Ok((fields, taken))
}

async fn take_one(viewer: &Viewer, app: &Data<App>, id: ConversationId, field: &mut Field) -> Result<(), WebError> {
    let given = field.content_disposition().and_then(|given| given.get_filename()).unwrap_or_default();
    let name = given.to_owned();
    let announced = field.content_type().map(ToString::to_string).unwrap_or_default();
    let actor = viewer.actor();
    let begun = blocking(app, move |app| {
        app.store.read(|db| upload::may_attach(db, actor, id))?;
        upload::begin(app)
    });
    let staging = match begun.await {
        Ok(staging) => staging,
        Err(error) => {
            pass(&mut field.by_ref().map_err(drop)).await?;
            return Err(error);
        }
    };
    let staged = stage(app, staging, &mut field.by_ref().map_err(drop)).await?;
    // A field in which nothing was chosen.
    if name.is_empty() && staged.size == 0 {
        return Ok(());
    }
    blocking(app, move |app| upload::take(app, actor, Some(id), Given { staged, name, announced })).await.map(drop)
}

async fn words_of(field: &mut Field) -> Result<String, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.try_next().await.map_err(|_| WebError::Unreadable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > BYTES_MAX {
            return Err(WebError::TooLarge);
        }
    }
    String::from_utf8(bytes).map_err(|_| WebError::Unreadable)
}

/// Fields of a form as they came, in order.
type Fields = Vec<(String, String)>;

/// What stands in the field meanwhile.
#[derive(Deserialize)]
pub struct Meanwhile {
    text: Option<String>,
}

/// Defines handlers that are one button of a chosen file each.
macro_rules! buttons {
    ($($(#[$doc:meta])* $name:ident => $flow:path;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// The store's.
        pub async fn $name(
            viewer: Agent,
            app: Data<App>,
            request: HttpRequest,
            path: Path<(ConversationId, UploadId)>,
            wanted: Query<Wanted>,
            form: PostedForm<Meanwhile>,
        ) -> PageResult {
            let (id, file) = path.into_inner();
            let actor = viewer.actor();
            let done = blocking(&app, move |app| $flow(app, actor, file)).await;
            after(&viewer, &app, &request, (id, Listing::from(&*wanted)), form, done).await
        }
    )+};
}

buttons! {
    /// POST /inbox/{id}/files/{upload}/drop
    drop_one => upload::drop_one;
    /// POST /inbox/{id}/files/{upload}/shrink
    shrink => upload::shrink;
}

async fn after(
    viewer: &Viewer,
    app: &Data<App>,
    request: &HttpRequest,
    (id, listing): (ConversationId, Listing),
    meanwhile: PostedForm<Meanwhile>,
    done: Result<(), WebError>,
) -> PageResult {
    if let Some(text) = meanwhile.value.text.filter(|_| !is_live(request)) {
        keep(app, viewer, id, text, Beside::of(&meanwhile.pairs)).await?;
    }
    let back = format!("/inbox/{id}{}#composer", listing.query());
    match done {
        Ok(()) if is_live(request) => tray(viewer, app, id).await,
        Ok(()) => page::redirect(back),
        Err(error) if is_live(request) => refusal_json(&error, viewer.locale).ok_or(error),
        Err(error) => match refused(&error) {
            Some(refusal) => page::flash_refusal(back, refusal),
            None => Err(error),
        },
    }
}

/// GET /inbox/{id}/files/{upload}/preview
///
/// # Errors
/// 404 for a file that is not this user's, or has no small picture.
pub async fn preview(viewer: Agent, app: Data<App>, path: Path<(ConversationId, UploadId)>) -> PageResult {
    let (_, file) = path.into_inner();
    let owner = viewer.actor().scope();
    let found = blocking(&app, move |app| {
        app.store.read(|db| {
            let upload = uploads::get(db, &owner, file)?.ok_or(Refusal::NotFound)?;
            Ok(content::preview(db, upload.content)?.ok_or(Refusal::NotFound)?)
        })
    });
    let bytes = found.await?.bytes;
    Ok(HttpResponse::build(StatusCode::OK)
        .content_type("image/jpeg")
        .insert_header(("cache-control", "private, no-cache"))
        .body(bytes))
}
