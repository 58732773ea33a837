//! Everything the portal keeps about an account, for its holder.

use super::super::error::ServiceError;
use super::super::record::timeline;
use super::super::student::{employment_of, reach};
use super::super::visit::{Visit, guards};
use super::super::{cases, messages, plans};
use super::page;
use crate::scope::Look;
use crate::store::convert;
use app::wire::{
    CasesView, EmploymentView, HistoryEntry, PlanView, ProfileView, ReachView, SecurityView,
    ThreadView,
};
use serde::Serialize;

/// The file `foothold-my-data.json`.
#[derive(Serialize)]
pub struct MyData {
    email: String,
    account_type: String,
    security: SecurityView,
    #[serde(flatten)]
    online: Option<Online>,
    #[serde(flatten)]
    student: Option<Student>,
}

/// What an online account has.
#[derive(Serialize)]
struct Online {
    messages: Vec<ThreadView>,
    cases: CasesView,
}

/// What a student has.
#[derive(Serialize)]
struct Student {
    profile: ProfileView,
    employment: EmploymentView,
    history: Vec<HistoryEntry>,
    training_plans: Vec<PlanView>,
    how_news_come: ReachView,
}

/// The data of whoever is logged in.
pub async fn my_data(look: &Look, visit: &Visit) -> Result<MyData, ServiceError> {
    let known = guards::account(look, visit).await?;
    let mut security = page::view(look, visit).await?;
    // Codes are no data about a person, and not to lie in a file by accident.
    security.fresh_codes.clear();
    let mut online = None;
    if known.role().writes_messages() && known.role().is_online() {
        let mut threads = Vec::new();
        for row in messages::own_threads(look, &known.account).await?.threads {
            threads.push(messages::whole(look, visit, &row.id).await?);
        }
        let cases = cases::list(look, &known.account).await?;
        online = Some(Online { messages: threads, cases });
    }
    // An online account has its own data, whatever has become of the record.
    let student = match (&known.account.student_id, &known.account.joined_student_id) {
        (Some(_), _) => Some(student(look, visit).await?),
        (None, Some(_)) => student(look, visit).await.ok(),
        (None, None) => None,
    };
    Ok(MyData {
        account_type: known.role().words().to_owned(),
        email: known.account.email,
        security,
        online,
        student,
    })
}

async fn student(look: &Look, visit: &Visit) -> Result<Student, ServiceError> {
    let record = guards::student(look, visit).await?;
    let access = record.access(look.today(&record.zone()));
    let form = convert::profile(&record.student).form(record.student.version);
    let history = timeline(look, &record).await?;
    Ok(Student {
        profile: ProfileView { person: record.person(), form, access },
        employment: employment_of(look, &record).await?,
        history: history.into_iter().map(|dated| dated.entry).collect(),
        training_plans: plans::all_of(look, &record).await?,
        how_news_come: reach(look, visit).await?,
    })
}
