//! The security of the own account.

use super::actor::role;
use super::alerts::{self, FREEZABLE, Happened, Undo};
use super::email_change::set_email;
use super::reset_answers::{answer_rows, replace_answers};
use super::sign_up::mobile;
use super::{Desk, Fail, backup, factors, fault, links};
use crate::clock::{Zone, instant, millis, utc_words};
use crate::secret::id;
use crate::store::entity::{
    account, credential_change, device, reset_answer, security_event, session,
};
use app::ports::{Answer, Done, MessagesPort, SecurityPort, StudentPort};
use app::wire::*;
use app::{AppError, routes};
use async_trait::async_trait;
use domain::FaultCode;
use domain::case::Consent;
use domain::email::Email;
use domain::factor::{BACKUP_SET, FactorKind};
use domain::fault::Faults;
use domain::role::Role;
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::Duration;

/// Days between asking for it and the closing of an online account.
pub const CLOSING_DAYS: i64 = 30;
/// Events shown.
const EVENTS: u64 = 30;

/// Names a session to its owner without being its key.
fn session_name(desk: &Desk, row: &session::Model) -> String {
    desk.portal.secrets.hash("session name", &row.id)
}

impl Desk {
    /// The zone in which times are told to this account.
    pub(super) async fn own_zone(&self) -> Zone {
        let session = self.session.lock().await;
        session.school.as_ref().map_or_else(|| Zone::of("UTC"), Self::zone)
    }

    async fn security_view(&self) -> Result<SecurityView, Fail> {
        let (account, _, _) = self.account().await?;
        let portal = &self.portal;
        let db = portal.store.db();
        let role = role(&account)?;
        let zone = self.own_zone().await;
        let words = |at: i64| zone.words(instant(at));
        let confirmed = factors::confirmed(db, &account.id).await?;
        let removable = |without: &str| {
            let mut rest = confirmed.iter().filter(|(_, row)| row.id != without).map(|(k, _)| k);
            !role.needs_factor() || rest.any(|kind| kind.is_enough_for(role))
        };
        let factors = confirmed
            .iter()
            .map(|(kind, row)| FactorView {
                way: factors::way(portal, *kind, row),
                since: words(row.confirmed_at.unwrap_or(row.created_at)),
                used: row.last_used_at.map(words),
                removable: removable(&row.id),
            })
            .collect();
        let here = self.session.lock().await.name().to_owned();
        let since = millis(portal.now() - super::session::idle(portal));
        let mut sessions: Vec<session::Model> = session::Entity::find()
            .filter(session::Column::AccountId.eq(&account.id))
            .filter(session::Column::SeenAt.gt(since))
            .order_by_desc(session::Column::SeenAt)
            .all(db)
            .await?;
        sessions.sort_by_key(|row| row.id != here);
        let events = security_event::Entity::find()
            .filter(security_event::Column::AccountId.eq(&account.id))
            .order_by_desc(security_event::Column::At)
            .order_by_desc(security_event::Column::Id)
            .limit(EVENTS)
            .all(db)
            .await?;
        let addable = FactorKind::ALL
            .iter()
            .copied()
            .filter(|kind| !role.is_official() || kind.is_enough_for(role))
            .collect();
        Ok(SecurityView {
            addable,
            factors,
            backup_left: usize::try_from(backup::left(db, &account.id).await?).unwrap_or(0),
            fresh_codes: backup::readable(db, portal, &account.id).await?,
            sessions: sessions
                .iter()
                .map(|row| SessionView {
                    id: session_name(self, row),
                    device: row.device.clone(),
                    began: words(row.created_at),
                    seen: words(row.seen_at),
                    here: row.id == here,
                })
                .collect(),
            events: events
                .into_iter()
                .map(|row| EventView {
                    at: words(row.at),
                    what: match (Happened::from_code(&row.event), row.detail.as_str()) {
                        (Some(what), "") => what.words().to_owned(),
                        (Some(what), detail) => format!("{} ({detail})", what.words()),
                        (None, _) => row.event.clone(),
                    },
                })
                .collect(),
            own: role.is_online(),
            closes: account.closes_at.map(words),
            news: account.news,
            email: account.email,
        })
    }

