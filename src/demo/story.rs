//! What happened in the shop during the last three weeks, in minutes before now.

use super::cast::People::{self, Alkistis, Nikos, Sofia};
use super::cast::To::{self, Shop, Wholesale};
use crate::domain::time::Millis;

/// When the clock stands at the beginning: before the first line.
pub(super) const BEGINS: Millis = Millis::days(-22);

/// One line of a story.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// The customer writes.
    Writes(&'static str),
    /// The customer sends a photo with these words.
    Photo(&'static str),
    /// The customer sends a voice message.
    Voice,
    /// The customer sends a document.
    Document,
    /// The customer looks at the phone.
    Reads,
    /// An agent takes it and reads it.
    Takes(People),
    /// An agent answers.
    Says(People, &'static str),
    /// An agent answers while the customer's phone is off.
    SaysIntoTheVoid(People, &'static str),
    /// An agent sends a template: name, language, values.
    Template(People, &'static str, &'static str, &'static [&'static str]),
    /// As `Template`; WhatsApp refuses it with this code after accepting it.
    TemplateFails(People, &'static str, &'static str, &'static [&'static str], u32),
    /// An agent begins an answer and does not send it.
    Drafts(People, &'static str),
    /// An agent closes it.
    Closes(People),
}
use Act::{
    Closes, Document, Drafts, Photo, Reads, Says, SaysIntoTheVoid, Takes, Template, TemplateFails, Voice, Writes,
};

/// What happens between one customer and one number.
pub(super) struct Story {
    pub(super) who: &'static str,
    pub(super) to: To,
    /// Minutes before now, and what happens then.
    pub(super) lines: &'static [(i64, Act)],
}

const DAY: i64 = 24 * 60;

pub(super) const STORIES: &[Story] = &[
    Story {
        who: "Ειρήνη",
        to: Shop,
        lines: &[
            (21 * DAY, Writes("Καλημέρα! Έχετε σαπούνια για δώρα; Θα ήθελα δώδεκα.")),
            (21 * DAY - 6, Takes(Alkistis)),
            (
                21 * DAY - 7,
                Says(Alkistis, "Καλημέρα σας! Ναι, λεβάντα και φασκόμηλο, 3,80 € το ένα. Να σας ετοιμάσω έξι και έξι;"),
            ),
            (21 * DAY - 12, Reads),
            (21 * DAY - 13, Writes("Τέλεια, ευχαριστώ πολύ!")),
            (21 * DAY - 20, Says(Alkistis, "Έτοιμα αύριο το πρωί, στο κατάστημα.")),
            (21 * DAY - 31, Reads),
            (20 * DAY - 40, Closes(Alkistis)),
            (1_342, Writes("Καλησπέρα! Θα ήθελα δύο τενεκέδες των 5 λίτρων από τη φετινή σοδειά.")),
            (1_338, Takes(Nikos)),
            (1_337, Says(Nikos, "Καλησπέρα σας! Η φετινή βγαίνει από το πιεστήριο την Παρασκευή. Να σας κρατήσω δύο;")),
            (1_300, Reads),
            (11, Photo("Ναι, δύο. Τέτοιους, με το καπάκι που κλειδώνει:")),
            (9, Takes(Nikos)),
            (8, Says(Nikos, "Αυτούς ακριβώς. Σας τους κρατάμε ως την Παρασκευή, 58 € ο ένας.")),
            (5, Reads),
            (4, Writes("Ευχαριστώ! Και τα σαπούνια, έχετε;")),
        ],
    },
    Story {
        who: "Μαρία",
        to: Shop,
        lines: &[
            (1_500, Writes("Καλησπέρα, έχετε ακόμη από τη φετινή σοδειά;")),
            (1_494, Takes(Nikos)),
            (1_493, Says(Nikos, "Καλησπέρα σας! Ναι, σε τρίλιτρο και πεντόλιτρο. Ποιο προτιμάτε;")),
            (1_440, Reads),
            (1_428, Writes("Για το σπίτι, τεσσάρων ατόμων. Το μεγάλο λέω.")),
            (1_427, Writes("Ναι, το πεντόλιτρο. Προλαβαίνετε για Παρασκευή;")),
        ],
    },
    Story {
        who: "Γιώργος",
        to: Wholesale,
        lines: &[
            (1_500, Writes("Καλησπέρα, για χονδρική σε πεντόλιτρα τι τιμή έχετε;")),
            (1_490, Takes(Alkistis)),
            (1_489, Says(Alkistis, "Καλησπέρα σας! Από είκοσι τενεκέδες και πάνω, 52 € ο ένας, παράδοση στην Κρήτη.")),
            (1_480, Reads),
            (1_391, Voice),
        ],
    },
    Story {
        who: "Tom",
        to: Shop,
        lines: &[(850, Writes("Hello! Is the tin lined? My daughter is allergic to some coatings."))],
    },
    Story {
        who: "Claire",
        to: Shop,
        lines: &[
            (185, Writes("Hello from Lyon! I bought your oil last summer.")),
            (182, Photo("Is this the small one?")),
            (180, Writes("And do you ship to France?")),
        ],
    },
    Story { who: "lemonia_k", to: Shop, lines: &[(2, Writes("Στέλνετε και στη Ρόδο;"))] },
    Story {
        who: "Σπύρος", to: Wholesale, lines: &[(1, Writes("Θέλω προσφορά για 40 τενεκέδες, με μεταφορικά."))]
    },
    Story {
        who: "Άννα",
        to: Shop,
        lines: &[
            (1_020, Writes("Καλησπέρα, πότε βγαίνει η φετινή σοδειά;")),
            (1_012, Takes(Sofia)),
            (1_011, Says(Sofia, "Καλησπέρα σας! Την Παρασκευή. Θα σας γράψουμε μόλις βγει.")),
            (990, Reads),
            (21, TemplateFails(Sofia, "nea_sodeia", "el", &["Άννα"], 63_049)),
        ],
    },
    Story {
        who: "Jonas",
        to: Shop,
        lines: &[
            (1_270, Writes("Hi, when will my order 2036 leave?")),
            (1_269, Document),
            (1_261, Takes(Sofia)),
            (1_260, Says(Sofia, "Hello Jonas! Tomorrow morning, by courier.")),
            (1_250, Reads),
            (30, SaysIntoTheVoid(Sofia, "Your parcel left this morning. The number is RR 4402 1187 5 GR.")),
        ],
    },
    Story {
        who: "Νεφέλη",
        to: Shop,
        lines: &[
            (1_700, Writes("Καλησπέρα, είναι έτοιμη η παραγγελία μου;")),
            (1_690, Takes(Alkistis)),
            (1_689, Says(Alkistis, "Καλησπέρα σας! Σε λίγο. Σας γράφουμε μόλις είναι έτοιμη.")),
            (1_680, Reads),
            (52, Template(Alkistis, "etoimi_paralavi", "el", &["Νεφέλη", "την Παρασκευή"])),
        ],
    },
    Story {
        who: "Ελπίδα",
        to: Shop,
        lines: &[
            (780, Writes("Καλησπέρα! Πόσα είναι τα μεταφορικά για Κύπρο;")),
            (126, Takes(Nikos)),
            (125, Drafts(Nikos, "Καλημέρα σας! Τα μεταφορικά για Κύπρο είναι ")),
        ],
    },
    Story {
        who: "Kostas",
        to: Shop,
        lines: &[
            (4_400, Writes("Γεια σας, πόσο κάνει το πεντόλιτρο;")),
            (4_390, Takes(Sofia)),
            (4_389, Says(Sofia, "Γεια σας! 58 €, από τη φετινή σοδειά.")),
            (4_300, Reads),
            (2_900, Writes("STOP")),
        ],
    },
    Story {
        who: "Ingrid",
        to: Shop,
        lines: &[
            (4_000, Writes("Hello, do you ship to Norway?")),
            (3_990, Takes(Sofia)),
            (3_989, Says(Sofia, "Hello Ingrid! Yes, five to seven days, 18 € up to ten kilos.")),
            (3_980, Reads),
            (3_975, Writes("Wonderful, I will order tonight. Thank you!")),
            (3_970, Says(Sofia, "Thank you! We are here if anything comes up.")),
            (3_960, Reads),
            (2_950, Closes(Sofia)),
            (2_920, Writes("5")),
            (2_918, Writes("So quick and so kind, thank you")),
        ],
    },
    Story {
        who: "Πέτρος",
        to: Wholesale,
        lines: &[(1_620, Writes("Πόσο κάνει ο τενεκές με μεταφορικά για Αθήνα;")), (1_560, Takes(Alkistis))],
    },
];
