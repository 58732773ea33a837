//! The program `foothold`.

use clap::Parser as _;
use server::cli::{Cli, run};
use std::process::ExitCode;
use std::time::Duration;
use tokio::runtime::Runtime;

/// A page is made of thousands of short strings: with the system allocator, allocating and freeing them is a third of its cost.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long a thread may go on waiting for another machine, such as SEVIS, once the program has ended: what it has begun is
/// noted in the database, and begun anew.
const LAST_WAIT: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    // clap prints help with 0 and wrong use with 2.
    let cli = Cli::parse();
    let done = Runtime::new().map_err(Into::into).and_then(|runtime| {
        let done = runtime.block_on(run(cli));
        runtime.shutdown_timeout(LAST_WAIT);
        done
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("foothold: {error}");
            ExitCode::FAILURE
        }
    }
}
