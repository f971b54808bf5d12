//! Reads without the log: the dissertation, 6.4.

use super::Raft;
use super::Timer;
use super::message::Round;
use super::note::Note;
use super::properties::Promise;
use super::rules::Rule;
use super::state::{LogIndex, Memory};
use super::word::Word;
use machine::{
    Circumstance, ClientId, Command, Effects, Node, Outcome, Prediction, Reply, Request, Text,
};

/// How a leader answers a read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reads {
    /// As a write, with an entry of the log.
    Log,
    /// At once, from what it has applied: it may be a leader no more.
    Plain,
    /// Once a majority has answered heartbeats that it sent after it was asked (6.4).
    ReadIndex,
    /// At once while it holds a lease (6.4.1), otherwise like that.
    Lease,
}

impl Reads {
    /// What the option's number stands for.
    pub(super) fn chosen(number: u64) -> Self {
        match number {
            0 => Reads::Log,
            1 => Reads::Plain,
            2 => Reads::ReadIndex,
            _ => Reads::Lease,
        }
    }
}

/// A read that waits.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Read {
    client: ClientId,
    number: u64,
    key: Text,
    /// `readIndex`: it may see nothing older than the store with this entry.
    index: LogIndex,
    /// The round that must be answered first.
    round: Round,
}

/// What reads without a round of heartbeats must lose.
pub(super) static PREDICTIONS: [Prediction<Word>; 2] = [
    Prediction {
        properties: &[Promise::FreshReads.name()],
        when: Circumstance::Value("reads", Reads::Plain as u64),
        reason: Word::PlainReads,
    },
    Prediction {
        properties: &[Promise::FreshReads.name()],
        when: Circumstance::Clocks("reads", Reads::Lease as u64, "clock-drift"),
        reason: Word::WrongClocks,
    },
];

impl Raft {
    /// Takes a read, if reads do not go through the log. Returns whether it did.
    pub(super) fn take_read(
        &self,
        node: &mut Node<Self>,
        request: &Request,
        fx: &mut Effects<Self>,
    ) -> bool {
        let Command::Get(key) = &request.command else { return false };
        let at_once = match self.reads {
            Reads::Log => return false,
            Reads::Plain => true,
            Reads::ReadIndex => false,
            Reads::Lease => node.memory.contact.lease && !fx.is_overdue(Timer::Lease),
        };
        let (client, number) = (request.client, request.number);
        let mut read =
            Read { client, number, key: key.clone(), index: LogIndex(0), round: Round(0) };
        if self.reads != Reads::Plain {
            read.index = self.read_index(&node.memory);
        }
        let asks = !at_once && self.follows(Rule::ReadConfirm);
        if asks {
            fx.note(Note::ReadTaken(client, number, read.index));
            self.begin_round(node, fx);
            read.round = node.memory.contact.sent;
        } else if read.index > node.memory.applied {
            fx.note(Note::ReadWaits(client, number, read.index));
        }
        let reads = &mut node.memory.contact.reads;
        // Who asks again waits for the new answer only.
        reads.retain(|other| other.client != client);
        reads.push(read);
        if asks {
            self.send_to_all(node, fx);
        }
        self.serve_reads(node, fx);
        true
    }

    /// 6.4, steps 1 and 2: what is committed, once an entry of the leader's own term is; before
    /// that, it may not know all that is committed, but its first entry comes after it.
    fn read_index(&self, memory: &Memory) -> LogIndex {
        let (log, term) = (&memory.state.log, memory.state.term);
        if log.term_at(memory.commit) == Some(term) || !self.follows(Rule::ReadCurrentTerm) {
            memory.commit
        } else if log.last_term() == term {
            log.first_of_term(log.last_index())
        } else {
            log.last_index().next()
        }
    }

    /// 6.4, steps 3 to 5: answers the reads for which it has led long enough and applied enough.
    pub(super) fn serve_reads(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        if memory.contact.reads.is_empty() {
            return;
        }
        let (applied, confirmed) = (memory.applied, memory.contact.confirmed);
        let store = &memory.store;
        memory.contact.reads.retain(|read| {
            let is_ready = read.index <= applied && read.round <= confirmed;
            if is_ready {
                fx.note(Note::ReadServed(read.client, read.number, applied));
                let outcome = Outcome::Value(store.get(&read.key).cloned());
                fx.reply(read.client, read.number, Reply::Done(outcome));
            }
            !is_ready
        });
    }
}
