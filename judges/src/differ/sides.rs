//! Two clusters, one of each core, each with its own messages and the same surroundings.

use super::facts::Facts;
use super::ours::{Ours, Output};
use super::theirs::Theirs;
use super::{Setting, theirs};
use machine::NodeId;
use protocols::raft::{Message, Timer};
use raft::eraftpb::{Message as TheirMessage, MessageType};
use raft::{CAMPAIGN_TRANSFER, StateRole};

/// The links that are cut, each way by itself.
pub type Cut = [(NodeId, NodeId)];

/// One of the two clusters.
pub trait Side {
    /// The election timer of a server goes off.
    fn campaign(&mut self, node: NodeId);
    /// A server has heard no leader for the shortest election timeout.
    fn listen(&mut self, node: NodeId);
    /// A client asks a server for the command of this number.
    fn propose(&mut self, node: NodeId, number: u64);
    /// A server shows every other that it lives, if it leads.
    fn beat(&mut self, node: NodeId);
    /// A leader begins to wait for a majority to answer.
    fn await_quorum(&mut self, node: NodeId);
    /// It has waited for an election timeout.
    fn check_quorum(&mut self, node: NodeId);
    /// A server is ordered to hand over.
    fn transfer(&mut self, node: NodeId, to: NodeId);
    /// An election timeout has passed since.
    fn give_up_transfer(&mut self, node: NodeId);
    /// A server crashes and starts again.
    fn restart(&mut self, node: NodeId);
    /// All messages under way arrive, but for those on these links. Returns whether there were any.
    fn deliver(&mut self, cut: &Cut) -> bool;
    /// What there is to compare.
    fn facts(&self, node: NodeId) -> Facts;
}

/// A cluster of ours.
pub struct OurSide {
    servers: Vec<Ours>,
    mail: Vec<(NodeId, NodeId, Message)>,
    /// Which leaders wait anew for a majority to answer, since they were asked to.
    awaiting: Vec<bool>,
}

impl OurSide {
    /// A cluster that starts.
    #[must_use]
    pub fn new(setting: &Setting) -> Self {
        let nodes = NodeId::all(setting.options.nodes);
        OurSide {
            awaiting: nodes.clone().map(|_| false).collect(),
            servers: nodes
                .map(|node| Ours::new(setting.raft.clone(), setting.options, node))
                .collect(),
            mail: Vec::new(),
        }
    }

    /// One of its servers.
    #[must_use]
    pub fn server(&self, node: NodeId) -> &Ours {
        &self.servers[node.index()]
    }

    fn send(&mut self, from: NodeId, output: Output) {
        self.awaiting[from.index()] |= output.quorum_awaited;
        self.mail.extend(output.sent.into_iter().map(|(to, message)| (from, to, message)));
    }

    fn fire(&mut self, node: NodeId, timer: Timer) {
        let server = &mut self.servers[node.index()];
        if server.awaits(timer) {
            let output = server.fire(timer);
            self.send(node, output);
        }
    }
}

impl Side for OurSide {
    fn campaign(&mut self, node: NodeId) {
        self.fire(node, Timer::Election);
    }

    fn listen(&mut self, node: NodeId) {
        self.fire(node, Timer::Contact);
    }

    fn propose(&mut self, node: NodeId, number: u64) {
        let output = self.servers[node.index()].propose(number);
        self.send(node, output);
    }

    fn beat(&mut self, node: NodeId) {
        self.fire(node, Timer::Heartbeat);
    }

    fn await_quorum(&mut self, node: NodeId) {
        self.awaiting[node.index()] = false;
    }

    fn check_quorum(&mut self, node: NodeId) {
        // Whoever began to wait anew has longer to wait.
        if !self.awaiting[node.index()] {
            self.fire(node, Timer::Quorum);
        }
    }

    fn transfer(&mut self, node: NodeId, to: NodeId) {
        let output = self.servers[node.index()].order("transfer", &[to]);
        self.send(node, output);
    }

    fn give_up_transfer(&mut self, node: NodeId) {
        self.fire(node, Timer::Transfer);
    }

    fn restart(&mut self, node: NodeId) {
        self.servers[node.index()].restart();
    }

    fn deliver(&mut self, cut: &Cut) -> bool {
        let mut mail = std::mem::take(&mut self.mail);
        mail.sort_by_key(|(from, to, _)| (*from, *to));
        let any = !mail.is_empty();
        for (from, to, message) in mail {
            if !cut.contains(&(from, to)) {
                let output = self.servers[to.index()].hear(from, message);
                self.send(to, output);
            }
        }
        any
    }

    fn facts(&self, node: NodeId) -> Facts {
        Facts::of(&self.servers[node.index()])
    }
}

/// A cluster of theirs. Where the crate differs for a reason that `Explained` names, this is the
/// adapter: it says and ignores what figure 2 and the dissertation have a server say and ignore.
pub struct TheirSide {
    options: theirs::Options,
    servers: Vec<Theirs>,
    mail: Vec<TheirMessage>,
    /// Who has heard a leader within the shortest election timeout.
    heard: Vec<bool>,
    /// How often the adapter answered a stale call, and ignored a candidate, in the crate's place.
    pub adapted: [u64; 2],
}

