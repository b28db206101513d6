//! Who plays: the shop's people and numbers, its customers, its templates.

use serde_json::{Value, json};

use crate::domain::template::written::Written;
use crate::domain::user::Role;
use crate::emulator::{Approval, NewTemplate};

/// The password of everybody in the demo. It guards nothing: the demo listens on this machine only.
pub const PASSWORD: &str = "olive-grove";

/// The shop's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum People {
    /// The admin.
    Dimitra,
    /// An agent.
    Nikos,
    /// An agent.
    Alkistis,
    /// An agent, for those who write in English.
    Sofia,
}

impl People {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nikos, Self::Alkistis, Self::Sofia, Self::Dimitra];

    /// As colleagues call them.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dimitra => "Δήμητρα",
            Self::Nikos => "Νίκος",
            Self::Alkistis => "Άλκηστις",
            Self::Sofia => "Sofia",
        }
    }

    /// What they type to sign in.
    #[must_use]
    pub const fn email(self) -> &'static str {
        match self {
            Self::Dimitra => "dimitra@demo.example",
            Self::Nikos => "nikos@demo.example",
            Self::Alkistis => "alkistis@demo.example",
            Self::Sofia => "sofia@demo.example",
        }
    }

    /// What they may do.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Dimitra => Role::Admin,
            Self::Nikos | Self::Alkistis | Self::Sofia => Role::Agent,
        }
    }
}

/// The shop's two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    Shop,
    Wholesale,
}

impl To {
    pub(super) const ALL: [Self; 2] = [Self::Shop, Self::Wholesale];

    pub(super) const fn address(self) -> &'static str {
        match self {
            Self::Shop => "whatsapp:+302810000014",
            Self::Wholesale => "whatsapp:+302810000025",
        }
    }

    /// As the team calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Shop => "Shop",
            Self::Wholesale => "Wholesale",
        }
    }

    /// As customers see it.
    pub(super) const fn shown(self) -> &'static str {
        match self {
            Self::Shop => "Ελαιοπωλείο",
            Self::Wholesale => "Ελαιοπωλείο, χονδρική",
        }
    }
}

/// Customers: name, address, and the user id that WhatsApp tells beside a number.
pub(super) const CUSTOMERS: &[(&str, &str, Option<&str>)] = &[
    ("Ειρήνη", "whatsapp:+306900000147", Some("whatsapp:GR.1A2B3C4D5E6F")),
    ("Μαρία", "whatsapp:+306900000111", None),
    ("Γιώργος", "whatsapp:+306900000182", None),
    ("Tom", "whatsapp:+447700900123", None),
    ("Claire", "whatsapp:+33639980011", None),
    ("lemonia_k", "whatsapp:GR.9Z8Y7X6W5V4U", None),
    ("Σπύρος", "whatsapp:+306900000163", None),
    ("Άννα", "whatsapp:+306900000129", None),
    ("Jonas", "whatsapp:+4915200000137", None),
    ("Νεφέλη", "whatsapp:+306900000174", None),
    ("Ελπίδα", "whatsapp:+35799000018", None),
    ("Kostas", "whatsapp:+306900000155", None),
    ("Ingrid", "whatsapp:+4740000016", None),
    ("Πέτρος", "whatsapp:+306900000198", None),
];

/// Quick replies that everybody shares: title, text, language, tag.
pub(super) const QUICK_REPLIES: &[(&str, &str, &str, &str)] = &[
    (
        "Ωράριο",
        "Καλησπέρα {{contact.first_name|σας}}! Είμαστε ανοιχτά *9:00 με 21:00*, Δευτέρα ως Σάββατο.",
        "el",
        "κατάστημα",
    ),
    ("Opening hours", "Hello {{contact.first_name|there}}! We are open *9 to 9*, Monday to Saturday.", "en", "shop"),
    ("Μεταφορικά", "Στέλνουμε σε όλη την Ελλάδα με 4 €, και από 60 € χωρίς χρέωση.", "el", "αποστολή"),
    ("Shipping", "We ship to all of Europe: 9 €, and free of charge from 90 €.", "en", "shipping"),
    (
        "Ευχαριστώ",
        "Σας ευχαριστούμε, {{contact.first_name|και καλή συνέχεια}}. Ό,τι χρειαστείτε, εδώ είμαστε. {{agent.name}}",
        "el",
        "τέλος",
    ),
    (
        "Thank you",
        "Thank you, {{contact.first_name|and all the best}}. We are here whenever you need us. {{agent.name}}",
        "en",
        "end",
    ),
    (
        "Η παραγγελία",
        "Η παραγγελία {{var.order_id|σας}} ετοιμάζεται και φεύγει με την πρώτη αποστολή.",
        "el",
        "αποστολή",
    ),
    ("The order", "Your order {{var.order_id}} is being packed, and leaves with the next shipment.", "en", "shipping"),
    ("IBAN", "GR16 0110 1250 0000 0001 2300 695, {{number.name}}", "", "payment"),
];

