//! Why a call of the command line failed: one plain sentence.

/// Printed on stderr as it is.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
