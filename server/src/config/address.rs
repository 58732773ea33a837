//! Where the portal listens, and by what address it is known.

use super::ConfigError;
use super::vars::Vars;
use std::net::SocketAddr;

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
    let host = public_url.strip_prefix("https://").or_else(|| public_url.strip_prefix("http://"));
    let host = host.filter(|host| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
    });
    let Some(host) = host.map(str::to_owned) else {
        return Err(ConfigError(format!(
            "FOOTHOLD_PUBLIC_URL must be a scheme and host such as https://portal.example.edu, not \"{public_url}\"."
        )));
    };
    Ok(Address { addr, public_url, host })
}

/// True for a server on this machine.
pub(super) fn is_loopback(url: &str) -> bool {
    let rest = url.split("://").nth(1).unwrap_or_default();
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = host.split(['/', '?']).next().unwrap_or_default();
    ["127.", "localhost", "[::1]"].iter().any(|own| host.starts_with(own))
}
