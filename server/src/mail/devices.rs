//! The browsers that show a student's news.

use crate::kit::Kit;
use crate::scope::{Connection, Scope};
use crate::secret::SealedAt;
use crate::store::entity::push_device;
use crate::store::{accounts, push_devices};
use domain::push::Subscription;
use sea_orm::DbErr;
use std::collections::HashMap;

/// Those that were turned on since the last time on which everybody was logged out.
pub async fn of<C: Connection>(
    s: &Scope<C>,
    student: &str,
) -> Result<Vec<push_device::Model>, DbErr> {
    let accounts = accounts::of_students(s.db(), &[student.to_owned()]).await?;
    let epochs: HashMap<&str, i64> =
        accounts.iter().map(|account| (account.id.as_str(), account.epoch)).collect();
    let ids: Vec<&str> = epochs.keys().copied().collect();
    let mut all = push_devices::of(s.db(), &ids).await?;
    all.retain(|device| epochs.get(device.account_id.as_str()) == Some(&device.epoch));
    Ok(all)
}

/// Where a device is reached; none where its service is none of those that may be called by now.
pub fn subscription(kit: &Kit, device: &push_device::Model) -> Option<Subscription> {
    let opened = kit.secrets.open(SealedAt::PushDevice(&device.id), &device.sealed)?;
    let to: Subscription = serde_json::from_str(&opened).ok()?;
    kit.config.push.know(&to.endpoint).then_some(to)
}
