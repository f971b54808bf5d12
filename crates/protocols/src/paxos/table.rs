//! The table of acceptors and learners: a row a server, with what it has promised and accepted, and
//! what it has counted.

use super::Paxos;
use super::properties::History;
use super::view::{ballot, field, known, text};
use super::word::Word;
use machine::{Ballot, Field, Node, Row, Standing, Value};

fn nothing() -> Value<Word> {
    Value::Text(String::new())
}

/// The row of one server. What is not its part (an acceptor's, a learner's) stays empty.
pub(super) fn row(paxos: &Paxos, node: &Node<Paxos>) -> Row<Word> {
    let (value, standing, era) = match known(node) {
        Some((known, standing)) => {
            (Value::Text(known.value.to_string()), standing, known.ballot.number())
        }
        None => (nothing(), Standing::Open, 0),
    };
    let acceptor = |name, held: Option<Ballot>| match held {
        Some(held) => ballot(name, Some(held)),
        None => field(name, nothing()),
    };
    let accepted = node.disk.accepted.as_ref().map(|accepted| accepted.ballot);
    Row {
        about: None,
        era,
        standing,
        fields: vec![
            field(Word::Value, value),
            acceptor(Word::Promised, node.disk.promised),
            acceptor(Word::Accepted, accepted),
            field(Word::Counted, counted(paxos, node)),
        ],
    }
}

/// What a learner has counted: of the highest ballot it has heard of, how many have accepted it, of
/// how many it needs.
fn counted(paxos: &Paxos, node: &Node<Paxos>) -> Value<Word> {
    if node.memory.chosen.is_some() {
        return Value::Word(Word::Chosen);
    }
    let highest = node.memory.votes.iter().next_back();
    highest.map_or_else(nothing, |((ballot, _), voters)| {
        let needed = paxos.acceptances_needed();
        Value::Text(format!("{ballot}: {}/{needed}", voters.len()))
    })
}

/// What is chosen, whether or not anybody knows.
pub(super) fn overview(history: &History) -> Vec<Field<Word>> {
    vec![match history.chosen() {
        Some(chosen) => text(Word::Chosen, &chosen.value),
        None => field(Word::Chosen, Value::Word(Word::Nothing)),
    }]
}
