//! What admins see first: the steps that are left, and templates as Twilio has them.

use crate::domain::user::Role;
use crate::emulator::Approval;
use crate::store::number;
use crate::store::post::{self, Hook, RefusedReason};
use crate::web::admin::tests::site::{Site, has, lacks};

#[test]
fn templates_are_read_filtered_and_shown() {
    let site = Site::start(Role::Admin);
    has(&site.get("/admin/templates"), "Connect one first");
    site.connected();
    has(&site.get("/admin/templates"), "No template yet");
    site.template("order_ready", "Γεια {{1}}, έτοιμη η {{2}}.", Approval::Approved);
    site.template("new_harvest", "Νέα σοδειά", Approval::Rejected);
    let read = site.post("/admin/templates/sync", &[]);
    assert_eq!(read.location, "/admin/templates?total=2&added=2&changed=0&gone=0");
    let list = site.get(&read.location);
    has(&list, "2 templates read.");
    let filtered = site.get("/admin/templates?state=rejected");
    has(&filtered, "new_harvest");
    lacks(&filtered, "order_ready");
    lacks(&site.get("/admin/templates?q=%CF%83%CE%BF%CE%B4"), "order_ready");
    has(&site.get("/admin/templates?q=nowhere"), "No template like this");
    let id: i64 = site.app.value("SELECT id FROM template WHERE name = 'order_ready'");
    let shown = site.get(&format!("/admin/templates/{id}"));
    has(&shown, "<mark>Άννα</mark>");
    has(&shown, "<mark>{{2}}</mark>");
    has(&shown, "<span>Ναι</span>");
    assert_eq!(site.get("/admin/templates/99").status, 404);
}

#[test]
fn first_steps_tick_themselves_off() {
    let site = Site::start(Role::Admin);
    has(&site.get("/admin"), "2 of 8");
    let id = site.connected();
    site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "+302810000014")]);
    let waiting = site.get("/admin");
    has(&waiting, "4 of 8");
    has(&waiting, "Listening.");
    has(&waiting, "https://wa.me/302810000014");
    let now = site.app.clock.now();
    let number = site.app.store.read(number::list).unwrap().remove(0).id;
    site.app.store.write(move |tx| number::touch_inbound(tx, number, now)).unwrap();
    let page = site.get("/admin");
    has(&page, "6 of 8");
    lacks(&page, "Listening.");
    let hidden = site.post("/admin/first-steps", &[("hidden", "yes")]);
    assert_eq!((hidden.status, hidden.location.as_str()), (303, "/admin"));
    site.app
        .store
        .write(move |tx| post::refuse(tx, id, Hook::Inbound, RefusedReason::UnknownNumber, "+30", now))
        .unwrap();
    let overview = site.get("/admin");
    for text in
        ["Overview", "It is for a number we do not have.", "2 of the first steps are left.", "run angelia backup"]
    {
        has(&overview, text);
    }
    site.post("/admin/first-steps", &[("hidden", "no")]);
    has(&site.get("/admin"), "6 of 8");
}