/// Quick replies that one person keeps: whose, title, text, language.
pub(super) const OWN_QUICK_REPLIES: &[(People, &str, &str, &str)] = &[
    (People::Nikos, "Σε πέντε λεπτά", "Ένα λεπτό να το δω και σας γράφω αμέσως. {{agent.name}}", "el"),
    (People::Sofia, "On it", "Give me five minutes to look into it. {{agent.name}}", "en"),
];

/// Variables and the texts that fill them in.
type Texts = &'static [(&'static str, &'static str)];

/// What fills the variables of templates in: name, language, texts by variable.
pub(super) const BINDINGS: &[(&str, &str, Texts)] = &[
    ("apostoli_paraggelias", "el", &[("1", "{{contact.first_name|σας}}"), ("2", "{{var.order_id}}")]),
    ("etoimi_paralavi", "el", &[("1", "{{contact.first_name|σας}}")]),
    ("order_shipped", "en", &[("1", "{{contact.first_name|there}}"), ("2", "{{var.order_id}}")]),
    ("order_shipped", "fr", &[("1", "{{contact.first_name|cher client}}"), ("2", "{{var.order_id}}")]),
    ("nea_sodeia", "el", &[("1", "{{contact.first_name|σας}}")]),
];

/// In which language customers write, as the team has noted it.
pub(super) const LANGUAGES: &[(&str, &str)] = &[
    ("Ειρήνη", "el"),
    ("Μαρία", "el"),
    ("Γιώργος", "el"),
    ("Tom", "en"),
    ("Claire", "fr"),
    ("Νεφέλη", "el"),
    ("Jonas", "en"),
    ("Ingrid", "en"),
    ("Πέτρος", "el"),
];

/// What the shop's till has told about a customer's latest conversation: name, variable, value.
pub(super) const KNOWN: &[(&str, &str, &str)] = &[
    ("Μαρία", "order_id", "2044"),
    ("Jonas", "order_id", "2036"),
    ("Νεφέλη", "order_id", "2041"),
    ("Νεφέλη", "courier", "ACS"),
    ("Claire", "order_id", "2039"),
];

/// A template that somebody has begun to write, and that WhatsApp would not take yet.
pub(super) fn draft() -> Written {
    let samples = [("1", "Άννα"), ("2", "8 Δεκεμβρίου")];
    Written {
        name: "orario_giorton".to_owned(),
        language: "el".to_owned(),
        category: "utility".to_owned(),
        body: "Καλησπέρα {{1}}, στις γιορτές το κατάστημα ανοίγει στις 10:00, αρχίζοντας από {{2}}".to_owned(),
        samples: samples.map(|(name, sample)| (name.to_owned(), sample.to_owned())).into(),
        bindings: [("1".to_owned(), "{{contact.first_name|σας}}".to_owned())].into(),
        ..Written::default()
    }
}

