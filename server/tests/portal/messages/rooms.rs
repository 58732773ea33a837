//! Room for files: slow senders keep nobody out.

use axum::body::{Body, Bytes, to_bytes};
use futures_util::{StreamExt as _, stream};
use server::arrivals::{Arrivals, Room};
use server::site::uploads::within;
use std::sync::Arc;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn rooms(arrivals: &Arc<Arrivals>, accounts: u32) -> Vec<Room> {
    let of = |n: u32| [arrivals.room(&format!("a{n}")), arrivals.room(&format!("a{n}"))];
    (0..accounts).flat_map(of).flatten().collect()
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_gets_the_room_of_the_slowest_and_nobody_else_loses_any() {
    let arrivals = Arrivals::new(8, 2);
    let rooms = rooms(&arrivals, 4);
    assert_eq!(rooms.len(), 8);
    assert!(arrivals.room("new").is_none(), "at first everybody may be slow");
    tokio::time::advance(20 * SECOND).await;
    for (n, room) in rooms.iter().enumerate() {
        assert!(room.came(1000 * (n + 1)));
    }
    let first = arrivals.room("new").expect("the slowest gives way");
    let second = arrivals.room("new").expect("and the next");
    assert!(arrivals.room("new").is_none(), "two of one account");
    let stay: Vec<bool> = rooms.iter().map(|room| room.came(1)).collect();
    assert_eq!(stay, [false, false, true, true, true, true, true, true]);
    drop((first, second));
    assert!(arrivals.room("more").is_some_and(|_| true), "a room that was left is free");
    assert!(rooms.iter().skip(2).all(|room| room.came(1)), "nobody had to go for it");
}

#[tokio::test(start_paused = true)]
async fn slow_senders_come_again_and_again_and_keep_nobody_out() {
    let arrivals = Arrivals::new(8, 2);
    let mut slow = rooms(&arrivals, 4);
    for round in 0..50 {
        tokio::time::advance(20 * SECOND).await;
        slow.retain(|room| room.came(1));
        let room = arrivals.room("honest").unwrap_or_else(|| panic!("round {round}"));
        assert!(room.came(500_000), "who sends stays");
        slow.extend(rooms(&arrivals, 4));
        tokio::time::advance(SECOND).await;
        assert!(room.came(500_000), "round {round}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_breaks_off_when_its_room_is_given_away() {
    let arrivals = Arrivals::new(1, 1);
    let room = Arc::new(arrivals.room("slow").expect("room"));
    let drips = stream::iter(0..10).then(|_| async {
        tokio::time::sleep(15 * SECOND).await;
        Ok::<_, std::io::Error>(Bytes::from_static(b"x"))
    });
    let body = within(room, Body::from_stream(drips));
    let reading = tokio::spawn(to_bytes(body, 100));
    tokio::time::sleep(40 * SECOND).await;
    let waiting = arrivals.room("new").expect("its room");
    assert!(reading.await.expect("read").is_err(), "it breaks off");
    assert!(arrivals.room("third").is_none() && waiting.came(1));
}
