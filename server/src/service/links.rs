//! Mailed links: made, found, replaced.

use super::Fail;
use super::record::Record;
use crate::clock::millis;
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::{id, token};
use crate::store::entity::{account, link};
use app::routes;
use domain::OffsetDateTime;
use domain::account::TEMPORARY_HOURS;
use domain::date::plus_days;
use domain::history::{Doer, Event};
use domain::invitation::lapses_on;
use domain::window::Access;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    Set,
};

domain::named_codes! {
    /// What a link is for.
    LinkKind {
        /// Creates a portal account.
        Registration = "registration", "Registration";
        /// An official's reset: SEVIS ID, then a new password.
        AccountReset = "account_reset", "Account reset";
        /// Forgot password.
        PasswordReset = "password_reset", "Password reset";
        /// An official's first password.
        Enrolment = "enrolment", "Enrolment";
    }
}

/// Makes a link and gives its token. Earlier links of the same person no longer work.
async fn make(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    kind: LinkKind,
    student_id: Option<String>,
    account_id: Option<String>,
    lapses_at: OffsetDateTime,
) -> Result<String, DbErr> {
    replace_all(tx, student_id.as_deref(), account_id.as_deref()).await?;
    let token = token();
    link::ActiveModel {
        id: Set(id()),
        kind: Set(kind.code().to_owned()),
        student_id: Set(student_id),
        account_id: Set(account_id),
        token_hash: Set(portal.secrets.hash("link", &token)),
        created_at: Set(millis(portal.now())),
        lapses_at: Set(millis(lapses_at)),
        failures: Set(0),
        used_at: Set(None),
        replaced: Set(false),
    }
    .insert(tx)
    .await?;
    Ok(token)
}

/// Every open link of a student, or of an account without one, no longer works.
pub async fn replace_all(
    tx: &impl ConnectionTrait,
    student_id: Option<&str>,
    account_id: Option<&str>,
) -> Result<(), DbErr> {
    let same = match (student_id, account_id) {
        (Some(student), _) => link::Column::StudentId.eq(student),
        (None, account) => link::Column::AccountId.eq(account.unwrap_or_default()),
    };
    link::Entity::update_many()
        .col_expr(link::Column::Replaced, Expr::value(true))
        .filter(same)
        .filter(link::Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

fn url(portal: &Portal, page: &str, token: &str) -> String {
    format!("{}{page}?token={token}", portal.config.public_url)
}

/// Invites a student who is eligible and has no account; tells whether it did.
pub async fn invite(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    record: &Record,
) -> Result<bool, Fail> {
    let zone = record.zone();
    let today = portal.today(&zone);
    let authorizations = record.authorizations()?;
    let newest = authorizations.iter().filter(|a| a.opens_portal(today)).max_by_key(|a| a.start);
    let (Some(newest), Some(_)) = (newest, &record.student.email) else {
        return Ok(false);
    };
    let registered = account::Entity::find()
        .filter(account::Column::StudentId.eq(&record.student.id))
        .one(tx)
        .await?;
    if registered.is_some()
        || matches!(record.access(portal)?, Access::Closed { .. } | Access::NotYet)
    {
        return Ok(false);
    }
    let over = lapses_on(today);
    let about = Some(record.student.id.clone());
    let token = make(tx, portal, LinkKind::Registration, about, None, zone.begins(over)).await?;
    let link = url(portal, routes::REGISTER, &token);
    queue(tx, portal, letters::invitation(&record.student, newest.kind, link, plus_days(over, -1)))
        .await?;
    record.note(tx, portal, Event::InvitationSent, Doer::System, "", &[]).await?;
    Ok(true)
}

/// Mails the link of an official's reset.
pub async fn account_reset(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    record: &Record,
    account: &account::Model,
) -> Result<(), Fail> {
    let zone = record.zone();
    let over = lapses_on(portal.today(&zone));
    let (student, account) = (Some(record.student.id.clone()), Some(account.id.clone()));
    let token =
        make(tx, portal, LinkKind::AccountReset, student, account, zone.begins(over)).await?;
    let link = url(portal, routes::RESET, &token);
    queue(tx, portal, letters::account_reset(&record.student, link, plus_days(over, -1))).await?;
    Ok(())
}

/// Mails the link of "Forgot password".
pub async fn password_reset(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    name: &str,
) -> Result<(), Fail> {
    let over = portal.now() + time::Duration::hours(TEMPORARY_HOURS);
    let token = make(
        tx,
        portal,
        LinkKind::PasswordReset,
        account.student_id.clone(),
        Some(account.id.clone()),
        over,
    )
    .await?;
    let link = url(portal, routes::RESET, &token);
    let letter =
        letters::password_link(account.email.clone(), account.student_id.clone(), name, link);
    queue(tx, portal, letter).await?;
    Ok(())
}

/// Mails an official's first link, and gives it to be printed.
pub async fn enrol(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    work: &str,
) -> Result<String, Fail> {
    let over = portal.now() + time::Duration::days(domain::invitation::LIFE_DAYS);
    let token = make(tx, portal, LinkKind::Enrolment, None, Some(account.id.clone()), over).await?;
    let link = url(portal, routes::RESET, &token);
    queue(tx, portal, letters::enrolment(account.email.clone(), &account.name, work, link.clone()))
        .await?;
    Ok(link)
}

/// Finds a link by its token, among these kinds.
pub async fn find(
    db: &impl ConnectionTrait,
    portal: &Portal,
    token: &str,
    kinds: &[LinkKind],
    lock: bool,
) -> Result<Option<link::Model>, DbErr> {
    if token.len() != 43 {
        return Ok(None);
    }
    let query = link::Entity::find()
        .filter(link::Column::TokenHash.eq(portal.secrets.hash("link", token)))
        .filter(link::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
    if lock { query.lock_exclusive().one(db).await } else { query.one(db).await }
}

/// Counts a wrong SEVIS ID against a locked link; gives the chances left.
pub async fn count_wrong_id(tx: &impl ConnectionTrait, row: link::Model) -> Result<u8, DbErr> {
    let after = crate::store::convert::link(&row).after_wrong_id();
    let mut row: link::ActiveModel = row.into();
    row.failures = Set(i32::from(after.failures));
    row.update(tx).await?;
    Ok(domain::invitation::CHANCES - after.failures)
}

/// Marks a locked link as used.
pub async fn use_up(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: link::Model,
) -> Result<(), DbErr> {
    let mut row: link::ActiveModel = row.into();
    row.used_at = Set(Some(millis(portal.now())));
    row.update(tx).await.map(drop)
}
