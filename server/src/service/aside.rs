//! Long reading of files, where nobody else waits for it.

use super::error::ServiceError;
use tokio::sync::Semaphore;

/// So many at once: they take a core each, and what they read is in memory.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Does it in a thread of its own, once it is its turn.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ServiceError> {
    let failed = |error: String| ServiceError::Internal(format!("a file was not read: {error}"));
    // The turn lasts as long as the work, whoever asked for it may be gone.
    let turn = AT_ONCE.acquire().await.map_err(|error| failed(error.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(|error| failed(error.to_string()))
}