    async fn add_factor(&self, form: &AddFactorForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (half, _) = self.half_known().await?;
        let has = factors::confirmed(portal.store.db(), &half.id).await?;
        // The first one of an account that must have one comes right after the password.
        let role = role(&half)?;
        let account = if has.is_empty() && role.needs_factor() && role != Role::SigningUp {
            self.enroller().await?.0
        } else {
            self.fresh().await?
        };
        let mut faults = Faults::default();
        let kind = match FactorKind::from_code(&form.kind) {
            _ if form.kind.is_empty() => {
                faults.add("kind", FaultCode::Required);
                None
            }
            Some(kind) if role.is_official() && !kind.is_enough_for(role) => {
                faults.add("kind", FaultCode::NotEnough);
                None
            }
            None => {
                faults.add("kind", FaultCode::NotAChoice);
                None
            }
            kind => kind,
        };
        let name = faults.optional("factor_name", text::line(&form.factor_name, 60));
        let number = match kind {
            Some(FactorKind::Text) => mobile(&mut faults, &form.mobile),
            _ => None,
        };
        let Some(kind) = kind.filter(|_| faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        let row = factors::choose(
            &tx,
            portal,
            &account,
            kind,
            &name.unwrap_or_default(),
            number.as_deref(),
        )
        .await?;
        self.begin_factor(&tx, &account, kind, row).await?;
        self.store_session(&tx).await?;
        tx.commit().await?;
        Ok(Done::to(routes::ENROL))
    }

    async fn remove_factor(&self, id: &str) -> Result<Done, Fail> {
        let account = self.fresh().await?;
        let role = role(&account)?;
        let tx = self.portal.store.write().await?;
        // Two removals at once must not leave nothing.
        account::Entity::find_by_id(&account.id).lock_exclusive().one(&tx).await?;
        let (kind, row) = factors::own(&tx, &account.id, id).await?;
        let has = factors::confirmed(&tx, &account.id).await?;
        let rest = has.iter().filter(|(_, other)| other.id != row.id).map(|(kind, _)| kind);
        if role.needs_factor() && !factors::enough(role, rest) {
            return Err(fault("kind", FaultCode::NotEnough).into());
        }
        let detail = format!("{}, {}", kind.words(), factors::way(&self.portal, kind, &row).name);
        factors::remove(&tx, &row.id).await?;
        let what = Happened::FactorRemoved;
        alerts::tell(&tx, &self.portal, &account, what, &detail, &Undo::Sessions).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::FactorRemoved))
    }

    async fn new_questions(&self, form: &ChangeQuestionsForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let account = self.fresh().await?;
        if !role(&account)?.is_online() {
            return Err(AppError::NotFound.into());
        }
        let rows = answer_rows(portal, &account.id, &form.0).await?;
        let tx = portal.store.write().await?;
        account::Entity::find_by_id(&account.id).lock_exclusive().one(&tx).await?;
        let before = reset_answer::Entity::find()
            .filter(reset_answer::Column::AccountId.eq(&account.id))
            .all(&tx)
            .await?;
        let before = before.into_iter().map(|row| (row.position, row.question, row.answer_hash));
        let undo = Undo::Questions(before.collect());
        replace_answers(&tx, &account.id, rows).await?;
        let what = Happened::QuestionsChanged;
        alerts::tell(&tx, portal, &account, what, "", &undo).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::QuestionsChanged))
    }

    async fn ten_codes(&self) -> Result<Done, Fail> {
        let account = self.fresh().await?;
        let tx = self.portal.store.write().await?;
        backup::make(&tx, &self.portal, &account.id, BACKUP_SET, true).await?;
        let what = Happened::CodesMade;
        alerts::tell(&tx, &self.portal, &account, what, "", &Undo::Sessions).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::BackupCodesMade))
    }

    async fn put_codes_away(&self) -> Result<Done, Fail> {
        let (account, _, _) = self.account().await?;
        backup::put_away(self.portal.store.db(), &account.id).await?;
        Ok(Done::to(routes::SECURITY))
    }

    async fn end_sessions(&self, name: &str) -> Result<Done, Fail> {
        let (account, _, _) = self.account().await?;
        let here = self.session.lock().await.name().to_owned();
        let tx = self.portal.store.write().await?;
        let others = session::Entity::find()
            .filter(session::Column::AccountId.eq(&account.id))
            .filter(session::Column::Id.ne(&here))
            .all(&tx)
            .await?;
        for row in others {
            if name.is_empty() || session_name(self, &row) == name {
                session::Entity::delete_by_id(row.id).exec(&tx).await?;
            }
        }
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::SessionsEnded))
    }

    async fn close_account(&self, what: &str) -> Result<Done, Fail> {
        let account = match what {
            "close" => self.fresh().await?,
            "keep" => self.account().await?.0,
            _ => return Err(AppError::BadRequest.into()),
        };
        if !role(&account)?.is_online() {
            return Err(AppError::NotFound.into());
        }
        let closing = what == "close";
        let closes = closing.then(|| millis(self.portal.now() + Duration::days(CLOSING_DAYS)));
        let tx = self.portal.store.write().await?;
        account::Entity::update_many()
            .col_expr(account::Column::ClosesAt, Expr::value(closes))
            .filter(account::Column::Id.eq(&account.id))
            .exec(&tx)
            .await?;
        let (happened, notice) = if closing {
            (Happened::Closing, Notice::Closing)
        } else {
            (Happened::NotClosing, Notice::NotClosing)
        };
        alerts::tell(&tx, &self.portal, &account, happened, "", &Undo::Sessions).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, notice))
    }

    /// Codes that may still be read: at that step of the sign-up, or on the security page.
    pub(crate) async fn codes_to_keep(&self) -> Result<Vec<String>, Fail> {
        let (half, _) = self.half_known().await?;
        let account = if half.role == Role::SigningUp.code() {
            self.at_step(domain::sign_up::Step::BackupCode).await?
        } else {
            self.account().await?.0
        };
        Ok(backup::readable(self.portal.store.db(), &self.portal, &account.id).await?)
    }

    /// Everything the portal keeps about the account, for its holder.
    pub(crate) async fn all_my_data(&self) -> Result<serde_json::Value, Fail> {
        let (account, _, _) = self.account().await?;
        let json = |value| serde_json::to_value(value).unwrap_or_default();
        let mut security = json(self.security_view().await?);
        // Codes are no data about a person, and not to lie in a file by accident.
        if let Some(security) = security.as_object_mut() {
            security.remove("fresh_codes");
        }
        let mut data = serde_json::json!({
            "email": account.email,
            "account_type": role(&account)?.words(),
            "security": security,
        });
        if role(&account)?.is_online() {
            let list = MessagesPort::list(self).await?;
            let mut threads = Vec::new();
            for row in &list.threads {
                threads.push(MessagesPort::thread(self, &row.id).await?);
            }
            data["messages"] = serde_json::to_value(threads).unwrap_or_default();
            data["cases"] = serde_json::to_value(self.cases_view().await?).unwrap_or_default();
        }
        if account.student_id.is_some() {
            let (profile, employment, history) = (
                StudentPort::profile(self).await?,
                StudentPort::employment(self).await?,
                StudentPort::history(self, HistoryFilter::default()).await?,
            );
            data["profile"] = serde_json::to_value(profile).unwrap_or_default();
            data["employment"] = serde_json::to_value(employment).unwrap_or_default();
            data["history"] = serde_json::to_value(history).unwrap_or_default();
        }
        Ok(data)
    }

    async fn freezable(
        &self,
        token: &str,
        lock: bool,
        db: &impl sea_orm::ConnectionTrait,
    ) -> Result<Option<credential_change::Model>, Fail> {
        if token.len() != 43 {
            return Ok(None);
        }
        let query = credential_change::Entity::find()
            .filter(
                credential_change::Column::TokenHash.eq(self.portal.secrets.hash("not me", token)),
            )
            .filter(credential_change::Column::FrozenAt.is_null())
            .filter(credential_change::Column::At.gt(millis(self.portal.now() - FREEZABLE)));
        Ok(if lock { query.lock_exclusive().one(db).await? } else { query.one(db).await? })
    }

    /// "This was not me": undoes the change, ends every session, and mails a link to a new
    /// password. Whoever holds the password meanwhile does not get in with it.
    async fn freeze_change(&self, token: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let tx = portal.store.write().await?;
        let Some(change) = self.freezable(token, true, &tx).await? else {
            return Ok(Done::to(app::wire::with_token(routes::NOT_ME, "")));
        };
        let account = account::Entity::find_by_id(&change.account_id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        let undo = portal.secrets.open(&change.sealed);
        let mut account = account;
        match undo.and_then(|text| serde_json::from_str::<Undo>(&text).ok()) {
            Some(Undo::Factor(id)) => {
                if factors::own(&tx, &account.id, &id).await.is_ok() {
                    factors::remove(&tx, &id).await?;
                }
            }
            Some(Undo::Email(old)) => {
                if let Some(old) = Email::parse(&old).ok().flatten() {
                    account = set_email(&tx, portal, account, &old).await?;
                }
            }
            Some(Undo::Questions(rows)) => {
                let rows = rows.into_iter().map(|(position, question, answer_hash)| {
                    reset_answer::ActiveModel {
                        id: Set(id()),
                        account_id: Set(account.id.clone()),
                        position: Set(position),
                        question: Set(question),
                        answer_hash: Set(answer_hash),
                    }
                });
                replace_answers(&tx, &account.id, rows.collect()).await?;
            }
            Some(Undo::Sessions) | None => {}
        }
        let mut change: credential_change::ActiveModel = change.into();
        change.frozen_at = Set(Some(millis(portal.now())));
        change.update(&tx).await?;
        session::Entity::delete_many()
            .filter(session::Column::AccountId.eq(&account.id))
            .exec(&tx)
            .await?;
        device::Entity::delete_many()
            .filter(device::Column::AccountId.eq(&account.id))
            .exec(&tx)
            .await?;
        let account_id = account.id.clone();
        let (name, _) = super::accounts::holder(&tx, &account).await?;
        links::password_reset(&tx, portal, &account, &name).await?;
        let mut row: account::ActiveModel = account.into();
        row.password_hash = Set(None);
        row.closes_at = Set(None);
        row.update(&tx).await?;
        alerts::note(&tx, portal, &account_id, Happened::Frozen, "").await?;
        tx.commit().await?;
        Ok(Done::saying(routes::LOGIN, Notice::ChangeFrozen))
    }
}

