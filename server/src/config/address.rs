//! Where the portal listens, by what address it is known, and which proxies speak for others.

use super::error::ConfigError;
use super::vars::Vars;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// Listen address, public URL, and the host in it.
pub(super) struct Address {
    pub(super) addr: SocketAddr,
    pub(super) public_url: String,
    pub(super) host: String,
}

/// Reads `FOOTHOLD_ADDR` and `FOOTHOLD_PUBLIC_URL`.
pub(super) fn read(vars: &mut Vars) -> Result<Address, ConfigError> {
    let addr_text = vars.take("FOOTHOLD_ADDR").unwrap_or_else(|| "127.0.0.1:3000".into());
    let addr: SocketAddr = addr_text.parse().map_err(|_| {
        ConfigError(format!(
            "FOOTHOLD_ADDR must be an address and port such as 127.0.0.1:3000, not \"{addr_text}\"."
        ))
    })?;
    let public_url = vars.take("FOOTHOLD_PUBLIC_URL").unwrap_or_else(|| format!("http://{addr}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    let Some(host) = read_public(&public_url) else {
        return Err(ConfigError(format!(
            "FOOTHOLD_PUBLIC_URL must be a scheme and host such as https://portal.example.edu, not \"{public_url}\"."
        )));
    };
    if public_url.starts_with("http://") && !is_loopback(&public_url) {
        return Err(ConfigError(format!(
            "FOOTHOLD_PUBLIC_URL {public_url} would send passwords unencrypted: people must reach the portal by https://, except on this machine alone."
        )));
    }
    Ok(Address { addr, public_url, host })
}

/// The host and port of a public URL that has nothing else.
fn read_public(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let nobody = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https");
    let host = text.split_once("://")?.1;
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b));
    (bare && nobody && web && plain && url.has_host()).then(|| host.to_owned())
}

/// True for a server on this machine: its address, or the name every machine has for itself.
pub(super) fn is_loopback(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    // Schemes that the standard does not know have their host as an opaque text.
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

/// `FOOTHOLD_TRUSTED_PROXIES`: addresses or networks, separated by commas.
pub(super) fn read_proxies(vars: &mut Vars) -> Result<Vec<IpNet>, ConfigError> {
    let text = vars.take("FOOTHOLD_TRUSTED_PROXIES").unwrap_or_default();
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.parse::<IpAddr>() {
            Ok(address) => Ok(IpNet::from(address)),
            Err(_) => part.parse::<IpNet>().map_err(|_| {
                ConfigError(format!(
                    "FOOTHOLD_TRUSTED_PROXIES must be addresses or networks such as 127.0.0.1, 10.0.0.0/8, not \"{part}\"."
                ))
            }),
        })
        .collect()
}

/// `FOOTHOLD_METRICS_ADDR`: where `/metrics` answers.
pub(super) fn read_metrics(vars: &mut Vars) -> Result<Option<SocketAddr>, ConfigError> {
    let Some(text) = vars.take("FOOTHOLD_METRICS_ADDR") else {
        return Ok(None);
    };
    text.parse().map(Some).map_err(|_| {
        ConfigError(format!(
            "FOOTHOLD_METRICS_ADDR must be an address and port such as 127.0.0.1:9100, not \"{text}\"."
        ))
    })
}
