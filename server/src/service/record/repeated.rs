//! A report that is sent once more, because its answer was lost on the way.

use super::super::error::{ServiceError, fault};
use crate::store::entity::receipt;
use app::ports::Done;
use app::routes;
use app::wire::Notice;
use domain::FaultCode;

/// The answer to a form that was not filled from the `stored` version: the receipt of this very report, where it has made that
/// version out of the one that the form was filled from; else somebody has changed the record meanwhile, which is said at a
/// `field`. The caller has compared what the form wants with what is on record, and gives no receipt where they differ.
pub fn repeated(
    last: Option<receipt::Model>,
    (form, stored): (&str, i32),
    field: &'static str,
) -> Result<Done, ServiceError> {
    match last.filter(|last| last.made_version == stored && form.parse() == Ok(stored - 1)) {
        Some(receipt) => Ok(Done::saying(routes::receipt(&receipt.id), Notice::ReportSaved)),
        None => Err(fault(field, FaultCode::ChangedMeanwhile { version: stored }).into()),
    }
}
