//! The settings of the school.

use super::super::audit::{self, Entry};
use super::super::credentials::throttles;
use super::super::error::{ServiceError, fault, write_json};
use super::super::officials::put_school;
use super::super::visit::{Visit, guards};
use crate::clock::Zone;
use crate::kit::Kit;
use crate::scope::{Look, Work};
use crate::secret::sha256_hex;
use crate::store::code::Code;
use crate::store::entity::school;
use crate::store::schools;
use app::ports::Done;
use app::wire::{Notice, SchoolForm, SchoolView};
use app::{AppError, routes};
use domain::FaultCode;
use domain::audit::AuditAct;
use domain::school::{Settings, Typed, parse};
use domain::sevis_state::SevisWay;

/// The ways that a school can choose: what the portal sends itself needs a line, and who rehearses was set
/// to by whoever runs the portal.
fn ways(kit: &Kit, school: &school::Model) -> Vec<SevisWay> {
    let may = |way: &SevisWay| match way {
        SevisWay::ByHand | SevisWay::Batch => true,
        SevisWay::Transport => kit.config.sevis.is_some() || school.sevis_way == *way,
        SevisWay::Rehearsal => school.sevis_way == *way,
    };
    SevisWay::ALL.iter().copied().filter(may).collect()
}

/// True for an organization that is another school's: its certificate is not this one's to use.
async fn is_anothers(work: &Work, own: &school::Model, org: &str) -> Result<bool, ServiceError> {
    // Of two schools that name one organization on this page at once, the second finds the first.
    throttles::lock(work, "sevis organizations").await?;
    let org = if org.is_empty() { own.code.as_str() } else { org };
    let all = schools::all(work.db()).await?;
    Ok(all.iter().any(|row| row.id != own.id && (row.sevis_org == org || row.code == org)))
}

/// Names exactly these settings, so that no others are overwritten unseen.
fn seen(row: &school::Model) -> Result<String, ServiceError> {
    let way = row.sevis_way.0.code();
    let sevis = (way, &row.sevis_org, &row.sevis_user);
    let all = (&row.name, &row.time_zone, sevis, row.review_first, row.plans_on_paper);
    Ok(sha256_hex(write_json("settings", &all)?.as_bytes()).chars().take(16).collect())
}

/// The page.
pub async fn view(look: &Look, visit: &Visit) -> Result<SchoolView, ServiceError> {
    let (_, school) = guards::principal(look, visit).await?;
    let (ways, seen) = (ways(look, &school), seen(&school)?);
    let form = SchoolForm {
        name: school.name,
        time_zone: school.time_zone,
        sevis: school.sevis_way.0.code().to_owned(),
        sevis_org: school.sevis_org,
        sevis_user: school.sevis_user,
        review: if school.review_first { "first" } else { "after" }.to_owned(),
        paper: if school.plans_on_paper { "on" } else { "" }.to_owned(),
        seen,
    };
    Ok(SchoolView { code: school.code, form, ways })
}

/// Changes them.
pub async fn set(work: Work, visit: &Visit, form: &SchoolForm) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (principal, school) = guards::principal(&work, visit).await?;
    let before = schools::lock(work.db(), &school.id).await?.ok_or(AppError::NotFound)?;
    let typed = Typed {
        name: &form.name,
        time_zone: &form.time_zone,
        way: &form.sevis,
        org: &form.sevis_org,
        user: &form.sevis_user,
        review: &form.review,
        paper: &form.paper,
    };
    let settings = parse(&before.code, typed)?;
    let Settings { name, time_zone, way, org, user, review_first, plans_on_paper } = settings;
    if form.seen != seen(&before)? {
        // What was typed on the old page is not kept: it would hide what a colleague has set.
        return Ok(Done::saying(routes::SCHOOL, Notice::SettingsMeanwhile));
    }
    if is_anothers(&work, &before, &org).await? {
        return Err(fault("sevis_org", FaultCode::InUse).into());
    }
    if Zone::named(&time_zone).is_none() {
        return Err(fault("time_zone", FaultCode::Malformed).into());
    }
    if !ways(&work, &before).contains(&way) {
        return Err(fault("sevis", FaultCode::NotAChoice).into());
    }
    let now = school::Model {
        name,
        time_zone,
        sevis_way: Code(way),
        sevis_org: org,
        sevis_user: user,
        review_first,
        plans_on_paper,
        ..before.clone()
    };
    if now == before {
        return Ok(Done::saying(routes::SCHOOL, Notice::NothingChanged));
    }
    let told = |row: &school::Model| {
        let check = if row.review_first { "checks first" } else { "checks beside" };
        let (way, zone) = (row.sevis_way.0.words(), &row.time_zone);
        let paper = if row.plans_on_paper { "plans by link or on paper" } else { "plans by link" };
        let (org, user) = (&row.sevis_org, &row.sevis_user);
        format!("{}, {zone}, {way}, {org} {user}, {check}, {paper}", row.name)
    };
    let entry = Entry::of(&principal, AuditAct::SchoolSet, Vec::new());
    audit::write(&work, entry.changed(told(&before), told(&now))).await?;
    put_school(&work, &before, now).await?;
    work.ring(|bells| &bells.jobs);
    work.commit().await?;
    Ok(Done::saying(routes::SCHOOL, Notice::SchoolSaved))
}
