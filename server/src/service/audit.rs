//! The audit of what staff looked at and did: each entry is written in the transaction of the act, and a keyed hash binds
//! it to the entry before it. A page is shown only once its entry is on disk.

use super::error::{ServiceError, write_json};
use crate::kit::Kit;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{SealedAt, id};
use crate::store::audits::{self, head, subjects};
use crate::store::code::Code;
use crate::store::entity::{account, audit, audit_head, audit_subject};
use domain::audit::{AuditAct, Subject};

/// Something to be written down.
pub struct Entry<'a> {
    /// Who; none for whoever runs the portal.
    pub actor: Option<&'a account::Model>,
    /// The school it is about; the actor's own where none is named.
    pub school: Option<&'a str>,
    /// What.
    pub act: AuditAct,
    /// About whom.
    pub subjects: Vec<Subject>,
    /// What stood before, where something was changed.
    pub before: String,
    /// What stands now.
    pub after: String,
}

impl<'a> Entry<'a> {
    /// An act of somebody about somebody.
    pub fn of(actor: &'a account::Model, act: AuditAct, subjects: Vec<Subject>) -> Self {
        let (before, after) = (String::new(), String::new());
        Self { actor: Some(actor), school: None, act, subjects, before, after }
    }

    /// The same with what was changed.
    #[must_use]
    pub fn changed(self, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { before: before.into(), after: after.into(), ..self }
    }
}

/// What a row's hash is made of: all of it.
pub fn hash(kit: &Kit, row: &audit::Model) -> Result<String, ServiceError> {
    let audit::Model {
        id,
        seq,
        at,
        actor,
        actor_name,
        school,
        act,
        subjects,
        detail,
        previous,
        hash: _,
    } = row;
    let all = ((id, seq, at, actor, actor_name, school), (act.code(), subjects, detail, previous));
    Ok(kit.secrets.hash("audit", &write_json("audit", &all)?))
}

/// What was before and after; none where it cannot be read.
pub fn detail<C: Connection>(s: &Scope<C>, row: &audit::Model) -> Option<(String, String)> {
    serde_json::from_str(&s.secrets.open(SealedAt::Audit(&row.id), &row.detail)?).ok()
}

/// Writes it down.
pub async fn write(work: &Work, entry: Entry<'_>) -> Result<(), ServiceError> {
    let Entry { actor, school, act, subjects: about, before, after } = entry;
    let mut about: Vec<String> = about.iter().map(Subject::key).collect();
    about.sort();
    about.dedup();
    let own = actor.and_then(|actor| actor.school_id.as_deref());
    // The last lock that a transaction takes: whoever holds it waits for nobody.
    let end = audits::lock_head(work.db()).await?;
    let entry = id();
    let mut row = audit::Model {
        seq: end.seq + 1,
        at: work.at(),
        actor: actor.map(|actor| actor.id.clone()).unwrap_or_default(),
        actor_name: actor.map_or("Command line", |actor| actor.name.as_str()).to_owned(),
        school: school.or(own).unwrap_or_default().to_owned(),
        act: Code(act),
        subjects: about.join(","),
        detail: work.secrets.seal(SealedAt::Audit(&entry), &write_json("audit", &(before, after))?),
        id: entry,
        previous: end.hash,
        hash: String::new(),
    };
    row.hash = hash(work, &row)?;
    for subject in about {
        let row = audit_subject::Model { id: id(), audit: row.id.clone(), subject };
        subjects::insert(work.db(), row).await?;
    }
    let end = audit_head::Model { id: end.id, seq: row.seq, hash: row.hash.clone() };
    audits::insert(work.db(), row).await?;
    Ok(head::update(work.db(), end).await?)
}

/// Writes down what whoever runs the portal did on the command line.
pub async fn by_command(
    work: &Work,
    act: AuditAct,
    school: Option<&str>,
    subjects: Vec<Subject>,
    after: String,
) -> Result<(), ServiceError> {
    let before = String::new();
    write(work, Entry { actor: None, school, act, subjects, before, after }).await
}

/// The same by itself, before what it is about is done.
pub async fn note_command(work: Work, act: AuditAct, after: String) -> Result<(), ServiceError> {
    by_command(&work, act, None, Vec::new(), after).await?;
    Ok(work.commit().await?)
}
