//! Secure messages: who reads what, files, and what happens twice.

use crate::on_both;
use crate::support::{Answer, Browser, Holder, TestPortal, between};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{attachment, content, message, thread};

const SEND: &str = "/api/messages/send";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";

/// Writes with the key of the form on this page.
async fn write(browser: &mut Browser, page: &str, body: &str, files: &[(&str, &[u8])]) -> Answer {
    let form = browser.get(page).await.body;
    let key = between(&form, "name=\"form[key]\" value=\"", "\"").to_owned();
    let thread = page.strip_prefix("/messages/").filter(|id| *id != "new").unwrap_or_default();
    let fields = [("thread", thread), ("key", &key), ("subject", "My card"), ("body", body)];
    browser.post_files(SEND, &fields, files).await
}

async fn begun(p: &TestPortal, email: &str) -> (Holder, String) {
    let mut holder = p.holder(email).await;
    let answer = write(&mut holder.browser, "/messages/new", "Where is my card?", &[]).await;
    let path = answer.location().to_owned();
    assert!(path.starts_with("/messages/"), "{path} {}", answer.body);
    (holder, path)
}

/// The address of a file on this page.
fn file_on(page: &str) -> String {
    format!("/files/{}", between(page, "href=\"/files/", "\""))
}

on_both! {
    async fn the_help_team_answers_and_each_side_sees_what_the_other_read(p: TestPortal) {
        let (mut holder, path) = begun(&p, "ada@test.test").await;
        let mut team = p.help_team("team@test.test").await;
        let queue = team.get("/console/messages").await.body;
        assert!(queue.contains("One conversation waits") && queue.contains("ada@test.test"), "{queue}");
        let id = path.trim_start_matches("/messages/").to_owned();

        let page = holder.browser.get(&path).await.body;
        assert!(page.contains("Not read yet"));
        assert!(team.get(&path).await.body.contains("Mark as read"), "looking marks nothing");
        assert!(holder.browser.get(&path).await.body.contains("Not read yet"));
        let upto = between(&team.get(&path).await.body, "name=\"form[upto]\" value=\"", "\"").to_owned();
        p.clock.advance(time::Duration::minutes(1));
        write(&mut holder.browser, &path, "One more thing", &[]).await;
        // The mark of a page that was loaded before the second message.
        team.post("/api/messages/read", &[("id", &id), ("upto", &upto)]).await;
        let page = holder.browser.get(&path).await.body;
        assert!(page.contains("Not read yet") && page.contains(">Read<"), "{page}");
        assert!(team.get("/console/messages").await.body.contains(">New<"));

        assert_eq!(write(&mut team, &path, "On its <b>way</b>.", &[]).await.location(), path);
        let mail = p.mails("ada@test.test").await.pop().expect("a mail");
        assert_eq!(mail.subject, "You have a new message");
        assert!(!mail.text.contains("way"), "what was written stays in the portal");
        let list = holder.browser.get("/messages").await.body;
        assert!(list.contains("Answered") && list.contains("New"), "{list}");
        let page = holder.browser.get(&path).await.body;
        assert!(page.contains("On its &lt;b&gt;way&lt;/b&gt;.") && page.contains("Help team"), "{page}");
        assert!(!page.contains("Drew"), "the team has no names outside");

        // Closed and opened again by one more message.
        holder.browser.post("/api/messages/close", &[("id", &id)]).await;
        assert!(holder.browser.get(&path).await.body.contains("Closed"));
        write(&mut holder.browser, &path, "Thank you, but where?", &[]).await;
        assert!(team.get("/console/messages").await.body.contains("One conversation waits"));
    }

    async fn nobody_else_reads_a_conversation_or_its_files(p: TestPortal) {
        let (mut holder, path) = begun(&p, "ada@test.test").await;
        write(&mut holder.browser, &path, "My letter", &[("letter.pdf", PDF)]).await;
        let file = file_on(&holder.browser.get(&path).await.body);
        assert_eq!(holder.browser.get(&file).await.status, StatusCode::OK);
        let id = path.trim_start_matches("/messages/").to_owned();

        let mut other = p.holder("eve@test.test").await.browser;
        let student = p.registered(1).await;
        let mut student = p.logged_in(&student).await;
        let mut official = p.official("dso@test.test", crate::support::SCHOOL).await;
        for browser in [&mut other, &mut student, &mut official] {
            for page in [&path, &file] {
                assert_eq!(browser.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
            }
            let fields = [("thread", id.as_str()), ("key", "k"), ("subject", ""), ("body", "hello")];
            assert_eq!(browser.post_files(SEND, &fields, &[]).await.status, StatusCode::NOT_FOUND);
            for path in ["/api/messages/read", "/api/messages/close"] {
                assert_eq!(browser.post(path, &[("id", &id), ("upto", "1")]).await.status, StatusCode::NOT_FOUND);
            }
            assert_eq!(browser.get("/console/messages").await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(p.browser().get(&file).await.location(), "/login");
        let count = message::Entity::find().count(p.db()).await.expect("count");
        assert_eq!(count, 2);
    }

    async fn the_same_form_sent_twice_is_one_message_and_another_text_is_another(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        let form = holder.browser.get("/messages/new").await.body;
        let key = between(&form, "name=\"form[key]\" value=\"", "\"").to_owned();
        let send = |body: &'static str| [("thread", "".to_owned()), ("key", key.clone()), ("subject", "My card".to_owned()), ("body", body.to_owned())];
        let mut went = Vec::new();
        for body in ["One", "One", "Two"] {
            let fields = send(body);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            went.push(holder.browser.post_files(SEND, &fields, &[]).await.location().to_owned());
        }
        assert_eq!(went[0], went[1]);
        assert_ne!(went[1], went[2]);
        let db = p.db();
        assert_eq!(message::Entity::find().count(db).await.expect("count"), 2);
        assert_eq!(thread::Entity::find().count(db).await.expect("count"), 2);
    }

    async fn a_refused_message_keeps_its_words_and_the_files_that_arrived(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        let browser = &mut holder.browser;
        let files: [(&str, &[u8]); 3] = [("letter.pdf", PDF), ("song.pdf", b"ID3 not a pdf"), ("empty.png", b"")];
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
        let fields = [("thread", ""), ("key", "k"), ("subject", ""), ("body", "x"), ("left_out", &first)];
        browser.post_files(SEND, &fields, &[]).await;
        let page = browser.get("/messages/new").await.body;
        assert!(!page.contains("Leave out a.pdf") && page.contains("Leave out b.pdf"), "{page}");
        p.clock.advance(time::Duration::hours(25));
        p.settle().await;
        assert_eq!(attachment::Entity::find().count(db).await.expect("count"), 0);
        assert_eq!(content::Entity::find().count(db).await.expect("count"), 0);
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
        assert!(page.contains("“3.pdf” is one too many"), "{page}");
    }

    async fn a_message_typed_before_the_session_ended_is_there_after_login(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        p.clock.advance(time::Duration::minutes(31));
        let fields = [("thread", ""), ("key", "k"), ("subject", "Late"), ("body", "Typed for long")];
        let answer = holder.browser.post_files(SEND, &fields, &[("a.pdf", PDF)]).await;
        assert_eq!(answer.location(), "/login?next=/messages/new");
        let browser = &mut holder.browser;
        browser.log_in("ada@test.test", crate::support::PASSWORD).await;
        let code = p.app_code(&holder.key);
        browser.post("/api/verify", &[("code", &code)]).await;
        let page = browser.get("/messages/new").await.body;
        assert!(page.contains("Typed for long") && page.contains("Late"), "{page}");
    }

    async fn whoever_adds_a_line_keeps_the_place_in_the_queue(p: TestPortal) {
        let (mut first, path) = begun(&p, "ada@test.test").await;
        p.clock.advance(time::Duration::minutes(5));
        begun(&p, "eve@test.test").await;
        p.clock.advance(time::Duration::minutes(5));
        // Not ended by the pause: the session is used.
        write(&mut first.browser, &path, "And one more thing.", &[]).await;
        let mut team = p.help_team("team@test.test").await;
        let order = |page: &str| {
            let at = |email: &str| page.find(email).expect("in the list");
            at("ada@test.test") < at("eve@test.test")
        };
        assert!(order(&team.get("/console/messages").await.body), "the longest first");
        // Answered and asked again, it is the newest.
        write(&mut team, &path, "An answer", &[]).await;
        p.clock.advance(time::Duration::minutes(5));
        write(&mut first.browser, &path, "Another question", &[]).await;
        assert!(!order(&team.get("/console/messages").await.body));
    }

    async fn what_was_typed_for_one_person_is_not_put_into_the_form_of_another(p: TestPortal) {
        let (_, one) = begun(&p, "ada@test.test").await;
        let (_, other) = begun(&p, "eve@test.test").await;
        let mut team = p.help_team("team@test.test").await;
        let long = "For Ada alone. ".repeat(300);
        write(&mut team, &one, &long, &[]).await;
        assert!(!team.get(&other).await.body.contains("For Ada alone"));
        assert!(team.get(&one).await.body.contains("For Ada alone"), "it waits for its own page");
    }

    async fn a_message_that_is_far_too_long_comes_back_whole(p: TestPortal) {
        let mut holder = p.holder("ada@test.test").await;
        let long = "\u{1F600}".repeat(6_000);
        write(&mut holder.browser, "/messages/new", &long, &[]).await;
        let page = holder.browser.get("/messages/new").await.body;
        assert!(page.contains(&long) && page.contains("My card"));
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
        let answer = write(&mut holder.browser, "/messages/new", "With a file", &[("a.pdf", PDF)]).await;
        assert!(holder.browser.get(answer.location()).await.body.contains("a.pdf"));
    }

    async fn news_are_not_mailed_to_those_who_do_not_want_them(p: TestPortal) {
        let (mut holder, path) = begun(&p, "ada@test.test").await;
        holder.browser.post("/api/security/news", &[("id", "off")]).await;
        let before = p.mails("ada@test.test").await.len();
        let mut team = p.help_team("team@test.test").await;
        write(&mut team, &path, "An answer", &[]).await;
        assert_eq!(p.mails("ada@test.test").await.len(), before);
        assert!(holder.browser.get("/account/security").await.body.contains("are not mailed"));
    }
}

/// A scanner as ClamAV's daemon speaks: finds a virus in whatever holds the word.
async fn scanner() -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bound");
    let url = format!("tcp://{}", listener.local_addr().expect("address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut command = [0; 10];
            stream.read_exact(&mut command).await.expect("command");
            assert_eq!(&command, b"zINSTREAM\0");
            let mut bytes = Vec::new();
            loop {
                let length = stream.read_u32().await.expect("length") as usize;
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; length];
                stream.read_exact(&mut piece).await.expect("piece");
                bytes.extend(piece);
            }
            let found = String::from_utf8_lossy(&bytes).contains("virus");
            let answer: &[u8] = if found { b"stream: Test-Virus FOUND\0" } else { b"stream: OK\0" };
            stream.write_all(answer).await.expect("answered");
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_had_only_after_the_scan_and_a_virus_never() {
    let url = scanner().await;
    let p = TestPortal::set_up(|config| config.scan_url = Some(url)).await;
    let mut holder = p.holder("ada@test.test").await;
    let bad = [PDF, b"virus %%EOF"].concat();
    let files: [(&str, &[u8]); 2] = [("good.pdf", PDF), ("bad.pdf", &bad)];
    let answer = write(&mut holder.browser, "/messages/new", "Two files", &files).await;
    let path = answer.location().to_owned();
    let page = holder.browser.get(&path).await.body;
    assert!(!page.contains("href=\"/files/"), "none before the scan: {page}");
    p.settle().await;
    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Checked for viruses") && page.contains("thrown away"), "{page}");
    assert_eq!(page.matches("href=\"/files/").count(), 1);
    let left = content::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(left, 1, "the virus itself is gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_scanner_is_away_files_wait_and_nothing_is_lost() {
    let p = TestPortal::set_up(|config| config.scan_url = Some("tcp://127.0.0.1:9".into())).await;
    let mut holder = p.holder("ada@test.test").await;
    let answer = write(&mut holder.browser, "/messages/new", "A file", &[("a.pdf", PDF)]).await;
    let path = answer.location().to_owned();
    assert!(server::jobs::run_due(&p.portal).await.is_err(), "the round says so");
    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Being checked") && page.contains("a.pdf"), "{page}");
}

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
