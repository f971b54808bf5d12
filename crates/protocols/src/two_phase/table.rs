//! The table of transactions: how each server stands to each, and what the accounts add up to.

use super::log::{Decision, Log, Record};
use super::properties::{self, History};
use super::state::Led;
use super::view::{field, text};
use super::word::Word;
use super::{COORDINATOR, TwoPhase};
use machine::{Cluster, Field, Node, NodeId, Row, Standing, TxnId, Value};

/// How many transactions are shown besides those that are not over.
const OVER_SHOWN: usize = 3;

/// What a server's log says of one transaction.
#[derive(Default)]
struct Written {
    transfer: String,
    /// Whether there is the record of a yes vote.
    is_prepared: bool,
    decision: Option<Decision>,
    /// Whether everybody has acknowledged the commit.
    is_ended: bool,
    /// The records that are on the disk.
    forced: Vec<String>,
}

/// The transactions to show, the oldest first: those that are not over, and the last others.
fn shown(node: &Node<TwoPhase>) -> Vec<TxnId> {
    let mut all: Vec<TxnId> = node.disk.in_doubt().keys().copied().collect();
    all.extend(node.memory.led.keys());
    let open = all.len();
    for record in node.disk.from(0).rev() {
        if all.len() >= open + OVER_SHOWN {
            break;
        }
        all.extend(record.txn().filter(|txn| !all.contains(txn)));
    }
    all.sort();
    all.dedup();
    all
}

fn written(node: &Node<TwoPhase>, txn: TxnId) -> Written {
    let mut written = Written::default();
    for (index, record) in (1..).zip(node.disk.from(0)) {
        if record.txn() != Some(txn) {
            continue;
        }
        match record {
            Record::Epoch(_) => {}
            Record::Prepared(_, prepared) => {
                written.is_prepared = true;
                written.transfer = prepared.transfer.to_string();
            }
            Record::Commit(_, deal) => {
                written.decision = Some(Decision::Commit);
                written.transfer = deal.transfer.to_string();
            }
            Record::Decided(_, decision) => written.decision = Some(*decision),
            Record::End(_) => written.is_ended = true,
        }
        if index <= node.memory.durable {
            written.forced.push(text(record));
        }
    }
    written
}

impl TwoPhase {
    pub(super) fn rows(&self, node: &Node<Self>) -> Vec<Row<Word>> {
        shown(node).into_iter().map(|txn| self.row(node, txn)).collect()
    }

    fn row(&self, node: &Node<Self>, txn: TxnId) -> Row<Word> {
        let mut written = written(node, txn);
        let led = node.memory.led.get(&txn);
        if let Some(led) = led {
            written.transfer = led.transfer().to_string();
        }
        let (state, standing) =
            if node.id == COORDINATOR { leads(led, &written) } else { takes_part(&written) };
        let vote = match (led, &written) {
            (Some(Led::Collecting { yes, .. }), _) => tally(yes, led),
            (Some(Led::Committed { .. }), _) => Value::Text(String::new()),
            (None, Written { is_prepared: true, .. }) => Value::Word(Word::Yes),
            (None, Written { decision: Some(Decision::Abort), .. }) => Value::Word(Word::No),
            (None, _) => Value::Text(String::new()),
        };
        let lock = match self.lock(node) {
            Some(holder) if holder == txn => Value::Word(Word::Held),
            Some(_) | None => Value::Text(String::new()),
        };
        Row {
            era: u64::from(txn.number),
            standing,
            fields: vec![
                field(Word::State, Value::Word(state)),
                field(Word::Vote, vote),
                field(Word::AccountLock, lock),
                field(Word::Forced, Value::Text(written.forced.join(" · "))),
            ],
            about: Some((txn, written.transfer)),
        }
    }
}

fn leads(led: Option<&Led>, written: &Written) -> (Word, Standing) {
    match (led, written.is_ended) {
        (Some(Led::Collecting { .. }), _) => (Word::Collecting, Standing::Open),
        (Some(Led::Committed { .. }), _) => (Word::Committing, Standing::Decided),
        (None, true) => (Word::Ended, Standing::Decided),
        (None, false) => (Word::Committed, Standing::Decided),
    }
}

fn takes_part(written: &Written) -> (Word, Standing) {
    match written.decision {
        Some(Decision::Commit) => (Word::Committed, Standing::Decided),
        Some(Decision::Abort) => (Word::Aborted, Standing::Decided),
        None => (Word::InDoubt, Standing::Open),
    }
}

/// So many of all who take part.
fn tally(nodes: &[NodeId], led: Option<&Led>) -> Value<Word> {
    let all = led.map_or(0, |led| led.transfer().participants().count());
    Value::Text(format!("{}/{all}", nodes.len()))
}

/// What the accounts hold, what committed transfers will still change, and that the sum is as it
/// was.
pub(super) fn overview(cluster: &Cluster<'_, TwoPhase>, history: &History) -> Vec<Field<Word>> {
    let opening = cluster.protocol.balance(0);
    let log = |id: NodeId| cluster.node(id).map_or(&cluster.disks[id.index()], |node| &node.disk);
    let participants = NodeId::all(cluster.disks.len() as u8).filter(|id| *id != COORDINATOR);
    let account = |id: NodeId| (id, opening + Log::change(log(id)));
    let accounts: Vec<(NodeId, i64)> = participants.map(account).collect();
    let due = properties::due(cluster, &|txn| history.is_committed(txn));
    let sum = accounts.iter().map(|(_, balance)| balance).sum::<i64>() + due;
    let number = |name, number: i64| field(name, Value::Text(number.to_string()));
    let each = accounts.iter().map(|(id, balance)| format!("{id} {balance}"));
    vec![
        field(Word::Accounts, Value::Text(each.collect::<Vec<_>>().join(" · "))),
        number(Word::OnTheWay, due),
        number(Word::Total, sum),
        number(Word::Opening, opening * accounts.len() as i64),
    ]
}
