//! What the search remembers beside the servers: who was elected, and what was committed when.

use super::server::Server;
use machine::{ClientId, NodeId};
use protocols::raft::{Entry, Role, Term};

/// An entry, by what tells it from others: its term and whose command it is. Each client has one.
pub(super) type Line = (Term, Option<ClientId>);

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
    (entry.term, entry.request.as_ref().map(|request| request.client))
}

impl Past {
    /// The same, once this server is what it now is.
    pub(super) fn with(&self, server: &Server) -> Self {
        let mut past = self.clone();
        let Some(known) = &server.up else { return past };
        let term = known.state.term;
        if matches!(known.role, Role::Leader { .. }) {
            let elected = (term, server.id);
            if let Err(place) = past.elected.binary_search(&elected) {
                past.elected.insert(place, elected);
            }
        }
        let committed = known.state.log.iter().take(known.commit.0 as usize);
        for entry in committed.skip(past.committed.len()) {
            past.committed.push((line(entry), term));
        }
        past
    }
}
