//! A run as a file: a version byte, then the run and its caption in the postcard encoding.

use crate::run::Run;
use machine::Text;
use serde::{Deserialize, Serialize};

/// The version that this build writes, and the only one it reads.
const VERSION: u8 = 1;

/// A run that was kept, with what there is to see in it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// What there is to see, for a person; may be empty.
    pub caption: Text,
    /// The run.
    pub run: Run,
}

/// Why bytes are no kept run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotKept {
    /// They were written by another version of Synod: this one.
    Version(u8),
    /// They are cut short, damaged, or something else altogether.
    Damaged,
}

impl Kept {
    /// The run as bytes.
    ///
    /// # Panics
    /// Never: everything in a run can be encoded.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![VERSION])
            .expect("a run holds nothing that cannot be encoded")
    }

    /// The run that these bytes hold.
    ///
    /// # Errors
    /// Why they hold none.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotKept> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => match postcard::take_from_bytes(rest) {
                Ok((kept, [])) => Ok(kept),
                Ok(_) | Err(_) => Err(NotKept::Damaged),
            },
            Some((version, _)) => Err(NotKept::Version(*version)),
            None => Err(NotKept::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, NotKept};
    use crate::{Act, Action, Moment, Run, Setup};
    use machine::{Command, Micros, NodeId};

    fn kept() -> Kept {
        let setup = Setup {
            protocol: "raft".into(),
            nodes: 3,
            clients: 1,
            seed: 7,
            options: [("heartbeat".into(), 40)].into(),
            rules_off: vec!["no-op".into()],
            network: Default::default(),
            drive: Default::default(),
        };
        let at = |time| Moment { time: Micros(time), after: 2 };
        let put = Command::Put("x".into(), "1".into());
        let acts = vec![
            Act { at: at(5), action: Action::Crash(NodeId(1)) },
            Act { at: at(9), action: Action::Request(machine::ClientId(1), None, put) },
            Act { at: at(9), action: Action::Isolate(NodeId(2).into()) },
        ];
        Kept { caption: "See".into(), run: Run { setup, acts, events: 9, hash: u64::MAX } }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(Kept::decode(&kept().encode()), Ok(kept()));
    }

    #[test]
    fn cut_short_changed_or_newer_bytes_are_refused_or_another_run_and_never_panic() {
        let bytes = kept().encode();
        for end in 0..bytes.len() {
            assert_eq!(Kept::decode(&bytes[..end]), Err(NotKept::Damaged), "{end} bytes");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[place] ^= 1 << bit;
                assert_ne!(Kept::decode(&changed), Ok(kept()));
            }
        }
        assert_eq!(Kept::decode(&[2, 0]), Err(NotKept::Version(2)));
        let longer = [bytes, vec![0]].concat();
        assert_eq!(Kept::decode(&longer), Err(NotKept::Damaged));
    }
}
