//! A program that speaks the API.

use angelia::app::App;
use angelia::random;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A program with a token.
pub struct Api {
    url: String,
    token: String,
    agent: ureq::Agent,
}

/// Status and JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// `data`, of an answer that must be fine.
    pub fn data(&self) -> &Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        &self.body["data"]
    }

    /// The code of a refusal.
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_else(|| panic!("no refusal: {self:?}"))
    }

    /// The id of what was made.
    pub fn id(&self) -> String {
        self.data()["id"].as_str().unwrap_or_else(|| panic!("no id: {self:?}")).to_owned()
    }
}

/// A client that takes every status for an answer and follows no redirect.
pub fn client() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

impl Api {
    /// With a fresh token of `role`, put into the file as `angelia token create` would.
    pub fn with_role(url: &str, app: &App, role: &str) -> Self {
        Self::with_token(url, &Self::token(app, role))
    }

    /// A fresh token of `role`.
    pub fn token(app: &App, role: &str) -> String {
        let token = random::token();
        let (hash, role) = (Sha256::digest(&token).to_vec(), role.to_owned());
        app.store
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO api_token (name, token_hash, role, created_at) VALUES ('test', ?1, ?2, 0)",
                    (hash, role),
                )?;
                Ok(())
            })
            .unwrap();
        token
    }

    pub fn with_token(url: &str, token: &str) -> Self {
        Self { url: format!("{url}/api/v1"), token: token.to_owned(), agent: client() }
    }

    pub fn get(&self, path: &str) -> Answer {
        let call = self.agent.get(format!("{}{path}", self.url));
        read(call.header("Authorization", format!("Bearer {}", self.token)).call().unwrap())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, body, &[])
    }

    pub fn post_with(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut call = self.agent.post(format!("{}{path}", self.url));
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        let call = call.header("Authorization", format!("Bearer {}", self.token));
        read(call.content_type("application/json").send(body.to_string()).unwrap())
    }

    #[allow(dead_code, reason = "one word for each verb")]
    pub fn post_text(&self, path: &str, kind: &str, text: &[u8]) -> Answer {
        let call = self.agent.post(format!("{}{path}", self.url));
        let call = call.header("Authorization", format!("Bearer {}", self.token));
        read(call.content_type(kind).send(text).unwrap())
    }

    #[allow(dead_code, reason = "one word for each verb")]
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        let call = self.agent.put(format!("{}{path}", self.url));
        let call = call.header("Authorization", format!("Bearer {}", self.token));
        read(call.content_type("application/json").send(body.to_string()).unwrap())
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        let call = self.agent.patch(format!("{}{path}", self.url));
        let call = call.header("Authorization", format!("Bearer {}", self.token));
        read(call.content_type("application/json").send(body.to_string()).unwrap())
    }

    #[allow(dead_code, reason = "one word for each verb")]
    pub fn put_csv(&self, path: &str, csv: &[u8]) -> Answer {
        let call = self.agent.put(format!("{}{path}", self.url));
        let call = call.header("Authorization", format!("Bearer {}", self.token));
        read(call.content_type("text/csv").send(csv).unwrap())
    }

    #[allow(dead_code, reason = "one word for each verb")]
    pub fn delete(&self, path: &str) -> Answer {
        let call = self.agent.delete(format!("{}{path}", self.url));
        read(call.header("Authorization", format!("Bearer {}", self.token)).call().unwrap())
    }

    /// A call to a whole address: status, headers and body as they came.
    #[allow(dead_code, reason = "the browser journeys go without")]
    pub fn raw(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> (u16, ureq::http::HeaderMap, Vec<u8>) {
        let mut call = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        let call = call.header("Authorization", format!("Bearer {}", self.token)).body(()).unwrap();
        let (parts, mut body) = self.agent.run(call).unwrap().into_parts();
        let bytes = body.with_config().limit(64 * 1024 * 1024).read_to_vec().unwrap();
        (parts.status.as_u16(), parts.headers, bytes)
    }

    /// Answers in a conversation with free text.
    pub fn says(&self, conversation: i64, text: &str) -> Answer {
        self.post(&format!("/conversations/{conversation}/messages"), &serde_json::json!({ "text": text }))
    }

    /// The id of an answer that must be taken.
    pub fn said(&self, conversation: i64, text: &str) -> i64 {
        self.says(conversation, text).id().parse().unwrap()
    }

    /// The messages of a conversation, oldest first.
    pub fn messages(&self, conversation: i64) -> Vec<Value> {
        self.get(&format!("/conversations/{conversation}/messages")).data().as_array().unwrap().clone()
    }

    /// One conversation.
    pub fn conversation(&self, id: i64) -> Value {
        self.get(&format!("/conversations/{id}")).data().clone()
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Answer {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer { status, body }
}
