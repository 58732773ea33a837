//! Mailed links: made, found, replaced.

use super::super::error::ServiceError;
use super::super::record::{Line, Record};
use super::epoch;
use crate::clock::Zone;
use crate::mail::{Letter, letters, queue, queue_all};
use crate::scope::{Connection, Scope, Work};
use crate::secret::{SealedAt, id, is_token, token};
use crate::store::entity::{account, link, student};
use crate::store::links::{self, Whose};
use crate::store::{accounts, code::Code, convert, history};
use app::routes;
use domain::OffsetDateTime;
use domain::account::TEMPORARY_HOURS;
use domain::authorization::Authorization;
use domain::date::plus_days;
use domain::history::Event;
use domain::invitation::{CHANCES, LIFE_DAYS, LinkKind, LinkState, lapses_on};
use domain::window::{Access, access};
use sea_orm::DbErr;
use time::Duration;

/// A link that is mailed once more still works for so long.
const LEFT_TO_USE: Duration = Duration::hours(6);

/// Whose a new link is.
struct For {
    student: Option<String>,
    account: Option<String>,
}

/// Makes a link and returns its address. Earlier links of the same person no longer work.
async fn make(
    work: &Work,
    kind: LinkKind,
    whose: For,
    page: &str,
    lapses_at: OffsetDateTime,
) -> Result<String, DbErr> {
    make_with(work, kind, whose, page, lapses_at, 0).await
}

/// The same with chances that are spent already.
async fn make_with(
    work: &Work,
    kind: LinkKind,
    whose: For,
    page: &str,
    lapses_at: OffsetDateTime,
    failures: i32,
) -> Result<String, DbErr> {
    match (&whose.student, &whose.account) {
        // Whoever asks for one makes no link void that the school or the portal sent.
        (_, Some(id)) if kind == LinkKind::PasswordReset => {
            links::replace_kind(work.db(), id, kind).await?;
        }
        (Some(id), _) => links::replace_all(work.db(), Whose::Student(id)).await?,
        (None, Some(id)) => links::replace_all(work.db(), Whose::Account(id)).await?,
        (None, None) => {}
    }
    let (row, token) = row(work, kind, whose, lapses_at, failures);
    links::insert(work.db(), row).await?;
    Ok(address(work, page, &token))
}

/// A link to be stored, and its token.
fn row(
    work: &Work,
    kind: LinkKind,
    whose: For,
    lapses_at: OffsetDateTime,
    failures: i32,
) -> (link::Model, String) {
    let token = token();
    let id = id();
    let row = link::Model {
        kind: Code(kind),
        student_id: whose.student,
        account_id: whose.account,
        token_hash: work.secrets.hash("link", &token),
        created_at: work.at(),
        lapses_at: crate::clock::millis(lapses_at),
        failures,
        used_at: None,
        replaced: false,
        sealed: match kind {
            LinkKind::PasswordReset => work.secrets.seal(SealedAt::Link(&id), &token),
            _ => String::new(),
        },
        id,
    };
    (row, token)
}

fn address(work: &Work, page: &str, token: &str) -> String {
    format!("{}?token={token}", work.url(page))
}

/// Invites a student who is eligible and has no account; tells whether it did.
pub async fn invite(work: &Work, record: &Record) -> Result<bool, ServiceError> {
    let authorizations = record.authorizations();
    let Some(invitation) = invitation(work, &record.zone(), &record.student, &authorizations)
    else {
        return Ok(false);
    };
    if accounts::has_login(work.db(), &record.student.id).await? {
        return Ok(false);
    }
    links::replace_all(work.db(), Whose::Student(&record.student.id)).await?;
    send_all(work, vec![invitation]).await?;
    Ok(true)
}

/// Invites those of these students of one school who are eligible; they have neither an account nor a link to one.
/// A link to a copy of the record stays good. Gives how many were.
pub async fn invite_all(
    work: &Work,
    zone: &Zone,
    students: Vec<(student::Model, Vec<Authorization>)>,
) -> Result<u64, ServiceError> {
    let invitations = students.iter().filter_map(|(row, all)| invitation(work, zone, row, all));
    let invitations: Vec<_> = invitations.collect();
    let invited = invitations.len() as u64;
    send_all(work, invitations).await?;
    Ok(invited)
}

