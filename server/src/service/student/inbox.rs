//! Every email about a record, and how news reach the student.

use super::super::credentials::sends;
use super::super::error::ServiceError;
use super::super::record::earlier;
use super::super::visit::{Visit, guards};
use crate::clock::instant;
use crate::mail::{announce, devices, letters, mail_state, notify, stored};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::sha256_hex;
use crate::store::entity::push_device;
use crate::store::{accounts, news_choices, outbox};
use app::ports::Done;
use app::routes;
use app::wire::{InboxRow, InboxView, Notice, PushDeviceRow, ReachView};
use domain::paging::pages;
use domain::reach::{News, Reach, ReachForm};

/// Emails on a page.
const PAGE: u64 = 20;

/// The inbox, a page of it (the first is 1).
pub async fn view(look: &Look, visit: &Visit, page: u32) -> Result<InboxView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let mut rows = outbox::about(look.db(), &record.student.id).await?;
    for before in earlier(look, &record.student).await? {
        rows.extend(outbox::about(look.db(), &before.id).await?);
    }
    let own = [record.student.id.clone()];
    for account in accounts::of_students(look.db(), &own).await? {
        rows.extend(outbox::about_account(look.db(), &account.id).await?);
    }
    rows.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
    let (page, pages) = pages(rows.len() as u64, PAGE, page);
    let skipped = usize::try_from(u64::from(page.saturating_sub(1)) * PAGE).unwrap_or(usize::MAX);
    let zone = record.zone();
    let shown = rows.into_iter().skip(skipped).take(PAGE as usize);
    let row = |row: crate::store::entity::mail::Model| {
        let said = stored::news(look, &row).unwrap_or_default();
        InboxRow {
            at: zone.words(instant(row.created_at)),
            state: mail_state(&row).line(&row.recipient),
            page: said.link_path(&look.config.public_url),
            before: said.before,
            after: said.after,
            subject: row.subject,
        }
    };
    Ok(InboxView { rows: shown.map(row).collect(), page, pages })
}

/// What a student has chosen of each kind.
pub(super) type Chosen = Vec<(News, Reach)>;

pub(super) async fn chosen<C: Connection>(
    s: &Scope<C>,
    student: &str,
) -> Result<Chosen, ServiceError> {
    let own = news_choices::of(s.db(), &[student]).await?;
    let of = |news: &News| own.get(&(student.to_owned(), *news)).copied().unwrap_or_default();
    Ok(News::ALL.iter().map(|news| (*news, of(news))).collect())
}

/// How news reach the student.
pub async fn reach(look: &Look, visit: &Visit) -> Result<ReachView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let own = chosen(look, &record.student.id).await?;
    let numbers = announce::numbers(look, &record.student.id).await?;
    let numbers = numbers
        .iter()
        .map(|(_, number)| number.chars().skip(number.chars().count().saturating_sub(2)).collect());
    let numbers = numbers.collect();
    let form = ReachForm::of(|news| reach_in(&own, news));
    let zone = record.zone();
    let device = |row: push_device::Model| PushDeviceRow {
        since: zone.words(instant(row.created_at)),
        // Its own browser knows it by this: who knows the address does not learn it here.
        mark: subscribed(look, &row).unwrap_or_default(),
        name: row.name,
        id: row.id,
    };
    let all = devices::of(look, &record.student.id).await?;
    let offers = !look.config.push.is_empty();
    Ok(ReachView {
        form,
        email: record.student.email.unwrap_or_default(),
        numbers,
        devices: all.into_iter().map(device).collect(),
        push_key: offers.then(|| notify::sender(look).public_key()),
    })
}

/// The mark of a device: what its browser works out of the address at its push service, and finds in the page.
fn subscribed(look: &Look, row: &push_device::Model) -> Option<String> {
    let to = devices::subscription(look, row)?;
    Some(sha256_hex(to.endpoint.as_bytes()))
}

/// Chooses it. An email says what was chosen, always and at once.
pub async fn save_reach(work: Work, visit: &Visit, form: &ReachForm) -> Result<Done, ServiceError> {
    let (account, record) = guards::answering(&work, visit).await?;
    let before = chosen(&work, &record.student.id).await?;
    let mut all = form.parse(|news| reach_in(&before, news))?;
    // Nothing to send a text or a notification to, whatever was posted: what was ticked before can be left, or unticked.
    let texts = !announce::numbers(&work, &record.student.id).await?.is_empty();
    let notifies = !devices::of(&work, &record.student.id).await?.is_empty();
    for (news, reach) in &mut all {
        let before = reach_in(&before, *news);
        reach.text &= texts || before.text;
        reach.push &= notifies || before.push;
    }
    if before == all {
        return Ok(Done::saying(routes::REACH, Notice::NothingChanged));
    }
    news_choices::keep(work.db(), &record.student.id, &all).await?;
    let letter = letters::reach_changed(&record.student, &all, work.url(routes::REACH));
    // Whoever chooses again and again has been told often enough; nobody is kept from choosing.
    sends::tell_choice(&work, visit.address, &account, letter).await?;
    work.commit().await?;
    Ok(Done::saying(routes::INBOX, Notice::ReachSaved))
}

fn reach_in(all: &Chosen, news: News) -> Reach {
    all.iter().find(|(one, _)| *one == news).map(|(_, reach)| *reach).unwrap_or_default()
}
