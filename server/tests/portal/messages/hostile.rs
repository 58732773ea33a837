//! Bytes that are no form.

use super::*;
use crate::support::TestPortal;
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::attachment;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_form_with_files_is_refused_without_harm() {
    let p = TestPortal::sqlite().await;
    let mut holder = p.holder("ada@test.test").await;
    let form = |kind: &str| {
        axum::http::Request::post(SEND)
            .header("accept", "text/html")
            .header("host", "127.0.0.1:3000")
            .header("content-type", kind)
    };
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"",
        "text/plain",
    ] {
        let answer = holder.browser.send(form(kind), "form[body]=x").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind}");
    }
    // A line that breaks in the middle of a file: the words are kept.
    let whole = "--edge\r\nContent-Disposition: form-data; name=\"form[body]\"\r\n\r\nHello\r\n--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n%PDF-";
    let answer = holder.browser.send(form("multipart/form-data; boundary=edge"), whole).await;
    assert_eq!(answer.location(), "/messages/new", "{}", answer.body);
    let page = holder.browser.get("/messages/new").await.body;
    assert!(page.contains("did not arrive completely") && page.contains("Hello"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_bytes_break_a_message_with_files() {
    let p = TestPortal::sqlite().await;
    let mut holder = p.holder("ada@test.test").await;
    let whole = b"--edge\r\nContent-Disposition: form-data; name=\"form[subject]\"\r\n\r\nHello\r\n--edge\r\nContent-Disposition: form-data; name=\"form[body]\"\r\n\r\nHello\r\n--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 %%EOF\r\n--edge--\r\n";
    for round in 0..200_u32 {
        let mut body = whole.to_vec();
        // A few bytes changed, dropped or doubled, at places that depend on the round.
        for n in 0..1 + round % 4 {
            let drawn = round.wrapping_mul(2_654_435_761).rotate_left(n * 7) ^ n;
            let at = drawn as usize % body.len();
            match drawn >> 30 {
                0 => body[at] = (drawn >> 8) as u8,
                1 => drop(body.drain(at..(at + 5).min(body.len()))),
                2 => body.insert(at, b'\n'),
                _ => body.truncate(at.max(1)),
            }
        }
        let request = axum::http::Request::post(SEND)
            .header("accept", "text/html")
            .header("host", "127.0.0.1:3000")
            .header("content-type", "multipart/form-data; boundary=edge");
        let answer = holder.browser.send(request, body).await;
        assert!(!answer.status.is_server_error(), "{round}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_stranger_no_more_is_read_than_a_form_holds() {
    let p = TestPortal::sqlite().await;
    let many: Vec<(&str, &str)> = vec![("left_out", "\u{FF}\u{FF}\u{FF}\u{FF}"); 20_000];
    let answer = p.browser().post_files(SEND, &many, &[("a.pdf", PDF)]).await;
    assert_eq!(answer.location(), "/login", "{}", answer.body);
    let attachments = attachment::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(attachments, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_sent_as_it_is() {
    let p = TestPortal::sqlite().await;
    let mut holder = p.holder("ada@test.test").await;
    let large = [&PDF[..9], &b" ".repeat(9_000), &PDF[9..]].concat();
    let answer = write(&mut holder.browser, "/messages/new", "Large", &[("a.pdf", &large)]).await;
    let file = file_on(&holder.browser.get(answer.location()).await.body);
    let request = axum::http::Request::get(&file).header("accept-encoding", "gzip, br");
    let saved = holder.browser.send(request, "").await;
    assert!(saved.headers.get("content-encoding").is_none(), "it is compressed by itself");
    assert_eq!(saved.body.len(), large.len());
}
