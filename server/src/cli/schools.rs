//! `foothold school`.

use crate::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::service::officials;

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
pub async fn add(portal: &Portal, code: &str, name: &str, zone: &str) -> Result<(), Failure> {
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
    officials::add_school(portal.work().await?, code, &name, zone).await?;
    println!("School {code} added.");
    Ok(())
}
