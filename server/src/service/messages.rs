//! Secure messages: the holder's side and the help team's are the same code, and only `reach`
//! decides who sees what.

use super::actor::role;
use super::attachments::{self, keep};
use super::{Desk, Fail};
use crate::clock::{millis, utc_words as words};
use crate::mail::{letters, queue};
use crate::secret::{id, token};
use crate::store::entity::{account, attachment, message, thread};
use app::ports::{Answer, Done, MessagesPort};
use app::wire::*;
use app::{AppError, routes};
use async_trait::async_trait;
use domain::fault::Faults;
use domain::role::Role;
use domain::text;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use std::collections::HashMap;

/// Longest subject in characters.
const SUBJECT: u32 = 120;
/// Longest message in characters.
const BODY: u32 = 4000;
/// Conversations on a page.
const PAGE: u64 = 25;

/// A conversation this account may read: the holder the own ones, the help team all.
pub async fn reach(
    db: &impl ConnectionTrait,
    id: &str,
    account: &account::Model,
    help: bool,
    lock: bool,
) -> Result<thread::Model, Fail> {
    let query = thread::Entity::find_by_id(id);
    let row = if lock { query.lock_exclusive().one(db).await? } else { query.one(db).await? };
    let row = row.filter(|row| help || row.account_id == account.id);
    Ok(row.ok_or(AppError::NotFound)?)
}

fn state(row: &thread::Model) -> ThreadState {
    ThreadState::from_code(&row.state).unwrap_or(ThreadState::Waiting)
}

/// Of each conversation, whether the other side wrote after this one's mark.
async fn unread(
    db: &impl ConnectionTrait,
    rows: &[thread::Model],
    help: bool,
) -> Result<HashMap<String, bool>, Fail> {
    let newest: Vec<(String, i64)> = message::Entity::find()
        .select_only()
        .column(message::Column::ThreadId)
        .column_as(message::Column::At.max(), "at")
        .filter(message::Column::ThreadId.is_in(rows.iter().map(|row| row.id.as_str())))
        .filter(message::Column::FromHelp.eq(!help))
        .group_by(message::Column::ThreadId)
        .into_tuple()
        .all(db)
        .await?;
    let newest: HashMap<String, i64> = newest.into_iter().collect();
    Ok(rows
        .iter()
        .map(|row| {
            let mark = if help { row.help_read_at } else { row.holder_read_at };
            let at = newest.get(&row.id).copied();
            (row.id.clone(), at > mark)
        })
        .collect())
}

fn row_view(row: &thread::Model, who: String, unread: &HashMap<String, bool>) -> ThreadRow {
    ThreadRow {
        id: row.id.clone(),
        subject: row.subject.clone(),
        who,
        at: words(row.last_at),
        state: state(row),
        unread: unread.get(&row.id).copied().unwrap_or(false),
    }
}

impl Desk {
    /// Whoever writes messages, and whether as the help team.
    pub(super) async fn writer(&self) -> Result<(account::Model, bool), AppError> {
        let (account, _, _) = self.account().await?;
        let role = role(&account)?;
        if !role.writes_messages() {
            return Err(AppError::NotFound);
        }
        if self.forced(&account).is_some() {
            return Err(AppError::PasswordChangeRequired);
        }
        Ok((account, role == Role::Helpdesk))
    }

    async fn own_threads(&self) -> Result<MessagesView, Fail> {
        let db = self.portal.store.db();
        let (account, help) = self.writer().await?;
        if help {
            return Err(AppError::Elsewhere(app::Place::Queue).into());
        }
        let rows = thread::Entity::find()
            .filter(thread::Column::AccountId.eq(&account.id))
            .order_by_desc(thread::Column::LastAt)
            .all(db)
            .await?;
        let unread = unread(db, &rows, false).await?;
        let threads = rows.iter().map(|row| row_view(row, String::new(), &unread)).collect();
        Ok(MessagesView { threads })
    }

