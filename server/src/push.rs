//! Notifications to browsers (Web Push): the key by which push services know this portal (VAPID, RFC 8292), and one notification,
//! encrypted for one browser (RFC 8291) and handed to its push service (RFC 8030).

use crate::secret::Secrets;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::OffsetDateTime;
use domain::push::Subscription;
use p256::PublicKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use std::time::Duration;
use url::Url;
use web_push_native::{Auth, WebPushBuilder};

/// How long a signature holds, in seconds; RFC 8292 allows a day.
const SIGNED: i64 = 12 * 3600;
/// How long a push service may take, to be reached and in all.
const PATIENCE: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(15)];

/// What a push service says to one notification.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// It takes it.
    Taken,
    /// This browser takes none any more: switched off, logged out or reinstalled (404, 410).
    Gone,
    /// It will never take this one, with this status.
    Never(u16),
    /// Not now, with this status.
    Later(u16),
    /// None: it was not reached, or did not answer in time.
    Silent,
}

/// The portal as push services know it.
pub struct Sender {
    key: SigningKey,
    contact: String,
    agent: ureq::Agent,
}

impl Sender {
    /// The portal's key is worked out of its secret file, from the one key that stays for good: browsers are bound to it. `contact`
    /// is whom a push service may ask about what is sent, as `mailto:` or `https:`.
    pub fn of(secrets: &Secrets, contact: String) -> Self {
        // Of 2^32 keys one is none on this curve; then the next is taken.
        let mut keys = (0u32..).map(|n| secrets.derived("push", n));
        let key = keys.find_map(|key| SigningKey::from_slice(&key).ok());
        let [reached, whole] = PATIENCE;
        let agent = ureq::Agent::config_builder()
            .timeout_connect(Some(reached))
            .timeout_global(Some(whole))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .build()
            .into();
        Self { key: key.expect("nearly all are keys"), contact, agent }
    }

    /// The public key, as browsers ask for it.
    pub fn public_key(&self) -> String {
        BASE64.encode(self.key.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// Says to the push service at `endpoint` who sends, and until when that holds.
    fn authorization(&self, endpoint: &Url, now: OffsetDateTime) -> String {
        let claims = serde_json::json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now.unix_timestamp() + SIGNED,
            "sub": self.contact,
        });
        let head = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let signed = format!("{head}.{}", BASE64.encode(claims.to_string()));
        let signature: Signature = self.key.sign(signed.as_bytes());
        let signature = BASE64.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public_key())
    }

    /// Sends one notification. `topic` names it to the push service: of two with one name that wait, it keeps the later. It keeps it so
    /// long for a device that cannot be reached.
    pub async fn send(
        &self,
        to: &Subscription,
        (topic, words): (&str, String),
        (now, kept): (OffsetDateTime, Duration),
    ) -> Answer {
        let Some(request) = self.request(to, (topic, words), (now, kept)) else {
            return Answer::Never(0);
        };
        let agent = self.agent.clone();
        let sent = tokio::task::spawn_blocking(move || {
            agent.run(request).map(|answer| answer.status().as_u16())
        });
        match sent.await {
            Ok(Ok(200..=299)) => Answer::Taken,
            Ok(Ok(404 | 410)) => Answer::Gone,
            // Not ours to decide, of another key, or too long: the same once more brings the same.
            Ok(Ok(status @ (400 | 401 | 403 | 413))) => Answer::Never(status),
            Ok(Ok(status)) => Answer::Later(status),
            // Not in its words: they may have the address in them, which is a secret.
            Ok(Err(_)) | Err(_) => Answer::Silent,
        }
    }

    fn request(
        &self,
        to: &Subscription,
        (topic, words): (&str, String),
        (now, kept): (OffsetDateTime, Duration),
    ) -> Option<ureq::http::Request<Vec<u8>>> {
        let endpoint = Url::parse(&to.endpoint).ok()?;
        let builder = WebPushBuilder::new(to.endpoint.parse().ok()?, public_key(to)?, auth(to)?);
        let mut request = builder.with_valid_duration(kept).build(words).ok()?;
        let mut say = |name: &'static str, value: &str| {
            Some(request.headers_mut().insert(name, value.parse().ok()?))
        };
        say("authorization", &self.authorization(&endpoint, now))?;
        say("topic", topic)?;
        Some(request)
    }
}

fn public_key(of: &Subscription) -> Option<PublicKey> {
    PublicKey::from_sec1_bytes(&BASE64.decode(&of.p256dh).ok()?).ok()
}

fn auth(of: &Subscription) -> Option<Auth> {
    let secret: [u8; 16] = BASE64.decode(&of.auth).ok()?.try_into().ok()?;
    Some(secret.into())
}

/// True for keys with which something can be encrypted.
pub fn can_encrypt(of: &Subscription) -> bool {
    public_key(of).is_some() && auth(of).is_some()
}
