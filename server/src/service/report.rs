//! An accepted report: history, receipt, review and outgoing change, all in one transaction.

use super::record::Record;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::{id, random};
use crate::store::entity::{receipt, review, sevis_change};
use app::wire::SevisState;
use domain::history::{Change, Doer, Event};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, Set};

/// What is reported.
pub struct Report<'a> {
    /// What happened.
    pub event: Event,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// The employer, where it is about one.
    pub employer_id: Option<String>,
    /// SEVIS event of the batch schema.
    pub sevis_event: &'a str,
    /// What SEVIS is told.
    pub payload: serde_json::Value,
    /// Days by which it comes late.
    pub days_late: i64,
}

/// A number to quote: day and eight unmistakable characters.
fn number(day: domain::Date) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let tail: String =
        random::<8>().iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect();
    format!("FH-{}-{tail}", domain::date::iso(day).replace('-', ""))
}

impl Record {
    /// Accepts a student's report; gives its receipt.
    pub async fn accept(
        &self,
        tx: &impl ConnectionTrait,
        portal: &Portal,
        report: Report<'_>,
    ) -> Result<receipt::Model, DbErr> {
        let now = millis(portal.now());
        let who = self.person().name();
        self.note(tx, portal, report.event, Doer::Student, &who, &report.changes).await?;
        let sent: Vec<(String, String)> = report
            .changes
            .iter()
            .map(|change| {
                let value = if change.new.is_empty() { "(removed)" } else { &change.new };
                (change.field.to_string(), value.to_owned())
            })
            .collect();
        let receipt = receipt::ActiveModel {
            id: Set(id()),
            number: Set(number(portal.today(&self.zone()))),
            student_id: Set(self.student.id.clone()),
            employer_id: Set(report.employer_id.clone()),
            at: Set(now),
            event: Set(report.event.code().to_owned()),
            sent: Set(serde_json::to_string(&sent).unwrap_or_default()),
            days_late: Set(report.days_late),
        }
        .insert(tx)
        .await?;
        review::ActiveModel {
            id: Set(id()),
            school_id: Set(self.student.school_id.clone()),
            student_id: Set(self.student.id.clone()),
            receipt_id: Set(receipt.id.clone()),
            at: Set(now),
            done_at: Set(None),
            done_by: Set(None),
        }
        .insert(tx)
        .await?;
        self.tell_sevis(tx, portal, report.sevis_event, report.payload, Some(&receipt)).await?;
        portal.wake.notify_one();
        Ok(receipt)
    }

    /// Queues a change for SEVIS.
    pub async fn tell_sevis(
        &self,
        tx: &impl ConnectionTrait,
        portal: &Portal,
        event: &str,
        payload: serde_json::Value,
        receipt: Option<&receipt::Model>,
    ) -> Result<(), DbErr> {
        sevis_change::ActiveModel {
            id: Set(id()),
            student_id: Set(self.student.id.clone()),
            receipt_id: Set(receipt.map(|receipt| receipt.id.clone())),
            employer_id: Set(receipt.and_then(|receipt| receipt.employer_id.clone())),
            event: Set(event.to_owned()),
            payload: Set(payload.to_string()),
            state: Set(SevisState::Queued.code().to_owned()),
            batch_id: Set(None),
            created_at: Set(millis(portal.now())),
            settled_at: Set(None),
            answer: Set(String::new()),
        }
        .insert(tx)
        .await
        .map(drop)
    }
}
