//! Random schedules of Basic Paxos.

use super::cluster::{Disks, Flight, paxos, s};
use crate::harness::{Dice, Plan, Step, Tally};
use machine::{Command, NodeId, Outcome, Protocol, Reply};
use protocols::paxos::{Message, Note, Paxos, Rule, Timer};
use std::collections::BTreeMap;

type Chaos = crate::harness::Chaos<Paxos>;

const PLAN: Plan<Paxos> = Plan {
    steps: &[
        (560, Step::Deliver),
        (20, Step::Lose),
        (20, Step::Double),
        (260, Step::Save),
        (20, Step::Fire(Timer::Retry)),
        (10, Step::Fire(Timer::Heartbeat)),
        (10, Step::Fire(Timer::Suspicion)),
        (50, Step::Ask),
        (15, Step::Crash),
        (35, Step::Restart),
    ],
    command: get_or_put,
    counted: |note| match note {
        Note::Learned(..) => Some("learned"),
        Note::ValueAdopted(..) => Some("adopted"),
        Note::AcceptRefused(..) | Note::PrepareRefused(..) => Some("refused"),
        Note::NothingChosen(..) => Some("reads of nothing"),
        _ => None,
    },
};

fn get_or_put(dice: &mut Dice, client: u8, number: u64) -> Command {
    match dice.below(4) {
        0 => Command::Get("x".into()),
        _ => Command::Put("x".into(), format!("{client}.{number}").into()),
    }
}

/// Options by seed: every combination of the switches comes up.
fn cluster(seed: u64, nodes: u8, off: &[Rule]) -> Paxos {
    let switch = |place: u32| seed >> place & 1;
    let changed = [
        ("refusals", 1 - switch(1)),
        ("roles-apart", switch(2) & switch(3)),
        ("distinguished-proposer", switch(4) & switch(1)),
        ("back-off", 100 * (1 - switch(5))),
    ];
    paxos(nodes, &changed, off)
}

fn chaos(seed: u64, nodes: u8, off: &[Rule]) -> Chaos {
    Chaos::new(&PLAN, seed, nodes, cluster(seed, nodes, off))
}

/// The first seed whose schedule breaks a property, and which one.
pub(crate) fn search(off: &[Rule], nodes: u8, seeds: u64) -> Option<(u64, &'static str)> {
    crate::harness::search(seeds, 400, |seed| chaos(seed, nodes, off))
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=2_000 {
        let nodes = 1 + (seed % 9) as u8;
        chaos(seed, nodes, &[]).hold(800, &mut all);
    }
    all.expect_more_than(&[
        ("learned", 5_000),
        ("adopted", 1_000),
        ("refused", 5_000),
        ("restarts", 5_000),
        ("reads of nothing", 300),
    ]);
}

#[test]
fn after_any_schedule_a_cluster_in_peace_answers_everybody_alike() {
    for seed in 1..=200 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = chaos(seed, nodes, &[]);
        chaos.run(200);
        let mut hand = chaos.hand;
        hand.saving = Disks::AtOnce;
        NodeId::all(nodes).for_each(|node| hand.crash(node));
        hand.flights.clear();
        NodeId::all(nodes).for_each(|node| hand.restart(node));
        // S1 proposes in every cluster, and is the distinguished proposer where there is one.
        hand.ask(1, 99, s(1), Command::Put("x".into(), "peace".into()));
        for _ in 0..20 {
            hand.settle();
            if hand.replies.is_empty() {
                hand.fire(s(1), protocols::paxos::Timer::Retry);
            }
        }
        let Some((_, 99, Reply::Done(Outcome::Chosen(value)))) = hand.replies.first() else {
            panic!("seed {seed}: {:?}", hand.replies);
        };
        let learned = (1..=nodes).filter_map(|node| hand.chosen(node));
        assert!(learned.clone().count() >= 1 && learned.clone().all(|other| other == value));
        assert_eq!(hand.broken, []);
    }
}

/// Nothing leaves a server that its disk would not stand by: promises and acceptances of every
/// message under way are on the disk of its sender, and so is the round of what a proposer asks.
#[test]
fn no_message_is_ahead_of_its_senders_disk() {
    for seed in 1..=300 {
        let nodes = 3 + (seed % 5) as u8;
        let mut chaos = chaos(seed, nodes, &[]);
        let mut promised = BTreeMap::new();
        for _ in 0..600 {
            chaos.step();
            for node in NodeId::all(nodes) {
                let disk = &chaos.hand.disks[node.index()];
                let before = promised.insert(node, disk.promised);
                assert!(before <= Some(disk.promised), "a promise is never taken back");
                assert!(disk.accepted.as_ref().map(|held| held.ballot) <= disk.promised);
            }
            for Flight { from, message, .. } in &chaos.hand.flights {
                let disk = &chaos.hand.disks[from.index()];
                match message {
                    Message::Prepare { ballot } => assert!(ballot.round <= disk.tried),
                    Message::Accept { ballot, .. } => assert!(ballot.round <= disk.tried),
                    Message::Promise { ballot, .. } => assert!(Some(*ballot) <= disk.promised),
                    Message::Accepted { ballot, value } => {
                        let held = disk.accepted.as_ref().expect("it has accepted");
                        assert!(*ballot <= held.ballot);
                        assert!(*ballot < held.ballot || *value == held.value);
                    }
                    Message::Refusal { promised, .. } => assert!(Some(*promised) <= disk.promised),
                    Message::Alive => {}
                }
            }
        }
        assert_eq!(Paxos::info().timers.len(), 3);
    }
}