    async fn all_threads(&self, page: u32) -> Result<QueueView, Fail> {
        let db = self.portal.store.db();
        if !self.writer().await?.1 {
            return Err(AppError::NotFound.into());
        }
        let waits = thread::Column::State.eq(ThreadState::Waiting.code());
        let rests = thread::Column::State.ne(ThreadState::Waiting.code());
        let waiting = thread::Entity::find().filter(waits.clone()).count(db).await?;
        let total = thread::Entity::find().count(db).await?;
        let pages = u32::try_from(total.div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
        let page = page.clamp(1, pages);
        // Those that wait come first, the longest first; the others follow, newest first.
        let first = u64::from(page - 1) * PAGE;
        let mut rows = thread::Entity::find()
            .filter(waits)
            .order_by_asc(thread::Column::WaitsSince)
            .offset(first)
            .limit(PAGE)
            .all(db)
            .await?;
        let others = thread::Entity::find()
            .filter(rests)
            .order_by_desc(thread::Column::LastAt)
            .offset(first.saturating_sub(waiting))
            .limit(PAGE - rows.len() as u64)
            .all(db)
            .await?;
        rows.extend(others);
        let holders = account::Entity::find()
            .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account_id.as_str())))
            .all(db)
            .await?;
        let emails: HashMap<&str, &str> =
            holders.iter().map(|row| (row.id.as_str(), row.email.as_str())).collect();
        let unread = unread(db, &rows, true).await?;
        let threads = rows
            .iter()
            .map(|row| {
                let who = emails.get(row.account_id.as_str()).copied().unwrap_or_default();
                row_view(row, who.to_owned(), &unread)
            })
            .collect();
        Ok(QueueView { waiting, page, pages, threads })
    }

    async fn write_view(&self, account: &account::Model, id: &str) -> Result<WriteView, Fail> {
        let kept = attachments::waiting(self.portal.store.db(), account, id).await?;
        Ok(WriteView {
            key: token().chars().take(22).collect(),
            kept: kept.iter().map(|file| attachments::view(file, true)).collect(),
        })
    }

    async fn thread_view(&self, id: &str) -> Result<ThreadView, Fail> {
        let db = self.portal.store.db();
        let (account, help) = self.writer().await?;
        let row = reach(db, id, &account, help, false).await?;
        let holder = account::Entity::find_by_id(&row.account_id)
            .one(db)
            .await?
            .ok_or(AppError::NotFound)?;
        let messages = message::Entity::find()
            .filter(message::Column::ThreadId.eq(id))
            .order_by_asc(message::Column::At)
            .order_by_asc(message::Column::Id)
            .all(db)
            .await?;
        let files = attachment::Entity::find()
            .filter(attachment::Column::Thread.eq(id))
            .filter(attachment::Column::MessageId.is_not_null())
            .order_by_asc(attachment::Column::Id)
            .all(db)
            .await?;
        let mut ids: Vec<&str> = messages.iter().map(|m| m.account_id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let writers =
            account::Entity::find().filter(account::Column::Id.is_in(ids)).all(db).await?;
        let name = |m: &message::Model| {
            let writer = writers.iter().find(|row| row.id == m.account_id);
            match (m.from_help, help, writer) {
                (true, true, Some(writer)) => format!("{}, help team", writer.name),
                (true, ..) => "Help team".to_owned(),
                (false, true, Some(writer)) => writer.email.clone(),
                (false, ..) => "You".to_owned(),
            }
        };
        let other_read = if help { row.holder_read_at } else { row.help_read_at };
        let unread = unread(db, std::slice::from_ref(&row), help).await?;
        let about = if help {
            let closed = if holder.standing == "closed" { ", account closed" } else { "" };
            format!("{}{closed}", role(&holder)?.words())
        } else {
            String::new()
        };
        Ok(ThreadView {
            messages: messages
                .iter()
                .map(|m| MessageView {
                    author: name(m),
                    own: m.from_help == help,
                    at: words(m.at),
                    body: m.body.clone(),
                    read: other_read.is_some_and(|read| read >= m.at),
                    files: files
                        .iter()
                        .filter(|file| file.message_id.as_ref() == Some(&m.id))
                        .map(|file| attachments::view(file, m.from_help == help))
                        .collect(),
                })
                .collect(),
            write: self.write_view(&account, id).await?,
            upto: row.last_at,
            row: row_view(&row, if help { holder.email } else { String::new() }, &unread),
            help,
            about,
        })
    }

    async fn send_message(&self, form: &MessageForm, enclosed: Enclosed) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.messages(self.address)?;
        let (account, help) = self.writer().await?;
        let begins = form.thread.is_empty();
        if begins && help {
            return Err(AppError::NotFound.into());
        }
        let mut faults = Faults::default();
        let subject = if begins {
            faults.required("subject", text::line(&form.subject, SUBJECT))
        } else {
            None
        };
        let body = faults.required("body", text::paragraph(&form.body, BODY));
        let chosen: Vec<_> = enclosed.files.iter().map(|f| (&f.name, f.bytes.len())).collect();
        let what = (&account.id, &form.thread, &form.key, &form.subject, &form.body, chosen);
        let once =
            portal.secrets.hash("message", &serde_json::to_string(&what).unwrap_or_default());

        // Looked at before the database waits for this.
        let judged = attachments::judge(&enclosed);

        let tx = portal.store.write().await?;
        let known = match begins {
            true => None,
            false => Some(reach(&tx, &form.thread, &account, help, true).await?),
        };
        // The same form, sent twice, is once.
        let sent = message::Entity::find().filter(message::Column::Once.eq(&once)).one(&tx).await?;
        if let Some(sent) = sent {
            return Ok(Done::saying(routes::message(&sent.thread_id), Notice::MessageSent));
        }
        let files =
            keep(&tx, portal, &account, &form.thread, (&enclosed, judged), &mut faults).await?;
        let Some(body) = body.filter(|_| faults.is_empty()) else {
            // What arrived is kept: nobody sends a file over a bad line twice.
            tx.commit().await?;
            return Err(faults.into_vec().into());
        };
        // Two clocks need not agree, but within a conversation time goes forward.
        let now = millis(portal.now()).max(known.as_ref().map_or(0, |row| row.last_at + 1));
        let row = match known {
            Some(row) => row,
            None => {
                thread::ActiveModel {
                    id: Set(id()),
                    account_id: Set(account.id.clone()),
                    subject: Set(subject.unwrap_or_default()),
                    state: Set(ThreadState::Waiting.code().to_owned()),
                    created_at: Set(now),
                    last_at: Set(now),
                    waits_since: Set(now),
                    holder_read_at: Set(None),
                    help_read_at: Set(None),
                }
                .insert(&tx)
                .await?
            }
        };
        let message_id = id();
        let written = message::Entity::insert(message::ActiveModel {
            id: Set(message_id.clone()),
            thread_id: Set(row.id.clone()),
            account_id: Set(account.id.clone()),
            from_help: Set(help),
            body: Set(body),
            at: Set(now),
            once: Set(once),
        })
        .on_conflict(OnConflict::column(message::Column::Once).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await?;
        if written == 0 {
            // Its twin was faster by a hair: nothing of this one stays.
            return Ok(Done::saying(routes::MESSAGES, Notice::MessageSent));
        }
        attachment::Entity::update_many()
            .col_expr(attachment::Column::MessageId, Expr::value(&message_id))
            .col_expr(attachment::Column::Thread, Expr::value(&row.id))
            .filter(attachment::Column::Id.is_in(files.iter().map(|file| file.id.as_str())))
            .exec(&tx)
            .await?;
        let (thread_id, holder) = (row.id.clone(), row.account_id.clone());
        let waited = state(&row) == ThreadState::Waiting;
        let mut row: thread::ActiveModel = row.into();
        row.last_at = Set(now);
        let (next, mark) = if help {
            (ThreadState::Answered, &mut row.help_read_at)
        } else {
            (ThreadState::Waiting, &mut row.holder_read_at)
        };
        // Whoever adds a line while waiting keeps the place in the queue.
        if !help && !waited {
            row.waits_since = Set(now);
        }
        // Whoever answers has read.
        *mark = Set(Some(now));
        row.state = Set(next.code().to_owned());
        row.update(&tx).await?;
        if help {
            self.tell_news(&tx, &holder, letters::answered, &routes::message(&thread_id)).await?;
        }
        tx.commit().await?;
        portal.wake_scan.notify_one();
        Ok(Done::saying(routes::message(&thread_id), Notice::MessageSent))
    }

    /// Mails that there is something new, and nothing of it, to an open account that wants such
    /// mails.
    pub(super) async fn tell_news(
        &self,
        tx: &impl ConnectionTrait,
        account_id: &str,
        letter: fn(String, &str, String) -> crate::mail::Letter,
        path: &str,
    ) -> Result<(), Fail> {
        let row = account::Entity::find_by_id(account_id).one(tx).await?;
        if let Some(row) = row.filter(|row| row.news && row.standing != "closed") {
            let link = format!("{}{path}", self.portal.config.public_url);
            queue(tx, &self.portal, letter(row.email, &row.id, link)).await?;
        }
        Ok(())
    }

    async fn mark(
        &self,
        id: &str,
        change: impl FnOnce(&mut thread::ActiveModel, bool, i64),
    ) -> Result<Done, Fail> {
        let (account, help) = self.writer().await?;
        let tx = self.portal.store.write().await?;
        let row = reach(&tx, id, &account, help, true).await?;
        let last = row.last_at;
        let mut row: thread::ActiveModel = row.into();
        change(&mut row, help, last);
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(Done::to(routes::message(id)))
    }
}

