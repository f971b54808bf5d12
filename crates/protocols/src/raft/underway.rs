//! What a server is in the middle of, for a person to see beside it.

use super::Raft;
use super::state::Role;
use super::word::Word;
use machine::{Node, Underway};

/// A leader's lease, the reads that wait for a round, and who is to lead after it.
pub(super) fn underway(node: &Node<Raft>) -> Vec<Underway<Word>> {
    let Role::Leader { .. } = node.memory.role else { return Vec::new() };
    let contact = &node.memory.contact;
    let mut all = Vec::new();
    if contact.transfer.is_some() {
        let until = Some(Word::TransferTimer);
        all.push(Underway { with: contact.transfer, until, ..Underway::new(Word::Transfer) });
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
