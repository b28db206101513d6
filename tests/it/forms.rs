//! Forms that nobody fills in: bytes of any kind, cut anywhere, names that repeat or do not end. Whatever comes, it is
//! answered, nothing is kept by halves, and the next one who comes is served.

use angelia::domain::user::Role;
use angelia::twilio::signature;
use angelia::web::webhook::BODY_BYTES_MAX;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::inbox::{press, somebody};
use crate::media::PDF;
use crate::support::{ANNA, AUTH_TOKEN, House, Person, client, inbound_form, status_form};

/// Forms in one test.
const FORMS: u32 = 96;

fn runner() -> TestRunner {
    TestRunner::new(Config { cases: FORMS, failure_persistence: None, ..Config::default() })
}

/// What is done to a form on its way.
#[derive(Clone, Debug)]
enum Harm {
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Flip(prop::sample::Index, u8),
    /// A part of it comes again, somewhere.
    Again(prop::sample::Index, prop::sample::Index, prop::sample::Index),
    /// A long run of one letter.
    Grow(prop::sample::Index, u8, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        place().prop_map(Harm::Cut),
        (place(), vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Flip(at, byte)),
        (place(), place(), place()).prop_map(|(from, to, at)| Harm::Again(from, to, at)),
        (place(), any::<u8>(), 1..80_000_usize).prop_map(|(at, byte, count)| Harm::Grow(at, byte, count)),
    ]
}

fn harmed(mut form: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let length = form.len() + 1;
        match harm {
            Harm::Cut(at) => form.truncate(at.index(length)),
            Harm::Insert(at, bytes) => drop(form.splice(at.index(length)..at.index(length), bytes.iter().copied())),
            Harm::Flip(at, by) if !form.is_empty() => {
                let at = at.index(form.len());
                form[at] ^= by;
            }
            Harm::Flip(..) => {}
            Harm::Again(from, to, at) => {
                let (from, to) = (from.index(length), to.index(length));
                let part = form[from.min(to)..from.max(to)].to_vec();
                drop(form.splice(at.index(length)..at.index(length), part));
            }
            Harm::Grow(at, byte, count) => {
                drop(form.splice(at.index(length)..at.index(length), std::iter::repeat_n(*byte, *count)));
            }
        }
    }
    form
}

/// Posts bytes as a form that is rightly signed, whatever it says.
fn post(url: &str, body: &[u8]) -> u16 {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let call = client().post(url).header("X-Twilio-Signature", signature::sign(AUTH_TOKEN, url, &pairs));
    match call.content_type("application/x-www-form-urlencoded").send(body) {
        Ok(answer) => answer.status().as_u16(),
        // Whoever is refused for the size of what he sends may find the door shut before he has sent it all.
        Err(_) if body.len() > BODY_BYTES_MAX => 413,
        Err(error) => panic!("{error}: {} bytes", body.len()),
    }
}

