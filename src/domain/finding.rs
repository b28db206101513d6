//! What may be found about a number: how bad it is, and the one thing to do about it.

use crate::domain::message::words;

words! {
    /// How bad it is; a dot and a word in lists.
    Level {
        /// Nothing arrives, or nothing goes out.
        Bad = "bad",
        /// It works, and something should be looked at.
        Soon = "soon",
        /// Switched off, or not known yet.
        Off = "off",
        /// All is well.
        Fine = "ok",
    }
}

words! {
    /// What is to be done about it: the one button.
    Repair {
        /// Nothing, or nothing here.
        Nothing = "nothing",
        /// Write our addresses to the provider.
        WriteAddresses = "write_addresses",
        /// Enter them by hand.
        EnterByHand = "enter_by_hand",
        /// Give the account's credentials again.
        GiveCredentials = "give_credentials",
        /// Add the number that posts come for.
        AddNumber = "add_number",
        /// Ask the provider.
        Check = "check",
        /// Switch it on.
        SwitchOn = "switch_on",
        /// Look at the number at the provider.
        Console = "console",
    }
}

words! {
    /// Something that was found; the tail of its sentence's key.
    Finding {
        /// Switched off.
        SwitchedOff = "switched_off",
        /// The key of this installation does not fit the account's secrets.
        KeyLost = "key_lost",
        /// The provider refuses our credentials, three times in a row.
        CredentialsRefused = "credentials_refused",
        /// It refused them lately.
        CredentialsDoubtful = "credentials_doubtful",
        /// The account is suspended there.
        AccountSuspended = "account_suspended",
        /// The account is closed there.
        AccountClosed = "account_closed",
        /// Posts come, signed for another address than ours.
        SignedElsewhere = "signed_elsewhere",
        /// Posts come, signed with another token.
        BadSignature = "bad_signature",
        /// Posts of another account come to these addresses.
        WrongAccount = "wrong_account",
        /// Posts come for a number that we do not have.
        UnknownNumber = "unknown_number",
        /// Posts come that are too large.
        TooLarge = "too_large",
        /// Posts come that cannot be read.
        Unreadable = "unreadable",
        /// The account does not have this number.
        NotAtProvider = "not_at_provider",
        /// The provider has it offline.
        Offline = "offline",
        /// The service has no address for messages: it receives nothing.
        ServiceReceivesNothing = "service_receives_nothing",
        /// The service's own address for messages wins, and is another.
        ServiceElsewhere = "service_elsewhere",
        /// The service calls us by another method.
        ServiceMethod = "service_method",
        /// No address for messages.
        InboundNotSet = "inbound_not_set",
        /// Messages go to another address.
        InboundElsewhere = "inbound_elsewhere",
        /// Messages come by another method.
        InboundMethod = "inbound_method",
        /// Our public address is one that only we can call.
        PrivateAddress = "private_address",
        /// Nobody answers at our public address.
        NotReached = "not_reached",
        /// Somebody else answers there.
        StrangerAnswers = "stranger_answers",
        /// The certificate there is refused.
        CertificateRefused = "certificate_refused",
        /// The certificate ends soon.
        CertificateEnds = "certificate_ends",
        /// The address is not protected by TLS.
        PlainAddress = "plain_address",
        /// No address for reports.
        StatusNotSet = "status_not_set",
        /// Reports go to another address.
        StatusElsewhere = "status_elsewhere",
        /// Reports come by another method.
        StatusMethod = "status_method",
        /// No second address.
        FallbackNotSet = "fallback_not_set",
        /// The second address is another.
        FallbackElsewhere = "fallback_elsewhere",
        /// The second address is called by another method.
        FallbackMethod = "fallback_method",
        /// Messages go out, and no report comes back.
        ReportsMissing = "reports_missing",
        /// WhatsApp finds the quality low.
        QualityLow = "quality_low",
        /// Nobody has written yet.
        NothingYet = "nothing_yet",
        /// The provider was never asked.
        NotChecked = "not_checked",
        /// All is well.
        Well = "well",
        /// A guess while waiting: the number may be in a service.
        MaybeService = "maybe_service",
        /// A guess while waiting: the provider may not reach us.
        MaybeReach = "maybe_reach",
        /// A guess while waiting: the phone has not joined the sandbox.
        MaybeNotJoined = "maybe_not_joined",
        /// A guess while waiting: the message went to another number.
        MaybeOtherNumber = "maybe_other_number",
    }
}

impl Finding {
    /// How bad it is.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Well => Level::Fine,
            Self::SwitchedOff | Self::NotChecked => Level::Off,
            Self::CredentialsDoubtful
            | Self::WrongAccount
            | Self::UnknownNumber
            | Self::TooLarge
            | Self::Unreadable
            | Self::CertificateEnds
            | Self::PlainAddress
            | Self::StatusNotSet
            | Self::StatusElsewhere
            | Self::StatusMethod
            | Self::FallbackNotSet
            | Self::FallbackElsewhere
            | Self::FallbackMethod
            | Self::ReportsMissing
            | Self::QualityLow
            | Self::NothingYet
            | Self::MaybeService
            | Self::MaybeReach
            | Self::MaybeNotJoined
            | Self::MaybeOtherNumber => Level::Soon,
            _ => Level::Bad,
        }
    }

    /// What is to be done about it.
    #[must_use]
    pub const fn repair(self) -> Repair {
        match self {
            Self::ServiceReceivesNothing
            | Self::ServiceElsewhere
            | Self::ServiceMethod
            | Self::InboundNotSet
            | Self::InboundElsewhere
            | Self::InboundMethod
            | Self::StatusNotSet
            | Self::StatusElsewhere
            | Self::StatusMethod
            | Self::FallbackNotSet
            | Self::FallbackElsewhere
            | Self::FallbackMethod
            | Self::SignedElsewhere => Repair::WriteAddresses,
            Self::KeyLost | Self::CredentialsRefused | Self::CredentialsDoubtful | Self::BadSignature => {
                Repair::GiveCredentials
            }
            Self::UnknownNumber => Repair::AddNumber,
            Self::NotChecked | Self::NotReached | Self::StrangerAnswers | Self::CertificateRefused => Repair::Check,
            Self::SwitchedOff => Repair::SwitchOn,
            Self::AccountSuspended | Self::AccountClosed | Self::NotAtProvider | Self::Offline => Repair::Console,
            _ => Repair::Nothing,
        }
    }

    /// Whether it can be why no message arrives.
    #[must_use]
    pub const fn stops_messages(self) -> bool {
        match self {
            Self::WrongAccount | Self::UnknownNumber | Self::Unreadable | Self::TooLarge | Self::PlainAddress => true,
            Self::NothingYet | Self::Well | Self::NotChecked => false,
            other => matches!(other.level(), Level::Bad | Level::Off),
        }
    }

    /// Whether it is about our own public address.
    #[must_use]
    pub const fn is_about_our_address(self) -> bool {
        matches!(self, Self::PrivateAddress | Self::NotReached | Self::StrangerAnswers | Self::CertificateRefused)
    }
}
