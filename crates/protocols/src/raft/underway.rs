//! What a server is in the middle of, for a person to see beside it.

use super::Raft;
use super::state::Role;
use super::word::Word;
use machine::{Node, Record, Underway};

/// A leader's lease, the reads that wait for a round, who is to lead after it, and the snapshots
/// that it sends, the servers that it lets catch up; what has come of a snapshot to a follower.
pub(super) fn underway(node: &Node<Raft>) -> Vec<Underway<Word>> {
    let memory = &node.memory;
    let mut all = Vec::new();
    if let Some(receiving) = &memory.receiving {
        all.push(Underway { count: Some(receiving.bytes()), ..Underway::new(Word::Receiving) });
    }
    let Role::Leader { .. } = memory.role else { return all };
    let contact = &memory.contact;
    if contact.transfer.is_some() {
        let until = Some(Word::TransferTimer);
        all.push(Underway { with: contact.transfer, until, ..Underway::new(Word::Transfer) });
    }
    for (to, sending) in &memory.sending {
        let whole = sending.snapshot.store.records().map(|record: Record| record.size()).sum();
        let (count, of) = (Some(sending.offset), Some(whole));
        all.push(Underway { with: Some(*to), count, of, ..Underway::new(Word::Sends) });
    }
    if let Some(catch_up) = &memory.catch_up {
        for server in catch_up.servers.iter() {
            let until = Some(Word::CatchUpTimer);
            all.push(Underway { with: Some(server), until, ..Underway::new(Word::CatchingUp) });
        }
    }
    if contact.lease {
        all.push(Underway { until: Some(Word::LeaseTimer), ..Underway::new(Word::LeaseTimer) });
    }
    if !contact.reads.is_empty() {
        let count = Some(contact.reads.len() as u64);
        all.push(Underway { count, ..Underway::new(Word::Reads) });
    }
    all
}
