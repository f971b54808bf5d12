//! How each server stands to each transaction.

use super::ThreePhase;
use super::message::Phase;
use super::state::{Led, Stage};
use super::word::Word;
use crate::commit::{
    COORDINATOR, Decision, Word as Shared, Written, nothing, row, shown, tally, vote, written,
};
use machine::{Node, Row, Standing, TxnId};

impl ThreePhase {
    pub(super) fn rows(&self, node: &Node<Self>) -> Vec<Row<Word>> {
        let led = node.memory.led.iter().map(|led| led.txn);
        shown(node, led).into_iter().map(|txn| self.row(node, txn)).collect()
    }

    fn row(&self, node: &Node<Self>, txn: TxnId) -> Row<Word> {
        let written = written(node, node.memory.durable, txn);
        let led = node.memory.led.as_ref().filter(|led| led.txn == txn);
        let stands = stands(led, &written);
        let vote = match led.map(|led| &led.stage) {
            Some(Stage::Voting(yes)) if node.id == COORDINATOR => tally(node, txn, yes.len()),
            // A coordinator has no vote.
            Some(_) | None if node.id == COORDINATOR => nothing(),
            Some(_) | None => vote(&written),
        };
        row(self, node, (txn, written), stands, vote)
    }
}

/// How a server stands to a transaction: as who leads it, or by what it has written.
fn stands(led: Option<&Led>, written: &Written<Phase>) -> (Word, Standing) {
    match (written.decision, led.map(|led| &led.stage), written.stage) {
        (Some(Decision::Commit), _, _) => (Shared::Committed.into(), Standing::Decided),
        (Some(Decision::Abort), _, _) => (Shared::Aborted.into(), Standing::Decided),
        (None, Some(Stage::Voting(_)), _) => (Word::Collecting, Standing::Open),
        (None, Some(Stage::PreCommitting(_)), _) => (Word::PreCommitting, Standing::Open),
        (None, Some(Stage::Asking(_)), _) => (Word::Asking, Standing::Open),
        (None, None, Some(Phase::Uncertain)) => (Word::Uncertain, Standing::Open),
        (None, None, Some(Phase::PreCommitted)) => (Word::PreCommitted, Standing::Open),
        (None, None, None) => (Word::Recovering, Standing::Open),
    }
}
