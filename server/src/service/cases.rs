//! Cases of online accounts: added by number and code, asked for by representatives, agreed to by
//! clients.

use super::actor::role;
use super::alerts::{self, Happened};
use super::consents::state;
use super::pace::level;
use super::{Desk, Fail, fault, throttles};
use crate::clock::{millis, utc_words as words};
use crate::portal::Portal;
use crate::secret::{id, read_paper_code};
use crate::store::entity::{
    account, case, case_code, case_event, case_holder, consent, security_event,
};
use app::ports::{Answer, CasesPort, Done};
use app::wire::*;
use app::{AppError, routes};
use async_trait::async_trait;
use domain::case::{CODE_LIFE, Consent, Status};
use domain::fault::{FaultCode, Faults};
use domain::receipt_number::ReceiptNumber;
use domain::role::Role;
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::Duration;

/// Access codes an account may ask for within a day, for whatever numbers.
const CODES_ASKED_A_DAY: u64 = 10;

/// A case in a list.
pub(super) fn row_view(row: &case::Model) -> CaseRow {
    CaseRow {
        id: row.id.clone(),
        receipt_number: row.receipt_number.clone(),
        form_type: row.form_type.clone(),
        name: row.name.clone(),
        status: Status::from_code(&row.status).unwrap_or(Status::Received),
        at: words(row.status_at),
    }
}

/// What happened in a case, newest first.
pub(super) async fn events(
    db: &impl ConnectionTrait,
    case_id: &str,
    help: bool,
) -> Result<Vec<CaseEvent>, DbErr> {
    let rows = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case_id))
        .order_by_desc(case_event::Column::At)
        .order_by_desc(case_event::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CaseEvent {
            at: words(row.at),
            status: Status::from_code(&row.status).unwrap_or(Status::Received),
            note: row.note,
            by: if help { row.by } else { String::new() },
        })
        .collect())
}

