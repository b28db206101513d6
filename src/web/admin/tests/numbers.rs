//! Numbers: picked from Twilio's list or typed, changed and switched off.

use crate::domain::user::Role;
use crate::emulator::Webhooks;
use crate::store::number;
use crate::web::admin::tests::site::{SID, Site, has};

#[test]
fn a_number_is_changed_and_switched() {
    let site = Site::start(Role::Admin);
    site.connected();
    site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "+302810000014")]);
    let fields = [("name", "Αγορά"), ("language", "el"), ("colour", "3"), ("attachments_from_agents", "1")];
    assert_eq!(site.post("/admin/numbers/1", &fields).location, "/admin/numbers/1");
    let number = site.app.store.read(number::list).unwrap().remove(0);
    assert_eq!((number.name.as_str(), number.language.code(), number.colour), ("Αγορά", "el", 3));
    assert!(number.attachments_from_agents && !number.attachments_from_customers);
    let wrong = site.post("/admin/numbers/1", &[("name", " "), ("colour", "2")]);
    assert_eq!(wrong.status, 422);
    has(&wrong, r#"value="2" checked"#);
    site.post("/admin/numbers/1/active", &[("act", "off")]);
    has(&site.get("/admin/numbers"), "switched off");
}

#[test]
fn numbers_are_picked_from_twilios_list_or_overruled_by_hand() {
    let site = Site::start(Role::Admin);
    site.twilio.control().add_sender(SID, "whatsapp:+302810000015", "Χονδρική", None, Webhooks::default());
    site.connected();
    let list = site.get("/admin/accounts/1/numbers?look=1");
    for text in ["+30 281 000 0015", "Χονδρική", "quality HIGH", "limit 1K Customers/24hr", "online"] {
        has(&list, text);
    }
    let both = [
        ("pick", "whatsapp:+302810000014"),
        ("name whatsapp:+302810000014", "Retail"),
        ("pick", "whatsapp:+302810000015"),
        ("name whatsapp:+302810000015", "Χονδρική"),
        ("language", "el"),
        ("act", "pick"),
    ];
    assert_eq!(site.post("/admin/accounts/1/numbers", &both).location, "/admin/accounts/1/numbers");
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM number WHERE language = 'el' AND workstream_id = 1"), 2);
    has(&site.get("/admin/accounts/1/numbers?look=1"), "in use here");

    let foreign = [("name", "Foreign"), ("address", "+302810000099"), ("act", "add")];
    let doubt = site.post("/admin/accounts/1/numbers", &foreign);
    assert_eq!(doubt.status, 422);
    has(&doubt, "does not have this number");
    has(&doubt, r#"value="+302810000099""#);
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM number"), 2);
    let sure = site.post("/admin/accounts/1/numbers", &[foreign[0], foreign[1], ("act", "anyway")]);
    assert_eq!(sure.location, "/admin/accounts/1/numbers");
    let twice = site.post("/admin/accounts/1/numbers", &foreign);
    has(&twice, "This account has this number already.");
    let blanks = site.post("/admin/accounts/1/numbers", &[("name", "B"), ("address", "+30 2810 000 016")]);
    has(&blanks, "Write it without blanks, dashes and brackets: +302810000016");
}
