//! Configuration from the environment. Anything unknown or unreadable stops the start.

use domain::password::{MODERN, Policy, SEED, SEED_ONLINE};
use domain::role::Role;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Cost of a password hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub m: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

/// Limits, each with the variable `FOOTHOLD_LIMIT_` and its name in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests for pages per address and minute.
    pub pages: u32,
    /// Forms sent per address and minute.
    pub forms: u32,
    /// Logins tried per address and minute.
    pub logins: u32,
    /// "Forgot password" requests per address and minute.
    pub recoveries: u32,
    /// Sign-ups and confirmation mails asked for per address and minute.
    pub sign_ups: u32,
    /// Codes sent or tried per address and minute.
    pub codes: u32,
    /// Secure messages sent per address and minute.
    pub messages: u32,
    /// Recovery mails per student and hour.
    pub recovery_mails: u32,
    /// Seconds without a request after which a session ends.
    pub idle_seconds: u32,
    /// Password hashes that may wait for a core.
    pub hash_queue: u32,
    /// Connections that read.
    pub readers: u32,
    /// Connections that write, on PostgreSQL; SQLite has one.
    pub writers: u32,
    /// Seconds a report waits for the writer before it is told "busy".
    pub write_wait_seconds: u32,
}

impl Limits {
    /// How long a report waits for the writer.
    pub fn write_wait(&self) -> std::time::Duration {
        std::time::Duration::from_secs(u64::from(self.write_wait_seconds))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 600,
            forms: 120,
            logins: 30,
            recoveries: 10,
            sign_ups: 10,
            codes: 30,
            messages: 20,
            recovery_mails: 5,
            idle_seconds: 1800,
            hash_queue: 64,
            readers: 8,
            writers: 8,
            write_wait_seconds: 10,
        }
    }
}

/// Everything that can be set.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`.
    pub database_url: String,
    /// `FOOTHOLD_ADDR`.
    pub addr: SocketAddr,
    /// `FOOTHOLD_PUBLIC_URL`, without a slash at the end.
    pub public_url: String,
    /// `FOOTHOLD_SMTP_URL`.
    pub smtp_url: Option<String>,
    /// `FOOTHOLD_SMS_URL`.
    pub sms_url: Option<String>,
    /// `FOOTHOLD_SCAN_URL`.
    pub scan_url: Option<String>,
    /// `FOOTHOLD_MAIL_FROM`.
    pub mail_from: String,
    /// `FOOTHOLD_SECRET_FILE`.
    pub secret_file: PathBuf,
    /// `FOOTHOLD_DEMO`.
    pub demo: bool,
    /// `FOOTHOLD_POLICY`.
    pub policy: Policy,
    /// `FOOTHOLD_LIMIT_*`.
    pub limits: Limits,
    /// `FOOTHOLD_ARGON2`.
    pub argon2: Argon2Cost,
    /// `FOOTHOLD_LOG`.
    pub log: String,
    /// `FOOTHOLD_LOG_FORMAT`.
    pub log_json: bool,
    /// `FOOTHOLD_SITE`: the folder of the browser bundle.
    pub site: PathBuf,
}

