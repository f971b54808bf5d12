//! One server, S1, by itself: what it does with one input.

use super::cluster::{raft, s};
use machine::{ClientId, Command, Effect, Effects, Node, NodeId, Protocol, Reply, Request, Span};
use protocols::raft::{
    Appended, Ask, Content, Entry, Log, LogIndex, Memory, Message, Note, Persistent, Raft, Role,
    Round, Rule, Stamp, Term, Timer, Vote,
};

/// S1.
pub(crate) struct Server {
    pub(crate) raft: Raft,
    pub(crate) node: Node<Raft>,
}

/// What it asked for.
pub(crate) struct Did {
    pub(crate) effects: Vec<Effect<Raft>>,
}

/// A log whose entries have these terms, each with a command of its own.
pub(crate) fn log(terms: &[u64]) -> Log {
    let mut log = Log::default();
    for entry in entries(terms, 1) {
        log.push(entry);
    }
    log
}

/// Entries of these terms, the first of them for this index.
pub(crate) fn entries(terms: &[u64], first: u64) -> Vec<Entry> {
    let numbered = (first..).zip(terms);
    numbered.map(|(index, term)| entry(*term, index)).collect()
}

fn entry(term: u64, index: u64) -> Entry {
    let command = Command::Put("x".into(), format!("{term}.{index}").into());
    let request = Request::new(ClientId(9), 100 * term + index, command);
    Entry { term: Term(term), content: Content::Request(request), time: Stamp::default() }
}

pub(crate) fn request_vote(term: u64, last: (u64, u64)) -> Message {
    let (last_term, last_index) = (Term(last.0), LogIndex(last.1));
    Message::RequestVote { term: Term(term), ask: Ask::Vote, last_index, last_term }
}

pub(crate) fn vote(term: u64, vote: Vote) -> Message {
    Message::RequestVoteReply { term: Term(term), ask: Ask::Vote, vote }
}

/// `AppendEntries`: the previous entry's term and index, the terms of the entries, `leaderCommit`.
pub(crate) fn append(term: u64, previous: (u64, u64), terms: &[u64], commit: u64) -> Message {
    Message::AppendEntries {
        term: Term(term),
        previous_index: LogIndex(previous.1),
        previous_term: Term(previous.0),
        entries: entries(terms, previous.1 + 1),
        commit: LogIndex(commit),
        round: Round(0),
    }
}

pub(crate) fn matched(term: u64, index: u64) -> Message {
    answer(term, Appended::Matched(LogIndex(index)))
}

pub(crate) fn conflict(term: u64, theirs: Option<u64>, first: u64) -> Message {
    let theirs = theirs.map(Term);
    answer(term, Appended::Conflict { term: theirs, first: LogIndex(first) })
}

pub(crate) fn answer(term: u64, result: Appended) -> Message {
    Message::AppendEntriesReply { term: Term(term), result, round: Round(0) }
}

impl Server {
    /// S1 of so many, just started, with this on its disk.
    pub(crate) fn new(nodes: u8, term: u64, vote: Option<u8>, terms: &[u64]) -> Self {
        Server::without(&[], nodes, term, vote, terms)
    }

    /// The same, with these rules off.
    pub(crate) fn without(
        off: &[Rule],
        nodes: u8,
        term: u64,
        vote: Option<u8>,
        terms: &[u64],
    ) -> Self {
        let raft: Raft = raft(nodes, off);
        let vote = vote.map(NodeId);
        let disk = Persistent { term: Term(term), vote, log: log(terms), snapshot: None };
        let memory = raft.boot(s(1), &disk, &mut Effects::default());
        Server { raft, node: Node { id: s(1), disk, memory } }
    }

    /// A candidate of this term that has its own vote.
    pub(crate) fn candidate(nodes: u8, term: u64, terms: &[u64]) -> Self {
        let mut server = Server::new(nodes, term, Some(1), terms);
        server.node.memory.role = Role::Candidate { votes: vec![s(1)] };
        server
    }

    /// A leader of this term that knows its followers to hold so many entries.
    pub(crate) fn leader(term: u64, terms: &[u64], held: &[u64]) -> Self {
        let mut server = Server::new(held.len() as u8, term, Some(1), terms);
        let next = LogIndex(terms.len() as u64 + 1);
        server.node.memory.role = Role::Leader {
            next: vec![next; held.len()],
            matched: held.iter().copied().map(LogIndex).collect(),
        };
        server
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.node.memory
    }