/// A case by its number.
pub(super) async fn by_number(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<Option<case::Model>, DbErr> {
    case::Entity::find().filter(case::Column::ReceiptNumber.eq(number)).one(db).await
}

/// Accounts that hold a case.
pub(super) async fn holders(
    db: &impl ConnectionTrait,
    case_id: &str,
) -> Result<Vec<String>, DbErr> {
    case_holder::Entity::find()
        .select_only()
        .column(case_holder::Column::AccountId)
        .filter(case_holder::Column::CaseId.eq(case_id))
        .into_tuple()
        .all(db)
        .await
}

/// Representatives who may see a case.
pub(super) async fn representatives(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<Vec<String>, DbErr> {
    consent::Entity::find()
        .select_only()
        .column(consent::Column::AccountId)
        .filter(consent::Column::ReceiptNumber.eq(number))
        .filter(consent::Column::State.eq(Consent::Given.code()))
        .into_tuple()
        .all(db)
        .await
}

/// Under this an access code is kept; the case is part of it.
pub(super) fn code_hash(portal: &Portal, case_id: &str, typed: &str) -> String {
    portal.secrets.hash("access code", &format!("{case_id} {}", read_paper_code(typed)))
}

impl Desk {
    /// The holder of an online account.
    pub(super) async fn case_holder(&self) -> Result<(account::Model, Role), AppError> {
        let (account, help) = self.writer().await?;
        let role = role(&account)?;
        if help { Err(AppError::NotFound) } else { Ok((account, role)) }
    }

    async fn own_cases(&self, account_id: &str) -> Result<Vec<case::Model>, DbErr> {
        let held = case_holder::Entity::find()
            .select_only()
            .column(case_holder::Column::CaseId)
            .filter(case_holder::Column::AccountId.eq(account_id));
        case::Entity::find()
            .filter(case::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(held)))
            .order_by_desc(case::Column::StatusAt)
            .all(self.portal.store.db())
            .await
    }

    pub(super) async fn cases_view(&self) -> Result<CasesView, Fail> {
        let db = self.portal.store.db();
        let (account, role) = self.case_holder().await?;
        let own = self.own_cases(&account.id).await?;
        let open = [Consent::Asked.code(), Consent::Given.code()];
        let consents = consent::Entity::find()
            .filter(
                consent::Column::ReceiptNumber
                    .is_in(own.iter().map(|case| case.receipt_number.as_str())),
            )
            .filter(consent::Column::State.is_in(open))
            .order_by_desc(consent::Column::AskedAt)
            .all(db)
            .await?;
        let askers = account::Entity::find()
            .filter(account::Column::Id.is_in(consents.iter().map(|c| c.account_id.as_str())))
            .filter(account::Column::Standing.ne("closed"))
            .all(db)
            .await?;
        let asked = consents
            .into_iter()
            .filter_map(|row| {
                let asker = askers.iter().find(|asker| asker.id == row.account_id)?;
                Some(AskedView {
                    email: asker.email.clone(),
                    consent: state(&row),
                    at: words(row.asked_at),
                    id: row.id,
                    receipt_number: row.receipt_number,
                    name: row.name,
                    firm: row.firm,
                })
            })
            .collect();
        let consents = consent::Entity::find()
            .filter(consent::Column::AccountId.eq(&account.id))
            .filter(consent::Column::State.ne(Consent::Ended.code()))
            .order_by_desc(consent::Column::AskedAt)
            .all(db)
            .await?;
        let given = consents.iter().filter(|row| state(row) == Consent::Given);
        let cases = case::Entity::find()
            .filter(case::Column::ReceiptNumber.is_in(given.map(|row| row.receipt_number.as_str())))
            .all(db)
            .await?;
        let clients = consents
            .into_iter()
            .map(|row| {
                let consent = state(&row);
                let case = cases
                    .iter()
                    .find(|case| {
                        consent == Consent::Given && case.receipt_number == row.receipt_number
                    })
                    .map(row_view);
                ClientRow {
                    case,
                    at: words(row.asked_at),
                    consent,
                    id: row.id,
                    receipt_number: row.receipt_number,
                }
            })
            .collect();
        Ok(CasesView {
            own: own.iter().map(row_view).collect(),
            asked,
            representative: role == Role::Representative,
            clients,
        })
    }

    async fn case_view(&self, id: &str) -> Result<CaseView, Fail> {
        let db = self.portal.store.db();
        let (account, _) = self.case_holder().await?;
        let row = case::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
        let own = holders(db, id).await?.contains(&account.id);
        if !own && !representatives(db, &row.receipt_number).await?.contains(&account.id) {
            return Err(AppError::NotFound.into());
        }
        Ok(CaseView { events: events(db, id, false).await?, row: row_view(&row), client: !own })
    }

    async fn add_case(&self, form: &AddCaseForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, _) = self.case_holder().await?;
        let mut faults = Faults::default();
        let number = faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number));
        let code = faults.required("access_code", text::line(&form.access_code, 100));
        let (Some(number), Some(code), true) = (number, code, faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        let throttle = throttles::lock(&tx, portal, &format!("access code {}", account.id)).await?;
        if let Some(seconds) = throttle.wait(portal) {
            return Err(fault("access_code", FaultCode::WaitFor { seconds }).into());
        }
        let case = by_number(&tx, number.as_str()).await?;
        // For a number that is not on record the same is looked up.
        let case_id = case.as_ref().map_or("", |case| case.id.as_str());
        let found = case_code::Entity::find()
            .filter(case_code::Column::CodeHash.eq(code_hash(portal, case_id, &code)))
            .one(&tx)
            .await?;
        let (Some(case), Some(found)) = (case, found) else {
            let wait = throttle.failed(&tx, portal).await?;
            tx.commit().await?;
            let code = wait.map_or(FaultCode::NoSuchCase, |seconds| FaultCode::WaitFor { seconds });
            return Err(fault("access_code", code).into());
        };
        if holders(&tx, &case.id).await?.contains(&account.id) {
            return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
        }
        // One statement, so that of any number of parallel tries one wins.
        let won = case_code::Entity::update_many()
            .col_expr(case_code::Column::UsedAt, Expr::value(millis(portal.now())))
            .col_expr(case_code::Column::Sealed, Expr::value(""))
            .filter(case_code::Column::Id.eq(&found.id))
            .filter(case_code::Column::UsedAt.is_null())
            .filter(case_code::Column::CreatedAt.gt(millis(portal.now() - CODE_LIFE)))
            .exec(&tx)
            .await?;
        if won.rows_affected != 1 {
            return Err(fault("access_code", FaultCode::CodeSpent).into());
        }
        case_holder::ActiveModel {
            id: Set(id()),
            case_id: Set(case.id.clone()),
            account_id: Set(account.id.clone()),
            added_at: Set(millis(portal.now())),
        }
        .insert(&tx)
        .await?;
        alerts::note(&tx, portal, &account.id, Happened::CaseAdded, number.as_str()).await?;
        throttle.passed(&tx).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::case(&case.id), Notice::CaseAdded))
    }

    async fn ask_access_code(&self, form: &AskCodeForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.recoveries(self.address)?;
        let (account, _) = self.case_holder().await?;
        let mut faults = Faults::default();
        let Some(number) =
            faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number))
        else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        account::Entity::find_by_id(&account.id).lock_exclusive().one(&tx).await?;
        let since = millis(portal.now() - Duration::days(1));
        let today = security_event::Entity::find()
            .filter(security_event::Column::AccountId.eq(&account.id))
            .filter(security_event::Column::Event.eq(Happened::CodeAsked.code()))
            .filter(security_event::Column::At.gt(since))
            .count(&tx)
            .await?;
        if today >= CODES_ASKED_A_DAY {
            return Err(AppError::TooMany(3600).into());
        }
        alerts::note(&tx, portal, &account.id, Happened::CodeAsked, number.as_str()).await?;
        if let Some(case) = by_number(&tx, number.as_str()).await? {
            super::case_desk::send_code(&tx, portal, &case).await?;
        }
        tx.commit().await?;
        Ok(Done::saying(routes::CASES, Notice::AccessCodeAsked))
    }
}

