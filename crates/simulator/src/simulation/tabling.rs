//! What is shown of the servers side by side, besides their logs.

use super::looking::label_fields;
use super::{Simulation, Words};
use crate::scene::{Label, RowScene, Table};
use machine::{Cluster, Micros, NodeId, Protocol, Row, TxnId};

/// Since when a node is in doubt about a transaction.
type Since<'a> = &'a dyn Fn(NodeId, TxnId) -> Option<Micros>;

impl<P: Protocol> Simulation<P> {
    /// The table of servers; `since` tells since when a node is in doubt about a transaction.
    pub(crate) fn table(&self, words: &Words<P>, since: Since<'_>) -> Table {
        let cluster = Cluster { protocol: &self.protocol, nodes: &self.nodes, disks: &self.disks };
        Table {
            overview: label_fields(P::overview(&cluster, &self.history), words),
            rows: NodeId::all(self.nodes.len() as u8)
                .flat_map(|id| self.rows(id, words, since))
                .collect(),
        }
    }

    fn rows(&self, id: NodeId, words: &Words<P>, since: Since<'_>) -> Vec<RowScene> {
        let node = self.node_or_ghost(id);
        // A server that is down may have lost what it was in doubt about.
        let doubts = P::in_doubt(&node);
        let row = |row: Row<P::Word>| {
            let about = row.about.as_ref().map(|(txn, _)| *txn).filter(|txn| doubts.contains(txn));
            let in_doubt = about.and_then(|txn| since(id, txn));
            RowScene { node: id, row: label_row(row, words), in_doubt }
        };
        self.protocol.table(&node).into_iter().map(row).collect()
    }
}

fn label_row<P: Protocol>(row: Row<P::Word>, words: &Words<P>) -> Row<Label> {
    let Row { about, era, standing, fields } = row;
    Row { about, era, standing, fields: label_fields(fields, words) }
}
