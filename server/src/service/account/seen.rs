//! "Who saw my record": what staff looked at and did, as the person it is about reads it.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use crate::clock::instant;
use crate::scope::Look;
use crate::store::audits::{self, Wanted};
use crate::store::cases;
use crate::store::entity::audit;
use app::wire::{SeenRow, SeenView};
use domain::audit::Subject;
use domain::paging::pages;

/// Acts on a page.
const PAGE: u64 = 50;

fn who(row: &audit::Model) -> String {
    if row.actor.is_empty() {
        "Portal administrator".to_owned()
    } else if row.school.is_empty() {
        "Help team".to_owned()
    } else {
        format!("{}, official of your school", row.actor_name)
    }
}

/// A page of it, the newest first (the first page is 1).
pub async fn view(look: &Look, visit: &Visit, page: u32) -> Result<SeenView, ServiceError> {
    let known = guards::account(look, visit).await?;
    let account = &known.account;
    let mut about = vec![Subject::Account(account.id.clone())];
    about.extend(account.record().cloned().map(Subject::Student));
    let held = cases::held_by(look.db(), &account.id).await?;
    about.extend(held.into_iter().map(|case| Subject::Case(case.id)));
    let about: Vec<String> = about.iter().map(Subject::key).collect();
    let wanted = Wanted { subjects: Some(&about), ..Wanted::default() };
    let total = audits::count(look.db(), wanted).await?;
    let (page, pages) = pages(total, PAGE, page);
    let zone = known.zone();
    let row = |row: audit::Model| SeenRow {
        at: zone.words(instant(row.at)),
        who: who(&row),
        what: row.act.words().to_owned(),
    };
    let rows = audits::page(look.db(), wanted, u64::from(page - 1), PAGE).await?;
    Ok(SeenView { page, pages, rows: rows.into_iter().map(row).collect() })
}
