//! `foothold secret rotate`.

use crate::Failure;
use crate::jobs;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::{audit, keys};
use crate::store::sealed;
use app::AppError;
use domain::audit::AuditAct;

/// Adds new keys to the secret file and seals anew whatever is stored. A portal that is serving goes on
/// meanwhile: it looks at the file again when it meets a key that it does not know, and every half
/// minute.
pub async fn rotate(portal: &Portal) -> Result<(), Failure> {
    add_keys(portal.work().await?).await?;
    let renewed = jobs::renew_seals(portal).await.map_err(|error| error.to_string())?;
    println!(
        "New keys are in {}. Back up this file with the database. Stored values re-encrypted: {renewed}. Each password follows at its next login.",
        portal.config.secret_file.display()
    );
    Ok(())
}

async fn add_keys(work: Work) -> Result<(), Failure> {
    // An older copy would make the same numbers once more, with other keys.
    if let Some(why) = keys::misfit(&work).await? {
        return Err(why.into());
    }
    let newest = work.secrets.sealing_number();
    let mut needed = Vec::new();
    for number in 1..=newest {
        if sealed::uses(work.db(), number).await? {
            needed.push(number);
        }
    }
    let (act, said) = (AuditAct::SecretsRotated, format!("key {}", newest + 1));
    let noted = audit::by_command(&work, act, None, Vec::new(), said).await;
    noted.map_err(|error| AppError::from(error).to_string())?;
    // Written before the transaction ends, so that one rotation waits for another.
    work.secrets.rotate(|number| needed.contains(&number))?;
    keys::note(&work).await?;
    Ok(work.commit().await?)
}
