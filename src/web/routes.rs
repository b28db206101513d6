//! THE route table: every address of the appliance with its handler and its guard, top to bottom.
//! Order matters where a pattern would swallow a fixed word, and for the provider's addresses: the table is
//! searched from the top, and nothing is called as often. What programs call under `/api/v1` is in [`programs`].

mod programs;

use actix_web::Route;
use actix_web::web::{ServiceConfig, get, head, post, route};

use crate::web::agent::{
    actions, bulk, cards, consent, consults, draft, export, files, fragments, inbox, looking, notes, outcomes, palette,
    planned, quick_replies, record, search, snooze, tags, thread, transfer, variables, views, write, writing,
};
use crate::web::auth::{profile, setup, sign_in, sign_out, welcome};
use crate::web::desk::{offers, presence};
use crate::web::{
    admin, assets, board, broadcasts, contacts, demo, error, health, install, live, media, page, public,
    quick_replies as replies, surveys, try_text, webhook,
};

/// All of it.
pub fn routes(cfg: &mut ServiceConfig) {
    let cfg = &mut Table(cfg);
    machines(cfg);
    public(cfg);
    list(cfg);
    agent(cfg);
    prepared(cfg);
    colleagues(cfg);
    people(cfg);
    to_many(cfg);
    board(cfg);
    admin(cfg);
    webhooks(cfg);
    distribution(cfg);
    workstreams(cfg);
    programs::programs(cfg.0);
    cfg.0.default_service(route().to(error::not_found)); // anybody
}

/// Where the rows go.
struct Table<'a>(&'a mut ServiceConfig);

impl Table<'_> {
    fn route(&mut self, address: &str, route: Route) -> &mut Self {
        self.0.route(&pattern(address), route);
        self
    }
}

/// An address of the table as the framework is told it. What stands for `{id}` is ASCII, and said to be: the framework's own `[^/]+` is
/// a pattern over all of Unicode, and to get three hundred of those ready for each worker was a quarter of what a small
/// integration test did. Where anything else may stand, the row says so.
fn pattern(address: &str) -> String {
    let mut parts = address.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| match part.split_once('}') {
        Some((name, rest)) if !name.contains(':') => format!("{whole}{{{name}:[\\x00-.0-\\x7F]+}}{rest}"),
        _ => format!("{whole}{{{part}"),
    })
}

/// For anybody.
fn public(cfg: &mut Table<'_>) {
    cfg.route("/", get().to(page::home)) // anybody
        .route("/static/{file:.*}", get().to(assets::file)) // anybody
        .route("/app.webmanifest", get().to(install::manifest)) // anybody
        .route("/service-worker.js", get().to(install::worker)) // anybody
        .route("/offline", get().to(install::offline)) // anybody
        .route("/setup", get().to(setup::show)) // anybody, while there is no admin
        .route("/setup", post().to(setup::create)) // anybody with the printed code
        .route("/sign-in", get().to(sign_in::show)) // anybody
        .route("/sign-in", post().to(sign_in::enter)) // anybody
        .route("/f/{token}/{name:[^/]+}", get().to(public::file::show)) // anybody with the link
        .route("/f/{token}/{name:[^/]+}", head().to(public::file::show)) // anybody with the link
        .route("/s/{token}", get().to(public::survey::show)) // anybody with the link
        .route("/s/{token}", post().to(public::survey::answer)) // anybody with the link
        .route("/welcome/{token}", get().to(welcome::show)) // anybody with the link
        .route("/welcome/{token}", post().to(welcome::set)) // anybody with the link
        .route("/demo/clock", post().to(demo::clock)); // anybody, in a demo only
}

/// For agents: the views of the list, what is set aside, and acts on many. Before the table of conversations, whose
/// pattern takes any word.
fn list(cfg: &mut Table<'_>) {
    cfg.route("/inbox/fragments/views", get().to(views::part)) // agent
        .route("/inbox/views", get().to(views::show)) // agent
        .route("/inbox/views", post().to(views::make)) // agent, shared: supervisor
        .route("/inbox/views/new", get().to(views::new)) // agent
        .route("/inbox/views/{id}", get().to(views::look)) // agent
        .route("/inbox/views/{id}", post().to(views::save)) // agent, shared: supervisor
        .route("/inbox/views/{id}/remove", post().to(views::drop_one)) // agent, shared: supervisor
        .route("/inbox/views/{id}/move", post().to(views::shift)) // agent, shared: supervisor
        .route("/inbox/bulk", post().to(bulk::act)) // agent
        .route("/inbox/bulk/{id}/undo", post().to(bulk::take_back)) // agent, own
        .route("/inbox/{id}/snooze", get().to(snooze::show)) // agent
        .route("/inbox/{id}/snooze", post().to(snooze::set)) // agent
        .route("/inbox/{id}/unsnooze", post().to(snooze::end)); // agent
}

