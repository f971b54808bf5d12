//! Random schedules once more, judged by other facts than the properties: what is on the disks,
//! and what is under way, without a word of what the core says of itself.
//!
//! Every check here is a step of the paper's proof: a promise that leaves a server is on its disk,
//! and what counts as committed is on the disks of a majority.

use super::cluster::{Disks, Flight, Hand, s};
use machine::{Command, NodeId};
use protocols::raft::{
    Appended, Installed, LogIndex, Message, Persistent, Role, Rule, Timer, Vote,
};

/// The most messages under way; older ones are lost.
const FLIGHTS_MAX: usize = 40;

/// `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

/// One event, whatever comes. Clients move on to new requests as the turns go by.
fn step(hand: &mut Hand, dice: &mut Dice, nodes: u8, turn: usize) {
    let node = s(1 + dice.below(usize::from(nodes)) as u8);
    let timer = if dice.below(25) == 0 { Timer::Election } else { Timer::Heartbeat };
    match dice.below(100) {
        0..58 if !hand.flights.is_empty() => {
            let place = dice.below(hand.flights.len());
            let flight = hand.flights[place].clone();
            // One in twenty comes again, one in twenty is lost.
            let fate = dice.below(20);
            if fate > 0 {
                hand.flights.remove(place);
            }
            if fate < 19 {
                hand.arrive(flight);
            }
        }
        58..80 => {
            let mut busy = NodeId::all(nodes).filter(|node| hand.unsaved(*node) > 0);
            let place = dice.below(busy.clone().count());
            if let Some(node) = busy.nth(place) {
                hand.save(node);
            }
        }
        80..92 if hand.timers[node.index()].contains(&timer) => hand.fire(node, timer),
        92..97 if hand.is_up(node) => {
            let client = 1 + dice.below(3) as u8;
            let number = (1 + turn / 25 + dice.below(3)) as u64;
            hand.ask(client, number, node, Command::Append("x".into(), "+".into()));
        }
        97 if dice.below(2) == 0 => hand.crash(node),
        98..100 if !hand.is_up(node) => hand.restart(node),
        _ => {}
    }
    let excess = hand.flights.len().saturating_sub(FLIGHTS_MAX);
    hand.flights.drain(..excess);
}

/// A message is no further than its sender's disk.
fn is_backed(flight: &Flight, disk: &Persistent) -> bool {
    let term = flight.message.term();
    if disk.term != term {
        return disk.term > term;
    }
    match &flight.message {
        // Not its log: a candidate that gave way may have deleted entries in the same term, while
        // what it asked before is still under way. Nobody counts those votes any more.
        Message::RequestVote { .. } => disk.vote == Some(flight.from),
        Message::RequestVoteReply { vote: Vote::Granted, .. } => disk.vote == Some(flight.to),
        Message::AppendEntries { previous_index, entries, .. } => {
            disk.log.last_index().0 >= previous_index.0 + entries.len() as u64
        }
        Message::AppendEntriesReply { result: Appended::Matched(index), .. } => {
            disk.log.last_index() >= *index
        }
        Message::InstallSnapshotReply { index, result: Installed::Whole, .. } => {
            disk.log.last_index() >= *index
                || disk.snapshot.as_ref().is_some_and(|snapshot| snapshot.base.index >= *index)
        }
        // What is in a snapshot was committed, whatever the sender's own disk has of it.
        Message::InstallSnapshot { .. }
        | Message::InstallSnapshotReply { .. }
        | Message::RequestVoteReply { vote: Vote::Refused, .. }
        | Message::AppendEntriesReply { result: Appended::Stale, .. }
        | Message::AppendEntriesReply { result: Appended::Conflict { .. }, .. }
        | Message::TimeoutNow { .. } => true,
    }
}

