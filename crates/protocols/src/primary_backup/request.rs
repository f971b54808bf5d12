//! Clients: lab 2B. A client asks the view service who is primary, and the primary for the rest.

use super::note::Note;
use super::rules::Rule;
use super::state::{LogIndex, Memory, Operation, Role};
use super::{PrimaryBackup, Saving, Timer};
use machine::{Effects, Node, Reply, Request, Span};

impl PrimaryBackup {
    /// A client asks: the primary takes the operation, any other server names the primary (Pb3: a
    /// server that is not primary does not take requests).
    pub(super) fn take_request(
        &self,
        node: &mut Node<Self>,
        request: Request,
        fx: &mut Effects<Self>,
    ) {
        match node.memory.role {
            Role::Primary { .. } => self.serve(node, request, fx),
            Role::ViewService { .. } | Role::Backup | Role::Spare => {
                let primary = node.memory.state.view.primary.filter(|other| *other != node.id);
                fx.note(Note::RequestRedirected(request.client, primary));
                fx.reply(request.client, request.number, Reply::Redirect(primary));
            }
        }
    }

    fn serve(&self, node: &mut Node<Self>, request: Request, fx: &mut Effects<Self>) {
        let (client, number) = (request.client, request.number);
        let memory = &mut node.memory;
        // Lab 2B: an operation that comes again is answered, not done again.
        if self.follows(Rule::ClientDeduplication)
            && let Some(outcome) = memory.store.answered(&request)
        {
            match unsettled(memory, &request) {
                Some(index) => {
                    fx.note(Note::RequestKnown(client, index));
                    memory.waiting.insert(index, (client, number));
                }
                None => {
                    fx.note(Note::RequestAnsweredAgain(client, number));
                    fx.reply(client, number, Reply::Done(outcome.clone()));
                }
            }
            return;
        }
        let previous = memory.state.log.last_index();
        let view = memory.state.view.number;
        let index = memory.apply(Operation { view, request });
        memory.waiting.insert(index, (client, number));
        fx.note(Note::RequestTaken(client, number, index));
        let saving = self.persist(node, fx);
        if let Role::Primary { backup: Some(backup), .. } = node.memory.role
            && backup.has.is_some()
        {
            self.forward(&node.memory, backup.node, previous, fx);
            fx.set_timer(Timer::Resend, Span::exactly(self.resend));
        }
        if saving == Saving::Nothing {
            self.count_all(node, fx);
        }
    }
}

/// Where the log holds the request among what is not answered for yet.
fn unsettled(memory: &Memory, request: &Request) -> Option<LogIndex> {
    let mut later = memory.state.log.from(memory.settled.next());
    let is_it = |known: &Request| (known.client, known.number) == (request.client, request.number);
    later.find(|(_, operation)| is_it(&operation.request)).map(|(index, _)| index)
}