impl TheirSide {
    /// A cluster that starts.
    #[must_use]
    pub fn new(setting: &Setting) -> Self {
        let options = setting.options;
        let nodes = NodeId::all(options.nodes);
        TheirSide {
            options,
            heard: nodes.clone().map(|_| false).collect(),
            servers: nodes.map(|node| Theirs::new(options, node)).collect(),
            mail: Vec::new(),
            adapted: [0; 2],
        }
    }

    fn send(&mut self, sent: Vec<TheirMessage>) {
        // Ours sends clients and orders to the leader instead of passing them on.
        let passed_on = [MessageType::MsgPropose, MessageType::MsgTransferLeader];
        self.mail.extend(sent.into_iter().filter(|it| !passed_on.contains(&it.get_msg_type())));
    }

    /// Figure 2, rule 1 of both receivers: what a stale call is answered with.
    fn answer_to_stale(&self, to: &Theirs, message: &TheirMessage) -> Option<TheirMessage> {
        let answers = self.options.pre_vote || self.options.check_quorum;
        let kind = match message.get_msg_type() {
            MessageType::MsgRequestVote => MessageType::MsgRequestVoteResponse,
            MessageType::MsgAppend | MessageType::MsgHeartbeat if !answers => {
                MessageType::MsgAppendResponse
            }
            _ => return None,
        };
        let mut answer = TheirMessage::default();
        answer.set_msg_type(kind);
        answer.from = message.to;
        answer.to = message.from;
        answer.term = to.raw.raft.term;
        answer.reject = kind == MessageType::MsgRequestVoteResponse;
        (message.term < answer.term).then_some(answer)
    }

    /// Dissertation, 4.2.3 and 9.6: whether the server ignores a candidate.
    fn ignores(&self, to: &Theirs, heard: bool, message: &TheirMessage) -> bool {
        let asked_for = match message.get_msg_type() {
            MessageType::MsgRequestPreVote => true,
            MessageType::MsgRequestVote => {
                self.options.check_quorum && message.context != CAMPAIGN_TRANSFER
            }
            _ => false,
        };
        let raft = &to.raw.raft;
        let leads = raft.state == StateRole::Leader;
        asked_for && (leads || heard && raft.leader_id != message.from)
    }

    fn arrive(&mut self, message: TheirMessage) {
        let place = message.to as usize - 1;
        let server = &self.servers[place];
        if self.ignores(server, self.heard[place], &message) {
            self.adapted[1] += 1;
            return;
        }
        if let Some(answer) = self.answer_to_stale(server, &message) {
            self.adapted[0] += 1;
            self.mail.push(answer);
        }
        let leader_calls =
            matches!(message.get_msg_type(), MessageType::MsgAppend | MessageType::MsgHeartbeat);
        self.heard[place] |= leader_calls
            && message.term >= server.raw.raft.term
            && (self.options.pre_vote || self.options.check_quorum);
        let server = &mut self.servers[place];
        server.set_clock(false);
        let sent = server.hear(message);
        self.heard[place] &= server.raw.raft.state != StateRole::Leader;
        self.send(sent);
    }
}

impl Side for TheirSide {
    fn campaign(&mut self, node: NodeId) {
        let sent = self.servers[node.index()].campaign();
        self.send(sent);
    }

    fn listen(&mut self, node: NodeId) {
        self.heard[node.index()] = false;
    }

    fn propose(&mut self, node: NodeId, number: u64) {
        let sent = self.servers[node.index()].propose(number);
        self.send(sent);
    }

    fn beat(&mut self, node: NodeId) {
        let sent = self.servers[node.index()].beat();
        self.send(sent);
    }

    fn await_quorum(&mut self, node: NodeId) {
        self.servers[node.index()].await_quorum();
    }

    fn check_quorum(&mut self, node: NodeId) {
        if self.options.check_quorum {
            let sent = self.servers[node.index()].check_quorum();
            self.send(sent);
        }
    }

    fn transfer(&mut self, node: NodeId, to: NodeId) {
        let sent = self.servers[node.index()].transfer(to);
        self.send(sent);
    }

    fn give_up_transfer(&mut self, node: NodeId) {
        self.servers[node.index()].give_up_transfer();
    }

    fn restart(&mut self, node: NodeId) {
        self.servers[node.index()].restart(0);
        self.heard[node.index()] = false;
    }

    fn deliver(&mut self, cut: &Cut) -> bool {
        let mut mail = std::mem::take(&mut self.mail);
        mail.sort_by_key(|message| (message.from, message.to));
        let any = !mail.is_empty();
        for message in mail {
            let link = (NodeId(message.from as u8), NodeId(message.to as u8));
            if !cut.contains(&link) {
                self.arrive(message);
            }
        }
        any
    }

    fn facts(&self, node: NodeId) -> Facts {
        self.servers[node.index()].facts()
    }
}
