//! Configuration from the environment. Anything unknown or unreadable stops the start.

mod address;
mod argon2;
mod database;
mod error;
mod limits;
mod log;
mod mail;
mod push;
mod sevis;
mod vars;

pub use argon2::Argon2Cost;
pub use error::ConfigError;
pub use limits::Limits;
pub use log::Log;
pub use push::PushServices;
pub use sevis::{Ask, SevisLine};

use address::Address;
use domain::password::{MODERN, Policy, SEED, SEED_ONLINE};
use domain::role::Role;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use vars::Vars;

/// Everything that can be set.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`.
    pub database_url: String,
    /// `FOOTHOLD_ADDR`.
    pub addr: SocketAddr,
    /// `FOOTHOLD_PUBLIC_URL`, without a slash at the end.
    pub public_url: String,
    /// `FOOTHOLD_TRUSTED_PROXIES`: whose word about the address of others is taken.
    pub proxies: Vec<ipnet::IpNet>,
    /// `FOOTHOLD_METRICS_ADDR`: a listener of its own for `/metrics`.
    pub metrics: Option<SocketAddr>,
    /// `FOOTHOLD_SECURITY_CONTACT`: whom to tell of a weakness.
    pub security_contact: Option<String>,
    /// `FOOTHOLD_SMTP_URL`.
    pub smtp_url: Option<String>,
    /// How long a mail server may take over one mail: shorter than a mail is one delivery's.
    pub mail_patience: Duration,
    /// `FOOTHOLD_SMS_URL`.
    pub sms_url: Option<String>,
    /// `FOOTHOLD_PUSH_SERVICES`.
    pub push: PushServices,
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
    /// `FOOTHOLD_LOG` and `FOOTHOLD_LOG_FORMAT`.
    pub log: Log,
    /// `FOOTHOLD_SEVIS_*`: where batches go.
    pub sevis: Option<SevisLine>,
    /// `FOOTHOLD_SITE`: the folder of the browser bundle.
    pub site: PathBuf,
}

impl Config {
    /// Reads the process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        let mut vars = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(vars.insert(name, value)),
                Err(_) if name.starts_with("FOOTHOLD_") || name == "DATABASE_URL" => {
                    return Err(ConfigError(format!("{name} is no text (UTF-8).")));
                }
                // Not ours.
                Err(_) => {}
            }
        }
        Self::read(vars)
    }

    /// Reads the given variables.
    pub fn read(vars: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut vars = Vars::new(vars);
        let Address { addr, public_url, host } = address::read(&mut vars)?;
        let log = log::read(&mut vars)?;
        let smtp_url = mail::read_smtp(&mut vars)?;
        let config = Self {
            mail_from: mail::read_from(&mut vars, &host)?,
            push: push::read(&mut vars, smtp_url.is_some())?,
            smtp_url,
            mail_patience: mail::PATIENCE,
            sms_url: mail::read_sms(&mut vars)?,
            scan_url: mail::read_scan(&mut vars)?,
            demo: read_demo(&mut vars, &public_url, addr)?,
            policy: read_policy(&mut vars)?,
            argon2: argon2::read(vars.take("FOOTHOLD_ARGON2"))?,
            limits: limits::read(&mut vars)?,
            database_url: database::read(&mut vars)?,
            proxies: address::read_proxies(&mut vars)?,
            sevis: sevis::read(&mut vars)?,
            metrics: address::read_metrics(&mut vars)?,
            security_contact: mail::read_contact(&mut vars)?,
            secret_file: vars
                .take("FOOTHOLD_SECRET_FILE")
                .unwrap_or_else(|| "data/secret".into())
                .into(),
            site: vars.take("FOOTHOLD_SITE").unwrap_or_else(|| "target/site".into()).into(),
            addr,
            public_url,
            log,
        };
        vars.refuse_unknown()?;
        Ok(config)
    }

    /// The file of a SQLite database; none for PostgreSQL.
    pub fn sqlite_file(&self) -> Option<&str> {
        let path = self.database_url.strip_prefix("sqlite://")?;
        Some(path.split('?').next().unwrap_or_default())
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

/// `FOOTHOLD_DEMO`, which is for this machine only.
fn read_demo(vars: &mut Vars, public_url: &str, addr: SocketAddr) -> Result<bool, ConfigError> {
    let demo = vars.flag("FOOTHOLD_DEMO")?;
    if demo && public_url.starts_with("https://") {
        return Err(ConfigError("FOOTHOLD_DEMO shows every mail to anyone, so it cannot be used with an https FOOTHOLD_PUBLIC_URL.".into()));
    }
    if demo && !addr.ip().is_loopback() {
        return Err(ConfigError("FOOTHOLD_DEMO shows every mail to anyone, so FOOTHOLD_ADDR must be a loopback address.".into()));
    }
    Ok(demo)
}

/// `FOOTHOLD_POLICY`.
fn read_policy(vars: &mut Vars) -> Result<Policy, ConfigError> {
    let policy = match vars.take("FOOTHOLD_POLICY").as_deref() {
        None | Some("seed") => SEED,
        Some("modern") => MODERN,
        Some(other) => {
            return Err(ConfigError(format!(
                "FOOTHOLD_POLICY must be seed or modern, not \"{other}\"."
            )));
        }
    };
    Ok(policy)
}