/// A sentence that names the variable.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl Config {
    /// Reads the process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(std::env::vars().collect())
    }

    /// Reads the given variables.
    pub fn read(mut vars: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut take = |name: &str| vars.remove(name).filter(|value| !value.is_empty());
        let addr_text = take("FOOTHOLD_ADDR").unwrap_or_else(|| "127.0.0.1:3000".into());
        let addr: SocketAddr = addr_text.parse().map_err(|_| {
            ConfigError(format!("FOOTHOLD_ADDR must be an address and port such as 127.0.0.1:3000, not \"{addr_text}\"."))
        })?;
        let public_url = take("FOOTHOLD_PUBLIC_URL").unwrap_or_else(|| format!("http://{addr}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let host =
            public_url.strip_prefix("https://").or_else(|| public_url.strip_prefix("http://"));
        let host = host.filter(|host| {
            !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
        });
        let Some(host) = host.map(str::to_owned) else {
            return Err(ConfigError(format!(
                "FOOTHOLD_PUBLIC_URL must be a scheme and host such as https://portal.example.edu, not \"{public_url}\"."
            )));
        };
        let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        let mail_from = take("FOOTHOLD_MAIL_FROM").unwrap_or_else(|| {
            if name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[') {
                "no-reply@localhost.localdomain".into()
            } else {
                format!("no-reply@{name}")
            }
        });
        if mail_from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(ConfigError("FOOTHOLD_MAIL_FROM must be an email address.".into()));
        }
        let smtp_url = take("FOOTHOLD_SMTP_URL");
        if let Some(url) = &smtp_url
            && !(url.starts_with("smtp://") || url.starts_with("smtps://"))
        {
            return Err(ConfigError(
                "FOOTHOLD_SMTP_URL must begin with smtp:// or smtps://.".into(),
            ));
        }
        if let Some(url) = &smtp_url
            && url.starts_with("smtp://")
            && !url.contains("tls=required")
            && !is_loopback(url)
        {
            return Err(ConfigError(
                "FOOTHOLD_SMTP_URL would send mails unencrypted: use smtps://, or smtp:// with ?tls=required at its end.".into(),
            ));
        }
        let sms_url = take("FOOTHOLD_SMS_URL");
        if let Some(url) = &sms_url
            && !(url.starts_with("https://") || url.starts_with("http://127.0.0.1"))
        {
            return Err(ConfigError(
                "FOOTHOLD_SMS_URL must begin with https:// (http only on 127.0.0.1).".into(),
            ));
        }
        let scan_url = take("FOOTHOLD_SCAN_URL");
        if let Some(url) = &scan_url
            && !(url.starts_with("unix:///") || url.starts_with("tcp://"))
        {
            return Err(ConfigError(
                "FOOTHOLD_SCAN_URL must be clamd's socket or address, such as unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310.".into(),
            ));
        }
        let demo = flag("FOOTHOLD_DEMO", take("FOOTHOLD_DEMO"))?;
        if demo && public_url.starts_with("https://") {
            return Err(ConfigError("FOOTHOLD_DEMO shows every mail to anyone, so it cannot be used with an https FOOTHOLD_PUBLIC_URL.".into()));
        }
        if demo && !addr.ip().is_loopback() {
            return Err(ConfigError("FOOTHOLD_DEMO shows every mail to anyone, so FOOTHOLD_ADDR must be a loopback address.".into()));
        }
        let policy = match take("FOOTHOLD_POLICY").as_deref() {
            None | Some("seed") => SEED,
            Some("modern") => MODERN,
            Some(other) => {
                return Err(ConfigError(format!(
                    "FOOTHOLD_POLICY must be seed or modern, not \"{other}\"."
                )));
            }
        };
        let argon2 = argon2(take("FOOTHOLD_ARGON2"))?;
        let limits = {
            let usual = Limits::default();
            let mut limit = |name: &str, usual: u32| match take(name) {
                None => Ok(usual),
                Some(text) => text
                    .parse::<u32>()
                    .ok()
                    .filter(|n| (1..=1_000_000_000).contains(n))
                    .ok_or_else(|| {
                        ConfigError(format!(
                            "{name} must be a whole number from 1 to 1000000000, not \"{text}\"."
                        ))
                    }),
            };
            Limits {
                pages: limit("FOOTHOLD_LIMIT_PAGES", usual.pages)?,
                forms: limit("FOOTHOLD_LIMIT_FORMS", usual.forms)?,
                logins: limit("FOOTHOLD_LIMIT_LOGINS", usual.logins)?,
                recoveries: limit("FOOTHOLD_LIMIT_RECOVERIES", usual.recoveries)?,
                sign_ups: limit("FOOTHOLD_LIMIT_SIGN_UPS", usual.sign_ups)?,
                codes: limit("FOOTHOLD_LIMIT_CODES", usual.codes)?,
                messages: limit("FOOTHOLD_LIMIT_MESSAGES", usual.messages)?,
                recovery_mails: limit("FOOTHOLD_LIMIT_RECOVERY_MAILS", usual.recovery_mails)?,
                idle_seconds: limit("FOOTHOLD_LIMIT_IDLE_SECONDS", usual.idle_seconds)?,
                hash_queue: limit("FOOTHOLD_LIMIT_HASH_QUEUE", usual.hash_queue)?,
                readers: limit("FOOTHOLD_LIMIT_READERS", usual.readers)?,
                writers: limit("FOOTHOLD_LIMIT_WRITERS", usual.writers)?,
                write_wait_seconds: limit(
                    "FOOTHOLD_LIMIT_WRITE_WAIT_SECONDS",
                    usual.write_wait_seconds,
                )?,
            }
        };
        let log_json = match take("FOOTHOLD_LOG_FORMAT").as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => {
                return Err(ConfigError(format!(
                    "FOOTHOLD_LOG_FORMAT must be text or json, not \"{other}\"."
                )));
            }
        };
        let log = take("FOOTHOLD_LOG").unwrap_or_else(|| "info".into());
        if tracing_subscriber::EnvFilter::try_new(&log).is_err() {
            return Err(ConfigError(format!("FOOTHOLD_LOG is not a filter: \"{log}\".")));
        }
        let database_url =
            take("DATABASE_URL").unwrap_or_else(|| "sqlite://data/foothold.db".into());
        if !["sqlite://", "postgres://", "postgresql://"]
            .iter()
            .any(|s| database_url.starts_with(s))
        {
            return Err(ConfigError(
                "DATABASE_URL must begin with sqlite:// or postgres://.".into(),
            ));
        }
        let secret_file =
            take("FOOTHOLD_SECRET_FILE").unwrap_or_else(|| "data/secret".into()).into();
        let site = take("FOOTHOLD_SITE").unwrap_or_else(|| "target/site".into()).into();
        if let Some(unknown) = vars.keys().find(|name| name.starts_with("FOOTHOLD_")) {
            return Err(ConfigError(format!(
                "{unknown} is not a variable of Foothold; see the README for their names."
            )));
        }
        Ok(Self {
            database_url,
            addr,
            public_url,
            smtp_url,
            sms_url,
            scan_url,
            mail_from,
            secret_file,
            demo,
            policy,
            limits,
            argon2,
            log,
            log_json,
            site,
        })
    }

    /// The password policy of a role.
    pub fn policy_of(&self, role: Role) -> Policy {
        if role.is_online() && self.policy == SEED { SEED_ONLINE } else { self.policy }
    }

    /// True under the rules as the official pages state them; false under NIST's.
    pub fn is_seed(&self) -> bool {
        self.policy == SEED
    }

    /// True when browsers reach the portal by https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// True for a mail server on this machine.