/// For everybody who is signed in.
fn agent(cfg: &mut Table<'_>) {
    cfg.route("/live", get().to(live::listen)) // agent
        .route("/profile", get().to(profile::show)) // agent
        .route("/profile", post().to(profile::save)) // agent
        .route("/profile/alerts", post().to(profile::alerts)) // agent
        .route("/profile/password", post().to(profile::password)) // agent
        .route("/profile/sign-ins/revoke-others", post().to(profile::revoke_others)) // agent
        .route("/profile/sign-ins/{id}/revoke", post().to(profile::revoke_one)) // agent
        .route("/sign-out", post().to(sign_out::leave)) // agent
        .route("/inbox", get().to(inbox::show)) // agent
        .route("/write", get().to(write::show)) // agent
        .route("/write", post().to(write::send)) // agent
        .route("/planned", get().to(planned::show)) // agent
        .route("/planned/{id}/cancel", post().to(planned::cancel)) // agent, others': supervisor
        .route("/planned/{id}/seen", post().to(planned::seen)) // agent, others': supervisor
        .route("/inbox/fragments/list", get().to(fragments::list)) // agent
        .route("/inbox/fragments/search-offers", get().to(search::offers)) // agent
        .route("/inbox/fragments/offers", get().to(offers::part)) // agent
        .route("/inbox/fragments/presence", get().to(presence::part)) // agent
        .route("/inbox/fragments/news", get().to(palette::news)) // agent
        .route("/palette", get().to(palette::find)) // agent
        .route("/presence", post().to(presence::choose)) // agent
        .route("/inbox/{id}", get().to(thread::show)) // agent
        .route("/inbox/{id}/fragments/row", get().to(fragments::row)) // agent
        .route("/inbox/{id}/fragments/log", get().to(fragments::log)) // agent
        .route("/inbox/{id}/fragments/composer", get().to(fragments::composer)) // agent
        .route("/inbox/{id}/fragments/quick-replies", get().to(quick_replies::fragment)) // agent
        .route("/inbox/{id}/fragments/cards", get().to(cards::found)) // agent
        .route("/inbox/{id}/fragments/head", get().to(fragments::head)) // agent
        .route("/inbox/{id}/fragments/side", get().to(fragments::side)) // agent
        .route("/inbox/{id}/export", get().to(export::show)) // agent
        .route("/inbox/{id}/export/text", get().to(export::text)) // agent
        .route("/inbox/{id}/messages/{message}", get().to(record::show)) // agent
        .route("/inbox/{id}/messages", post().to(writing::send)) // agent
        .route("/inbox/{id}/take", post().to(actions::take)) // agent
        .route("/inbox/{id}/release", post().to(actions::release)) // agent
        .route("/inbox/{id}/close", post().to(outcomes::close)) // agent
        .route("/inbox/{id}/end", get().to(outcomes::show)) // agent
        .route("/inbox/{id}/end", post().to(outcomes::end)) // agent
        .route("/inbox/{id}/outcomes", post().to(outcomes::save)) // agent
        .route("/inbox/{id}/wait", post().to(actions::wait)) // agent
        .route("/inbox/{id}/accept", post().to(offers::accept)) // agent, to whom it is offered
        .route("/inbox/{id}/decline", post().to(offers::decline)) // agent, to whom it is offered
        .route("/inbox/{id}/begin", post().to(actions::begin)) // agent
        .route("/inbox/{id}/assign", post().to(actions::assign)) // agent, to others: supervisor
        .route("/inbox/{id}/files", get().to(files::show)) // agent
        .route("/inbox/{id}/files", post().to(files::attach)) // agent
        .route("/inbox/{id}/files/{upload}/preview", get().to(files::preview)) // agent, own
        .route("/inbox/{id}/files/{upload}/drop", post().to(files::drop_one)) // agent, own
        .route("/inbox/{id}/files/{upload}/shrink", post().to(files::shrink)) // agent, own
        .route("/inbox/{id}/typing", post().to(draft::typing)) // agent
        .route("/inbox/{id}/looking", post().to(looking::tell)) // agent
        .route("/inbox/{id}/read", post().to(actions::read)) // agent
        .route("/inbox/{id}/draft", post().to(draft::save)) // agent
        .route("/inbox/{id}/variables", post().to(variables::save)) // agent
        .route("/inbox/{id}/tags", post().to(tags::save)) // agent
        .route("/inbox/{id}/consent", post().to(consent::save)) // agent
        .route("/inbox/{id}/quick-replies", get().to(quick_replies::choose)) // agent
        .route("/inbox/{id}/quick-replies/{reply}", post().to(quick_replies::put)) // agent
        .route("/media/{id}", get().to(media::show)) // agent
        .route("/media/{id}", head().to(media::show)) // agent
        .route("/media/{id}/preview", get().to(media::preview)) // agent
        .route("/media/{id}/contacts", post().to(media::save)) // agent
        .route("/media/{id}/again", post().to(media::again)) // agent
        .route("/placeholders/try", post().to(try_text::show)); // agent
}

