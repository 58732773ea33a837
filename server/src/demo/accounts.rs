//! Second steps of the demo's officials, and its online accounts. The key is public: demo only.

use crate::Failure;
use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::service::credentials::{passwords, standing};
use crate::service::front::mailbox::DEMO_KEY;
use crate::store::code::Code;
use crate::store::entity::{account, factor};
use crate::store::{accounts, factors};
use domain::email::Email;
use domain::factor::FactorKind;
use domain::role::Role;
use sea_orm::DbErr;

/// Gives an account a second step that works at once.
pub async fn give(work: &Work, account: &account::Model, kind: FactorKind) -> Result<(), DbErr> {
    let kept = if kind == FactorKind::App { DEMO_KEY } else { account.email.as_str() };
    let id = id();
    let row = factor::Model {
        account_id: account.id.clone(),
        kind: Code(kind),
        name: String::new(),
        sealed: work.secrets.seal(SealedAt::Factor(&id), kept),
        id,
        last_step: 0,
        created_at: work.at(),
        confirmed_at: Some(work.at()),
        last_used_at: None,
    };
    factors::insert(work.db(), row).await
}

/// An applicant with codes by email, and a legal representative with an app.
pub async fn online(work: &Work, hash: &str) -> Result<(), Failure> {
    for (email, role, kind) in [
        ("applicant@demo.test", Role::Applicant, FactorKind::Email),
        ("representative@demo.test", Role::Representative, FactorKind::App),
    ] {
        let email = Email::parse(email).ok().flatten().ok_or("demo email")?;
        let account = account::Model {
            password_hash: Some(hash.to_owned()),
            backup_kept_at: Some(work.at()),
            ..standing::new(role, &email, work.at())
        };
        accounts::insert(work.db(), account.clone()).await?;
        passwords::remember(work, &account.id, hash).await?;
        give(work, &account, kind).await?;
    }
    Ok(())
}
