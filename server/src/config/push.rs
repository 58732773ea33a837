//! The push services to which notifications may be sent. A browser names the address itself, so that without this list a student
//! could let the server call whomever they like.

use super::address::is_loopback;
use super::error::ConfigError;
use super::vars::Vars;
use url::Url;

/// Those of the browsers in use: Chrome and others of its kind (the second: those built without Google's keys), Firefox, Safari, Edge.
const USUAL: &str = "fcm.googleapis.com, jmt17.google.com, updates.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com";

/// The push services to which notifications may be sent.
#[derive(Clone, Debug, Default)]
pub struct PushServices(Vec<Known>);

#[derive(Clone, Debug)]
enum Known {
    /// This host, by https on the usual port.
    Host(String),
    /// Any host whose name ends so, the same way.
    Below(String),
    /// This machine, for tests.
    Here(Url),
}

impl PushServices {
    /// True where none is: the portal offers no notifications.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True for an address at one of them.
    pub fn know(&self, endpoint: &str) -> bool {
        let Ok(endpoint) = Url::parse(endpoint) else { return false };
        let nobody = endpoint.username().is_empty() && endpoint.password().is_none();
        let usual = endpoint.scheme() == "https" && endpoint.port().is_none();
        let host = endpoint.host_str().unwrap_or_default();
        nobody
            && self.0.iter().any(|known| match known {
                Known::Host(name) => usual && host == name,
                Known::Below(end) => {
                    usual && host.len() > end.len() && host.ends_with(end.as_str())
                }
                Known::Here(here) => here.origin() == endpoint.origin(),
            })
    }
}

/// `FOOTHOLD_PUSH_SERVICES`; unset, those of the browsers in use where mails are sent as well: a copy of a portal on another machine,
/// without a mail server, tells nobody anything.
pub(super) fn read(vars: &mut Vars, mails: bool) -> Result<PushServices, ConfigError> {
    let usual = if mails { USUAL } else { "none" };
    let text = vars.take("FOOTHOLD_PUSH_SERVICES").unwrap_or_else(|| usual.to_owned());
    if text == "none" {
        return Ok(PushServices::default());
    }
    let known = text.split(',').map(|one| known(one.trim()));
    let known: Option<Vec<Known>> = known.collect();
    known.map(PushServices).ok_or_else(|| {
        ConfigError(format!(
            "FOOTHOLD_PUSH_SERVICES must be none, or names such as push.example.org or *.push.example.org with commas between them, not \"{text}\"."
        ))
    })
}

fn known(text: &str) -> Option<Known> {
    if text.starts_with("http://") {
        return Url::parse(text).ok().filter(|_| is_loopback(text)).map(Known::Here);
    }
    let name = text.strip_prefix("*.").unwrap_or(text).to_ascii_lowercase();
    let labels = name.split('.').all(|label| {
        !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
    });
    // A name, and never an address.
    let is_name = labels && name.contains('.') && name.parse::<std::net::IpAddr>().is_err();
    is_name.then(|| {
        if text.starts_with("*.") { Known::Below(format!(".{name}")) } else { Known::Host(name) }
    })
}
