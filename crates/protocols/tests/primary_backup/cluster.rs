//! A small cluster of primary-backup replication that is driven by hand.

use crate::harness::with_options;
pub(crate) use crate::harness::{Disks, protocol, put, s};
use machine::{NodeId, Protocol};
use protocols::primary_backup::{PrimaryBackup, Role, Rule, Timer, View};

pub(crate) type Hand = crate::harness::Hand<PrimaryBackup>;

/// The protocol with these rules off, asynchronous.
pub(crate) fn asynchronous(nodes: u8, off: &[Rule]) -> PrimaryBackup {
    let list = PrimaryBackup::info().options;
    with_options(nodes, &[(list[0].name, 0)], off)
}

impl Hand {
    /// Whether a server acts as primary.
    pub(crate) fn leads(&self, node: NodeId) -> bool {
        self.is_up(node) && matches!(self.memory(node).role, Role::Primary { .. })
    }

    /// The view a server knows: its number, its primary and its backup; 0 for nobody.
    pub(crate) fn view(&self, node: NodeId) -> (u64, u8, u8) {
        let View { number, primary, backup } = self.memory(node).state.view;
        let place = |node: Option<NodeId>| node.map_or(0, |node| node.0);
        (number.0, place(primary), place(backup))
    }

    /// What a server's store holds under `x`.
    pub(crate) fn value(&self, node: NodeId) -> Option<&str> {
        self.memory(node).store.get("x").map(|value| &**value)
    }

    /// A server is heard by the view service, and everything arrives.
    pub(crate) fn ping(&mut self, node: u8) {
        self.fire(s(node), Timer::Ping);
        self.settle();
    }

    /// S2 is primary of view 1 and, if there are more servers, S3 its backup in view 2.
    pub(crate) fn begin(&mut self) {
        self.ping(2);
        if self.nodes.len() > 2 {
            self.ping(3);
            self.ping(2);
        }
    }

    /// The view service hears all but these for so long that it takes these for dead.
    pub(crate) fn miss(&mut self, silent: &[u8]) {
        for _ in 0..6 {
            self.fire(s(1), Timer::Tick);
            for node in (2..=self.nodes.len() as u8).filter(|node| !silent.contains(node)) {
                if self.is_up(s(node)) {
                    self.ping(node);
                }
            }
        }
    }
}
