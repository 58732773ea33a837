//! Sealed values, whichever table they are in.

use super::entity::{
    audit, backup_code, case_code, credential_change, email_change, factor, link, mail,
    push_device, recovery,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A sealed value and the row it is in.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Sealed {
    /// Identity of the row.
    pub id: String,
    /// The value.
    pub sealed: String,
}

/// A table with sealed values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Backup codes.
    BackupCodes,
    /// Access codes.
    CaseCodes,
    /// How accounts were opened before a change.
    CredentialChanges,
    /// Addresses that accounts are to get.
    EmailChanges,
    /// Second steps.
    Factors,
    /// Links.
    Links,
    /// Mails.
    Mails,
    /// Browsers that are sent notifications.
    PushDevices,
    /// Requests of "Forgot password".
    Recoveries,
}

/// Those whose values can be sealed anew. The audit is only ever added to, so the keys of its rows
/// stay as long as the rows do.
pub const TABLES: [Table; 9] = [
    Table::BackupCodes,
    Table::CaseCodes,
    Table::CredentialChanges,
    Table::EmailChanges,
    Table::Factors,
    Table::Links,
    Table::Mails,
    Table::PushDevices,
    Table::Recoveries,
];

macro_rules! in_table {
    ($table:expr, $call:ident, $($argument:expr),+) => {
        match $table {
            Table::BackupCodes => $call!(backup_code, $($argument),+),
            Table::CaseCodes => $call!(case_code, $($argument),+),
            Table::CredentialChanges => $call!(credential_change, $($argument),+),
            Table::EmailChanges => $call!(email_change, $($argument),+),
            Table::Factors => $call!(factor, $($argument),+),
            Table::Links => $call!(link, $($argument),+),
            Table::Mails => $call!(mail, $($argument),+),
            Table::PushDevices => $call!(push_device, $($argument),+),
            Table::Recoveries => $call!(recovery, $($argument),+),
        }
    };
}

macro_rules! find {
    ($entity:ident, $db:expr, $newest:expr, $after:expr, $limit:expr) => {
        $entity::Entity::find()
            .select_only()
            .columns([$entity::Column::Id, $entity::Column::Sealed])
            .filter($entity::Column::Sealed.ne(""))
            .filter($entity::Column::Sealed.not_like(format!("{}:%", $newest)))
            .filter($entity::Column::Id.gt($after))
            .order_by_asc($entity::Column::Id)
            .limit($limit)
            .into_model()
            .all($db)
            .await
    };
}

macro_rules! replace {
    ($entity:ident, $tx:expr, $row:expr, $with:expr) => {
        $entity::Entity::update_many()
            .col_expr($entity::Column::Sealed, Expr::value($with))
            .filter($entity::Column::Id.eq($row.id.as_str()))
            .filter($entity::Column::Sealed.eq($row.sealed.as_str()))
            .exec($tx)
            .await
    };
}

macro_rules! any_by {
    ($entity:ident, $db:expr, $key:expr) => {
        $entity::Entity::find()
            .filter($entity::Column::Sealed.ne(""))
            .filter(by($entity::Column::Sealed, $key))
            .one($db)
            .await?
            .is_some()
    };
}

/// Values that another key than the newest has sealed, in the order of their rows.
pub async fn with_older_keys(
    db: &impl ConnectionTrait,
    table: Table,
    newest: u32,
    after: &str,
    limit: u64,
) -> Result<Vec<Sealed>, DbErr> {
    in_table!(table, find, db, newest, after, limit)
}

/// Puts a value into the place of another one; false if that was changed meanwhile.
pub async fn replace(
    tx: &impl ConnectionTrait,
    table: Table,
    row: &Sealed,
    with: String,
) -> Result<bool, DbErr> {
    let done = in_table!(table, replace, tx, row, with)?;
    Ok(done.rows_affected > 0)
}

/// True if a value is kept that this key sealed.
pub async fn uses(db: &impl ConnectionTrait, key: u32) -> Result<bool, DbErr> {
    for table in TABLES {
        let found = in_table!(table, any_by, db, key);
        if found {
            return Ok(true);
        }
    }
    let audits = audit::Entity::find().filter(by(audit::Column::Detail, key));
    Ok(audits.one(db).await?.is_some())
}

fn by(column: impl ColumnTrait, key: u32) -> sea_orm::Condition {
    let numbered = sea_orm::Condition::any().add(column.like(format!("{key}:%")));
    // The first version of these values says no number.
    if key == 1 { numbered.add(column.not_like("%:%")) } else { numbered }
}
