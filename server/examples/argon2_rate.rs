//! How many passwords this machine verifies a second, with all cores and nothing else: the bar
//! for logins. Prints one number.

use server::config::Argon2Cost;
use server::password::Hasher;
use server::secret::Secrets;
use std::time::{Duration, Instant};

#[tokio::main]
async fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let hasher =
        Hasher::new(Secrets::generate(), Argon2Cost { m: 19_456, t: 2, p: 1 }, cores, 1000);
    let hash = hasher.hash_now("Harbor-lights-26!");
    let begun = Instant::now();
    let workers = (0..cores).map(|_| {
        let (hasher, hash) = (hasher.clone(), hash.clone());
        tokio::spawn(async move {
            let mut done = 0u32;
            while begun.elapsed() < Duration::from_secs(5) {
                let verified = hasher.verify("Harbor-lights-26!".into(), Some(hash.clone())).await;
                assert!(verified.is_ok_and(|verified| verified.right));
                done += 1;
            }
            done
        })
    });
    let mut total = 0;
    for worker in workers.collect::<Vec<_>>() {
        total += worker.await.expect("joined");
    }
    println!("{:.1}", f64::from(total) / begun.elapsed().as_secs_f64());
}
