//! `user` and `token`.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::Failure;
use super::args::{TokenVerb, UserVerb};
use super::beside::{open_app, open_existing};
use super::output::{say, table};
use crate::app::App;
use crate::config::Settings;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Role};
use crate::flows::users::add::Wanted;
use crate::flows::users::link::Link;
use crate::flows::{tokens, users};
use crate::store::{Fault, token, user};
use crate::web::i18n::Locale;

/// `user …`.
pub(super) fn user(settings: &Settings, verb: UserVerb) -> Result<(), Failure> {
    match verb {
        UserVerb::Add { name, email, role, password_stdin } => {
            // Asked before the file is opened: a missing answer leaves no folder behind.
            let name = answer(name, "Name", "--name")?;
            let email = answer(email, "Email", "--email")?;
            let password = if password_stdin { Some(line_of_stdin("the password")?) } else { None };
            add(&open_app(settings)?, name, &email, role, password)
        }
        UserVerb::List => list_users(&open_existing(settings)?),
        UserVerb::ResetPassword { email } => {
            let email = answer(email, "Email", "the email")?;
            reset(&open_existing(settings)?, &email)
        }
    }
}

/// `token …`.
pub(super) fn token(settings: &Settings, verb: TokenVerb) -> Result<(), Failure> {
    let actor = Actor::Command.scope();
    match verb {
        TokenVerb::Create { name, role } => {
            let app = open_app(settings)?;
            let created = tokens::create::create(&app, &actor, &name, Some(role)).map_err(refused)?;
            // Alone on stdout, so that a script can take it.
            say(&created.token);
            Ok(())
        }
        TokenVerb::List => list_tokens(&open_existing(settings)?),
        TokenVerb::Revoke { id } => {
            let app = open_existing(settings)?;
            tokens::revoke::revoke(&app, &actor, id).map_err(|fault| match fault {
                Fault::Refused(Refusal::NotFound) => {
                    Failure::Usage(format!("there is no living token {id}. See angelia token list"))
                }
                other => refused(other),
            })?;
            say(&format!("Token {id} counts no more."));
            Ok(())
        }
    }
}

fn add(app: &App, name: String, email: &str, role: Option<Role>, password: Option<String>) -> Result<(), Failure> {
    let first = app.store.read(user::all)?.is_empty();
    let role = role.unwrap_or(if first { Role::Admin } else { Role::Agent });
    let wanted = Wanted { name, email: email.to_owned(), role: Some(role), password };
    let added = users::add::add(app, &Actor::Command.scope(), &wanted).map_err(refused)?;
    match added.link {
        Some(link) => say_link(&format!("{email} is added as {}.", role.word()), &link),
        None => say(&format!("{email} is added as {} and can sign in.", role.word())),
    }
    Ok(())
}

fn reset(app: &App, email: &str) -> Result<(), Failure> {
    let found = app.store.read(|db| user::find_by_email(db, email))?;
    let Some(found) = found else {
        return Err(Failure::Usage(format!("there is no user {email}. See angelia user list")));
    };
    let link = users::reset::reset(app, &Actor::Command.scope(), found.id).map_err(refused)?;
    say_link(&format!("{} is signed out everywhere and chooses a new password.", found.email), &link);
    Ok(())
}

fn say_link(what: &str, link: &Link) {
    say(what);
    say(&format!("Open this once, before {}:", minute(link.until)));
    say(&link.url);
}

fn list_users(app: &App) -> Result<(), Failure> {
    let everybody = app.store.read(user::all)?;
    let mut rows = vec![["ID", "EMAIL", "NAME", "ROLE", "STATE"].map(str::to_owned)];
    for user in everybody {
        let state = match (user.active, user.has_password) {
            (false, _) => "deactivated",
            (true, false) => "invited",
            (true, true) => "active",
        };
        rows.push([user.id.to_string(), user.email, user.name, user.role.word().to_owned(), state.to_owned()]);
    }
    table(&rows);
    Ok(())
}

fn list_tokens(app: &App) -> Result<(), Failure> {
    let tokens = app.store.read(token::all)?;
    let mut rows = vec![["ID", "NAME", "ROLE", "MADE", "LAST USED", "STATE"].map(str::to_owned)];
    for token in tokens {
        rows.push([
            token.id.to_string(),
            token.name,
            token.role.word().to_owned(),
            minute(token.created_at),
            token.last_used_at.map_or_else(|| "never".to_owned(), minute),
            if token.revoked_at.is_some() { "revoked" } else { "active" }.to_owned(),
        ]);
    }
    table(&rows);
    Ok(())
}

/// A time in UTC to the minute.
fn minute(at: Timestamp) -> String {
    let text = at.to_string();
    text.get(..16).map_or_else(|| text.clone(), |minute| format!("{}Z", minute.replace('T', " ")))
}

/// What was given, else what is typed now.
fn answer(given: Option<String>, question: &str, flag: &str) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage(format!("{flag} is missing. See angelia user --help")));
    }
    drop(write!(io::stderr(), "{question}: "));
    line_of_stdin(flag)
}

fn line_of_stdin(what: &str) -> Result<String, Failure> {
    let missing = || Failure::Usage(format!("{what} is missing: nothing came on stdin"));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line).map_err(|_| missing())?;
    let line = line.trim_end_matches(['\r', '\n']).to_owned();
    if read == 0 || line.is_empty() { Err(missing()) } else { Ok(line) }
}

/// A refusal in words: what is wrong with which value.
fn refused(fault: Fault) -> Failure {
    let Fault::Refused(refusal) = fault else { return fault.into() };
    let l = Locale::default();
    let problems = refusal.problems();
    if problems.is_empty() {
        return Failure::Failed(l.refusal(&refusal));
    }
    let sentences: Vec<String> =
        problems.iter().map(|problem| format!("{}: {}", problem.field, l.problem(problem))).collect();
    Failure::Usage(sentences.join(" "))
}
