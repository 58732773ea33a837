//! All credentials of an account as they were before a change, and how "This was not me" restores them.

use super::super::error::{ServiceError, read_json, write_json};
use super::factors;
use crate::kit::Kit;
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::code::Code;
use crate::store::entity::{
    account, backup_code, consent, credential_change, factor, reset_answer,
};
use crate::store::{backup_codes, cases, consents, reset_answers};
use domain::case::Consent;
use domain::factor::FactorKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The state of an account's credentials and consents at one moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Before {
    /// The address.
    pub email: String,
    factors: Vec<factor::Model>,
    codes: Vec<backup_code::Model>,
    answers: Vec<reset_answer::Model>,
    /// Representatives who might see a case of the holder's.
    consents: Vec<String>,
}

/// Consents that stand on the cases an account holds.
async fn consents_of<C: Connection>(
    s: &Scope<C>,
    account_id: &str,
) -> Result<Vec<consent::Model>, ServiceError> {
    let cases = cases::held_by(s.db(), account_id).await?;
    let numbers: Vec<&str> = cases.iter().map(|case| case.receipt_number.as_str()).collect();
    Ok(consents::all_for(s.db(), &numbers).await?)
}

impl Before {
    /// As it is now.
    pub async fn of<C: Connection>(
        s: &Scope<C>,
        account: &account::Model,
    ) -> Result<Self, ServiceError> {
        let id = &account.id;
        let mut codes = backup_codes::of(s.db(), id).await?;
        codes.retain(|row| row.used_at.is_none());
        let mut consents = consents_of(s, id).await?;
        consents.retain(|row| row.state == Consent::Given);
        Ok(Self {
            email: account.email.clone(),
            factors: factors::confirmed(s, id).await?,
            codes,
            answers: reset_answers::of(s.db(), id).await?,
            consents: consents.into_iter().map(|row| row.id).collect(),
        })
    }

    /// As it is kept with the change of this identity.
    pub fn seal(&self, kit: &Kit, change: &str) -> Result<String, ServiceError> {
        Ok(kit.secrets.seal(SealedAt::CredentialChange(change), &write_json("before", self)?))
    }

    /// As it was kept; none where that cannot be read.
    pub fn open(kit: &Kit, change: &credential_change::Model) -> Option<Self> {
        let text = kit.secrets.open(SealedAt::CredentialChange(&change.id), &change.sealed)?;
        read_json("before", &text).ok()
    }

    /// The same under the newest key, with what is sealed within.
    pub fn seal_anew(kit: &Kit, change: &credential_change::Model) -> Option<String> {
        let mut before = Self::open(kit, change)?;
        for factor in &mut before.factors {
            let place = SealedAt::Factor(&factor.id);
            if let Some(text) = kit.secrets.open(place, &factor.sealed) {
                factor.sealed = kit.secrets.seal(place, &text);
            }
        }
        before.seal(kit, &change.id).ok()
    }

    /// Puts all but the address back.
    pub async fn restore(self, work: &Work, account_id: &str) -> Result<(), ServiceError> {
        put_factors_back(work, account_id, self.factors).await?;
        put_codes_back(work, account_id, self.codes).await?;
        reset_answers::replace(work.db(), account_id, self.answers).await?;
        put_consents_back(work, account_id, &self.consents).await
    }
}

/// What is there stays as it is now: the counters of a passkey or an app never go back.
async fn put_factors_back(
    work: &Work,
    account_id: &str,
    before: Vec<factor::Model>,
) -> Result<(), ServiceError> {
    let mut there = BTreeSet::new();
    for row in factors::all(work, account_id).await? {
        let was = before.iter().find(|old| old.id == row.id);
        match was.filter(|_| row.confirmed_at.is_some()) {
            // Where codes go is put back; what only counts up is not.
            Some(old) if row.kind == FactorKind::Email || row.kind == FactorKind::Text => {
                let row = factor::Model { sealed: old.sealed.clone(), ..row };
                there.insert(row.id.clone());
                crate::store::factors::update(work.db(), row).await?;
            }
            Some(_) => {
                there.insert(row.id);
            }
            None => factors::remove(work, &row.id).await?,
        }
    }
    for row in before.into_iter().filter(|row| !there.contains(&row.id)) {
        crate::store::factors::insert(work.db(), row).await?;
    }
    Ok(())
}

/// A code that was used since stays used, and one that lay open is void: whoever was in may have read
/// it.
async fn put_codes_back(
    work: &Work,
    account_id: &str,
    before: Vec<backup_code::Model>,
) -> Result<(), ServiceError> {
    let rows = backup_codes::of(work.db(), account_id).await?;
    let was = |id: &str| before.iter().any(|row| row.id == id);
    let void = |row: &&backup_code::Model| !was(&row.id) || !row.sealed.is_empty();
    let made_since = rows.iter().filter(|row| row.used_at.is_none()).filter(void);
    backup_codes::forget(work.db(), made_since.map(|row| row.id.clone()).collect()).await?;
    let gone = |row: &&backup_code::Model| !rows.iter().any(|there| there.id == row.id);
    for row in before.iter().filter(|row| row.sealed.is_empty()).filter(gone) {
        backup_codes::insert(work.db(), row.clone()).await?;
    }
    Ok(())
}

/// What was given since ends. What was taken back since stays so: undoing lets nobody in.
async fn put_consents_back(
    work: &Work,
    account_id: &str,
    before: &[String],
) -> Result<(), ServiceError> {
    for row in consents_of(work, account_id).await? {
        if before.contains(&row.id) || row.state != Consent::Given {
            continue;
        }
        let (state, decided_at) = (Code(Consent::Ended), Some(work.at()));
        let row = consent::Model { state, decided_at, ..row };
        consents::update(work.db(), row).await?;
    }
    Ok(())
}
