//! The coordinator: three phases, one transaction after the other (BHG 7.5; Skeen 1981, section 5).

use super::log::Record;
use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Led, Stage};
use super::{ThreePhase, Timer};
use crate::commit::{COORDINATOR, Decision, Work, answer, insert, take};
use machine::{Effects, Node, NodeId, Request, Transfer, TxnId};
use std::sync::Arc;

impl ThreePhase {
    /// A client asks for a transfer, or for what an account holds.
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        if take(self, node, &request, fx).is_none() {
            return;
        }
        let (client, number) = (request.client, request.number);
        // A retry is not a new transaction: the start record remembers it, through a crash too.
        let queued = node.memory.queue.iter().find(|other| other.client == client);
        let queued = queued.map(|other| other.number);
        let started = node.disk.request(client);
        if queued.max(started.map(|(last, _)| last)) > Some(number) {
            fx.note(Note::RequestOld(client, number));
        } else if queued == Some(number) {
            fx.note(Note::RequestKnown(client, number));
        } else if let Some((_, txn)) = started.filter(|(last, _)| *last == number) {
            match node.disk.decision(txn) {
                None => fx.note(Note::RequestKnown(client, number)),
                Some(decision) => {
                    fx.note(Note::RequestAnsweredAgain(client, number));
                    fx.reply(client, number, answer(decision));
                }
            }
        } else {
            node.memory.queue.retain(|other| other.client != client);
            node.memory.queue.push(request);
            self.begin_next(node, fx);
        }
    }

    /// Phase one of the next transaction, if none is under way.
    pub(super) fn begin_next(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let memory = &mut node.memory;
        if memory.led.is_some() || memory.queue.is_empty() {
            return;
        }
        let request = memory.queue.remove(0);
        let Some(transfer) = Transfer::parse(&request.command, self.nodes) else { return };
        let transfer = Arc::new(transfer);
        memory.begun += 1;
        let txn = TxnId { epoch: memory.epoch, number: memory.begun };
        // The start record is on disk before anybody hears of the transaction: a coordinator that
        // comes back knows that it has to ask, and numbers what follows anew.
        let request = (request.client, request.number);
        let work = Work { transfer: Arc::clone(&transfer), request };
        node.disk.push(Record::Started(txn, work));
        fx.save();
        fx.note(Note::Begun(txn, request.0));
        for to in transfer.participants() {
            fx.send(to, Message::CanCommit { txn, transfer: Arc::clone(&transfer) });
        }
        memory.led = Some(Led { txn, transfer, stage: Stage::Voting(Vec::new()) });
        fx.set_timer(Timer::Coordinate, self.coordinate_timeout);
    }

    /// A participant votes yes.
    pub(super) fn count_vote(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let led = node.memory.led.as_mut().filter(|led| led.txn == txn);
        let Some(Led { transfer, stage: Stage::Voting(yes), .. }) = led else {
            fx.note(Note::VoteIgnored(txn, from));
            return;
        };
        if !transfer.concerns(from) || yes.contains(&from) {
            fx.note(Note::VoteIgnored(txn, from));
            return;
        }
        insert(yes, from);
        let all = transfer.participants().count();
        let needed = if self.follows(Rule::AllVotes) { all } else { all - 1 };
        fx.note(Note::VoteCounted(txn, from, yes.len() as u8, all as u8));
        if yes.len() < needed {
            return;
        }
        if self.follows(Rule::PreCommitPhase) {
            self.pre_commit(node, Vec::new(), fx);
        }
        if !self.follows(Rule::PreCommitPhase) || !self.follows(Rule::AwaitPreCommits) {
            self.decide_as_leader(node, Decision::Commit, fx);
        }
    }

    /// Phase two: those who do not know yet are told that all have voted yes.
    pub(super) fn pre_commit(
        &self,
        node: &mut Node<Self>,
        knowing: Vec<NodeId>,
        fx: &mut Effects<Self>,
    ) {
        let Some(led) = node.memory.led.as_mut() else { return };
        let txn = led.txn;
        fx.note(Note::PreCommitting(txn));
        for to in led.transfer.participants().filter(|to| !knowing.contains(to)) {
            fx.send(to, Message::PreCommit { txn });
        }
        led.stage = Stage::PreCommitting(knowing);
        fx.set_timer(Timer::Coordinate, self.coordinate_timeout);
    }

    /// A participant votes no.
    pub(super) fn count_refusal(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let led = node.memory.led.as_ref().filter(|led| led.txn == txn);
        if led.is_some_and(|led| matches!(led.stage, Stage::Voting(_))) {
            fx.note(Note::Refused(txn, from));
            self.decide_as_leader(node, Decision::Abort, fx);
        } else {
            fx.note(Note::VoteIgnored(txn, from));
        }
    }

    /// A participant knows that all have voted yes.
    pub(super) fn count_pre_commit(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let led = node.memory.led.as_mut().filter(|led| led.txn == txn);
        let Some(Led { transfer, stage: Stage::PreCommitting(acks), .. }) = led else {
            fx.note(Note::AckIgnored(txn, from));
            return;
        };
        if !transfer.concerns(from) || acks.contains(&from) {
            fx.note(Note::AckIgnored(txn, from));
            return;
        }
        insert(acks, from);
        let all = transfer.participants().count();
        fx.note(Note::Acknowledged(txn, from, acks.len() as u8, all as u8));
        if acks.len() == all {
            self.decide_as_leader(node, Decision::Commit, fx);
        }
    }

    /// Who has not answered by now has failed (BHG 7.5, timeout actions).
    pub(super) fn go_on_without(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let Some(led) = &node.memory.led else {
            fx.note(Note::TimerIdle);
            return;
        };
        let txn = led.txn;
        match &led.stage {
            Stage::Voting(_) => {
                fx.note(Note::VoteTimeout(txn));
                self.decide_as_leader(node, Decision::Abort, fx);
            }
            Stage::PreCommitting(_) => {
                fx.note(Note::WithoutAck(txn));
                self.decide_as_leader(node, Decision::Commit, fx);
            }
            Stage::Asking(_) => self.decide_by_table(node, fx),
        }
    }

    /// Phase three, or an abort: decides, and tells all.
    pub(super) fn decide_as_leader(
        &self,
        node: &mut Node<Self>,
        decision: Decision,
        fx: &mut Effects<Self>,
    ) {
        let Some(led) = &node.memory.led else { return };
        let (txn, transfer) = (led.txn, Arc::clone(&led.transfer));
        self.decide(node, txn, decision, fx);
        self.tell_all(node.id, txn, &transfer, decision, fx);
        self.begin_next(node, fx);
    }

    /// Tells the coordinator and every participant.
    pub(super) fn tell_all(
        &self,
        me: NodeId,
        txn: TxnId,
        transfer: &Transfer,
        decision: Decision,
        fx: &mut Effects<Self>,
    ) {
        let all = core::iter::once(COORDINATOR).chain(transfer.participants());
        for to in all.filter(|to| *to != me) {
            fx.send(to, decided(txn, decision));
        }
    }
}

/// The message that tells a decision.
pub(super) fn decided(txn: TxnId, decision: Decision) -> Message {
    match decision {
        Decision::Commit => Message::DoCommit { txn },
        Decision::Abort => Message::Abort { txn },
    }
}
