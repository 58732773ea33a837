//! Who comes back to school with a new SEVIS ID: old and new record are one person's.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};

on_both! {
    a_new_sevis_id_of_the_same_person_registers_and_the_records_are_linked,
    an_address_goes_on_to_the_same_persons_new_record_and_to_nobody_elses,
}

const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code\n";
const OPT: &str = "sevis_id,type,status,schedule,start_date,end_date\n";

fn person(id: u32, surname: &str, email: &str) -> String {
    format!("N000000000{id},Casey,{surname},2000-01-02,{email},{SCHOOL}\n")
}

async fn old_account(p: &TestPortal) {
    let opt =
        format!("{OPT}N0000000003,post_completion,approved,full_time,2026-05-01,2027-04-30\n");
    p.import(&format!("{HEAD}{}", person(3, "Sámple", "c@test.test")), &opt, "")
        .await
        .expect("imported");
    p.settle().await;
    p.register(&p.find("N0000000003").await).await;
}

async fn a_new_sevis_id_of_the_same_person_registers_and_the_records_are_linked(p: TestPortal) {
    old_account(&p).await;
    // The school blanks the old address, and adds the new record in the same file.
    let file = format!("{HEAD}{}{}", person(3, "Sámple", ""), person(4, "Sample", "c@test.test"));
    let opt =
        format!("{OPT}N0000000004,post_completion,approved,full_time,2026-06-02,2027-06-01\n");
    p.import(&file, &opt, "").await.expect("imported");
    p.settle().await;
    let new = p.find("N0000000004").await;
    p.register(&new).await;
    let old = p.find("N0000000003").await;
    let new = p.find("N0000000004").await;
    assert_eq!(new.previous_id.as_ref(), Some(&old.id));
    assert_eq!(p.browser().log_in("c@test.test", PASSWORD).await.location(), "/attest");
    assert!(p.account(&old).await.is_none() && p.account(&new).await.is_some(), "one login");
    let mut browser = p.logged_in(&new).await;
    assert!(
        browser.get("/history").await.body.contains("N0000000003"),
        "the earlier record is there"
    );
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get(&format!("/console/students/{}", old.id)).await.body;
    assert!(
        page.contains("The same person under another SEVIS ID") && page.contains("N0000000004")
    );
}

async fn an_address_goes_on_to_the_same_persons_new_record_and_to_nobody_elses(p: TestPortal) {
    old_account(&p).await;
    let stranger = format!("{HEAD}{}", person(5, "Other", "c@test.test"));
    let told = p.import(&stranger, "", "").await.expect_err("refused").join("\n");
    assert!(told.contains("belongs to another person on record"), "{told}");
    let same = format!("{HEAD}{}", person(4, "SAMPLE", "c@test.test"));
    p.import(&same, "", "").await.expect("imported");
    let (old, new) = (p.find("N0000000003").await, p.find("N0000000004").await);
    assert_eq!((old.email, new.previous_id), (None, Some(old.id)));
    assert_eq!(new.email.as_deref(), Some("c@test.test"));
    // The old file once more: the address stays where the person goes on.
    let again = format!("{HEAD}{}", person(3, "Sample", "c@test.test"));
    p.import(&again, "", "").await.expect("imported");
    assert_eq!(p.find("N0000000003").await.email, None);
    assert_eq!(p.find("N0000000004").await.email.as_deref(), Some("c@test.test"));
}
