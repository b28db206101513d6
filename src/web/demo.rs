//! The bar of a demo: what the clock says, and three buttons that let time pass.

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::web::form::PostedForm;
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};

/// The bar.
#[derive(Clone, Debug)]
pub struct DemoBar {
    /// Where the customer's phone is.
    pub phone_url: String,
}

/// The posted form.
#[derive(Deserialize)]
pub struct Jump {
    /// Minutes forward.
    minutes: i64,
}

/// The longest jump that a button makes.
const JUMP_MAX: Millis = Millis::days(1);

/// POST /demo/clock
///
/// # Errors
/// 404 unless this is a demo.
pub async fn clock(_visitor: MaybeViewer, app: Data<App>, request: HttpRequest, form: PostedForm<Jump>) -> PageResult {
    let by = Millis::minutes(form.value.minutes);
    let jump = app.demo.as_ref().map(|demo| demo.jump.clone());
    let Some(jump) = jump.filter(|_| by > Millis::ZERO && by <= JUMP_MAX) else {
        return Err(Refusal::NotFound.into());
    };
    page::blocking(&app, move |app| jump(app, by)).await?;
    page::redirect_back(&request)
}
