//! The `Desk`: everything one request needs. It holds the `Portal`, so it is never passed to a use case that writes: those
//! get a `Work` and the `Visit`.

use super::super::error::ServiceError;
use super::{Visit, keep};
use crate::portal::Portal;
use crate::scope::{Look, Work};
use app::AppError;
use std::sync::Arc;

/// One request's desk.
#[derive(Clone)]
pub struct Desk {
    /// What all share.
    pub portal: Arc<Portal>,
    /// Who is asking.
    pub visit: Visit,
}

impl Desk {
    /// For reading.
    pub fn look(&self) -> Look {
        self.portal.look()
    }

    /// A writing transaction.
    pub async fn work(&self) -> Result<Work, ServiceError> {
        Ok(self.portal.work().await?)
    }

    /// Writes down what the session remembers.
    pub async fn remember(&self) -> Result<(), ServiceError> {
        keep::store_alone(self.work().await?, &self.visit).await
    }

    /// The same where nothing hangs on it: a failure, such as a busy writer, is logged at most.
    pub async fn remember_if_possible(&self) {
        if let Err(error) = self.remember().await {
            // Whatever of it belongs into the log is logged as it becomes what a person sees.
            let _: AppError = error.into();
        }
    }
}