#[async_trait]
impl CasesPort for Desk {
    async fn list(&self) -> Result<CasesView, AppError> {
        Ok(self.cases_view().await?)
    }

    async fn case(&self, id: &str) -> Result<CaseView, AppError> {
        Ok(self.case_view(id).await?)
    }

    async fn add(&self, form: &AddCaseForm) -> Answer {
        Ok(self.add_case(form).await?)
    }

    async fn ask_code(&self, form: &AskCodeForm) -> Answer {
        Ok(level(self.ask_access_code(form)).await?)
    }

    async fn ask_client(&self, form: &AskClientForm) -> Answer {
        Ok(level(self.ask_for_client(form)).await?)
    }

    async fn decide(&self, form: &ConsentForm) -> Answer {
        Ok(self.decide_consent(form).await?)
    }

    async fn desk(&self) -> Result<DeskCasesView, AppError> {
        Ok(self.desk_view().await?)
    }

    async fn new_case(&self) -> Result<(), AppError> {
        self.help_team().await.map(drop)
    }

    async fn desk_case(&self, id: &str) -> Result<DeskCaseView, AppError> {
        Ok(self.desk_case_view(id).await?)
    }

    async fn find(&self, form: &FindCaseForm) -> Answer {
        Ok(self.find_case(form).await?)
    }

    async fn save(&self, form: &CaseForm) -> Answer {
        Ok(self.save_case(form).await?)
    }

    async fn set_status(&self, form: &StatusForm) -> Answer {
        Ok(self.news_of_case(form).await?)
    }

    async fn make_letter(&self, form: &IdForm) -> Answer {
        Ok(self.paper_code(&form.id).await?)
    }

    async fn letter_posted(&self, form: &IdForm) -> Answer {
        Ok(self.put_letter_away(&form.id).await?)
    }
}
