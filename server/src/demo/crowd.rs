//! A crowd for the demo school: as many students as a real one has, each seventh of whom has moved and reported it.

use super::files::{Files, import_files};
use super::reports::moves;
use super::{CODE, Failure};
use crate::scope::Work;
use crate::store::students;
use domain::Date;
use domain::date::{iso, plus_days};
use std::fmt::Write as _;

/// Given names and surnames, mixed.
const GIVEN: [&str; 13] = [
    "Amara", "Bilal", "Chen", "Daria", "Emeka", "Fatima", "Gita", "Hiroshi", "Inês", "Jun", "Kofi",
    "Leyla", "Minh",
];
const SURNAMES: [&str; 17] = [
    "Abebe", "Bose", "Costa", "Dogan", "Eze", "Fischer", "Garcia", "Haddad", "Ito", "Joshi", "Kim",
    "Li", "Mensah", "Nguyen", "Okafor", "Petrov", "Quispe",
];
/// Every so many students one has moved.
const MOVED: u32 = 7;

fn sevis_id(n: u32) -> String {
    format!("N09{n:08}")
}

/// Adds them.
pub async fn fill(work: &Work, crowd: u32, today: Date) -> Result<(), Failure> {
    let mut files = Files::new();
    for n in 0..crowd {
        let given = GIVEN[(n % 13) as usize];
        let surname = SURNAMES[(n % 17) as usize];
        let born = iso(plus_days(today, -8_000 - i64::from(n) * 3 % 4_000));
        let (id, street) = (sevis_id(n), 100 + n % 900);
        // Some seek, not for long; most have worked since the first weeks.
        let seeks = n % 5 == 0;
        let start = if seeks { i64::from(n % 85) - 84 } else { i64::from(n % 300) - 300 };
        let end = start + 364;
        let day = |days: i64| iso(plus_days(today, days));
        writeln!(
            files.students,
            "{id},{given},{surname},{born},crowd{n}@demo.test,{CODE},Master's,11.0701,Computer Science,{street} College Avenue,San Marcos,TX,78666,5125550123"
        )?;
        writeln!(
            files.authorizations,
            "{id},post_completion,approved,full_time,{},{},",
            day(start),
            day(end)
        )?;
        if !seeks {
            let first = day(start + i64::from(n % 60));
            writeln!(
                files.employers,
                "{id},{},Employer {},123456789,{street} Main Street,Austin,TX,78701,Software Engineer,full_time,{first},Jamie,Demo,5125550199,jamie@demo.test,\"I build and test software, which my degree in computer science taught me.\"",
                day(start),
                n % 97
            )?;
        }
    }
    import_files(work, files).await?;
    for n in (0..crowd).filter(|n| n % MOVED == 0) {
        let found = students::with_sevis_ids(work.db(), &[sevis_id(n)]).await?;
        let row = found.into_iter().next().ok_or("a student of the crowd")?;
        moves(work, row, &format!("{} South Lamar Boulevard", 100 + n), "5125550142").await?;
    }
    Ok(())
}
