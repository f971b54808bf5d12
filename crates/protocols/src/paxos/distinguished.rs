//! The distinguished proposer (2.4): the only one that tries to issue proposals, so that proposals
//! get through.
//!
//! The paper leaves its election to timeouts. Here the first proposer of those that are heard from
//! is distinguished; it shows the others that it lives. Two may take themselves for distinguished
//! at a time: that costs progress, never safety.

use super::message::Message;
use super::note::Note;
use super::{Distinction, Paxos, Timer};
use machine::{Effects, Node, NodeId, Reply};

impl Paxos {
    /// Whether the server may begin ballots now.
    pub(super) fn may_propose(&self, node: &Node<Self>) -> bool {
        let is_trusted = match self.distinction {
            Distinction::None => true,
            Distinction::One => node.memory.trusted == Some(node.id),
        };
        is_trusted && self.proposes(node.id)
    }

    /// A server starts. Before the first proposer there is nobody to wait for.
    pub(super) fn begin_trusting(&self, me: NodeId, fx: &mut Effects<Self>) -> Option<NodeId> {
        match self.distinction {
            Distinction::One if self.proposes(me) => {
                if self.proposers().next() == Some(me) {
                    self.show_life(me, fx);
                    return Some(me);
                }
                fx.set_timer(Timer::Suspicion, self.suspicion);
                None
            }
            Distinction::One | Distinction::None => None,
        }
    }

    /// Nobody before it was heard from for too long.
    pub(super) fn suspect(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        node.memory.trusted = Some(node.id);
        fx.note(Note::Distinguished);
        self.show_life(node.id, fx);
    }

    /// The distinguished proposer shows that it lives.
    pub(super) fn beat(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        if node.memory.trusted == Some(node.id) {
            fx.note(Note::AliveSent);
            self.show_life(node.id, fx);
        } else {
            fx.note(Note::TimerIdle);
        }
    }

    fn show_life(&self, me: NodeId, fx: &mut Effects<Self>) {
        fx.set_timer(Timer::Heartbeat, self.heartbeat);
        for other in NodeId::all(self.nodes).filter(|other| *other != me) {
            fx.send(other, Message::Alive);
        }
    }

    /// A proposer takes itself for distinguished.
    pub(super) fn on_alive(&self, node: &mut Node<Self>, from: NodeId, fx: &mut Effects<Self>) {
        let me = node.id;
        if !self.proposes(me) {
            let is_new = node.memory.trusted != Some(from);
            node.memory.trusted = Some(from);
            fx.note(if is_new { Note::Trusted(from) } else { Note::AliveHeard(from) });
            return;
        }
        match node.memory.trusted {
            Some(trusted) if trusted < from => {
                fx.note(Note::AliveIgnored(from, trusted));
                return;
            }
            Some(trusted) if trusted == from => fx.note(Note::AliveHeard(from)),
            Some(trusted) if trusted == me => {
                self.stand_down(node, from, fx);
                fx.note(Note::StoodDown(from));
            }
            // Only a server after this one could still be unheard of; it must wait for its turn.
            None if from > me => {
                fx.note(Note::AliveIgnored(from, me));
                return;
            }
            Some(_) | None => fx.note(Note::Trusted(from)),
        }
        node.memory.trusted = Some(from);
        fx.set_timer(Timer::Suspicion, self.suspicion);
    }

    /// Another proposer goes before it: it leaves its ballot and sends its clients there.
    fn stand_down(&self, node: &mut Node<Self>, to: NodeId, fx: &mut Effects<Self>) {
        fx.cancel_timer(Timer::Heartbeat);
        let waiting = core::mem::take(&mut node.memory.waiting);
        for (client, waiting) in waiting.iter() {
            fx.reply(*client, waiting.number, Reply::Redirect(Some(to)));
        }
        self.rest(node, fx);
    }
}
