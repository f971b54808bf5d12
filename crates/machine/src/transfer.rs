//! Transfers: transactions that move money between accounts, one account on each server but `S1`.
//!
//! A client writes one as a `put` whose key names the accounts and whose value is the amount:
//! `put S2->S3 10` takes 10 from the account on `S2` and gives it to the one on `S3`, and
//! `put S2->S3,S4 10` gives 10 to each. Money is neither made nor lost by it.

use crate::client::{Command, Text};
use crate::ids::NodeId;
use core::fmt;

/// The most that one transfer gives to each receiver, so that no sum can overflow.
const AMOUNT_MAX: u64 = 1_000_000_000;

/// A transaction: the run of its coordinator in which it began, and its number in that run. No two
/// transactions ever have the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TxnId {
    /// How often the coordinator had started when this began.
    pub epoch: u32,
    /// Its number since then, from 1.
    pub number: u32,
}

impl fmt::Display for TxnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{}.{}", self.epoch, self.number)
    }
}

/// A transfer of money from one account to one or more others.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Transfer {
    from: NodeId,
    to: Vec<NodeId>,
    amount: i64,
}

impl Transfer {
    /// The transfer that a client's command asks for, in a cluster of `nodes` servers, of which
    /// `S1` has no account; `None` if it asks for none that is possible there.
    #[must_use]
    pub fn parse(command: &Command, nodes: u8) -> Option<Self> {
        let Command::Put(key, value) = command else { return None };
        let (from, to) = key.split_once("->")?;
        let from = account(from, nodes)?;
        let to: Vec<NodeId> =
            to.split(',').map(|name| account(name, nodes)).collect::<Option<_>>()?;
        let is_new = |(place, node): (usize, &NodeId)| *node != from && !to[..place].contains(node);
        let amount: u64 = value.parse().ok()?;
        if !to.iter().enumerate().all(is_new) || !(1..=AMOUNT_MAX).contains(&amount) {
            return None;
        }
        Some(Transfer { from, to, amount: i64::try_from(amount).ok()? })
    }

    /// The servers whose accounts it changes, the paying one first.
    pub fn participants(&self) -> impl Iterator<Item = NodeId> + '_ {
        core::iter::once(self.from).chain(self.to.iter().copied())
    }

    /// Whether it changes the account on this server.
    #[must_use]
    pub fn concerns(&self, node: NodeId) -> bool {
        self.from == node || self.to.contains(&node)
    }

    /// By how much it changes the account on this server.
    #[must_use]
    pub fn change_at(&self, node: NodeId) -> i64 {
        if self.from == node {
            -self.amount * self.to.len() as i64
        } else if self.to.contains(&node) {
            self.amount
        } else {
            0
        }
    }
}

/// The servers that have an account, in a cluster of `nodes` servers.
pub fn accounts(nodes: u8) -> impl Iterator<Item = NodeId> {
    NodeId::all(nodes).filter(|node| *node != NodeId(1))
}

/// The server whose account has this name, if it has one.
fn account(name: &str, nodes: u8) -> Option<NodeId> {
    let number = name.strip_prefix('S')?.parse().ok()?;
    (2..=nodes).contains(&number).then_some(NodeId(number))
}

/// The server whose account a `get` asks for: `get S2`.
#[must_use]
pub fn account_read(command: &Command, nodes: u8) -> Option<NodeId> {
    if let Command::Get(key) = command { account(key, nodes) } else { None }
}

/// What a client is told of a transaction that was aborted, as the value that was found instead.
#[must_use]
pub fn aborted() -> Text {
    "aborted".into()
}

/// As a log cell shows it: `S2->S3 10`.
impl fmt::Display for Transfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}->", self.from)?;
        for (place, to) in self.to.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{to}")?;
        }
        write!(f, " {}", self.amount)
    }
}

#[cfg(test)]
mod tests {
    use super::{Transfer, account_read};
    use crate::{Command, NodeId};

    fn put(key: &str, value: &str) -> Command {
        Command::Put(key.into(), value.into())
    }

    #[test]
    fn a_transfer_neither_makes_nor_loses_money() {
        let transfer = Transfer::parse(&put("S2->S3,S4", "10"), 4).unwrap();
        let changes: Vec<i64> = NodeId::all(4).map(|node| transfer.change_at(node)).collect();
        assert_eq!(changes, [0, -20, 10, 10]);
        assert_eq!(transfer.to_string(), "S2->S3,S4 10");
        assert_eq!(transfer.participants().collect::<Vec<_>>(), [2, 3, 4].map(NodeId));
    }

    #[test]
    fn what_names_no_accounts_is_no_transfer() {
        let wrong = ["x", "S2", "S1->S2", "S2->S2", "S2->S3,S3", "S2->S9", "S2->", "->S3"];
        for key in wrong {
            assert_eq!(Transfer::parse(&put(key, "1"), 4), None, "{key}");
        }
        for value in ["0", "-1", "x", "1000000001"] {
            assert_eq!(Transfer::parse(&put("S2->S3", value), 4), None, "{value}");
        }
        assert_eq!(Transfer::parse(&Command::Get("S2->S3".into()), 4), None);
        assert_eq!(account_read(&Command::Get("S2".into()), 4), Some(NodeId(2)));
        assert_eq!(account_read(&Command::Get("S1".into()), 4), None);
    }
}
