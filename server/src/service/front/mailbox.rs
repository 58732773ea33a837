//! The demo's outgoing mail.

use super::super::credentials::totp;
use super::super::error::ServiceError;
use super::super::visit::Visit;
use crate::clock::{Zone, instant};
use crate::mail::mail_state;
use crate::mail::stored::parts;
use crate::scope::Look;
use crate::secret::SealedAt;
use crate::store::entity::mail;
use crate::store::{accounts, outbox, schools};
use app::AppError;
use app::wire::{MailView, MailboxView};
use domain::factor::FactorKind;
use domain::paging::pages;

/// Mails on a page.
const PAGE: u64 = 100;

/// Outgoing mail, a page of it (the first is 1); not found outside of a demo.
pub async fn mailbox(look: &Look, visit: &Visit, page: u32) -> Result<MailboxView, ServiceError> {
    if !look.config.demo || !visit.address.is_loopback() {
        return Err(AppError::NotFound.into());
    }
    let school = schools::any(look.db()).await?;
    let zone = Zone::of(school.as_ref().map_or("UTC", |school| &school.time_zone));
    let total = outbox::count(look.db()).await?;
    let (page, pages) = pages(total, PAGE, page);
    let rows = outbox::page(look.db(), u64::from(page - 1), PAGE).await?;
    let mails = rows.into_iter().map(|row| mail_view(look, &zone, row)).collect();
    Ok(MailboxView { codes: codes(look).await?, mails, page, pages })
}

fn mail_view(look: &Look, zone: &Zone, row: mail::Model) -> MailView {
    let parts = parts(look, &row);
    MailView {
        at: zone.words(instant(row.created_at)),
        state: mail_state(&row),
        link: parts.as_ref().and_then(|parts| parts.link.clone()),
        text: parts.map_or_else(|| "(delivered, not kept)".into(), |parts| parts.text),
        id: row.id,
        to: row.recipient,
        subject: row.subject,
    }
}

/// Key of every authenticator app of the demo's people, base32. It is public: for a demo only.
pub const DEMO_KEY: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// What the demo's authenticator apps show now, by email.
async fn codes(look: &Look) -> Result<Vec<(String, String)>, ServiceError> {
    let mut codes = Vec::new();
    for row in crate::store::factors::confirmed_of_kind(look.db(), FactorKind::App).await? {
        // People who try the demo with an app of their own keep their key to themselves.
        if look.secrets.open(SealedAt::Factor(&row.id), &row.sealed).as_deref() != Some(DEMO_KEY) {
            continue;
        }
        let account = accounts::by_id(look.db(), &row.account_id).await?;
        if let (Some(account), Some(totp)) = (account, totp::totp(look, "demo", &row)) {
            codes.push((account.email, totp.generate(totp::seconds(look.now())).to_string()));
        }
    }
    codes.sort();
    Ok(codes)
}
