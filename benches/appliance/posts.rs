//! Signed posts as the provider makes them, ready to be written to a connection.

use std::sync::atomic::{AtomicUsize, Ordering};

use angelia::twilio::signature::sign;

/// The address that the posts are signed for.
pub const PUBLIC_URL: &str = "https://inbox.example.org";
/// The unguessable part of the webhook addresses.
pub const KEY: &str = "measured-key-measured-key-measured-key-meas";
/// The account's SID.
pub const ACCOUNT_SID: &str = "AC00000000000000000000000000000001";
/// The account's auth token.
pub const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// Our number.
pub const NUMBER: &str = "whatsapp:+14155238886";
/// Different contacts who write.
const CONTACTS: u64 = 500;

const WORDS: [&str; 24] = [
    "hello",
    "my",
    "order",
    "4711",
    "has",
    "not",
    "arrived",
    "yet",
    "could",
    "you",
    "please",
    "check",
    "the",
    "status",
    "and",
    "tell",
    "me",
    "when",
    "it",
    "ships",
    "Καλημέρα",
    "πού",
    "είναι",
    "παραγγελία",
];

/// Whole HTTP requests, one after the other.
pub struct Pool {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    forms: Vec<Vec<(String, String)>>,
}

/// Hands out every request of a pool once, or for ever.
pub struct Turn<'a> {
    pool: &'a Pool,
    next: AtomicUsize,
    again: bool,
}

impl Pool {
    /// `count` different messages.
    pub fn make(count: usize) -> Self {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut pool =
            Self { bytes: Vec::with_capacity(count * 1_100), ends: Vec::with_capacity(count), forms: vec![] };
        for _ in 0..count {
            let form = message(&mut random);
            pool.add(&form);
            if pool.forms.len() < FORMS_KEPT {
                pool.forms.push(form);
            }
        }
        let bytes = pool.bytes.len() / count.max(1);
        println!("{count} signed posts of {CONTACTS} contacts made, {bytes} bytes each with their headers");
        pool
    }

    fn add(&mut self, form: &[(String, String)]) {
        let path = format!("/webhooks/twilio/{KEY}/inbound");
        let signature = sign(AUTH_TOKEN, &format!("{PUBLIC_URL}{path}"), form);
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: inbox.example.org\r\nContent-Type: application/x-www-form-urlencoded; \
             charset=UTF-8\r\nX-Twilio-Signature: {signature}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.bytes.extend_from_slice(request.as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The parameters of the first of them, for measuring without HTTP.
    pub fn forms(&self) -> &[Vec<(String, String)>] {
        &self.forms
    }

    /// All of them in turn; `again`: from the start when they are used up.
    pub fn turn(&self, again: bool) -> Turn<'_> {
        Turn { pool: self, next: AtomicUsize::new(0), again }
    }
}

/// Parameters kept for measuring without HTTP.
const FORMS_KEPT: usize = 100_000;

impl<'a> Turn<'a> {
    /// The next request, unless all were handed out.
    pub fn next(&self) -> Option<&'a [u8]> {
        let mut index = self.next.fetch_add(1, Ordering::Relaxed);
        if self.again {
            index %= self.pool.len();
        }
        let end = *self.pool.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.pool.ends[index - 1] };
        Some(&self.pool.bytes[start..end])
    }
}

fn message(random: &mut Random) -> Vec<(String, String)> {
    let sid = format!("SM{:016x}{:016x}", random.next(), random.next());
    let contact = random.below(CONTACTS);
    let digits = format!("3069{contact:08}");
    let words = 4 + random.below(18);
    let body: Vec<&str> = (0..words).map(|_| WORDS[random.below(24) as usize]).collect();
    let pairs = [
        ("SmsMessageSid", sid.clone()),
        ("NumMedia", "0".to_owned()),
        ("ProfileName", format!("Contact {contact}")),
        ("MessageType", "text".to_owned()),
        ("SmsSid", sid.clone()),
        ("WaId", digits.clone()),
        ("SmsStatus", "received".to_owned()),
        ("Body", body.join(" ")),
        ("To", NUMBER.to_owned()),
        ("NumSegments", "1".to_owned()),
        ("ReferralNumMedia", "0".to_owned()),
        ("MessageSid", sid),
        ("AccountSid", ACCOUNT_SID.to_owned()),
        ("From", format!("whatsapp:+{digits}")),
        ("ApiVersion", "2010-04-01".to_owned()),
        ("ChannelMetadata", metadata(contact, &digits)),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

fn metadata(contact: u64, digits: &str) -> String {
    format!(
        "{{\"type\":\"whatsapp\",\"data\":{{\"context\":{{\"ProfileName\":\"Contact {contact}\",\"WaId\":\"{digits}\"}}}}}}"
    )
}

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }
}
