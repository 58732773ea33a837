//! What a copy says.

use super::super::error::{ServiceError, read_json};
use super::super::record::{Record, earlier, timeline};
use crate::clock::{instant, rfc3339};
use crate::scope::{Connection, Scope};
use crate::store::entity::{employer, receipt};
use crate::store::{convert, receipts};
use app::routes;
use app::wire::{HistoryEntry, Person};
use domain::authorization::Authorization;
use domain::date::iso;
use domain::receipt_code;
use serde::Serialize;

/// Something with its label.
#[derive(Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// An authorization with its employers.
#[derive(Serialize)]
pub struct AuthorizationCopy {
    /// Kind, status, schedule, days, remarks.
    pub facts: Vec<Fact>,
    /// Each employer's facts; one that was deleted says so.
    pub employers: Vec<Vec<Fact>>,
}

/// The days of unemployment on the day of the copy.
#[derive(Serialize)]
pub struct CountCopy {
    /// The day (`YYYY-MM-DD`).
    pub as_of: String,
    /// Days used.
    pub used: u32,
    /// Days allowed.
    pub allowed: u32,
}

/// A receipt, as it can be checked.
#[derive(Serialize)]
pub struct ReceiptCopy {
    /// Its number.
    pub number: String,
    /// Its code; empty in those of before there were any.
    pub code: String,
    /// When (RFC 3339).
    pub at: String,
    /// When, in words, in the school's zone.
    pub at_words: String,
    /// What was reported.
    pub event: String,
    /// What it says.
    pub says: Vec<Fact>,
    /// Days by which it came late.
    pub days_late: i64,
}

/// A copy of a record.
#[derive(Serialize)]
pub struct RecordCopy {
    /// When it was made (RFC 3339).
    pub made_at: String,
    /// The same in words, in the school's zone.
    pub made_at_words: String,
    /// Whose.
    pub person: Person,
    /// Where a receipt is checked.
    pub check_receipts_at: String,
    /// Addresses and phones.
    pub profile: Vec<Fact>,
    /// Newest first.
    pub authorizations: Vec<AuthorizationCopy>,
    /// None before anything is counted.
    pub unemployment: Option<CountCopy>,
    /// Newest first; those of earlier records of the same person too.
    pub receipts: Vec<ReceiptCopy>,
    /// Every change and mail, newest first.
    pub history: Vec<HistoryEntry>,
}

fn facts<'a>(all: impl IntoIterator<Item = (&'a str, String)>) -> Vec<Fact> {
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| Fact { label: label.to_owned(), value }).collect()
}

fn employer(row: &employer::Model) -> Vec<Fact> {
    let mut all = facts(convert::employer(row).snapshot().into_fields());
    if row.deleted_at.is_some() {
        all.push(Fact { label: "Deleted".into(), value: "Yes".into() });
    }
    all
}

fn authorizations(record: &Record) -> Vec<AuthorizationCopy> {
    let copy = |row| {
        let Authorization { kind, status, schedule, start, end } = convert::authorization(row);
        let own = record.employer_rows.iter().filter(|own| own.authorization_id == row.id);
        AuthorizationCopy {
            facts: facts([
                ("Authorization", kind.words().to_owned()),
                ("Status", status.words().to_owned()),
                ("Schedule", schedule.words().to_owned()),
                ("Start date", iso(start)),
                ("End date", iso(end)),
                ("Remarks", row.remarks.clone()),
            ]),
            employers: own.map(employer).collect(),
        }
    };
    record.authorization_rows.iter().map(copy).collect()
}

/// Copies a record.
pub async fn copy<C: Connection>(
    s: &Scope<C>,
    record: &Record,
) -> Result<RecordCopy, ServiceError> {
    let zone = record.zone();
    let receipt = |row: receipt::Model| -> Result<ReceiptCopy, ServiceError> {
        let says: Vec<(String, String)> = read_json("receipt", &row.sent)?;
        let at = instant(row.at);
        Ok(ReceiptCopy {
            number: row.number,
            code: receipt_code::spell(&row.code),
            at: rfc3339(at),
            at_words: zone.words(at),
            event: row.event.words().to_owned(),
            says: facts(says.iter().map(|(label, value)| (label.as_str(), value.clone()))),
            days_late: row.days_late,
        })
    };
    let before = earlier(s, &record.student).await?;
    let same = std::iter::once(&record.student).chain(&before);
    let ids: Vec<String> = same.map(|row| row.id.clone()).collect();
    let receipts = receipts::of_students(s.db(), &ids).await?;
    let count = record.count(s.today(&zone));
    Ok(RecordCopy {
        made_at: rfc3339(s.now()),
        made_at_words: zone.words(s.now()),
        person: record.person(),
        check_receipts_at: s.url(routes::CHECK_RECEIPT),
        profile: facts(convert::profile(&record.student).snapshot().into_fields()),
        authorizations: authorizations(record),
        unemployment: count.map(|count| CountCopy {
            as_of: iso(count.as_of),
            used: count.used,
            allowed: count.allowed,
        }),
        receipts: receipts.into_iter().map(receipt).collect::<Result<_, _>>()?,
        history: timeline(s, record).await?.into_iter().map(|dated| dated.entry).collect(),
    })
}
