//! An uploaded list from SEVIS.

use super::super::input::Input;
use super::super::sevis_list::{self, Compared};
use super::told::Told;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::store::entity::school;
use domain::import::ImportState;

/// Compares it, and keeps what it says unless it is only looked at.
pub async fn one(
    portal: &Portal,
    school: &school::Model,
    input: &Input,
    dry_run: bool,
    mut told: Told,
) -> Result<(ImportState, Told), ServiceError> {
    let mut lines = Vec::new();
    let compared = sevis_list::run(portal, school, input, &mut lines).await;
    told.take(lines);
    let compared = match compared {
        Ok(compared) => compared,
        Err(error) => {
            told.refusal = error.to_string();
            return Ok((ImportState::Refused, told));
        }
    };
    told.summary = words(&compared);
    if dry_run {
        return Ok((ImportState::Checked, told));
    }
    sevis_list::keep(portal.work().await?, &school.id, compared).await?;
    Ok((ImportState::Done, told))
}

fn words(compared: &Compared) -> Vec<String> {
    let counted =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    vec![
        counted(compared.listed, "student is in the list", "students are in the list"),
        counted(
            compared.unknown,
            "of them is not on record here",
            "of them are not on record here",
        ),
        counted(
            compared.missing,
            "student with an authorization that runs is not in the list",
            "students with an authorization that runs are not in the list",
        ),
        counted(compared.differing, "student differs", "students differ"),
    ]
}