#[async_trait]
impl SecurityPort for Desk {
    async fn view(&self) -> Result<SecurityView, AppError> {
        Ok(self.security_view().await?)
    }

    async fn add(&self, form: &AddFactorForm) -> Answer {
        Ok(self.add_factor(form).await?)
    }

    async fn remove(&self, form: &IdForm) -> Answer {
        Ok(self.remove_factor(&form.id).await?)
    }

    async fn change_questions(&self, form: &ChangeQuestionsForm) -> Answer {
        Ok(self.new_questions(form).await?)
    }

    async fn make_backup_codes(&self) -> Answer {
        Ok(self.ten_codes().await?)
    }

    async fn codes_kept(&self) -> Answer {
        Ok(self.put_codes_away().await?)
    }

    async fn end_session(&self, form: &IdForm) -> Answer {
        Ok(self.end_sessions(&form.id).await?)
    }

    async fn close(&self, form: &IdForm) -> Answer {
        Ok(self.close_account(&form.id).await?)
    }

    async fn set_news(&self, form: &IdForm) -> Answer {
        let (account, _, _) = self.account().await?;
        account::Entity::update_many()
            .col_expr(account::Column::News, Expr::value(form.id == "on"))
            .filter(account::Column::Id.eq(&account.id))
            .exec(self.portal.store.db())
            .await
            .map_err(Fail::Db)?;
        Ok(Done::to(routes::SECURITY))
    }

