//! Students found in the console.

use super::super::error::{ServiceError, fault};
use super::super::record::by_student::{by_student, own};
use super::super::record::{account_states, person};
use super::super::visit::{self, Desk, Visit, guards};
use super::alerts::freshen;
use crate::clock::Zone;
use crate::scope::Work;
use crate::store::entity::{authorization, employer, student};
use crate::store::search::folded;
use crate::store::students::{self, Wanted};
use crate::store::{authorizations, convert, employers};
use app::ports::Done;
use app::routes;
use app::wire::{AccountState, SearchForm, StudentRow, StudentSort, StudentsOf, StudentsView};
use domain::Date;
use domain::email::Email;
use domain::sevis_id::SevisId;
use domain::unemployment::count;

/// Students on a page of the list.
const PAGE: u64 = 25;

/// Remembers what to look for.
pub async fn search(work: Work, visit: &Visit, form: &SearchForm) -> Result<Done, ServiceError> {
    guards::official(&work, visit).await?;
    let q = domain::text::line(&form.q, 100).map_err(|code| fault("q", code))?;
    visit.session.lock().await.data.search = q.unwrap_or_default();
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(routes::STUDENTS))
}

/// The students found, a page of them (the first is 1).
pub async fn list(desk: &Desk, of: StudentsOf) -> Result<StudentsView, ServiceError> {
    let (_, school) = guards::official(&desk.look(), &desk.visit).await?;
    // The order of days rests on what was worked out.
    let whole = of.sort == StudentSort::Name || freshen(&desk.portal, &school).await;
    let look = &desk.look();
    let q = desk.visit.session.lock().await.data.search.clone();
    // A whole SEVIS ID or address is looked up, not searched for.
    let id = SevisId::parse(&q).ok().flatten();
    let key = Email::parse(&q).ok().flatten().map(|email| email.key());
    let words = folded(&q);
    let wanted = match (&id, &key) {
        (Some(id), _) => Wanted::SevisId(id.as_str()),
        (None, Some(key)) => Wanted::Email(key),
        (None, None) => Wanted::Words(&words),
    };
    let found = students::find(look.db(), &school.id, &wanted, (of.sort, of.page), PAGE).await?;
    let states = account_states::of(look, &found.rows).await?;
    let ids: Vec<String> = found.rows.iter().map(|row| row.id.clone()).collect();
    let today = look.today(&Zone::of(&school.time_zone));
    let periods = authorizations::of_students(look.db(), &ids).await?;
    let periods = by_student(periods, |row| row.student_id.clone());
    let jobs = employers::of_students(look.db(), &ids).await?;
    let jobs = by_student(jobs, |row| row.student_id.clone());
    let row = |row: student::Model| {
        let (periods, jobs) = (own(&periods, &row.id), own(&jobs, &row.id));
        let running = periods.iter().map(convert::authorization).find(|one| one.runs(today));
        // A pre-completion OPT uses no days, and those of an OPT before it are over.
        let counts = running.as_ref().filter(|one| one.counts());
        let count = counts.and_then(|_| count(&convert::periods(periods, jobs), today));
        StudentRow {
            account: states.get(&row.id).copied().unwrap_or(AccountState::NotEligible),
            days: count.map(|count| (count.used, count.allowed)),
            ends: running.map(|running| running.end),
            employers: shown(&row.search, (periods, jobs), &words, today),
            person: person(&row, &school.name),
            id: row.id,
        }
    };
    let rows = found.rows.into_iter().map(row).collect();
    let (total, page, pages) = (found.total, found.page, found.pages);
    Ok(StudentsView { q, sort: of.sort, total, page, pages, rows, whole })
}

/// Where a student works now, and the employers in whose names are words that the student's own text has not.
fn shown(
    own: &str,
    (periods, jobs): (&[authorization::Model], &[employer::Model]),
    words: &str,
    today: Date,
) -> Vec<String> {
    let sought: Vec<&str> = words.split_whitespace().filter(|word| !own.contains(word)).collect();
    let found = |job: &&employer::Model| {
        convert::works_on(job, periods, today)
            || sought.iter().any(|word| job.found_by.contains(word))
    };
    let mut names: Vec<String> = jobs.iter().filter(found).map(|job| job.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
