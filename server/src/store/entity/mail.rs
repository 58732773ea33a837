//! A mail: the outbox, and the list of what was sent.

use crate::store::code::Code;
use domain::reach::News;
use sea_orm::entity::prelude::*;

/// A mail: the outbox, and the list of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student it is about.
    pub student_id: Option<String>,
    /// Recipient.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// What it says, sealed; emptied once a mail server has taken it, but for news.
    pub sealed: String,
    /// When written.
    pub created_at: i64,
    /// When to try next.
    pub next_try_at: i64,
    /// Tries so far.
    pub tries: i32,
    /// When a mail server took it.
    pub sent_at: Option<i64>,
    /// Given up.
    pub failed: bool,
    /// What the mail server said last.
    pub last_error: String,
    /// How it leaves (`store::outbox`): `letter` for a mail, `text` and `news` for a text message, `push` for a
    /// notification and `pushed` for one that a push service has taken, `daily` for what waits for the
    /// email of the day, `here` for what is not sent; empty for a mail of an earlier release.
    pub channel: String,
    /// Account it is about.
    pub account_id: Option<String>,
    /// Code of the kind of news that it is.
    pub news: Option<Code<News>>,
    /// Of a text or a notification, the mail of which it tells.
    pub announces: Option<String>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