/// What is wrong with a server as it is, seen with everybody's disk.
fn wrong_server(hand: &Hand, id: NodeId) -> Option<&'static str> {
    let memory = hand.memory(id);
    let (state, log) = (&memory.state, &memory.state.log);
    if memory.applied != memory.commit || memory.commit > log.last_index() {
        return Some("it has not applied what is committed");
    }
    if log.last_term() > state.term {
        return Some("an entry of its log is of a later term than its own");
    }
    if hand.disks[id.index()].term > state.term {
        return Some("its disk is ahead of it");
    }
    let holds = |disk: &&Persistent| log.agreement(&disk.log) >= memory.commit;
    if hand.disks.iter().filter(holds).count() * 2 <= hand.disks.len() {
        return Some("what it takes for committed is not on the disks of a majority");
    }
    let is_latest = hand.disks.iter().all(|disk| disk.term <= state.term);
    let believes = |matched: &LogIndex, disk: &Persistent| log.agreement(&disk.log) >= *matched;
    match &memory.role {
        Role::Follower { .. } | Role::PreCandidate { .. } => None,
        Role::Candidate { votes } => {
            let gave = |voter: &NodeId| {
                let disk = &hand.disks[voter.index()];
                disk.term > state.term || (disk.term == state.term && disk.vote == Some(id))
            };
            (!votes.iter().all(gave)).then_some("it counts a vote that is on no disk")
        }
        // While nobody knows of a later term, nobody deletes what this leader was told of.
        Role::Leader { matched, .. } if is_latest => {
            let mut believed = matched.iter().zip(&hand.disks);
            let is_sound = believed.all(|(matched, disk)| believes(matched, disk));
            (!is_sound).then_some("it believes a server to be further than its disk is")
        }
        Role::Leader { .. } => None,
    }
}

fn wrong(hand: &Hand, nodes: u8) -> Option<String> {
    let unbacked = |flight: &&Flight| !is_backed(flight, &hand.disks[flight.from.index()]);
    if let Some(flight) = hand.flights.iter().find(unbacked) {
        return Some(format!("ahead of its sender's disk: {flight:?}"));
    }
    let mut up = NodeId::all(nodes).filter(|node| hand.is_up(*node));
    up.find_map(|node| Some(format!("{node}: {}", wrong_server(hand, node)?)))
}

/// The most that was committed in a schedule, or what was wrong first.
fn run(seed: u64, nodes: u8, off: &[Rule], steps: usize) -> Result<u64, String> {
    let mut hand = Hand::without(nodes, off);
    hand.saving = Disks::ByHand;
    let (mut dice, mut committed) = (Dice(seed), 0);
    for turn in 0..steps {
        step(&mut hand, &mut dice, nodes, turn);
        if let Some((name, how)) = hand.broken.first() {
            return Err(format!("{name}: {how:?}"));
        }
        if let Some(what) = wrong(&hand, nodes) {
            return Err(what);
        }
        let up = NodeId::all(nodes).filter(|node| hand.is_up(*node));
        committed = up.map(|node| hand.memory(node).commit.0).fold(committed, u64::max);
    }
    Ok(committed)
}

#[test]
fn what_leaves_a_server_is_on_its_disk_and_what_is_committed_on_those_of_a_majority() {
    let mut committed = 0;
    for seed in 1..=300 {
        let nodes = 3 + (seed % 5) as u8;
        match run(seed, nodes, &[], 1_500) {
            Ok(most) => committed += most,
            Err(what) => panic!("seed {seed}, {nodes} servers: {what}"),
        }
    }
    assert!(committed > 1_000, "{committed} entries: the schedules get somewhere");
}

#[test]
fn without_a_rule_of_the_disk_a_promise_is_seen_that_no_disk_backs() {
    for rule in [Rule::PersistTerm, Rule::PersistVote, Rule::PersistLog] {
        let what = run(1, 3, &[rule], 1_500).expect_err("the rule is off");
        assert!(what.contains("disk"), "{rule:?}: {what}");
    }
}
