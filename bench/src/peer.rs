//! The crate `raft`, three nodes in one process, doing the same proposals.

use raft::eraftpb::{ConfState, Message};
use raft::storage::MemStorage;
use raft::{Config, RawNode};
use std::collections::VecDeque;

type Peer = RawNode<MemStorage>;

fn peer(id: u64) -> Peer {
    let storage = MemStorage::new_with_conf_state(ConfState::from((vec![1, 2, 3], vec![])));
    let config = Config {
        id,
        election_tick: 10,
        heartbeat_tick: 3,
        pre_vote: true,
        check_quorum: true,
        ..Config::default()
    };
    let logger = slog::Logger::root(slog::Discard, slog::o!());
    RawNode::new(&config, storage, &logger).expect("the configuration is valid")
}

/// Saves, sends and applies whatever the node has ready. Returns how many commands it applied.
fn carry_out(node: &mut Peer, mail: &mut VecDeque<Message>) -> u64 {
    let mut applied = 0;
    while node.has_ready() {
        let store = node.raft.raft_log.store.clone();
        let mut ready = node.ready();
        mail.extend(ready.take_messages());
        let mut committed = ready.take_committed_entries();
        if !ready.entries().is_empty() {
            store.wl().append(ready.entries()).expect("memory takes every entry");
        }
        if let Some(state) = ready.hs() {
            store.wl().set_hardstate(state.clone());
        }
        mail.extend(ready.take_persisted_messages());
        let mut light = node.advance(ready);
        mail.extend(light.take_messages());
        committed.extend(light.take_committed_entries());
        applied += committed.iter().filter(|entry| !entry.data.is_empty()).count() as u64;
        node.advance_apply();
    }
    applied
}

/// Lets every message arrive. Returns how many commands node 1 applied.
fn settle(nodes: &mut [Peer], mail: &mut VecDeque<Message>) -> u64 {
    let mut applied = 0;
    for (place, node) in nodes.iter_mut().enumerate() {
        let done = carry_out(node, mail);
        applied += if place == 0 { done } else { 0 };
    }
    while let Some(message) = mail.pop_front() {
        let place = message.to as usize - 1;
        // A message that a node refuses is one it does not need.
        let _refused = nodes[place].step(message);
        let done = carry_out(&mut nodes[place], mail);
        applied += if place == 0 { done } else { 0 };
    }
    applied
}

/// Elects a leader and makes `proposals` proposals, one after the other, each applied by the leader
/// before the next. Returns how many it applied.
///
/// # Panics
/// If a proposal is refused.
#[must_use]
pub fn commit(proposals: u64) -> u64 {
    let mut nodes: Vec<Peer> = (1..=3).map(peer).collect();
    let mut mail = VecDeque::new();
    nodes[0].campaign().expect("nobody leads yet");
    let mut applied = settle(&mut nodes, &mut mail);
    for number in 1..=proposals {
        nodes[0].propose(Vec::new(), number.to_le_bytes().to_vec()).expect("node 1 leads");
        applied += settle(&mut nodes, &mut mail);
    }
    applied
}
