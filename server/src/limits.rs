//! Limits per address. They slow a flood down; what locks an account is counted in the database.

use crate::config::Limits;
use app::AppError;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// One limiter for each named limit.
pub struct Limiters {
    pages: DefaultKeyedRateLimiter<IpAddr>,
    forms: DefaultKeyedRateLimiter<IpAddr>,
    logins: DefaultKeyedRateLimiter<IpAddr>,
    recoveries: DefaultKeyedRateLimiter<IpAddr>,
    sign_ups: DefaultKeyedRateLimiter<IpAddr>,
    codes: DefaultKeyedRateLimiter<IpAddr>,
    messages: DefaultKeyedRateLimiter<IpAddr>,
}

fn per_minute(limit: u32) -> DefaultKeyedRateLimiter<IpAddr> {
    RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(limit).unwrap_or(NonZeroU32::MIN)))
}

/// The network of an address, in which one subscriber may have every other one.
pub fn network(address: IpAddr) -> String {
    key(address).to_string()
}

/// One IPv6 subscriber has a whole /64.
fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
        },
        v4 => v4,
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<IpAddr>, address: IpAddr) -> Result<(), AppError> {
    limiter.check_key(&key(address)).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        AppError::TooMany(u32::try_from(wait.as_secs()).unwrap_or(60) + 1)
    })
}

impl Limiters {
    /// Limiters with the configured limits.
    pub fn new(limits: &Limits) -> Self {
        Self {
            pages: per_minute(limits.pages),
            forms: per_minute(limits.forms),
            logins: per_minute(limits.logins),
            recoveries: per_minute(limits.recoveries),
            sign_ups: per_minute(limits.sign_ups),
            codes: per_minute(limits.codes),
            messages: per_minute(limits.messages),
        }
    }

    /// Counts a page.
    pub fn pages(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.pages, address)
    }

    /// Counts a form.
    pub fn forms(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.forms, address)
    }

    /// Counts a login.
    pub fn logins(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.logins, address)
    }

    /// Counts a "Forgot password".
    pub fn recoveries(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.recoveries, address)
    }

    /// Counts a sign-up or a confirmation mail.
    pub fn sign_ups(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.sign_ups, address)
    }

    /// Counts a code sent or tried.
    pub fn codes(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.codes, address)
    }

    /// Counts a secure message.
    pub fn messages(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.messages, address)
    }

    /// Forgets addresses that have been quiet, so that the tables stay small.
    pub fn forget_quiet(&self) {
        let all = [
            &self.pages,
            &self.forms,
            &self.logins,
            &self.recoveries,
            &self.sign_ups,
            &self.codes,
            &self.messages,
        ];
        for limiter in all {
            limiter.retain_recent();
        }
    }
}
