//! The embedded registry: stands in for SEVIS where a school has no batch certificate. It stores
//! what it is told and answers as SEVIS would for the rules that can be judged here.

use super::{Answer, Record, SevisError, SevisPort};
use crate::store::Store;
use crate::store::entity::{registry_record, student};
use async_trait::async_trait;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};

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
        Self(error.to_string())
    }
}

#[async_trait]
impl SevisPort for EmbeddedRegistry {
    async fn upload(&self, batch_id: &str, records: &[Record]) -> Result<(), SevisError> {
        let ids = records.iter().map(|record| record.sevis_id.clone());
        let known: Vec<String> = student::Entity::find()
            .select_only()
            .column(student::Column::SevisId)
            .filter(student::Column::SevisId.is_in(ids))
            .into_tuple()
            .all(self.store.db())
            .await?;
        let rows = records.iter().map(|record| {
            // S1003: SEVIS ID unknown; S0000: taken.
            let result = if known.contains(&record.sevis_id) { "S0000" } else { "S1003" };
            registry_record::ActiveModel {
                request_id: Set(record.request_id.clone()),
                batch_id: Set(batch_id.to_owned()),
                sevis_id: Set(record.sevis_id.clone()),
                event: Set(record.event.clone()),
                payload: Set(record.payload.clone()),
                result: Set(result.to_owned()),
            }
        });
        registry_record::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(registry_record::Column::RequestId).do_nothing().to_owned(),
            )
            .exec_without_returning(self.store.db())
            .await?;
        Ok(())
    }

    async fn download(&self, batch_id: &str) -> Result<Option<Vec<Answer>>, SevisError> {
        let rows = registry_record::Entity::find()
            .filter(registry_record::Column::BatchId.eq(batch_id))
            .all(self.store.db())
            .await?;
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
