//! `foothold school` and `foothold official`.

use super::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::secret::id;
use crate::service::{accounts, factors, links};
use crate::store::entity::{account, school, session, student};
use app::AppError;
use domain::email::Email;
use domain::role::Role;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

/// A SEVIS school code: three capitals or four, `214F`, eight digits (`Common.xsd`).
fn is_school_code(code: &str) -> bool {
    code.split_once("214F").is_some_and(|(head, tail)| {
        (3..=4).contains(&head.len())
            && head.bytes().all(|b| b.is_ascii_uppercase())
            && tail.len() == 8
            && tail.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Creates a school.
pub async fn add_school(
    portal: &Portal,
    code: &str,
    name: &str,
    zone: &str,
) -> Result<(), Failure> {
    if !is_school_code(code) {
        return Err("--code must be a SEVIS school code such as BOS214F12345678".into());
    }
    let name =
        domain::text::line(name, 200).ok().flatten().ok_or("--name must be 1 to 200 characters")?;
    if Zone::named(zone).is_none() {
        return Err(
            format!("--time-zone \"{zone}\" is not a time zone such as America/Chicago").into()
        );
    }
    let tx = portal.store.write().await?;
    create_school(&tx, code, &name, zone).await?;
    tx.commit().await?;
    println!("School {code} added.");
    Ok(())
}

/// Writes a school.
pub async fn create_school(
    tx: &impl ConnectionTrait,
    code: &str,
    name: &str,
    zone: &str,
) -> Result<school::Model, Failure> {
    if school::Entity::find().filter(school::Column::Code.eq(code)).count(tx).await? > 0 {
        return Err(format!("school {code} is there already").into());
    }
    Ok(school::ActiveModel {
        id: Set(id()),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        time_zone: Set(zone.to_owned()),
    }
    .insert(tx)
    .await?)
}

/// Invites an official, or without a school somebody of the help team; the link is printed and
/// mailed.
pub async fn invite_official(
    portal: &Portal,
    email: &str,
    name: &str,
    code: Option<&str>,
    role: &str,
) -> Result<(), Failure> {
    let email = Email::parse(email).ok().flatten().ok_or("--email is not an email address")?;
    let name =
        domain::text::line(name, 120).ok().flatten().ok_or("--name must be 1 to 120 characters")?;
    let tx = portal.store.write().await?;
    let (account, work) = match code {
        Some(code) => {
            let school = school::Entity::find()
                .filter(school::Column::Code.eq(code))
                .one(&tx)
                .await?
                .ok_or_else(|| format!("there is no school {code}; add it first"))?;
            let id = Some(school.id.as_str());
            let account = create_official(&tx, portal, id, &email, &name, role, None).await?;
            (account, format!("an official of {}", school.name))
        }
        None => {
            let role = Role::Helpdesk.code();
            let account = create_official(&tx, portal, None, &email, &name, role, None).await?;
            (account, "on the help team".to_owned())
        }
    };
    let link = links::enrol(&tx, portal, &account, &work)
        .await
        .map_err(|fail| AppError::from(fail).to_string())?;
    tx.commit().await?;
    println!("{link}");
    Ok(())
}

/// Somebody who works in the console, by e-mail.
async fn worker(tx: &impl ConnectionTrait, email: &str) -> Result<account::Model, Failure> {
    let key = Email::parse(email).ok().flatten().ok_or("--email is not an email address")?.key();
    let row = account::Entity::find().filter(account::Column::EmailKey.eq(&key)).one(tx).await?;
    let works = |role: Role| role.is_official() || role == Role::Helpdesk;
    Ok(row
        .filter(|row| Role::from_code(&row.role).is_some_and(works))
        .ok_or("there is no official with this email")?)
}

/// Ends sessions, password and links.
async fn shut(
    tx: &impl ConnectionTrait,
    row: account::Model,
    standing: &str,
) -> Result<account::Model, Failure> {
    session::Entity::delete_many().filter(session::Column::AccountId.eq(&row.id)).exec(tx).await?;
    links::replace_all(tx, None, Some(&row.id)).await?;
    let mut row: account::ActiveModel = row.into();
    row.standing = Set(standing.into());
    row.password_hash = Set(None);
    Ok(row.update(tx).await?)
}

/// Ends an official's access: sessions, password, links. What they did stays in the history.
pub async fn remove_official(portal: &Portal, email: &str) -> Result<(), Failure> {
    let tx = portal.store.write().await?;
    let row = worker(&tx, email).await?;
    shut(&tx, row, "closed").await?;
    tx.commit().await?;
    println!("{email} has no access any more.");
    Ok(())
}

/// A new way in for somebody who has lost every second step: whoever runs the portal has looked who
/// asks. The link is printed and mailed.
pub async fn reset_official(portal: &Portal, email: &str) -> Result<(), Failure> {
    let told = |fail| AppError::from(fail).to_string();
    let tx = portal.store.write().await?;
    let row = worker(&tx, email).await?;
    if row.standing == "closed" {
        return Err("this official's access has ended".into());
    }
    let row = shut(&tx, row, "open").await?;
    factors::remove_all(&tx, portal, &row).await.map_err(told)?;
    let link = links::enrol(&tx, portal, &row, "given a new way in").await.map_err(told)?;
    tx.commit().await?;
    println!("{link}");
    Ok(())
}

/// Writes an official's account, or finds the invited one that has no password yet.
pub async fn create_official(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    school: Option<&str>,
    email: &Email,
    name: &str,
    role: &str,
    password_hash: Option<String>,
) -> Result<account::Model, Failure> {
    let key = email.key();
    let found = account::Entity::find().filter(account::Column::EmailKey.eq(&key)).one(tx).await?;
    if let Some(row) = found {
        let again =
            row.role == role && row.school_id.as_deref() == school && row.password_hash.is_none();
        return if again { Ok(row) } else { Err("this email already has an account".into()) };
    }
    if student::Entity::find().filter(student::Column::EmailKey.eq(&key)).count(tx).await? > 0 {
        return Err("this email is a student's".into());
    }
    Ok(account::ActiveModel {
        school_id: Set(school.map(str::to_owned)),
        role: Set(role.to_owned()),
        name: Set(name.to_owned()),
        password_hash: Set(password_hash),
        ..accounts::new(portal, email)
    }
    .insert(tx)
    .await?)
}
