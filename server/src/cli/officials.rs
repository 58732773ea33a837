//! `foothold official` and `foothold account`.

use crate::Failure;
use crate::portal::Portal;
use crate::service::officials::{self, Person};
use domain::email::Email;
use domain::role::Role;

fn read_email(text: &str) -> Result<Email, Failure> {
    Ok(Email::parse(text).ok().flatten().ok_or("--email is not an email address")?)
}

/// Invites an official of the school with this code, or without one somebody of the help team; the
/// link is printed and mailed.
pub async fn invite(
    portal: &Portal,
    email: &str,
    name: &str,
    code: Option<&str>,
    role: &str,
) -> Result<(), Failure> {
    let email = read_email(email)?;
    let name =
        domain::text::line(name, 120).ok().flatten().ok_or("--name must be 1 to 120 characters")?;
    let role = match code {
        Some(_) => Role::from_code(role).ok_or("--role must be dso or pdso")?,
        None => Role::Helpdesk,
    };
    let person = Person { email: &email, name: &name, role };
    println!("{}", officials::invite(portal.work().await?, code, person).await?);
    Ok(())
}

/// Ends an official's access: sessions, password, links. What they did stays in the history.
pub async fn remove(portal: &Portal, email: &str) -> Result<(), Failure> {
    officials::remove(portal.work().await?, &read_email(email)?).await?;
    println!("{email} no longer has access.");
    Ok(())
}

/// A new way in for somebody who has lost every second step: whoever runs the portal has looked who
/// asks. The link is printed and mailed.
pub async fn reset(portal: &Portal, email: &str) -> Result<(), Failure> {
    println!("{}", officials::reset(portal.work().await?, &read_email(email)?).await?);
    Ok(())
}

/// The same for the holder of an online account.
pub async fn reset_online(portal: &Portal, email: &str) -> Result<(), Failure> {
    println!("{}", officials::reset_online(portal.work().await?, &read_email(email)?).await?);
    Ok(())
}
