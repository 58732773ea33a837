//! The check of a receipt by whoever was shown it: number and code are the authority, so nothing is told
//! that the paper does not say.

use super::super::error::{ServiceError, fault, read_json};
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::store::{receipts, schools, students};
use app::ports::Done;
use app::routes;
use app::wire::{CheckReceiptForm, Notice};
use domain::{FaultCode, receipt_code};

/// Says what a genuine receipt says.
pub async fn check(look: &Look, form: &CheckReceiptForm) -> Result<Done, ServiceError> {
    let (number, code) = receipt_code::parse(&form.receipt, &form.receipt_code)?;
    let Some(row) = receipts::genuine(look.db(), &number, &code).await? else {
        return Err(fault("receipt", FaultCode::NoSuchReceipt).into());
    };
    let gone = || ServiceError::Internal(format!("receipt {}: no student", row.id));
    let student = students::by_id(look.db(), &row.student_id).await?.ok_or_else(gone)?;
    let school = schools::by_id(look.db(), &student.school_id).await?.ok_or_else(gone)?;
    let sent: Vec<(String, String)> = read_json("receipt", &row.sent)?;
    let said: Vec<String> = sent.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    let at = Zone::of(&school.time_zone).words(instant(row.at));
    let end = &student.sevis_id[student.sevis_id.len().saturating_sub(4)..];
    let words = format!(
        "{number}: {}, received by {} on {at}, of the SEVIS ID that ends in {end}. It says: {}.",
        row.event.words(),
        school.name,
        said.join("; ").replace('\n', " "),
    );
    Ok(Done::saying(routes::CHECK_RECEIPT, Notice::ReceiptGenuine { words }))
}
