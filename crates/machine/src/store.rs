//! The replicated state machine: a key-value store that remembers each client's last answer.

use crate::client::{Command, Outcome, Request, Text};
use crate::ids::ClientId;
use litemap::LiteMap;

/// The state machine that a log is applied to.
///
/// Sessions follow Raft section 8: the store keeps, for each client, the serial number of its last
/// command and what that command gave, so that a retry can be answered without being done again.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Store {
    values: LiteMap<Text, Text>,
    sessions: LiteMap<ClientId, (u64, Outcome)>,
}

/// A piece of a store, as a snapshot carries it from one server to another.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Record {
    /// A key, and what it holds.
    Value(Text, Text),
    /// A client, the number of its last command, and what that gave.
    Session(ClientId, u64, Outcome),
}

impl Record {
    /// How many bytes it takes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Record::Value(key, value) => 8 + (key.len() + value.len()) as u64,
            Record::Session(_, _, outcome) => 12 + outcome.size(),
        }
    }
}

impl Store {
    /// Everything in it, piece by piece, always in the same order.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let values = self.values.iter();
        let values = values.map(|(key, value)| Record::Value(key.clone(), value.clone()));
        let sessions = self.sessions.iter();
        values.chain(
            sessions.map(|(client, (number, outcome))| {
                Record::Session(*client, *number, outcome.clone())
            }),
        )
    }

    /// The remembered answer if this request, or a later one of its client, was already applied.
    #[must_use]
    pub fn answered(&self, request: &Request) -> Option<&Outcome> {
        let (number, outcome) = self.sessions.get(&request.client)?;
        (*number >= request.number).then_some(outcome)
    }

    /// Carries out the request, whether or not it was done before, and remembers the answer.
    pub fn apply(&mut self, request: &Request) -> Outcome {
        let outcome = self.carry_out(&request.command);
        self.sessions.insert(request.client, (request.number, outcome.clone()));
        outcome
    }

    /// What `key` holds.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Text> {
        self.values.get(key)
    }

    /// All keys with their values, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Text)> {
        self.values.iter()
    }

    /// Carries out the command, and remembers nothing of who asked for it.
    pub fn carry_out(&mut self, command: &Command) -> Outcome {
        match command {
            Command::Put(key, value) => {
                self.values.insert(key.clone(), value.clone());
                Outcome::Written
            }
            Command::Get(key) => Outcome::Value(self.values.get(key).cloned()),
            Command::Cas(key, expected, value) => match self.values.get_mut(key) {
                Some(held) if held == expected => {
                    *held = value.clone();
                    Outcome::Swapped
                }
                held => Outcome::Differs(held.cloned()),
            },
            Command::Append(key, value) => {
                let held = self.values.entry(key.clone()).or_insert_with(|| "".into());
                *held = format!("{held}{value}").into();
                Outcome::Written
            }
        }
    }
}

/// A store put together from its pieces.
impl FromIterator<Record> for Store {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut store = Store::default();
        for record in records {
            match record {
                Record::Value(key, value) => {
                    store.values.insert(key, value);
                }
                Record::Session(client, number, outcome) => {
                    store.sessions.insert(client, (number, outcome));
                }
            }
        }
        store
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Store};
    use crate::{ClientId, Command, Outcome, Request};

    fn request(number: u64, command: Command) -> Request {
        Request::new(ClientId(1), number, command)
    }

    #[test]
    fn each_command_does_what_its_name_says() {
        let mut store = Store::default();
        let mut ask = |number, command| store.apply(&request(number, command));
        assert_eq!(ask(1, Command::Get("x".into())), Outcome::Value(None));
        assert_eq!(ask(2, Command::Put("x".into(), "1".into())), Outcome::Written);
        let differs = Outcome::Differs(Some("1".into()));
        assert_eq!(ask(3, Command::Cas("x".into(), "2".into(), "3".into())), differs);
        assert_eq!(ask(4, Command::Cas("x".into(), "1".into(), "2".into())), Outcome::Swapped);
        assert_eq!(ask(5, Command::Append("x".into(), "3".into())), Outcome::Written);
        assert_eq!(ask(6, Command::Get("x".into())), Outcome::Value(Some("23".into())));
        let absent = Command::Cas("y".into(), "1".into(), "2".into());
        assert_eq!(ask(7, absent), Outcome::Differs(None));
    }

    #[test]
    fn the_pieces_of_a_store_make_the_same_store() {
        let mut store = Store::default();
        store.apply(&request(1, Command::Put("x".into(), "1".into())));
        store.apply(&request(2, Command::Get("x".into())));
        let records: Vec<_> = store.records().collect();
        assert_eq!(records.iter().map(Record::size).collect::<Vec<_>>(), [10, 17]);
        assert_eq!(records.into_iter().collect::<Store>(), store);
    }

    #[test]
    fn a_retry_is_recognised_and_a_new_command_is_not() {
        let mut store = Store::default();
        let first = request(1, Command::Append("x".into(), "1".into()));
        assert_eq!(store.answered(&first), None);
        store.apply(&first);
        assert_eq!(store.answered(&first), Some(&Outcome::Written));
        assert_eq!(store.answered(&request(2, Command::Get("x".into()))), None);
    }
}
