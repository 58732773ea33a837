//! What a browser gives so that it can be sent notifications (Web Push: W3C Push API; RFC 8291 for the keys).

use serde::{Deserialize, Serialize};

/// Characters of an endpoint, at most: those in use have a few hundred.
const ENDPOINT: usize = 1000;
/// Characters of a public key of P-256, uncompressed, in base64url without padding (65 bytes).
const P256DH: usize = 87;
/// The same of the shared secret (16 bytes).
const AUTH: usize = 22;

/// The form, as a script fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PushForm {
    /// Address at the browser's push service.
    pub endpoint: String,
    /// The browser's public key.
    pub p256dh: String,
    /// The secret that the browser shares with whoever may send.
    pub auth: String,
}

/// A browser that can be sent notifications. Whether its service is one to be trusted, and its key one at all, is not known yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Address at the browser's push service. Who knows it can send there.
    pub endpoint: String,
    /// The browser's public key, in base64url.
    pub p256dh: String,
    /// The shared secret, in base64url.
    pub auth: String,
}

impl Subscription {
    /// Scheme, host and port of the push service: no secret.
    pub fn origin(&self) -> String {
        self.endpoint.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
    }
}

/// A device says that it has shown a notification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownForm {
    /// Which.
    pub id: String,
    /// What only the device was told.
    pub proof: String,
}

impl PushForm {
    /// Reads it; none where it is not what a browser gives. There is nothing in it that a person could mend.
    pub fn parse(&self) -> Option<Subscription> {
        let key = |text: &str, length: usize| {
            let text = text.trim_end_matches('=');
            let plain = text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
            (plain && text.len() == length).then(|| text.to_owned())
        };
        let endpoint = self.endpoint.as_str();
        let address = endpoint.starts_with("https://") || endpoint.starts_with("http://");
        let written = endpoint.len() <= ENDPOINT && endpoint.bytes().all(|c| c.is_ascii_graphic());
        Some(Subscription {
            endpoint: (address && written).then(|| endpoint.to_owned())?,
            p256dh: key(&self.p256dh, P256DH)?,
            auth: key(&self.auth, AUTH)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::PushForm;
    use proptest::prelude::*;

    fn form() -> PushForm {
        let endpoint = "https://push.test/send/abc-123".to_owned();
        PushForm { endpoint, p256dh: "B".repeat(87), auth: "a_-9".repeat(5) + "ab" }
    }

    #[test]
    fn what_a_browser_gives_is_read_with_and_without_padding() {
        let plain = form().parse().expect("read");
        let padded = PushForm { p256dh: form().p256dh + "=", auth: form().auth + "==", ..form() };
        assert!(padded.parse().expect("read") == plain);
    }

    #[test]
    fn what_no_browser_gives_is_not_read() {
        for endpoint in ["", "ftp://push.test/a", "https://push.test/a b", "/send", "javascript:1"]
        {
            assert!(PushForm { endpoint: endpoint.into(), ..form() }.parse().is_none());
        }
        let long = format!("https://push.test/{}", "a".repeat(1000));
        assert!(PushForm { endpoint: long, ..form() }.parse().is_none());
        assert!(PushForm { auth: "short".into(), ..form() }.parse().is_none());
        assert!(PushForm { p256dh: "é".repeat(87), ..form() }.parse().is_none());
    }

    proptest! {
        #[test]
        fn nothing_that_is_posted_stops_it(endpoint: String, p256dh: String, auth: String) {
            let read = PushForm { endpoint, p256dh, auth }.parse();
            if let Some(read) = read {
                prop_assert!(read.endpoint.starts_with("http") && read.auth.len() == 22);
            }
        }
    }
}