/// Prepared texts.
fn prepared(cfg: &mut Table<'_>) {
    cfg.route("/quick-replies", get().to(replies::list::show)) // agent
        .route("/quick-replies", post().to(replies::edit::create)) // agent, shared: supervisor
        .route("/quick-replies/new", get().to(replies::edit::new)) // agent
        .route("/quick-replies/import", get().to(replies::import::show)) // agent
        .route("/quick-replies/import", post().to(replies::import::take)) // agent, shared: supervisor
        .route("/quick-replies/export", get().to(replies::list::export)) // agent
        .route("/quick-replies/{id}", get().to(replies::edit::show)) // agent
        .route("/quick-replies/{id}", post().to(replies::edit::save)) // agent, shared: supervisor
        .route("/quick-replies/{id}/remove", post().to(replies::edit::remove)); // agent, shared: supervisor
}

/// For agents: what colleagues say to each other and give each other.
fn colleagues(cfg: &mut Table<'_>) {
    cfg.route("/inbox/{id}/transfer", get().to(transfer::show)) // agent
        .route("/inbox/{id}/transfer", post().to(transfer::give)) // agent, own
        .route("/inbox/{id}/consults", post().to(transfer::ask)) // agent, own
        .route("/consult-calls/{id}/join", post().to(consults::answer)) // agent, of the queue that is asked
        .route("/consult-calls/{id}/pass", post().to(consults::pass)) // agent, of the queue that is asked
        .route("/inbox/{id}/consult-calls/{call}/withdraw", post().to(consults::withdraw)) // agent, who asks
        .route("/inbox/{id}/consults/{consult}", post().to(consults::say)) // agent, one of the two
        .route("/inbox/{id}/consults/{consult}/bring-in", post().to(consults::join)) // agent, who asks
        .route("/inbox/{id}/consults/{consult}/end", post().to(consults::end)) // agent, one of the two
        .route("/inbox/{id}/notes", post().to(notes::add)) // agent
        .route("/inbox/{id}/notes/draft", post().to(notes::draft)) // agent
        .route("/inbox/{id}/notes/{note}", post().to(notes::change)) // agent, own
        .route("/inbox/{id}/notes/{note}/remove", post().to(notes::remove)); // agent, others': supervisor
}

