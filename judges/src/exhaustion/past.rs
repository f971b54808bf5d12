//! What the search remembers beside the servers: who was elected, and what was committed when.

use super::server::Server;
use machine::{ClientId, NodeId};
use protocols::raft::{Configuration, Content, Entry, Role, Term};
use std::collections::BTreeMap;

/// An entry, by what tells it from others: its term and what it says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Line {
    pub(super) term: Term,
    pub(super) says: Says,
}

/// What an entry says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Says {
    /// Nothing.
    Nothing,
    /// A client's command. Each has one.
    Command(ClientId),
    /// Who belongs to the cluster.
    Members(Configuration),
}

/// What has been.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Past {
    /// Who was elected in which term.
    pub(super) elected: Vec<(Term, NodeId)>,
    /// What was first known to be committed at each index, and the term of the server that knew.
    pub(super) committed: Vec<(Line, Term)>,
}

/// What tells an entry from others.
pub(super) fn line(entry: &Entry) -> Line {
    let says = match &entry.content {
        Content::NoOp => Says::Nothing,
        Content::Request(request) => Says::Command(request.client),
        Content::Configuration(configuration) => Says::Members(*configuration),
    };
    Line { term: entry.term, says }
}

impl Past {
    /// The same, once a server has become another in a step. What it committed may have gone from
    /// its log in that very step, into a snapshot: then it was there before.
    pub(super) fn with(&self, before: &Server, after: &Server) -> Self {
        let mut past = self.clone();
        let Some(known) = &after.up else { return past };
        let term = known.state.term;
        if matches!(known.role, Role::Leader { .. }) {
            let elected = (term, after.id);
            if let Err(place) = past.elected.binary_search(&elected) {
                past.elected.insert(place, elected);
            }
        }
        let earlier = before.up.iter().flat_map(|known| known.state.log());
        let entries: BTreeMap<u64, &Entry> = earlier.chain(known.state.log()).collect();
        while let next = past.committed.len() as u64 + 1
            && next <= known.commit.0
            && let Some(entry) = entries.get(&next)
        {
            past.committed.push((line(entry), term));
        }
        past
    }
}
