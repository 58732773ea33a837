//! `FOOTHOLD_LIMIT_*`.

use super::ConfigError;
use super::vars::Vars;

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
    /// "Forgot password" mails per recipient and hour.
    pub recovery_mails: u32,
    /// Seconds without a request after which a session ends.
    pub idle_seconds: u32,
    /// Password hashes that may wait for a core.
    pub hash_queue: u32,
    /// Connections of browsers at once; one network has an eighth of them.
    pub connections: u32,
    /// Connections that read.
    pub readers: u32,
    /// Connections that write, on PostgreSQL; SQLite has one.
    pub writers: u32,
    /// Seconds that a form waits for a writing connection before it is answered with "busy".
    pub write_wait_seconds: u32,
}

impl Limits {
    /// [`Limits::write_wait_seconds`] as a duration.
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
            connections: 2048,
            readers: 8,
            writers: 8,
            write_wait_seconds: 20,
        }
    }
}

/// Reads the limits; a variable that is not set has its default.
pub(super) fn read(vars: &mut Vars) -> Result<Limits, ConfigError> {
    let usual = Limits::default();
    Ok(Limits {
        pages: vars.limit("FOOTHOLD_LIMIT_PAGES", usual.pages)?,
        forms: vars.limit("FOOTHOLD_LIMIT_FORMS", usual.forms)?,
        logins: vars.limit("FOOTHOLD_LIMIT_LOGINS", usual.logins)?,
        recoveries: vars.limit("FOOTHOLD_LIMIT_RECOVERIES", usual.recoveries)?,
        sign_ups: vars.limit("FOOTHOLD_LIMIT_SIGN_UPS", usual.sign_ups)?,
        codes: vars.limit("FOOTHOLD_LIMIT_CODES", usual.codes)?,
        messages: vars.limit("FOOTHOLD_LIMIT_MESSAGES", usual.messages)?,
        recovery_mails: vars.limit("FOOTHOLD_LIMIT_RECOVERY_MAILS", usual.recovery_mails)?,
        idle_seconds: vars.limit("FOOTHOLD_LIMIT_IDLE_SECONDS", usual.idle_seconds)?,
        hash_queue: vars.limit("FOOTHOLD_LIMIT_HASH_QUEUE", usual.hash_queue)?,
        connections: vars.limit("FOOTHOLD_LIMIT_CONNECTIONS", usual.connections)?,
        readers: vars.limit("FOOTHOLD_LIMIT_READERS", usual.readers)?,
        writers: vars.limit("FOOTHOLD_LIMIT_WRITERS", usual.writers)?,
        write_wait_seconds: vars
            .limit("FOOTHOLD_LIMIT_WRITE_WAIT_SECONDS", usual.write_wait_seconds)?,
    })
}
