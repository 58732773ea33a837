//! Cases as the help team keeps them: written down, told about, opened by codes on paper.

use super::cases::{by_number, code_hash, events, holders, representatives, row_view};
use super::{Desk, Fail, fault};
use crate::clock::{Zone, instant, millis};
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::{id, paper_code};
use crate::store::entity::{account, case, case_code, case_event};
use app::ports::Done;
use app::wire::*;
use app::{AppError, routes};
use domain::case::{CODE_LIFE, CODES_A_DAY, Status};
use domain::date;
use domain::email::Email;
use domain::fault::{FaultCode, Faults};
use domain::receipt_number::ReceiptNumber;
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use time::Duration;

/// Cases shown without a search.
const LATEST: u64 = 20;

/// Makes an access code; gives it. A sealed copy stays only where a letter must be printed.
async fn make_code(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    case: &case::Model,
    on_paper: bool,
) -> Result<String, Fail> {
    let code = paper_code::<12>(4);
    case_code::ActiveModel {
        id: Set(id()),
        case_id: Set(case.id.clone()),
        code_hash: Set(code_hash(portal, &case.id, &code)),
        sealed: Set(if on_paper { portal.secrets.seal(&code) } else { String::new() }),
        created_at: Set(millis(portal.now())),
        used_at: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(code)
}

/// A new access code to the e-mail on the case's form, or onto the pile of letters to post. More
/// than a few a day are not made.
pub(super) async fn send_code(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    case: &case::Model,
) -> Result<(), Fail> {
    // Of two at once, the second counts the first.
    case::Entity::find_by_id(&case.id).lock_exclusive().one(tx).await?;
    let since = millis(portal.now() - Duration::days(1));
    let today = case_code::Entity::find()
        .filter(case_code::Column::CaseId.eq(&case.id))
        .filter(case_code::Column::CreatedAt.gt(since))
        .count(tx)
        .await?;
    if today >= CODES_A_DAY {
        return Ok(());
    }
    let code = make_code(tx, portal, case, case.email.is_empty()).await?;
    if !case.email.is_empty() {
        let link = format!("{}{}", portal.config.public_url, routes::ADD_CASE);
        let end = &case.receipt_number[case.receipt_number.len().saturating_sub(4)..];
        queue(tx, portal, letters::access_code(case.email.clone(), end, &code, link)).await?;
    }
    Ok(())
}

/// The oldest code of a case whose letter was not posted yet.
async fn open_letter(
    db: &impl ConnectionTrait,
    portal: &Portal,
    case_id: &str,
) -> Result<Option<case_code::Model>, Fail> {
    Ok(case_code::Entity::find()
        .filter(case_code::Column::CaseId.eq(case_id))
        .filter(case_code::Column::Sealed.ne(""))
        .filter(case_code::Column::CreatedAt.gt(millis(portal.now() - CODE_LIFE)))
        .order_by_asc(case_code::Column::CreatedAt)
        .one(db)
        .await?)
}

impl Desk {
    pub(super) async fn help_team(&self) -> Result<account::Model, AppError> {
        let (account, help) = self.writer().await?;
        if help { Ok(account) } else { Err(AppError::NotFound) }
    }

    pub(super) async fn desk_view(&self) -> Result<DeskCasesView, Fail> {
        self.help_team().await?;
        let db = self.portal.store.db();
        let latest = case::Entity::find()
            .order_by_desc(case::Column::StatusAt)
            .limit(LATEST)
            .all(db)
            .await?;
        let to_post = case_code::Entity::find()
            .filter(case_code::Column::Sealed.ne(""))
            .filter(case_code::Column::CreatedAt.gt(millis(self.portal.now() - CODE_LIFE)))
            .order_by_asc(case_code::Column::CreatedAt)
            .all(db)
            .await?;
        let mut ids: Vec<&str> = Vec::new();
        for code in &to_post {
            if !ids.contains(&code.case_id.as_str()) {
                ids.push(&code.case_id);
            }
        }
        let mut letters = case::Entity::find()
            .filter(case::Column::Id.is_in(ids.iter().copied()))
            .all(db)
            .await?;
        letters.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        Ok(DeskCasesView {
            total: case::Entity::find().count(db).await?,
            latest: latest.iter().map(row_view).collect(),
            letters: letters.iter().map(row_view).collect(),
        })
    }

    pub(super) async fn desk_case_view(&self, id: &str) -> Result<DeskCaseView, Fail> {
        self.help_team().await?;
        let portal = &self.portal;
        let db = portal.store.db();
        let row = case::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
        let letter = open_letter(db, portal, id).await?;
        let letter = letter.and_then(|code| {
            let until = Zone::of("UTC").day(instant(code.created_at) + CODE_LIFE);
            Some(LetterView {
                code: portal.secrets.open(&code.sealed)?.to_uppercase(),
                until: date::long(until),
                id: code.id,
            })
        });
        Ok(DeskCaseView {
            events: events(db, id, true).await?,
            holders: holders(db, id).await?.len() as u64,
            letter,
            row: row_view(&row),
            form: CaseForm {
                id: row.id,
                receipt_number: row.receipt_number,
                form_type: row.form_type,
                case_name: row.name,
                email: row.email,
                postal_address: row.postal_address,
            },
        })
    }

    pub(super) async fn find_case(&self, form: &FindCaseForm) -> Result<Done, Fail> {
        self.help_team().await?;
        let mut faults = Faults::default();
        let Some(number) =
            faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number))
        else {
            return Err(faults.into_vec().into());
        };
        match by_number(self.portal.store.db(), number.as_str()).await? {
            Some(case) => Ok(Done::to(routes::desk_case(&case.id))),
            None => Err(fault("receipt_number", FaultCode::NotOnRecord).into()),
        }
    }

    pub(super) async fn save_case(&self, form: &CaseForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let team = self.help_team().await?;
        let mut faults = Faults::default();
        let number = faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number));
        let form_type = faults.required("form_type", text::line(&form.form_type, 40));
        let name = faults.required("case_name", text::line(&form.case_name, 200));
        let email = faults.optional("email", Email::parse(&form.email));
        let address = faults.optional("postal_address", text::paragraph(&form.postal_address, 400));
        let (Some(number), Some(form_type), Some(name), true) =
            (number, form_type, name, faults.is_empty())
        else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        if by_number(&tx, number.as_str()).await?.is_some_and(|other| other.id != form.id) {
            return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
        }
        let now = millis(portal.now());
        let mut row = if form.id.is_empty() {
            case::ActiveModel {
                id: Set(id()),
                status: Set(Status::Received.code().to_owned()),
                status_at: Set(now),
                created_at: Set(now),
                ..Default::default()
            }
        } else {
            let row = case::Entity::find_by_id(&form.id).lock_exclusive().one(&tx).await?;
            let row = row.ok_or(AppError::NotFound)?;
            // Codes and consents belong to the number, so that of a case in use stays.
            if row.receipt_number != number.as_str() && !holders(&tx, &row.id).await?.is_empty() {
                return Err(fault("receipt_number", FaultCode::InUse).into());
            }
            row.into()
        };
        row.receipt_number = Set(number.to_string());
        row.form_type = Set(form_type);
        row.name = Set(name);
        row.email = Set(email.map(|email| email.as_str().to_owned()).unwrap_or_default());
        row.postal_address = Set(address.unwrap_or_default());
        let row = if form.id.is_empty() {
            let row = row.insert(&tx).await?;
            note_event(&tx, &row, String::new(), &team.name).await?;
            row
        } else {
            row.update(&tx).await?
        };
        tx.commit().await?;
        Ok(Done::saying(routes::desk_case(&row.id), Notice::CaseSaved))
    }

    pub(super) async fn news_of_case(&self, form: &StatusForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let team = self.help_team().await?;
        let mut faults = Faults::default();
        let status = Status::from_code(&form.status);
        if status.is_none() && !form.status.is_empty() {
            faults.add("status", FaultCode::NotAChoice);
        }
        let note = faults.optional("note", text::paragraph(&form.note, 1000));
        if !faults.is_empty() {
            return Err(faults.into_vec().into());
        }
        let tx = portal.store.write().await?;
        let row = case::Entity::find_by_id(&form.id).lock_exclusive().one(&tx).await?;
        let row = row.ok_or(AppError::NotFound)?;
        let status = status.map_or(row.status.clone(), |status| status.code().to_owned());
        if row.status == status && note.is_none() {
            return Ok(Done::saying(routes::desk_case(&form.id), Notice::NothingChanged));
        }
        let now = millis(portal.now());
        let mut row: case::ActiveModel = row.into();
        row.status = Set(status);
        row.status_at = Set(now);
        let row = row.update(&tx).await?;
        note_event(&tx, &row, note.unwrap_or_default(), &team.name).await?;
        let mut told = holders(&tx, &row.id).await?;
        told.extend(representatives(&tx, &row.receipt_number).await?);
        told.sort();
        told.dedup();
        for account_id in told {
            self.tell_news(&tx, &account_id, letters::case_news, &routes::case(&row.id)).await?;
        }
        tx.commit().await?;
        Ok(Done::saying(routes::desk_case(&form.id), Notice::CaseSaved))
    }

    pub(super) async fn paper_code(&self, case_id: &str) -> Result<Done, Fail> {
        self.help_team().await?;
        let tx = self.portal.store.write().await?;
        let case = case::Entity::find_by_id(case_id).lock_exclusive().one(&tx).await?;
        let case = case.ok_or(AppError::NotFound)?;
        // Pressed again, the letter that was not posted yet is the one.
        if open_letter(&tx, &self.portal, case_id).await?.is_none() {
            make_code(&tx, &self.portal, &case, true).await?;
        }
        tx.commit().await?;
        Ok(Done::to(routes::desk_case(case_id)))
    }

    pub(super) async fn put_letter_away(&self, code_id: &str) -> Result<Done, Fail> {
        self.help_team().await?;
        let tx = self.portal.store.write().await?;
        let code =
            case_code::Entity::find_by_id(code_id).one(&tx).await?.ok_or(AppError::NotFound)?;
        case_code::Entity::update_many()
            .col_expr(case_code::Column::Sealed, Expr::value(""))
            .filter(case_code::Column::Id.eq(code_id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(Done::to(routes::desk_case(&code.case_id)))
    }
}

/// Writes down where a case stands since now.
async fn note_event(
    tx: &impl ConnectionTrait,
    case: &case::Model,
    note: String,
    by: &str,
) -> Result<(), Fail> {
    case_event::ActiveModel {
        id: Set(id()),
        case_id: Set(case.id.clone()),
        at: Set(case.status_at),
        status: Set(case.status.clone()),
        note: Set(note),
        by: Set(by.to_owned()),
    }
    .insert(tx)
    .await?;
    Ok(())
}
