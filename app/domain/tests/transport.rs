//! Batches, a SEVIS that fails in every way, and a portal that crashes between any two steps: nothing is lost, and
//! nothing is taken twice.

use domain::sevis_state::BatchState;
use domain::transport::{Heard, Step, after_ask, after_upload, asked_on, step};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;

/// What is on disk.
#[derive(Default)]
struct Disk {
    /// Changes that wait.
    queued: BTreeSet<u32>,
    /// Batches by their `BatchID`: where they stand, and the changes in them.
    batches: BTreeMap<u32, (BatchState, BTreeSet<u32>)>,
    /// Changes that SEVIS has answered, as the portal knows.
    confirmed: BTreeSet<u32>,
}

/// What SEVIS has, and how often it took each change.
#[derive(Default)]
struct Sevis {
    arrived: BTreeMap<u32, BTreeSet<u32>>,
    worked_on: BTreeSet<u32>,
    taken: BTreeMap<u32, u32>,
}

/// How an exchange goes.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// Well.
    Good,
    /// No connection.
    Dead,
    /// What is sent arrives, the reply does not.
    Cut,
    /// What is sent arrives, the reply is S0001 with a mangled header.
    Mangled,
    /// SEVIS finds the file broken.
    Broken,
}

/// Between which steps the portal dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Crash {
    Never,
    /// Before it is written that the batch is being sent.
    Before,
    /// After that, and before the connection opens.
    Written,
    /// After the answer has come, and before it is noted.
    Heard,
}

#[derive(Clone, Debug)]
enum Act {
    Change,
    Make,
    /// The next step of some batch.
    Exchange(usize, Line, Crash),
    /// SEVIS works on what it has.
    Night,
}

fn act() -> impl Strategy<Value = Act> {
    let line = prop_oneof![
        3 => Just(Line::Good),
        1 => Just(Line::Dead),
        1 => Just(Line::Cut),
        1 => Just(Line::Mangled),
        1 => Just(Line::Broken),
    ];
    let crash = prop_oneof![
        4 => Just(Crash::Never),
        1 => Just(Crash::Before),
        1 => Just(Crash::Written),
        1 => Just(Crash::Heard),
    ];
    prop_oneof![
        2 => Just(Act::Change),
        2 => Just(Act::Make),
        6 => (0..6usize, line, crash).prop_map(|(n, line, crash)| Act::Exchange(n, line, crash)),
        1 => Just(Act::Night),
    ]
}

impl Sevis {
    fn upload(&mut self, id: u32, changes: &BTreeSet<u32>, line: Line) -> Heard {
        let known = self.arrived.contains_key(&id);
        match line {
            Line::Dead => return Heard::Nothing,
            Line::Broken if !known => return Heard::Rejected,
            _ => {}
        }
        self.arrived.entry(id).or_insert_with(|| changes.clone());
        match line {
            Line::Cut | Line::Mangled => Heard::Nothing,
            _ if known => Heard::Before,
            _ => Heard::Taken,
        }
    }

    fn ask(&self, id: u32, line: Line) -> Heard {
        if !matches!(line, Line::Good) {
            return Heard::Nothing;
        }
        match (self.arrived.contains_key(&id), self.worked_on.contains(&id)) {
            (false, _) => Heard::Never,
            (true, false) => Heard::NotYet,
            (true, true) => Heard::Answers,
        }
    }

    fn night(&mut self) {
        for (id, changes) in &self.arrived {
            if self.worked_on.insert(*id) {
                for change in changes {
                    *self.taken.entry(*change).or_default() += 1;
                }
            }
        }
    }
}

impl Disk {
    fn set(&mut self, id: u32, state: BatchState) {
        let (known, changes) = self.batches.get_mut(&id).expect("a batch");
        *known = state;
        if state == BatchState::Rejected {
            // Its changes go with another one.
            self.queued.append(changes);
        }
    }

