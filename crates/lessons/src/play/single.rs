//! Linearizability where all who ask are told one value: a consensus object, which the first
//! proposal sets for good.
//!
//! An order exists if and only if there is a moment for the choice: after somebody asked for the
//! value and after every read that found nothing was sent, and before anybody was told the value.

use super::linear::{Verdict, saying};
use machine::{Command, Outcome};
use simulator::{ClientScene, Operation};

fn operations(clients: &[ClientScene]) -> impl Iterator<Item = &Operation> + Clone {
    clients.iter().flat_map(|client| &client.operations)
}

/// The first value that somebody was told is chosen.
pub(super) fn chosen(clients: &[ClientScene]) -> Option<&Command> {
    operations(clients).find_map(|operation| match &operation.answer {
        Some((_, Outcome::Chosen(value))) => Some(value),
        Some((
            _,
            Outcome::Written
            | Outcome::Value(_)
            | Outcome::Swapped
            | Outcome::Differs(_)
            | Outcome::Expired,
        ))
        | None => None,
    })
}

/// Whether what the clients saw could have come from one object that takes the first value it is
/// asked for.
pub(super) fn one_value(clients: &[ClientScene], chosen: &Command) -> Verdict {
    let called = |operation: &Operation| operation.attempts.first().map(|attempt| attempt.at);
    let asked = operations(clients).filter(|operation| operation.command == *chosen);
    let mut from = asked.filter_map(called).min();
    let mut until = None;
    let mut fits = from.is_some();
    for operation in operations(clients) {
        match &operation.answer {
            None | Some((_, Outcome::Expired)) => {}
            Some((at, Outcome::Chosen(value))) => {
                fits &= value == chosen;
                until = Some(until.map_or(*at, |until| (*at).min(until)));
            }
            Some((_, Outcome::Value(None))) => from = from.max(called(operation)),
            Some((
                _,
                Outcome::Written | Outcome::Value(Some(_)) | Outcome::Swapped | Outcome::Differs(_),
            )) => fits = false,
        }
    }
    if fits && from <= until {
        return Verdict::Holds;
    }
    let said = clients.iter().flat_map(|client| {
        client.operations.iter().map(|operation| format!("{} {}", client.id, saying(operation)))
    });
    Verdict::Broken(format!("of one value: {}", said.collect::<Vec<_>>().join("; ")))
}

#[cfg(test)]
mod tests {
    use super::{Verdict, chosen, one_value};
    use machine::{ClientId, Command, Micros, NodeId, Outcome};
    use simulator::{Attempt, ClientScene, Operation};

    /// A client's only operation: when it was sent, what, and when it was answered with what.
    type Row = (u64, Command, Option<(u64, Outcome)>);

    fn judged(rows: &[Row]) -> Verdict {
        let client = |(id, (sent, command, answer)): (u8, &Row)| ClientScene {
            id: ClientId(id),
            believes: NodeId(1),
            operations: vec![Operation {
                number: 1,
                command: command.clone(),
                attempts: vec![Attempt { at: Micros(*sent), to: NodeId(1) }],
                answer: answer.clone().map(|(at, outcome)| (Micros(at), outcome)),
            }],
        };
        let clients: Vec<ClientScene> = (1..).zip(rows).map(client).collect();
        one_value(&clients, chosen(&clients).expect("somebody was told a value"))
    }

    fn put(value: &str) -> Command {
        Command::Put("x".into(), value.into())
    }

    fn get() -> Command {
        Command::Get("x".into())
    }

    #[test]
    fn all_who_ask_are_told_the_same() {
        let told = |value| Some((9, Outcome::Chosen(put(value))));
        let same = [(0, put("1"), told("1")), (1, put("2"), told("1")), (2, get(), None)];
        assert_eq!(judged(&same), Verdict::Holds);
        let other = [(0, put("1"), told("1")), (1, put("2"), told("2"))];
        assert!(matches!(judged(&other), Verdict::Broken(_)));
    }

    #[test]
    fn nobody_is_told_a_value_before_it_was_asked_for() {
        let early = [(5, put("1"), None), (0, get(), Some((4, Outcome::Chosen(put("1")))))];
        assert!(matches!(judged(&early), Verdict::Broken(_)));
        let never = [(0, get(), Some((4, Outcome::Chosen(put("1")))))];
        assert!(matches!(judged(&never), Verdict::Broken(_)));
    }

    #[test]
    fn nothing_is_found_only_by_a_read_that_was_sent_before_the_value_was_told() {
        let told = (0, put("1"), Some((5, Outcome::Chosen(put("1")))));
        let nothing = |sent| (sent, get(), Some((9, Outcome::Value(None))));
        assert_eq!(judged(&[told.clone(), nothing(4)]), Verdict::Holds);
        assert!(matches!(judged(&[told, nothing(6)]), Verdict::Broken(_)));
    }
}
