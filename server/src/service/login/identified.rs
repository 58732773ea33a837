//! Who has opened an invitation and given the SEVIS ID in this browser.

use super::super::visit::Visit;
use crate::store::entity::link;
use domain::invitation::LinkKind;

/// Links that lead to registration.
pub const KINDS: &[LinkKind] = &[LinkKind::Registration];

/// True where the SEVIS ID of this link was given in this browser.
pub async fn is_identified(visit: &Visit, row: &link::Model) -> bool {
    visit.session.lock().await.data.identified.as_ref() == Some(&row.id)
}
