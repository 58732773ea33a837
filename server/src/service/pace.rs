//! Answers whose time must not tell whether an address is known.

use std::time::Duration;
use tokio::time::Instant;

/// Longer than anything that differs between known and unknown addresses takes.
const TICK: Duration = Duration::from_millis(50);

/// Counts from the moment a request began.
pub struct Pace(Instant);

impl Pace {
    /// Begins to count.
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// Waits for the next full tick, so that a row more or less to write makes no difference.
    pub async fn tick(self) {
        let passed = self.0.elapsed().as_millis() / TICK.as_millis();
        let ticks = u32::try_from(passed).unwrap_or(u32::MAX).saturating_add(1);
        tokio::time::sleep_until(self.0 + TICK.saturating_mul(ticks)).await;
    }
}
