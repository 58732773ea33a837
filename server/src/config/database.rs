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
    let pairs = form_urlencoded::parse(parsed.query().unwrap_or_default().as_bytes());
    // Of several the last one counts, and an address before a name, as where it is connected to.
    let mut host = parsed.host_str().unwrap_or_default().to_owned();
    let (mut mode, mut named) = (String::new(), false);
    for (name, value) in pairs {
        match &*name {
            "host" | "hostaddr" => (host, named) = (value.into_owned(), true),
            "sslmode" | "ssl-mode" => mode = value.into_owned(),
            _ => {}
        }
    }
    // A folder is a socket of this machine, whatever stands where the host would.
    let elsewhere = match named {
        true if host.starts_with('/') => false,
        // More than a name is none of this machine.
        true => {
            let shown = if host.contains(':') { format!("[{host}]") } else { host };
            !is_loopback(&format!("postgres://{shown}"))
        }
        false => parsed.has_host() && !is_loopback(&url),
    };
    let encrypted = ENCRYPTED.contains(&mode.as_str());
    if elsewhere && !encrypted {
        return Err(ConfigError(
            "DATABASE_URL would send everything unencrypted to another machine: add ?sslmode=require (or verify-full) at its end.".into(),
        ));
    }
    Ok(url)
}
