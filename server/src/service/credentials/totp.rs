//! Authenticator apps: six digits, 30 seconds, one step of drift (RFC 6238).

use crate::kit::Kit;
use crate::scope::Work;
use crate::secret::SealedAt;
use crate::store::entity::factor;
use crate::store::factors;
use app::wire::Setup;
use domain::OffsetDateTime;
use sea_orm::DbErr;
use totp_rs::{Builder, Secret, Totp};

/// Zone without dark squares around a QR code, in squares (ISO/IEC 18004).
const QUIET: usize = 4;

/// A new key, in base 32.
pub fn new_key() -> String {
    Secret::generate().to_base32()
}

/// The authenticator app of a row.
pub fn totp(kit: &Kit, account: &str, row: &factor::Model) -> Option<Totp> {
    let key = kit.secrets.open(SealedAt::Factor(&row.id), &row.sealed)?;
    Builder::new()
        .with_secret(Secret::try_from_base32(&key).ok()?)
        .with_skew(1)
        // The label of an otpauth address ends at a colon.
        .with_account_name(account.replace(':', " "))
        .with_issuer(Some("Foothold"))
        .build()
        .ok()
}

/// Seconds since 1970, as codes are made from.
pub fn seconds(now: OffsetDateTime) -> u64 {
    u64::try_from(now.unix_timestamp()).unwrap_or(0)
}

/// Checks a code against a locked row, and uses its time step up.
pub async fn check(work: &Work, row: &factor::Model, typed: &str) -> Result<bool, DbErr> {
    let step = totp(work, "account", row).and_then(|totp| totp.check(typed, seconds(work.now())));
    let Some(step) = step.map(|step| i64::try_from(step).unwrap_or(i64::MAX)) else {
        return Ok(false);
    };
    if step <= row.last_step {
        return Ok(false);
    }
    factors::update(work.db(), factor::Model { last_step: step, ..row.clone() }).await?;
    Ok(true)
}

/// The key of an app, as text, link and QR code.
pub fn setup(kit: &Kit, email: &str, row: &factor::Model) -> Option<Setup> {
    let url = totp(kit, email, row)?.to_url().ok()?;
    let key = kit.secrets.open(SealedAt::Factor(&row.id), &row.sealed)?;
    let groups: Vec<String> =
        key.chars().collect::<Vec<_>>().chunks(4).map(|four| four.iter().collect()).collect();
    let code = fast_qr::QRBuilder::new(url.as_str()).build().ok()?;
    // Each dark square is a stroke of one unit.
    let mut qr = String::new();
    for y in 0..code.size {
        for x in (0..code.size).filter(|x| code[y][*x].value()) {
            qr.push_str(&format!("M{} {}.5h1", x + QUIET, y + QUIET));
        }
    }
    Some(Setup::App { key: groups.join(" "), url, qr, size: code.size + 2 * QUIET })
}
