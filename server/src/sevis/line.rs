//! The line to SEVIS: a batch is posted, and its log is asked for, with the certificate of the organization
//! (`sevis-batch.md` §4). It tells what came back, byte for byte, and judges nothing.

use super::log;
use crate::config::{Ask, SevisLine};
use std::time::Duration;
use ureq::tls::{Certificate, ClientCert, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::multipart::{Form, Part};

/// How long an exchange may take in all.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// Largest reply that is read, in bytes: a log of 250 records has about half a million, and the forms of as many extensions, which
/// come with it, some 80,000 each.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What is handed over, or asked for.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// `OrgID`.
    pub org: String,
    /// `userID`.
    pub user: String,
    /// `BatchID`.
    pub batch: String,
    /// Its bytes.
    pub xml: Vec<u8>,
}

/// Sends a batch; its reply, or why there is none.
pub async fn upload(line: &SevisLine, parcel: Parcel) -> Result<Vec<u8>, String> {
    let line = line.clone();
    run(move || {
        let agent = agent(&line, &parcel.org)?;
        let name = format!("{}.xml", parcel.batch);
        let file = Part::bytes(&parcel.xml).file_name(&name).mime_str("text/xml");
        let form = names(&parcel).part("xml", file.map_err(|error| error.to_string())?);
        reply(agent.post(&line.upload).send(form))
    })
    .await
}

/// Asks for the log of a batch; it, or why there is none.
pub async fn ask(line: &SevisLine, parcel: Parcel) -> Result<Vec<u8>, String> {
    let line = line.clone();
    run(move || {
        let agent = agent(&line, &parcel.org)?;
        let bytes = match line.ask {
            Ask::Post => reply(agent.post(&line.download).send(names(&parcel))),
            Ask::Get => {
                let request = agent.get(&line.download);
                let whole = pairs(&parcel).into_iter();
                reply(
                    whole.fold(request, |request, (name, value)| request.query(name, value)).call(),
                )
            }
        }?;
        log::unpacked(bytes).map_err(|why| format!("the reply {why}"))
    })
    .await
}

async fn run(
    exchange: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
) -> Result<Vec<u8>, String> {
    tokio::task::spawn_blocking(exchange).await.map_err(|error| error.to_string())?
}

fn pairs(parcel: &Parcel) -> [(&str, &str); 3] {
    [("orgid", &parcel.org), ("userid", &parcel.user), ("batchid", &parcel.batch)]
}

fn names(parcel: &Parcel) -> Form<'_> {
    pairs(parcel).into_iter().fold(Form::new(), |form, (name, value)| form.text(name, value))
}

/// What the organization is known by.
fn agent(line: &SevisLine, org: &str) -> Result<ureq::Agent, String> {
    let name = line.certs.join(format!("{org}.pem"));
    let unread = |error: &dyn std::fmt::Display| format!("the certificate {org}.pem: {error}");
    let (mut chain, mut key) = (Vec::new(), None);
    let pem = std::fs::read(name).map_err(|error| unread(&error))?;
    for item in parse_pem(&pem) {
        match item.map_err(|error| unread(&error))? {
            PemItem::Certificate(one) => chain.push(one),
            PemItem::PrivateKey(one) => key = Some(one),
            _ => {}
        }
    }
    let key = key.filter(|_| !chain.is_empty());
    let key = key.ok_or_else(|| unread(&"it needs a certificate and a key"))?;
    let own = ClientCert::new_with_certs(&chain, key);
    let roots = match &line.ca {
        None => RootCerts::WebPki,
        Some(file) => {
            let pem = std::fs::read(file).map_err(|error| error.to_string())?;
            let ca = Certificate::from_pem(&pem).map_err(|error| error.to_string())?;
            RootCerts::new_with_certs(&[ca])
        }
    };
    let tls = TlsConfig::builder().client_cert(Some(own)).root_certs(roots).build();
    let config = ureq::Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .https_only(true)
        .http_status_as_error(false);
    Ok(config.build().into())
}

fn reply(
    response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Vec<u8>, String> {
    let mut response = response.map_err(|error| error.to_string())?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("answered with {status}"));
    }
    let body = response.body_mut().with_config().limit(LARGEST);
    body.read_to_vec().map_err(|error| error.to_string())
}
