//! An uploaded list from SEVIS.

use super::super::input::Input;
use super::super::sevis_list::{self, Compared};
use super::told::Told;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::store::entity::school;
use app::words::number_of;
use domain::import::ImportState;

/// Compares it, and keeps what it says unless it is only looked at.
pub async fn one(
    portal: &Portal,
    (school, draft): (&school::Model, &str),
    input: &Input,
    dry_run: bool,
    mut told: Told,
) -> Result<(ImportState, Told), ServiceError> {
    let mut lines = Vec::new();
    let compared = sevis_list::run(portal, (school, draft), input, &mut lines).await;
    let compared = match compared {
        Ok(mut compared) => {
            told.take(compared.lines());
            compared
        }
        Err(error) => {
            told.take(lines);
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
    let missing = match compared.is_partial() {
        true => "It has fewer than half of the students with a current authorization, so it is treated as a partial list. Nothing changes for students who are not on it".to_owned(),
        false => number_of(
            compared.missing,
            "student with a current authorization is not in the list",
            "students with a current authorization are not in the list",
        ),
    };
    vec![
        number_of(compared.listed, "student is in the list", "students are in the list"),
        number_of(
            compared.unknown,
            "of them is not on record here",
            "of them are not on record here",
        ),
        missing,
        number_of(compared.differing, "student differs", "students differ"),
    ]
}
