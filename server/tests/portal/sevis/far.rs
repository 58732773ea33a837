//! A SEVIS at the end of a real TLS line, which wants a certificate and fails as it is told.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use server::config::{Ask, SevisLine};
use std::collections::{BTreeMap, VecDeque};
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// How SEVIS treats an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// The line is cut before anything is read.
    Closed,
    /// All is read and taken, and the line is cut in the middle of the reply.
    Cut,
    /// All is taken, and the reply is S0001 with the rest of the form in its header.
    Mangled,
    /// A page of some proxy.
    Page,
    /// An error of HTTP.
    Error,
    /// The file is broken.
    Broken,
    /// A test system answers.
    Test,
    /// The log comes in a ZIP file.
    Zipped,
    /// A reply that is of another batch and says that it was broken.
    Crossed,
    /// The log says that the file was broken after all.
    Late,
    /// The log answers records of another batch.
    Foreign,
}

/// What SEVIS has.
#[derive(Default)]
pub struct Inside {
    /// Files by `BatchID`.
    pub arrived: BTreeMap<String, Vec<u8>>,
    /// Batches that it has worked on.
    pub worked_on: bool,
    /// Uploads, copies too.
    pub uploads: usize,
    /// How it treats what comes next; well, once these are used up.
    pub moods: VecDeque<Mood>,
}

/// The far end.
pub struct Far {
    pub inside: Arc<Mutex<Inside>>,
    pub line: SevisLine,
    _folder: tempfile::TempDir,
}

fn key(pair: &KeyPair) -> PrivateKeyDer<'static> {
    PrivatePkcs8KeyDer::from(pair.serialize_der()).into()
}

impl Far {
    /// Begins to listen; `org` is known to it.
    pub fn listening(org: &str, ask: Ask) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let mut above = CertificateParams::new(Vec::new()).expect("params");
        above.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pair = KeyPair::generate().expect("key");
        let ca = CertifiedIssuer::self_signed(above, pair).expect("authority");
        let (own, theirs) = (KeyPair::generate().expect("key"), KeyPair::generate().expect("key"));
        let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("params");
        let cert = params.signed_by(&own, &ca).expect("signed");
        let params = CertificateParams::new(vec![org.to_owned()]).expect("params");
        let client = params.signed_by(&theirs, &ca).expect("signed");
        let pem = format!("{}{}", client.pem(), theirs.serialize_pem());
        std::fs::write(folder.path().join(format!("{org}.pem")), pem).expect("written");
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, ca.pem()).expect("written");
        let tls = config(ca.der(), cert.der().clone(), key(&own));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let inside = Arc::new(Mutex::new(Inside::default()));
        let far = inside.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A line that fails is what is tried here.
                let _ = serve(stream, tls.clone(), &far);
            }
        });
        let line = SevisLine {
            upload: format!("https://localhost:{port}/upload"),
            download: format!("https://localhost:{port}/download"),
            certs: folder.path().to_owned(),
            ca: Some(file),
            ask,
        };
        Self { inside, line, _folder: folder }
    }

    /// What comes next is treated like this.
    pub fn will(&self, moods: &[Mood]) {
        self.inside.lock().expect("inside").moods.extend(moods);
    }

    /// SEVIS works on what it has.
    pub fn night(&self) {
        self.inside.lock().expect("inside").worked_on = true;
    }

    /// Files that have arrived, and uploads in all.
    pub fn got(&self) -> (usize, usize) {
        let inside = self.inside.lock().expect("inside");
        (inside.arrived.len(), inside.uploads)
    }
}

fn config(
    ca: &CertificateDer<'static>,
    cert: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
) -> Arc<ServerConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(ca.clone()).expect("added");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let wants = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(wants.build().expect("verifier"))
        .with_single_cert(vec![cert], key);
    Arc::new(config.expect("config"))
}

