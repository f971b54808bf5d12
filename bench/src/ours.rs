//! Our Raft, three nodes in one process: every effect is carried out at once.

use machine::{
    ClientId, Command, Effect, Effects, Node, NodeId, Options, Protocol, Reply, Request, Session,
};
use protocols::raft::Raft;
use std::collections::VecDeque;

/// Three nodes whose messages and saves take no time.
struct Local {
    raft: Raft,
    nodes: Vec<Node<Raft>>,
    fx: Effects<Raft>,
    /// Messages on their way: from, to.
    mail: VecDeque<(NodeId, NodeId, <Raft as Protocol>::Message)>,
    /// The client's session, where it must have one.
    session: Session,
    done: u64,
}

/// Every mechanism that costs something, at the values of a real system.
const ALL_ON: [(&str, u64); 7] = [
    ("pre-vote", 1),
    ("check-quorum", 1),
    ("reads", 3),
    ("parallel-writes", 1),
    ("snapshot-every", 1_000),
    ("session-expiry", 60_000),
    ("sessions", 1_000),
];

impl Local {
    fn new(set: &[(&str, u64)]) -> Self {
        let known = Raft::info().options;
        let mut options = Options::defaults(known);
        for (name, value) in set {
            let place = known.iter().position(|option| option.name == *name);
            options.set(place.expect("Raft has this option"), *value);
        }
        let raft = Raft::new(3, &options);
        let mut fx = Effects::default();
        let boot = |id| {
            let disk = <Raft as Protocol>::Disk::default();
            let memory = raft.boot(id, &disk, &mut fx);
            Node { id, disk, memory }
        };
        let nodes = NodeId::all(3).map(boot).collect();
        // Nobody's timer runs here.
        fx.drain().for_each(drop);
        let (mail, session) = (VecDeque::new(), Session::default());
        Local { raft, nodes, fx, mail, session, done: 0 }
    }

    fn carry_out(&mut self, id: NodeId) {
        let mut saves = 0;
        for effect in self.fx.drain() {
            match effect {
                Effect::Send { to, message } | Effect::SendAtOnce { to, message } => {
                    self.mail.push_back((id, to, message))
                }
                Effect::Save => saves += 1,
                Effect::Reply { reply: Reply::Done(_), .. } => self.done += 1,
                Effect::Reply { reply: Reply::Registered(session), .. } => self.session = session,
                Effect::Reply { reply: Reply::Redirect(_), .. }
                | Effect::SetTimer { .. }
                | Effect::CancelTimer(_)
                | Effect::Note(_) => {}
            }
        }
        for _ in 0..saves {
            let node = &mut self.nodes[id.index()];
            let saved = node.disk.clone();
            self.raft.on_saved(node, &saved, &mut self.fx);
            self.carry_out(id);
        }
    }

    fn settle(&mut self) {
        while let Some((from, to, message)) = self.mail.pop_front() {
            self.raft.on_message(&mut self.nodes[to.index()], from, message, &mut self.fx);
            self.carry_out(to);
        }
    }

    fn fire(&mut self, id: NodeId, name: &str) {
        let known = Raft::info().timers.iter().find(|(_, known, _)| *known == name);
        let (timer, ..) = *known.expect("Raft has this timer");
        self.raft.on_timer(&mut self.nodes[id.index()], timer, &mut self.fx);
        self.carry_out(id);
        self.settle();
    }

    fn propose(&mut self, id: NodeId, number: u64) {
        let command = Command::Put("x".into(), "1".into());
        let request =
            Request { session: self.session, ..Request::new(ClientId(1), number, command) };
        self.raft.on_request(&mut self.nodes[id.index()], request, &mut self.fx);
        self.carry_out(id);
        self.settle();
    }
}

/// Elects a leader and makes `proposals` proposals, one after the other, each answered once a
/// majority has it and the leader has applied it. Returns how many were answered.
#[must_use]
pub fn commit(proposals: u64) -> u64 {
    commit_with(&[], proposals)
}

/// The same with pre-vote, check-quorum, leases, parallel writes, snapshots and sessions.
#[must_use]
pub fn commit_all_on(proposals: u64) -> u64 {
    commit_with(&ALL_ON, proposals)
}

fn commit_with(set: &[(&str, u64)], proposals: u64) -> u64 {
    let mut cluster = Local::new(set);
    // Where leases are in use, a server that has just started may have promised not to vote.
    for id in NodeId::all(3) {
        cluster.fire(id, "contact");
    }
    cluster.fire(NodeId(1), "election");
    // A client without a session is given one, and asks again with it.
    if set.iter().any(|(name, _)| *name == "sessions") {
        cluster.propose(NodeId(1), 1);
    }
    for number in 1..=proposals {
        cluster.propose(NodeId(1), number);
    }
    cluster.done
}
