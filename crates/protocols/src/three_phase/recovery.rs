//! Recovery: who has failed asks the others what was decided (BHG 7.5, also on total failure).
//!
//! It takes no part in termination, since the others may have decided without it. Only if everybody
//! has failed, nobody decides any more, and all of them are back, their logs say what to do.

use super::coordinator::decided;
use super::message::{Message, Phase, Standing};
use super::note::Note;
use super::participant::Answered;
use super::state::Doubt;
use super::{ThreePhase, Timer};
use crate::commit::COORDINATOR;
use crate::commit::Decision;
use machine::{Effects, Node, NodeId, TxnId};
use std::sync::Arc;

impl ThreePhase {
    /// Asks about everything that this server has not decided.
    pub(super) fn ask_around(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let led = node.memory.led.as_ref().map(|led| led.txn);
        let mut asks = false;
        let in_doubt = node.disk.in_doubt().iter().map(|(txn, p)| (*txn, &p.transfer));
        let open = node.disk.open().iter().map(|(txn, started)| (*txn, &started.transfer));
        for (txn, transfer) in in_doubt.chain(open).filter(|(txn, _)| Some(*txn) != led) {
            asks = true;
            fx.note(Note::Asked(txn));
            let all = core::iter::once(COORDINATOR).chain(transfer.participants());
            for to in all.filter(|to| *to != node.id) {
                fx.send(to, Message::Inquire { txn });
            }
        }
        if let Some(Doubt::Recovering(answers)) = &mut node.memory.doubt {
            answers.clear();
            node.memory.waited += 1;
        }
        if asks {
            fx.set_timer(Timer::Decision, self.decision_timeout);
        } else {
            fx.note(Note::TimerIdle);
        }
    }

    /// A recovering server asks.
    pub(super) fn on_inquire(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        if self.answer_decided(node, from, txn, fx) == Answered::Yes {
            return;
        }
        let leads = node.memory.led.as_ref().is_some_and(|led| led.txn == txn);
        let phase = node.disk.in_doubt().get(&txn).map_or(Phase::Uncertain, |p| p.stage);
        let standing = match &node.memory.doubt {
            Some(Doubt::Operational(_)) => Standing::Operational,
            Some(Doubt::Recovering(_)) | None if !leads => Standing::Recovering(phase),
            Some(Doubt::Recovering(_)) | None => Standing::Operational,
        };
        fx.note(Note::NotDecidedTold(txn, from));
        fx.send(from, Message::NotDecided { txn, standing });
    }

    /// A server has not decided either.
    pub(super) fn on_not_decided(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        (txn, standing): (TxnId, Standing),
        fx: &mut Effects<Self>,
    ) {
        let own = node.disk.in_doubt().get(&txn);
        let own = own.map(|prepared| (Arc::clone(&prepared.transfer), prepared.stage));
        let (Some(Doubt::Recovering(answers)), Some((transfer, phase))) =
            (&mut node.memory.doubt, own)
        else {
            fx.note(Note::StillOpen(txn, from));
            return;
        };
        answers.retain(|(node, _)| *node != from);
        answers.push((from, standing));
        answers.sort_unstable_by_key(|(node, _)| *node);
        let me = node.id;
        let phase_of = |node: NodeId| match answers.iter().find(|(other, _)| *other == node) {
            _ if node == me => Some(phase),
            Some((_, Standing::Recovering(phase))) => Some(*phase),
            Some((_, Standing::Operational)) | None => None,
        };
        let all = core::iter::once(COORDINATOR).chain(transfer.participants());
        let Some(phases) = all.map(phase_of).collect::<Option<Vec<Phase>>>() else {
            fx.note(Note::StillOpen(txn, from));
            return;
        };
        // Everybody has failed and is back, and nobody has decided: the logs cannot change any
        // more but by this rule, and whoever follows it finds the same.
        let decision =
            if phases.contains(&Phase::PreCommitted) { Decision::Commit } else { Decision::Abort };
        fx.note(Note::TotalFailure(txn));
        self.decide(node, txn, decision, fx);
        for to in core::iter::once(COORDINATOR).chain(transfer.participants()) {
            if to != me {
                fx.send(to, decided(txn, decision));
            }
        }
    }
}