fn serve(stream: TcpStream, tls: Arc<ServerConfig>, inside: &Mutex<Inside>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(5)))?;
    let mut stream =
        StreamOwned::new(ServerConnection::new(tls).map_err(std::io::Error::other)?, stream);
    let (head, body) = request(&mut stream)?;
    let mut inside = inside.lock().expect("inside");
    let mood = inside.moods.pop_front();
    if mood == Some(Mood::Closed) {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&body).into_owned();
    let batch = field(&head, &text, "batchid");
    let (mut status, mut reply) = ("200 OK", Vec::new());
    match mood {
        Some(Mood::Page) => reply = b"<html><body>Please wait</body></html>".to_vec(),
        Some(Mood::Error) => status = "503 Service Unavailable",
        Some(Mood::Test) => {
            reply = log(&batch, "S0000", "")
                .replace("<BatchDetail", "<BatchDetail system=\"PROD-SBT\"")
                .into_bytes();
        }
        Some(Mood::Crossed) => reply = log("FH0000000000ZZ", "S0012", "").into_bytes(),
        Some(Mood::Late) => reply = log(&batch, "S0013", "").into_bytes(),
        Some(Mood::Foreign) => {
            reply = super::log(&batch, &[("NOBODYS", "N0000000009", None)]).into_bytes()
        }
        _ if head.contains("/upload") => reply = inside.upload(&batch, &text, mood).into_bytes(),
        _ => reply = inside.download(&batch),
    }
    if mood == Some(Mood::Zipped) {
        reply = zipped(&reply);
    }
    let whole = reply.len();
    if mood == Some(Mood::Cut) {
        reply.truncate(whole / 2);
    }
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {whole}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&reply)?;
    stream.conn.send_close_notify();
    stream.flush()
}

fn request(stream: &mut impl std::io::Read) -> std::io::Result<(String, Vec<u8>)> {
    let (mut bytes, mut some) = (Vec::new(), [0; 4096]);
    loop {
        let n = stream.read(&mut some)?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend(&some[..n]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let lower = head.to_ascii_lowercase();
        let length = lower.split_once("content-length: ").map_or("0", |(_, rest)| rest);
        let length: usize = length.lines().next().unwrap_or("0").trim().parse().unwrap_or(0);
        if lower.contains("transfer-encoding: chunked") {
            if bytes.ends_with(b"0\r\n\r\n") && bytes.len() > end + 4 {
                return Ok((head, bytes[end + 4..].to_vec()));
            }
        } else if bytes.len() >= end + 4 + length {
            return Ok((head, bytes[end + 4..].to_vec()));
        }
    }
}

/// A value of the form, or of the query.
fn field(head: &str, body: &str, name: &str) -> String {
    let of_form = body.split_once(&format!("name=\"{name}\"")).map(|(_, rest)| rest);
    let of_form = of_form.and_then(|rest| rest.split_once("\r\n\r\n")).map(|(_, rest)| rest);
    let of_query = head.split_once(&format!("{name}=")).map(|(_, rest)| rest);
    let value = of_form.or(of_query).unwrap_or_default();
    value.chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn log(batch: &str, upload: &str, rest: &str) -> String {
    format!(
        "<TransactionLog><BatchHeader><BatchID>{batch}</BatchID></BatchHeader><BatchDetail status=\"true\"><Upload resultCode=\"{upload}\"/>{rest}</BatchDetail></TransactionLog>"
    )
}

impl Inside {
    fn upload(&mut self, batch: &str, form: &str, mood: Option<Mood>) -> String {
        self.uploads += 1;
        if mood == Some(Mood::Broken) {
            return log(batch, "S0012", "");
        }
        if self.arrived.contains_key(batch) {
            return log(batch, "S0010", "");
        }
        let from = form.find("<?xml").expect("a file");
        let end = form[from..].find("\r\n------").map_or(form.len(), |end| from + end);
        self.arrived.insert(batch.to_owned(), form.as_bytes()[from..end].to_vec());
        if mood == Some(Mood::Mangled) {
            return log("", "S0001", "").replace(
                "</BatchID>",
                "</BatchID><OrgID>Content-Disposition: form-data; name=\"userid\"</OrgID>",
            );
        }
        log(batch, "S0000", "")
    }

    fn download(&self, batch: &str) -> Vec<u8> {
        let download = |code: &str| {
            format!("<TransactionLog><BatchHeader><BatchID>{batch}</BatchID></BatchHeader><BatchDetail><Download resultCode=\"{code}\"/></BatchDetail></TransactionLog>").into_bytes()
        };
        let Some(file) = self.arrived.get(batch) else { return download("S0031") };
        if !self.worked_on {
            return download("S0030");
        }
        let taken = super::records(file);
        let taken: Vec<(&str, &str, Option<&str>)> =
            taken.iter().map(|(id, who)| (id.as_str(), who.as_str(), None)).collect();
        super::log(batch, &taken).into_bytes()
    }
}

fn zipped(log: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("sevis_transaction_log.xml", zip::write::SimpleFileOptions::default())
        .expect("begun");
    zip.write_all(log).expect("written");
    zip.finish().expect("whole").into_inner()
}
