//! The way to SEVIS: batches out, answers in, and nothing claimed that SEVIS has not said.

mod afterwards;
mod answers;
mod batches;
mod by_hand;
mod checked_first;
mod contradicted;
mod corrections;
mod entered;
mod extension;
mod far;
mod hostile;
mod in_step;
mod left_behind;
mod model;
mod participation;
mod silence;
mod transport;
mod validations;

use crate::support::{Browser, SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::cli::schools::{self, Settings};
use server::service::batches::{Counts, Exported, NothingDue, export, read_answer};
use server::store::entity::{school, sevis_change, student};
use std::path::PathBuf;
use std::process::Command;

/// The school sends batches.
async fn sends_batches(p: &TestPortal) {
    let settings = Settings {
        sevis: Some("batch".into()),
        sevis_user: Some("dsosample1".into()),
        ..Settings::default()
    };
    schools::set(&p.portal, SCHOOL, settings).await.expect("set");
}

async fn school(p: &TestPortal) -> school::Model {
    let all = school::Entity::find().all(p.db()).await.expect("query");
    all.into_iter().find(|school| school.code == SCHOOL).expect("the school")
}

async fn make(p: &TestPortal) -> Result<Exported, NothingDue> {
    let (school, work) = (school(p).await, p.portal.work().await.expect("work"));
    export(work, &school.id, None).await.expect("exported")
}

async fn answer(p: &TestPortal, log: &str) -> Result<Counts, String> {
    let work = p.portal.work().await.expect("work");
    let read = server::sevis::log::read(log.as_bytes())?;
    read_answer(work, (&read, log.as_bytes()), None, None).await.expect("read")
}

/// Validates a file by the real schema; it must be there.
fn validate(xml: &[u8], schema: &str) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/sevis-xsd");
    let folder = std::env::var_os("SEVIS_XSD").map_or(root, PathBuf::from);
    let schema = folder.join(schema);
    assert!(schema.exists(), "{} is missing: set SEVIS_XSD", schema.display());
    let file = tempfile::NamedTempFile::new().expect("file");
    std::fs::write(file.path(), xml).expect("written");
    let out = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .args([schema.as_path(), file.path()])
        .output()
        .expect("xmllint, of libxml2-utils");
    let why = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{why}\n{}", String::from_utf8_lossy(xml));
}

/// The records of a file: `requestID` and SEVIS ID.
fn records(xml: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(xml).into_owned();
    let attribute = |part: &str, name: &str| {
        let from = part.split_once(&format!("{name}=\"")).expect("it").1;
        from.split_once('"').expect("its end").0.to_owned()
    };
    let parts = text.split("<Student ").skip(1);
    parts.map(|part| (attribute(part, "requestID"), attribute(part, "sevisID"))).collect()
}

/// A log that answers these records: none for "taken", else a code.
fn log(batch: &str, answers: &[(&str, &str, Option<&str>)]) -> String {
    let record = |(request, sevis_id, code): &(&str, &str, Option<&str>)| {
        let result = match code {
            None => "<Result status=\"true\"/>".to_owned(),
            Some(code) => format!(
                "<Result status=\"false\"><ErrorCode>{code}</ErrorCode><ErrorMessage>In words</ErrorMessage></Result>"
            ),
        };
        format!(
            "<Record sevisID=\"{sevis_id}\" userID=\"dsosample1\" requestID=\"{request}\"><ProcessDate>2026-06-11T02:31:12.443-05:00</ProcessDate>{result}</Record>"
        )
    };
    let records: String = answers.iter().map(record).collect();
    let total = answers.len();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TransactionLog><BatchHeader><BatchID>{batch}</BatchID><OrgID>{SCHOOL}</OrgID></BatchHeader><BatchDetail status=\"true\" system=\"PROD\"><Upload resultCode=\"S0000\" dateTimeStamp=\"2026-06-10T21:14:03.120-05:00\"/><Process resultCode=\"S0000\" dateTimeStamp=\"2026-06-11T02:31:44.007-05:00\"><RecordCount><Success>{total}</Success><Failure>0</Failure><Total>{total}</Total></RecordCount>{records}</Process></BatchDetail></TransactionLog>"
    )
}

async fn changes(p: &TestPortal) -> Vec<sevis_change::Model> {
    let mut all = sevis_change::Entity::find().all(p.db()).await.expect("query");
    all.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    all
}

/// Reports an address.
async fn moves(p: &TestPortal, browser: &mut Browser, student: &student::Model, street: &str) {
    let version = p.find(&student.sevis_id).await.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", street),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701-1234"),
        ("us_phone", "5125550123"),
        ("foreign_phone_country", "49"),
        ("foreign_phone", "30 5550 1234"),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    p.clock.advance(time::Duration::seconds(1));
}

/// Reports or edits an employer.
async fn works(
    p: &TestPortal,
    browser: &mut Browser,
    name: &str,
    edits: (&str, &str),
    more: &[(&str, &str)],
) {
    let mut fields = vec![
        ("id", edits.0),
        ("version", edits.1),
        ("name", name),
        ("street", "1 Main St"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/02/2026"),
        ("relation", "Physics & <optics>"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    let saved = browser.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    p.clock.advance(time::Duration::seconds(1));
}
