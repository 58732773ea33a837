//! One-time codes by mail and text: six digits, valid for ten minutes, once, and only in the request that asked for them.

use super::super::error::{ServiceError, fault};
use super::sends::{self, Sending};
use crate::clock::instant;
use crate::mail::{letters, queue, queue_text};
use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::store::codes;
use crate::store::entity::{account, code, factor};
use domain::FaultCode;
use domain::factor::{CODE_LIFE, CodeState, FactorKind, bare_code, code_state};
use domain::send::Channel;
use std::net::IpAddr;
use subtle::ConstantTimeEq;

/// So many earlier codes are recognised.
const EARLIER: u64 = 5;

/// Six digits, each as likely as the other; leading zeros stay.
pub fn six_digits() -> String {
    loop {
        // The largest multiple of a million below 2^32 keeps the choice even.
        let drawn = u32::from_le_bytes(crate::secret::random());
        if drawn < 4_294_000_000 {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

/// Who asks for a code.
pub struct Asker {
    /// What the code is bound to: it works nowhere else.
    pub request: String,
    /// From where.
    pub from: IpAddr,
    /// In a browser that the account knows.
    pub known: bool,
}

/// Sends a new code through a second step.
pub async fn send(
    work: &Work,
    account: &account::Model,
    factor: &factor::Model,
    asker: Asker,
) -> Result<(), ServiceError> {
    let to = work.secrets.open(SealedAt::Factor(&factor.id), &factor.sealed).unwrap_or_default();
    send_to(work, account, (factor.kind.0, to), factor, asker).await
}

/// Sends a new code to this address or number, for whoever has lost this second step. Earlier ones
/// of the same request no longer work, and failures stay counted: they belong to the account, not
/// to the code.
pub async fn send_to(
    work: &Work,
    account: &account::Model,
    (kind, to): (FactorKind, String),
    factor: &factor::Model,
    Asker { request, from, known }: Asker,
) -> Result<(), ServiceError> {
    let channel = match (kind, factor.confirmed_at) {
        (FactorKind::Text, Some(_)) => Channel::Text,
        // Whose number it is nobody has shown yet; its owner's own codes are counted apart.
        (FactorKind::Text, None) => Channel::NewText,
        _ => Channel::Code,
    };
    // To a number that is somebody else's nobody has a second share.
    let known = known && channel != Channel::NewText;
    let (account_id, from) = (Some(account.id.as_str()), Some(from));
    let sending = Sending { channel, to: &to, account: account_id, from, known };
    sends::reserve_or_refuse(work, sending).await?;
    let request = work.secrets.hash("request", &request);
    codes::replace(work.db(), &factor.id, &request, work.at()).await?;
    let digits = six_digits();
    let row = code::Model {
        id: id(),
        account_id: account.id.clone(),
        factor_id: factor.id.clone(),
        code_hash: work.secrets.hash("code", &format!("{request}{digits}")),
        request,
        created_at: work.at(),
        failures: 0,
        used_at: None,
    };
    codes::insert(work.db(), row).await?;
    if kind == FactorKind::Text {
        queue_text(work, &account.id, &to, &text_of(&work.config.public_url, &digits)).await?;
    } else {
        let lapses = work.now() + CODE_LIFE;
        let letter = letters::one_time_code(to, &account.id, &digits);
        queue(work, letter.awaited(lapses)).await?;
    }
    Ok(())
}

/// The text message of a code. Its last line lets phones fill the code in on our page only.
fn text_of(public_url: &str, digits: &str) -> String {
    let host = public_url.split("//").nth(1).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    format!(
        "Foothold: your one-time password is {digits}. It works for 10 minutes. Do not share it with anyone.\n@{host} #{digits}"
    )
}

/// Tries a code. A wrong one is counted against the newest code of the request.
pub async fn check(
    work: &Work,
    factor: &factor::Model,
    request: &str,
    typed: &str,
) -> Result<Result<(), FaultCode>, ServiceError> {
    let request = work.secrets.hash("request", request);
    let Some(mut row) = codes::lock_newest(work.db(), &factor.id, &request).await? else {
        return Ok(Err(FaultCode::CodeSpent));
    };
    let failures = u8::try_from(row.failures).unwrap_or(u8::MAX);
    let age = work.now() - instant(row.created_at);
    if code_state(age, failures, row.used_at.is_some()) != CodeState::Open {
        return Ok(Err(FaultCode::CodeSpent));
    }
    let hash = work.secrets.hash("code", &format!("{request}{}", bare_code(typed)));
    let right = bool::from(hash.as_bytes().ct_eq(row.code_hash.as_bytes()));
    if right {
        row.used_at = Some(work.at());
    } else {
        row.failures += 1;
    }
    codes::update(work.db(), row).await?;
    if right {
        return Ok(Ok(()));
    }
    let newer = was_sent_before(work, &factor.id, typed).await?;
    Ok(Err(if newer { FaultCode::NewerCode } else { FaultCode::WrongCode }))
}

/// True for a code that was right until a newer one was sent.
async fn was_sent_before(work: &Work, factor: &str, typed: &str) -> Result<bool, ServiceError> {
    let earlier = codes::replaced(work.db(), factor, EARLIER).await?;
    let same = |row: &code::Model| {
        let hash = work.secrets.hash("code", &format!("{}{}", row.request, bare_code(typed)));
        bool::from(hash.as_bytes().ct_eq(row.code_hash.as_bytes()))
    };
    Ok(earlier.iter().any(same))
}

/// What was typed, or the fault that it is missing.
pub fn typed(code: &str) -> Result<String, ServiceError> {
    let bare = bare_code(code);
    if bare.is_empty() {
        return Err(fault("code", FaultCode::Required).into());
    }
    Ok(bare)
}
