//! The description of the API as its handlers give it: their attributes, collected. It is compiled for the tests alone, which hold
//! the document that we send ([`super::DOCUMENT`]) to it: as a program it was a tenth of the binary.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Server};
use utoipa::{IntoResponses, Modify, OpenApi};

use crate::web::api::{
    account_acts, accounts, attempts, automated_messages, bot_program, bots, broadcast_rows, broadcasts, bulk, consent,
    consults, contact_erasures, contact_fields, contact_imports, contact_merges, contacts, conversation_acts,
    conversations, files, first_steps, hours, media, media_rules, messages, notes, number_acts, number_health, numbers,
    openapi, opt_ins, outcomes, outgoing_event, outgoing_webhooks, overview, planned_messages, preferences, presences,
    queues, quick_replies, rule_sets, rules, search, skills, snooze, surveys, template_drafts, templates, trace,
    trials, users, views, wire, workstreams, write_to,
};

/// What every call may be refused with.
const REFUSALS: [(&str, &str); 11] = [
    ("400", "The body or a parameter is not what this address takes; `field` names it."),
    ("401", "No valid API token came with the call."),
    ("403", "The token's role does not allow this."),
    ("404", "It does not exist, or it is not for this token to see."),
    ("405", "This address does not know this method."),
    ("409", "The same Idempotency-Key came with other content, or it is not possible in the present state."),
    ("413", "The body is larger than 64 kB."),
    ("415", "The body is not declared as application/json."),
    ("422", "A rule forbids it, or a field cannot be taken; nothing was written."),
    ("500", "A fault of ours; `number` stands in the log."),
    ("503", "Not at the moment; try again after `Retry-After` seconds."),
];

/// The refusals as each operation lists them: each is described once, among the components.
pub(in crate::web::api) struct Refusals;

fn refusal(status: &str) -> String {
    format!("Refusal{status}")
}

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let one = |(status, _): (&str, &str)| (status.to_owned(), Ref::from_response_name(refusal(status)).into());
        REFUSALS.into_iter().map(one).collect()
    }
}

/// The refusals as the operations mean them.
struct DescribedOnce;

impl Modify for DescribedOnce {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        for (status, description) in REFUSALS {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Error"))).build();
            let answer = ResponseBuilder::new().description(description).content("application/json", content).build();
            components.responses.insert(refusal(status), answer.into());
        }
    }
}

/// How a call says who it is.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("Made with `angelia token create NAME`; it acts in the role that it was made with."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme.build()));
    }
}

/// The first sentence of a handler's comment is what it does, the rest explains; what it says about errors
/// is for those who read the source.
struct Sentences;

impl Modify for Sentences {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for item in document.paths.paths.values_mut() {
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                let whole = operation.summary.take().unwrap_or_default().replace('\n', " ");
                let (first, rest) = whole.split_once(". ").unwrap_or((whole.trim_end_matches('.'), ""));
                operation.summary = Some(first.to_owned());
                operation.description = (!rest.is_empty()).then(|| rest.to_owned());
            }
        }
    }
}

