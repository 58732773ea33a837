//! The embedded registry: stands in for SEVIS for schools that rehearse (the demo, tests). It stores each record and
//! answers S1003 for an unknown SEVIS ID, else S0000.

use super::{Answer, Record, SevisError, SevisPort};
use crate::store::Store;
use crate::store::entity::registry_record;
use crate::store::{reason, registry};
use async_trait::async_trait;

/// The registry in the portal's own database.
pub struct EmbeddedRegistry {
    store: Store,
}

impl EmbeddedRegistry {
    /// Uses the given database.
    pub fn new(store: Store) -> Self {
        Self { store }
    }
}

impl From<sea_orm::DbErr> for SevisError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self(reason(&error))
    }
}

#[async_trait]
impl SevisPort for EmbeddedRegistry {
    async fn upload(&self, batch_id: &str, records: &[Record]) -> Result<(), SevisError> {
        let ids: Vec<String> = records.iter().map(|record| record.sevis_id.clone()).collect();
        let known = registry::known(&self.store.reads(), &ids).await?;
        let row = |record: &Record| {
            // S1003: SEVIS ID unknown; S0000: taken.
            let result = if known.contains(&record.sevis_id) { "S0000" } else { "S1003" };
            registry_record::Model {
                request_id: record.request_id.clone(),
                batch_id: batch_id.to_owned(),
                sevis_id: record.sevis_id.clone(),
                event: record.event.clone(),
                payload: record.payload.clone(),
                result: result.to_owned(),
            }
        };
        let tx = self.store.begin().await?;
        registry::take(&tx.later(), records.iter().map(row).collect()).await?;
        Ok(tx.commit().await?)
    }

    async fn download(&self, batch_id: &str) -> Result<Option<Vec<Answer>>, SevisError> {
        let rows = registry::of_batch(&self.store.reads(), batch_id).await?;
        let answer = |row: registry_record::Model| Answer {
            message: if row.result == "S0000" {
                String::new()
            } else {
                "SEVIS ID not found".into()
            },
            request_id: row.request_id,
            code: row.result,
        };
        Ok((!rows.is_empty()).then(|| rows.into_iter().map(answer).collect()))
    }
}
