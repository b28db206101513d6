use std::collections::BTreeSet;

use proptest::prelude::*;

use super::check::{Known, MESSAGES_MAX, problems, read};
use super::machine::{Action, Facts, Input, State, numbered, start, step};
use super::menu::{Act, Ask, Block, Check, Choice, Choose, Line, Menu, Step, Text};
use super::outline::line_of;
use super::parse::parse;
use super::person::Words;
use super::print::print;
use super::program::{Op, Program};
use super::{MISUNDERSTOOD_MAX, Why};
use crate::domain::language::Language;

const FLOWERS: &str = "
say: Welcome to Iris Flowers.
  el: Καλώς ήρθατε στα Άνθη Ίρις.
choose main: How can we help?
  el: Πώς μπορούμε να βοηθήσουμε;
  - My order
      el: Η παραγγελία μου
      words: parcel, δέμα
      ask order_id (code GR-####): What is your order number?
        el: Ποιος είναι ο αριθμός της παραγγελίας;
      say: Thank you.
      hand over: Orders
  - Opening hours
      el: Ωράριο
      if open: Shop
        say: We are open now.
      else:
        say: We are closed now.
        | Come tomorrow.
      go to: main
  - Goodbye
      el: Αντίο
      end: See you soon.
";

fn known() -> Known {
    Known {
        queues: vec!["Orders".to_owned()],
        hours: vec!["Shop".to_owned()],
        numbers: BTreeSet::from(["weight".to_owned()]),
    }
}

struct Talk {
    program: Program,
    state: State,
    actions: Vec<Action>,
    open: BTreeSet<String>,
    words: Words,
}

impl Talk {
    fn begin(outline: &str, language: Language, first: &str) -> Self {
        let program = Program::of(&read(outline, &known()).unwrap());
        let (open, words) = (BTreeSet::new(), Words::default());
        let facts = Facts { open: &open, words: &words, today: jiff::civil::date(2026, 11, 25) };
        let (state, actions) = start(&program, language, Input::Text(first), &facts);
        Self { program, state, actions, open, words }
    }

    fn hear(&mut self, text: &str) -> &[Action] {
        let facts = Facts { open: &self.open, words: &self.words, today: jiff::civil::date(2026, 11, 25) };
        (self.state, self.actions) = step(&self.program, &self.state, Input::Text(text), &facts);
        &self.actions
    }

    fn said(&self) -> String {
        let said = |action: &Action| match action {
            Action::Say { text, choices } => Some(numbered(text, choices)),
            _ => None,
        };
        self.actions.iter().filter_map(said).collect::<Vec<_>>().join("\n--\n")
    }

    fn why(&self) -> Option<Why> {
        self.actions.iter().find_map(|action| match action {
            Action::HandOver { why, .. } => Some(*why),
            _ => None,
        })
    }
}

#[test]
fn a_contact_walks_through_to_a_queue() {
    let mut talk = Talk::begin(FLOWERS, Language::El, "γεια");
    assert_eq!(
        talk.said(),
        "Καλώς ήρθατε στα Άνθη Ίρις.\n--\nΠώς μπορούμε να βοηθήσουμε;\n\n1. Η παραγγελία μου\n2. Ωράριο\n3. Αντίο"
    );
    talk.hear("που ειναι το ΔΕΜΑ μου");
    assert_eq!(talk.said(), "Ποιος είναι ο αριθμός της παραγγελίας;");
    talk.hear("δεν ξέρω");
    assert!(talk.said().contains("όπως τον βλέπετε"), "{}", talk.said());
    talk.hear("gr 0042");
    let queue = Some("Orders".to_owned());
    assert_eq!(talk.actions.first(), Some(&Action::Set { name: "order_id".into(), value: "GR-0042".into() }));
    assert_eq!(talk.actions.last(), Some(&Action::HandOver { queue, why: Why::Planned }));
    assert_eq!(talk.hear("hello?"), [], "its part is over");
}

#[test]
fn numbers_names_and_hours_choose() {
    let mut talk = Talk::begin(FLOWERS, Language::En, "hi");
    talk.hear("2.");
    assert!(talk.said().starts_with("We are closed now.\nCome tomorrow.\n--\nHow can we help?"), "{}", talk.said());
    talk.open.insert("shop".to_owned());
    talk.hear("ΩΡΑΡΙΟ");
    assert!(talk.said().starts_with("We are open now."), "{}", talk.said());
    talk.hear("goodbye!");
    assert_eq!((talk.said().as_str(), talk.actions.last()), ("See you soon.", Some(&Action::End)));
}

#[test]
fn three_misunderstandings_or_a_word_lead_to_a_person() {
    let mut talk = Talk::begin(FLOWERS, Language::En, "hi");
    assert!(talk.hear("blah").len() == 1 && talk.said().contains("AGENT"), "{}", talk.said());
    talk.hear("9");
    assert_eq!(talk.why(), None);
    talk.hear("blah");
    assert_eq!(talk.why(), Some(Why::Misunderstood));
    assert_eq!(Talk::begin(FLOWERS, Language::En, "Άνθρωπος").why(), Some(Why::Person));
    let mut talk = Talk::begin(FLOWERS, Language::En, "hi");
    talk.hear("1");
    talk.hear("can I talk to a person?");
    assert_eq!(talk.why(), Some(Why::Person));
    let staff = "choose: What?\n  - Agent\n    hand over: Orders\n  - Human resources\n    end";
    let mut talk = Talk::begin(staff, Language::En, "hi");
    talk.hear("agent");
    assert_eq!(talk.why(), Some(Why::Planned), "a choice that leads to people is that");
    let mut trap = Talk::begin("choose: What?\n  - Agent\n    end\n  - Other\n    end", Language::En, "hi");
    trap.hear("agent");
    assert_eq!(trap.why(), Some(Why::Person), "a choice that does not is none");
}

#[test]
fn greek_words_are_the_same_outline() {
    let menu = parse(FLOWERS).unwrap();
    let greek = print(&menu, Language::El);
    assert!(greek.contains("ρώτησε order_id (κωδικός GR-####): "), "{greek}");
    assert_eq!(parse(&greek), Ok(menu));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (outline, wanted) in [
        ("", vec![("bot-nothing", 1)]),
        ("say: Hello", vec![("bot-no-end", 1)]),
        ("say: Hello\nchoose: What?\n  - One\n    end\n  - Two", vec![("bot-no-end", 5)]),
        ("choose: What?\n  - One\n    end\n  - one\n    end", vec![("bot-choice-twice", 4)]),
        ("choose: What?\n  - Μία\n    words: one\n    end\n  - One\n    end", vec![("bot-choice-twice", 5)]),
        ("ask order id: Number?\nhand over", vec![("bot-variable-name", 1)]),
        ("ask a (colour): Which?\nhand over", vec![("bot-check", 1)]),
        ("ask weight: How much?\nhand over", vec![("bot-variable-number", 1)]),
        ("hand over: Nobody", vec![("bot-queue-unknown", 1)]),
        ("if open: Moon\n  end\nelse:\n  end", vec![("bot-hours-unknown", 1)]),
        ("if open: Shop\n  end", vec![("bot-no-end", 1)]),
        ("go to: main", vec![("bot-goto-nowhere", 1)]),
        ("end\nsay: Never", vec![("bot-never", 2)]),
        ("Hello there", vec![("bot-unknown", 1)]),
        ("say: Hello {{contact.frist_name}}\nend", vec![("placeholder-near", 1)]),
        ("say Hello: you\nend", vec![("bot-colon", 1)]),
        ("choose: What?\nend", vec![("bot-no-choices", 1)]),
        ("- One\n  end", vec![("bot-choice-place", 1)]),
        ("say: a\n    el: α\n  en: b\nend", vec![("bot-indent", 3)]),
        ("say: 1\nsay: 2\nsay: 3\nsay: 4\nsay: 5\nsay: 6\nend", vec![("bot-many-messages", 6)]),
        (&format!("say: {}\nend", "x".repeat(1_025)), vec![("bot-text-long", 1)]),
    ] {
        let told = read(outline, &known()).unwrap_err();
        let told: Vec<_> = told.iter().map(|one| (one.problem, line_of(one).unwrap_or_default())).collect();
        assert_eq!(told, wanted, "{outline}");
    }
    let deep: String = (0..14).map(|n| format!("{}if open: Shop\n", "  ".repeat(n))).collect();
    assert_eq!(read(&deep, &known()).unwrap_err()[0].problem, "bot-deep");
    assert_eq!(read(&"end\n".repeat(501), &known()).unwrap_err()[0].problem, "bot-lines");
}

fn text() -> impl Strategy<Value = Text> {
    ("[a-zα-ω][a-zα-ω ]{0,10}[a-zα-ω]", proptest::option::of("[α-ω]{1,8}"))
        .prop_map(|(plain, greek)| Text { plain, by_language: greek.into_iter().map(|words| ("el", words)).collect() })
}

fn leaf() -> impl Strategy<Value = Act> {
    prop_oneof![
        text().prop_map(Act::Say),
        (
            "[a-z_]{1,8}",
            prop_oneof![
                Just(Check::Text),
                Just(Check::Number),
                Just(Check::Email),
                Just(Check::Date),
                Just(Check::Code("@@-##".to_owned()))
            ],
            text()
        )
            .prop_map(|(name, check, text)| Act::Ask(Ask { name, check, text })),
        ("[a-z_]{1,8}", "[a-z0-9]{1,8}").prop_map(|(name, value)| Act::Set { name, value }),
        prop_oneof![Just(Language::En), Just(Language::El)].prop_map(Act::Language),
    ]
}

fn exit() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::HandOver(None)),
        Just(Act::HandOver(Some("Orders".to_owned()))),
        Just(Act::End(None)),
        text().prop_map(|text| Act::End(Some(text))),
        (0..4_u8).prop_map(|n| Act::GoTo(format!("menu {n}"))),
    ]
}

