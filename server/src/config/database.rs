//! `DATABASE_URL`.

use super::address::is_loopback;
use super::error::ConfigError;
use super::vars::Vars;
use url::{Url, form_urlencoded};

/// TLS that refuses to go on without it.
const ENCRYPTED: [&str; 3] = ["require", "verify-ca", "verify-full"];

pub(super) fn read(vars: &mut Vars) -> Result<String, ConfigError> {
    let url = vars.take("DATABASE_URL").unwrap_or_else(|| "sqlite://data/foothold.db".into());
    if url.starts_with("sqlite://") {
        return Ok(url);
    }
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(ConfigError("DATABASE_URL must begin with sqlite:// or postgres://.".into()));
    }
    let Ok(parsed) = Url::parse(&url) else {
        return Err(ConfigError("DATABASE_URL cannot be read as a URL.".into()));
    };
    let option = |name: &str| {
        let mut pairs = form_urlencoded::parse(parsed.query().unwrap_or_default().as_bytes());
        pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    };
    // A folder is a socket of this machine, whatever stands where the host would.
    let elsewhere = match option("host") {
        Some(host) if host.starts_with('/') => false,
        Some(host) => !is_loopback(&format!("postgres://{host}")),
        None => parsed.has_host() && !is_loopback(&url),
    };
    let encrypted = option("sslmode").is_some_and(|mode| ENCRYPTED.contains(&mode.as_str()));
    if elsewhere && !encrypted {
        return Err(ConfigError(
            "DATABASE_URL would send everything unencrypted to another machine: add ?sslmode=require (or verify-full) at its end.".into(),
        ));
    }
    Ok(url)
}
