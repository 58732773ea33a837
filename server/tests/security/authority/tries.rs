//! Everybody tries, and nothing comes of it.

use super::acts::Fields;
use super::digest::digest;
use super::lines::{Line, Who};
use super::people::People;
use super::stage::Stage;
use crate::support::{
    Answer, Browser, FORM, PARTS, TestPortal, escape, form, part, parts, request,
};
use axum::body::Body;
use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _, ModelTrait as _};
use server::store::entity as e;
use time::Duration;

/// A form as its browser sends it: messages and imports have files.
fn posted(line: &Line, fields: &Fields) -> (&'static str, Vec<u8>) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
    match line.path {
        "/api/messages/send" => (PARTS, parts(&fields, &[])),
        "/api/plan/paper" => (PARTS, parts(&fields, &[("plan.pdf", b"%PDF-1.4\n%%EOF\n")])),
        "/api/console/import/upload" => (PARTS, Stage::file("school_code").into_bytes()),
        "/api/console/batch/answer" => (PARTS, Stage::log(fields[0].1).into_bytes()),
        "/api/console/import/columns" => {
            let mut body = Stage::names().into_bytes();
            body.extend(parts(&fields, &[]));
            (PARTS, body)
        }
        _ => (FORM, form(&fields).into_bytes()),
    }
}

async fn send(browser: &mut Browser, line: &Line, kind: &str, body: impl Into<Body>) -> Answer {
    browser.send(request(line.path, "text/html", kind), body).await
}

async fn post(browser: &mut Browser, line: &Line, fields: &Fields) -> Answer {
    let (kind, body) = posted(line, fields);
    send(browser, line, kind, body).await
}

/// The session's row, by the cookie.
async fn session(p: &TestPortal, browser: &Browser) -> e::session::Model {
    let cookie = browser.cookie.as_deref().and_then(|cookie| cookie.split_once('='));
    let id = p.portal.secrets.hash("session", cookie.expect("a session").1);
    e::session::Entity::find_by_id(id).one(p.db()).await.expect("query").expect("its row")
}

async fn write(p: &TestPortal, row: &e::session::Model) {
    row.clone().into_active_model().reset_all().update(p.db()).await.expect("written");
}

/// The lines of people who may not, and why.
fn strangers(p: &TestPortal, people: &People, line: &Line) -> Vec<(&'static str, Browser)> {
    let copy = |browser: &Browser| People::copy(p, browser);
    let student = ("a student", copy(&people.student));
    let holder = ("another holder", copy(&people.holder.browser));
    let official = ("an official", copy(&people.official));
    let stranger = ("another school", copy(&people.stranger));
    let team = ("the help team", copy(&people.team));
    let mut all = vec![("nobody", p.browser())];
    all.extend(match line.who {
        Who::Anyone(_) => return Vec::new(),
        Who::Half => Vec::new(),
        Who::Account if line.own => vec![student, holder, official, team],
        Who::Account => Vec::new(),
        Who::Owner => vec![official, team],
        Who::Student | Who::Stem | Who::Unattested | Who::Ready => {
            let mut all = vec![holder, official, team];
            all.extend(line.own.then_some(student));
            all
        }
        Who::Holder => {
            let mut all = vec![student, official];
            // The help team writes messages too.
            all.extend((!line.path.contains("messages")).then_some(team));
            all.extend(line.own.then_some(holder));
            all
        }
        Who::Official => {
            let mut all = vec![student, holder, team];
            all.extend(line.own.then_some(stranger));
            all
        }
        Who::Principal => {
            let mut all = vec![student, holder, official, team];
            all.extend(line.own.then(|| ("another school's principal", copy(&people.foreign))));
            all
        }
        Who::HelpTeam => vec![student, holder, official],
        Who::Representative => vec![student, holder, official, team],
    });
    all
}