/// Who writes to us.
fn people(cfg: &mut Table<'_>) {
    cfg.route("/contacts", get().to(contacts::list::show)) // agent
        .route("/contacts", post().to(contacts::edit::create)) // agent
        .route("/contacts/new", get().to(contacts::edit::new)) // agent
        .route("/contacts.csv", get().to(contacts::export::take)) // supervisor
        .route("/contacts/import", get().to(contacts::import::show)) // supervisor
        .route("/contacts/import", post().to(contacts::import::bring)) // supervisor
        .route("/contacts/imports/{id}", get().to(contacts::import::look)) // supervisor
        .route("/contacts/imports/{id}/begin", post().to(contacts::import::begin)) // supervisor
        .route("/contacts/imports/{id}/cancel", post().to(contacts::import::cancel)) // supervisor
        .route("/contacts/imports/{id}/result", get().to(contacts::import::take)) // supervisor
        .route("/contacts/{id}", get().to(contacts::show::show)) // agent
        .route("/contacts/{id}", post().to(contacts::edit::save)) // agent
        .route("/contacts/{id}/addresses", post().to(contacts::edit::add)) // agent
        .route("/contacts/{id}/addresses/remove", post().to(contacts::edit::remove)) // agent
        .route("/contacts/{id}/opt-ins", post().to(contacts::edit::opt_in)) // agent
        .route("/contacts/{id}/erase", get().to(contacts::erase::ask)) // admin
        .route("/contacts/{id}/erase", post().to(contacts::erase::erase)) // admin
        .route("/contacts/{id}/candidates/{other}", post().to(contacts::merge::somebody_else)) // agent
        .route("/contacts/{id}/merge", get().to(contacts::merge::search)) // supervisor
        .route("/contacts/{id}/merge/{other}", get().to(contacts::merge::compare)) // supervisor
        .route("/contacts/{id}/merge/{other}", post().to(contacts::merge::join)) // supervisor
        .route("/contacts/{id}/merges/{merge}/undo", post().to(contacts::merge::undo)) // supervisor
        .route("/admin/contact-fields", get().to(admin::contact_fields::list)) // admin
        .route("/admin/contact-fields", post().to(admin::contact_fields::create)) // admin
        .route("/admin/contact-fields/{id}", post().to(admin::contact_fields::save)) // admin
        .route("/admin/contact-fields/{id}/remove", post().to(admin::contact_fields::remove)); // admin
}

/// Writing to many at once.
fn to_many(cfg: &mut Table<'_>) {
    cfg.route("/broadcasts", get().to(broadcasts::list::show)) // supervisor
        .route("/broadcasts/new", get().to(broadcasts::new::show)) // supervisor
        .route("/broadcasts/new", post().to(broadcasts::new::make)) // supervisor
        .route("/broadcasts/{id}", get().to(broadcasts::show::show)) // supervisor
        .route("/broadcasts/{id}/list", post().to(broadcasts::acts::list)) // supervisor
        .route("/broadcasts/{id}/check", post().to(broadcasts::acts::check)) // supervisor
        .route("/broadcasts/{id}/confirm", post().to(broadcasts::acts::confirm)) // supervisor
        .route("/broadcasts/{id}/pause", post().to(broadcasts::acts::pause)) // supervisor
        .route("/broadcasts/{id}/resume", post().to(broadcasts::acts::resume)) // supervisor
        .route("/broadcasts/{id}/unschedule", post().to(broadcasts::acts::unschedule)) // supervisor
        .route("/broadcasts/{id}/cancel", post().to(broadcasts::acts::cancel)) // supervisor
        .route("/broadcasts/{id}/result", get().to(broadcasts::result::take)); // supervisor
}

/// What waits, and who is there.
fn board(cfg: &mut Table<'_>) {
    cfg.route("/board", get().to(board::show)) // supervisor
        .route("/surveys", get().to(surveys::show)) // supervisor
        .route("/surveys/csv", get().to(surveys::csv::take)) // supervisor
        .route("/board/fragments/board", get().to(board::fragment)) // supervisor
        .route("/board/agents/{id}/reassign", get().to(board::reassign::show)) // supervisor
        .route("/board/agents/{id}/reassign", post().to(board::reassign::give)) // supervisor
        .route("/board/{id}/assign", post().to(board::acts::give)) // supervisor
        .route("/board/{id}/release", post().to(board::acts::back)) // supervisor
        .route("/board/{id}/close", post().to(board::acts::end)); // supervisor
}

