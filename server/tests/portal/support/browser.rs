//! A browser without scripts: it keeps cookies, posts forms and follows nothing by itself.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use server::portal::Portal;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;

pub struct Browser {
    router: axum::Router,
    /// The session's cookie, as `name=value`.
    pub cookie: Option<String>,
    /// From where.
    pub address: [u8; 4],
    /// Key of the authenticator app that was set up here.
    pub app_key: String,
    /// Cookies of other names.
    pub others: BTreeMap<String, String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

impl Browser {
    pub fn new(portal: Arc<Portal>) -> Self {
        Self::at(server::site::app(portal))
    }

    pub fn at(router: axum::Router) -> Self {
        Self {
            router,
            cookie: None,
            address: [127, 0, 0, 1],
            app_key: String::new(),
            others: BTreeMap::new(),
        }
    }

    pub async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = request.body(body.into()).expect("request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.address, 1))));
        let mut cookies: Vec<String> = self.cookie.iter().cloned().collect();
        cookies.extend(self.others.iter().map(|(name, value)| format!("{name}={value}")));
        if !cookies.is_empty() {
            let cookies = cookies.join("; ").parse().expect("cookie");
            request.headers_mut().insert(header::COOKIE, cookies);
        }
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("text").split(';').next().expect("pair");
            match pair.split_once('=').expect("pair") {
                ("foothold" | "__Host-foothold", _) => self.cookie = Some(pair.to_owned()),
                (name, value) => {
                    self.others.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        let body = body.collect().await.expect("body").to_bytes();
        // The marks that Leptos leaves between texts are not part of what is shown.
        let text = String::from_utf8_lossy(&body);
        // Between texts nobody sees them; in these they are shown as they stand.
        for end in ["</title>", "</textarea>"] {
            assert!(!text.contains(&format!("<!>{end}")), "a comment before {end}: {text}");
        }
        let text = text.replace("<!>", "");
        // A form that the page's own policy forbids to send is no form.
        if text.contains("<form ") {
            let policy = parts.headers.get(header::CONTENT_SECURITY_POLICY).expect("a policy");
            assert!(policy.to_str().expect("text").contains("form-action 'self'"), "{text}");
        }
        Answer { status: parts.status, headers: parts.headers, body: text }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let look = |path: &str| Request::get(path).header(header::ACCEPT, "text/html");
        let answer = self.send(look(path), Body::empty()).await;
        // A mailed link leads to its page without its token.
        match answer.status {
            StatusCode::SEE_OTHER if path.contains("?token=") => {
                self.send(look(answer.location()), Body::empty()).await
            }
            _ => answer,
        }
    }

    /// Posts a form as a browser without scripts does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as(path, fields, "text/html").await
    }

    /// Posts a form as the page's scripts do.
    pub async fn fetch(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as(path, fields, "application/json").await
    }

    async fn post_as(&mut self, path: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        self.send(request(path, accept, FORM), form(fields)).await
    }

    /// Posts a form with files as a browser does.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        self.send(request(path, "text/html", PARTS), parts(fields, files)).await
    }

    pub async fn log_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/api/login", &[("email", email), ("password", password), ("next", "")]).await
    }

    /// Posts and shows the page it leads to.
    pub async fn post_and_look(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        let next = answer.location().to_owned();
        self.get(&next).await
    }
}

/// The type of a form without files.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// The type of a form with files.
pub const PARTS: &str = "multipart/form-data; boundary=edge";

/// A post from a page of this portal.
pub fn request(path: &str, accept: &str, kind: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::ACCEPT, accept)
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::CONTENT_TYPE, kind)
}

/// A form as a browser writes it.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        format!("{}={}", escape(&format!("form[{name}]")), escape(value))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// A form with files as a browser writes it.
pub fn parts(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(part(&format!("form[{name}]"), value).as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    body
}

/// One field of it, under its whole name.
pub fn part(name: &str, value: &str) -> String {
    format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

/// Percent-encodes everything but letters and digits.
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }
        })
        .collect()
}
