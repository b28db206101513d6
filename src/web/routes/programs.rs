//! The part of the route table for programs with a token, `/api/v1`.

use actix_web::Resource;
use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, resource, route, scope};

use super::pattern;
use crate::web::api;

fn at(address: &str) -> Resource {
    resource(pattern(address))
}

/// `/api/v1`, for programs with a token. The words at the end are the least role: to read / to change.
pub(super) fn programs(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/api/v1")
            .wrap(from_fn(api::caller::identify))
            .service(at("/openapi.json").get(api::openapi::show)) // anybody
            .service(at("/accounts").get(api::accounts::list).post(api::accounts::create)) // admin
            .service(
                at("/accounts/{id}")
                    .get(api::accounts::show)
                    .patch(api::accounts::update)
                    .delete(api::account_acts::delete),
            ) // admin
            .service(at("/accounts/{id}/check").post(api::account_acts::check)) // admin
            .service(at("/accounts/{id}/senders").get(api::account_acts::senders)) // admin
            .service(at("/accounts/{id}/deletion").get(api::account_acts::deletion)) // admin
            .service(at("/numbers").get(api::numbers::list).post(api::numbers::create)) // agent / admin
            .service(at("/numbers/{id}/health").get(api::number_health::show)) // admin
            .service(at("/numbers/{id}/check").post(api::number_health::check)) // admin
            .service(at("/numbers/{id}/webhooks").post(api::number_health::write_webhooks)) // admin
            .service(
                at("/numbers/{id}")
                    .get(api::numbers::show)
                    .patch(api::numbers::update)
                    .delete(api::number_acts::delete),
            ) // agent / admin
            .service(at("/numbers/{id}/surveys").get(api::surveys::settings)) // agent
            .service(at("/numbers/{id}/surveys/{after}").patch(api::surveys::change)) // admin
            .service(at("/numbers/{id}/members").get(api::number_acts::members)) // agent
            .service(at("/numbers/{id}/deletion").get(api::number_acts::deletion)) // admin
            .configure(people)
            .service(at("/search").get(api::search::list)) // agent
            .service(at("/messages/{id}").get(api::messages::show)) // agent
            .service(at("/messages/{id}/attempts").get(api::attempts::list)) // agent
            .service(at("/media-rules").get(api::media_rules::show).patch(api::media_rules::update)) // admin
            .service(at("/files").post(api::files::create)) // agent
            .service(at("/media/{id}").get(api::media::show)) // agent
            .service(at("/media/{id}/content").get(api::media::bytes).head(api::media::bytes)) // agent
            .service(at("/media/{id}/fetch").post(api::media::again)) // agent
            .service(at("/media/{id}/contacts").post(api::media::save)) // agent
            .service(at("/templates").get(api::templates::list).post(api::templates::create)) // agent / admin
            .service(at("/templates/sync").post(api::templates::sync)) // admin
            .service(at("/templates/counts").get(api::templates::sent)) // admin
            .service(at("/templates/drafts").get(api::template_drafts::list).post(api::template_drafts::create)) // admin
            .service(
                at("/templates/drafts/{id}")
                    .get(api::template_drafts::show)
                    .put(api::template_drafts::replace)
                    .delete(api::template_drafts::remove),
            ) // admin
            .service(at("/templates/drafts/{id}/submit").post(api::template_drafts::submit)) // admin
            .service(at("/templates/{id}").get(api::templates::show)) // agent
            .service(at("/templates/{id}/bindings").put(api::templates::bind)) // admin
            .service(at("/views").get(api::views::list).post(api::views::create)) // agent / supervisor
            .service(at("/views/{id}").get(api::views::show).put(api::views::replace).delete(api::views::remove)) // agent / supervisor
            .service(at("/quick-replies").get(api::quick_replies::list).post(api::quick_replies::create)) // agent / supervisor
            .service(at("/quick-replies/import").post(api::quick_replies::import)) // supervisor
            .service(at("/quick-replies/export").get(api::quick_replies::export)) // agent
            .service(
                at("/quick-replies/{id}")
                    .get(api::quick_replies::show)
                    .patch(api::quick_replies::update)
                    .delete(api::quick_replies::remove),
            ) // agent / supervisor
            .configure(at_work)
            .configure(routing)
            .configure(writing_first)
            .configure(team)
            .configure(telling)
            .default_service(route().to(api::not_found)), // anybody
    );
}

