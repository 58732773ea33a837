//! Notifications on a student's own devices.

use super::super::credentials::sends;
use super::super::error::{ServiceError, write_json};
use super::super::visit::{Visit, device, guards};
use super::inbox::{Chosen, chosen};
use crate::kit::Kit;
use crate::mail::{letters, notify};
use crate::push::can_encrypt;
use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::store::entity::{account, push_device};
use crate::store::{news_choices, push_devices};
use app::AppError;
use app::ports::Done;
use app::routes;
use app::wire::{Notice, PushOffForm};
use domain::push::{PushForm, ShownForm, Subscription};
use domain::reach::Reach;

/// Devices of an account, at most: the oldest gives way.
const MOST: usize = 10;

/// What was posted, if the portal can and may send there.
fn read(kit: &Kit, form: &PushForm) -> Option<Subscription> {
    form.parse().filter(can_encrypt).filter(|read| kit.config.push.know(&read.endpoint))
}

/// Shows news on this browser from now on; on the first one, of each kind, unless the student has chosen before. An email says so.
/// A browser that showed somebody else's news shows these instead.
pub async fn turn_on(work: Work, visit: &Visit, form: &PushForm) -> Result<Done, ServiceError> {
    let (account, record) = guards::answering(&work, visit).await?;
    let Some(subscription) = read(&work, form) else {
        return Ok(Done::saying(routes::REACH, Notice::PushRefused));
    };
    let hash = work.secrets.hash("push", &subscription.endpoint);
    let own = push_devices::of(work.db(), &[&account.id]).await?;
    let same = push_devices::by_endpoint(work.db(), &hash).await?;
    if let Some(same) = &same {
        push_devices::delete(work.db(), &same.id).await?;
    }
    let all = wanted(&work, &record.student.id).await?;
    if same.is_none_or(|same| same.account_id != account.id) {
        for surplus in own.iter().take((own.len() + 1).saturating_sub(MOST)) {
            push_devices::delete(work.db(), &surplus.id).await?;
        }
        let (name, page) = (device::describe(&visit.agent), work.url(routes::REACH));
        let letter = letters::push_on(&record.student, (&name, &all), page);
        if !sends::tell_choice(&work, visit.address, &account, letter).await? {
            return Err(AppError::TooMany(3600).into());
        }
    }
    add(&work, visit, (&account, &hash), &subscription).await?;
    news_choices::keep(work.db(), &record.student.id, &all).await?;
    work.commit().await?;
    Ok(Done::saying(routes::REACH, Notice::PushOn))
}

/// What notifications are for: what was chosen, or everything where nothing was.
async fn wanted(work: &Work, student: &str) -> Result<Chosen, ServiceError> {
    let mut all = chosen(work, student).await?;
    if all.iter().all(|(_, reach)| !reach.push) {
        all.iter_mut().for_each(|(_, reach)| *reach = Reach { push: true, ..*reach });
    }
    Ok(all)
}

async fn add(
    work: &Work,
    visit: &Visit,
    (account, hash): (&account::Model, &str),
    subscription: &Subscription,
) -> Result<(), ServiceError> {
    let id = id();
    let row = push_device::Model {
        account_id: account.id.clone(),
        endpoint_hash: hash.to_owned(),
        sealed: work
            .secrets
            .seal(SealedAt::PushDevice(&id), &write_json("a device", subscription)?),
        name: device::describe(&visit.agent),
        browser: device::known(work, visit, &account.id)
            .await?
            .map(|row| row.id)
            .unwrap_or_default(),
        login: guards::login(visit).await,
        epoch: account.epoch,
        created_at: work.at(),
        id,
    };
    Ok(push_devices::insert(work.db(), row).await?)
}

/// Shows nothing there any more.
pub async fn turn_off(work: Work, visit: &Visit, form: &PushOffForm) -> Result<Done, ServiceError> {
    let (account, _) = guards::answering(&work, visit).await?;
    let own = push_devices::of(work.db(), &[&account.id]).await?;
    if let Some(device) = own.iter().find(|device| device.id == form.id) {
        push_devices::delete(work.db(), &device.id).await?;
        work.commit().await?;
    }
    Ok(Done::saying(routes::REACH, Notice::PushOff))
}

/// True for what only a device can say that was sent this one.
pub fn is_proof(kit: &Kit, form: &ShownForm) -> bool {
    notify::proof(kit, &form.id) == form.proof
}

/// A device has shown a notification, and has proven it: what it tells of is told.
pub async fn shown(work: Work, form: &ShownForm) -> Result<(), ServiceError> {
    Ok(notify::shown(work, &form.id).await?)
}
