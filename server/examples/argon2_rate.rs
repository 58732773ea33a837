//! How many password hashes this machine makes a second, with all cores, nothing else, and memory that each core keeps: the
//! bar for logins. Prints one number.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::time::{Duration, Instant};

const SPAN: Duration = Duration::from_secs(5);

fn one_core() -> u32 {
    let params = Params::new(19_456, 2, 1, None).expect("parameters");
    let mut memory = vec![Block::default(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (begun, mut done) = (Instant::now(), 0);
    while begun.elapsed() < SPAN {
        let mut out = [0; 32];
        let hashed = argon2.hash_password_into_with_memory(
            b"Harbor-lights-26!",
            b"sixteen bytes ok",
            &mut out,
            &mut memory,
        );
        assert!(hashed.is_ok());
        done += 1;
    }
    done
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers: Vec<_> = (0..cores).map(|_| std::thread::spawn(one_core)).collect();
    let total: u32 = workers.into_iter().map(|worker| worker.join().expect("joined")).sum();
    println!("{:.1}", f64::from(total) / SPAN.as_secs_f64());
}
