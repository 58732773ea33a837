//! The program `foothold`.

use clap::Parser as _;
use server::cli::{Cli, run};
use std::process::ExitCode;

/// A page is made of thousands of short strings: with the system allocator, allocating and freeing them is a third of its cost.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // clap prints help with 0 and wrong use with 2.
    let cli = Cli::parse();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("foothold: {error}");
            ExitCode::FAILURE
        }
    }
}
