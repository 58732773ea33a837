//! Limits per address. They slow a flood down; what locks an account is counted in the database.
//!
//! Each server counts for itself first, in memory: that is all for pages, whose limit protects the server that renders
//! them, and all on SQLite, which has one server. On PostgreSQL `service::visit::limit` counts what passed here once
//! more, for all servers together.

use crate::config::Limits;
use app::AppError;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// What is limited per address and minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Pages.
    Pages,
    /// Forms.
    Forms,
    /// Logins.
    Logins,
    /// "Forgot password", and what is sent to addresses that somebody types.
    Recoveries,
    /// Sign-ups and confirmation mails.
    SignUps,
    /// Codes sent or tried.
    Codes,
    /// Secure messages.
    Messages,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Pages,
        Self::Forms,
        Self::Logins,
        Self::Recoveries,
        Self::SignUps,
        Self::Codes,
        Self::Messages,
    ];

    /// The configured number per minute.
    pub fn per_minute(self, limits: &Limits) -> u32 {
        let limit = match self {
            Self::Pages => limits.pages,
            Self::Forms => limits.forms,
            Self::Logins => limits.logins,
            Self::Recoveries => limits.recoveries,
            Self::SignUps => limits.sign_ups,
            Self::Codes => limits.codes,
            Self::Messages => limits.messages,
        };
        limit.max(1)
    }

    /// The name under which all servers count together; nothing for what each server counts alone.
    pub fn shared_name(self) -> Option<&'static str> {
        Some(match self {
            Self::Pages => return None,
            Self::Forms => "forms",
            Self::Logins => "logins",
            Self::Recoveries => "recoveries",
            Self::SignUps => "sign-ups",
            Self::Codes => "codes",
            Self::Messages => "messages",
        })
    }
}

/// One limiter for each limit, in this server's memory.
pub struct Limiters([DefaultKeyedRateLimiter<IpAddr>; Limit::ALL.len()]);

/// The network of an address, in which one subscriber may have every other one.
pub fn network(address: IpAddr) -> String {
    key(address).to_string()
}

/// One IPv6 subscriber has a whole /56, which is 256 networks of the smallest kind (RIPE-690; some have a /48).
fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                std::net::Ipv6Addr::new(a, b, c, d & 0xff00, 0, 0, 0, 0).into()
            }
        },
        v4 => v4,
    }
}

impl Limiters {
    /// Limiters with the configured limits.
    pub fn new(limits: &Limits) -> Self {
        Self(Limit::ALL.map(|limit| {
            let most = NonZeroU32::new(limit.per_minute(limits)).unwrap_or(NonZeroU32::MIN);
            RateLimiter::keyed(Quota::per_minute(most))
        }))
    }

    /// Counts one of these for this server; refused with the seconds to wait.
    pub fn count(&self, limit: Limit, address: IpAddr) -> Result<(), AppError> {
        let [pages, forms, logins, recoveries, sign_ups, codes, messages] = &self.0;
        let limiter = match limit {
            Limit::Pages => pages,
            Limit::Forms => forms,
            Limit::Logins => logins,
            Limit::Recoveries => recoveries,
            Limit::SignUps => sign_ups,
            Limit::Codes => codes,
            Limit::Messages => messages,
        };
        limiter.check_key(&key(address)).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            AppError::TooMany(u32::try_from(wait.as_secs()).unwrap_or(60) + 1)
        })
    }

    /// Forgets addresses that have been quiet, so that the tables stay small.
    pub fn forget_quiet(&self) {
        self.0.iter().for_each(RateLimiter::retain_recent);
    }
}
