//! Skills: what agents know and conversations need. Who has which is set with the user.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::SkillId;
use crate::flows::skills::{create as creating, delete as deleting, update as updating};
use crate::store::skill as stored;
use crate::store::{Db, Fault};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A skill.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Skill {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// Active users who have it, the best first.
    users: Vec<SkilledUser>,
    /// When it was made.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

/// A user who has a skill.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SkilledUser {
    /// The user.
    user_id: String,
    /// How well, 1 to 10.
    level: i64,
}

impl Skill {
    fn of(db: &Db, kept: stored::Skill) -> Result<Self, Fault> {
        let users = stored::who_has(db, kept.id)?;
        let user = |(user, level): (crate::domain::ids::UserId, i64)| SkilledUser { user_id: user.to_string(), level };
        Ok(Self {
            id: kept.id.to_string(),
            name: kept.name,
            users: users.into_iter().map(user).collect(),
            created_at: Time(kept.created_at),
            updated_at: Time(kept.updated_at),
        })
    }
}

fn load(app: &App, id: SkillId) -> Result<Skill, Fault> {
    app.store.read(|db| Skill::of(db, stored::get(db, id)?))
}

/// What a skill is called.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct SkillName {
    /// What people call it.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 60))]
    name: String,
}

/// All skills, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/skills", operation_id = "list_skills", tag = "routing",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<Skill>), Refusals)))]
pub async fn list(_: Agent, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page(&[])?;
    let found = blocking(&app, |app| {
        app.store.read(|db| {
            let all = stored::list(db)?;
            all.into_iter().map(|kept| Ok((kept.id.0, Skill::of(db, kept)?))).collect::<Result<Vec<_>, Fault>>()
        })
    });
    page(&cursor::paged_whole(found.await?, &wanted, |(id, _)| *id, |(_, skill)| skill))
}

/// A skill.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/skills/{id}", operation_id = "get_skill", tag = "routing",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Skill>), Refusals)))]
pub async fn show(_: Agent, app: Data<App>, id: Id<SkillId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// Makes a skill.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/skills", operation_id = "create_skill", tag = "routing",
    request_body = SkillName, responses((status = 201, description = "Made", body = One<Skill>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<SkillName>) -> ApiResult {
    let (actor, name) = (caller.actor(), body.0.name);
    let new = blocking(&app, move |app| {
        let id = creating::create(app, actor, &name)?;
        load(app, id)
    });
    made(new.await?)
}

/// Gives a skill another name.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/skills/{id}", operation_id = "change_skill", tag = "routing",
    params(("id" = String, Path)), request_body = SkillName,
    responses((status = 200, description = "As asked", body = One<Skill>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<SkillId>, body: Body<SkillName>) -> ApiResult {
    let (actor, id, name) = (caller.actor(), id.0, body.0.name);
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, &name)?;
        load(app, id)
    });
    one(changed.await?)
}

/// Deletes a skill; who has it loses it. While a rule sets it or a conversation needs it, it stays, and all of that is
/// told.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/skills/{id}", operation_id = "delete_skill", tag = "routing",
    params(("id" = String, Path)), responses((status = 204, description = "Deleted"), Refusals)))]
pub async fn delete(caller: Admin, app: Data<App>, id: Id<SkillId>) -> ApiResult {
    let actor = caller.actor();
    blocking(&app, move |app| deleting::delete(app, actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