/// Templates in every state that WhatsApp knows, and the reason where one was refused.
pub(super) fn templates() -> Vec<(NewTemplate, &'static str)> {
    let text = |body: &str| json!({ "twilio/text": { "body": body } });
    let make = |name: &str, language: &str, category: &str, approval, types: Value, samples: &[&str]| {
        let variables: serde_json::Map<String, Value> =
            (1..).zip(samples).map(|(place, sample)| (place.to_string(), json!(sample))).collect();
        NewTemplate {
            name: name.to_owned(),
            language: language.to_owned(),
            types,
            variables: Value::Object(variables),
            category: category.to_owned(),
            approval,
            ..NewTemplate::default()
        }
    };
    let shipped = json!({ "twilio/quick-reply": {
        "body": "Καλησπέρα {{1}}, η παραγγελία {{2}} φεύγει {{3}} με μεταφορική. Θέλετε να αλλάξουμε κάτι;",
        "actions": [
            { "type": "QUICK_REPLY", "title": "Όχι, είναι εντάξει", "id": "fine" },
            { "type": "QUICK_REPLY", "title": "Θέλω αλλαγή", "id": "change" },
        ],
    } });
    let ready = "Καλησπέρα {{1}}, η παραγγελία σας είναι έτοιμη. Σας περιμένουμε έως {{2}}, ως τις 21:00.";
    let back_el = "Θέλουμε να σας απαντήσουμε. Στείλτε μας ένα μήνυμα και συνεχίζουμε από εκεί.";
    let back_en = "We would like to answer you. Send us any message, and we go on from there.";
    let sent_en = "Hello {{1}}, your order {{2}} left our press on {{3}}. Thank you for your patience!";
    let sent_fr = "Bonjour {{1}}, votre commande {{2}} a quitté notre moulin {{3}}. Merci de votre patience !";
    let changed_en = "Hello {{1}}, your order {{2}} leaves on {{3}} by courier. Shall we change anything?";
    let harvest_el = "Καλησπέρα {{1}}, η φετινή σοδειά έφτασε. Γράψτε ΝΑΙ και σας κρατάμε δύο τενεκέδες.";
    let harvest_en = "The new harvest is here, {{1}}. Reply YES to keep two tins for you, at {{2}} {{3}}";
    let soap = "Σαπούνι φασκόμηλο, τρία στην τιμή των δύο, {{1}}, ως το Σάββατο στο κατάστημα.";
    let closed = "Θα είμαστε κλειστά από {{1}} έως {{2}}. Καλές γιορτές!";
    let opinion = "Πώς σας φάνηκε το λάδι, {{1}}; Μια λέξη μας αρκεί.";
    let opinion_en = "How did you like the oil, {{1}}? One word is enough for us.";
    let format = "INVALID_FORMAT: two variables stand next to each other at the end";
    vec![
        (make("apostoli_paraggelias", "el", "UTILITY", Approval::Approved, shipped, &["Γιώργο", "2041", "αύριο"]), ""),
        (
            make(
                "apostoli_paraggelias",
                "en",
                "UTILITY",
                Approval::Received,
                text(changed_en),
                &["Tom", "2041", "Friday"],
            ),
            "",
        ),
        (make("etoimi_paralavi", "el", "UTILITY", Approval::Approved, text(ready), &["Νεφέλη", "την Παρασκευή"]), ""),
        (make("rotisi_epistrofis", "el", "UTILITY", Approval::Approved, text(back_el), &[]), ""),
        (make("rotisi_epistrofis", "en", "UTILITY", Approval::Approved, text(back_en), &[]), ""),
        (make("order_shipped", "en", "UTILITY", Approval::Approved, text(sent_en), &["Tom", "2036", "Thursday"]), ""),
        (make("order_shipped", "fr", "UTILITY", Approval::Approved, text(sent_fr), &["Claire", "2039", "jeudi"]), ""),
        (make("nea_sodeia", "el", "MARKETING", Approval::Approved, text(harvest_el), &["Άννα"]), ""),
        (make("new_harvest", "en", "MARKETING", Approval::Rejected, text(harvest_en), &["Tom", "58 €", "now"]), format),
        (make("prosfora_sapouniou", "el", "MARKETING", Approval::Paused, text(soap), &["Μαρία"]), ""),
        (make("klisto_eortes", "el", "UTILITY", Approval::Disabled, text(closed), &["24/12", "2/1"]), ""),
        (make("aksiologisi", "el", "UTILITY", Approval::Unsubmitted, text(opinion), &["Άννα"]), ""),
        (make("aksiologisi", "en", "UTILITY", Approval::Pending, text(opinion_en), &["Tom"]), ""),
    ]
}
