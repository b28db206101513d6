//! Searching: what is found and how it is shown, by whom, and where a result leads.

use serde_json::{Value, json};

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, Answer, Api, BORIS, House, Person, SHOP};

/// As it stands in an address.
fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn asked(api: &Api, q: &str) -> Answer {
    api.get(&format!("/search?q={}", escaped(q)))
}

/// The passages that a program finds, with brackets around what is marked.
fn passages(api: &Api, q: &str) -> Vec<String> {
    let found = asked(api, q);
    assert_eq!(found.status, 200, "{q}: {found:?}");
    found.data().as_array().unwrap().iter().map(shown).collect()
}

fn shown(found: &Value) -> String {
    let mut letters: Vec<String> = found["passage"].as_str().unwrap().chars().map(String::from).collect();
    for mark in found["marks"].as_array().unwrap() {
        let start = usize::try_from(mark["start"].as_u64().unwrap()).unwrap();
        let end = start + usize::try_from(mark["length"].as_u64().unwrap()).unwrap();
        letters[start].insert(0, '[');
        letters[end - 1].push(']');
    }
    letters.concat()
}

/// The links of what was found on a page.
fn hits(html: &str) -> Vec<String> {
    let parts = html.split("<a class=\"row hit").skip(1);
    parts.map(|part| part.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&")).collect()
}

fn found(person: &Person, q: &str) -> String {
    let page = person.get(&format!("/inbox?view=all&q={}", escaped(q)));
    assert_eq!(page.status, 200, "{q}");
    page.html
}

#[test]
fn accents_case_and_sigma_do_not_matter_and_the_newest_comes_first() {
    let house = House::new();
    let api = house.admin();
    for text in
        ["Ο Γιώργος ήρθε", "στην οδό Αθηνάς", "ένα café, παρακαλώ", "Größe M; Straße 7", "東京タワーへ", "γιωργοσ ξανά"]
    {
        house.anna_writes(text);
    }
    house.run_jobs();
    for (q, want) in [
        ("ΓΙΩΡΓΟΣ", vec!["[γιωργοσ] ξανά", "Ο [Γιώργος] ήρθε"]),
        ("ΟΔΟΣ", vec![]),
        ("ΟΔΟ", vec!["στην [οδό] Αθηνάς"]),
        ("cafe", vec!["ένα [café], παρακαλώ"]),
        ("παρακα", vec!["ένα café, [παρακαλώ]"]),
        ("παρ", vec!["ένα café, [παρακαλώ]"]),
        ("παρακα cafe", vec![]),
        ("cafe παρακα", vec!["ένα [café], [παρακαλώ]"]),
        ("grosse", vec!["[Größe] M; Straße 7"]),
        ("\"οδο αθηνας\"", vec!["στην [οδό Αθηνάς]"]),
        ("\"αθηνας οδο\"", vec![]),
        ("京タ", vec!["東[京タ]ワーへ"]),
        ("nothing", vec![]),
    ] {
        assert_eq!(passages(&api, q), want, "{q}");
    }
    let one = asked(&api, "ήρθε").data()[0].clone();
    assert_eq!(
        (&one["conversation_id"], &one["message_id"], &one["note_id"]),
        (&json!("1"), &json!("1"), &json!(null))
    );
    assert_eq!((&one["contact"]["name"], &one["contact"]["address"]), (&json!("Anna"), &json!(ANNA)));
    assert_eq!((&one["direction"], &one["kind"], &one["author"]), (&json!("in"), &json!("text"), &json!(null)));
    let first = api.get("/search?q=%CE%B3&limit=1");
    assert_eq!(first.data().as_array().unwrap().len(), 0, "one letter is a word, not a beginning");
    let first = api.get("/search?q=%CE%B3%CE%B9%CF%89&limit=1");
    assert_eq!(shown(&first.data()[0]), "[γιωργοσ] ξανά");
    let cursor = first.body["next"].as_str().unwrap();
    let second = api.get(&format!("/search?q=%CE%B3%CE%B9%CF%89&limit=1&cursor={cursor}"));
    assert_eq!((shown(&second.data()[0]).as_str(), &second.body["next"]), ("Ο [Γιώργος] ήρθε", &json!(null)));
}

#[test]
fn operators_narrow_it_down() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let api = house.admin();
    let talk = house.anna_writes("olives for Anna");
    house.writes(BORIS, SHOP, "olives for Boris");
    let page = format!("/inbox/{talk}");
    nikos.fills_in(&page, &format!("{page}/take"), &[]);
    nikos.fills_in(&page, &format!("{page}/messages"), &[("act", "text"), ("key", "k"), ("text", "olives are here")]);
    nikos.fills_in(&page, &format!("{page}/notes"), &[("text", "She wants olives @Dimitra")]);
    assert_eq!(api.patch("/contacts/2", &json!({ "tags": ["VIP"] })).status, 200);
    house.run_jobs();
    let of = |q: &str| passages(&api, q).len();
    for (q, want) in [
        ("olives", 4),
        ("olives from:ann", 1),
        ("olives from:\"+30 690 000 0002\"", 1),
        ("from:anna", 1),
        ("from:nobody olives", 0),
        ("olives agent:nik", 2),
        ("agent:Dimitra", 0),
        ("number:shop olives", 4),
        ("number:sandbox olives", 0),
        ("number:2810 olives", 4),
        ("tag:vip olives", 1),
        ("tag:none olives", 0),
        ("has:file", 0),
        ("olives after:today", 4),
        ("olives before:today", 0),
        ("after:yesterday", 4),
        ("Από:anna", 1),
        ("colour:olives", 0),
    ] {
        assert_eq!(of(q), want, "{q}");
    }
    let note = asked(&api, "wants").data()[0].clone();
    assert_eq!((&note["note_id"], &note["message_id"], &note["author"]), (&json!("1"), &json!(null), &json!("Nikos")));
    assert!(found(&nikos, "agent:me olives").matches("class=\"row hit").count() == 2);
    assert!(found(&nikos, "colour:olives").contains("There is no “colour:” to search by"));
    assert!(found(&nikos, "before:soon olives").contains("“soon” is no day"));
    let offers = |q: &str| nikos.get(&format!("/inbox/fragments/search-offers?q={}", escaped(q))).html;
    assert!(offers("olives fr").contains("data-value=\"olives from:\""), "{}", offers("olives fr"));
    assert!(offers("olives number:sh").contains("data-value=\"olives number:Shop \""));
    assert!(offers("tag:").contains("data-value=\"tag:VIP \"") && offers("from:bo").contains("Boris"));
}

