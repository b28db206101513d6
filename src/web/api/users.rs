//! Users: who answers, in which role, and whether they are there.

use actix_web::web::Data;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::ids::{QueueId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::skill::{Skilled, Skills};
use crate::domain::user::{Presence, Role};
use crate::flows::bulk::reassign::{Away, reassign as reassigning};
use crate::flows::users::set_presence::Chosen;
use crate::flows::users::{add, at_work, set_presence, update as updating};
use crate::store::user as stored;
use crate::store::{Db, Fault, api_view, queue, skill};
use crate::web::api::bulk;
use crate::web::api::caller::{Admin, Supervisor};
use crate::web::api::input::{Body, Id, Params, id as read_id};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::{Time, UserPresence, UserRole};
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// A user.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct User {
    /// Its id.
    id: String,
    /// As colleagues call them.
    name: String,
    /// What is typed to sign in.
    email: String,
    /// What they may do.
    role: UserRole,
    /// Whether they may sign in.
    active: bool,
    /// Whether they are there.
    presence: UserPresence,
    /// Units of capacity: what conversations take of it says their workstream.
    capacity: i64,
    /// What they know.
    skills: Vec<UserSkill>,
    /// Ids of the queues that they were chosen for, beside that of everybody.
    queues: Vec<String>,
    /// BCP 47, the best first.
    languages: Vec<String>,
    /// The presence that a day begins with.
    default_presence: UserPresence,
    /// When they were added.
    created_at: Time,
    /// When something about them last changed.
    updated_at: Time,
}

/// A skill of a user.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct UserSkill {
    /// The skill's id.
    skill: String,
    /// How well, 1 to 10.
    #[cfg_attr(test, schema(minimum = 1, maximum = 10))]
    level: i64,
}

impl User {
    fn of(db: &Db, user: api_view::User) -> Result<Self, Fault> {
        let at_work = stored::at_work(db, user.id)?.ok_or(Refusal::NotFound)?;
        let skill = |skilled: Skilled| UserSkill { skill: skilled.skill.to_string(), level: skilled.level.number() };
        Ok(Self {
            skills: skill::of_user(db, user.id)?.iter().map(skill).collect(),
            queues: queue::of_user(db, user.id)?.iter().map(ToString::to_string).collect(),
            languages: at_work.languages,
            default_presence: UserPresence(at_work.default_presence),
            id: user.id.to_string(),
            name: user.name,
            email: user.email,
            role: UserRole(user.role),
            active: user.active,
            presence: UserPresence(user.presence),
            capacity: user.capacity,
            created_at: Time(user.created_at),
            updated_at: Time(user.updated_at),
        })
    }
}

fn load(app: &App, id: UserId) -> Result<User, Fault> {
    app.store.read(|db| User::of(db, api_view::user(db, id)?.ok_or(Refusal::NotFound)?))
}

fn role(word: Option<&str>) -> Result<Option<Role>, FieldProblem> {
    word.map(|word| Role::from_word(word).ok_or(FieldProblem::new("role", "unknown"))).transpose()
}

fn presence_word(field: &'static str, word: Option<&str>) -> Result<Option<Presence>, FieldProblem> {
    word.map(|word| Presence::from_word(word).ok_or(FieldProblem::new(field, "unknown"))).transpose()
}

/// All users, oldest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/users", operation_id = "list_users", tag = "users",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<User>), Refusals)))]
pub async fn list(_: Supervisor, app: Data<App>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let found = blocking(&app, move |app| {
        let after = wanted.after.map(|[id]| UserId(id));
        app.store.read(|db| {
            let rows = api_view::users(db, after, wanted.limit + 1)?;
            rows.into_iter().map(|row| Ok((row.id.0, User::of(db, row)?))).collect::<Result<Vec<_>, Fault>>()
        })
    });
    page(&cursor::paged(found.await?, wanted.limit, |(id, _)| vec![*id], |(_, user)| user))
}

/// A user.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/users/{id}", operation_id = "get_user", tag = "users",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<User>), Refusals)))]
pub async fn show(_: Supervisor, app: Data<App>, id: Id<UserId>) -> ApiResult {
    one(blocking(&app, move |app| load(app, id.0)).await?)
}

/// A new user.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewUser {
    /// As colleagues call them.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 80))]
    name: String,
    /// What is typed to sign in.
    #[cfg_attr(test, schema(required, min_length = 1, max_length = 254))]
    email: String,
    /// What they may do.
    #[cfg_attr(test, schema(required, value_type = UserRole))]
    role: String,
    /// At least ten characters. Without one the answer has a link with which the user chooses one.
    password: Option<String>,
}

/// A user who was just added.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AddedUser {
    /// The user.
    #[serde(flatten)]
    user: User,
    /// With this the user chooses a password, once; null if one was given.
    #[cfg_attr(test, schema(required))]
    link: Option<String>,
}