    fn exchange(&mut self, sevis: &mut Sevis, id: u32, line: Line, crash: Crash) {
        let (state, changes) = self.batches[&id].clone();
        let Some(next) = step(state) else { return };
        if crash == Crash::Before {
            return;
        }
        match next {
            Step::Upload => {
                self.set(id, BatchState::Sending);
                if crash == Crash::Written {
                    return;
                }
                let heard = sevis.upload(id, &changes, line);
                if crash != Crash::Heard {
                    self.set(id, after_upload(heard));
                }
            }
            Step::Ask => {
                let heard = sevis.ask(id, line);
                if matches!(crash, Crash::Written | Crash::Heard) {
                    return;
                }
                match heard {
                    Heard::Answers => {
                        self.confirmed.extend(changes);
                        self.set(id, BatchState::Answered);
                    }
                    heard => self.set(id, after_ask(state, heard)),
                }
            }
        }
    }

    fn act(&mut self, sevis: &mut Sevis, act: &Act, count: &mut u32) {
        match act {
            Act::Change => {
                *count += 1;
                self.queued.insert(*count);
            }
            Act::Make if !self.queued.is_empty() => {
                let id = u32::try_from(self.batches.len()).expect("few");
                let changes = std::mem::take(&mut self.queued);
                self.batches.insert(id, (BatchState::Exported, changes));
            }
            Act::Exchange(n, line, crash) if !self.batches.is_empty() => {
                let ids: Vec<u32> = self.batches.keys().copied().collect();
                self.exchange(sevis, ids[n % ids.len()], *line, *crash);
            }
            Act::Night => sevis.night(),
            Act::Make | Act::Exchange(..) => {}
        }
    }

    fn check(&self, sevis: &Sevis, count: u32) {
        for change in 1..=count {
            let taken = sevis.taken.get(&change).copied().unwrap_or_default();
            assert!(taken <= 1, "taken twice: {change}");
            let batches = self.batches.values().filter(|(_, all)| all.contains(&change)).count();
            let places = batches + usize::from(self.queued.contains(&change));
            assert_eq!(places, 1, "in one place: {change}");
            assert!(taken == 1 || !self.confirmed.contains(&change), "claimed: {change}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn whatever_fails_nothing_is_lost_and_nothing_is_taken_twice(acts in proptest::collection::vec(act(), 1..40)) {
        let (mut disk, mut sevis, mut count) = (Disk::default(), Sevis::default(), 0);
        for act in &acts {
            disk.act(&mut sevis, act, &mut count);
            disk.check(&sevis, count);
        }
        // Once the line is good, all that was reported is taken, once, and known to be.
        for _ in 0..4 {
            disk.act(&mut sevis, &Act::Make, &mut count);
            for id in disk.batches.keys().copied().collect::<Vec<_>>() {
                for _ in 0..3 {
                    disk.exchange(&mut sevis, id, Line::Good, Crash::Never);
                }
            }
            sevis.night();
        }
        disk.check(&sevis, count);
        prop_assert_eq!(disk.confirmed.len(), usize::try_from(count).expect("few"));
    }
}

#[test]
fn an_answer_is_asked_for_on_the_next_working_day() {
    for (made, asked) in [
        (date!(2026 - 06 - 11), date!(2026 - 06 - 12)),
        (date!(2026 - 06 - 12), date!(2026 - 06 - 15)),
        (date!(2026 - 06 - 13), date!(2026 - 06 - 15)),
        (date!(2026 - 06 - 14), date!(2026 - 06 - 15)),
        (date!(2026 - 12 - 31), date!(2027 - 01 - 01)),
    ] {
        assert_eq!(asked_on(made), asked, "{made}");
    }
}

#[test]
fn what_is_answered_or_out_of_the_way_is_left_alone() {
    for state in [BatchState::Answered, BatchState::Rejected, BatchState::Discarded] {
        assert_eq!(step(state), None);
    }
    assert_eq!(after_ask(BatchState::Partly, Heard::Never), BatchState::Partly);
    assert_eq!(after_ask(BatchState::Taken, Heard::Nothing), BatchState::Taken);
}
