//! Import in the console: files are uploaded, their columns named, checked, looked at, and imported or
//! discarded. What takes its time is done by a job; a crash at any instant is repaired by its next run.

mod columns;
mod listed;
mod look;
mod page;
mod port;
mod receive;
mod run;
mod told;

pub use run::run;