    pub(crate) fn terms(&self) -> Vec<u64> {
        self.memory().state.log.from(LogIndex(1)).map(|(_, entry)| entry.term.0).collect()
    }

    pub(crate) fn is_follower_of(&self, leader: Option<u8>) -> bool {
        self.memory().role == Role::Follower { leader: leader.map(NodeId) }
    }

    pub(crate) fn is_candidate(&self) -> bool {
        matches!(self.memory().role, Role::Candidate { .. })
    }

    pub(crate) fn is_leader(&self) -> bool {
        matches!(self.memory().role, Role::Leader { .. })
    }

    /// `nextIndex` and `matchIndex` of a follower.
    pub(crate) fn knows(&self, follower: u8) -> (u64, u64) {
        let Role::Leader { next, matched } = &self.memory().role else { panic!("S1 leads") };
        let place = s(follower).index();
        (next[place].0, matched[place].0)
    }

    pub(crate) fn receive(&mut self, from: u8, message: Message) -> Did {
        self.input(|raft, node, fx| raft.on_message(node, s(from), message, fx))
    }

    pub(crate) fn fire(&mut self, timer: Timer) -> Did {
        self.input(|raft, node, fx| raft.on_timer(node, timer, fx))
    }

    pub(crate) fn ask(&mut self, number: u64, command: Command) -> Did {
        let request = Request::new(ClientId(1), number, command);
        self.input(|raft, node, fx| raft.on_request(node, request, fx))
    }

    /// The disk now holds what the server last wrote.
    pub(crate) fn saved(&mut self) -> Did {
        let disk = self.node.disk.clone();
        self.saved_only(&disk)
    }

    /// The disk now holds this.
    pub(crate) fn saved_only(&mut self, disk: &Persistent) -> Did {
        self.input(|raft, node, fx| raft.on_saved(node, disk, fx))
    }

    fn input(&mut self, handler: impl FnOnce(&Raft, &mut Node<Raft>, &mut Effects<Raft>)) -> Did {
        let mut fx = Effects::default();
        handler(&self.raft, &mut self.node, &mut fx);
        Did { effects: fx.as_slice().to_vec() }
    }
}

impl Did {
    /// What was sent, in order.
    pub(crate) fn sent(&self) -> Vec<(u8, Message)> {
        let sent = self.effects.iter().filter_map(|effect| match effect {
            Effect::Send { to, message } => Some((to.0, message.clone())),
            _ => None,
        });
        sent.collect()
    }

    /// The one message that was sent.
    pub(crate) fn only(&self) -> Message {
        let [(_, message)] = &self.sent()[..] else { panic!("one message: {:?}", self.effects) };
        message.clone()
    }

    pub(crate) fn notes(&self) -> Vec<Note> {
        let notes = self.effects.iter().filter_map(|effect| match effect {
            Effect::Note(note) => Some(*note),
            _ => None,
        });
        notes.collect()
    }

    pub(crate) fn replies(&self) -> Vec<(u64, Reply)> {
        let replies = self.effects.iter().filter_map(|effect| match effect {
            Effect::Reply { number, reply, .. } => Some((*number, reply.clone())),
            _ => None,
        });
        replies.collect()
    }

    pub(crate) fn saves(&self) -> bool {
        self.effects.contains(&Effect::Save)
    }

    /// Whether everything that leaves the server waits for the save.
    pub(crate) fn saves_first(&self) -> bool {
        let leaves = |effect: &&Effect<Raft>| {
            matches!(effect, Effect::Send { .. } | Effect::Reply { .. } | Effect::Save)
        };
        self.effects.iter().find(leaves) == Some(&Effect::Save)
    }

    /// Whether the election timer was started anew, and over which range.
    pub(crate) fn restarts(&self, timer: Timer) -> Option<Span> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::SetTimer { timer: set, after } if *set == timer => Some(*after),
            _ => None,
        })
    }

    pub(crate) fn cancels(&self, timer: Timer) -> bool {
        self.effects.contains(&Effect::CancelTimer(timer))
    }
}