#[test]
fn what_changes_is_found_as_it_is_and_what_is_gone_is_not() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let api = house.admin();
    let talk = house.anna_writes("amphora");
    let page = format!("/inbox/{talk}");
    nikos.fills_in(&page, &format!("{page}/notes"), &[("text", "first words")]);
    house.run_jobs();
    assert_eq!(passages(&api, "first"), ["[first] words"]);
    nikos.fills_in(&page, &format!("{page}/notes/1"), &[("text", "other words")]);
    house.run_jobs();
    assert_eq!((passages(&api, "first").len(), passages(&api, "other")), (0, vec!["[other] words".to_owned()]));
    assert_eq!(api.delete("/notes/1").status, 204);
    house.run_jobs();
    assert_eq!(passages(&api, "words"), Vec::<String>::new());
    assert_eq!(api.patch("/contacts/1", &json!({ "name": "Ευτέρπη" })).status, 200);
    house.run_jobs();
    assert!(found(&nikos, "ευτερπη").contains("<li id=\"c-") && !found(&nikos, "ευτερπης").contains("<li id=\"c-"));
    // What had its time is gone from the index too.
    assert_eq!(passages(&api, "amphora").len(), 1);
    assert_eq!(api.patch("/numbers/1", &json!({ "text_days": 1 })).status, 200);
    house.clock.advance(angelia::domain::time::Millis::days(3));
    house.run_jobs();
    house.run_jobs();
    assert_eq!(passages(&api, "amphora"), Vec::<String>::new());
}

#[test]
fn an_agent_finds_only_what_the_agent_may_see() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let house = &desk.house;
    let inside = desk.agent("Irida", 10);
    desk.agent("Petros", 10);
    let queue = desk.queue("Returns", &[&inside], &json!({}));
    desk.route("secret", &queue);
    let talk = house.anna_writes("a secret about olives");
    house.writes(BORIS, SHOP, "plain olives");
    house.run_jobs();
    let person = |name: &str| Person::signed_in(house.url(), &format!("{name}@example.com"), "correct horse");
    let (irida, petros, boss) = (person("Irida"), person("Petros"), at_work(house, "Xenia", "supervisor"));
    assert_eq!(hits(&found(&irida, "olives")).len(), 2);
    assert_eq!(hits(&found(&boss, "olives")).len(), 2);
    let seen = found(&petros, "olives");
    assert_eq!(hits(&seen).len(), 1, "{seen}");
    assert!(!seen.contains("secret") && !found(&petros, "secret").contains("class=\"row hit"));
    assert!(!found(&petros, "anna").contains("<li id=\"c-"));
    assert_eq!(petros.get(&format!("/inbox/{talk}?at=m1")).status, 404);
    // A mention opens it to him, and so does having it.
    let page = format!("/inbox/{talk}");
    irida.fills_in(&page, &format!("{page}/notes"), &[("text", "@Petros look")]);
    house.run_jobs();
    assert_eq!(hits(&found(&petros, "olives")).len(), 2);
    assert_eq!(hits(&found(&petros, "look")).len(), 1);
}

