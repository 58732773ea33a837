//! Answers in: matched record by record, noted once, nothing claimed that they do not say.

use super::{answer, changes, log, make, moves, records, sends_batches, validate};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal, between};
use domain::sevis_state::SevisState;
use server::service::batches::Exported;

on_both! {
    each_record_gets_its_own_answer_and_the_same_log_again_changes_nothing,
    what_does_not_fit_is_listed_and_touches_nothing,
    a_file_that_was_not_taken_lets_its_changes_go_with_another_one,
    a_corrected_address_is_kept_beside_what_was_reported,
    a_record_that_sevis_leaves_out_is_looked_up_and_noted,
}

/// Two students who moved, and their batch.
async fn two(p: &TestPortal) -> Exported {
    sends_batches(p).await;
    for number in 1..=2 {
        let student = p.registered(number).await;
        let mut browser = p.logged_in(&student).await;
        moves(p, &mut browser, &student, "9 New Road").await;
    }
    make(p).await.ok().expect("a batch")
}

async fn each_record_gets_its_own_answer_and_the_same_log_again_changes_nothing(p: TestPortal) {
    let made = two(&p).await;
    let sent = records(&made.xml);
    let text = log(
        &made.batch,
        &[(&sent[0].0, &sent[0].1, None), (&sent[1].0, &sent[1].1, Some("S1003"))],
    );
    validate(text.as_bytes(), "SevisTransLog.xsd");
    for round in 0..2 {
        let counts = answer(&p, &text).await.expect("read");
        assert_eq!((counts.confirmed, counts.refused, counts.unanswered), (1, 1, 0));
        assert_eq!((counts.unmatched.len(), counts.changed), (0, round == 0));
    }
    let rows = changes(&p).await;
    assert_eq!((rows[0].state.0, rows[1].state.0), (SevisState::Confirmed, SevisState::Refused));
    assert_eq!(rows[1].answer, "S1003 In words");
    // A later log that says otherwise of what is answered is listed, and no word of SEVIS is trusted.
    let other = log(&made.batch, &[(&sent[0].0, &sent[0].1, Some("S1003"))]);
    let counts = answer(&p, &other).await.expect("read");
    assert_eq!((counts.confirmed, counts.refused), (0, 2));
    assert_eq!((counts.unmatched.len(), counts.changed), (1, true));
}

async fn what_does_not_fit_is_listed_and_touches_nothing(p: TestPortal) {
    let made = two(&p).await;
    let sent = records(&made.xml);
    // Of another's SEVIS ID, and of nobody's request.
    let text = log(&made.batch, &[(&sent[0].0, &sent[1].1, None), ("NOBODYS", &sent[1].1, None)]);
    let counts = answer(&p, &text).await.expect("read");
    assert_eq!((counts.confirmed, counts.unmatched.len(), counts.unanswered), (0, 2, 2));
    // An answer to the upload alone confirms no record, nor does "not yet".
    for code in ["S0000", "S0001", "S0010"] {
        let upload = format!(
            "<TransactionLog><BatchHeader><BatchID>{}</BatchID><OrgID/></BatchHeader><BatchDetail status=\"true\"><Upload resultCode=\"{code}\"/></BatchDetail></TransactionLog>",
            made.batch
        );
        let counts = answer(&p, &upload).await.expect("read");
        assert_eq!((counts.confirmed, counts.refused, counts.unanswered), (0, 0, 2), "{code}");
    }
    assert!(changes(&p).await.iter().all(|row| row.state == SevisState::Sent));
    let good = log(&made.batch, &[(&sent[0].0, &sent[0].1, None)]);
    for (wrong, why) in [
        (good.replace("system=\"PROD\"", "system=\"PROD-SBT\""), "test system"),
        (good.replace(SCHOOL, "BOS214F12345678"), "organization"),
        (good.replace(&made.batch, "FH00000000ZZZZ"), "was not made here"),
        (good.replace(&made.batch, ""), "does not say which batch"),
    ] {
        assert!(answer(&p, &wrong).await.expect_err("refused").contains(why));
    }
    assert_eq!(answer(&p, &good).await.expect("read").confirmed, 1);
}

