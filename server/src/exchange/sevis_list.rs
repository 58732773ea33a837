//! A list from SEVIS RTI: read row by row, compared with the records, kept for alerts. Records stay as they are.

use super::input::Input;
use super::reader::CHUNK;
use super::sevis_rows::read;
use crate::Failure;
use crate::portal::Portal;
use crate::scope::{Look, Work};
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::error::write_json;
use crate::service::record::by_student::{by_student, own};
use crate::service::record::sevis_list::{compare, listed, on_record, one_runs};
use crate::store::entity::{authorization, employer, school, sevis_listed, student};
use crate::store::{authorizations, employers, sevis_lists, students};
use app::words::list_difference;
use domain::sevis_list::Listed;
use std::collections::{BTreeMap, HashMap};

/// What came of a comparison.
pub struct Compared {
    /// Students in the list.
    pub listed: usize,
    /// Of these, those who are not on record.
    pub unknown: usize,
    /// Students whose authorization runs, and whom the list does not have.
    pub missing: usize,
    /// Students in whom list and record differ, those that are missing included.
    pub differing: usize,
    rows: Vec<sevis_listed::Model>,
}

/// What the list says of some students, with the differences told.
async fn some(
    look: &Look,
    (school, before): (&school::Model, &HashMap<String, String>),
    (rows, all): (&[student::Model], &BTreeMap<String, Listed>),
    (done, lines): (&mut Compared, &mut Vec<String>),
) -> Result<(), ServiceError> {
    let today = look.today(&crate::clock::Zone::of(&school.time_zone));
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let periods = authorizations::of_students(look.db(), &ids).await?;
    let periods = by_student(periods, |row: &authorization::Model| row.student_id.clone());
    let jobs = employers::of_students(look.db(), &ids).await?;
    let jobs = by_student(jobs, |row: &employer::Model| row.student_id.clone());
    for student in rows {
        let known = own(&periods, &student.id);
        let found = all.get(&student.sevis_id);
        if found.is_none() && !one_runs(known, today) {
            continue;
        }
        let was = before.get(&student.id).cloned().unwrap_or_default();
        let jobs = own(&jobs, &student.id);
        let differ = compare(found, &was, &on_record(student, known, jobs), today);
        done.missing += usize::from(found.is_none());
        done.differing += usize::from(!differ.is_empty());
        for one in &differ {
            let words = list_difference(one);
            lines.push(format!("{} {}: {words}", student.sevis_id, student.surname));
        }
        done.rows.push(sevis_listed::Model {
            id: id(),
            school_id: school.id.clone(),
            student_id: student.id.clone(),
            at: look.at(),
            listed: match found {
                Some(found) => write_json("listed", found)?,
                None => String::new(),
            },
            was,
        });
    }
    Ok(())
}

/// The status of each student in the list before.
async fn statuses(look: &Look, school: &str) -> Result<HashMap<String, String>, ServiceError> {
    let rows = sevis_lists::of_school(look.db(), school).await?.into_iter();
    let status = rows.map(|row| {
        let status = listed(&row)?.map(|listed| listed.status).unwrap_or_default();
        Ok((row.student_id, status))
    });
    status.collect()
}

/// Compares a list with the records of a school; `lines` get what is told.
pub async fn run(
    portal: &Portal,
    school: &school::Model,
    input: &Input,
    lines: &mut Vec<String>,
) -> Result<Compared, Failure> {
    let told = |error: ServiceError| Failure::from(app::AppError::from(error).to_string());
    let all = read(input, &mut |line| lines.push(line))?;
    let look = portal.look();
    let before = statuses(&look, &school.id).await.map_err(told)?;
    let mut done = Compared {
        listed: all.len(),
        unknown: all.len(),
        missing: 0,
        differing: 0,
        rows: Vec::new(),
    };
    let (mut after, chunk) = (String::new(), CHUNK as u64);
    loop {
        let rows = students::after_sevis_id(look.db(), Some(&school.id), &after, chunk).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.sevis_id);
        done.unknown -= rows.iter().filter(|row| all.contains_key(&row.sevis_id)).count();
        let both = (&mut done, &mut *lines);
        some(&look, (school, &before), (&rows, &all), both).await.map_err(told)?;
    }
    Ok(done)
}

/// Keeps what was compared, for alerts and records, in the place of the list before.
pub async fn keep(work: Work, school: &str, compared: Compared) -> Result<(), ServiceError> {
    sevis_lists::replace(work.db(), school, compared.rows).await?;
    Ok(work.commit().await?)
}