    async fn ask_email(&self, form: &NewEmailForm) -> Answer {
        Ok(self.ask_new_email(form).await?)
    }

    async fn new_email(&self, token: &str) -> Result<Option<String>, AppError> {
        Ok(self.email_behind(token).await?)
    }

    async fn confirm_email(&self, form: &IdForm) -> Answer {
        Ok(self.take_new_email(&form.id).await?)
    }

    async fn change(&self, token: &str) -> Result<Option<String>, AppError> {
        let change = self.freezable(token, false, self.portal.store.db()).await?;
        Ok(change.and_then(|row| {
            let what = Happened::from_code(&row.kind)?;
            let at = utc_words(row.at);
            Some(format!("{}, on {at}", what.words()))
        }))
    }

    async fn freeze(&self, form: &IdForm) -> Answer {
        Ok(self.freeze_change(&form.id).await?)
    }

    async fn home(&self) -> Result<HolderView, AppError> {
        let (account, _, _) = self.account().await?;
        let role = role(&account)?;
        if !role.is_online() {
            return Err(AppError::NotFound);
        }
        let left = backup::left(self.portal.store.db(), &account.id).await.map_err(Fail::Db)?;
        let messages = MessagesPort::list(self).await?;
        let cases = self.cases_view().await?;
        Ok(HolderView {
            email: account.email,
            role,
            backup_left: usize::try_from(left).unwrap_or(0),
            unread: messages.threads.iter().filter(|row| row.unread).count(),
            asked: cases.asked.iter().filter(|row| row.consent == Consent::Asked).count(),
        })
    }
}
