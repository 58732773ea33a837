//! The ledger of mails and texts that somebody asks for: each is noted before it is sent, and counted by recipient, by
//! account, by network and in all. A person cannot delete what is counted.

use super::super::error::ServiceError;
use super::throttles;
use crate::limits::network;
use crate::mail::{Letter, queue};
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, send};
use crate::store::sends::{self, By};
use app::AppError;
use domain::send::Channel;
use std::net::IpAddr;
use time::Duration;

/// Something to be sent.
#[derive(Clone, Copy)]
pub struct Sending<'a> {
    /// What.
    pub channel: Channel,
    /// The address or number.
    pub to: &'a str,
    /// The account that asks, where one is known.
    pub account: Option<&'a str>,
    /// From where it was asked, where a request does.
    pub from: Option<IpAddr>,
    /// A browser that the account knows has a share of its own: whoever has only the password uses up nothing of its owner's.
    pub known: bool,
}

/// Why it is not sent.
pub enum Full {
    /// The quota of this address or number is used up, for so many seconds more; pages that answer alike for every address do not
    /// say so.
    Recipient(u32),
    /// Enough was asked for by this account, from this network, or in all.
    Asker,
}

/// Takes its place in the ledger, or says why there is none.
pub async fn reserve(work: &Work, sending: Sending<'_>) -> Result<Result<(), Full>, ServiceError> {
    let Sending { channel, to, account, from, known } = sending;
    let mut quota = channel.quota();
    if channel == Channel::Recovery {
        quota.recipient.0 = u64::from(work.config.limits.recovery_mails);
    }
    let hash = |what: &str, value: &str| match value {
        "" => String::new(),
        value => work.secrets.hash("send", &format!("{what} {}", value.to_lowercase())),
    };
    let (to_whom, by_whom) = if known { ("known to", "known by") } else { ("to", "by") };
    let recipient = hash(to_whom, to);
    let sender = hash(by_whom, account.unwrap_or_default());
    let origin = hash("from", &from.map(network).unwrap_or_default());
    // Of two at once to one recipient, whoever asks, the second counts the first.
    throttles::lock(work, &format!("send {recipient}")).await?;
    if let Some(seconds) = full_for(work, channel, &recipient, quota.recipient).await? {
        return Ok(Err(Full::Recipient(seconds)));
    }
    let hour = work.ago(Duration::hours(1));
    let count = |by, since| sends::count(work.db(), channel, by, since);
    if (!sender.is_empty() && count(By::Sender(&sender), hour).await? >= quota.sender)
        || (!origin.is_empty() && count(By::Origin(&origin), hour).await? >= quota.origin)
        || count(By::All, hour).await? >= quota.portal
    {
        tracing::warn!(channel = channel.code(), "a quota of what is sent is used up");
        return Ok(Err(Full::Asker));
    }
    let channel = Code(channel);
    let row = send::Model { id: id(), at: work.at(), channel, recipient, sender, origin };
    sends::insert(work.db(), row).await?;
    Ok(Ok(()))
}

/// Seconds until there is room again for this recipient, where as many as may be were sent within an hour or a day.
async fn full_for(
    work: &Work,
    channel: Channel,
    recipient: &str,
    (hourly, daily): (u64, u64),
) -> Result<Option<u32>, ServiceError> {
    let mut left = 0;
    for (most, period) in [(hourly, Duration::hours(1)), (daily, Duration::days(1))] {
        // Where none may be sent at all, the one to come is the first too many.
        let oldest =
            sends::newest_but(work.db(), channel, recipient, most.saturating_sub(1)).await?;
        let oldest = if most == 0 { Some(work.at()) } else { oldest };
        left = left.max(oldest.map_or(0, |at| at - work.ago(period)));
    }
    let seconds = u32::try_from(left.max(0).unsigned_abs().div_ceil(1000)).unwrap_or(u32::MAX);
    Ok((seconds > 0).then_some(seconds))
}

/// The same, for pages that may tell the person that the quota is used up: "too many, try again in an hour".
pub async fn reserve_or_refuse(work: &Work, sending: Sending<'_>) -> Result<(), ServiceError> {
    match reserve(work, sending).await? {
        Ok(()) => Ok(()),
        Err(Full::Recipient(seconds)) => Err(AppError::TooMany(seconds).into()),
        Err(Full::Asker) => Err(AppError::TooMany(3600).into()),
    }
}

/// Takes the place of a mail that an official causes.
pub async fn by_official(
    work: &Work,
    from: IpAddr,
    official: &account::Model,
    to: &str,
) -> Result<(), ServiceError> {
    let (channel, from) = (Channel::Official, Some(from));
    let sending = Sending { channel, to, account: Some(&official.id), from, known: false };
    reserve_or_refuse(work, sending).await
}

/// Mails what somebody chose of how news come: to the address of the letter, or where it has none, to that of the login. False
/// where that was done too often: a session that changes it again and again does not fill anybody's mailbox.
pub async fn tell_choice(
    work: &Work,
    from: IpAddr,
    account: &account::Model,
    mut letter: Letter,
) -> Result<bool, ServiceError> {
    if letter.to.is_empty() {
        letter.to.clone_from(&account.email);
    }
    let (channel, from) = (Channel::Choice, Some(from));
    let (to, account) = (&letter.to, Some(account.id.as_str()));
    let sending = Sending { channel, to, account, from, known: false };
    if reserve(work, sending).await?.is_err() {
        return Ok(false);
    }
    queue(work, letter).await?;
    Ok(true)
}
