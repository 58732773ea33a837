//! What the school's next file says otherwise than its students have reported, for an official to decide.

use super::files::Files;
use super::people::{PEOPLE, Person};
use super::{CODE, Failure};
use crate::clock::Zone;
use crate::exchange::import;
use crate::portal::Portal;
use crate::store::entity::school;
use domain::date::{iso, plus_days};
use std::fmt::Write as _;

/// Whose street the file has otherwise, and how.
const STREETS: [(&str, &str); 2] =
    [("stem@demo.test", "41 Guadalupe Court"), ("parttime@demo.test", "12 Moon Street, Unit 5")];
/// Whose job the file calls otherwise.
const JOB: &str = "late@demo.test";

/// Imports the file, as the school would next month.
pub async fn fill(portal: &Portal, school: &school::Model) -> Result<(), Failure> {
    let today = portal.look().today(&Zone::of(&school.time_zone));
    let mut files = Files::new();
    for (n, person) in PEOPLE.iter().enumerate() {
        let street = STREETS.iter().find(|(email, _)| *email == person.email);
        if let Some((_, street)) = street {
            files.student((n + 1, person), CODE, &format!("\"{street}\""))?;
        }
        if person.email == JOB {
            files.student((n + 1, person), CODE, &format!("{} College Avenue", n + 1))?;
            let Person { sevis_id, authorization: (.., start, _), .. } = person;
            let (start, first) = (iso(plus_days(today, *start)), iso(plus_days(today, -45)));
            writeln!(
                files.employers,
                "{sevis_id},{start},Cedar Analytics,,700 Congress Avenue,Austin,TX,78701,Data Analyst,full_time,{first},,,,,\"I design data pipelines, the subject of my master's thesis.\""
            )?;
        }
    }
    import::run(portal, &files.read(), false, &mut |_| {}).await.map(drop)
}
