//! How each server stands to each transaction.

use super::TwoPhase;
use super::state::Led;
use super::word::Word;
use crate::commit::{
    COORDINATOR, Decision, Word as Shared, Written, nothing, row, shown, tally, vote, written,
};
use machine::{Node, Row, Standing, TxnId};

impl TwoPhase {
    pub(super) fn rows(&self, node: &Node<Self>) -> Vec<Row<Word>> {
        let led = node.memory.led.keys().copied();
        shown(node, led).into_iter().map(|txn| self.row(node, txn)).collect()
    }

    fn row(&self, node: &Node<Self>, txn: TxnId) -> Row<Word> {
        let written = written(node, node.memory.durable, txn);
        let led = node.memory.led.get(&txn);
        let stands =
            if node.id == COORDINATOR { leads(led, &written) } else { takes_part(&written) };
        let vote = match led {
            Some(Led::Collecting { yes, .. }) => tally(node, txn, yes.len()),
            Some(Led::Committed { .. }) => nothing(),
            None => vote(&written),
        };
        row(self, node, (txn, written), stands, vote)
    }
}

fn leads(led: Option<&Led>, written: &Written<()>) -> (Word, Standing) {
    match (led, written.is_closed) {
        (Some(Led::Collecting { .. }), _) => (Word::Collecting, Standing::Open),
        (Some(Led::Committed { .. }), _) => (Word::Committing, Standing::Decided),
        (None, true) => (Word::Ended, Standing::Decided),
        (None, false) => (Shared::Committed.into(), Standing::Decided),
    }
}

fn takes_part(written: &Written<()>) -> (Word, Standing) {
    match written.decision {
        Some(Decision::Commit) => (Shared::Committed.into(), Standing::Decided),
        Some(Decision::Abort) => (Shared::Aborted.into(), Standing::Decided),
        None => (Shared::InDoubt.into(), Standing::Open),
    }
}
