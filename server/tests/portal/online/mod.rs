//! Online accounts from the first link to the last.

mod begun;
mod both_kinds;
mod codes;
mod confirming;
mod frozen;
mod leaving;
mod passkeys;
mod recovery;
mod second_steps;
mod sessions;
mod stolen;
