//! One transaction of SQLite for what several people save at the same time: each in a savepoint, and each told of it
//! only after the one `COMMIT`, since bringing something onto the disk takes longer than all of its statements.
//!
//! Whoever is first in a round and sees others waiting leaves the transaction open for them and queues once more, behind
//! them, to commit it; so does whoever wants the connection for itself, or finds the round full. Who comes next has seen what is not yet on disk, so even an answer that saves nothing ("you sent
//! that already") waits for the end of the round: that is what [`shared`] is for, and outside of it nobody joins or leads.

use sea_orm::{ConnAcquireErr, DbErr};
use std::cell::RefCell;
use tokio::sync::watch;

tokio::task_local! {
    /// The ends of the rounds that this request has joined.
    static JOINED: RefCell<Vec<End>>;
}

/// Runs a use case that may share its transactions with others, and holds its answer back until all that it can have seen
/// is on disk. Fails where that could not be written: then the answer is worth nothing.
pub async fn shared<F: Future>(use_case: F) -> Result<F::Output, DbErr> {
    JOINED
        .scope(RefCell::default(), async {
            let answer = use_case.await;
            settled().await?;
            Ok(answer)
        })
        .await
}

/// Waits for the rounds that this request has joined so far. What it does next must not rest on what was not written.
pub(super) async fn settled() -> Result<(), DbErr> {
    for end in JOINED.try_with(RefCell::take).unwrap_or_default() {
        if let Err(error) = end.clone().await_it().await {
            // Whatever is made of this error, the answer is worth nothing.
            let _ = JOINED.try_with(|joined| joined.borrow_mut().push(end));
            return Err(error);
        }
    }
    Ok(())
}

/// True within [`shared`].
pub(super) fn may_join() -> bool {
    JOINED.try_with(|_| ()).is_ok()
}

/// How a round ends, for those who are in it.
#[derive(Clone)]
pub(super) struct End(watch::Receiver<Option<Result<(), DbErr>>>);

impl End {
    /// Waits until the round is on disk, or failed.
    pub(super) async fn await_it(mut self) -> Result<(), DbErr> {
        let gone = || DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        let end = self.0.wait_for(Option::is_some).await.map_err(|_| gone())?;
        end.clone().unwrap_or_else(|| Err(gone()))
    }
}

/// Those who join a round at most: what each writes costs a little more for each savepoint before it.
const MOST: u32 = 32;

/// A transaction that is open for others; its connection is free meanwhile.
pub(super) struct Round {
    end: watch::Sender<Option<Result<(), DbErr>>>,
    savepoints: u32,
}

impl Round {
    pub(super) fn new() -> Self {
        Self { end: watch::Sender::new(None), savepoints: 0 }
    }

    pub(super) fn end(&self) -> End {
        End(self.end.subscribe())
    }

    /// No more have room in it.
    pub(super) fn is_full(&self) -> bool {
        self.savepoints >= MOST
    }

    /// One more in it: the name of its savepoint, which is its own, so that nobody takes back what another did. The answer
    /// will wait for the end.
    pub(super) fn join(&mut self) -> String {
        // Outside of `shared` nobody joins.
        let _ = JOINED.try_with(|joined| joined.borrow_mut().push(self.end()));
        self.savepoints += 1;
        format!("s{}", self.savepoints)
    }

    /// Tells everybody in it what became of it.
    pub(super) fn tell(&self, end: Result<(), DbErr>) {
        self.end.send_replace(Some(end));
    }
}