#[test]
fn a_result_opens_the_thread_at_its_message_with_more_on_both_sides() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let talk = house.anna_writes("number 0");
    let app = house.appliance().app().clone();
    app.store
        .write(move |tx| {
            for n in 1..200_i64 {
                let body = if n == 100 { "the needle".to_owned() } else { format!("number {n}") };
                tx.execute(
                    "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author,
                       created_at, status_at)
                     SELECT account_id, thread_id, conversation_id, 'in', 'text', ?1, 'received', 'contact',
                       created_at + ?2 * 3600000, created_at FROM message WHERE id = 1",
                    (body, n),
                )?;
            }
            Ok(())
        })
        .unwrap();
    house.run_jobs();
    let links = hits(&found(&nikos, "needle"));
    assert_eq!(links, [format!("/inbox/{talk}?view=all&q=needle&at=m101#m-101")]);
    let page = nikos.get(links[0].split('#').next().unwrap()).html;
    assert!(page.contains("is-found\" id=\"m-101\"") && page.contains("data-found=\"m-101\""), "{page}");
    assert!(page.contains("id=\"m-81\"") && !page.contains("id=\"m-80\""));
    assert!(page.contains("id=\"m-130\"") && !page.contains("id=\"m-131\""));
    let link = |page: &str, id: &str| {
        let part = page.split(&format!("id=\"{id}\"")).nth(1)?;
        Some(part.split("href=\"").nth(1)?.split('"').next()?.replace("&#38;", "&"))
    };
    let newer = nikos.get(&link(&page, "newer").unwrap()).html;
    assert!(newer.contains("id=\"m-131\"") && newer.contains("id=\"m-180\"") && !newer.contains("id=\"m-130\""));
    let last = nikos.get(&link(&newer, "newer").unwrap()).html;
    assert!(last.contains("id=\"m-200\"") && link(&last, "newest").is_none(), "the end of the thread is live");
    let older = nikos.get(&link(&page, "older").unwrap()).html;
    assert!(older.contains("id=\"m-80\"") && !older.contains("id=\"m-81\"") && link(&older, "newer").is_some());
    let part =
        format!("/inbox/{talk}/fragments/log?newer={}", link(&page, "newer").unwrap().split("newer=").nth(1).unwrap());
    let part = nikos.get(&part).html;
    assert!(part.contains("id=\"m-131\"") && part.contains("id=\"newer\"") && !part.contains("id=\"older\""), "{part}");
    // A day: the first message of it, with a few above.
    let day: String = {
        let at = house.count("SELECT created_at FROM message WHERE id = 101");
        angelia::domain::time::Timestamp(at).to_string().chars().take(10).collect()
    };
    let there = nikos.get(&format!("/inbox/{talk}?at={day}")).html;
    assert!(there.contains("data-found=\"since-") && there.contains(&format!("id=\"day-{day}\"")), "{there}");
    assert!(there.contains("href=\"/inbox/1?at=m101#m-101\" data-link"), "a link to every message");
    // What is not in this thread, or is nothing, shows the end.
    for at in ["m9999", "n1", "x", "", "2026-99-99"] {
        assert!(nikos.get(&format!("/inbox/{talk}?at={at}")).html.contains("id=\"m-200\""), "{at}");
    }
}

#[test]
fn bad_questions_get_clear_answers() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let api = house.admin();
    house.anna_writes("hello there");
    house.run_jobs();
    let long = "x".repeat(5_000);
    let page = found(&nikos, &long);
    assert!(page.contains("A search has at most 200 characters"), "{page}");
    let refused = asked(&api, &long);
    assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("q")));
    assert_eq!(api.get("/search").status, 422);
    assert_eq!(api.get("/search?q=x&cursor=nonsense").status, 422);
    for q in [
        "\"",
        "\"hello",
        "hello\"",
        "* OR (",
        "NEAR(a b, 3)",
        "hello AND NOT there",
        "text:hello",
        "{a}:b",
        "^hello",
        "-hello",
        "hello*",
        "'; DROP TABLE message; --",
        "%",
        "\u{0}hello",
        "from:",
        "has:",
        "before:0000-00-00",
        "\u{f0001}",
        "()",
        "a:b:c:d",
        "tag:\"",
        "𝕳𝖊𝖑𝖑𝖔",
    ] {
        let html = found(&nikos, q);
        assert!(!html.contains("fts5") && !html.contains("syntax"), "{q}");
        assert!([200, 422].contains(&asked(&api, q).status), "{q}");
    }
    assert_eq!(passages(&api, "\"hello th"), ["[hello there]"]);
    assert_eq!(passages(&api, "𝕳𝖊𝖑𝖑𝖔").len(), 1);
    assert_eq!(house.program("agent").get("/search?q=hello").data().as_array().unwrap().len(), 1);
}
