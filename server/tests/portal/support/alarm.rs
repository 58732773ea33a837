//! No test runs for ever: one that hangs ends the whole run, and says which it was.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Longer than any test takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(600);

/// Goes off unless it is dropped in time.
pub struct Alarm(#[allow(dead_code, reason = "held until the test ends")] Sender<()>);

impl Alarm {
    /// Sets one for the test of this thread.
    pub fn set() -> Self {
        let (held, end) = channel::<()>();
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let made = std::backtrace::Backtrace::force_capture();
        std::thread::spawn(move || {
            if end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                eprintln!(
                    "{test} has not ended after {PATIENCE:?}; its portal was made at\n{made}"
                );
                std::process::abort();
            }
        });
        Self(held)
    }
}