/// The link to an account, with its letter; none for a student who may not have one now.
fn invitation(
    work: &Work,
    zone: &Zone,
    student: &student::Model,
    authorizations: &[Authorization],
) -> Option<(link::Model, Letter)> {
    let today = work.today(zone);
    let newest = authorizations.iter().filter(|a| a.opens_portal(today)).max_by_key(|a| a.start)?;
    student.email.as_ref()?;
    if matches!(access(authorizations, today), Access::Closed { .. } | Access::NotYet) {
        return None;
    }
    let over = lapses_on(today);
    let whose = For { student: Some(student.id.clone()), account: None };
    let (row, token) = row(work, LinkKind::Registration, whose, zone.begins(over), 0);
    let link = address(work, routes::REGISTER, &token);
    Some((row, letters::invitation(student, newest.kind, link, plus_days(over, -1))))
}

/// Stores the links, queues their letters, and notes each in its student's history.
async fn send_all(
    work: &Work,
    invitations: Vec<(link::Model, Letter)>,
) -> Result<(), ServiceError> {
    let (rows, letters): (Vec<_>, Vec<_>) = invitations.into_iter().unzip();
    let line = |row: &link::Model| {
        let student = row.student_id.as_deref().unwrap_or_default();
        Line::by_system(Event::InvitationSent).row(student, work.at())
    };
    let lines = rows.iter().map(line).collect::<Result<_, ServiceError>>()?;
    links::insert_all(work.db(), rows).await?;
    queue_all(work, letters).await?;
    Ok(history::insert_all(work.db(), lines).await?)
}

/// Mails the link of an official's reset.
pub async fn account_reset(
    work: &Work,
    record: &Record,
    account: &account::Model,
) -> Result<(), ServiceError> {
    let zone = record.zone();
    let over = lapses_on(work.today(&zone));
    let whose = For { student: Some(record.student.id.clone()), account: Some(account.id.clone()) };
    let link = make(work, LinkKind::AccountReset, whose, routes::RESET, zone.begins(over)).await?;
    queue(work, letters::account_reset(&record.student, link, plus_days(over, -1))).await?;
    Ok(())
}

/// Mails a new link to a new password, with all its chances.
pub async fn password_reset(
    work: &Work,
    account: &account::Model,
    name: &str,
) -> Result<(), ServiceError> {
    mail_password_link(work, account, name, 0).await
}

/// Answers "Forgot password": mails the link that is open once more, so that nobody who asks makes
/// another's void, or a new one. Wrong answers of the last day count on: a new link is no new chance.
pub async fn password_reset_again(
    work: &Work,
    account: &account::Model,
    name: &str,
) -> Result<(), ServiceError> {
    let (kind, whose) = (LinkKind::PasswordReset, epoch::whose(account));
    if let Some(row) = links::newest(work.db(), whose, kind).await?
        && let LinkState::Open { .. } = convert::link(&row).state(work.now() + LEFT_TO_USE)
        && let Some(token) = work.secrets.open(SealedAt::Link(&row.id), &row.sealed)
    {
        let link = address(work, routes::RESET, &token);
        return mail_link(work, account, name, link).await;
    }
    let since = work.ago(Duration::days(1));
    let wrong = links::failures_since(work.db(), whose, kind, since).await?;
    if wrong >= i64::from(CHANCES) {
        let (to, student) = (account.email.clone(), account.student_id.clone());
        let letter = letters::recovery_rests(to, student, name);
        return queue_recovery(work, account, letter).await;
    }
    mail_password_link(work, account, name, i32::try_from(wrong).unwrap_or(0)).await
}

/// True where the password link that was mailed last has been used.
pub async fn was_used(work: &Work, account: &account::Model) -> Result<bool, ServiceError> {
    let (whose, kind) = (epoch::whose(account), LinkKind::PasswordReset);
    let used = links::last(work.db(), whose, kind).await?.is_some_and(|row| row.used_at.is_some());
    // After too many wrong answers there is no other link, which would be used one day.
    let since = work.ago(Duration::days(1));
    Ok(used && links::failures_since(work.db(), whose, kind, since).await? < i64::from(CHANCES))
}

async fn mail_password_link(
    work: &Work,
    account: &account::Model,
    name: &str,
    failures: i32,
) -> Result<(), ServiceError> {
    let over = work.now() + Duration::hours(TEMPORARY_HOURS);
    let whose = For { student: account.student_id.clone(), account: Some(account.id.clone()) };
    let kind = LinkKind::PasswordReset;
    let link = make_with(work, kind, whose, routes::RESET, over, failures).await?;
    mail_link(work, account, name, link).await
}