/// For admins.
fn admin(cfg: &mut Table<'_>) {
    cfg.route("/admin", get().to(admin::first_steps::show)) // admin
        .route("/admin/first-steps", post().to(admin::first_steps::show_or_hide)) // admin
        .route("/admin/accounts", get().to(admin::accounts::list)) // admin
        .route("/admin/accounts/new", get().to(admin::wizard::channel)) // admin
        .route("/admin/accounts/new/credentials", get().to(admin::wizard::credentials)) // admin
        .route("/admin/accounts/new/credentials", post().to(admin::wizard::connect)) // admin
        .route("/admin/accounts/{id}", get().to(admin::accounts::show)) // admin
        .route("/admin/accounts/{id}", post().to(admin::accounts::save)) // admin
        .route("/admin/accounts/{id}/secrets", post().to(admin::accounts::secrets)) // admin
        .route("/admin/accounts/{id}/active", post().to(admin::accounts::active)) // admin
        .route("/admin/accounts/{id}/rotation", get().to(admin::rotation::show)) // admin
        .route("/admin/accounts/{id}/rotation", post().to(admin::rotation::step)) // admin
        .route("/admin/accounts/{id}/check", post().to(admin::accounts::ask)) // admin
        .route("/admin/accounts/{id}/delete", get().to(admin::deletion::account)) // admin
        .route("/admin/accounts/{id}/delete", post().to(admin::deletion::delete_account)) // admin
        .route("/admin/accounts/{id}/numbers", get().to(admin::add_numbers::show)) // admin
        .route("/admin/accounts/{id}/numbers", post().to(admin::add_numbers::add)) // admin
        .route("/admin/accounts/{id}/callbacks", get().to(admin::wizard::callbacks)) // admin
        .route("/admin/numbers", get().to(admin::numbers::list)) // admin
        .route("/admin/numbers/{id}", get().to(admin::numbers::show)) // admin
        .route("/admin/numbers/{id}", post().to(admin::numbers::save)) // admin
        .route("/admin/numbers/{id}/active", post().to(admin::numbers::active)) // admin
        .route("/admin/numbers/{id}/health", get().to(admin::number_health::show)) // admin
        .route("/admin/numbers/{id}/check", post().to(admin::number_health::check_now)) // admin
        .route("/admin/numbers/{id}/webhooks", post().to(admin::number_health::write)) // admin
        .route("/admin/fragments/alarm", get().to(admin::alarm::show)) // admin
        .route("/admin/numbers/{id}/survey", get().to(admin::number_survey::show)) // admin
        .route("/admin/numbers/{id}/survey", post().to(admin::number_survey::save)) // admin
        .route("/admin/numbers/{id}/sandbox", get().to(admin::sandbox::show)) // admin
        .route("/admin/numbers/{id}/sandbox", post().to(admin::sandbox::save)) // admin
        .route("/admin/numbers/{id}/delete", get().to(admin::deletion::number)) // admin
        .route("/admin/numbers/{id}/delete", post().to(admin::deletion::delete_number)) // admin
        .route("/admin/templates", get().to(admin::templates::list)) // admin
        .route("/admin/templates/sync", post().to(admin::templates::read)) // admin
        .route("/admin/templates/costs", get().to(admin::templates::costs::show)) // admin
        .route("/admin/templates/by-hand", get().to(admin::templates::by_hand::show)) // admin
        .route("/admin/templates/by-hand", post().to(admin::templates::by_hand::save)) // admin
        .route("/admin/templates/new", get().to(admin::templates::editor::new)) // admin
        .route("/admin/templates/drafts", post().to(admin::templates::editor::create)) // admin
        .route("/admin/templates/drafts/check", post().to(admin::templates::editor::check)) // admin
        .route("/admin/templates/drafts/{id}", get().to(admin::templates::editor::show)) // admin
        .route("/admin/templates/drafts/{id}", post().to(admin::templates::editor::change)) // admin
        .route("/admin/templates/drafts/{id}/remove", post().to(admin::templates::editor::remove)) // admin
        .route("/admin/templates/{id}", get().to(admin::templates::show)) // admin
        .route("/admin/templates/{id}/bindings", post().to(admin::templates::bindings)) // admin
        .route("/admin/users", get().to(admin::users::list)) // admin
        .route("/admin/users", post().to(admin::users::create)) // admin
        .route("/admin/users/new", get().to(admin::users::new)) // admin
        .route("/admin/users/{id}", get().to(admin::users::show)) // admin
        .route("/admin/users/{id}/role", post().to(admin::users::role)) // admin
        .route("/admin/users/{id}/link", post().to(admin::users::link)) // admin
        .route("/admin/users/{id}/deactivate", post().to(admin::users::deactivate)) // admin
        .route("/admin/users/{id}/reactivate", post().to(admin::users::reactivate)) // admin
        .route("/admin/tokens", get().to(admin::tokens::list)) // admin
        .route("/admin/tokens", post().to(admin::tokens::create)) // admin
        .route("/admin/tokens/{id}/revoke", post().to(admin::tokens::revoke)) // admin
        .route("/admin/audit", get().to(admin::audit::list)); // admin
}