/// The document, but for where the API is.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Angelia",
        description = "A shared WhatsApp inbox. Times are RFC 3339 in UTC, ids are opaque strings, lists are paged: \
            give `next` as `cursor` until it is null. Errors are `{\"error\":{\"code\",\"message\",\"field\"}}`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "accounts", description = "Twilio accounts (admin)"),
        (name = "numbers", description = "Our WhatsApp numbers (changes: admin)"),
        (name = "workstreams", description = "What routing and distribution take from, with its rules (changes: admin)"),
        (name = "bot", description = "What answers before people do (admin). The program behind an HTTP bot is posted a \
            BotQuestion and answers a BotAnswer; see these schemas"),
        (name = "contacts", description = "The customers as persons"),
        (name = "conversations", description = "Pieces of work inside a thread"),
        (name = "views", description = "Names for a choice of conversations that everybody shares (changes: supervisor)"),
        (name = "notes", description = "What colleagues say to each other in a conversation"),
        (name = "messages", description = "What was said, and saying something"),
        (name = "search", description = "Finding what was said"),
        (name = "broadcasts", description = "One template to many people out of a list (supervisor)"),
        (name = "planned-messages", description = "Templates that leave at a chosen time"),
        (name = "quick-replies", description = "Prepared texts that everybody shares (changes: supervisor)"),
        (name = "templates", description = "WhatsApp templates (changes: admin)"),
        (name = "users", description = "Who answers (reading: supervisor, changes: admin)"),
        (name = "surveys", description = "What contacts are asked when a conversation is over, and what they say (changes: admin)"),
        (name = "routing", description = "Queues, opening hours, skills, presences (changes: admin)"),
        (name = "outgoing-webhooks", description = "Programs that are told what happens (admin). What is posted to them is a \
            WebhookEvent; see this schema"),
        (name = "installation", description = "How far it has come and how it is (admin)"),
        (name = "description", description = "This document"),
    ),
    paths(
        attempts::list, accounts::list, accounts::create, accounts::show, accounts::update,
        numbers::list, numbers::create, numbers::show, numbers::update,
        number_health::show, number_health::check, number_health::write_webhooks,
        account_acts::delete, account_acts::check, account_acts::senders, account_acts::deletion,
        workstreams::list, workstreams::create, workstreams::show, workstreams::update, workstreams::copy,
        workstreams::delete, outcomes::show, outcomes::replace, rule_sets::list, rule_sets::create, rule_sets::show, rule_sets::update, rule_sets::remove,
        rule_sets::order, rules::list, rules::create, rules::routes, rules::create_route, rules::show, rules::update,
        rules::copy, rules::remove, rules::order, rules::order_routes, trials::run,
        bots::show, bots::update, bots::versions, bots::publish, bots::roll_back, bots::sessions,
        automated_messages::of_workstream, automated_messages::show_of_workstream, automated_messages::change_of_workstream, automated_messages::reset_of_workstream, automated_messages::recommend_for_workstream, automated_messages::of_number, automated_messages::show_of_number, automated_messages::change_of_number, automated_messages::reset_of_number, automated_messages::recommend_for_number,
        number_acts::delete, number_acts::members, number_acts::deletion,
        consent::opt_out, consent::opt_in, consent::words, consent::add_word, consent::remove_word,
        contacts::list, contacts::create, contacts::show, contacts::update, contacts::add_address, contacts::remove_address,
        contact_imports::create, contact_imports::show, contact_imports::lines, contact_imports::begin, contact_imports::cancel, contact_imports::take, contact_imports::export,
        contact_erasures::create, contact_erasures::show, contact_merges::create, contact_merges::list, contact_merges::undo, contact_merges::candidates, contact_merges::somebody_else,
        contact_fields::list, contact_fields::create, contact_fields::show, contact_fields::update, contact_fields::remove, opt_ins::list, opt_ins::create,
        conversations::list, conversations::show, conversations::update, conversation_acts::assign, conversation_acts::transfer, conversation_acts::release,
        conversation_acts::end, conversation_acts::close, snooze::set, snooze::end, bulk::create, bulk::show, bulk::take_back, conversation_acts::begin, conversation_acts::wait, trace::trace, write_to::create,
        broadcasts::list, broadcasts::create, broadcasts::show, broadcasts::set, broadcasts::start, broadcasts::pause,
        broadcasts::resume, broadcasts::unschedule, broadcasts::cancel, broadcasts::result, broadcast_rows::list,
        planned_messages::list, planned_messages::create, planned_messages::show, planned_messages::cancel,
        messages::list, messages::create, messages::show, files::create, media::show, media::bytes, media::again, media::save, media_rules::show, media_rules::update,
        consults::list, consults::create, consults::write, consults::bring_in, consults::end, consults::pass,
        notes::list, notes::create, notes::update, notes::remove,
        views::list, views::create, views::show, views::replace, views::remove,
        quick_replies::list, quick_replies::create, quick_replies::import, quick_replies::export,
        search::list,
        quick_replies::show, quick_replies::update, quick_replies::remove, quick_replies::filled,
        templates::list, templates::create, templates::sync, templates::show, templates::bind, templates::sent,
        template_drafts::list, template_drafts::create, template_drafts::show, template_drafts::replace,
        template_drafts::remove, template_drafts::submit,
        queues::list, queues::create, queues::show, queues::update, queues::delete,
        hours::list, hours::create, hours::show, hours::update, hours::delete, hours::import,
        skills::list, skills::create, skills::show, skills::update, skills::delete,
        presences::list, presences::create, presences::show, presences::update, presences::delete,
        presences::automatic, presences::change_automatic,
        surveys::settings, surveys::change, surveys::list, surveys::of_conversation,
        outgoing_webhooks::list, outgoing_webhooks::create, outgoing_webhooks::show, outgoing_webhooks::update,
        outgoing_webhooks::delete, outgoing_webhooks::test, outgoing_webhooks::deliveries,
        outgoing_webhooks::send_all_again, outgoing_webhooks::send_again,
        users::list, users::create, users::show, users::update, users::presence, users::reassign, preferences::show, preferences::update,
        first_steps::show, first_steps::update, overview::show,
        openapi::show,
    ),
    components(schemas(wire::ErrorBody, bot_program::BotQuestion, bot_program::BotAnswer, outgoing_event::WebhookEvent)),
    security(("token" = [])),
    modifiers(&Bearer, &DescribedOnce, &Sentences),
)]
struct Document;

/// What `docs/openapi.json` has to say: an operation or a schema is a line.
pub(super) fn description() -> String {
    let mut document = Document::openapi();
    document.servers = Some(vec![Server::new(super::ANYWHERE)]);
    let mut text = String::new();
    in_lines(&serde_json::to_value(document).unwrap(), 0, &mut text);
    text + "\n"
}

/// How deep lists are opened: the document, its parts, one address or kind of component.
const OPENED: usize = 3;

fn in_lines(value: &Value, depth: usize, text: &mut String) {
    let Some(fields) = value.as_object().filter(|fields| depth < OPENED && !fields.is_empty()) else {
        return text.push_str(&value.to_string());
    };
    for (place, (name, field)) in fields.iter().enumerate() {
        let begins = if place == 0 { "{" } else { "," };
        text.push_str(&format!("{begins}\n{}{}: ", " ".repeat(depth + 1), Value::from(name.as_str())));
        in_lines(field, depth + 1, text);
    }
    text.push('}');
}