/// Adds a user.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/users", operation_id = "create_user", tag = "users",
    request_body = NewUser, responses((status = 201, description = "Made", body = One<AddedUser>), Refusals)))]
pub async fn create(caller: Admin, app: Data<App>, body: Body<NewUser>) -> ApiResult {
    let (actor, new) = (caller.actor().scope(), body.0);
    let wanted =
        add::Wanted { name: new.name, email: new.email, role: Role::from_word(&new.role), password: new.password };
    let added = blocking(&app, move |app| {
        let added = add::add(app, &actor, &wanted)?;
        Ok(AddedUser { user: load(app, added.id)?, link: added.link.map(|link| link.url) })
    });
    made(added.await?)
}

/// What changes about a user; what is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct UserChange {
    /// A new name.
    #[cfg_attr(test, schema(max_length = 80))]
    name: Option<String>,
    /// Another role, in force at the user's next request.
    #[cfg_attr(test, schema(value_type = Option<UserRole>))]
    role: Option<String>,
    /// Units of capacity.
    #[cfg_attr(test, schema(minimum = 1, maximum = 1000))]
    capacity: Option<i64>,
    /// What they know, instead of what they knew before.
    #[cfg_attr(test, schema(value_type = Option<Vec<UserSkill>>))]
    skills: Option<Vec<Skilled>>,
    /// Ids of the queues that they work for, instead of those before; that of everybody is not named.
    queues: Option<Vec<String>>,
    /// BCP 47, the best first, instead of those before.
    languages: Option<Vec<String>>,
    /// The presence that a day begins with.
    #[cfg_attr(test, schema(value_type = Option<UserPresence>))]
    default_presence: Option<String>,
    /// False: open work is released, all sign-ins end.
    active: Option<bool>,
}

/// Changes a user: all of it or nothing.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/users/{id}", operation_id = "change_user", tag = "users",
    params(("id" = String, Path)), request_body = UserChange,
    responses((status = 200, description = "As asked", body = One<User>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<UserId>, body: Body<UserChange>) -> ApiResult {
    let (actor, id, asked) = (caller.actor(), id.0, body.0);
    let change = updating::Change {
        role: role(asked.role.as_deref())?,
        name: asked.name,
        capacity: asked.capacity,
        active: asked.active,
        at_work: at_work::Change {
            languages: asked.languages,
            default_presence: presence_word("default_presence", asked.default_presence.as_deref())?,
            skills: asked.skills.map(Skills::from),
            queues: asked
                .queues
                .map(|ids| ids.iter().map(|id| read_id::<QueueId>("queues", id)).collect())
                .transpose()?,
        },
    };
    let changed = blocking(&app, move |app| {
        updating::update(app, actor, id, &change)?;
        load(app, id)
    });
    one(changed.await?)
}

/// Whether a user is there.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct NewPresence {
    /// One of `available`, `busy`, `do_not_disturb`, `away`, `offline`; the id of a named one; or `automatic`, to follow
    /// the capacity.
    #[cfg_attr(test, schema(required, example = "available"))]
    presence: String,
}

/// Says whether a user is there. It counts without a page of theirs being open.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/users/{id}/presence", operation_id = "set_user_presence", tag = "users",
    params(("id" = String, Path)), request_body = NewPresence,
    responses((status = 200, description = "As asked", body = One<User>), Refusals)))]
pub async fn presence(caller: Supervisor, app: Data<App>, id: Id<UserId>, body: Body<NewPresence>) -> ApiResult {
    let (actor, id) = (caller.actor(), id.0);
    let chosen = Chosen::read(&body.0.presence)?;
    let done = blocking(&app, move |app| {
        set_presence::set_presence(app, actor, id, chosen)?;
        load(app, id)
    });
    one(done.await?)
}

/// Whose work goes where.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct Reassign {
    /// Who gets it; null: each conversation waits in its queue again.
    user_id: Option<String>,
    /// A note with each of them, for colleagues only.
    note: String,
    /// Whether the user counts as offline from now on.
    offline: bool,
}

/// Gives away all that a user has: to one colleague, or back to the queues. What is being wrapped up is closed. The answer is
/// an act on many conversations, which `POST /bulk/{id}/undo` takes back for ten minutes.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/users/{id}/reassign", operation_id = "reassign_user_work", tag = "users",
    params(("id" = String, Path)), request_body = Reassign,
    responses((status = 201, description = "Made", body = One<bulk::Bulk>), Refusals)))]
pub async fn reassign(caller: Supervisor, app: Data<App>, id: Id<UserId>, body: Body<Reassign>) -> ApiResult {
    let (actor, asked) = (caller.actor(), body.0);
    let to = asked.user_id.as_deref().map(|to| read_id("user_id", to)).transpose()?;
    let away = Away { user: id.0, to, word: asked.note, offline: asked.offline };
    let done = blocking(&app, move |app| {
        let id = reassigning(app, actor, &away)?;
        bulk::load(app, actor, id)
    });
    made(done.await?)
}
