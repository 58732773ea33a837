//! Backup codes: 125 random bits each, so that a keyed hash is enough to keep and to find them.

use crate::kit::Kit;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{SealedAt, id, paper_code, read_paper_code};
use crate::store::{backup_codes, entity::backup_code};
use sea_orm::DbErr;

fn hash(kit: &Kit, typed: &str) -> String {
    kit.secrets.hash("backup code", &read_paper_code(typed))
}

/// Makes codes; earlier ones of the same sort no longer work. They are readable until their
/// plaintext is discarded.
pub async fn make(
    work: &Work,
    account_id: &str,
    how_many: usize,
    in_set: bool,
) -> Result<(), DbErr> {
    backup_codes::forget_sort(work.db(), account_id, in_set).await?;
    for _ in 0..how_many {
        add(work, account_id, in_set).await?;
    }
    Ok(())
}

async fn add(work: &Work, account_id: &str, in_set: bool) -> Result<(), DbErr> {
    let code = paper_code::<25>(5);
    let id = id();
    let row = backup_code::Model {
        account_id: account_id.to_owned(),
        code_hash: hash(work, &code),
        sealed: work.secrets.seal(SealedAt::BackupCode(&id), &code),
        id,
        in_set,
        created_at: work.at(),
        used_at: None,
    };
    backup_codes::insert(work.db(), row).await
}

/// Uses a code up. It is replaced at once, and its replacement is shown.
pub async fn use_up(work: &Work, account_id: &str, typed: &str) -> Result<bool, DbErr> {
    let hash = hash(work, typed);
    match backup_codes::use_up(work.db(), account_id, &hash, work.at()).await? {
        Some(used) => add(work, account_id, used.in_set).await.map(|()| true),
        None => Ok(false),
    }
}

/// The codes whose plaintext was not discarded yet.
pub async fn readable<C: Connection>(s: &Scope<C>, account_id: &str) -> Result<Vec<String>, DbErr> {
    let rows = backup_codes::readable(s.db(), account_id).await?;
    let open =
        |row: &backup_code::Model| s.secrets.open(SealedAt::BackupCode(&row.id), &row.sealed);
    Ok(rows.iter().filter_map(open).collect())
}