#[async_trait]
impl MessagesPort for Desk {
    async fn list(&self) -> Result<MessagesView, AppError> {
        Ok(self.own_threads().await?)
    }

    async fn queue(&self, page: u32) -> Result<QueueView, AppError> {
        Ok(self.all_threads(page).await?)
    }

    async fn write(&self) -> Result<WriteView, AppError> {
        let (account, help) = self.writer().await?;
        if help {
            return Err(AppError::NotFound);
        }
        Ok(self.write_view(&account, "").await?)
    }

    async fn thread(&self, id: &str) -> Result<ThreadView, AppError> {
        Ok(self.thread_view(id).await?)
    }

    fn takes_files(&self) -> bool {
        self.takes_files
    }

    async fn send(&self, form: &MessageForm, enclosed: Enclosed) -> Answer {
        Ok(self.send_message(form, enclosed).await?)
    }

    async fn mark_read(&self, form: &ReadForm) -> Answer {
        // What came after the page was shown is not read.
        let shown = form.upto.parse::<i64>().map_err(|_| AppError::BadRequest)?;
        let mark = |row: &mut thread::ActiveModel, help: bool, last: i64| {
            let mark = if help { &mut row.help_read_at } else { &mut row.holder_read_at };
            let before = mark.take().flatten();
            *mark = Set(Some(shown.min(last)).max(before));
        };
        Ok(self.mark(&form.id, mark).await?)
    }

    async fn close(&self, form: &IdForm) -> Answer {
        let close = |row: &mut thread::ActiveModel, _: bool, _: i64| {
            row.state = Set(ThreadState::Closed.code().to_owned());
        };
        Ok(self.mark(&form.id, close).await?)
    }
}
