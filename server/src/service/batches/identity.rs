//! The `OrgID` and `userID` under which SEVIS knows a school and its official.

use crate::kit::Kit;
use crate::store::entity::school;
use domain::school::{is_org, is_user};
use domain::sevis_state::SevisWay;

/// What a school lacks to send batches, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking(pub String);

/// `OrgID` and `userID` of a school.
pub fn of(kit: &Kit, school: &school::Model) -> Result<(String, String), Lacking> {
    let code = &school.code;
    let org = if school.sevis_org.is_empty() { code } else { &school.sevis_org };
    if !is_org(org) {
        return Err(Lacking(format!(
            "the school {code} has no organization in SEVIS: set it with `foothold school set --code {code} --sevis-org` (three capitals, 214F, eight digits)"
        )));
    }
    if !is_user(&school.sevis_user) {
        return Err(Lacking(format!(
            "the school {code} has no user in SEVIS: set it with `foothold school set --code {code} --sevis-user` (the official's SEVIS id, ten characters)"
        )));
    }
    if school.sevis_way == SevisWay::Transport {
        let lacking =
            |why: &str| Lacking(format!("the portal cannot send batches of {org}: {why}"));
        let line = kit.config.sevis.as_ref();
        let line = line.ok_or_else(|| lacking("FOOTHOLD_SEVIS_UPLOAD_URL is not set"))?;
        if !line.certs.join(format!("{org}.pem")).exists() {
            return Err(lacking("FOOTHOLD_SEVIS_CERTS has no certificate of that name"));
        }
    }
    Ok((org.clone(), school.sevis_user.clone()))
}