fn encoded(pairs: &[(String, String)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

#[test]
fn any_post_to_a_webhook_is_answered() {
    let house = House::new();
    let (inbound, status) = (house.hook("inbound"), house.hook("status"));
    let message = encoded(&inbound_form("SM00000000000000000000000000000077", ANNA, "Καλημέρα & τι κάνετε;"));
    let report = encoded(&status_form("SM00000000000000000000000000000078", "delivered", Some("63016")));
    let forms = (any::<bool>(), prop_oneof![Just(None), vec(any::<u8>(), 0..2_000).prop_map(Some)], vec(harm(), 0..4));
    let tried = runner().run(&forms, |(is_report, bytes, harms)| {
        let (url, form) = if is_report { (&status, &report) } else { (&inbound, &message) };
        let answer = post(url, &harmed(bytes.unwrap_or_else(|| form.clone()), &harms));
        prop_assert!([200, 204, 400, 403, 413].contains(&answer), "{answer}");
        Ok(())
    });
    tried.unwrap();
    // Of a name that comes twice the first counts; a name without an end is over the limit.
    let mut twice = inbound_form("SM00000000000000000000000000000079", ANNA, "first");
    twice.push(("Body".to_owned(), "second".to_owned()));
    assert_eq!(post(&inbound, &encoded(&twice)), 200);
    assert_eq!(house.count("SELECT count(*) FROM message WHERE body = 'first'"), 1);
    assert_eq!(post(&inbound, &[b"a".repeat(64 * 1024), b"=1".to_vec()].concat()), 413);
    assert_eq!(post(&inbound, &b"a=&".repeat(20_000)), 400);
    house.anna_writes("and now a real one");
    let sizes = house.count("SELECT coalesce(max(length(body)), 0) FROM message");
    assert!(sizes <= 65_536);
}

/// A form of the composer as browsers send it.
fn multipart(csrf: &str) -> Vec<u8> {
    let mut form = Vec::new();
    for (name, value) in [("csrf", csrf), ("key", "k"), ("act", "text"), ("text", "με αγάπη")] {
        let part = format!("--olive\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        form.extend(part.into_bytes());
    }
    for name in ["a.pdf", "τιμολόγιο.pdf"] {
        let head = "Content-Type: application/pdf\r\n\r\n";
        let line = format!("--olive\r\nContent-Disposition: form-data; name=\"attach\"; filename=\"{name}\"\r\n{head}");
        form.extend(line.into_bytes());
        form.extend(PDF);
        form.extend(b"\r\n");
    }
    form.extend(b"--olive--\r\n");
    form
}

#[test]
fn any_form_with_files_is_answered_and_no_half_file_is_kept() {
    let house = House::new();
    let conversation = house.anna_writes("send me the invoice");
    let nikos = somebody(&house, "nikos", Role::Agent);
    press(&nikos, conversation, "take", &[]);
    let (page, action) = (format!("/inbox/{conversation}"), format!("/inbox/{conversation}/files"));
    let csrf = nikos.get(&page).csrf();
    let whole = multipart(&csrf);
    let kind = "multipart/form-data; boundary=olive";
    assert_eq!(nikos.posts(&action, kind, &whole).status, 303);
    assert_eq!(house.count("SELECT count(*) FROM upload"), 2);
    let forget = || house.appliance().app().store.write(|tx| Ok(tx.execute("DELETE FROM upload", [])?)).unwrap();
    let staging = house.folder.path().join("staging");
    let kinds = prop_oneof![
        8 => Just(kind.to_owned()),
        1 => "multipart/form-data(; boundary=[a-z\"]{0,80})?",
        1 => "[a-z/;= ]{0,60}",
    ];
    let forms =
        (kinds, prop_oneof![6 => Just(None), 1 => vec(any::<u8>(), 0..2_000).prop_map(Some)], vec(harm(), 0..4));
    let tried = runner().run(&forms, |(kind, bytes, harms)| {
        forget();
        let form = harmed(bytes.unwrap_or_else(|| whole.clone()), &harms);
        let answer = nikos.posts(&action, &kind, &form).status;
        prop_assert!([303, 400, 403, 413, 422].contains(&answer), "{answer}");
        // What is kept is as long as it was said to be, and all of it is there.
        let torn = house.count(
            "SELECT count(*) FROM upload u JOIN content c ON c.id = u.content_id WHERE c.complete = 0 OR u.size <> c.size
               OR c.size <> (SELECT sum(length(bytes)) FROM content_part WHERE content_id = c.id)",
        );
        prop_assert_eq!(torn, 0);
        let left = std::fs::read_dir(&staging).map_or(0, Iterator::count);
        prop_assert_eq!(left, 0, "nothing stays staged");
        Ok(())
    });
    tried.unwrap();
    forget();
    // Cut anywhere before its token is whole, nothing of it is taken.
    let token_ends = whole.windows(csrf.len()).position(|window| window == csrf.as_bytes()).unwrap() + csrf.len();
    for cut in (0..token_ends).step_by(7) {
        let answer = nikos.posts(&action, kind, &whole[..cut]).status;
        assert!([400, 403].contains(&answer), "{cut}: {answer}");
    }
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
    assert_eq!(nikos.posts(&action, kind, &whole).status, 303);
    assert_eq!(house.count("SELECT count(*) FROM upload"), 2);
}

#[test]
fn any_table_that_is_brought_is_answered() {
    let house = House::new();
    let (email, password) = house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(house.url(), &email, &password);
    let csrf = dimitra.get("/quick-replies/import").csrf();
    let form = format!(
        "--olive\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--olive\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n\
         title,text\r\nHello,Good morning\r\n--olive--\r\n"
    );
    let tried = runner().run(&vec(harm(), 0..4), |harms| {
        let form = harmed(form.clone().into_bytes(), &harms);
        let answer = dimitra.posts("/quick-replies/import", "multipart/form-data; boundary=olive", &form).status;
        prop_assert!([200, 303, 400, 403, 413, 422].contains(&answer), "{answer}");
        Ok(())
    });
    tried.unwrap();
    assert_eq!(dimitra.get("/quick-replies").status, 200);
}
