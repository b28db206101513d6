//! `/sign-out`: this sign-in ends.

use actix_web::web::Data;

use crate::app::App;
use crate::flows::sign_ins::revoke::revoke;
use crate::web::cookies;
use crate::web::form::{Nothing, PostedForm};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};

/// POST /sign-out
///
/// # Errors
/// The store's.
pub async fn leave(viewer: Agent, app: Data<App>, _form: PostedForm<Nothing>) -> PageResult {
    let (user, id) = (viewer.user, viewer.sign_in);
    page::blocking(&app, move |app| revoke(app, user, id)).await?;
    let mut answer = page::flash("/sign-in", "flash-signed-out")?;
    let (name, value) = cookies::remove(cookies::SIGN_IN, app.public_url.starts_with("https://"));
    answer.headers_mut().append(name, value);
    Ok(answer)
}
