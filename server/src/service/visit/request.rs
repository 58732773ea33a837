//! One request, without its HTTP.

use super::Session;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Mutex;

/// What is set in the head of the answer; the site says how.
pub trait Head: Send + Sync {
    /// The cookie of the session; this token is its key.
    fn set_session(&self, token: &str);
    /// The cookie of a browser that passed a second step, kept for so many days.
    fn set_device(&self, token: &str, days: u32);
    /// The cookie of what is said on the next page, sealed.
    fn say(&self, sealed: &str);
    /// It was said.
    fn unsay(&self);
    /// The browser is to forget what it stored of this site.
    fn clear_site_data(&self);
}

/// Who is asking, from where and how.
#[derive(Clone)]
pub struct Visit {
    /// The session.
    pub session: Arc<Mutex<Session>>,
    /// The answer's head.
    pub head: Arc<dyn Head>,
    /// From where.
    pub address: IpAddr,
    /// A form posted without scripts.
    pub plain: bool,
    /// The browser asked to save data.
    pub saves_data: bool,
    /// What the browser says of itself.
    pub agent: String,
    /// The cookie of a browser that has passed a second step before.
    pub device_cookie: Option<String>,
    /// The cookie of what is to be said on this page.
    pub said: Option<String>,
    /// Tokens of the mailed links that led this browser here, by page.
    pub links: BTreeMap<&'static str, String>,
    /// There is room for the files of this request.
    pub takes_files: bool,
}

impl Visit {
    /// Names the session in codes that are bound to it, without being its key.
    pub async fn session_name(&self) -> String {
        self.session.lock().await.name().to_owned()
    }

    /// True where the SEVIS ID of this link was given in this browser.
    pub async fn has_identified(&self, link: &str) -> bool {
        self.session.lock().await.data.identified.as_deref() == Some(link)
    }
}
