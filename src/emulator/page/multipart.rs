//! A form that brings a file, as browsers post it.

use actix_multipart::Multipart;
use futures_util::TryStreamExt as _;

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

/// Reads a form; none if it is no such form, or larger than `most` bytes.
pub async fn read(mut parts: Multipart, most: usize) -> Option<Brought> {
    let mut brought = Brought { fields: Vec::new(), file: None };
    let mut left = most;
    while let Some(mut part) = parts.try_next().await.ok()? {
        let mut bytes = Vec::new();
        while let Some(chunk) = part.try_next().await.ok()? {
            left = left.checked_sub(chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        let file_name = part.content_disposition().and_then(|told| told.get_filename()).map(str::to_owned);
        match file_name {
            Some(name) if !name.is_empty() => {
                let kind = part.content_type().map(ToString::to_string);
                let content_type = kind.unwrap_or_else(|| "application/octet-stream".to_owned());
                brought.file = Some(File { content_type, name, bytes });
            }
            Some(_) => {}
            None => {
                let name = part.name().unwrap_or_default().to_owned();
                brought.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    Some(brought)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
    use actix_web::web::Bytes;
    use futures_util::stream;

    use super::{Brought, Multipart};

    async fn read(content_type: &'static str, body: &'static [u8]) -> Option<Brought> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        super::read(Multipart::new(&headers, stream::iter([Ok(Bytes::from_static(body))])), 1_000).await
    }

    #[actix_web::test]
    async fn a_file_and_its_fields_are_read() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"customer\"\r\n\r\n7\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\n\
            \r\n--\r\nbytes\r\n--x--\r\n";
        let brought = read("multipart/form-data; boundary=x", body).await.unwrap();
        assert_eq!(brought.field("customer"), "7");
        let file = brought.file.unwrap();
        assert_eq!((file.name.as_str(), file.content_type.as_str()), ("a b.png", "image/png"));
        assert_eq!(file.bytes, b"\r\n--\r\nbytes");
        assert!(read("text/plain", body).await.is_none());
        assert!(read("multipart/form-data; boundary=y", b"").await.is_none());
    }
}
