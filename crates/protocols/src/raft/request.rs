//! Clients: section 8.

use super::Raft;
use super::note::Note;
use super::rules::Rule;
use super::state::{Content, Entry, LogIndex, Memory, Role};
use machine::{Effects, Node, Reply, Request};

impl Raft {
    /// A client asks: a leader appends the command, a follower that may stand names its leader,
    /// and any other server sends the client away.
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        let (client, number) = (request.client, request.number);
        if let Some(successor) = node.memory.contact.transfer {
            fx.note(Note::RequestHeldOff(client, successor));
            fx.reply(client, number, Reply::Redirect(None));
            return;
        }
        let leader = match &node.memory.role {
            // Any other has no election timer, and never finds out that its leader is gone.
            Role::Follower { leader } if self.may_stand(node.id, &node.memory) => *leader,
            Role::Follower { .. } => None,
            Role::Candidate { .. } | Role::PreCandidate { .. } => None,
            Role::Leader { .. } => {
                self.lead_request(node, request, fx);
                return;
            }
        };
        fx.note(Note::RequestRedirected(client, leader));
        fx.reply(client, number, Reply::Redirect(leader));
    }

    fn lead_request(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        let (client, number) = (request.client, request.number);
        if self.take_read(node, &request, fx) {
            return;
        }
        if self.follows(Rule::ClientDeduplication) {
            // The answer to a command that was applied is known; what was applied is committed.
            let state = (&node.memory.store, &node.memory.sessions);
            if let Some(outcome) = self.answered(state, &request).cloned() {
                fx.note(Note::RequestAnsweredAgain(client, number));
                fx.reply(client, number, Reply::Done(outcome));
                return;
            }
            if let Some(index) = unapplied(&node.memory, &request) {
                fx.note(Note::RequestKnown(client, index));
                node.memory.waiting.insert(index, (client, number));
                return;
            }
        }
        let term = node.memory.state.term;
        let index = node.memory.state.log.last_index().next();
        node.memory.waiting.insert(index, (client, number));
        fx.note(Note::RequestAppended(client, number, index));
        let time = self.stamp(fx);
        self.append(node, Entry { term, content: Content::Request(request), time }, fx);
    }
}

/// Where the log holds the request, if it does and has not been applied yet.
fn unapplied(memory: &Memory, request: &Request) -> Option<LogIndex> {
    let mut later = memory.state.log.from(memory.applied.next());
    let found = later.find(|(_, entry)| {
        let known = entry.content.request();
        let name = |request: &Request| (request.client, request.number, request.session);
        known.is_some_and(|known| name(known) == name(request))
    });
    found.map(|(index, _)| index)
}
