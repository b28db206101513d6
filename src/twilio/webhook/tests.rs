//! Posts as they were seen or documented, and posts that nobody should send.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const SID: &str = "SM00000000000000000000000000000001";
const ACCOUNT: &str = "AC00000000000000000000000000000001";

/// The core of every message, with `changes` over it; an empty value takes a name away.
fn form(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let core = [
        ("MessageSid", SID),
        ("SmsMessageSid", SID),
        ("AccountSid", ACCOUNT),
        ("From", "whatsapp:+306900000147"),
        ("To", "whatsapp:+14155238886"),
        ("ProfileName", "Μαρία"),
        ("WaId", "306900000147"),
        ("SmsStatus", "received"),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("ReferralNumMedia", "0"),
        ("ApiVersion", "2010-04-01"),
        ("Body", ""),
    ];
    let kept = core.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(changes: &[(&str, &str)]) -> Inbound {
    parse_inbound(&form(changes)).unwrap()
}

#[test]
fn a_text_is_read_whole() {
    let inbound = read(&[("Body", "Καλημέρα\nσας"), ("MessageType", "text"), ("SomethingNew", "2027")]);
    assert_eq!((inbound.account_sid.as_str(), inbound.provider_sid.as_str()), (ACCOUNT, SID));
    assert_eq!(inbound.from.as_str(), "whatsapp:+306900000147");
    assert_eq!(inbound.to.as_str(), "whatsapp:+14155238886");
    assert_eq!((inbound.kind, inbound.raw_kind.as_str()), (Kind::Text, "text"));
    assert_eq!((inbound.body.as_str(), inbound.profile_name.as_str()), ("Καλημέρα\nσας", "Μαρία"));
    assert_eq!(Value::from(inbound.extra), json!({"wa_id": "306900000147"}));
    assert!(inbound.media.is_empty() && inbound.external.is_none() && inbound.opt_out.is_none());
}

#[test]
fn what_cannot_be_filed_is_refused_by_name() {
    for (changes, expected) in [
        (vec![("MessageSid", ""), ("SmsMessageSid", "")], Unreadable::Missing("MessageSid")),
        (vec![("MessageSid", "SM 1")], Unreadable::Malformed("MessageSid")),
        (vec![("AccountSid", "")], Unreadable::Missing("AccountSid")),
        (vec![("AccountSid", "../../x")], Unreadable::Malformed("AccountSid")),
        (vec![("From", "")], Unreadable::Missing("From")),
        (vec![("From", "+306900000147")], Unreadable::Malformed("From")),
        (vec![("To", "whatsapp:")], Unreadable::Malformed("To")),
    ] {
        assert_eq!(parse_inbound(&form(&changes)), Err(expected), "{changes:?}");
    }
    let long = "S".repeat(65);
    assert_eq!(parse_inbound(&form(&[("MessageSid", &long)])), Err(Unreadable::Malformed("MessageSid")));
    assert_eq!(read(&[("MessageSid", "")]).provider_sid, SID, "the older copies count too");
    assert_eq!(parse_inbound(&[]), Err(Unreadable::Missing("MessageSid")));
}

#[test]
fn a_contact_may_be_a_user_id_with_or_without_a_number() {
    let id = "whatsapp:GR.1A2B3C";
    let both = read(&[("Body", "x"), ("ExternalUserId", id)]);
    assert_eq!(both.from.as_str(), "whatsapp:+306900000147");
    assert_eq!(both.external.unwrap().as_str(), id);
    let hidden = read(&[("Body", "x"), ("From", id), ("ExternalUserId", id), ("WaId", "")]);
    assert_eq!((hidden.from.as_str(), hidden.external), (id, None));
    assert_eq!(read(&[("Body", "x"), ("ExternalUserId", "nonsense")]).external, None);
}

#[test]
fn files_name_their_kind() {
    let kind = |content_type: &str, stated: &str| {
        let changes = [
            ("NumMedia", "1"),
            ("MediaUrl0", "https://api.twilio.com/x"),
            ("MediaContentType0", content_type),
            ("MessageType", stated),
        ];
        read(&changes).kind
    };
    for (content_type, expected) in [
        ("image/jpeg", Kind::Image),
        ("image/webp", Kind::Sticker),
        ("audio/ogg; codecs=opus", Kind::Audio),
        ("Video/MP4", Kind::Video),
        ("text/vcard", Kind::Contacts),
        ("application/pdf", Kind::Document),
        ("nonsense", Kind::Document),
    ] {
        assert_eq!(kind(content_type, "text"), expected, "{content_type}");
    }
    assert_eq!((kind("", "voice"), kind("", "")), (Kind::Audio, Kind::Document));
}

#[test]
fn every_file_is_found_whatever_the_count_says() {
    let files = [("MediaUrl0", "https://x/0"), ("MediaContentType0", "image/png"), ("MediaUrl1", "https://x/1")];
    for count in ["2", "0", "", "-1", "999999999999"] {
        let inbound = read(&[&files[..], &[("NumMedia", count)]].concat());
        assert_eq!(
            inbound.media.iter().map(|m| m.url.as_str()).collect::<Vec<_>>(),
            ["https://x/0", "https://x/1"],
            "{count}"
        );
    }
    let gap = read(&[("NumMedia", "3"), ("MediaUrl2", "https://x/2"), ("MediaUrl1", "file:///etc/passwd")]);
    assert_eq!(gap.media, [MediaRef { url: "https://x/2".to_owned(), content_type: String::new() }]);
    assert_eq!(read(&[("NumMedia", "2")]).kind, Kind::Unknown);
}

#[test]
fn buttons_and_lists_are_answers() {
    let button = read(&[
        ("Body", "Ναι"),
        ("ButtonText", "Ναι"),
        ("ButtonPayload", "yes"),
        ("ButtonType", "REPLY"),
        ("MessageType", "button"),
    ]);
    assert_eq!((button.kind, button.body.as_str()), (Kind::Button, "Ναι"));
    assert_eq!(button.extra["button_payload"], "yes");
    assert_eq!(read(&[("ButtonText", "Ναι"), ("ButtonPayload", "yes")]).body, "Ναι");

    let list = read(&[("ListId", "row-2"), ("ListTitle", "Επιστροφές"), ("MessageType", "interactive")]);
    assert_eq!((list.kind, list.body.as_str()), (Kind::List, "Επιστροφές"));
    assert_eq!(list.extra["list_id"], "row-2");

    let nested = r#"{"type":"whatsapp","data":{"context":{"ProfileName":"Άλλη"},"interactive":{"list_reply":{"id":"r1","title":"Ώρες"}}}}"#;
    let nested = read(&[("ChannelMetadata", nested), ("ProfileName", ""), ("MessageType", "interactive")]);
    assert_eq!((nested.kind, nested.body.as_str(), nested.profile_name.as_str()), (Kind::List, "Ώρες", "Άλλη"));
    let pressed = read(&[("InteractiveData", r#"{"button_reply":{"id":"b1","title":"Όχι"}}"#)]);
    assert_eq!((pressed.kind, pressed.extra["button_payload"].as_str()), (Kind::Button, Some("b1")));
}

#[test]
fn flows_keep_their_answers() {
    let flow = read(&[("FlowData", r#"{"date":"2026-11-25"}"#), ("InteractiveData", r#"{"flowResponse":{}}"#)]);
    assert_eq!((flow.kind, &flow.extra["flow"]), (Kind::Flow, &json!({"date": "2026-11-25"})));
    assert_eq!(read(&[("InteractiveData", r#"{"flowResponse":{"a":1}}"#)]).extra["flow"], json!({"a": 1}));
    let strange = read(&[("InteractiveData", r#"{"poll":[1,2]}"#)]);
    assert_eq!((strange.kind, strange.raw_kind.as_str()), (Kind::Unknown, "interactive"));
    assert_eq!(strange.extra["interactive"], json!({"poll": [1, 2]}));
}

#[test]
fn a_place_needs_both_numbers() {
    let place = read(&[("Latitude", "37.9838"), ("Longitude", "23.7275"), ("Label", "Σύνταγμα"), ("Address", "Αθήνα")]);
    assert_eq!((place.kind, place.body.as_str()), (Kind::Location, "Σύνταγμα"));
    assert_eq!((&place.extra["latitude"], &place.extra["longitude"]), (&json!(37.9838), &json!(23.7275)));
    for latitude in ["x", "NaN", "91", ""] {
        let odd = read(&[("Latitude", latitude), ("Longitude", "23.7")]);
        assert_eq!((odd.kind, odd.raw_kind.as_str()), (Kind::Unknown, "location"), "{latitude}");
    }
}

#[test]
fn an_advertisement_is_kept_and_its_bare_count_is_none() {
    assert!(!read(&[("Body", "x")]).extra.contains_key("referral"));
    let ad =
        read(&[("Body", "x"), ("ReferralHeadline", "-20%"), ("ReferralSourceType", "ad"), ("ReferralCtwaClid", "c1")]);
    assert_eq!(ad.extra["referral"], json!({"headline": "-20%", "source_type": "ad", "click_id": "c1"}));
}

#[test]
fn forwarded_is_a_value_and_not_a_name() {
    assert!(
        !read(&[("Body", "x"), ("Forwarded", "false"), ("FrequentlyForwarded", "false")])
            .extra
            .contains_key("forwarded")
    );
    let twice = read(&[("Body", "x"), ("Forwarded", "true"), ("FrequentlyForwarded", "True")]);
    assert!(twice.extra["forwarded"] == true && twice.extra["frequently_forwarded"] == true);
    let metadata = r#"{"data":{"context":{"Forwarded":"true"}}}"#;
    assert_eq!(read(&[("Body", "x"), ("ChannelMetadata", metadata)]).extra["forwarded"], true);
}

#[test]
fn the_stated_type_is_a_hint_and_what_is_not_understood_is_kept() {
    assert_eq!(read(&[("Body", "γεια"), ("MessageType", "hologram")]).kind, Kind::Text);
    let unknown = read(&[("MessageType", "Reaction")]);
    assert_eq!((unknown.kind, unknown.raw_kind.as_str()), (Kind::Unknown, "reaction"));
    let nothing = read(&[]);
    assert_eq!((nothing.kind, nothing.raw_kind.as_str()), (Kind::Unknown, "unknown"));
    assert_eq!(read(&[("MessageType", "contacts"), ("Body", "x")]).kind, Kind::Text, "words are never hidden");
}

#[test]
fn quotes_opt_outs_and_the_fallback_are_read() {
    let quoted = read(&[
        ("Body", "x"),
        ("OriginalRepliedMessageSid", SID),
        ("OriginalRepliedMessageSender", "whatsapp:+14155238886"),
    ]);
    assert_eq!(
        (quoted.quoted_sid.as_deref(), quoted.extra["quoted_from"].as_str()),
        (Some(SID), Some("whatsapp:+14155238886"))
    );
    assert_eq!(read(&[("OriginalRepliedMessageSid", "<b>")]).quoted_sid, None);
    for (word, expected) in
        [("STOP", Some(OptOut::Stop)), ("start", Some(OptOut::Start)), ("HELP", Some(OptOut::Help)), ("x", None)]
    {
        assert_eq!(read(&[("Body", word), ("OptOutType", word)]).opt_out, expected);
    }
    let fallback = read(&[("Body", "x"), ("ErrorCode", "11200"), ("ErrorUrl", "https://a/in")]);
    assert_eq!(
        (&fallback.extra["fallback_code"], &fallback.extra["fallback_url"]),
        (&json!("11200"), &json!("https://a/in"))
    );
}

#[test]
fn words_from_outside_are_harmless_and_short() {
    let long = "ά".repeat(70_000);
    let inbound = read(&[
        ("Body", "a\u{0}\u{202e}b\r\n\tc"),
        ("ProfileName", "\u{202e}Ν\n\n ί κ ο ς\u{7}"),
        ("ButtonPayload", &long),
    ]);
    assert_eq!((inbound.body.as_str(), inbound.profile_name.as_str()), ("ab\n\tc", "Ν ί κ ο ς"));
    assert_eq!(inbound.extra["button_payload"].as_str().unwrap().chars().count(), 1_024);
    assert_eq!(read(&[("Body", &long)]).body.chars().count(), BODY_CHARS_MAX);
    assert_eq!(read(&[("ProfileName", &long)]).profile_name.chars().count(), NAME_CHARS_MAX);
    assert_eq!(read(&[("MessageType", &long)]).raw_kind.chars().count(), WORD_CHARS_MAX);
    let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    assert_eq!(read(&[("Body", "x"), ("ChannelMetadata", &deep), ("InteractiveData", "not json")]).kind, Kind::Text);
}

#[test]
fn reports_are_read_by_their_word() {
    let report = |changes: &[(&str, &str)]| {
        let core = [("MessageSid", SID), ("AccountSid", ACCOUNT), ("ChannelPrefix", "whatsapp")];
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        parse_status(&core.iter().chain(changes).map(owned).collect::<Vec<_>>(), Some(MessageId(7))).unwrap()
    };
    let failed = report(&[("MessageStatus", "undelivered"), ("ErrorCode", "63016"), ("ChannelStatusMessage", "x")]);
    let expected = StatusReport {
        account_sid: ACCOUNT.to_owned(),
        provider_sid: SID.to_owned(),
        message_id: Some(MessageId(7)),
        status: Some(Status::Undelivered),
        error_code: Some(63016),
    };
    assert_eq!(failed, expected);
    assert_eq!(report(&[("SmsStatus", "sent")]).status, Some(Status::Sent));
    assert_eq!(report(&[("EventType", "READ"), ("MessageStatus", "read")]).status, Some(Status::Read));
    assert_eq!(report(&[("EventType", "READ")]).status, Some(Status::Read));
    let strange = report(&[("MessageStatus", "teleported"), ("ErrorCode", "x")]);
    assert_eq!((strange.status, strange.error_code), (None, None));
    assert_eq!(parse_status(&[], None), Err(Unreadable::Missing("AccountSid")));
}

proptest! {
    #[test]
    fn no_form_is_refused_for_anything_but_the_four(
        changes in proptest::collection::vec(("(Body|NumMedia|MediaUrl0|MediaContentType0|MessageType|Latitude|Longitude|ListId|FlowData|InteractiveData|ChannelMetadata|ProfileName|Forwarded|ErrorCode|[A-Za-z]{1,9}0)", "\\PC{0,40}|\\{\"[a-z]{1,4}\":[0-9]{1,3}\\}"), 0..8)
    ) {
        let changes: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let inbound = parse_inbound(&form(&changes)).unwrap();
        prop_assert!(!inbound.raw_kind.is_empty());
        prop_assert!(inbound.kind != Kind::Text || !inbound.body.trim().is_empty());
    }
}

/// How long anything that was read may be, and how much of it there may be.
fn within_limits(inbound: &Inbound) -> bool {
    inbound.body.chars().count() <= BODY_CHARS_MAX
        && inbound.profile_name.chars().count() <= NAME_CHARS_MAX
        && inbound.raw_kind.chars().count() <= WORD_CHARS_MAX
        && inbound.media.len() <= usize::try_from(MEDIA_MAX).unwrap()
        && inbound
            .media
            .iter()
            .all(|media| media.url.len() <= URL_CHARS_MAX && media.content_type.len() <= 4 * WORD_CHARS_MAX)
        && [&inbound.account_sid, &inbound.provider_sid].iter().all(|sid| is_sid(sid))
}

fn decoded(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).into_owned().collect()
}

proptest! {
    /// Bytes of any kind in the middle of a form, which is cut anywhere.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        at: proptest::sample::Index,
        cut: proptest::sample::Index,
    ) {
        let whole = form_urlencoded::Serializer::new(String::new()).extend_pairs(form(&[("Body", "Γεια & χαρά")])).finish();
        let (before, after) = whole.as_bytes().split_at(at.index(whole.len() + 1));
        let mut posted = [before, &bytes, after].concat();
        for params in [decoded(&bytes), decoded(&posted)] {
            prop_assert!(parse_inbound(&params).is_ok_and(|inbound| within_limits(&inbound)) || parse_inbound(&params).is_err());
            drop(parse_status(&params, None));
        }
        posted.truncate(cut.index(posted.len() + 1));
        let params = decoded(&posted);
        prop_assert!(parse_inbound(&params).is_ok_and(|inbound| within_limits(&inbound)) || parse_inbound(&params).is_err());
    }

    /// Of a name that comes several times the first counts, and neither a name nor a value has to end.
    #[test]
    fn names_may_repeat_and_be_huge(
        name in "(Body|ProfileName|MessageType|MediaUrl[0-9]{1,3}|MediaContentType[0-9]{1,3}|NumMedia|ListTitle|ButtonText|Label|Address)",
        first in "\\PC{1,30}",
        times in 1..5_usize,
        length in 0..70_000_usize,
    ) {
        let mut params = form(&[(&name, &first)]);
        let once = parse_inbound(&params).unwrap();
        params.extend(std::iter::repeat_n((name.clone(), "other".to_owned()), times));
        params.push(("x".repeat(length), "y".repeat(length)));
        prop_assert_eq!(&parse_inbound(&params).unwrap(), &once);
        let long = "z".repeat(length.max(1));
        prop_assert!(within_limits(&parse_inbound(&form(&[(&name, &long)])).unwrap()));
    }
}
