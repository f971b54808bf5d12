//! The table of transactions: how each server stands to each, and what the accounts add up to.

use super::log::{Decision, Log, Record};
use super::message::Phase;
use super::properties::{self, History};
use super::state::{Led, Stage};
use super::view::{field, text};
use super::word::Word;
use super::{COORDINATOR, ThreePhase};
use machine::{Cluster, Field, Node, NodeId, Row, Standing, TxnId, Value};

/// How many transactions are shown besides those that are not over.
const OVER_SHOWN: usize = 3;

/// What a server's log says of one transaction.
#[derive(Default)]
struct Written {
    transfer: String,
    /// How far the server has come that has voted yes.
    phase: Option<Phase>,
    decision: Option<Decision>,
    /// The records that are on the disk.
    forced: Vec<String>,
}

/// The transactions to show, the oldest first: those that are not over, and the last others.
fn shown(node: &Node<ThreePhase>) -> Vec<TxnId> {
    let mut all: Vec<TxnId> = node.disk.in_doubt().keys().copied().collect();
    all.extend(node.disk.open().keys());
    all.extend(node.memory.led.iter().map(|led| led.txn));
    let open = all.len();
    for record in node.disk.from(0).rev() {
        if all.len() >= open + OVER_SHOWN {
            break;
        }
        all.extend(Some(record.txn()).filter(|txn| !all.contains(txn)));
    }
    all.sort();
    all.dedup();
    all
}

fn written(node: &Node<ThreePhase>, txn: TxnId) -> Written {
    let mut written = Written::default();
    for (index, record) in (1..).zip(node.disk.from(0)) {
        if record.txn() != txn {
            continue;
        }
        match record {
            Record::Started(_, started) => written.transfer = started.transfer.to_string(),
            Record::Prepared(_, prepared) => {
                written.phase = Some(Phase::Uncertain);
                written.transfer = prepared.transfer.to_string();
            }
            Record::PreCommitted(_) => written.phase = Some(Phase::PreCommitted),
            Record::Decided(_, decision) => written.decision = Some(*decision),
        }
        if index <= node.memory.durable {
            written.forced.push(text(record));
        }
    }
    written
}

pub(super) fn rows(node: &Node<ThreePhase>) -> Vec<Row<Word>> {
    shown(node).into_iter().map(|txn| row(node, txn)).collect()
}

fn row(node: &Node<ThreePhase>, txn: TxnId) -> Row<Word> {
    let mut written = written(node, txn);
    let led = node.memory.led.as_ref().filter(|led| led.txn == txn);
    if let Some(led) = led {
        written.transfer = led.transfer.to_string();
    }
    let (state, standing) = stands(led, &written);
    let vote = match (led.map(|led| &led.stage), &written) {
        (Some(Stage::Voting(yes)), _) if node.id == COORDINATOR => {
            let all = led.map_or(0, |led| led.transfer.participants().count());
            Value::Text(format!("{}/{all}", yes.len()))
        }
        (_, Written { phase: Some(_), .. }) => Value::Word(Word::Yes),
        (_, Written { decision: Some(Decision::Abort), .. }) if node.id != COORDINATOR => {
            Value::Word(Word::No)
        }
        _ => Value::Text(String::new()),
    };
    let lock = match ThreePhase::lock(node) {
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

/// How a server stands to a transaction: as who leads it, or by what it has written.
fn stands(led: Option<&Led>, written: &Written) -> (Word, Standing) {
    match (written.decision, led.map(|led| &led.stage), written.phase) {
        (Some(Decision::Commit), _, _) => (Word::Committed, Standing::Decided),
        (Some(Decision::Abort), _, _) => (Word::Aborted, Standing::Decided),
        (None, Some(Stage::Voting(_)), _) => (Word::Collecting, Standing::Open),
        (None, Some(Stage::PreCommitting(_)), _) => (Word::PreCommitting, Standing::Open),
        (None, Some(Stage::Asking(_)), _) => (Word::Asking, Standing::Open),
        (None, None, Some(Phase::Uncertain)) => (Word::Uncertain, Standing::Open),
        (None, None, Some(Phase::PreCommitted)) => (Word::PreCommitted, Standing::Open),
        (None, None, None) => (Word::Recovering, Standing::Open),
    }
}

/// What the accounts hold, what committed transfers will still change, and that the sum is as it
/// was.
pub(super) fn overview(cluster: &Cluster<'_, ThreePhase>, history: &History) -> Vec<Field<Word>> {
    let opening = cluster.protocol.balance(0);
    let log = |id: NodeId| cluster.node(id).map_or(&cluster.disks[id.index()], |node| &node.disk);
    let participants = NodeId::all(cluster.disks.len() as u8).filter(|id| *id != COORDINATOR);
    let account = |id: NodeId| (id, opening + Log::change(log(id)));
    let accounts: Vec<(NodeId, i64)> = participants.map(account).collect();
    let due = properties::due(cluster, &|txn| history.is_committed(cluster, txn));
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
