//! Online accounts from the first link to the last.

mod anew;
mod begun;
mod both_kinds;
mod broken_line;
mod codes;
mod confirming;
mod frozen;
mod leaving;
mod new_password;
mod passkeys;
mod recovery;
mod second_steps;
mod sessions;
mod stolen;
