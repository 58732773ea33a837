//! Files made for one person: backup codes to keep, and all data of the account.

use super::marks::Links;
use super::sentence::{sentence, status};
use super::{pieces, provide};
use crate::exchange::table::Ending;
use crate::exchange::{alerts, reports};
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::copies::{self, RecordCopy};
use crate::service::student::deadlines;
use crate::service::{account, batches, messages, plans, sign_up};
use app::AppError;
use app::wire::AlertsOf;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::alert::{AlertKind, AlertSort};
use domain::review::ReviewFilter;
use std::sync::Arc;

fn file(kind: &'static str, name: &str, body: impl Into<Body>) -> Response {
    // RFC 6266: a plain name for old programs, and the whole one for the others.
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' }).collect();
    let plain = plain.replace(['"', '\\'], "_");
    let whole: String = name
        .bytes()
        .map(|b| match b {
            b if b.is_ascii_alphanumeric() || b"-._".contains(&b) => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect();
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"),
        ),
    ];
    (headers, body.into()).into_response()
}

fn refused(error: &AppError) -> Response {
    match error {
        AppError::LoginRequired => Redirect::to(app::routes::LOGIN).into_response(),
        AppError::Elsewhere(place) => {
            Redirect::to(&place.path(app::routes::SECURITY)).into_response()
        }
        other => sentence(status(other), &other.to_string(), None),
    }
}

/// Backup codes that were not put away yet.
pub async fn backup_codes(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match sign_up::backup_codes_to_keep(&desk.look(), &desk.visit).await {
        Ok(codes) => {
            let body = format!(
                "Backup codes for Foothold\r\n\r\n{}\r\n\r\nEach works once. Keep them in a safe place.\r\n",
                codes.join("\r\n")
            );
            file("text/plain; charset=utf-8", "foothold-backup-codes.txt", body)
        }
        Err(error) => refused(&error.into()),
    }
}

/// All data of the account.
pub async fn my_data(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match account::my_data(&desk.look(), &desk.visit).await {
        Ok(data) => {
            let body = serde_json::to_string_pretty(&data).unwrap_or_default();
            file("application/json; charset=utf-8", "foothold-my-data.json", body)
        }
        Err(error) => refused(&error.into()),
    }
}

/// The own record as a file.
pub async fn record(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    let copy = copies::own(&desk.look(), &desk.visit).await;
    record_file(request.uri().path(), copy).await
}

/// The same by a mailed link that was opened in this browser.
pub async fn record_copy(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    let links = request.extensions().get::<Links>();
    let token = links.and_then(|Links(links)| links.get(app::routes::COPY)).cloned();
    let copy = copies::by_link(&desk.look(), &desk.visit, &token.unwrap_or_default()).await;
    record_file(request.uri().path(), copy).await
}

async fn record_file(path: &str, copy: Result<RecordCopy, ServiceError>) -> Response {
    let copy = match copy {
        Ok(copy) => copy,
        Err(error) => return refused(&error.into()),
    };
    if path.ends_with(".json") {
        let body = serde_json::to_string_pretty(&copy).unwrap_or_default();
        return file("application/json; charset=utf-8", "record.json", body);
    }
    match copies::pdf(&copy).await {
        Ok(bytes) => file("application/pdf", "record.pdf", bytes),
        Err(error) => refused(&error.into()),
    }
}

/// Which rows of a list are wanted.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Listed {
    kind: String,
    sort: String,
    show: String,
}

/// The alerts for a spreadsheet.
pub async fn alerts(
    State(portal): State<Arc<Portal>>,
    Query(Listed { kind, sort, .. }): Query<Listed>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    let of = AlertsOf {
        kind: AlertKind::from_code(&kind),
        sort: AlertSort::from_code(&sort).unwrap_or(AlertSort::Urgent),
        page: 1,
    };
    let ending = Ending::of(request.uri().path());
    table(ending, "alerts", alerts::table(&desk, &of, ending).await)
}

/// The reports to check for a spreadsheet.
pub async fn reports(
    State(portal): State<Arc<Portal>>,
    Query(Listed { show, .. }): Query<Listed>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    let show = ReviewFilter::from_code(&show).unwrap_or(ReviewFilter::Open);
    let ending = Ending::of(request.uri().path());
    table(ending, "reports", reports::table(&desk, show, ending).await)
}

fn table(ending: Ending, name: &str, made: Result<Vec<u8>, ServiceError>) -> Response {
    match made {
        Ok(bytes) => {
            let (kind, name) = ending.of_file(name);
            file(kind, &name, bytes)
        }
        Err(error) => refused(&error.into()),
    }
}

/// A student's deadlines as a calendar.
pub async fn deadlines(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match deadlines::calendar(&desk.look(), &desk.visit).await {
        Ok(calendar) => file("text/calendar; charset=utf-8", "deadlines.ics", calendar),
        Err(error) => refused(&error.into()),
    }
}

/// A training plan as a PDF, for its student.
pub async fn plan(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match plans::for_student(&desk.look(), &desk.visit, &id).await {
        Ok((name, pdf)) => file("application/pdf", &name, pdf),
        Err(error) => refused(&error.into()),
    }
}

/// The same for the school.
pub async fn school_plan(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match plans::for_school(&desk, &id).await {
        Ok((name, pdf)) => file("application/pdf", &name, pdf),
        Err(error) => refused(&error.into()),
    }
}

/// A SEVIS batch as it is stored, byte for byte.
pub async fn batch(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match batches::file(&desk, &id).await {
        Ok(xml) => file("application/octet-stream", &format!("{id}.xml"), xml),
        Err(error) => refused(&error.into()),
    }
}

/// A file of a secure message: bytes to be saved, never anything a browser would show or run. They
/// leave piece by piece, so that whoever reads slowly keeps little of the portal.
pub async fn attachment(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    let reader = desk.visit.session.lock().await.account.as_ref().map(|account| account.id.clone());
    let Some(room) = portal.downloads.room(&reader.unwrap_or_default()) else {
        let words =
            "Other files are on their way to you or to others. Please try again in a moment.";
        return sentence(StatusCode::SERVICE_UNAVAILABLE, words, Some(5));
    };
    let found = match messages::open(&desk, &id).await {
        Ok(found) => found,
        Err(error) => return refused(&error.into()),
    };
    let (name, size) = (found.name.clone(), found.size);
    let mut response =
        file("application/octet-stream", &name, pieces::body(desk.look(), found.id, room));
    let policy = HeaderValue::from_static("sandbox; default-src 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    response
}

/// An answer of SEVIS to a batch, byte for byte.
pub async fn batch_answer(
    State(portal): State<Arc<Portal>>,
    Path((batch, answer)): Path<(String, String)>,
    request: Request,
) -> Response {
    let desk = provide::desk(&portal, request.headers(), request.extensions(), Default::default());
    match batches::answer_file(&desk, (&batch, &answer)).await {
        Ok(bytes) => file("application/octet-stream", &format!("{batch}-answer.xml"), bytes),
        Err(error) => refused(&error.into()),
    }
}
