//! A passkey as a browser's own: a key on the P-256 curve that answers what it is asked.

use super::Browser;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Where the portal of a test is.
const ORIGIN: &str = "http://localhost:3000";
/// Its owner was there, and was checked.
const SEEN: u8 = 0x05;
/// The key itself comes along.
const NEW: u8 = 0x40;

pub struct Passkey {
    key: SigningKey,
    id: [u8; 16],
    account: uuid::Uuid,
    used: u32,
}

fn text(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// What the browser says of a question: as JSON, and as it is sent.
fn client(kind: &str, question: &Value) -> (Vec<u8>, String) {
    let challenge = question["publicKey"]["challenge"].as_str().expect("a challenge");
    let client = json!({ "type": kind, "challenge": challenge, "origin": ORIGIN }).to_string();
    (client.clone().into_bytes(), text(client.as_bytes()))
}

impl Passkey {
    /// One of this account's, with a key that follows from its name.
    pub fn of(account: &str, name: u8) -> Self {
        let key = SigningKey::from_slice(&[name.max(1); 32]).expect("a key");
        let account = uuid::Uuid::parse_str(account).expect("an id");
        Self { key, id: [name; 16], account, used: 0 }
    }

    fn data(&mut self, flags: u8, more: &[u8]) -> Vec<u8> {
        self.used += 1;
        let host = Sha256::digest(b"localhost");
        [host.as_slice(), &[flags], &self.used.to_be_bytes(), more].concat()
    }

    /// The key as CBOR says it (COSE): EC2, ES256, P-256.
    fn cose(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (point.x().expect("x").to_vec(), point.y().expect("y").to_vec());
        let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        [&head[..], &x, &[0x22, 0x58, 0x20], &y].concat()
    }

    fn created(&mut self, question: &Value) -> String {
        let (_, client) = client("webauthn.create", question);
        let length = u16::try_from(self.id.len()).expect("short").to_be_bytes();
        let own = [&[0; 16][..], &length, &self.id, &self.cose()].concat();
        let data = self.data(SEEN | NEW, &own);
        let size = u8::try_from(data.len()).expect("less than 256 bytes");
        let before =
            [&[0xa3, 0x63][..], b"fmt", &[0x64], b"none", &[0x67], b"attStmt", &[0xa0, 0x68]];
        let attestation = [&before.concat()[..], b"authData", &[0x58, size], &data].concat();
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "extensions": {},
            "response": { "clientDataJSON": client, "attestationObject": text(&attestation) },
        })
        .to_string()
    }

    fn answer(&mut self, question: &Value) -> String {
        let (said, client) = client("webauthn.get", question);
        let data = self.data(SEEN, &[]);
        let signature: Signature = self.key.sign(&[&data[..], &Sha256::digest(&said)].concat());
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": client,
                "authenticatorData": text(&data),
                "signature": text(signature.to_der().as_bytes()),
                "userHandle": text(self.account.as_bytes()),
            },
        })
        .to_string()
    }

    /// Adds it to the account that is logged in here.
    pub async fn add(&mut self, browser: &mut Browser) {
        let fields = [("kind", "passkey"), ("factor_name", "")];
        browser.post("/api/security/add", &fields).await;
        let question = asked(browser, "/api/passkey/ask").await;
        let credential = self.created(&question);
        let answer = browser.fetch("/api/passkey/answer", &[("credential", &credential)]).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.body);
    }

    /// Answers with it as the second step, after the password; true where that is taken.
    pub async fn verify(&mut self, browser: &mut Browser) -> bool {
        let question = asked(browser, "/api/passkey/ask").await;
        let credential = self.answer(&question);
        let answer = browser.fetch("/api/passkey/answer", &[("credential", &credential)]).await;
        answer.status.as_u16() == 200
    }

    /// Logs in by it alone; true where that is taken.
    pub async fn log_in(&mut self, browser: &mut Browser) -> bool {
        let question = asked(browser, "/api/passkey/ask-login").await;
        let credential = self.answer(&question);
        let fields = [("credential", credential.as_str()), ("next", "")];
        browser.post("/api/passkey/login", &fields).await.location() != "/login"
    }
}

async fn asked(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.fetch(path, &[]).await;
    let question: String = serde_json::from_str(&answer.body).expect("a question");
    serde_json::from_str(&question).expect("as JSON")
}
