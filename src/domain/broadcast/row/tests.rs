use super::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const HEAD: [&str; 6] = ["phone", "who", "lang", "how", "day", "order"];

fn columns() -> Columns {
    let column = |name: &str| Source::Column(name.to_owned());
    Columns {
        number: "phone".to_owned(),
        name: "who".to_owned(),
        language: "lang".to_owned(),
        opt_in: "how".to_owned(),
        opt_in_at: "day".to_owned(),
        variables: [
            ("1".to_owned(), Source::Text("{{contact.first_name|friend}}".to_owned())),
            ("2".to_owned(), column("order")),
        ]
        .into(),
        opt_in_of_all: Typed::default(),
    }
}

fn versions() -> Vec<Version> {
    let version = |id: i64, language: &str, chosen| Version {
        id: TemplateId(id),
        language: language.to_owned(),
        body: "Hello {{1}}, order {{2}}.".to_owned(),
        variables: vec!["1".to_owned(), "2".to_owned()],
        chosen,
    };
    vec![version(1, "en", true), version(2, "el", false), version(3, "pt_BR", false)]
}

fn verdict(cells: [&str; 6], known: &Known, change: impl Fn(&mut Columns)) -> Result<Ready, Fault> {
    let mut columns = columns();
    change(&mut columns);
    let (versions, ours) = (versions(), Address::parse("whatsapp:+302810000014").unwrap());
    let around = Around {
        columns: &columns,
        versions: &versions,
        number: &ours,
        number_name: "Shop",
        agent: "Nikos",
        signature: "",
        tz: &TimeZone::UTC,
        now: NOW,
    };
    let cell = |name: &str| HEAD.iter().position(|head| *head == name).map_or("", |place| cells[place]);
    recipient(cell("phone"), &ours).and_then(|address| check(address, &cell, known, &around))
}

#[test]
fn every_verdict() {
    let fine = ["+30 690 000 0001", "Anna Pappas", "", "web_form", "2026-01-02", "7"];
    let with = |place: usize, text: &'static str| {
        let mut cells = fine;
        cells[place] = text;
        cells
    };
    let long: &'static str = Box::leak("x".repeat(1_100).into_boxed_str());
    let nobody = Known::default();
    for (cells, known, want) in [
        (with(0, ""), &nobody, "number-missing"),
        (with(0, "6900000001"), &nobody, "number"),
        (with(0, "+302810000014"), &nobody, "number-own"),
        (fine, &Known { opted_out: true, ..Known::default() }, "opted-out"),
        (with(1, long), &nobody, "name-too-long"),
        (with(3, ""), &nobody, "no-opt-in"),
        (with(4, ""), &nobody, "opt-in-when"),
        (with(4, "yesterday"), &nobody, "opt-in-day"),
        (with(4, "31/02/2026"), &nobody, "opt-in-day"),
        (with(4, "2999-01-01"), &nobody, "opt-in-future"),
        (with(3, long), &nobody, "opt-in-words"),
        (with(5, " "), &nobody, "variable-empty"),
        (with(5, "a\nb"), &nobody, "variable-line-break"),
        (with(5, "a\tb"), &nobody, "variable-tab"),
        (with(5, "a     b"), &nobody, "variable-blanks"),
        (with(5, long), &nobody, "text-too-long"),
    ] {
        let got = verdict(cells, known, |_| ()).unwrap_err();
        assert_eq!(got.code, want, "{cells:?} {got:?}");
    }
}

#[test]
fn what_a_good_row_becomes() {
    let fine = ["+30 (690) 000-0001", " Anna  Pappas ", "el-GR", "at the fair", "20/11/2026", "7"];
    let ready = verdict(fine, &Known::default(), |_| ()).unwrap();
    assert_eq!(ready.address.as_str(), "whatsapp:+306900000001");
    assert_eq!((ready.name.as_str(), ready.template), ("Anna Pappas", TemplateId(2)));
    assert_eq!(ready.values, [("1".to_owned(), "Anna".to_owned()), ("2".to_owned(), "7".to_owned())].into());
    let opt_in = ready.opt_in.unwrap();
    assert_eq!((opt_in.how, opt_in.words.as_str()), (How::Other, "at the fair"));
    assert_eq!(Some(opt_in.given_at), Timestamp::parse("2026-11-20T00:00:00Z"));

    // What we know goes before the list; an opt-in on file is enough; one for all fills the gaps.
    let known =
        Known {
            name: Some("Άννα Μ".to_owned()), language: Some("pt-PT".to_owned()), on_file: true, opted_out: false
        };
    let bare = ["+306900000001", "X", "", "", "", "7"];
    let ready = verdict(bare, &known, |_| ()).unwrap();
    assert_eq!((ready.values.get("1").map(String::as_str), ready.template), (Some("Άννα"), TemplateId(3)));
    assert_eq!(ready.opt_in, None);
    let all = |columns: &mut Columns| {
        columns.opt_in_of_all = Typed { how: "paper".to_owned(), words: String::new(), given_at: Some(NOW) };
    };
    let ready = verdict(bare, &Known::default(), all).unwrap();
    assert_eq!((ready.opt_in.unwrap().how, ready.template), (How::Paper, TemplateId(1)));
    let unknown = ["+306900000001", "", "fi", "in person", "2026-01-02", "7"];
    let ready = verdict(unknown, &Known::default(), |_| ()).unwrap();
    assert_eq!((ready.template, ready.opt_in.unwrap().how), (TemplateId(1), How::InPerson));
    assert_eq!(ready.values.get("1").map(String::as_str), Some("friend"));
}

proptest::proptest! {
    #[test]
    fn what_is_ready_is_what_compose_takes(number in ".{0,20}", name in ".{0,120}", order in ".{0,60}") {
        let cells = [number.as_str(), name.as_str(), "", "phone", "2026-01-02", order.as_str()];
        if let Ok(ready) = verdict(cells, &Known::default(), |_| ()) {
            let version = versions().remove(0);
            proptest::prop_assert_eq!(check_values(&version.body, &version.variables, &ready.values), Ok(()));
            proptest::prop_assert!(Address::parse(ready.address.as_str()).is_ok());
        }
    }
}
