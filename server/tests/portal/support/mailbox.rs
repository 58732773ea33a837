//! What was mailed.

use super::TestPortal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::mail::stored;
use server::store::entity::mail;

/// A mail as its recipient reads it.
#[derive(Debug)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub link: Option<String>,
}

impl TestPortal {
    /// Runs what is due until nothing is left; a job that fails fails the test.
    pub async fn settle(&self) {
        server::jobs::run_due(&self.portal).await.expect("jobs");
    }

    /// Mails to an address, oldest first.
    pub async fn mails(&self, to: &str) -> Vec<Mail> {
        mail::Entity::find()
            .filter(mail::Column::Recipient.eq(to))
            .order_by_asc(mail::Column::CreatedAt)
            .order_by_asc(mail::Column::Id)
            .all(self.db())
            .await
            .expect("mails")
            .into_iter()
            .map(|row| {
                let parts = stored::parts(&self.portal, &row).expect("opens");
                Mail { subject: row.subject, text: parts.text, html: parts.html, link: parts.link }
            })
            .collect()
    }

    /// The token of the newest link mailed to an address.
    pub async fn token(&self, to: &str) -> String {
        let mails = self.mails(to).await;
        let link = mails
            .iter()
            .rev()
            .find_map(|mail| mail.link.clone()?.split_once("token=").map(|(_, t)| t.to_owned()));
        link.expect("a mailed link")
    }
}
