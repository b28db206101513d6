//! What bytes are, by how they begin. The announced type only decides between things that begin alike.

/// So much of the beginning is looked at.
pub const HEAD_BYTES: usize = 4_096;

/// What is read when nothing is known.
const UNKNOWN: &str = "application/octet-stream";
const ZIP: &str = "application/zip";
const OLE: &str = "application/x-ole-storage";

/// Beginnings that say it all.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"\x89PNG\r\n\x1A\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"\x1A\x45\xDF\xA3", "video/webm"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", OLE),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1A\x07", "application/vnd.rar"),
    (b"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"),
    (b"\x1F\x8B", "application/gzip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7FELF", "application/x-elf"),
    (b"\xCF\xFA\xED\xFE", "application/x-mach-binary"),
    (b"\xCA\xFE\xBA\xBE", "application/java-vm"),
    (b"#!", "text/x-shellscript"),
];

/// What a text is, by its first word in lower case.
const TEXTS: &[(&str, &str)] = &[
    ("begin:vcard", "text/vcard"),
    ("begin:vcalendar", "text/calendar"),
    ("<!doctype html", "text/html"),
    ("<html", "text/html"),
    ("<head", "text/html"),
    ("<body", "text/html"),
    ("<script", "text/html"),
    ("<svg", "image/svg+xml"),
    ("<!doctype svg", "image/svg+xml"),
    ("<?xml", "application/xml"),
];