/// The part of `/api/v1` about contacts.
fn people(cfg: &mut ServiceConfig) {
    cfg.service(at("/contacts").get(api::contacts::list).post(api::contacts::create)) // agent
        .service(at("/contacts/{id}").get(api::contacts::show).patch(api::contacts::update)) // agent
        .service(at("/contacts/{id}/addresses").post(api::contacts::add_address).delete(api::contacts::remove_address)) // agent
        .service(at("/contacts/{id}/merge").post(api::contact_merges::create)) // supervisor
        .service(at("/contacts/{id}/merges").get(api::contact_merges::list)) // agent
        .service(at("/contacts/{id}/merges/{merge}/undo").post(api::contact_merges::undo)) // supervisor
        .service(at("/contacts/{id}/candidates").get(api::contact_merges::candidates)) // agent
        .service(at("/contacts/{id}/candidates/{other}").delete(api::contact_merges::somebody_else)) // agent
        .service(at("/contacts/{id}/erase").get(api::contact_erasures::show).post(api::contact_erasures::create)) // admin
        .service(at("/contact-export").get(api::contact_imports::export)) // supervisor
        .service(at("/contact-imports").post(api::contact_imports::create)) // supervisor
        .service(at("/contact-imports/{id}").get(api::contact_imports::show)) // supervisor
        .service(at("/contact-imports/{id}/lines").get(api::contact_imports::lines)) // supervisor
        .service(at("/contact-imports/{id}/begin").post(api::contact_imports::begin)) // supervisor
        .service(at("/contact-imports/{id}/cancel").post(api::contact_imports::cancel)) // supervisor
        .service(at("/contact-imports/{id}/result").get(api::contact_imports::take)) // supervisor
        .service(at("/contact-fields").get(api::contact_fields::list).post(api::contact_fields::create)) // agent / admin
        .service(
            at("/contact-fields/{id}")
                .get(api::contact_fields::show)
                .patch(api::contact_fields::update)
                .delete(api::contact_fields::remove),
        ); // agent / admin
}

/// The part of `/api/v1` about conversations.
fn at_work(cfg: &mut ServiceConfig) {
    cfg.service(at("/conversations").get(api::conversations::list).post(api::write_to::create)) // agent / supervisor
        .service(at("/conversations/{id}").get(api::conversations::show).patch(api::conversations::update)) // agent
        .service(at("/conversations/{id}/messages").get(api::messages::list).post(api::messages::create)) // agent
        .service(at("/conversations/{id}/notes").get(api::notes::list).post(api::notes::create)) // agent
        .service(at("/notes/{id}").patch(api::notes::update).delete(api::notes::remove)) // agent, own; removing: supervisor
        .service(at("/conversations/{id}/assign").post(api::conversation_acts::assign)) // supervisor
        .service(at("/conversations/{id}/consults").get(api::consults::list).post(api::consults::create)) // agent / supervisor
        .service(at("/consults/{id}/lines").post(api::consults::write)) // supervisor
        .service(at("/consults/{id}/bring-in").post(api::consults::bring_in)) // supervisor
        .service(at("/consults/{id}/end").post(api::consults::end)) // supervisor
        .service(at("/consults/{id}/pass").post(api::consults::pass)) // supervisor
        .service(at("/conversations/{id}/transfer").post(api::conversation_acts::transfer)) // agent, own
        .service(at("/conversations/{id}/release").post(api::conversation_acts::release)) // agent
        .service(at("/conversations/{id}/end").post(api::conversation_acts::end)) // agent
        .service(at("/conversations/{id}/wait").post(api::conversation_acts::wait)) // agent
        .service(at("/conversations/{id}/close").post(api::conversation_acts::close)) // agent
        .service(at("/bulk").post(api::bulk::create)) // agent
        .service(at("/bulk/{id}").get(api::bulk::show)) // agent, own
        .service(at("/bulk/{id}/undo").post(api::bulk::take_back)) // agent, own
        .service(at("/conversations/{id}/snooze").post(api::snooze::set).delete(api::snooze::end)) // agent
        .service(at("/conversations/{id}/begin").post(api::conversation_acts::begin)) // agent
        .service(at("/surveys").get(api::surveys::list)) // supervisor
        .service(at("/conversations/{id}/survey").get(api::surveys::of_conversation)) // agent
        .service(at("/conversations/{id}/trace").get(api::trace::trace)) // agent
        .service(at("/conversations/{id}/bot-sessions").get(api::bots::sessions)) // agent
        .service(at("/conversations/{id}/quick-replies").get(api::quick_replies::filled)); // agent
}

