//! What came before and after a change of the same thing.

use super::super::error::{ServiceError, read_json};
use super::topic::{Topic, is_there, says_it_all, stands_alone};
use crate::scope::Work;
use crate::sevis::dry_run::empties;
use crate::sevis::payload::Payload;
use crate::store::entity::sevis_change;
use crate::store::sevis_changes;

/// The later changes of the same thing.
pub async fn later(
    work: &Work,
    row: &sevis_change::Model,
) -> Result<Vec<sevis_change::Model>, ServiceError> {
    let topic = Topic::of(row);
    let mut rows = sevis_changes::after(work.db(), row).await?;
    rows.retain(|row| Topic::of(row) == topic);
    Ok(rows)
}

/// True where SEVIS has none of these. One that is on its way says for itself what SEVIS has, once it is answered.
pub fn none_told(rows: &[sevis_change::Model]) -> bool {
    !rows.iter().any(is_there)
}

/// True where a later change says what this one does, but for what no later one says: that something is empty now. Once SEVIS
/// has a later one, this is looked up there: whoever entered the whole of it would overwrite what is newer.
pub fn is_replaced(
    row: &sevis_change::Model,
    later: &[sevis_change::Model],
) -> Result<bool, ServiceError> {
    let mut whole = later.iter().filter(|row| says_it_all(row)).peekable();
    if stands_alone(row) || whole.peek().is_none() {
        return Ok(false);
    }
    Ok(whole.any(is_there) || !empties(&read_json::<Payload>("payload", &row.payload)?))
}

/// SEVIS has this change: what it refused of the same thing before is nobody's task any more. Whoever entered it now would
/// overwrite what SEVIS has.
pub async fn supersede_refused(work: &Work, row: &sevis_change::Model) -> Result<(), ServiceError> {
    if !says_it_all(row) {
        return Ok(());
    }
    let topic = Topic::of(row);
    let own = std::slice::from_ref(row);
    for earlier in sevis_changes::refused_before(work.db(), row).await? {
        if Topic::of(&earlier) == topic && is_replaced(&earlier, own)? {
            sevis_changes::supersede(work.db(), &earlier.id, work.at()).await?;
        }
    }
    Ok(())
}
