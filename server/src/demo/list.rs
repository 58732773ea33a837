//! A list that the school has saved in SEVIS RTI: it differs from the records in a few students.

use super::people::{PEOPLE, Person};
use super::told;
use crate::Failure;
use crate::clock::Zone;
use crate::exchange::input::Input;
use crate::exchange::sevis_list::{keep, run};
use crate::portal::Portal;
use crate::store::entity::school;
use domain::Date;
use domain::date::{plus_days, typed};
use std::fmt::Write as _;

/// Whose record in SEVIS was ended, who has other days there, another employer, and whom the list does not have.
const ENDED: &str = "Emery";
const OTHER_DAYS: &str = "Quinn";
const OTHER_EMPLOYER: &str = "Riley";
const MISSING: &str = "Finley";

fn row(list: &mut String, one: &Person, today: Date) -> std::fmt::Result {
    let (kind, status, _, start, end) = one.authorization;
    let sooner = if one.given == OTHER_DAYS { 30 } else { 0 };
    let over = status != "approved" || end < 0;
    let (from, to) = match over {
        true => (String::new(), String::new()),
        false => (typed(plus_days(today, start)), typed(plus_days(today, end - sooner))),
    };
    let word = match one.given {
        ENDED => "Terminated",
        _ if end < 0 => "Completed",
        _ => "Active",
    };
    let kind = if over { "" } else { kind };
    let begins = format!("{},Sample,{},{word},{kind},{from},{to}", one.sevis_id, one.given);
    let mut jobs: Vec<(&str, i64)> = one.employer.into_iter().collect();
    if one.given == OTHER_EMPLOYER {
        jobs.push(("Corner Café", -20));
    }
    if jobs.is_empty() {
        return writeln!(list, "{begins},,");
    }
    for (name, first) in jobs {
        writeln!(list, "{begins},{name},{}", typed(plus_days(today, first)))?;
    }
    Ok(())
}

/// Compares and keeps it, as an official would have.
pub async fn fill(portal: &Portal, school: &school::Model) -> Result<(), Failure> {
    let today = portal.look().today(&Zone::of(&school.time_zone));
    let mut list =
        "sevis_id,surname,given_name,status,type,start_date,end_date,employer,employer_start\n"
            .to_owned();
    for one in PEOPLE.iter().filter(|one| one.given != MISSING) {
        row(&mut list, one, today)?;
    }
    let bytes = Some(list.into_bytes().into());
    let input = Input { name: "rti-list.csv".into(), bytes, ..Input::default() };
    let mut faults = Vec::new();
    let compared = run(portal, (school, "demo"), &input, &mut faults).await?;
    if let Some(fault) = faults.first() {
        return Err(fault.clone().into());
    }
    keep(portal.work().await?, &school.id, compared).await.map_err(told)
}
