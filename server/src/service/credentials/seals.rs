//! Seals anew, with the newest key, what older keys have sealed.

use super::super::error::ServiceError;
use super::before::Before;
use crate::kit::Kit;
use crate::scope::Work;
use crate::secret::SealedAt;
use crate::store::credential_changes;
use crate::store::sealed::{self, Sealed, Table};

fn place(table: Table, id: &str) -> SealedAt<'_> {
    match table {
        Table::BackupCodes => SealedAt::BackupCode(id),
        Table::CaseCodes => SealedAt::CaseCode(id),
        Table::CredentialChanges => SealedAt::CredentialChange(id),
        Table::EmailChanges => SealedAt::EmailChange(id),
        Table::Factors => SealedAt::Factor(id),
        Table::Links => SealedAt::Link(id),
        Table::Mails => SealedAt::Mail(id),
        Table::PushDevices => SealedAt::PushDevice(id),
        Table::Recoveries => SealedAt::Recovery(id),
    }
}

fn opened_and_sealed(kit: &Kit, table: Table, row: &Sealed) -> Option<String> {
    let place = place(table, &row.id);
    Some(kit.secrets.seal(place, &kit.secrets.open(place, &row.sealed)?))
}

/// Seals these values anew; returns how many. One that cannot be opened stays, for whoever finds
/// its key; one that was changed meanwhile was sealed anew by that.
pub async fn renew(work: Work, table: Table, rows: &[Sealed]) -> Result<u64, ServiceError> {
    let mut renewed = 0;
    for row in rows {
        let anew = match table {
            // Second steps are sealed within it.
            Table::CredentialChanges => credential_changes::by_id(work.db(), &row.id)
                .await?
                .and_then(|change| Before::seal_anew(&work, &change)),
            _ => opened_and_sealed(&work, table, row),
        };
        match anew {
            Some(anew) => {
                renewed += u64::from(sealed::replace(work.db(), table, row, anew).await?);
            }
            None => tracing::warn!(?table, row = row.id, "no key opens this"),
        }
    }
    work.commit().await?;
    Ok(renewed)
}
