//! What became of each request of a client, from the record of a run.

use crate::experiment::Experiment;
use machine::{ClientId, Mark, Micros};
use simulator::{Action, EventKind, Scene};

/// A request and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub(super) client: ClientId,
    pub(super) at: Micros,
    /// When the first server knew it to be decided, and how many messages one after the other that
    /// took.
    pub(super) decided: Option<(Micros, u32)>,
    pub(super) answered: Option<Micros>,
}

/// From which request something came, and how many messages one after the other led to it.
type Origin = Option<(u32, u32)>;

/// Every request up to the present position of the run, which looks like `scene` there.
pub(super) fn requests(run: &dyn Experiment, scene: &Scene) -> Vec<Asked> {
    let trace = run.trace();
    let events = &trace.events[..run.position() as usize];
    let mut requests: Vec<Asked> = Vec::new();
    let mut origins: Vec<Origin> = Vec::with_capacity(events.len());
    for event in events {
        let action = event.kind.act().map(|act| &trace.acts[act as usize].action);
        let before = event.cause.and_then(|cause| origins[cause as usize]);
        let origin = match (action, event.kind) {
            (Some(Action::Request(client, ..)), _) => {
                let (client, at) = (*client, event.at);
                requests.push(Asked { client, at, decided: None, answered: None });
                Some((requests.len() as u32 - 1, 0))
            }
            (Some(Action::Deliver(_)), _) | (None, EventKind::Arrived) => {
                before.map(|(request, messages)| (request, messages + 1))
            }
            (Some(_), _) | (None, _) => before,
        };
        if let Some((request, messages)) = origin
            && is_decision(event.mark)
        {
            requests[request as usize].decided.get_or_insert((event.at, messages));
        }
        origins.push(origin);
    }
    for client in &scene.clients {
        let asked = requests.iter_mut().filter(|asked| asked.client == client.id);
        for (asked, operation) in asked.zip(&client.operations) {
            asked.answered = operation.answer.as_ref().map(|(at, _)| *at);
        }
    }
    requests
}

fn is_decision(mark: Option<Mark>) -> bool {
    match mark {
        Some(Mark::Commit | Mark::Decision) => true,
        Some(Mark::Election | Mark::Fault | Mark::Violation) | None => false,
    }
}