fn steps(acts: Vec<Act>) -> Block {
    acts.into_iter().map(|act| Step { line: Line(0), act }).collect()
}

fn block(depth: u32) -> BoxedStrategy<Block> {
    let few = proptest::collection::vec(leaf(), 0..3);
    if depth == 0 {
        return (few, exit())
            .prop_map(|(mut acts, exit)| {
                acts.push(exit);
                steps(acts)
            })
            .boxed();
    }
    let choose = (0..4_u8, text(), proptest::collection::vec((text(), "[a-z]{2,6}", block(depth - 1)), 1..5)).prop_map(
        |(n, text, options)| {
            let options =
                options.into_iter().map(|(label, word, then)| Choice { line: Line(0), label, words: vec![word], then });
            Act::Choose(Choose { name: Some(format!("menu {n}")), text, options: options.collect() })
        },
    );
    let open = (block(depth - 1), block(depth - 1)).prop_map(|(open, closed)| Act::Open {
        hours: "Shop".to_owned(),
        open,
        closed,
    });
    (few, prop_oneof![choose, open, exit()])
        .prop_map(|(mut acts, last)| {
            acts.push(last);
            steps(acts)
        })
        .boxed()
}

fn menu() -> impl Strategy<Value = Menu> {
    block(3).prop_map(|steps| Menu { steps })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_printed_is_read_again(menu in menu()) {
        for language in Language::ALL {
            let outline = print(&menu, language);
            prop_assert_eq!(parse(&outline), Ok(menu.clone()), "{}", outline);
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_the_reader(text in "(\\PC|\n|  |- |say: |choose: |end|go to: |if open: |else){0,60}") {
        if let Ok(menu) = parse(&text) {
            drop(problems(&menu, &known()));
            drop(Program::of(&menu));
        }
    }

    /// Whatever may be published, and whatever a contact writes: each turn is short, nothing is said for ever, and after
    /// as many words that it does not know as it bears there is a person.
    #[test]
    fn it_never_goes_round_and_always_leads_to_a_person(
        menu in menu(),
        said in proptest::collection::vec(prop_oneof![
            (1..6_u8).prop_map(|n| n.to_string()), "[a-z]{1,6}", Just("5/5/2026".to_owned()), Just("ab12".to_owned()),
            Just("a@b.gr".to_owned()), Just(String::new())], 0..30),
        open in any::<bool>(),
    ) {
        let fine = problems(&menu, &known()).is_empty();
        let program = Program::of(&menu);
        let open = if open { BTreeSet::from(["shop".to_owned()]) } else { BTreeSet::new() };
        let words = Words::default();
        let facts = Facts { open: &open, words: &words, today: jiff::civil::date(2026, 11, 25) };
        let (mut state, mut actions) = start(&program, Language::En, Input::Text("hi"), &facts);
        let mut inputs = said.iter();
        loop {
            let messages = actions.iter().filter(|action| matches!(action, Action::Say { .. })).count();
            prop_assert!(actions.len() <= program.ops.len() + 2);
            prop_assert!(!fine || messages <= MESSAGES_MAX + 1, "{messages} messages");
            let over = actions.iter().filter(|action| matches!(action, Action::HandOver { .. } | Action::End)).count();
            prop_assert_eq!(over, usize::from(state.at.is_none()));
            let Some(at) = state.at else { break };
            prop_assert!(matches!(program.ops.get(at), Some(Op::Choose(..) | Op::Ask(_))));
            // From here there is a person: by asking, and by not being understood.
            let (asked, _) = step(&program, &state, Input::Text("Agent"), &facts);
            prop_assert_eq!(asked.at, None);
            let mut lost = state;
            for _ in 0..MISUNDERSTOOD_MAX {
                (lost, _) = step(&program, &lost, Input::Other, &facts);
            }
            prop_assert_eq!(lost.at, None);
            let Some(text) = inputs.next() else { break };
            (state, actions) = step(&program, &state, Input::Text(text), &facts);
        }
    }
}
