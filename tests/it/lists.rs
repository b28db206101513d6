//! Lists of contacts: brought, looked through, written, and taken away again.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::House;

const LIST: &str = "Αριθμός;Όνομα;Ετικέτες;Size;Shoe\n\
    0030 690 000 0001;Άννα;vip, shop;12;40\n\
    +306900000002;;;;\n\
    +306900000003;Tom;;many;\n\
    call me;Nobody;;;\n\
    +30 690 000-0001;Anna again;;;\n\
    +306900000004;=1+1;;;\n";

fn taken(house: &House, path: &str) -> (u16, String) {
    let (status, _, bytes) = house.admin().raw("GET", &format!("{}/api/v1{path}", house.url()), &[]);
    (status, String::from_utf8(bytes).unwrap())
}

#[test]
fn a_list_is_checked_then_written_then_taken_away() {
    let house = House::new();
    let (api, eleni) = (house.admin(), somebody(&house, "eleni", Role::Supervisor));
    let field = api.post("/contact-fields", &json!({ "name": "Size", "kind": "number" })).id();
    let boris = api.post("/contacts", &json!({ "address": "+306900000002", "name": "Boris", "tags": ["old"] })).id();
    let before = house.count("SELECT count(*) FROM contact");
    let brought = eleni.brings("/contacts/import", &[], LIST.as_bytes());
    assert_eq!(brought.status, 303, "{}", brought.html);
    let page = brought.location;
    let html = eleni.get(&page).html;
    for part in [
        "New contacts: 2",
        "Nothing new about: 1",
        "Lines that are not taken: 3",
        "“Size” takes a number",
        "This is not a phone number",
        "stands in line 2 already",
        "Not taken, since no field is called so: Shoe",
        "a.csv",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert_eq!(house.count("SELECT count(*) FROM contact"), before, "nothing is written yet");
    assert_eq!(eleni.fills_in(&page, &format!("{page}/begin"), &[]).status, 303);
    assert!(eleni.get(&page).html.contains("of 6 lines are through"));
    house.run_jobs();
    assert!(eleni.get(&page).html.contains("All lines are through"));
    assert_eq!(house.count("SELECT count(*) FROM contact"), before + 2);
    let anna = api.get("/contacts?address=whatsapp:%2B306900000001").data()[0].clone();
    assert_eq!(
        (&anna["name"], &anna["tags"], &anna["fields"][&field]),
        (&json!("Άννα"), &json!(["shop", "vip"]), &json!("12"))
    );
    assert_eq!(house.count("SELECT count(*) FROM opt_in"), 0, "nobody is opted in by a list");
    let kept = api.get(&format!("/contacts/{boris}")).data().clone();
    assert_eq!((&kept["name"], &kept["tags"]), (&json!("Boris"), &json!(["old"])), "empty cells say nothing");

    let (status, result) = taken(&house, &format!("/contact-imports/{}/result", page.rsplit('/').next().unwrap()));
    assert_eq!(status, 200);
    for part in ["new", "same", "refused", "This is not a phone number"] {
        assert!(result.contains(part), "{part}: {result}");
    }
    let (status, csv) = taken(&house, "/contact-export?tag=vip");
    assert_eq!(status, 200);
    assert_eq!(
        csv,
        "\u{feff}Number,Other addresses,Name,Name in WhatsApp,Language,Tags,Notes,Size\n\
         '+306900000001,,Άννα,,,\"shop, vip\",,12\n"
    );
    let all = eleni.get("/contacts.csv?mark=no").html;
    assert!(all.starts_with("Number,") && all.contains("'=1+1"), "{all}");
    assert_eq!(all.lines().count(), 4);
    // What was taken away is a list again, in which nothing is new.
    let again = api.post_text("/contact-imports", "text/csv", all.as_bytes());
    assert_eq!((&again.data()["same"], &again.data()["refused"]), (&json!(3), &json!(0)), "{again:?}");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'contacts.exported'"), 2);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE detail LIKE '%Άννα%'"), 0);
}

#[test]
fn letters_separators_and_wrong_files() {
    let house = House::new();
    let (api, nikos) = (house.admin(), somebody(&house, "nikos", Role::Agent));
    assert_eq!(nikos.get("/contacts/import").status, 403);
    assert_eq!(nikos.get("/contacts.csv").status, 403);
    assert!(!nikos.get("/contacts").html.contains("/contacts/import"));
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("phone\tname\n+306900000011\tΆννα\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    // «τηλέφωνο,όνομα» and «Άννα» in the Greek code page.
    let greek = [b"\xf4\xe7\xeb\xdd\xf6\xf9\xed\xef,\xfc\xed\xef\xec\xe1\n+306900000012,\xa2\xed\xed\xe1\n".as_slice()]
        .concat();
    for bytes in [utf16, greek] {
        let brought = api.post_text("/contact-imports", "text/csv", &bytes);
        assert_eq!((brought.status, &brought.data()["new"]), (201, &json!(1)), "{brought:?}");
        let id = brought.id();
        assert_eq!(api.post(&format!("/contact-imports/{id}/begin"), &json!({})).data()["state"], "running");
        house.run_jobs();
        assert_eq!(api.get(&format!("/contact-imports/{id}")).data()["state"], "done");
        assert_eq!(api.get("/contacts").data()[0]["name"], json!("Άννα"));
        assert_eq!(api.post(&format!("/contact-imports/{id}/cancel"), &json!({})).code(), "not_now");
    }
    for (bytes, said) in [
        (b"name\nAnna\n".as_slice(), "number"),
        (b"phone,name\n+306900000001,caf\xe9\n", "UTF-8"),
        (b"phone,phone\n1,2\n", "twice"),
        (b"", "empty"),
        (b"phone\n", "rows"),
    ] {
        let refused = api.post_text("/contact-imports", "text/csv", bytes);
        assert_eq!(
            (refused.status, refused.body["error"]["field"].as_str()),
            (422, Some("file")),
            "{said}: {refused:?}"
        );
    }
    let aside = api.post_text("/contact-imports", "text/csv", b"phone\n+306900000013\n").id();
    assert_eq!(api.post(&format!("/contact-imports/{aside}/cancel"), &json!({})).data()["state"], "cancelled");
    assert_eq!(api.post(&format!("/contact-imports/{aside}/begin"), &json!({})).code(), "not_now");
    let lines = api.get(&format!("/contact-imports/{aside}/lines"));
    assert_eq!((&lines.data()[0]["line"], &lines.data()[0]["result"]), (&json!(2), &json!("new")));
}

#[test]
fn a_start_goes_on_with_a_list() {
    let mut house = House::new();
    let mut list = "number,name\n".to_owned();
    for n in 0..700 {
        list.push_str(&format!("+3069100{n:05},Person {n}\n"));
    }
    let id = house.admin().post_text("/contact-imports", "text/csv", list.as_bytes()).id();
    house.admin().post(&format!("/contact-imports/{id}/begin"), &json!({}));
    house.stop();
    house.start();
    house.run_jobs();
    house.run_jobs();
    let told = house.admin().get(&format!("/contact-imports/{id}"));
    assert_eq!((&told.data()["state"], &told.data()["done"]), (&json!("done"), &json!(700)));
    assert_eq!(house.count("SELECT count(*) FROM contact WHERE name LIKE 'Person %'"), 700);
}
