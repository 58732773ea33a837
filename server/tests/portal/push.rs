//! A push service on this machine, and a browser that is sent notifications through it.

use crate::support::{Browser, TestPortal};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use server::config::{Config, PushServices};
use std::sync::{Arc, Mutex};

/// What the service got: path, headers, body.
pub type Got = (String, HeaderMap, Vec<u8>);

/// What it got, and how it answers those whose path ends so; all others it takes.
#[derive(Default)]
pub struct Service {
    pub got: Vec<Got>,
    pub answers: Vec<(&'static str, u16)>,
}

pub type Shared = Arc<Mutex<Service>>;

async fn take(
    State(service): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 1]) {
    let mut service = service.lock().expect("service");
    let path = uri.path().to_owned();
    let status = service
        .answers
        .iter()
        .find(|(end, _)| path.ends_with(end))
        .map_or(201, |(_, status)| *status);
    service.got.push((path, headers, body.to_vec()));
    (StatusCode::from_u16(status).expect("a status"), [("location", "/elsewhere")])
}

/// Such a service: its address, and what it gets.
pub async fn service() -> (String, Shared) {
    let service = Shared::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let router = axum::Router::new().fallback(take).with_state(service.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, service)
}

/// What `FOOTHOLD_PUSH_SERVICES` says.
pub fn known(text: &str) -> PushServices {
    Config::read([("FOOTHOLD_PUSH_SERVICES".to_owned(), text.to_owned())].into())
        .expect("read")
        .push
}

/// A portal that sends to this service.
pub async fn sending(p: TestPortal, url: &str) -> TestPortal {
    p.again(|config| config.push = known(url)).await
}

/// A browser that takes notifications.
pub struct Device {
    secret: p256::SecretKey,
    pub endpoint: String,
}

const AUTH: [u8; 16] = [7; 16];

impl Device {
    /// One with this address.
    pub fn at(endpoint: String) -> Self {
        let key: [u8; 32] = server::secret::random();
        Self { secret: p256::SecretKey::from_slice(&key).expect("a key"), endpoint }
    }

    /// What its page posts.
    pub fn fields(&self) -> [(&'static str, String); 3] {
        let key = self.secret.public_key().to_encoded_point(false);
        let endpoint = self.endpoint.clone();
        [("endpoint", endpoint), ("p256dh", BASE64.encode(key)), ("auth", BASE64.encode(AUTH))]
    }

    /// What it is told.
    pub fn open(&self, body: &[u8]) -> serde_json::Value {
        let opened = web_push_native::decrypt(body.to_vec(), &self.secret, &AUTH.into());
        serde_json::from_slice(&opened.expect("for this device")).expect("JSON")
    }
}

/// Turns a device on.
pub async fn turn_on(browser: &mut Browser, device: &Device) -> String {
    let fields = device.fields();
    let fields = fields.each_ref().map(|(name, text)| (*name, text.as_str()));
    browser.post_and_look("/api/inbox/push", &fields).await.body
}

/// A student with a device that shows news, and the service it is reached at.
pub struct Stage {
    pub p: TestPortal,
    pub url: String,
    pub got: Shared,
    pub ada: server::store::entity::student::Model,
    pub own: Browser,
}

impl Stage {
    pub async fn set(p: TestPortal) -> Self {
        let (url, got) = service().await;
        let p = sending(p, &url).await;
        let ada = p.registered(1).await;
        let mut own = p.logged_in(&ada).await;
        turn_on(&mut own, &Device::at(format!("{url}/one"))).await;
        Self { p, url, got, ada, own }
    }
}