/// Types with the end that a file's name has, the first being the usual one.
const EXTENSIONS: &[(&str, &[&str])] = &[
    ("image/jpeg", &["jpg", "jpeg", "jpe"]),
    ("image/png", &["png"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/svg+xml", &["svg"]),
    ("image/bmp", &["bmp"]),
    ("image/tiff", &["tiff", "tif"]),
    ("audio/ogg", &["ogg", "oga", "opus"]),
    ("audio/amr", &["amr"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/aac", &["aac"]),
    ("audio/mp4", &["m4a", "mp4"]),
    ("audio/wav", &["wav"]),
    ("audio/flac", &["flac"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/3gpp", &["3gp"]),
    ("video/quicktime", &["mov"]),
    ("video/webm", &["webm"]),
    ("application/pdf", &["pdf"]),
    ("application/msword", &["doc"]),
    ("application/vnd.ms-excel", &["xls"]),
    ("application/vnd.ms-powerpoint", &["ppt"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/rtf", &["rtf"]),
    (ZIP, &["zip"]),
    ("application/gzip", &["gz", "tgz"]),
    ("application/vnd.rar", &["rar"]),
    ("application/x-7z-compressed", &["7z"]),
    ("application/x-msdownload", &["exe", "dll", "scr", "com"]),
    ("application/java-vm", &["class"]),
    ("text/x-shellscript", &["sh"]),
    ("text/html", &["html", "htm"]),
    ("application/xml", &["xml"]),
    ("text/vcard", &["vcf"]),
    ("text/calendar", &["ics"]),
    ("text/csv", &["csv"]),
    ("text/plain", &["txt", "log", "md"]),
];

/// Whether a name with this end may belong to a type, and the end that does; `None` for types we know nothing of.
#[must_use]
pub fn extension_of(content_type: &str) -> Option<&'static [&'static str]> {
    EXTENSIONS.iter().find(|(known, _)| *known == content_type).map(|(_, ends)| *ends)
}

/// What the bytes that begin with `head` are. `announced` is what somebody called them.
#[must_use]
pub fn sniff(head: &[u8], announced: &str) -> String {
    let announced = announced.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let found = container(head, &announced).or_else(|| {
        BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning)).map(|(_, content_type)| *content_type)
    });
    match found {
        Some(ZIP) => zip(head, &announced),
        Some(OLE) => one_of(&announced, "application/vnd.ms-", OLE)
            .or_else(|| word(&announced))
            .unwrap_or_else(|| OLE.to_owned()),
        Some("video/webm") if announced.starts_with("audio/") => "audio/webm".to_owned(),
        Some("audio/ogg") if announced == "video/ogg" => announced,
        Some(known) => known.to_owned(),
        None => text(head, &announced),
    }
}

fn one_of(announced: &str, prefix: &str, other: &str) -> Option<String> {
    (announced.starts_with(prefix) && announced != other).then(|| announced.to_owned())
}

fn word(announced: &str) -> Option<String> {
    (announced == "application/msword").then(|| announced.to_owned())
}

/// Containers say what they are a few bytes later.
fn container(head: &[u8], announced: &str) -> Option<&'static str> {
    let at = |from: usize, len: usize| head.get(from..from + len).unwrap_or_default();
    match (at(0, 4), at(8, 4)) {
        (b"RIFF", b"WEBP") => return Some("image/webp"),
        (b"RIFF", b"WAVE") => return Some("audio/wav"),
        (b"RIFF", b"AVI ") => return Some("video/x-msvideo"),
        _ => {}
    }
    if at(4, 4) == b"ftyp" {
        let brand = at(8, 4);
        return Some(match brand {
            b"M4A " | b"M4B " => "audio/mp4",
            b"qt  " => "video/quicktime",
            b"heic" | b"heix" | b"mif1" => "image/heic",
            b"avif" => "image/avif",
            _ if brand.starts_with(b"3g") && announced != "audio/3gpp" => "video/3gpp",
            _ if brand.starts_with(b"3g") => "audio/3gpp",
            _ if announced.starts_with("audio/") => "audio/mp4",
            _ => "video/mp4",
        });
    }
    // Frames of MPEG audio and of AAC begin with eleven or twelve bits that are set.
    match head {
        [0xFF, 0xF1 | 0xF9, ..] => Some("audio/aac"),
        [0xFF, 0xFB | 0xF3 | 0xF2 | 0xFA, ..] => Some("audio/mpeg"),
        _ => None,
    }
}

/// Office documents are archives; what they hold says which.
fn zip(head: &[u8], announced: &str) -> String {
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    let office = "application/vnd.openxmlformats-officedocument.";
    for (folder, kind) in [
        (b"word/".as_slice(), "wordprocessingml.document"),
        (b"xl/", "spreadsheetml.sheet"),
        (b"ppt/", "presentationml.presentation"),
    ] {
        if has(folder) {
            return format!("{office}{kind}");
        }
    }
    if has(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        return "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    }
    if has(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return "application/vnd.oasis.opendocument.text".to_owned();
    }
    if has(b"META-INF/MANIFEST.MF") {
        return "application/java-archive".to_owned();
    }
    if has(b"AndroidManifest.xml") {
        return "application/vnd.android.package-archive".to_owned();
    }
    // The folder that tells comes later than where we look: that it is an office document fits what begins so.
    if has(b"[Content_Types].xml") && announced.starts_with(office) { announced.to_owned() } else { ZIP.to_owned() }
}

fn text(head: &[u8], announced: &str) -> String {
    let clean = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The look may end in the middle of a letter.
        Err(error) if error.error_len().is_none() => {
            head.get(..error.valid_up_to()).and_then(|head| std::str::from_utf8(head).ok()).unwrap_or_default()
        }
        Err(_) => return UNKNOWN.to_owned(),
    };
    if clean.is_empty()
        || clean.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}'))
    {
        return UNKNOWN.to_owned();
    }
    let beginning: String = clean.trim_start_matches('\u{feff}').trim_start().chars().take(40).collect();
    let beginning = beginning.to_ascii_lowercase();
    if let Some((_, known)) = TEXTS.iter().find(|(word, _)| beginning.starts_with(word)) {
        // An XML head may stand before a drawing.
        let lower = clean.to_ascii_lowercase();
        return match *known {
            "application/xml" if lower.contains("<svg") => "image/svg+xml".to_owned(),
            "application/xml" if lower.contains("<html") => "text/html".to_owned(),
            known => known.to_owned(),
        };
    }
    if announced == "text/csv" { announced.to_owned() } else { "text/plain".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_they_are() {
        for (head, announced, want) in [
            (b"\xFF\xD8\xFF\xE0".as_slice(), "image/png", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "", "image/webp"),
            (b"OggS\0\x02", "audio/ogg; codecs=opus", "audio/ogg"),
            (b"\0\0\0\x18ftypmp42", "video/mp4", "video/mp4"),
            (b"\0\0\0\x18ftypmp42", "audio/mp4", "audio/mp4"),
            (b"\0\0\0\x18ftyp3gp4", "", "video/3gpp"),
            (b"\xFF\xF1\x50\x80", "", "audio/aac"),
            (b"%PDF-1.7", "text/html", "application/pdf"),
            (b"MZ\x90\0", "image/jpeg", "application/x-msdownload"),
            (
                b"PK\x03\x04 word/document.xml",
                "",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (b"PK\x03\x04 whatever", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/msword", "application/msword"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "image/png", OLE),
            (b"\xEF\xBB\xBF  <HTML>", "image/png", "text/html"),
            (b"<?xml version='1.0'?><svg/>", "", "image/svg+xml"),
            (b"GIF89a/*<script>*/", "text/javascript", "image/gif"),
            (b"BEGIN:VCARD\r\n", "text/x-vcard", "text/vcard"),
            (b"name;phone\n", "text/csv", "text/csv"),
            (b"name;phone\n", "application/javascript", "text/plain"),
            ("Καλημέρα".as_bytes(), "", "text/plain"),
            (b"\0\x01\x02", "image/jpeg", UNKNOWN),
            (b"", "image/jpeg", UNKNOWN),
        ] {
            assert_eq!(sniff(head, announced), want, "{:?} {announced}", String::from_utf8_lossy(head));
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_is_something(head in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..64), announced: String) {
            proptest::prop_assert!(!sniff(&head, &announced).is_empty());
        }
    }
}
