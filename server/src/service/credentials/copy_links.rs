//! Links to a copy of a record. Each is for one address: once the record has another, it opens nothing.

use super::super::error::ServiceError;
use super::links;
use crate::clock::millis;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{SealedAt, id, token};
use crate::store::entity::{link, student};
use crate::store::{code::Code, students};
use app::routes;
use domain::account::TEMPORARY_HOURS;
use domain::invitation::LinkKind;
use time::Duration;

/// The kind.
pub const KINDS: &[LinkKind] = &[LinkKind::RecordCopy];

/// Makes a link and returns its address. Others stay good: whoever asks for one makes no other void.
pub async fn make(work: &Work, student: &student::Model) -> Result<String, ServiceError> {
    let (id, token) = (id(), token());
    let email = student.email_key.clone().unwrap_or_default();
    let row = link::Model {
        kind: Code(LinkKind::RecordCopy),
        student_id: Some(student.id.clone()),
        account_id: None,
        token_hash: work.secrets.hash("link", &token),
        created_at: work.at(),
        lapses_at: millis(work.now() + Duration::hours(TEMPORARY_HOURS)),
        failures: 0,
        used_at: None,
        replaced: false,
        sealed: work.secrets.seal(SealedAt::Link(&id), &email),
        id,
    };
    crate::store::links::insert(work.db(), row).await?;
    Ok(format!("{}?token={token}", work.url(routes::COPY)))
}

/// A link by its token, and its student, as long as the record has the address that it was mailed to.
pub async fn find<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<(link::Model, student::Model)>, ServiceError> {
    let Some(row) = links::find(s, token, KINDS).await? else { return Ok(None) };
    let student = students::by_id(s.db(), row.student_id.as_deref().unwrap_or_default()).await?;
    let email = s.secrets.open(SealedAt::Link(&row.id), &row.sealed);
    let same = |student: &student::Model| email.is_some() && student.email_key == email;
    Ok(student.filter(same).map(|student| (row, student)))
}
