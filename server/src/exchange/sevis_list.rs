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
use crate::service::record::sevis_list::{compare, listed, on_record};
use crate::store::entity::{authorization, employer, school, sevis_listed, student};
use crate::store::{authorizations, employers, sevis_lists, students};
use app::words::list_difference;
use domain::sevis_list::{ListDifference, Listed};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What came of a comparison.
#[derive(Default)]
pub struct Compared {
    /// Students in the list.
    pub listed: usize,
    /// Of these, those who are not on record.
    pub unknown: usize,
    /// Students whose authorization runs.
    pub running: usize,
    /// Of these, those whom the list does not have.
    pub missing: usize,
    /// Students in whom list and record differ.
    pub differing: usize,
    rows: Vec<sevis_listed::Model>,
    lines: Vec<(u8, String)>,
}

impl Compared {
    /// True for a list of some students only: it lacks more than half of those whose authorization runs, and who is
    /// not in it is no difference.
    pub fn is_partial(&self) -> bool {
        self.missing * 2 > self.running
    }

    /// Of a list of some students, what is known of the others stays.
    fn settle(&mut self, before: Vec<sevis_listed::Model>) {
        if self.is_partial() {
            self.rows.retain(|row| !row.listed.is_empty());
            self.lines.retain(|(rank, _)| *rank != ListDifference::NotListed.rank());
            self.differing -= self.missing;
            let now: HashSet<String> = self.rows.iter().map(|row| row.student_id.clone()).collect();
            self.rows.extend(before.into_iter().filter(|row| !now.contains(&row.student_id)));
        }
        self.lines.sort_by_key(|(rank, _)| *rank);
    }

    /// What is told, the gravest first.
    pub fn lines(&mut self) -> Vec<String> {
        std::mem::take(&mut self.lines).into_iter().map(|(_, line)| line).collect()
    }
}

/// A list, and what it is compared with.
struct Sides<'a> {
    school: &'a school::Model,
    draft: &'a str,
    all: &'a BTreeMap<String, Listed>,
    /// The last status that a list before had, by student.
    statuses: HashMap<String, String>,
}

/// Compares some students.
async fn some(
    look: &Look,
    sides: &Sides<'_>,
    rows: &[student::Model],
    done: &mut Compared,
) -> Result<(), ServiceError> {
    let today = look.today(&crate::clock::Zone::of(&sides.school.time_zone));
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let periods = authorizations::of_students(look.db(), &ids).await?;
    let periods = by_student(periods, |row: &authorization::Model| row.student_id.clone());
    let jobs = employers::of_students(look.db(), &ids).await?;
    let jobs = by_student(jobs, |row: &employer::Model| row.student_id.clone());
    for student in rows {
        let known = own(&periods, &student.id);
        let found = sides.all.get(&student.sevis_id);
        let own_jobs = own(&jobs, &student.id);
        let on_record = on_record(student, known, own_jobs, today);
        let runs = on_record.authorizations.iter().any(|one| one.runs(today));
        done.unknown -= usize::from(found.is_some());
        done.running += usize::from(runs);
        if found.is_none() && !runs {
            continue;
        }
        let was = sides.statuses.get(&student.id).cloned().unwrap_or_default();
        let differ = compare(found, &was, &on_record, today);
        done.missing += usize::from(found.is_none());
        done.differing += usize::from(!differ.is_empty());
        for one in &differ {
            let words = list_difference(one);
            let line = format!("{} {}: {words}", student.sevis_id, student.surname);
            done.lines.push((one.rank(), line));
        }
        let said = found.map(|found| write_json("listed", found)).transpose()?;
        done.rows.push(sevis_listed::Model {
            id: id(),
            school_id: sides.school.id.clone(),
            student_id: student.id.clone(),
            at: look.at(),
            listed: said.unwrap_or_default(),
            was,
            differs: !differ.is_empty(),
            draft: sides.draft.to_owned(),
        });
    }
    Ok(())
}

/// The last status of each student that a list before this one had.
fn statuses(
    before: &[sevis_listed::Model],
    draft: &str,
) -> Result<HashMap<String, String>, ServiceError> {
    let status = before.iter().map(|row| {
        let now = listed(row)?.map(|listed| listed.status).unwrap_or_default();
        // This very list may be kept already, by a run that ended before it was noted.
        let is_known = row.draft == draft || now.is_empty();
        Ok((row.student_id.clone(), if is_known { row.was.clone() } else { now }))
    });
    status.collect()
}

/// Compares the list of an upload with the records of a school; `faults` get what is wrong with it.
pub async fn run(
    portal: &Portal,
    (school, draft): (&school::Model, &str),
    input: &Input,
    faults: &mut Vec<String>,
) -> Result<Compared, Failure> {
    let told = |error: ServiceError| Failure::from(app::AppError::from(error).to_string());
    let all = read(input, &mut |line| faults.push(line))?;
    let look = portal.look();
    let before = sevis_lists::of_school(look.db(), &school.id).await?;
    let statuses = statuses(&before, draft).map_err(told)?;
    let sides = Sides { school, draft, all: &all, statuses };
    let mut done = Compared { listed: all.len(), unknown: all.len(), ..Compared::default() };
    let (mut after, chunk) = (String::new(), CHUNK as u64);
    loop {
        let rows = students::after_sevis_id(look.db(), Some(&school.id), &after, chunk).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.sevis_id);
        some(&look, &sides, &rows, &mut done).await.map_err(told)?;
    }
    done.settle(before);
    Ok(done)
}

/// Keeps what was compared, for alerts and records, in the place of the list before.
pub async fn keep(work: Work, school: &str, compared: Compared) -> Result<(), ServiceError> {
    sevis_lists::replace(work.db(), school, compared.rows).await?;
    Ok(work.commit().await?)
}
