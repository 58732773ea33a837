//! The way to SEVIS. The port has the shape of the batch interface: records go up in a batch, the
//! answers come down later, by request id (`sevp-portal` §4.3, §4.4).

pub mod dry_run;
pub mod line;
pub mod log;
pub mod payload;
mod port;
mod registry;
mod tree;
pub mod write;

pub use port::{Answer, BATCH_SIZE, Record, SevisError, SevisPort};
pub use registry::EmbeddedRegistry;
