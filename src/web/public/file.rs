//! `/f/{token}/{name}`: a file that we send, for the provider to fetch. Whoever has the link has the file, so that it is
//! sealed, good for some hours, and dead once the message is done. The name is for people; only the token counts.

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::flows::media::public_link;
use crate::web::media::serve;
use crate::web::page::{self, PageResult};

/// Caches between us and the provider may not keep it.
const KEEP: &str = "private, max-age=0";

/// GET and HEAD /f/{token}/{name}
///
/// # Errors
/// 404 for a link that was altered, is too old, or leads to what is done.
pub async fn show(app: Data<App>, request: HttpRequest, path: Path<(String, String)>) -> PageResult {
    let (token, _) = path.into_inner();
    let public = page::blocking(&app, move |app| public_link::open(app, &token)).await?;
    // The provider reads the name from here, and wants it shown in place.
    let disposition = serve::disposition(&public.name, true);
    Ok(serve::bytes(&app, &request, &public.content, &disposition, KEEP))
}
