use super::*;
use crate::domain::finding::Repair;

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn provider() -> Provider {
    Provider {
        standing: "active".to_owned(),
        known: true,
        online: true,
        state: "ONLINE".to_owned(),
        services_read: true,
        ..Provider::default()
    }
}

fn reach(outcome: Outcome) -> Reach {
    Reach {
        at: NOW,
        url: "https://a".to_owned(),
        outcome: outcome.word().to_owned(),
        detail: String::new(),
        certificate_until: None,
    }
}

const RIGHT: Differences =
    Differences { inbound: Difference::Right, fallback: Difference::Right, status: Difference::Right };

/// A number with which all is well.
fn well<'a>(provider: &'a Provider, reach: &'a Reach) -> Facts<'a> {
    Facts {
        now: NOW,
        active: true,
        sandbox: false,
        key_fits: true,
        auth_failures: 0,
        provider: Some(provider),
        differences: Some(RIGHT),
        refused: &[],
        last_inbound_at: Some(NOW - Millis::minutes(4)),
        last_status_at: Some(NOW - Millis::minutes(5)),
        last_sent_at: Some(NOW - Millis::minutes(6)),
        place: Place::World,
        reach: Some(reach),
    }
}

/// The verdict of a number with which all is well but for one change.
fn after(change: impl FnOnce(&mut Facts<'_>)) -> Finding {
    let (provider, reach) = (provider(), reach(Outcome::Answers));
    let mut facts = well(&provider, &reach);
    change(&mut facts);
    verdict(&findings(&facts))
}

#[test]
fn each_difference_at_the_provider_has_its_verdict() {
    let own = provider();
    let pooled = Provider { service: Some(Service::default()), ..provider() };
    let deferring = Provider { service: Some(Service { defers_to_number: true, ..Service::default() }), ..provider() };
    let inbound = |inbound| Differences { inbound, ..RIGHT };
    let fallback = |fallback| Differences { fallback, ..RIGHT };
    let status = |status| Differences { status, ..RIGHT };
    let table = [
        (&own, RIGHT, Finding::Well),
        (&own, inbound(Difference::WithoutRetries), Finding::Well),
        (&own, inbound(Difference::NotSet), Finding::InboundNotSet),
        (&own, inbound(Difference::OtherAddress), Finding::InboundElsewhere),
        (&own, inbound(Difference::OtherMethod), Finding::InboundMethod),
        (&pooled, inbound(Difference::NotSet), Finding::ServiceReceivesNothing),
        (&pooled, inbound(Difference::OtherAddress), Finding::ServiceElsewhere),
        (&pooled, inbound(Difference::OtherMethod), Finding::ServiceMethod),
        (&deferring, inbound(Difference::OtherAddress), Finding::InboundElsewhere),
        (&own, status(Difference::NotSet), Finding::StatusNotSet),
        (&own, status(Difference::OtherAddress), Finding::StatusElsewhere),
        (&own, status(Difference::OtherMethod), Finding::StatusMethod),
        (&own, fallback(Difference::NotSet), Finding::FallbackNotSet),
        (&own, fallback(Difference::OtherAddress), Finding::FallbackElsewhere),
        (&own, fallback(Difference::OtherMethod), Finding::FallbackMethod),
        (&pooled, status(Difference::OtherAddress), Finding::StatusElsewhere),
    ];
    for (provider, differences, expected) in table {
        let reach = reach(Outcome::Answers);
        let facts = Facts { differences: Some(differences), ..well(provider, &reach) };
        assert_eq!(verdict(&findings(&facts)), expected, "{differences:?}");
        if expected != Finding::Well {
            assert_eq!(expected.repair(), Repair::WriteAddresses, "{expected:?}");
        }
    }
}

#[test]
fn each_other_fact_has_its_verdict() {
    assert_eq!(after(|_| ()), Finding::Well);
    assert_eq!(after(|facts| facts.active = false), Finding::SwitchedOff);
    assert_eq!(after(|facts| facts.key_fits = false), Finding::KeyLost);
    assert_eq!(after(|facts| facts.auth_failures = 1), Finding::CredentialsDoubtful);
    assert_eq!(after(|facts| facts.auth_failures = 2), Finding::CredentialsDoubtful);
    assert_eq!(after(|facts| facts.auth_failures = 3), Finding::CredentialsRefused);
    assert_eq!(after(|facts| facts.provider = None), Finding::NotChecked);
    assert_eq!(after(|facts| facts.place = Place::Private), Finding::PrivateAddress);
    assert_eq!(after(|facts| facts.place = Place::Plain), Finding::PlainAddress);
    assert_eq!(after(|facts| facts.last_inbound_at = None), Finding::NothingYet);
    assert_eq!(after(|facts| facts.last_status_at = None), Finding::Well, "the report may be on its way");
    let late = Some(NOW - Millis::minutes(16));
    assert_eq!(after(|facts| (facts.last_sent_at, facts.last_status_at) = (late, None)), Finding::ReportsMissing);
    let table = [
        (Provider { known: false, ..provider() }, Finding::NotAtProvider),
        (Provider { online: false, ..provider() }, Finding::Offline),
        (Provider { standing: "suspended".to_owned(), ..provider() }, Finding::AccountSuspended),
        (Provider { standing: "closed".to_owned(), ..provider() }, Finding::AccountClosed),
        (Provider { quality: Some("Low".to_owned()), ..provider() }, Finding::QualityLow),
        (Provider { quality: Some("HIGH".to_owned()), ..provider() }, Finding::Well),
    ];
    for (said, expected) in table {
        let reach = reach(Outcome::Answers);
        assert_eq!(verdict(&findings(&well(&said, &reach))), expected);
    }
    let table = [
        (reach(Outcome::Silent), Finding::NotReached),
        (reach(Outcome::Stranger), Finding::StrangerAnswers),
        (reach(Outcome::Certificate), Finding::CertificateRefused),
        (
            Reach { certificate_until: Some(NOW + Millis::days(13)), ..reach(Outcome::Answers) },
            Finding::CertificateEnds,
        ),
        (Reach { certificate_until: Some(NOW + Millis::days(15)), ..reach(Outcome::Answers) }, Finding::Well),
    ];
    for (reach, expected) in table {
        assert_eq!(verdict(&findings(&well(&provider(), &reach))), expected, "{reach:?}");
    }
}

#[test]
fn a_refusal_counts_until_something_good_comes_after_it() {
    let refused = |reason, minutes, signed_elsewhere| Refused {
        reason,
        last_at: NOW - Millis::minutes(minutes),
        signed_elsewhere,
    };
    let table = [
        (RefusedReason::BadSignature, false, Finding::BadSignature),
        (RefusedReason::BadSignature, true, Finding::SignedElsewhere),
        (RefusedReason::WrongAccount, false, Finding::WrongAccount),
        (RefusedReason::UnknownNumber, false, Finding::UnknownNumber),
        (RefusedReason::TooLarge, false, Finding::TooLarge),
        (RefusedReason::Unreadable, false, Finding::Unreadable),
    ];
    for (reason, elsewhere, expected) in table {
        let newer = [refused(reason, 1, elsewhere)];
        let older = [refused(reason, 10, elsewhere)];
        let (provider, reach) = (provider(), reach(Outcome::Answers));
        assert_eq!(verdict(&findings(&Facts { refused: &newer, ..well(&provider, &reach) })), expected);
        assert_eq!(verdict(&findings(&Facts { refused: &older, ..well(&provider, &reach) })), Finding::Well);
        let never = Facts { refused: &older, last_inbound_at: None, last_status_at: None, ..well(&provider, &reach) };
        assert_eq!(verdict(&findings(&never)), expected);
    }
}

#[test]
fn the_worst_comes_first_and_what_was_seen_before_what_is_inferred() {
    let refused = [Refused { reason: RefusedReason::BadSignature, last_at: NOW, signed_elsewhere: false }];
    let (provider, reach) = (provider(), reach(Outcome::Silent));
    let differences = Differences { inbound: Difference::NotSet, status: Difference::NotSet, ..RIGHT };
    let facts =
        Facts { refused: &refused, differences: Some(differences), last_inbound_at: None, ..well(&provider, &reach) };
    let expected = [
        Finding::BadSignature,
        Finding::InboundNotSet,
        Finding::NotReached,
        Finding::StatusNotSet,
        Finding::NothingYet,
    ];
    assert_eq!(findings(&facts), expected);
    let waiting = [Finding::BadSignature, Finding::InboundNotSet, Finding::NotReached, Finding::MaybeOtherNumber];
    assert_eq!(likely_reasons(&facts), waiting);
}

#[test]
fn while_waiting_what_cannot_be_seen_is_named_last() {
    let (provider, reach) = (provider(), reach(Outcome::Answers));
    let facts = Facts {
        provider: None,
        differences: None,
        reach: None,
        last_inbound_at: None,
        last_sent_at: None,
        ..well(&provider, &reach)
    };
    assert_eq!(likely_reasons(&facts), [Finding::MaybeService, Finding::MaybeReach, Finding::MaybeOtherNumber]);
    assert_eq!(likely_reasons(&Facts { sandbox: true, ..facts }), [Finding::MaybeNotJoined, Finding::MaybeReach]);
}

#[test]
fn the_sandbox_is_judged_by_what_can_be_known() {
    assert_eq!(after(|facts| (facts.sandbox, facts.provider, facts.differences) = (true, None, None)), Finding::Well);
    let unknown = Provider { known: false, ..provider() };
    let reach = reach(Outcome::Answers);
    assert_eq!(verdict(&findings(&Facts { sandbox: true, ..well(&unknown, &reach) })), Finding::Well);
}

#[test]
fn addresses_that_the_provider_cannot_call_are_known() {
    for (address, private) in [
        ("https://inbox.example.org", false),
        ("https://203.0.113.7:8443", false),
        ("http://127.0.0.1:8080", true),
        ("http://localhost:8080", true),
        ("https://inbox", true),
        ("http://192.168.1.4", true),
        ("http://[::1]:8080", true),
        ("nonsense", true),
    ] {
        assert_eq!(is_private(address), private, "{address}");
    }
}
