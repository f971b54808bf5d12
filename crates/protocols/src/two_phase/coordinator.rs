//! The coordinator: asks for votes, decides, tells, and forgets.
//!
//! Mohan, Lindsay and Obermarck 1986: section 2 for the two phases, section 3 for what presumed
//! abort leaves out (an abort is neither forced nor acknowledged, and is forgotten at once).

use super::log::Record;
use super::message::Message;
use super::note::Note;
use super::rules::Rule;
use super::state::{Answer, Led};
use super::{Timer, TwoPhase};
use crate::commit::{Decision, Work, answer, insert, take};
use machine::{ClientId, Effects, Node, NodeId, Request, Transfer, TxnId};
use std::sync::Arc;

impl TwoPhase {
    /// A client asks for a transfer, or for what an account holds.
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        let Some(transfer) = take(self, node, &request, fx) else { return };
        let (client, number) = (request.client, request.number);
        // A retry is not a new transaction. The commit record remembers it, through a crash too.
        let known = node.memory.answers.get(&client).copied();
        let saved = node.disk.request(client).map(|(number, _)| (number, Answer::Committed));
        match known.max_by_number(saved) {
            Some((last, _)) if last > number => fx.note(Note::RequestOld(client, number)),
            Some((last, Answer::Pending)) if last == number => {
                fx.note(Note::RequestKnown(client, number));
            }
            Some((last, Answer::Committed)) if last == number => {
                fx.note(Note::RequestAnsweredAgain(client, number));
                fx.reply(client, number, answer(Decision::Commit));
            }
            Some((last, Answer::Aborted)) if last == number => {
                fx.note(Note::RequestAnsweredAgain(client, number));
                fx.reply(client, number, answer(Decision::Abort));
            }
            Some(_) | None => self.begin(node, (client, number), Arc::new(transfer), fx),
        }
    }

    /// Phase one.
    fn begin(
        &self,
        node: &mut Node<Self>,
        request: (ClientId, u64),
        transfer: Arc<Transfer>,
        fx: &mut Effects<Self>,
    ) {
        let memory = &mut node.memory;
        // A number must never come again, whatever a crash erases: the first transaction after a
        // start forces the epoch that all its transactions carry.
        if node.disk.epoch() != memory.epoch {
            node.disk.push(Record::Epoch(memory.epoch));
            fx.save();
        }
        memory.begun += 1;
        let txn = TxnId { epoch: memory.epoch, number: memory.begun };
        memory.answers.insert(request.0, (request.1, Answer::Pending));
        fx.note(Note::Begun(txn, request.0));
        for to in transfer.participants() {
            fx.send(to, Message::Prepare { txn, transfer: Arc::clone(&transfer) });
        }
        memory.led.insert(txn, Led::Collecting { transfer, request, yes: Vec::new() });
        fx.set_timer(Timer::Vote, self.vote_timeout);
    }

    /// A participant votes yes.
    pub(super) fn count_vote(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        match node.memory.led.get_mut(&txn) {
            Some(Led::Collecting { transfer, yes, .. }) => {
                if !transfer.concerns(from) || yes.contains(&from) {
                    fx.note(Note::VoteIgnored(txn, from));
                    return;
                }
                insert(yes, from);
                let all = transfer.participants().count();
                let needed = if self.follows(Rule::AllVotes) { all } else { all - 1 };
                fx.note(Note::VoteCounted(txn, from, yes.len() as u8, all as u8));
                if yes.len() >= needed {
                    self.commit(node, txn, fx);
                }
            }
            // A vote on what is forgotten may be a late copy of one that led to a commit, so it
            // gets no answer. Whoever is in doubt asks.
            Some(Led::Committed { .. }) | None => fx.note(Note::VoteIgnored(txn, from)),
        }
    }

    /// All have voted yes: the commit record is forced before anybody is told (MLO 2).
    fn commit(&self, node: &mut Node<Self>, txn: TxnId, fx: &mut Effects<Self>) {
        let Some(Led::Collecting { transfer, request, .. }) = node.memory.led.remove(&txn) else {
            unreachable!("only a transaction that collects votes is committed");
        };
        let work = Work { transfer: Arc::clone(&transfer), request };
        node.disk.push(Record::Commit(txn, work));
        node.memory.answers.insert(request.0, (request.1, Answer::Committed));
        fx.note(Note::CommitWritten(txn));
        if self.follows(Rule::ForceDecision) {
            fx.save();
        } else {
            fx.note(Note::Decided(txn, Decision::Commit));
        }
        for to in transfer.participants() {
            fx.send(to, Message::Commit { txn });
        }
        fx.reply(request.0, request.1, answer(Decision::Commit));
        if self.follows(Rule::AwaitAcks) {
            node.memory.led.insert(txn, Led::Committed { transfer, acks: Vec::new() });
            fx.set_timer(Timer::Ack, self.ack_timeout);
        } else {
            node.disk.push(Record::End(txn));
        }
        self.stop_waiting_for_votes(node, fx);
    }

    /// A participant votes no.
    pub(super) fn count_refusal(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        match node.memory.led.get(&txn) {
            Some(Led::Collecting { .. }) => {
                fx.note(Note::Refused(txn, from));
                self.abort(node, txn, Some(from), fx);
            }
            Some(Led::Committed { .. }) | None => fx.note(Note::VoteIgnored(txn, from)),
        }
    }

    /// A coordinator aborts what it has not decided. Presumed abort (MLO 3): no record is written,
    /// nobody acknowledges, and it is forgotten. Who has voted no needs no word of it.
    fn abort(
        &self,
        node: &mut Node<Self>,
        txn: TxnId,
        refused: Option<NodeId>,
        fx: &mut Effects<Self>,
    ) {
        let Some(Led::Collecting { transfer, request, .. }) = node.memory.led.remove(&txn) else {
            unreachable!("only a transaction that collects votes is aborted");
        };
        node.memory.answers.insert(request.0, (request.1, Answer::Aborted));
        fx.note(Note::Decided(txn, Decision::Abort));
        for to in transfer.participants().filter(|to| Some(*to) != refused) {
            fx.send(to, Message::Abort { txn });
        }
        fx.reply(request.0, request.1, answer(Decision::Abort));
        self.stop_waiting_for_votes(node, fx);
    }

    fn stop_waiting_for_votes(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        if !node.memory.led.values().any(|led| matches!(led, Led::Collecting { .. })) {
            fx.cancel_timer(Timer::Vote);
        }
    }

    /// Votes are missing for too long: abort (BHG 7.4, timeout actions).
    pub(super) fn give_up(&self, node: &mut Node<Self>, fx: &mut Effects<Self>) {
        let collecting = |(txn, led): (&TxnId, &Led)| match led {
            Led::Collecting { .. } => Some(*txn),
            Led::Committed { .. } => None,
        };
        let open: Vec<TxnId> = node.memory.led.iter().filter_map(collecting).collect();
        if open.is_empty() {
            fx.note(Note::TimerIdle);
        }
        // Until the epoch is on disk nobody has been asked, and a crash would let the number come
        // again: to decide on it now would be to decide twice.
        if let Some(txn) = open.first()
            && node.memory.durable_epoch != node.memory.epoch
        {
            fx.note(Note::NotAskedYet(*txn));
            fx.set_timer(Timer::Vote, self.vote_timeout);
            return;
        }
        for txn in open {
            fx.note(Note::VoteTimeout(txn));
            self.abort(node, txn, None, fx);
        }
    }

    /// A participant has committed.
    pub(super) fn count_ack(
        &self,
        node: &mut Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        let Some(Led::Committed { transfer, acks }) = node.memory.led.get_mut(&txn) else {
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
            // The end record is not forced: after a crash, everybody is told once more.
            node.memory.led.remove(&txn);
            node.disk.push(Record::End(txn));
            fx.note(Note::Forgotten(txn));
        }
        if node.memory.led.values().all(|led| matches!(led, Led::Collecting { .. })) {
            fx.cancel_timer(Timer::Ack);
        }
    }

    /// Acknowledgements are missing: tell those who have not acknowledged again.
    pub(super) fn resend(&self, node: &Node<Self>, fx: &mut Effects<Self>) {
        let mut is_idle = true;
        for (txn, led) in node.memory.led.iter() {
            let Led::Committed { transfer, acks } = led else { continue };
            is_idle = false;
            fx.note(Note::CommitResent(*txn));
            for to in transfer.participants().filter(|to| !acks.contains(to)) {
                fx.send(to, Message::Commit { txn: *txn });
            }
        }
        if is_idle {
            fx.note(Note::TimerIdle);
        } else {
            fx.set_timer(Timer::Ack, self.ack_timeout);
        }
    }

    /// A participant in doubt asks what was decided.
    pub(super) fn answer_inquiry(
        &self,
        node: &Node<Self>,
        from: NodeId,
        txn: TxnId,
        fx: &mut Effects<Self>,
    ) {
        match node.memory.led.get(&txn) {
            Some(Led::Collecting { .. }) => fx.note(Note::Undecided(txn, from)),
            Some(Led::Committed { .. }) => {
                // Behind the force of the commit record, should it still be under way.
                fx.note(Note::DecisionTold(txn, from));
                fx.send(from, Message::Commit { txn });
            }
            None => self.presume(from, txn, fx),
        }
    }

    /// No information means abort (MLO 3): a commit would be remembered until all had acknowledged.
    fn presume(&self, from: NodeId, txn: TxnId, fx: &mut Effects<Self>) {
        if self.follows(Rule::PresumeAbort) {
            fx.note(Note::Presumed(txn, from, Decision::Abort));
            fx.send(from, Message::Abort { txn });
        } else {
            fx.note(Note::Presumed(txn, from, Decision::Commit));
            fx.send(from, Message::Commit { txn });
        }
    }
}

/// The later of two remembered requests.
trait Later {
    fn max_by_number(self, other: Self) -> Self;
}

impl Later for Option<(u64, Answer)> {
    fn max_by_number(self, other: Self) -> Self {
        match (self, other) {
            (Some(ours), Some(theirs)) if theirs.0 > ours.0 => Some(theirs),
            (Some(ours), _) => Some(ours),
            (None, other) => other,
        }
    }
}
