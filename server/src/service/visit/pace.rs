//! Answers whose duration must not reveal whether an address is known.

use crate::clock::Stopwatch;
use std::time::Duration;

/// Longer than anything that differs between known and unknown addresses takes.
const TICK: Duration = Duration::from_millis(50);

/// Does the work and returns its answer at the next multiple of 50 ms after the start, so that writing one row more or
/// less makes no difference.
pub async fn answer_at_tick<T>(work: impl Future<Output = T>) -> T {
    let begun = Stopwatch::start();
    let answer = work.await;
    until_tick(begun).await;
    answer
}

/// The same where only a refusal must tell nothing.
pub async fn refuse_at_tick<T, E>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let begun = Stopwatch::start();
    let answer = work.await;
    if answer.is_err() {
        until_tick(begun).await;
    }
    answer
}

async fn until_tick(begun: Stopwatch) {
    let passed = begun.elapsed().as_millis() / TICK.as_millis();
    let ticks = u32::try_from(passed).unwrap_or(u32::MAX).saturating_add(1);
    begun.wait_until(TICK.saturating_mul(ticks)).await;
}
