//! Rows that a job failed to handle: the job goes on with the rows behind them, and its next run tries them again.

use crate::service::ServiceError;
use std::collections::HashSet;

/// Rows of a job that failed, by their identity.
#[derive(Default)]
pub struct Failed {
    ids: HashSet<String>,
    last: Option<ServiceError>,
}

impl Failed {
    /// Keeps a failure in mind.
    pub fn note(&mut self, id: &str, done: Result<(), ServiceError>) {
        if let Err(error) = done {
            self.ids.insert(id.to_owned());
            self.last = Some(error);
        }
    }

    /// True for a row that failed in this run.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// So many more rows are to be asked for, to come past those that failed.
    pub fn more(&self) -> u64 {
        self.ids.len() as u64
    }

    /// The job's result: the last failure, if there was one.
    pub fn result(self) -> Result<(), ServiceError> {
        self.last.map_or(Ok(()), Err)
    }
}