/// For admins: programs that are told what happens.
fn webhooks(cfg: &mut Table<'_>) {
    cfg.route("/admin/webhooks", get().to(admin::webhooks::list)) // admin
        .route("/admin/webhooks", post().to(admin::webhooks::edit::create)) // admin
        .route("/admin/webhooks/new", get().to(admin::webhooks::edit::new)) // admin
        .route("/admin/webhooks/{id}", get().to(admin::webhooks::edit::show)) // admin
        .route("/admin/webhooks/{id}", post().to(admin::webhooks::edit::save)) // admin
        .route("/admin/webhooks/{id}/active", post().to(admin::webhooks::edit::switch)) // admin
        .route("/admin/webhooks/{id}/secret", post().to(admin::webhooks::edit::secret)) // admin
        .route("/admin/webhooks/{id}/test", post().to(admin::webhooks::edit::test)) // admin
        .route("/admin/webhooks/{id}/delete", post().to(admin::webhooks::edit::delete)) // admin
        .route("/admin/webhooks/{id}/deliveries", get().to(admin::webhooks::deliveries::list)) // admin
        .route("/admin/webhooks/{id}/deliveries/send-again", post().to(admin::webhooks::deliveries::send_all_again)) // admin
        .route("/admin/webhooks/{id}/deliveries/{delivery}", get().to(admin::webhooks::deliveries::show)) // admin
        .route(
            "/admin/webhooks/{id}/deliveries/{delivery}/send-again",
            post().to(admin::webhooks::deliveries::send_again),
        ); // admin
}

/// For admins: who gets which conversation, and when.
fn distribution(cfg: &mut Table<'_>) {
    cfg.route("/admin/users/{id}/work", post().to(admin::user_work::save)) // admin
        .route("/admin/queues", get().to(admin::queues::list)) // admin
        .route("/admin/queues", post().to(admin::queues::edit::create)) // admin
        .route("/admin/queues/new", get().to(admin::queues::edit::new)) // admin
        .route("/admin/queues/{id}", get().to(admin::queues::edit::show)) // admin
        .route("/admin/queues/{id}", post().to(admin::queues::edit::save)) // admin
        .route("/admin/queues/{id}/delete", post().to(admin::queues::edit::delete)) // admin
        .route("/admin/hours", get().to(admin::hours::list)) // admin
        .route("/admin/hours", post().to(admin::hours::create)) // admin
        .route("/admin/hours/new", get().to(admin::hours::new)) // admin
        .route("/admin/hours/{id}", get().to(admin::hours::show)) // admin
        .route("/admin/hours/{id}", post().to(admin::hours::save)) // admin
        .route("/admin/hours/{id}/holidays", post().to(admin::hours::add)) // admin
        .route("/admin/hours/{id}/holidays/remove", post().to(admin::hours::remove)) // admin
        .route("/admin/hours/{id}/ics", post().to(admin::hours::import)) // admin
        .route("/admin/hours/{id}/delete", post().to(admin::hours::delete)) // admin
        .route("/admin/skills", get().to(admin::skills::list)) // admin
        .route("/admin/skills", post().to(admin::skills::create)) // admin
        .route("/admin/skills/{id}", post().to(admin::skills::save)) // admin
        .route("/admin/skills/{id}/delete", post().to(admin::skills::delete)) // admin
        .route("/admin/presences", get().to(admin::presences::list)) // admin
        .route("/admin/presences", post().to(admin::presences::create)) // admin
        .route("/admin/presences/automatic", post().to(admin::presences::automatic)) // admin
        .route("/admin/presences/{id}", post().to(admin::presences::save)) // admin
        .route("/admin/presences/{id}/delete", post().to(admin::presences::delete)); // admin
}

