//! What a person may see of an account, a log and a message, whichever the protocol.

use super::{COORDINATOR, Commit, Decision, Log, Record, Word};
use core::fmt::Display;
use core::ops::Range;
use machine::{Cell, Field, MessageHead, Micros, Node, Span, Text, TxnId, Value};

pub(crate) fn field<W>(name: impl Into<W>, value: Value<W>) -> Field<W> {
    Field { name: name.into(), value }
}

pub(crate) fn number<W>(name: impl Into<W>, value: u64) -> Field<W> {
    field(name, Value::Number(value))
}

pub(crate) fn text<W>(name: impl Into<W>, value: &impl Display) -> Field<W> {
    field(name, Value::Text(value.to_string()))
}

/// Several things one after the other; a word if there are none.
pub(crate) fn listed<W: From<Word>, T: Display>(
    name: impl Into<W>,
    things: impl Iterator<Item = T>,
) -> Field<W> {
    let things: Vec<String> = things.map(|thing| thing.to_string()).collect();
    if things.is_empty() {
        field(name, Value::Word(Word::Nothing.into()))
    } else {
        field(name, Value::Text(things.join(" ")))
    }
}

/// What a participant knows of its account.
pub(crate) fn account_fields<P: Commit>(protocol: &P, node: &Node<P>) -> [Field<P::Word>; 2] {
    let balance = P::opening(&node.memory) + node.disk.change();
    [text(Word::Balance, &balance), listed(Word::Lock, protocol.lock(node).iter())]
}

/// For how long at least a participant has been in doubt that has waited so often in vain.
pub(crate) fn in_doubt_ms<W: From<Word>>(waited: u64, timeout: Span) -> Field<W> {
    number(Word::InDoubtMs, waited * (timeout.min.0 / Micros::from_ms(1).0))
}

/// The transactions in doubt.
pub(crate) fn in_doubt<R: Record, W: From<Word>>(log: &Log<R>) -> Field<W> {
    listed(Word::InDoubt, log.in_doubt().keys())
}

/// The records of a log with these indexes.
pub(crate) fn cells<R: Record>(log: &Log<R>, durable: u64, indexes: Range<u64>) -> Vec<Cell> {
    let count = usize::try_from(indexes.end - indexes.start).unwrap_or(usize::MAX);
    let first = indexes.start.max(1);
    let records = (first..).zip(log.from(first - 1)).take(count);
    let cell = |(index, record): (u64, &R)| Cell {
        index,
        era: record.txn().map_or(0, |txn| u64::from(txn.number)),
        text: record.text(),
        // Forced, or written along with something that was.
        decided: index <= durable,
    };
    records.map(cell).collect()
}

/// As a cell shows a participant's decision.
pub(crate) fn decided(decision: Decision) -> String {
    match decision {
        Decision::Commit => "committed".to_owned(),
        Decision::Abort => "aborted".to_owned(),
    }
}

/// The account, by the name of its server.
pub(crate) fn contents<P: Commit>(node: &Node<P>) -> Vec<(Text, Text)> {
    if node.id == COORDINATOR {
        return Vec::new();
    }
    let balance = P::opening(&node.memory) + node.disk.change();
    vec![(node.id.to_string().into(), balance.to_string().into())]
}

/// What every message carries: its transaction.
pub(crate) fn transaction<W: From<Word>>(txn: TxnId) -> Field<W> {
    text(Word::Transaction, &txn)
}

/// A message of which its kind says all that matters.
pub(crate) fn brief_of_kind<W>(head: MessageHead) -> Vec<Value<W>> {
    vec![Value::Text(head.kind.to_owned())]
}
