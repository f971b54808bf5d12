//! Transfers of money, as the commit protocols' tests write them.

use machine::{Command, Transfer, TxnId};
use std::sync::Arc;

/// The transaction of this number in the coordinator's first run.
pub(crate) fn txn(number: u32) -> TxnId {
    TxnId { epoch: 1, number }
}

pub(crate) fn put(key: &str, amount: &str) -> Command {
    Command::Put(key.into(), amount.into())
}

pub(crate) fn transfer(key: &str, amount: &str) -> Arc<Transfer> {
    Arc::new(Transfer::parse(&put(key, amount), 9).expect("it is a transfer"))
}