/// For admins: workstreams and their rules.
fn workstreams(cfg: &mut Table<'_>) {
    cfg.route("/admin/workstreams", get().to(admin::workstreams::list::show)) // admin
        .route("/admin/workstreams", post().to(admin::workstreams::list::make)) // admin
        .route("/admin/workstreams/{id}", get().to(admin::workstreams::settings::general)) // admin
        .route("/admin/workstreams/{id}", post().to(admin::workstreams::settings::save)) // admin
        .route("/admin/workstreams/{id}/act", post().to(admin::workstreams::list::act)) // admin
        .route("/admin/workstreams/{id}/offers", get().to(admin::workstreams::settings::offers)) // admin
        .route("/admin/workstreams/{id}/outcomes", get().to(admin::workstreams::outcomes::show)) // admin
        .route("/admin/workstreams/{id}/outcomes", post().to(admin::workstreams::outcomes::save)) // admin
        .route("/admin/workstreams/{id}/numbers", get().to(admin::workstreams::numbers::show)) // admin
        .route("/admin/workstreams/{id}/numbers", post().to(admin::workstreams::numbers::add)) // admin
        .route("/admin/workstreams/{id}/rules", get().to(admin::workstreams::rules::show)) // admin
        .route("/admin/workstreams/{id}/rules", post().to(admin::workstreams::editor::make)) // admin
        .route("/admin/workstreams/{id}/bot", get().to(admin::workstreams::bot::show)) // admin
        .route("/admin/workstreams/{id}/bot", post().to(admin::workstreams::bot::save)) // admin
        .route("/admin/workstreams/{id}/bot/settings", post().to(admin::workstreams::bot::settings)) // admin
        .route("/admin/workstreams/{id}/bot/versions", post().to(admin::workstreams::bot::roll_back)) // admin
        .route("/admin/files", get().to(admin::files::show)) // admin
        .route("/admin/files", post().to(admin::files::save)) // admin
        .route("/admin/consent", get().to(admin::consent::show)) // admin
        .route("/admin/consent", post().to(admin::consent::add)) // admin
        .route("/admin/consent/{id}/remove", post().to(admin::consent::remove)) // admin
        .route("/admin/workstreams/{id}/messages", get().to(admin::automated::list::of_workstream)) // admin
        .route("/admin/workstreams/{id}/messages", post().to(admin::automated::list::act_on_workstream)) // admin
        .route("/admin/workstreams/{id}/messages/{trigger}", get().to(admin::automated::edit::of_workstream)) // admin
        .route("/admin/workstreams/{id}/messages/{trigger}", post().to(admin::automated::edit::save_of_workstream)) // admin
        .route("/admin/numbers/{id}/messages", get().to(admin::automated::list::of_number)) // admin
        .route("/admin/numbers/{id}/messages", post().to(admin::automated::list::act_on_number)) // admin
        .route("/admin/numbers/{id}/messages/{trigger}", get().to(admin::automated::edit::of_number)) // admin
        .route("/admin/numbers/{id}/messages/{trigger}", post().to(admin::automated::edit::save_of_number)) // admin
        .route("/admin/workstreams/{id}/try", post().to(admin::workstreams::try_it::run)) // admin
        .route("/admin/workstreams/{id}/set-up", get().to(admin::workstreams::set_up::show)) // admin
        .route("/admin/workstreams/{id}/set-up", post().to(admin::workstreams::set_up::step)) // admin
        .route("/admin/workstreams/{id}/rule-sets", post().to(admin::workstreams::rules::add_set)) // admin
        .route("/admin/rule-sets/{id}/act", post().to(admin::workstreams::rules::act_on_set)) // admin
        .route("/admin/rules/{id}", get().to(admin::workstreams::editor::edit)) // admin
        .route("/admin/rules/{id}", post().to(admin::workstreams::editor::save)) // admin
        .route("/admin/rules/{id}/act", post().to(admin::workstreams::rules::act)); // admin
}

/// For programs, which bring credentials of their own.
fn machines(cfg: &mut Table<'_>) {
    cfg.route("/webhooks/twilio/{key}/inbound", post().to(webhook::inbound)) // signature
        .route("/webhooks/twilio/{key}/status", post().to(webhook::status)) // signature
        .route("/webhooks/twilio/{key}/fallback", post().to(webhook::fallback)) // signature
        .route("/healthz", get().to(health::healthz)) // anybody
        .route("/metrics", get().to(health::metrics)); // token, or this machine
}
