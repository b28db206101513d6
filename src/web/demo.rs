//! The bar of a demo: what the clock says, and three buttons that let time pass.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde::Deserialize;

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::time::Millis;
use crate::web::form::PostedForm;
use crate::web::guards::MaybeViewer;
use crate::web::page::{self, PageResult};

/// What is run once after the clock has jumped; set as app data by whoever starts the server.
#[derive(Clone)]
pub struct AfterJump(pub Arc<dyn Fn() + Send + Sync>);

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
    if app.demo.is_none() || by <= Millis::ZERO || by > JUMP_MAX {
        return Err(Refusal::NotFound.into());
    }
    let after = request.app_data::<AfterJump>().cloned();
    page::blocking(&app, move |app| {
        app.clock.advance(by);
        if let Some(AfterJump(run)) = after {
            run();
        }
        Ok(())
    })
    .await?;
    page::redirect_back(&request)
}
