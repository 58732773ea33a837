//! Online accounts from the first link to the last.

mod both_kinds;
mod codes;
mod confirming;
mod leaving;
mod passkeys;
mod recovery;
mod second_steps;
mod sessions;
mod stolen;
