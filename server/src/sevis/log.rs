//! The answer to a batch (`SevisTransLog.xsd`), read leniently: a log is never refused because the schema
//! would not like it, only where it is no log (`sevis-batch.md` §5).

pub use super::tree::LARGEST;
use super::tree::{self, Node};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read as _};

/// A transaction log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `BatchID`, as it came.
    pub batch: String,
    /// `OrgID`, as it came.
    pub org: String,
    /// It is of a test system.
    pub test: bool,
    /// The result of the upload; empty for none.
    pub upload: String,
    /// The result of the processing; empty for none.
    pub process: String,
    /// The result of the download; empty for none.
    pub download: String,
    /// The answers, record by record.
    pub records: Vec<LogRecord>,
}

/// The answer to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord {
    /// `requestID`.
    pub request: String,
    /// `sevisID`; empty where it is not told.
    pub sevis_id: String,
    /// `UserDefinedA`; empty where it is not told.
    pub witness: String,
    /// SEVIS says that it has it, or that it has not; nothing where it says neither.
    pub taken: Option<bool>,
    /// `ErrorCode`.
    pub code: String,
    /// `ErrorMessage`.
    pub message: String,
    /// Addresses as SEVIS spells them.
    pub corrected: Vec<Corrected>,
}

/// An address as SEVIS spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Whose: the employer's name, `Physical` or `Mailing`.
    pub of: String,
    /// In one line.
    pub address: String,
    /// What SEVIS says of it.
    pub message: String,
}

/// The name of the log within the ZIP file in which SEVIS hands it out.
const NAME: &str = "sevis_transaction_log.xml";

/// The log of a ZIP file; what is none is taken as it is. The forms that come with it, of extensions alone (`printForm`), are
/// left: officials print them in SEVIS. No more is unpacked than a log may have.
pub fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(b"PK") {
        return Ok(bytes);
    }
    let damaged = |_| "is a ZIP file that cannot be read".to_owned();
    let mut all = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let file = all.by_name(NAME).map_err(|_| format!("is a ZIP file without {NAME}"))?;
    let mut log = Vec::new();
    let most = u64::try_from(tree::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut log).map_err(|_| "is a ZIP file that cannot be read")?;
    Ok(log)
}

/// Reads a log; the error says where and why it is none.
pub fn read(bytes: &[u8]) -> Result<Log, String> {
    let root = tree::read(bytes, "TransactionLog")?;
    let empty = Node::default();
    let header = root.child("BatchHeader").unwrap_or(&empty);
    let detail = root.child("BatchDetail").ok_or("has no BatchDetail")?;
    let code = |name: &str| detail.child(name).map_or("", |node| node.attribute("resultCode"));
    let process = detail.child("Process").unwrap_or(&empty);
    let system = detail.attribute("system");
    Ok(Log {
        batch: header.text_of("BatchID").to_owned(),
        org: header.text_of("OrgID").to_owned(),
        // Where nothing is told it is the production system.
        test: !matches!(system, "" | "PROD"),
        upload: code("Upload").to_owned(),
        process: code("Process").to_owned(),
        download: code("Download").to_owned(),
        records: process.all("Record").map(record).collect(),
    })
}

fn record(node: &Node) -> LogRecord {
    let empty = Node::default();
    let result = node.child("Result").unwrap_or(&empty);
    let employers = node.all("Employer").filter_map(|node| {
        corrected(node, node.text_of("EmployerName"), "CorrectedAddress", "AddressMessage")
    });
    let of = |name: &'static str| {
        let (address, message) =
            (format!("{name}CorrectedAddress"), format!("{name}AddressMessage"));
        corrected(node, name, &address, &message)
    };
    let own = ["Physical", "Mailing"].into_iter().filter_map(of);
    LogRecord {
        request: node.attribute("requestID").to_owned(),
        sevis_id: node.attribute("sevisID").to_owned(),
        witness: node.text_of("UserDefinedA").to_owned(),
        taken: match result.attribute("status") {
            "true" | "1" => Some(true),
            "" if result.text_of("ErrorCode").is_empty() => None,
            _ => Some(false),
        },
        code: result.text_of("ErrorCode").to_owned(),
        message: result.text_of("ErrorMessage").chars().take(500).collect(),
        corrected: employers.chain(own).collect(),
    }
}

fn corrected(node: &Node, of: &str, name: &str, message: &str) -> Option<Corrected> {
    let parts = node.child(name)?.children.iter().map(|part| part.text.as_str());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| Corrected {
        of: of.to_owned(),
        address: parts.join(", "),
        message: node.text_of(message).to_owned(),
    })
}