fn is_loopback(url: &str) -> bool {
    let rest = url.split("://").nth(1).unwrap_or_default();
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = host.split(['/', '?']).next().unwrap_or_default();
    ["127.", "localhost", "[::1]"].iter().any(|own| host.starts_with(own))
}

fn flag(name: &str, value: Option<String>) -> Result<bool, ConfigError> {
    match value.as_deref() {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(other) => Err(ConfigError(format!("{name} must be 1 or unset, not \"{other}\"."))),
    }
}

/// `m,t,p`; never weaker than the OWASP row m 19456, t 2, p 1 (or its equals with fewer KiB and
/// more passes).
fn argon2(value: Option<String>) -> Result<Argon2Cost, ConfigError> {
    let Some(text) = value else {
        return Ok(Argon2Cost { m: 19_456, t: 2, p: 1 });
    };
    let parts: Vec<Option<u32>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let cost = match parts.as_slice() {
        [Some(m), Some(t), Some(p)] => Argon2Cost { m: *m, t: *t, p: *p },
        _ => {
            return Err(ConfigError(format!(
                "FOOTHOLD_ARGON2 must be three numbers such as 19456,2,1, not \"{text}\"."
            )));
        }
    };
    let strong = (1..=16).contains(&cost.p)
        && cost.t <= 100
        && cost.m <= 4_194_304
        && u64::from(cost.m) * u64::from(cost.t) >= 36_864
        && cost.m >= 7_168;
    if strong {
        Ok(cost)
    } else {
        Err(ConfigError(format!(
            "FOOTHOLD_ARGON2 is too weak or too large: \"{text}\". Use 19456,2,1 or stronger."
        )))
    }
}
