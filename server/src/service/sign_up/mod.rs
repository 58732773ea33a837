//! Opening an online account: ten steps, each of which can be left and come back to (seed 002).

pub mod begin;
mod choose;
mod confirm;
mod port;
mod steps;

pub use steps::backup_codes_to_keep;