/// Mails an official's first link, which works for two weeks, and returns it to be printed.
pub async fn enrol(
    work: &Work,
    account: &account::Model,
    said: &str,
) -> Result<String, ServiceError> {
    enrol_for(work, account, said, Duration::days(LIFE_DAYS)).await
}

/// Mails a new way in to whoever has lost every second step, which works no longer than any other that recovers an account, and returns it.
pub async fn enrol_anew(work: &Work, account: &account::Model) -> Result<String, ServiceError> {
    let said = "Your account was reset: its second steps and backup codes were removed. After the password you choose a new second step.";
    enrol_for(work, account, said, Duration::hours(TEMPORARY_HOURS)).await
}

async fn enrol_for(
    work: &Work,
    account: &account::Model,
    said: &str,
    life: Duration,
) -> Result<String, ServiceError> {
    let over = work.now() + life;
    let whose = For { student: None, account: Some(account.id.clone()) };
    let link = make(work, LinkKind::Enrolment, whose, routes::RESET, over).await?;
    let letter =
        letters::enrolment(account.email.clone(), &account.name, said, (link.clone(), life));
    queue(work, letter).await?;
    Ok(link)
}

async fn mail_link(
    work: &Work,
    account: &account::Model,
    name: &str,
    link: String,
) -> Result<(), ServiceError> {
    let (to, student) = (account.email.clone(), account.student_id.clone());
    let letter = letters::password_link(to, student, name, link);
    queue_recovery(work, account, letter).await
}

/// Whoever asked waits for either of them: they go the same way, so that nothing tells them apart from outside.
async fn queue_recovery(
    work: &Work,
    account: &account::Model,
    letter: Letter,
) -> Result<(), ServiceError> {
    let letter = Letter { account_id: Some(account.id.clone()), ..letter };
    Ok(queue(work, letter.awaited(work.now() + Duration::hours(TEMPORARY_HOURS))).await?)
}

/// Finds a link by its token, among these kinds. In a writing transaction it is locked.
pub async fn find<C: Connection>(
    s: &Scope<C>,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<link::Model>, DbErr> {
    if !is_token(token) {
        return Ok(None);
    }
    let hash = s.secrets.hash("link", token);
    if C::WRITES {
        links::lock(s.db(), &hash, kinds).await
    } else {
        links::find(s.db(), &hash, kinds).await
    }
}

/// The same without a lock, to learn whose locks come before it.
pub async fn peek(
    work: &Work,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<link::Model>, DbErr> {
    if !is_token(token) {
        return Ok(None);
    }
    links::find(work.db(), &work.secrets.hash("link", token), kinds).await
}

/// The same, if it can still be used.
pub async fn find_open<C: Connection>(
    s: &Scope<C>,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<link::Model>, DbErr> {
    Ok(find(s, token, kinds).await?.filter(|row| is_open(s, row)))
}

/// True while it can be used.
pub fn is_open<C: Connection>(s: &Scope<C>, row: &link::Model) -> bool {
    matches!(convert::link(row).state(s.now()), LinkState::Open { .. })
}

/// Takes one of an open link's chances before anything is compared; returns those left after it. Of
/// any number of tries at once no more are compared than there are chances.
pub async fn take_chance(
    work: &Work,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<u8>, DbErr> {
    match find_open(work, token, kinds).await? {
        Some(row) => count_wrong_id(work, row).await.map(Some),
        None => Ok(None),
    }
}

/// Gives a taken chance back: what was typed was right. False where the link was used or made void
/// meanwhile.
pub async fn give_chance_back(work: &Work, token: &str, kinds: &[LinkKind]) -> Result<bool, DbErr> {
    let Some(row) = find(work, token, kinds).await? else {
        return Ok(false);
    };
    let row = link::Model { failures: (row.failures - 1).max(0), ..row };
    links::update(work.db(), row.clone()).await?;
    Ok(is_open(work, &row))
}

/// Counts a wrong SEVIS ID against a locked link; returns the chances left.
pub async fn count_wrong_id(work: &Work, row: link::Model) -> Result<u8, DbErr> {
    let after = convert::link(&row).after_wrong_id();
    let row = link::Model { failures: i32::from(after.failures), ..row };
    links::update(work.db(), row).await?;
    Ok(CHANCES.saturating_sub(after.failures))
}

/// Marks a locked link as used.
pub async fn use_up(work: &Work, row: link::Model) -> Result<(), DbErr> {
    links::update(work.db(), link::Model { used_at: Some(work.at()), ..row }).await
}
