//! Clients: a client asks for a value and is told the one that is chosen, whosever it is.

use super::Paxos;
use super::note::Note;
use super::state::{Phase, Waiting};
use machine::{Effects, Node, NodeId, Outcome, Reply, Request, digest_of};

impl Paxos {
    /// A client asks. Whoever knows what is chosen says so; a proposer begins a ballot, which is
    /// also how it finds out whether something is chosen (2.3); anybody else names a proposer.
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        let Request { client, number, command, .. } = request;
        if let Some(chosen) = &node.memory.chosen {
            fx.note(Note::RequestAnswered(client, number, chosen.ballot));
            let outcome = Outcome::Chosen(chosen.value.clone());
            fx.reply(client, number, Reply::Done(outcome));
            return;
        }
        if !self.may_propose(node) {
            let to = self.who_proposes(node);
            fx.note(Note::RequestRedirected(client, to));
            fx.reply(client, number, Reply::Redirect(to));
            return;
        }
        match node.memory.waiting.get(&client) {
            // The request was copied or sent again, or an older one comes late.
            Some(known) if known.number >= number => {
                fx.note(Note::RequestKnown(client, number));
                return;
            }
            Some(_) | None => {}
        }
        fx.note(Note::RequestTaken(client, number, digest_of(&command)));
        node.memory.waiting.insert(client, Waiting { number, command });
        match node.memory.phase {
            Phase::Idle => self.start_ballot(node, fx),
            Phase::Preparing { .. } | Phase::Proposing { .. } | Phase::BackingOff => {}
        }
    }

    /// Whom to send a client to.
    fn who_proposes(&self, node: &Node<Self>) -> Option<NodeId> {
        node.memory.trusted.or_else(|| self.proposers().next())
    }
}
