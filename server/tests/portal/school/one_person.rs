//! Two records of one person, and two persons with one mailbox.

use super::moves::on_record;
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};

on_both! {
    who_comes_back_with_a_new_sevis_id_goes_on_in_whatever_form_the_file_says_it,
    twins_who_share_a_mailbox_are_two,
    who_comes_back_twice_goes_on_twice_whatever_the_file_repeats,
    a_return_with_a_new_address_keeps_the_login_of_before,
}

/// Students of one mailbox: number, given name and email each.
async fn family(p: &TestPortal, rows: &[(u32, &str, &str)]) -> Result<(), Vec<String>> {
    let mut file = "sevis_id,given_name,surname,birth_date,email,school_code\n".to_owned();
    for (n, given, email) in rows {
        file.push_str(&format!("N{n:010},{given},Sample,2000-02-03,{email},{SCHOOL}\n"));
    }
    p.import(&file, "", "").await.map(drop)
}

async fn who_comes_back_with_a_new_sevis_id_goes_on_in_whatever_form_the_file_says_it(
    p: TestPortal,
) {
    // All of them in one file, under both IDs; again and again.
    family(&p, &[(1, "Avery", "a@test.test")]).await.expect("taken");
    for _ in 0..3 {
        let both = [(1, "Avery", "a@test.test"), (11, "Avery", "a@test.test")];
        family(&p, &both).await.expect("the whole list");
    }
    // First without an address, which comes later.
    family(&p, &[(2, "Blake", "b@test.test")]).await.expect("taken");
    family(&p, &[(12, "Blake", "")]).await.expect("taken");
    family(&p, &[(12, "Blake", "b@test.test")]).await.expect("taken");
    // With a further given name.
    family(&p, &[(3, "Casey", "c@test.test")]).await.expect("taken");
    family(&p, &[(13, "Casey Ann", "c@test.test")]).await.expect("taken");
    let now = on_record(&p).await;
    for (n, email) in [(11, "a@test.test"), (12, "b@test.test"), (13, "c@test.test")] {
        assert_eq!(now[&format!("N{n:010}")], email);
        assert_eq!(now[&format!("N{:010}", n - 10)], "", "let go");
        let (old, new) =
            (p.find(&format!("N{:010}", n - 10)).await, p.find(&format!("N{n:010}")).await);
        assert_eq!(new.previous_id, Some(old.id), "linked");
    }
}

async fn twins_who_share_a_mailbox_are_two(p: TestPortal) {
    family(&p, &[(1, "Avery", "a@test.test")]).await.expect("taken");
    let told = family(&p, &[(2, "Blake", "a@test.test")]).await.expect_err("refused").join("\n");
    assert!(told.contains("belongs to another person on record"), "{told}");
    let twice = [(3, "Casey", "c@test.test"), (4, "Drew", "c@test.test")];
    let told = family(&p, &twice).await.expect_err("refused").join("\n");
    assert!(told.contains("appears more than once in this file"), "{told}");
}

async fn who_comes_back_twice_goes_on_twice_whatever_the_file_repeats(p: TestPortal) {
    p.registered(1).await;
    let list = async |most: u32, email: &str| {
        let rows = (1..=most).map(|n| format!("N{n:010},Ada,Sample,2001-02-03,{email},{SCHOOL}\n"));
        let head = "sevis_id,given_name,surname,birth_date,email,school_code\n";
        let file = format!("{head}{}", rows.collect::<String>());
        p.import(&file, "", "").await.map(drop)
    };
    for most in [2, 3, 3, 3] {
        list(most, "s1@test.test").await.expect("taken");
    }
    assert_eq!(on_record(&p).await["N0000000003"], "s1@test.test");
    let third = p.find("N0000000003").await;
    assert_eq!(third.previous_id, Some(p.find("N0000000002").await.id));
    // With a new address besides.
    list(4, "new@test.test").await.expect("taken");
    let now = on_record(&p).await;
    assert_eq!((now["N0000000004"].as_str(), now["N0000000003"].as_str()), ("new@test.test", ""));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(!dso.get("/console/alerts").await.body.contains("Possible duplicate record"));
}

async fn a_return_with_a_new_address_keeps_the_login_of_before(p: TestPortal) {
    p.registered(1).await;
    let rows = "N0000000001,Ada,Sample,2001-02-03,new@test.test,{S}\nN0000000002,Ada,Sample,2001-02-03,new@test.test,{S}\n";
    let head = "sevis_id,given_name,surname,birth_date,email,school_code\n";
    let file = format!("{head}{}", rows.replace("{S}", SCHOOL));
    p.import(&file, "", "").await.expect("taken");
    assert_eq!(on_record(&p).await["N0000000002"], "new@test.test");
}
