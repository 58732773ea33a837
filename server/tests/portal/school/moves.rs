//! Files that move addresses from one student to another: judged after all their rows.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::{account, student};
use std::collections::BTreeMap;

on_both! {
    two_students_swap_their_addresses_in_one_file,
    an_address_passes_along_a_row_of_students,
    an_address_that_is_given_away_is_free_for_a_new_student_in_either_order,
    an_address_that_its_holder_keeps_is_refused_at_its_line,
}

async fn import(p: &TestPortal, rows: &[(u32, &str)]) -> Result<(), Vec<String>> {
    let mut file = "sevis_id,given_name,surname,birth_date,email,school_code\n".to_owned();
    for (n, email) in rows {
        file.push_str(&format!("N{n:010},Ada,Sample,{}-02-03,{email},{SCHOOL}\n", 1900 + n % 100));
    }
    p.import(&file, "", "").await.map(drop)
}

/// Addresses on record, by the number of the student.
pub async fn on_record(p: &TestPortal) -> BTreeMap<String, String> {
    let rows = student::Entity::find().all(p.db()).await.expect("query");
    rows.into_iter().map(|row| (row.sevis_id, row.email.unwrap_or_default())).collect()
}

async fn logins(p: &TestPortal) -> BTreeMap<String, String> {
    let rows = account::Entity::find().all(p.db()).await.expect("query");
    rows.into_iter().map(|row| (row.student_id.unwrap_or_default(), row.email_key)).collect()
}

async fn two_students_swap_their_addresses_in_one_file(p: TestPortal) {
    let (first, second) = (p.registered(1).await, p.registered(2).await);
    import(&p, &[(1, "s2@test.test"), (2, "s1@test.test")]).await.expect("taken");
    let now = on_record(&p).await;
    assert_eq!(
        (now["N0000000001"].as_str(), now["N0000000002"].as_str()),
        ("s2@test.test", "s1@test.test")
    );
    let logins = logins(&p).await;
    assert_eq!(
        (logins[&first.id].as_str(), logins[&second.id].as_str()),
        ("s2@test.test", "s1@test.test")
    );
    p.settle().await;
    for (to, n) in [("s1@test.test", 2), ("s2@test.test", 1)] {
        let mails = p.mails(to).await;
        let told: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
        assert!(told.iter().any(|subject| subject.contains("temporary")), "{n}: {told:?}");
    }
}

async fn an_address_passes_along_a_row_of_students(p: TestPortal) {
    for n in 1..=4 {
        p.registered(n).await;
    }
    let moved =
        [(1, "s2@test.test"), (2, "s3@test.test"), (3, "s4@test.test"), (4, "new@test.test")];
    import(&p, &moved).await.expect("taken");
    let now = on_record(&p).await;
    for (n, email) in moved {
        assert_eq!(now[&format!("N{n:010}")], email);
    }
    assert!(!logins(&p).await.values().any(|key| key.starts_with("moving")));
}

async fn an_address_that_is_given_away_is_free_for_a_new_student_in_either_order(p: TestPortal) {
    for (n, order) in [(1, false), (2, true)] {
        let (old, new) = (p.student(n, "").await, n + 100);
        let email = old.email.expect("an address");
        let mut rows = vec![(n, ""), (new, email.as_str())];
        if order {
            rows.reverse();
        }
        import(&p, &rows).await.expect("taken");
        let now = on_record(&p).await;
        assert_eq!(now[&format!("N{n:010}")], "");
        assert_eq!(now[&format!("N{new:010}")], email);
    }
}

async fn an_address_that_its_holder_keeps_is_refused_at_its_line(p: TestPortal) {
    p.student(1, "").await;
    p.student(2, "").await;
    for rows in [
        vec![(3, "s1@test.test")],
        vec![(2, "new@test.test"), (3, "s1@test.test")],
        vec![(2, "s1@test.test"), (3, "s2@test.test")],
    ] {
        let told = import(&p, &rows).await.expect_err("refused").join("\n");
        let line = rows.iter().position(|(_, email)| *email == "s1@test.test").expect("it") + 2;
        assert!(told.contains(&format!("line {line}, column email: belongs to another")), "{told}");
        assert_eq!(on_record(&p).await["N0000000002"], "s2@test.test", "nothing was imported");
    }
}
