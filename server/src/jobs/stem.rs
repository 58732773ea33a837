//! Reminds STEM students of what they confirm every six months.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::student::remind;
use crate::store::authorizations;
use domain::date::{plus_days, plus_months};
use domain::stem::{MONTHS, Validation};

/// Students of one round.
const ROUND: u64 = 200;

/// Reminds whoever is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    for months in MONTHS {
        let mut after = String::new();
        loop {
            let look = portal.look();
            let today = look.now().date();
            let rows = authorizations::to_remind(look.db(), months, today, (&after, ROUND)).await?;
            let Some((_, last, _)) = rows.last() else { break };
            after.clone_from(last);
            for (student, id, start) in rows {
                // The day is UTC's here, so the days beside it count as well; the school's own day decides.
                let one = Validation { months, on: plus_months(start, months) };
                if (-1..=1).any(|n| one.takes(plus_days(today, n))) {
                    failed.note(&id, remind(portal.work().await?, &student, &id).await);
                }
            }
        }
    }
    failed.result()
}