/// The part of `/api/v1` about workstreams and their rules.
fn routing(cfg: &mut ServiceConfig) {
    cfg.service(at("/workstreams").get(api::workstreams::list).post(api::workstreams::create)) // agent / admin
        .service(
            at("/workstreams/{id}")
                .get(api::workstreams::show)
                .patch(api::workstreams::update)
                .delete(api::workstreams::delete),
        ) // agent / admin
        .service(at("/workstreams/{id}/bot").get(api::bots::show).patch(api::bots::update)) // admin
        .service(at("/workstreams/{id}/bot/versions").get(api::bots::versions).post(api::bots::publish)) // admin
        .service(at("/workstreams/{id}/bot/versions/{number}/publish").post(api::bots::roll_back)) // admin
        .service(at("/workstreams/{id}/outcomes").get(api::outcomes::show).put(api::outcomes::replace)) // agent / admin
        .service(at("/workstreams/{id}/copy").post(api::workstreams::copy)) // admin
        .service(at("/workstreams/{id}/automated-messages").get(api::automated_messages::of_workstream)) // agent
        .service(
            at("/workstreams/{id}/automated-messages/recommended")
                .post(api::automated_messages::recommend_for_workstream),
        ) // admin
        .service(
            at("/workstreams/{id}/automated-messages/{trigger}")
                .get(api::automated_messages::show_of_workstream)
                .patch(api::automated_messages::change_of_workstream)
                .delete(api::automated_messages::reset_of_workstream),
        ) // agent / admin
        .service(at("/numbers/{id}/automated-messages").get(api::automated_messages::of_number)) // agent
        .service(at("/numbers/{id}/automated-messages/recommended").post(api::automated_messages::recommend_for_number)) // admin
        .service(
            at("/numbers/{id}/automated-messages/{trigger}")
                .get(api::automated_messages::show_of_number)
                .patch(api::automated_messages::change_of_number)
                .delete(api::automated_messages::reset_of_number),
        ) // agent / admin
        .service(at("/workstreams/{id}/try").post(api::trials::run)) // admin
        .service(at("/workstreams/{id}/rule-sets").get(api::rule_sets::list).post(api::rule_sets::create)) // agent / admin
        .service(at("/workstreams/{id}/rule-sets/order").put(api::rule_sets::order)) // admin
        .service(at("/workstreams/{id}/routes").get(api::rules::routes).post(api::rules::create_route)) // agent / admin
        .service(at("/workstreams/{id}/routes/order").put(api::rules::order_routes)) // admin
        .service(
            at("/rule-sets/{id}")
                .get(api::rule_sets::show)
                .patch(api::rule_sets::update)
                .delete(api::rule_sets::remove),
        ) // agent / admin
        .service(at("/rule-sets/{id}/rules").get(api::rules::list).post(api::rules::create)) // agent / admin
        .service(at("/rule-sets/{id}/rules/order").put(api::rules::order)) // admin
        .service(at("/rules/{id}").get(api::rules::show).patch(api::rules::update).delete(api::rules::remove)) // agent / admin
        .service(at("/rules/{id}/copy").post(api::rules::copy)); // admin
}

