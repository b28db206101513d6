//! A form that brings a file, as browsers post it.

use super::super::inbound::File;

/// What was posted.
pub struct Brought {
    fields: Vec<(String, String)>,
    /// The file, if one was chosen.
    pub file: Option<File>,
}

impl Brought {
    /// What a field says; empty if there is none.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Reads a body of this type; none if it is no such form.
#[must_use]
pub fn read(content_type: &str, body: &[u8]) -> Option<Brought> {
    let boundary = content_type.strip_prefix("multipart/form-data")?.split("boundary=").nth(1)?.trim_matches('"');
    let line = format!("\r\n--{boundary}");
    let mut brought = Brought { fields: Vec::new(), file: None };
    let mut rest = body.get(line.len() - 2..)?;
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, line.as_bytes())?;
        let (part, after) = (part.get(..end)?, part.get(end + line.len()..)?);
        let blank = find(part, b"\r\n\r\n")?;
        let (head, value) = (String::from_utf8_lossy(part.get(..blank)?).into_owned(), part.get(blank + 4..)?);
        let quoted = |name: &str| Some(head.split(&format!("; {name}=\"")).nth(1)?.split('"').next()?.to_owned());
        let name = quoted("name")?;
        match quoted("filename") {
            Some(file_name) if !file_name.is_empty() => {
                let kind = head.lines().find_map(|line| {
                    let (key, value) = line.split_once(':')?;
                    key.eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
                });
                let content_type = kind.unwrap_or_else(|| "application/octet-stream".to_owned());
                brought.file = Some(File { content_type, name: file_name, bytes: value.to_vec() });
            }
            Some(_) => {}
            None => brought.fields.push((name, String::from_utf8_lossy(value).into_owned())),
        }
        rest = after;
    }
    Some(brought)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    // The first byte is looked for alone: files are large, and line ends in them few.
    let first = needle.first()?;
    let mut from = 0;
    while let Some(at) = haystack.get(from..)?.iter().position(|byte| byte == first) {
        if haystack.get(from + at..)?.starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_file_and_its_fields_are_read() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"customer\"\r\n\r\n7\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\n\
            \r\n--\r\nbytes\r\n--x--\r\n";
        let brought = read("multipart/form-data; boundary=x", body).unwrap();
        assert_eq!(brought.field("customer"), "7");
        let file = brought.file.unwrap();
        assert_eq!((file.name.as_str(), file.content_type.as_str()), ("a b.png", "image/png"));
        assert_eq!(file.bytes, b"\r\n--\r\nbytes");
        assert!(read("text/plain", body).is_none());
        assert!(read("multipart/form-data; boundary=y", b"").is_none());
    }
}
