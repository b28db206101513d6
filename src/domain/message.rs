//! What a message is, and how its delivery status may move.

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the contact to us.
    In,
    /// From us to the contact.
    Out,
}

/// Turns a fieldless enum into its stored word and back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word used in SQL, URLs and the API.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The value of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub(crate) use words;

impl Direction {
    /// The word used in SQL and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

words! {
    /// What a message consists of. Kinds that this version cannot show are kept and shown as a grey line.
    Kind {
        /// Plain text.
        Text = "text",
        /// A template of ours.
        Template = "template",
        /// A pressed quick-reply button.
        Button = "button",
        /// An answer from a list.
        List = "list",
        /// A picture.
        Image = "image",
        /// A sticker.
        Sticker = "sticker",
        /// Voice or other audio.
        Audio = "audio",
        /// A video.
        Video = "video",
        /// A document.
        Document = "document",
        /// A place.
        Location = "location",
        /// One or more contact cards.
        Contacts = "contacts",
        /// The answer of a WhatsApp flow.
        Flow = "flow",
        /// Something that this version does not understand.
        Unknown = "unknown",
    }
}

impl Kind {
    /// Whether a message of it consists of a file.
    #[must_use]
    pub const fn is_file(self) -> bool {
        matches!(self, Self::Image | Self::Sticker | Self::Audio | Self::Video | Self::Document | Self::Contacts)
    }
}

words! {
    /// Delivery status. Inbound messages are always `received`.
    Status {
        /// Inbound, on disk.
        Received = "received",
        /// In our outbox, not yet handed over.
        Pending = "pending",
        /// Handed over, no answer: it is being looked up and is not sent twice.
        Unknown = "unknown",
        /// Accepted by the provider.
        Accepted = "accepted",
        /// In the provider's queue.
        Queued = "queued",
        /// Leaving the provider.
        Sending = "sending",
        /// At WhatsApp.
        Sent = "sent",
        /// On the contact's phone.
        Delivered = "delivered",
        /// Read by the contact.
        Read = "read",
        /// Never left the provider, or never left us.
        Failed = "failed",
        /// Refused on the way.
        Undelivered = "undelivered",
        /// Taken back before it left.
        Canceled = "canceled",
    }
}

impl Status {
    /// How far a message has come; `None` for the ends that are not progress.
    const fn rank(self) -> Option<u8> {
        match self {
            Self::Pending | Self::Received => Some(0),
            Self::Unknown => Some(1),
            Self::Accepted => Some(2),
            Self::Queued => Some(3),
            Self::Sending => Some(4),
            Self::Sent => Some(5),
            Self::Delivered => Some(6),
            Self::Read => Some(7),
            Self::Failed | Self::Undelivered | Self::Canceled => None,
        }
    }

    /// Whether the message ended without arriving.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        self.rank().is_none()
    }

    /// Whether nothing more is expected (read receipts may still follow a delivery).
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Received | Self::Delivered | Self::Read) || self.is_failure()
    }

    /// The status after `report` came in: `Some` if it moves the message, `None` if it changes nothing.
    ///
    /// Reports arrive early, twice and shuffled. A lower rank changes nothing; a failure ends what has
    /// not arrived; nothing follows a failure, for the provider's `failed`, `undelivered` and `canceled`
    /// are final.
    #[must_use]
    pub fn after(self, report: Self) -> Option<Self> {
        match (self.rank(), report.rank()) {
            (Some(now), Some(new)) if new > now && self != Self::Received => Some(report),
            (Some(_), None) if !matches!(self, Self::Delivered | Self::Read | Self::Received) => Some(report),
            _ => None,
        }
    }
}

words! {
    /// Who wrote a message.
    Author {
        /// The contact.
        Contact = "contact",
        /// A user in the browser.
        User = "user",
        /// A program through the API.
        Token = "token",
        /// The system, when something happened.
        Automatic = "automatic",
        /// Somebody outside Angelia, found at the provider.
        Outside = "outside",
    }
}

words! {
    /// Where the bytes of a media item are.
    MediaState {
        /// Not fetched yet.
        Loading = "loading",
        /// Stored.
        Ready = "ready",
        /// Could not be fetched.
        Failed = "failed",
        /// Not accepted (size, type, setting).
        Refused = "refused",
        /// Stored, and shown to nobody before it was looked through for viruses.
        Held = "held",
        /// Kept for as long as files are, then erased.
        Removed = "removed",
    }
}

impl MediaState {
    /// Whether its bytes may be had.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Ready)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_unique_and_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.word()), Some(*status));
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(Status::from_word("seen"), None);
    }

    #[test]
    fn reports_only_move_forward() {
        use Status::{
            Accepted, Canceled, Delivered, Failed, Pending, Queued, Read, Received, Sent, Undelivered, Unknown,
        };
        for (now, report, want) in [
            (Pending, Accepted, Some(Accepted)),
            (Pending, Read, Some(Read)),
            (Unknown, Sent, Some(Sent)),
            (Sent, Queued, None),
            (Sent, Sent, None),
            (Delivered, Sent, None),
            (Read, Delivered, None),
            (Sent, Undelivered, Some(Undelivered)),
            (Delivered, Failed, None),
            (Read, Undelivered, None),
            (Failed, Delivered, None),
            (Undelivered, Failed, None),
            (Canceled, Sent, None),
            (Received, Read, None),
            (Received, Failed, None),
        ] {
            assert_eq!(now.after(report), want, "{now:?} then {report:?}");
        }
    }

    proptest::proptest! {
        /// Whatever the order in which reports come, the end is the same as in the right order: the
        /// furthest progress, or the failure if one came before the arrival.
        #[test]
        fn progress_does_not_depend_on_the_order(reports in proptest::collection::vec(0_usize..5, 1..12)) {
            const PROGRESS: [Status; 5] =
                [Status::Queued, Status::Sending, Status::Sent, Status::Delivered, Status::Read];
            let end = reports.iter().fold(Status::Pending, |now, index| now.after(PROGRESS[*index]).unwrap_or(now));
            let furthest = reports.iter().max().copied().unwrap();
            proptest::prop_assert_eq!(end, PROGRESS[furthest]);
        }

        #[test]
        fn a_status_never_moves_backwards(now in 0_usize..12, report in 0_usize..12) {
            let (now, report) = (Status::ALL[now], Status::ALL[report]);
            if let Some(next) = now.after(report) {
                proptest::prop_assert_eq!(next, report);
                proptest::prop_assert!(!now.is_failure());
                proptest::prop_assert!(next.is_failure() || next.rank() > now.rank());
                proptest::prop_assert_eq!(next.after(report), None);
            }
        }
    }
}