/// Nobody but the right caller brings anything about; the right caller does, so that the fields
/// cannot be what was refused.
pub async fn everybody(p: &TestPortal, people: &mut People, line: &Line, n: usize) {
    let stage = Stage::set(p, people, line.who, n).await;
    let fields = (line.fields)(&stage);
    let before = digest(p).await;
    for (who, mut browser) in strangers(p, people, line) {
        let answer = post(&mut browser, line, &fields).await;
        assert!(!answer.status.is_success(), "{}: {who}: {}", line.path, answer.body);
        assert_eq!(digest(p).await, before, "{}: {who} changed something", line.path);
    }
    let Some(mut browser) = stage.browser else {
        return;
    };
    let row = session(p, &browser).await;
    let old = row.factor_at.map(|at| at - 16 * 60_000);
    let mut less: Vec<(&str, e::session::Model)> = Vec::new();
    if line.who != Who::Half {
        less.push(("half-known", e::session::Model { factor_at: None, ..row.clone() }));
    }
    if matches!(line.who, Who::Student | Who::Stem) {
        less.push(("not attested", e::session::Model { attested: false, ..row.clone() }));
    }
    if line.fresh {
        less.push(("stale password", e::session::Model { password_at: old, ..row.clone() }));
        less.push(("stale second step", e::session::Model { factor_at: old, ..row.clone() }));
    }
    less.push(("of an earlier epoch", e::session::Model { epoch: row.epoch - 1, ..row.clone() }));
    let over = p.portal.now() - Duration::hours(13);
    let over = server::clock::millis(over);
    less.push(("over", e::session::Model { created_at: over, seen_at: over, ..row.clone() }));
    for (how, weaker) in less {
        write(p, &weaker).await;
        let answer = post(&mut People::copy(p, &browser), line, &fields).await;
        assert!(!answer.status.is_success(), "{}: {how}: {}", line.path, answer.body);
        assert_eq!(digest(p).await, before, "{}: {how} changed something", line.path);
        write(p, &row).await;
    }
    ends_on_the_way(p, &browser, line, &fields, &row).await;
    assert_eq!(digest(p).await, before, "{}: ended on the way", line.path);
    made_for_another(p, people, &browser, line, &fields).await;
    assert_eq!(digest(p).await, before, "{}: made for another", line.path);
    let looks = matches!(line.path, "/api/console/search" | "/api/place");
    if line.who == Who::Half || looks || line.path.ends_with("/find") {
        return;
    }
    if line.who == Who::Unattested {
        write(p, &e::session::Model { attested: false, ..row.clone() }).await;
        assert_eq!(post(&mut browser, line, &fields).await.location(), "/employment");
        return;
    }
    let answer = post(&mut browser, line, &fields).await;
    assert_ne!(digest(p).await, before, "{}: the right caller: {answer:?}", line.path);
}

/// The head is sent, the session ends, the body follows.
async fn ends_on_the_way(
    p: &TestPortal,
    browser: &Browser,
    line: &Line,
    fields: &Fields,
    row: &e::session::Model,
) {
    let (kind, body) = posted(line, fields);
    let (go, gone) = tokio::sync::oneshot::channel::<()>();
    let late = futures_util::stream::once(async move {
        let _ = gone.await;
        Ok::<_, std::io::Error>(body)
    });
    let mut copy = People::copy(p, browser);
    let answer = async { send(&mut copy, line, kind, Body::from_stream(late)).await };
    let end = async {
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        row.clone().delete(p.db()).await.expect("deleted");
        let _ = go.send(());
    };
    let (answer, ()) = tokio::join!(answer, end);
    assert!(!answer.status.is_success(), "{}: {}", line.path, answer.body);
    row.clone().into_active_model().reset_all().insert(p.db()).await.expect("back");
}

/// A form that was made for somebody else who was logged in here.
async fn made_for_another(
    p: &TestPortal,
    people: &mut People,
    browser: &Browser,
    line: &Line,
    fields: &Fields,
) {
    let page = people.holder.browser.get("/account/security").await.body;
    let theirs = crate::support::between(&page, "name=\"made_for\" value=\"", "\"").to_owned();
    let (kind, body) = posted(line, fields);
    let mut whole = match kind {
        PARTS => part("made_for", &theirs),
        _ => format!("made_for={}&", escape(&theirs)),
    }
    .into_bytes();
    whole.extend(body);
    let mut copy = People::copy(p, browser);
    let answer = send(&mut copy, line, kind, whole).await;
    assert_eq!(answer.status.as_u16(), 409, "{}: {}", line.path, answer.body);
}

/// A session that ends in the very moment in which its form is taken: either the form came first,
/// or it brings nothing about.
pub async fn race(p: &TestPortal) {
    for round in 0..8_u64 {
        let holder = p.holder(&format!("race{round}@test.test")).await;
        let (mut one, mut other) = (p.log_in_holder(&holder).await, p.log_in_holder(&holder).await);
        let page = one.get("/account/security").await.body;
        assert!(page.contains("End all others"));
        let act = one.post("/api/security/add", &[("kind", "email")]);
        let end = async {
            tokio::time::sleep(std::time::Duration::from_millis(round)).await;
            other.post("/api/security/end-session", &[("id", "")]).await
        };
        tokio::join!(act, end);
        // Begun before the end or not, nothing can be confirmed after it, nor does the session live.
        assert_ne!(one.get("/account/security").await.status.as_u16(), 200, "{round}");
        let open = e::factor::Entity::find().all(p.db()).await.expect("rows");
        let account = p.account_of(&holder.email).await.id;
        let mut open = open.iter().filter(|row| row.account_id == account);
        assert!(open.all(|row| row.confirmed_at.is_some()), "{round}");
    }
}
