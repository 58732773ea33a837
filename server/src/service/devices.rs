//! Browsers that have passed the second step of an account before. Their failures are counted apart,
//! so that a stranger's guesses do not keep the owner out.

use super::{Desk, Fail};
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::{id, token};
use crate::store::entity::device;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set,
};

/// A device is known for so long after its last login.
const LIFE_DAYS: u32 = 180;

/// The cookie's name.
pub fn cookie_name(portal: &Portal) -> &'static str {
    if portal.config.secure() { "__Host-foothold-device" } else { "foothold-device" }
}

/// Browser and system in a few words, for the person to recognise; nothing is decided by it.
pub fn describe(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, words)| *words)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Unknown browser".to_owned(),
    }
}

impl Desk {
    /// The row of this browser for an account, if it is known there.
    pub(super) async fn known_device(
        &self,
        db: &impl ConnectionTrait,
        account_id: &str,
    ) -> Result<Option<device::Model>, DbErr> {
        let Some(cookie) = self.device_cookie.as_ref().filter(|cookie| cookie.len() == 43) else {
            return Ok(None);
        };
        let since = millis(self.portal.now() - time::Duration::days(i64::from(LIFE_DAYS)));
        device::Entity::find()
            .filter(device::Column::TokenHash.eq(self.portal.secrets.hash("device", cookie)))
            .filter(device::Column::AccountId.eq(account_id))
            .filter(device::Column::SeenAt.gt(since))
            .one(db)
            .await
    }

    /// Remembers this browser for an account. True if it was new.
    pub(super) async fn remember_device(
        &self,
        tx: &impl ConnectionTrait,
        account_id: &str,
    ) -> Result<bool, Fail> {
        let now = millis(self.portal.now());
        if let Some(known) = self.known_device(tx, account_id).await? {
            let mut row: device::ActiveModel = known.into();
            row.seen_at = Set(now);
            row.update(tx).await?;
            return Ok(false);
        }
        let token = match &self.device_cookie {
            Some(cookie) if cookie.len() == 43 => cookie.clone(),
            _ => token(),
        };
        let token_hash = self.portal.secrets.hash("device", &token);
        // The same browser after a long time, or with another account.
        device::Entity::delete_many()
            .filter(device::Column::TokenHash.eq(&token_hash))
            .filter(device::Column::AccountId.eq(account_id))
            .exec(tx)
            .await?;
        device::ActiveModel {
            id: Set(id()),
            account_id: Set(account_id.to_owned()),
            token_hash: Set(token_hash),
            created_at: Set(now),
            seen_at: Set(now),
        }
        .insert(tx)
        .await?;
        let secure = if self.portal.config.secure() { "; Secure" } else { "" };
        let age = u64::from(LIFE_DAYS) * 86_400;
        self.set_cookie(&format!(
            "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={age}",
            cookie_name(&self.portal)
        ));
        Ok(true)
    }
}