async fn a_file_that_was_not_taken_lets_its_changes_go_with_another_one(p: TestPortal) {
    let made = two(&p).await;
    let text = format!(
        "<TransactionLog><BatchHeader><BatchID>{}</BatchID></BatchHeader><BatchDetail status=\"false\" system=\"PROD\"><Upload resultCode=\"S0013\"/></BatchDetail></TransactionLog>",
        made.batch
    );
    let counts = answer(&p, &text).await.expect("read");
    assert_eq!((counts.whole.as_str(), counts.changed), ("S0013", true));
    let again = make(&p).await.ok().expect("another batch");
    assert!(again.batch != made.batch && again.changes == 2);
    let (old, new) = (records(&made.xml), records(&again.xml));
    assert!(new.iter().all(|(request, _)| old.iter().all(|(known, _)| known != request)));
    // The late answer of the first one is not the second one's.
    answer(&p, &log(&made.batch, &[(&old[0].0, &old[0].1, None)])).await.expect("read");
    assert!(changes(&p).await.iter().all(|row| row.state == SevisState::Sent));
}

async fn a_corrected_address_is_kept_beside_what_was_reported(p: TestPortal) {
    let made = two(&p).await;
    let sent = records(&made.xml);
    let text = log(&made.batch, &[(&sent[0].0, &sent[0].1, None)]).replace(
        "</Record>",
        "<PhysicalProvidedAddress><Address1>9 New Road</Address1><PostalCode>78701</PostalCode></PhysicalProvidedAddress><PhysicalCorrectedAddress><Address1>9 NEW RD</Address1><City>AUSTIN</City><State>TX</State><PostalCode>78701-1234</PostalCode></PhysicalCorrectedAddress></Record>",
    );
    answer(&p, &text).await.expect("read");
    let row = changes(&p).await.remove(0);
    assert!(row.corrected.contains("9 NEW RD, AUSTIN, TX, 78701-1234"), "{}", row.corrected);
    assert_eq!(p.find(&sent[0].1).await.street, "9 New Road", "and is no new change");
    assert_eq!(changes(&p).await.len(), 2);
}

async fn a_record_that_sevis_leaves_out_is_looked_up_and_noted(p: TestPortal) {
    let made = two(&p).await;
    let sent = records(&made.xml);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    assert!(!dso.get("/console/batches").await.body.contains("has not answered this record"));
    let half = log(&made.batch, &[(&sent[0].0, &sent[0].1, None)]);
    answer(&p, &half).await.expect("read");
    let tasks = dso.get("/console/batches").await.body;
    assert_eq!(tasks.matches("<strong>SEVIS has not answered this record").count(), 1, "{tasks}");
    assert!(dso.get("/console").await.body.contains("1 batch with a problem"));
    let page = dso.get(&format!("/console/batches/{}", made.batch)).await.body;
    let own = between(&page, "/answers/", "\"").to_owned();
    let kept = dso.get(&format!("/console/batches/{}/answers/{own}", made.batch)).await;
    assert_eq!(kept.body, half, "byte for byte");
    let open = changes(&p).await.into_iter().find(|row| row.state == SevisState::Sent);
    let open = open.expect("one is open").id;
    let fields = [("id", open.as_str()), ("act", "done"), ("proof", "Seen in RTI")];
    dso.post("/api/console/by-hand", &fields).await;
    let states: Vec<_> = changes(&p).await.into_iter().map(|row| row.state.0).collect();
    assert!(states.contains(&SevisState::Confirmed) && states.contains(&SevisState::ByHand));
    assert!(!dso.get("/console").await.body.contains("with a problem"), "all of it is settled");
}
