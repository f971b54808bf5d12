//! Linearizability of what clients saw: a small search after Wing and Gong (1993), with the states
//! already tried remembered, as Lowe (2017) does.
//!
//! Every command touches one key, and a history is linearizable if and only if the part of it on
//! each key is (Herlihy and Wing 1990, locality), so each key is searched on its own. An operation
//! that was never answered may have taken effect at any time after it was sent, or never.

use catalog::{Language, command, outcome};
use machine::{Command, Micros, Outcome, Text};
use simulator::{ClientScene, Operation};
use std::collections::{BTreeMap, BTreeSet};

/// The greatest number of states tried for one key.
const STATES_MAX: usize = 200_000;

/// Whether a history is linearizable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is.
    Holds,
    /// It is not; this is the key, and what was seen there.
    Broken(String),
    /// There were too many states to try.
    Unknown,
}

/// One operation of a history.
struct Op<'a> {
    called: Micros,
    /// When it was answered, and with what.
    answer: Option<(Micros, &'a Outcome)>,
    command: &'a Command,
    said: String,
}

/// Whether what the clients saw could have come from one store that carries out one command after
/// the other, each at some time between its sending and its answer.
#[must_use]
pub fn linearizable(clients: &[ClientScene]) -> Verdict {
    if let Some(chosen) = super::single::chosen(clients) {
        return super::single::one_value(clients, chosen);
    }
    let mut keys: BTreeMap<&str, Vec<Op<'_>>> = BTreeMap::new();
    for client in clients {
        for operation in &client.operations {
            let Some(first) = operation.attempts.first() else { continue };
            // Of one whose session was over it is not known whether it was carried out.
            let known = operation.answer.as_ref().filter(|(_, seen)| *seen != Outcome::Expired);
            let answer = known.map(|(at, outcome)| (*at, outcome));
            let said = format!("{} {}", client.id, saying(operation));
            let op = Op { called: first.at, answer, command: &operation.command, said };
            keys.entry(key_of(&operation.command)).or_default().push(op);
        }
    }
    let mut verdict = Verdict::Holds;
    for (key, mut ops) in keys {
        ops.sort_by_key(|op| op.called);
        match search(&ops) {
            Some(true) => {}
            Some(false) => {
                let said: Vec<&str> = ops.iter().map(|op| op.said.as_str()).collect();
                return Verdict::Broken(format!("on key {key}: {}", said.join("; ")));
            }
            None => verdict = Verdict::Unknown,
        }
    }
    verdict
}

/// Whether the operations of one key have an order; `None` if that takes too long to find out.
fn search(ops: &[Op<'_>]) -> Option<bool> {
    // A place is which operations have taken effect, and the value then.
    let mut open = vec![(vec![false; ops.len()], None::<Text>)];
    let mut tried = BTreeSet::new();
    while let Some((done, value)) = open.pop() {
        let left = || ops.iter().zip(&done).filter(|(_, done)| !**done).map(|(op, _)| op);
        // Who was answered first among those left: whoever was called later comes after it.
        let Some(soonest) = left().filter_map(|op| op.answer).map(|(at, _)| at).min() else {
            return Some(true);
        };
        for (place, op) in ops.iter().enumerate() {
            if done[place] || op.called > soonest {
                continue;
            }
            let (outcome, next) = carry_out(op.command, value.clone());
            if op.answer.is_some_and(|(_, seen)| *seen != outcome) {
                continue;
            }
            let mut done = done.clone();
            done[place] = true;
            if tried.insert((done.clone(), next.clone())) {
                open.push((done, next));
            }
        }
        if tried.len() > STATES_MAX {
            return None;
        }
    }
    Some(false)
}

/// What a command gives, and the key's value after it.
fn carry_out(command: &Command, value: Option<Text>) -> (Outcome, Option<Text>) {
    match command {
        Command::Put(_, new) => (Outcome::Written, Some(new.clone())),
        Command::Get(_) => (Outcome::Value(value.clone()), value),
        Command::Cas(_, expected, new) if value.as_ref() == Some(expected) => {
            (Outcome::Swapped, Some(new.clone()))
        }
        Command::Cas(..) => (Outcome::Differs(value.clone()), value),
        Command::Append(_, more) => {
            let longer = format!("{}{more}", value.as_deref().unwrap_or_default());
            (Outcome::Written, Some(longer.into()))
        }
    }
}

fn key_of(command: &Command) -> &str {
    match command {
        Command::Put(key, _)
        | Command::Get(key)
        | Command::Cas(key, _, _)
        | Command::Append(key, _) => key,
    }
}

/// What a client asked and was told, in a few words.
pub(super) fn saying(operation: &Operation) -> String {
    let language = Language::English;
    let asked = command(&operation.command, language);
    match &operation.answer {
        None => format!("{asked}: no answer yet"),
        Some((_, seen)) => format!("{asked}: {}", outcome(seen, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, linearizable};
    use machine::{ClientId, Command, Micros, NodeId, Outcome};
    use simulator::{Attempt, ClientScene, Operation};

    /// A client's operations: when each was sent, what, and when it was answered with what.
    type Row = (u64, Command, Option<(u64, Outcome)>);

    fn client(id: u8, rows: &[Row]) -> ClientScene {
        let operations = (1..).zip(rows).map(|(number, (sent, command, answer))| Operation {
            number,
            command: command.clone(),
            attempts: vec![Attempt { at: Micros(*sent), to: NodeId(1) }],
            answer: answer.clone().map(|(at, outcome)| (Micros(at), outcome)),
        });
        ClientScene { id: ClientId(id), believes: NodeId(1), operations: operations.collect() }
    }

    fn put(value: &str) -> Command {
        Command::Put("x".into(), value.into())
    }

    fn get() -> Command {
        Command::Get("x".into())
    }

    fn value(value: &str) -> Outcome {
        Outcome::Value(Some(value.into()))
    }

    #[test]
    fn a_read_that_overlaps_a_write_may_see_either_value() {
        let one = client(1, &[(0, put("1"), Some((5, Outcome::Written)))]);
        for seen in [Outcome::Value(None), value("1")] {
            let two = client(2, &[(1, get(), Some((3, seen)))]);
            assert_eq!(linearizable(&[one.clone(), two]), Verdict::Holds);
        }
    }

    #[test]
    fn a_stale_read_is_found() {
        let one = client(1, &[(0, put("1"), Some((5, Outcome::Written)))]);
        let two = client(2, &[(6, get(), Some((8, Outcome::Value(None))))]);
        assert!(matches!(linearizable(&[one, two]), Verdict::Broken(_)));
    }

    #[test]
    fn an_unanswered_write_may_take_effect_late_or_never_but_not_be_undone() {
        let one = client(1, &[(0, put("1"), None)]);
        let late = client(
            2,
            &[(6, get(), Some((8, Outcome::Value(None)))), (9, get(), Some((10, value("1"))))],
        );
        assert_eq!(linearizable(&[one.clone(), late]), Verdict::Holds);
        let undone = client(
            2,
            &[(6, get(), Some((8, value("1")))), (9, get(), Some((10, Outcome::Value(None))))],
        );
        assert!(matches!(linearizable(&[one, undone]), Verdict::Broken(_)));
    }

    #[test]
    fn a_command_done_twice_is_found() {
        let append = Command::Append("x".into(), "a".into());
        let rows = [(0, append, Some((5, Outcome::Written))), (6, get(), Some((8, value("aa"))))];
        assert!(matches!(linearizable(&[client(1, &rows)]), Verdict::Broken(_)));
    }
}