/// The part of `/api/v1` about those to whom we write first.
fn writing_first(cfg: &mut ServiceConfig) {
    cfg.service(at("/broadcasts").get(api::broadcasts::list).post(api::broadcasts::create)) // supervisor
        .service(at("/broadcasts/{id}").get(api::broadcasts::show)) // supervisor
        .service(at("/broadcasts/{id}/list").put(api::broadcasts::set)) // supervisor
        .service(at("/broadcasts/{id}/rows").get(api::broadcast_rows::list)) // supervisor
        .service(at("/broadcasts/{id}/start").post(api::broadcasts::start)) // supervisor
        .service(at("/broadcasts/{id}/pause").post(api::broadcasts::pause)) // supervisor
        .service(at("/broadcasts/{id}/resume").post(api::broadcasts::resume)) // supervisor
        .service(at("/broadcasts/{id}/unschedule").post(api::broadcasts::unschedule)) // supervisor
        .service(at("/broadcasts/{id}/cancel").post(api::broadcasts::cancel)) // supervisor
        .service(at("/broadcasts/{id}/result").get(api::broadcasts::result)) // supervisor
        .service(at("/planned-messages").get(api::planned_messages::list).post(api::planned_messages::create)) // agent / supervisor
        .service(at("/planned-messages/{id}").get(api::planned_messages::show)) // agent
        .service(at("/planned-messages/{id}/cancel").post(api::planned_messages::cancel)) // agent
        .service(at("/consent-words").get(api::consent::words).post(api::consent::add_word)) // agent / admin
        .service(at("/consent-words/{id}").delete(api::consent::remove_word)) // admin
        .service(at("/conversations/{id}/opt-out").post(api::consent::opt_out)) // agent
        .service(at("/conversations/{id}/opt-in").post(api::consent::opt_in)) // agent
        .service(at("/contacts/{id}/opt-ins").get(api::opt_ins::list).post(api::opt_ins::create)); // agent
}

/// The part of `/api/v1` about who works here, for which queue, and when.
fn team(cfg: &mut ServiceConfig) {
    cfg.service(at("/users").get(api::users::list).post(api::users::create)) // supervisor / admin
        .service(at("/users/{id}").get(api::users::show).patch(api::users::update)) // supervisor / admin
        .service(at("/users/{id}/presence").put(api::users::presence)) // supervisor
        .service(at("/users/{id}/reassign").post(api::users::reassign)) // supervisor
        .service(at("/users/{id}/preferences").get(api::preferences::show).patch(api::preferences::update)) // admin
        .service(at("/queues").get(api::queues::list).post(api::queues::create)) // agent / admin
        .service(at("/queues/{id}").get(api::queues::show).patch(api::queues::update).delete(api::queues::delete)) // agent / admin
        .service(at("/hours").get(api::hours::list).post(api::hours::create)) // agent / admin
        .service(at("/hours/{id}").get(api::hours::show).patch(api::hours::update).delete(api::hours::delete)) // agent / admin
        .service(at("/hours/{id}/ics").post(api::hours::import)) // admin
        .service(at("/skills").get(api::skills::list).post(api::skills::create)) // agent / admin
        .service(at("/skills/{id}").get(api::skills::show).patch(api::skills::update).delete(api::skills::delete)) // agent / admin
        .service(at("/presences").get(api::presences::list).post(api::presences::create)) // agent / admin
        .service(at("/presences/automatic").get(api::presences::automatic).patch(api::presences::change_automatic)) // agent / admin
        .service(
            at("/presences/{id}")
                .get(api::presences::show)
                .patch(api::presences::update)
                .delete(api::presences::delete),
        ); // agent / admin
}

/// The part of `/api/v1` about programs that are told what happens, and about how the installation is.
fn telling(cfg: &mut ServiceConfig) {
    cfg.service(at("/first-steps").get(api::first_steps::show).patch(api::first_steps::update)) // admin
        .service(at("/overview").get(api::overview::show)) // admin
        .service(at("/outgoing-webhooks").get(api::outgoing_webhooks::list).post(api::outgoing_webhooks::create)) // admin
        .service(
            at("/outgoing-webhooks/{id}")
                .get(api::outgoing_webhooks::show)
                .patch(api::outgoing_webhooks::update)
                .delete(api::outgoing_webhooks::delete),
        ) // admin
        .service(at("/outgoing-webhooks/{id}/test").post(api::outgoing_webhooks::test)) // admin
        .service(at("/outgoing-webhooks/{id}/deliveries").get(api::outgoing_webhooks::deliveries)) // admin
        .service(at("/outgoing-webhooks/{id}/deliveries/send-again").post(api::outgoing_webhooks::send_all_again)) // admin
        .service(
            at("/outgoing-webhooks/{id}/deliveries/{delivery}/send-again").post(api::outgoing_webhooks::send_again),
        ); // admin
}
