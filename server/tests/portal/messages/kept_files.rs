//! Files kept from a try that was refused.

use super::*;
use crate::on_both;
use crate::support::{TestPortal, between};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::attachments;
use server::store::entity::{attachment, content};

on_both! {
    a_refused_message_keeps_its_words_and_the_files_that_arrived,
    a_kept_file_can_be_left_out_and_a_forgotten_one_goes_after_a_day,
    a_file_that_has_gone_along_is_not_forgotten_by_a_job_that_looked_before,
    three_files_a_message_and_ten_megabytes_a_file,
    without_room_for_files_the_message_waits_and_says_so,
}

async fn a_refused_message_keeps_its_words_and_the_files_that_arrived(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let browser = &mut holder.browser;
    let files: [(&str, &[u8]); 3] =
        [("letter.pdf", PDF), ("song.pdf", b"ID3 not a pdf"), ("empty.png", b"")];
    let answer = write(browser, "/messages/new", "See my letter", &files).await;
    assert_eq!(answer.location(), "/messages/new");
    let page = browser.get("/messages/new").await.body;
    assert!(page.contains("“song.pdf” is not a PDF, PNG or JPEG"), "{page}");
    assert!(page.contains("“empty.png” is empty."));
    assert!(page.contains("See my letter") && page.contains("My card"), "the words are back");
    assert!(page.contains("Leave out letter.pdf"), "what arrived is kept");
    // Sent again without a file: the kept one goes along.
    let answer = write(browser, "/messages/new", "See my letter", &[]).await;
    let page = browser.get(answer.location()).await.body;
    assert!(page.contains("letter.pdf"), "{page}");
    let saved = browser.get(&file_on(&page)).await;
    assert_eq!(saved.body.as_bytes(), PDF);
    let head = |name: &str| saved.headers[name].to_str().expect("text").to_owned();
    assert_eq!(head("content-type"), "application/octet-stream");
    assert!(head("content-disposition").starts_with("attachment; filename=\"letter.pdf\""));
    assert_eq!(head("x-content-type-options"), "nosniff");
    assert!(head("content-security-policy").starts_with("sandbox"));
    // Nothing is left for the next message.
    assert!(!browser.get("/messages/new").await.body.contains("Leave out"));
}

async fn a_kept_file_can_be_left_out_and_a_forgotten_one_goes_after_a_day(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let browser = &mut holder.browser;
    let db = p.db();
    write(browser, "/messages/new", "", &[("a.pdf", PDF), ("b.pdf", PDF)]).await;
    let page = browser.get("/messages/new").await.body;
    let first = between(&page, "name=\"form[left_out]\" value=\"", "\"").to_owned();
    let fields =
        [("thread", ""), ("key", "k"), ("subject", ""), ("body", "x"), ("left_out", &first)];
    browser.post_files(SEND, &fields, &[]).await;
    let page = browser.get("/messages/new").await.body;
    assert!(!page.contains("Leave out a.pdf") && page.contains("Leave out b.pdf"), "{page}");
    p.clock.advance(time::Duration::hours(25));
    p.settle().await;
    assert_eq!(attachment::Entity::find().count(db).await.expect("count"), 0);
    assert_eq!(content::Entity::find().count(db).await.expect("count"), 0);
}

async fn a_file_that_has_gone_along_is_not_forgotten_by_a_job_that_looked_before(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let browser = &mut holder.browser;
    write(browser, "/messages/new", "", &[("a.pdf", PDF)]).await;
    let found = attachment::Entity::find().one(p.db()).await.expect("rows").expect("it waits");
    // It is sent while the job waits for its turn to write.
    let answer = write(browser, "/messages/new", "See my letter", &[]).await;
    assert!(answer.location().starts_with("/messages/"), "{}", answer.location());
    let work = p.portal.work().await.expect("a transaction");
    attachments::remove_waiting(work.db(), &found.id).await.expect("nothing to remove");
    // Nor does another message take it.
    let taken = attachments::send(work.db(), &[&found.id], "another", "another").await;
    assert_eq!(taken.expect("asked"), 0);
    work.commit().await.expect("committed");
    let page = browser.get(answer.location()).await.body;
    assert_eq!(browser.get(&file_on(&page)).await.body.as_bytes(), PDF);
}

async fn three_files_a_message_and_ten_megabytes_a_file(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let browser = &mut holder.browser;
    let mut large = PDF.to_vec();
    large.splice(8..8, std::iter::repeat_n(b' ', 10 * 1024 * 1024));
    let files: [(&str, &[u8]); 2] = [("large.pdf", &large), ("small.pdf", PDF)];
    write(browser, "/messages/new", "Large", &files).await;
    let page = browser.get("/messages/new").await.body;
    assert!(page.contains("“large.pdf” is larger than 10 MB"), "{page}");
    assert!(page.contains("Leave out small.pdf"), "the next one was read all the same");
    let files: [(&str, &[u8]); 3] = [("1.pdf", PDF), ("2.pdf", PDF), ("3.pdf", PDF)];
    write(browser, "/messages/new", "Many", &files).await;
    let page = browser.get("/messages/new").await.body;
    assert!(page.contains("“3.pdf” is one file too many"), "{page}");
}

async fn without_room_for_files_the_message_waits_and_says_so(p: TestPortal) {
    let mut holder = p.holder("ada@test.test").await;
    let account = p.account_of("ada@test.test").await.id;
    let rooms: Vec<_> = (0..2).filter_map(|_| p.portal.uploads.room(&account)).collect();
    assert_eq!(rooms.len(), 2);
    assert!(p.portal.uploads.room(&account).is_none(), "two of one account");
    assert!(p.portal.uploads.room("another").is_some(), "others have room");
    write(&mut holder.browser, "/messages/new", "With a file", &[("a.pdf", PDF)]).await;
    let page = holder.browser.get("/messages/new").await.body;
    assert!(page.contains("did not arrive completely") && page.contains("With a file"), "{page}");
    drop(rooms);
    let answer =
        write(&mut holder.browser, "/messages/new", "With a file", &[("a.pdf", PDF)]).await;
    assert!(holder.browser.get(answer.location()).await.body.contains("a.pdf"));
}
