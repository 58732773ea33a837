//! Secure messages and their files.

mod conversations;
mod hostile;
mod kept_files;
mod rooms;
mod scanning;
mod sending;

use crate::support::{Answer, Browser, Holder, TestPortal, between};

pub(super) const SEND: &str = "/api/messages/send";
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";

/// Writes with the key of the form on this page.
pub(super) async fn write(
    browser: &mut Browser,
    page: &str,
    body: &str,
    files: &[(&str, &[u8])],
) -> Answer {
    let form = browser.get(page).await.body;
    let key = between(&form, "name=\"form[key]\" value=\"", "\"").to_owned();
    let thread = page.strip_prefix("/messages/").filter(|id| *id != "new").unwrap_or_default();
    let fields = [("thread", thread), ("key", &key), ("subject", "My card"), ("body", body)];
    browser.post_files(SEND, &fields, files).await
}

pub(super) async fn begun(p: &TestPortal, email: &str) -> (Holder, String) {
    let mut holder = p.holder(email).await;
    let answer = write(&mut holder.browser, "/messages/new", "Where is my card?", &[]).await;
    let path = answer.location().to_owned();
    assert!(path.starts_with("/messages/"), "{path} {}", answer.body);
    (holder, path)
}

/// The address of a file on this page.
pub fn file_on(page: &str) -> String {
    format!("/files/{}", between(page, "href=\"/files/", "\""))
}

/// A scanner as ClamAV's daemon speaks: finds a virus in whatever holds the word.
pub async fn scanner() -> String {
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
