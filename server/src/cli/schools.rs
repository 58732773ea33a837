//! `foothold school`.

use crate::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::service::officials;
use crate::store::code::Code;
use crate::store::entity::school;
use domain::school::{is_org, is_user};
use domain::sevis_state::SevisWay;

/// A SEVIS school code: three capitals or four, `214F`, eight digits (`Common.xsd`).
fn is_school_code(code: &str) -> bool {
    code.split_once("214F").is_some_and(|(head, tail)| {
        (3..=4).contains(&head.len())
            && head.bytes().all(|b| b.is_ascii_uppercase())
            && tail.len() == 8
            && tail.bytes().all(|b| b.is_ascii_digit())
    })
}

fn line(name: &str) -> Result<String, Failure> {
    let name = domain::text::line(name, 200).ok().flatten();
    Ok(name.ok_or("--name must be 1 to 200 characters")?)
}

/// Creates a school.
pub async fn add(portal: &Portal, code: &str, name: &str, zone: &str) -> Result<(), Failure> {
    if !is_school_code(code) {
        return Err("--code must be a SEVIS school code such as BOS214F12345678".into());
    }
    let name = line(name)?;
    if Zone::named(zone).is_none() {
        return Err(
            format!("--time-zone \"{zone}\" is not a time zone such as America/Chicago").into()
        );
    }
    officials::add_school(portal.work().await?, code, &name, zone).await?;
    println!("School {code} added.");
    Ok(())
}

/// Settings to be changed; what is not named stays.
#[derive(Default)]
pub struct Settings {
    /// Name.
    pub name: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// How changes are passed on to SEVIS: `by-hand`, `batch` or `rehearsal`.
    pub sevis: Option<String>,
    /// Organization in SEVIS.
    pub sevis_org: Option<String>,
    /// The sending official's id in SEVIS.
    pub sevis_user: Option<String>,
    /// When officials check reports: `first`, before they go to SEVIS, or `after`.
    pub review: Option<String>,
    /// How training plans are signed: by `link` alone, or on `paper` too.
    pub plans: Option<String>,
}

/// Changes settings of a school.
pub async fn set(portal: &Portal, code: &str, settings: Settings) -> Result<(), Failure> {
    let Settings { name, time_zone, sevis, sevis_org, sevis_user, review, plans } = settings;
    let name = match name {
        None => None,
        Some(name) => Some(line(&name)?),
    };
    if let Some(zone) = time_zone.as_deref().filter(|zone| Zone::named(zone).is_none()) {
        return Err(
            format!("--time-zone \"{zone}\" is not a time zone such as America/Chicago").into()
        );
    }
    if sevis_org.as_deref().is_some_and(|org| !is_org(org)) {
        return Err("--sevis-org must be three capital letters, 214F and eight digits".into());
    }
    if sevis_user.as_deref().is_some_and(|user| !is_user(user)) {
        return Err("--sevis-user must be ten letters or digits".into());
    }
    let way = sevis.and_then(|way| SevisWay::from_code(&way.replace('-', "_")));
    let change = |school: school::Model| school::Model {
        name: name.clone().unwrap_or(school.name),
        time_zone: time_zone.clone().unwrap_or(school.time_zone),
        sevis_way: way.map_or(school.sevis_way, Code),
        sevis_org: sevis_org.clone().unwrap_or(school.sevis_org),
        sevis_user: sevis_user.clone().unwrap_or(school.sevis_user),
        review_first: review.as_deref().map_or(school.review_first, |when| when == "first"),
        plans_on_paper: plans.as_deref().map_or(school.plans_on_paper, |how| how == "paper"),
        ..school
    };
    officials::set_school(portal.work().await?, code, change).await?;
    println!("School {code} set.");
    Ok(())
}
