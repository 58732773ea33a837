//! The receipt of a report.

use super::super::error::{ServiceError, read_json};
use super::super::reviews::check_of;
use super::super::visit::{Visit, guards};
use crate::clock::instant;
use crate::scope::Look;
use crate::store::{receipts, sevis_changes};
use app::wire::ReceiptView;
use app::{AppError, routes};

/// One receipt.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<ReceiptView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let row = receipts::of_student(look.db(), id, &record.student.id).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let change = sevis_changes::of_receipt(look.db(), id).await?;
    Ok(ReceiptView {
        check_at: look.url(routes::CHECK_RECEIPT),
        at: record.zone().words(instant(row.at)),
        person: record.person(),
        event: row.event.0,
        sent: read_json("receipt", &row.sent)?,
        days_late: row.days_late,
        sevis: change.map(|change| change.state.0),
        number: row.number,
        check: check_of(look, &record.zone(), id).await?,
        id: row.id,
        code: row.code,
    })
}
