//! Cookies: read from a request, set in the head of an answer.

use crate::kit::Kit;
use crate::service::visit::Head;
use app::routes::MAILED;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use leptos_axum::ResponseOptions;

/// The session's cookie; the prefix makes browsers insist on https, path and host.
pub fn session_name(kit: &Kit) -> &'static str {
    if kit.config.secure() { "__Host-foothold" } else { "foothold" }
}

/// The cookie of a known browser.
pub fn device_name(kit: &Kit) -> &'static str {
    if kit.config.secure() { "__Host-foothold-device" } else { "foothold-device" }
}

/// The cookie of what is said on the next page.
pub fn said_name(kit: &Kit) -> &'static str {
    if kit.config.secure() { "__Host-foothold-said" } else { "foothold-said" }
}

/// The cookie of a mailed link that leads to this page.
pub fn link_name(kit: &Kit, page: &str) -> String {
    link(kit.config.secure(), page)
}

fn link(secure: bool, page: &str) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}foothold-link-{}", page.trim_start_matches('/'))
}

/// A cookie's value.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// A cookie as it is set; `age` is empty for one that ends with the browser.
pub fn written(name: &str, value: &str, age: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
        .ok()
}

/// What was not read within ten minutes is left unsaid.
const SAID_AGE: &str = "; Max-Age=600";

/// The head of an answer that Leptos makes.
pub struct AnswerHead {
    response: ResponseOptions,
    session: &'static str,
    device: &'static str,
    said: &'static str,
    secure: bool,
}

impl AnswerHead {
    /// The head of this answer.
    pub fn new(kit: &Kit, response: ResponseOptions) -> Self {
        let secure = kit.config.secure();
        Self {
            response,
            session: session_name(kit),
            device: device_name(kit),
            said: said_name(kit),
            secure,
        }
    }

    fn set(&self, name: &str, token: &str, age: &str) {
        if let Some(value) = written(name, token, age, self.secure) {
            self.response.append_header(header::SET_COOKIE, value);
        }
    }
}

impl Head for AnswerHead {
    fn set_session(&self, token: &str) {
        self.set(self.session, token, "");
    }

    fn set_device(&self, token: &str, days: u32) {
        self.set(self.device, token, &format!("; Max-Age={}", u64::from(days) * 86_400));
    }

    fn say(&self, sealed: &str) {
        self.set(self.said, sealed, SAID_AGE);
    }

    fn unsay(&self) {
        self.set(self.said, "", "; Max-Age=0");
    }

    fn clear_site_data(&self) {
        let name = HeaderName::from_static("clear-site-data");
        let what = HeaderValue::from_static("\"cache\", \"storage\"");
        self.response.insert_header(name, what);
        // Nor does it keep links that were opened here: whoever comes next would find their pages open.
        for page in MAILED {
            self.set(&link(self.secure, page), "", "; Max-Age=0");
        }
    }
}
