//! Our Raft, three nodes in one process: every effect is carried out at once.

use machine::{
    ClientId, Command, Effect, Effects, Node, NodeId, Options, Protocol, Reply, Request,
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
    done: u64,
}

impl Local {
    fn new() -> Self {
        let raft = Raft::new(3, &Options::defaults(Raft::info().options));
        let mut fx = Effects::default();
        let boot = |id| {
            let disk = <Raft as Protocol>::Disk::default();
            let memory = raft.boot(id, &disk, &mut fx);
            Node { id, disk, memory }
        };
        let nodes = NodeId::all(3).map(boot).collect();
        // Nobody's timer runs here.
        fx.drain().for_each(drop);
        Local { raft, nodes, fx, mail: VecDeque::new(), done: 0 }
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

    fn fire_election(&mut self, id: NodeId) {
        let election = Raft::info().timers.iter().find(|(_, name, _)| *name == "election");
        let (timer, ..) = *election.expect("Raft has an election timer");
        self.raft.on_timer(&mut self.nodes[id.index()], timer, &mut self.fx);
        self.carry_out(id);
        self.settle();
    }

    fn propose(&mut self, id: NodeId, number: u64) {
        let command = Command::Put("x".into(), "1".into());
        let request = Request::new(ClientId(1), number, command);
        self.raft.on_request(&mut self.nodes[id.index()], request, &mut self.fx);
        self.carry_out(id);
        self.settle();
    }
}

/// Elects a leader and makes `proposals` proposals, one after the other, each answered once a
/// majority has it and the leader has applied it. Returns how many were answered.
#[must_use]
pub fn commit(proposals: u64) -> u64 {
    let mut cluster = Local::new();
    cluster.fire_election(NodeId(1));
    for number in 1..=proposals {
        cluster.propose(NodeId(1), number);
    }
    cluster.done
}
