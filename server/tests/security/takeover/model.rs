//! Thief and owner at random: after the owner's report and new password nothing that the thief
//! holds opens, changes or hears anything. `FOOTHOLD_SEQUENCES` says how many are played.

use super::held::Held;
use super::world::{Template, World};
use crate::support::{PASSWORD, TestPortal};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// What the owner chooses after the report.
const NEW: &str = "Recovered-harbor-28!";

/// Sequences on one database before another is made.
const ON_ONE: usize = 100;

/// Tells how to play a sequence again that failed.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("takeover: FOOTHOLD_SEED={} FOOTHOLD_SEQUENCES=1", self.0);
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

pub(super) async fn random(p: TestPortal) {
    let sequences = number("FOOTHOLD_SEQUENCES").map_or(25, |n| usize::try_from(n).expect("few"));
    let mut portal = p;
    let mut template = Template::make(&portal).await;
    let mut reports = 0;
    for n in 0..sequences {
        if n > 0 && n % ON_ONE == 0 {
            portal = TestPortal::sqlite().await;
            template = Template::make(&portal).await;
        }
        let seed = Seed(number("FOOTHOLD_SEED").unwrap_or_else(|| rand::rng().random()));
        let world = World::new(&portal, &template, n).await;
        reports += usize::from(play(&world, StdRng::seed_from_u64(seed.0)).await);
    }
    // Most thieves do something that the owner has to undo.
    assert!(sequences < 20 || reports * 2 > sequences, "{reports} of {sequences}");
}

/// True if there was something to report.
async fn play(w: &World<'_>, mut rng: StdRng) -> bool {
    let mut held = Held { sessions: vec![w.stolen().await], ..Held::default() };
    let (before, known) = (w.state().await, w.tokens(&w.owner, "/not-me").await.len());
    let changes = w.open_changes().await.len();
    let mut done = Vec::new();
    for _ in 0..rng.random_range(1..9) {
        let (what, n) = (rng.random_range(0..14), rng.random_range(0..9));
        done.push((what, n));
        held.act(w, what, n).await;
    }
    // Whoever runs the portal may give it new keys at any moment.
    if rng.random_range(0..6) == 0 {
        server::cli::secrets::rotate(&w.p.portal).await.expect("rotated");
    }
    let told = w.tokens(&w.owner, "/not-me").await;
    let Some(first) = told.get(known) else {
        // Nothing was changed that the owner would have to be told.
        assert_eq!(w.state().await, before, "{done:?}: changed, and the owner does not know");
        return false;
    };
    // By the first mail, or by a later one and the choice of the first change that is unknown.
    let first_unknown = w.open_changes().await.get(changes).cloned().unwrap_or_default();
    let (token, from) = match rng.random_range(0..2) {
        0 => (first, String::new()),
        _ => (told.last().expect("one"), first_unknown),
    };
    let fields = [("id", token.as_str()), ("from", from.as_str())];
    let answer = w.p.browser().post("/api/security/not-me", &fields).await;
    assert_eq!(answer.location(), "/login", "{done:?}: the owner can always freeze");
    assert_eq!(w.state().await, before, "{done:?}: everything is as it was");
    assert_ne!(w.p.browser().log_in(&w.owner, PASSWORD).await.location(), "/verify", "{done:?}");
    // The thief goes on between the report and the new password.
    for _ in 0..rng.random_range(0..4) {
        let (what, n) = (rng.random_range(0..14), rng.random_range(0..9));
        done.push((what, n));
        held.act(w, what, n).await;
    }
    w.set_password(NEW).await;
    w.log_in(NEW).await;
    held.holds_nothing(w, NEW).await;
    assert_eq!(w.state().await, before, "{done:?}");
    w.log_in(NEW).await;
    true
}
