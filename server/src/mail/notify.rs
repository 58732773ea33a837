//! Handing notifications to the push services of browsers. A loop of its own: a service that does not answer delays no mail.

use super::announce::email_instead;
use super::delivery::{claim, note};
use super::stored::parts;
use crate::kit::Kit;
use crate::portal::Portal;
use crate::push::{Answer, Sender};
use crate::scope::Work;
use crate::secret::SealedAt;
use crate::store::entity::{mail, push_device};
use crate::store::outbox::{self, PUSH};
use crate::store::push_devices;
use domain::push::Subscription;
use lettre::message::Mailbox;
use sea_orm::DbErr;
use url::Url;

/// Notifications read at once.
const ROUND: u64 = 50;

/// The portal as push services know it.
pub fn sender(kit: &Kit) -> Sender {
    let from = kit.config.mail_from.parse::<Mailbox>();
    let from = from
        .map_or_else(|_| kit.config.public_url.clone(), |from| format!("mailto:{}", from.email));
    Sender::of(&kit.secrets, kit.config.security_contact.clone().unwrap_or(from))
}

/// Delivers what is due, oldest first.
pub async fn run(portal: &Portal) -> Result<(), DbErr> {
    if portal.config.push.is_empty() {
        return Ok(());
    }
    let sender = sender(portal);
    loop {
        let look = portal.look();
        let due = outbox::due(look.db(), &[PUSH], look.at(), ROUND).await?;
        if due.is_empty() {
            return Ok(());
        }
        for row in due {
            if let Some(row) = claim(portal.work().await?, &row.id).await? {
                deliver(portal, &sender, row).await?;
            }
        }
    }
}

async fn deliver(portal: &Portal, sender: &Sender, row: mail::Model) -> Result<(), DbErr> {
    let look = portal.look();
    let device = push_devices::by_id(look.db(), &row.recipient).await?;
    let to = device.as_ref().and_then(|device| subscription(portal, device));
    let Some((to, said)) = to.zip(parts(portal, &row)) else {
        return gone(portal.work().await?, &row).await;
    };
    let topic = row.announces.as_ref().unwrap_or(&row.id).replace('-', "");
    let words = serde_json::json!({ "body": said.text, "tag": topic }).to_string();
    match sender.send(&to, (&topic, words), look.now()).await {
        Answer::Taken => note(portal, row, Ok(())).await,
        Answer::Gone => gone(portal.work().await?, &row).await,
        Answer::Not(reason) => note(portal, row, Err(reason)).await,
    }
}

/// Where a device is reached; none where its service is not one of those that are known by now.
pub fn subscription(kit: &Kit, device: &push_device::Model) -> Option<Subscription> {
    let opened = kit.secrets.open(SealedAt::PushDevice(&device.id), &device.sealed)?;
    let to: Subscription = serde_json::from_str(&opened).ok()?;
    let known = Url::parse(&to.endpoint).is_ok_and(|endpoint| kit.config.push.know(&endpoint));
    known.then_some(to)
}

/// The device shows nothing any more: it is forgotten, and what it should have told of goes by email where nothing else tells of it.
async fn gone(work: Work, row: &mail::Model) -> Result<(), DbErr> {
    let Some(row) = outbox::lock(work.db(), &row.id).await? else { return Ok(()) };
    email_instead(&work, &row).await?;
    outbox::delete(work.db(), &row.id).await?;
    push_devices::delete(work.db(), &row.recipient).await?;
    tracing::info!(device = %row.recipient, "a device takes no notifications any more");
    work.commit().await
}
