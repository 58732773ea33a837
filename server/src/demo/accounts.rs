//! Second steps of the demo's officials, and its online accounts. The key is public: demo only.

use crate::cli::Failure;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::service::{accounts, factors, passwords};
use crate::store::entity::{account, factor};
use domain::email::Email;
use domain::factor::FactorKind;
use domain::role::Role;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set,
};

/// Key of every authenticator app of the demo, base32.
pub const KEY: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// What the demo's authenticator apps show now, by e-mail.
pub async fn codes(portal: &Portal) -> Result<Vec<(String, String)>, DbErr> {
    let db = portal.store.db();
    let rows = factor::Entity::find()
        .filter(factor::Column::Kind.eq(FactorKind::App.code()))
        .filter(factor::Column::ConfirmedAt.is_not_null())
        .all(db)
        .await?;
    let mut codes = Vec::new();
    for row in rows {
        // People who try the demo with an app of their own keep their key to themselves.
        if portal.secrets.open(&row.sealed).as_deref() != Some(KEY) {
            continue;
        }
        let account = account::Entity::find_by_id(&row.account_id).one(db).await?;
        if let (Some(account), Some(totp)) = (account, factors::totp(portal, "demo", &row)) {
            codes.push((account.email, totp.generate(factors::seconds(portal)).to_string()));
        }
    }
    codes.sort();
    Ok(codes)
}

/// Gives an account a second step that works at once.
pub async fn give(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    kind: FactorKind,
) -> Result<(), DbErr> {
    let now = millis(portal.now());
    let kept = if kind == FactorKind::App { KEY } else { account.email.as_str() };
    factor::ActiveModel {
        id: Set(id()),
        account_id: Set(account.id.clone()),
        kind: Set(kind.code().to_owned()),
        name: Set(String::new()),
        sealed: Set(portal.secrets.seal(kept)),
        last_step: Set(0),
        created_at: Set(now),
        confirmed_at: Set(Some(now)),
        last_used_at: Set(None),
    }
    .insert(tx)
    .await
    .map(drop)
}

/// An applicant with codes by e-mail, and a legal representative with an app.
pub async fn online(tx: &impl ConnectionTrait, portal: &Portal, hash: &str) -> Result<(), Failure> {
    for (email, role, kind) in [
        ("applicant@demo.test", Role::Applicant, FactorKind::Email),
        ("representative@demo.test", Role::Representative, FactorKind::App),
    ] {
        let email = Email::parse(email).ok().flatten().ok_or("demo e-mail")?;
        let account = account::ActiveModel {
            role: Set(role.code().to_owned()),
            password_hash: Set(Some(hash.to_owned())),
            backup_kept_at: Set(Some(millis(portal.now()))),
            ..accounts::new(portal, &email)
        }
        .insert(tx)
        .await?;
        passwords::remember(tx, portal, &account.id, hash).await?;
        give(tx, portal, &account, kind).await?;
    }
    Ok(())
}
