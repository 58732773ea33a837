//! The demo school: officials, online accounts, cases, and a student in every state.

mod accounts;
mod batch_school;
mod cases;
mod crowd;
mod differences;
mod files;
mod list;
mod people;
mod plans;
mod reports;
mod students;

use crate::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::credentials::invitations;
use crate::service::officials::{self, Person};
use crate::store::code::Code;
use crate::store::entity::{mark, school};
use crate::store::{marks, schools};
use app::AppError;
use domain::email::Email;
use domain::factor::FactorKind;
use domain::role::Role;
use domain::sevis_state::SevisWay;
use std::sync::Arc;

/// Password of everyone in the demo who has one.
pub const PASSWORD: &str = "Harbor-lights-26!";
const CODE: &str = "DEMO214F00000000";
const NAME: &str = "Demo State University";

fn told(error: impl Into<ServiceError>) -> Failure {
    AppError::from(error.into()).to_string().into()
}

/// Fills an empty database, all at once but for what follows: the second school's batch, the next file of the first one, and
/// its list from SEVIS. With a crowd of so many students besides.
pub async fn fill(portal: &Arc<Portal>, crowd: u32) -> Result<(), Failure> {
    let hash = portal.hasher.hash(PASSWORD.to_owned()).await.map_err(|e| e.to_string())?;
    let (school, second) = fill_in(portal.work().await?, &hash, crowd).await?;
    batch_school::go_on(portal, &second).await?;
    differences::fill(portal, &school).await?;
    list::fill(portal, &school).await?;
    println!("The demo school is filled.");
    Ok(())
}

async fn fill_in(
    work: Work,
    hash: &str,
    crowd: u32,
) -> Result<(school::Model, school::Model), Failure> {
    if !work.config.demo {
        return Err("the demo's passwords are published, so it needs FOOTHOLD_DEMO=1, which no portal for real people has".into());
    }
    if schools::any(work.db()).await?.is_some() {
        return Err("the database is not empty, so the demo is not added to it".into());
    }
    marks::insert(work.db(), mark::Model { id: marks::DEMO.into(), at: work.at() }).await?;
    let school = officials::create_school(&work, CODE, NAME, "America/New_York").await?;
    // The demo tells SEVIS nothing, and says so.
    let sevis_way = Code(SevisWay::Rehearsal);
    let school = school::Model { sevis_way, plans_on_paper: true, ..school };
    schools::update(work.db(), school.clone()).await?;
    let here = Some(school.id.as_str());
    for (email, name, role, at) in [
        ("pdso@demo.test", "Parker Demo", Role::Pdso, here),
        ("dso@demo.test", "Drew Demo", Role::Dso, here),
        ("helpdesk@demo.test", "Harper Demo", Role::Helpdesk, None),
        ("helpdesk2@demo.test", "Hollis Demo", Role::Helpdesk, None),
    ] {
        let email = Email::parse(email).ok().flatten().ok_or("demo email")?;
        let person = Person { email: &email, name, role };
        let account = officials::create_official(&work, at, person, Some(hash.to_owned())).await?;
        accounts::give(&work, &account, FactorKind::App).await?;
    }
    accounts::online(&work, hash).await?;
    cases::fill(&work).await?;
    let today = work.today(&Zone::of(&school.time_zone));
    files::import_people(&work, (people::PEOPLE, CODE), today).await?;
    crowd::fill(&work, crowd, today).await?;
    let mut after = String::new();
    while let Some(last) = invitations::round(&work, &school, &after).await.map_err(told)?.last {
        after = last;
    }
    for person in people::PEOPLE {
        students::bring_to_state(&work, person, hash).await?;
    }
    students::report_late(&work, today).await?;
    reports::fill(&work).await?;
    plans::fill(&work, (NAME, CODE), today).await?;
    let second = batch_school::fill(&work, hash).await?;
    work.commit().await?;
    Ok((school, second))
}
