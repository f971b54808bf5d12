//! Acceptors: phases 1b and 2b of section 2.2.

use super::Paxos;
use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Accepted, Value};
use machine::{Ballot, Effects, Node, NodeId, SaveOrder};

impl Paxos {
    /// Phase 1b: a prepare request of a higher ballot than any that was answered is answered with
    /// the promise to accept nothing lower any more, and with the highest proposal accepted so far.
    pub(super) fn on_prepare(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        fx: &mut Effects<Self>,
    ) {
        assert!(self.accepts(node.id), "only acceptors are asked for promises");
        let known = node.disk.accepted.as_ref().map(|accepted| accepted.ballot);
        match node.disk.promised {
            Some(promised) if promised > ballot => {
                fx.note(Note::PrepareRefused(from, ballot, promised));
                self.refuse(from, ballot, promised, fx);
            }
            // The answer to the first request may be lost. What it said is still so, unless a
            // proposal of this very ballot was accepted since.
            Some(promised) if promised == ballot && known < Some(ballot) => {
                fx.note(Note::PromiseMadeAgain(from, ballot));
                let accepted = node.disk.accepted.clone();
                fx.send(from, Message::Promise { ballot, accepted });
            }
            Some(promised) if promised == ballot => {
                fx.note(Note::PrepareOutdated(from, ballot));
            }
            Some(_) | None => {
                node.disk.promised = Some(ballot);
                fx.note(Note::PromiseMade(from, ballot, known));
                let accepted = node.disk.accepted.clone();
                fx.save_around(self.save_order(), |fx| {
                    fx.send(from, Message::Promise { ballot, accepted })
                });
                self.yield_to(node, ballot, fx);
            }
        }
    }

    /// Phase 2b, P1a: a proposal is accepted unless a higher ballot was promised.
    pub(super) fn on_accept(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        ballot: Ballot,
        value: Value,
        fx: &mut Effects<Self>,
    ) {
        assert!(self.accepts(node.id), "only acceptors are asked to accept");
        let higher = node.disk.promised.filter(|promised| *promised > ballot);
        match higher {
            Some(promised) if self.follows(Rule::PromiseCheck) => {
                fx.note(Note::AcceptRefused(from, ballot, promised));
                if from == node.id {
                    self.on_refusal(node, from, ballot, promised, fx);
                } else {
                    self.refuse(from, ballot, promised, fx);
                }
                return;
            }
            Some(promised) => fx.note(Note::PromiseBroken(from, ballot, promised)),
            None => fx.note(Note::ProposalAccepted(from, ballot)),
        }
        // To accept is to promise: an acceptor that went on to promise a lower ballot would have
        // accepted a proposal that it had promised nobody to mention.
        node.disk.promised = node.disk.promised.max(Some(ballot));
        node.disk.accepted = Some(Accepted { ballot, value: value.clone() });
        let me = node.id;
        fx.save_around(self.save_order(), |fx| {
            // 2.3: whoever accepts tells every learner; and the proposer, which wants to know
            // whether it has to try again.
            for other in self.listeners(from).filter(|other| *other != me) {
                fx.send(other, Message::Accepted { ballot, value: value.clone() });
            }
        });
        if !self.follows(Rule::SaveBeforeAnswering) {
            self.hear_own_acceptance(node, Accepted { ballot, value }, fx);
        }
    }

    /// Who hears of an acceptance: the learners and the proposer.
    fn listeners(&self, proposer: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        let is_extra = !self.learns(proposer);
        self.learners().chain(is_extra.then_some(proposer))
    }

    /// 2.5: "if an acceptor ignores a prepare or accept request because it has already received a
    /// prepare request with a higher number, then it should probably inform the proposer".
    fn refuse(&self, to: NodeId, ballot: Ballot, promised: Ballot, fx: &mut Effects<Self>) {
        match self.refusals {
            super::Refusals::Sent => fx.send(to, Message::Refusal { ballot, promised }),
            super::Refusals::Silent => {}
        }
    }

    /// 2.5: an acceptor records its answer on disk before it sends it.
    pub(super) fn save_order(&self) -> SaveOrder {
        if self.follows(Rule::SaveBeforeAnswering) {
            SaveOrder::SaveFirst
        } else {
            SaveOrder::AnswerFirst
        }
    }
}
