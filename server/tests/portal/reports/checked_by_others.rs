//! A receipt that somebody was shown is checked by its number and code.

use super::{JOB, ready};
use crate::on_both;
use crate::support::TestPortal;
use domain::receipt_code::spell;
use sea_orm::EntityTrait as _;
use server::store::entity::receipt;

on_both! {
    whoever_knows_number_and_code_reads_what_the_receipt_says,
}

async fn whoever_knows_number_and_code_reads_what_the_receipt_says(p: TestPortal) {
    let mut own = ready(&p).await;
    let saved = own.post("/api/employer/save", JOB).await.location().to_owned();
    let row = receipt::Entity::find().one(p.db()).await.expect("query").expect("row");
    assert!(own.get(&saved).await.body.contains(&spell(&row.code)));
    let mut stranger = p.browser();
    assert!(stranger.get("/check-receipt").await.body.contains("Check a receipt"));
    let code = spell(&row.code).to_lowercase();
    let fields = [("receipt", row.number.as_str()), ("receipt_code", code.as_str())];
    let page = stranger.post_and_look("/api/check-receipt", &fields).await.body;
    for words in ["This receipt is genuine", "Test University", "0001", "Harbor &lt;Robotics&gt;"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("N0000000001") && !page.contains("Ada"), "{page}");
    assert!(!stranger.get("/check-receipt").await.body.contains("Harbor"), "said once");
    let other = if row.code.starts_with('0') { "1" } else { "0" };
    let wrong = format!("{other}{}", &row.code[1..]);
    for (number, code) in
        [(row.number.as_str(), wrong.as_str()), ("FH-20260610-00000000", &row.code)]
    {
        let fields = [("receipt", number), ("receipt_code", code)];
        let page = stranger.post_and_look("/api/check-receipt", &fields).await.body;
        assert!(
            page.contains("We have no receipt with this number and code")
                && !page.contains("This receipt is genuine"),
            "{page}"
        );
    }
    let none = [("receipt", row.number.as_str()), ("receipt_code", "")];
    let page = stranger.post_and_look("/api/check-receipt", &none).await.body;
    assert!(page.contains("Enter: Code."), "{page}");
}
