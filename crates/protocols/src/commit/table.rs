//! The table of transactions: how each server stands to each, and what the accounts add up to.

use super::properties::{due, logs};
use super::view::field;
use super::{COORDINATOR, Commit, Decision, History, Meaning, Record, Word};
use machine::{Cluster, Field, Node, NodeId, Row, Standing, TxnId, Value};

/// How many transactions are shown besides those that are not over.
const OVER_SHOWN: usize = 3;

/// What a server's log says of one transaction.
pub(crate) struct Written<S> {
    transfer: String,
    /// How far the server has come that has voted yes.
    pub(crate) stage: Option<S>,
    pub(crate) decision: Option<Decision>,
    /// Whether a coordinator may forget it.
    pub(crate) is_closed: bool,
    /// The records that are on the disk.
    forced: Vec<String>,
}

/// The transactions to show, the oldest first: those that are not over, among them what the server
/// leads, and the last others.
pub(crate) fn shown<P: Commit>(node: &Node<P>, led: impl Iterator<Item = TxnId>) -> Vec<TxnId> {
    let mut all: Vec<TxnId> = node.disk.in_doubt().keys().copied().collect();
    all.extend(node.disk.open().keys());
    all.extend(led);
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

/// What the log of a server says, of which so many records are on the disk.
pub(crate) fn written<P: Commit>(
    node: &Node<P>,
    durable: u64,
    txn: TxnId,
) -> Written<<P::Record as Record>::Stage> {
    let mut written = Written {
        transfer: P::led(node, txn).map(ToString::to_string).unwrap_or_default(),
        stage: None,
        decision: None,
        is_closed: false,
        forced: Vec::new(),
    };
    for (index, record) in (1..).zip(node.disk.from(0)) {
        if record.txn() != Some(txn) {
            continue;
        }
        match record.meaning() {
            Meaning::Epoch(_) => {}
            Meaning::Opened(_, work) => written.transfer = work.transfer.to_string(),
            Meaning::Closed(_) => written.is_closed = true,
            Meaning::Prepared(_, prepared) => {
                written.stage = Some(prepared.stage.clone());
                written.transfer = prepared.transfer.to_string();
            }
            Meaning::Advanced(_, stage) => written.stage = Some(stage),
            Meaning::Decided(_, decision) => written.decision = Some(decision),
        }
        if index <= durable {
            written.forced.push(record.text());
        }
    }
    written
}

/// What a server voted, by its log.
pub(crate) fn vote<W: From<Word>, S>(written: &Written<S>) -> Value<W> {
    match written {
        Written { stage: Some(_), .. } => Value::Word(Word::Yes.into()),
        Written { decision: Some(Decision::Abort), .. } => Value::Word(Word::No.into()),
        Written { stage: None, decision: Some(Decision::Commit) | None, .. } => nothing(),
    }
}

/// So many of all who take part.
pub(crate) fn tally<P: Commit>(node: &Node<P>, txn: TxnId, yes: usize) -> Value<P::Word> {
    let all = P::led(node, txn).map_or(0, |transfer| transfer.participants().count());
    Value::Text(format!("{yes}/{all}"))
}

/// An empty cell.
pub(crate) fn nothing<W>() -> Value<W> {
    Value::Text(String::new())
}

/// A server's row of the table.
pub(crate) fn row<P: Commit>(
    protocol: &P,
    node: &Node<P>,
    (txn, written): (TxnId, Written<<P::Record as Record>::Stage>),
    (state, standing): (P::Word, Standing),
    vote: Value<P::Word>,
) -> Row<P::Word> {
    let lock = match protocol.lock(node) {
        Some(holder) if holder == txn => Value::Word(Word::Held.into()),
        Some(_) | None => nothing(),
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

/// What the accounts hold, what committed transfers will still change, and that the sum is as it
/// was, where every account held `opening`.
pub(crate) fn overview<P: Commit>(
    cluster: &Cluster<'_, P>,
    history: &History,
    opening: i64,
) -> Vec<Field<P::Word>> {
    let with_account = logs(cluster).filter(|(id, _)| *id != COORDINATOR);
    let accounts: Vec<(NodeId, i64)> =
        with_account.map(|(id, log)| (id, opening + log.change())).collect();
    let due = due(cluster, &|txn| history.is_committed(cluster, txn));
    let sum = accounts.iter().map(|(_, balance)| balance).sum::<i64>() + due;
    let number = |name: Word, number: i64| field(name, Value::Text(number.to_string()));
    let each = accounts.iter().map(|(id, balance)| format!("{id} {balance}"));
    vec![
        field(Word::Accounts, Value::Text(each.collect::<Vec<_>>().join(" · "))),
        number(Word::OnTheWay, due),
        number(Word::Total, sum),
        number(Word::Opening, opening * accounts.len() as i64),
    ]
}
