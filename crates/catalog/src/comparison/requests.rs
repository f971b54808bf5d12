//! What became of each request of a client, from the record of a run.

use crate::experiment::Experiment;
use machine::{ClientId, Command, Mark, Micros, Outcome};
use simulator::{Action, EventKind, Scene};

/// A request and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub(super) client: ClientId,
    pub(super) at: Micros,
    /// How the first server came to know it to be decided.
    pub(super) decided: Option<Decided>,
    pub(super) answered: Option<Micros>,
    /// Whether the answer says that it was carried out, and it is no read.
    pub(super) is_done: bool,
}

/// How a request was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Decided {
    pub(super) at: Micros,
    /// How many messages one after the other that took.
    pub(super) messages: u32,
    /// Whether it took a timer.
    pub(super) is_by_timer: bool,
}

/// All requests, and what they led to.
pub(super) struct Requests {
    /// Each of them, in order.
    pub(super) asked: Vec<Asked>,
    /// For each event the request that led to it by messages and saves alone, without a timer.
    pub(super) direct: Vec<Option<u32>>,
}

/// Where an event came from.
#[derive(Clone, Copy)]
struct Origin {
    /// The request, by its place.
    request: u32,
    /// How many messages one after the other led from there.
    messages: u32,
    /// Whether a timer went off on the way.
    is_by_timer: bool,
}

/// Every request up to the present position of the run, which looks like `scene` there.
pub(super) fn requests(run: &dyn Experiment, scene: &Scene) -> Requests {
    let trace = run.trace();
    let events = &trace.events[..run.position() as usize];
    let mut asked: Vec<Asked> = Vec::new();
    let mut origins: Vec<Option<Origin>> = Vec::with_capacity(events.len());
    for event in events {
        let action = event.kind.act().map(|act| &trace.acts[act as usize].action);
        let before = event.cause.and_then(|cause| origins[cause as usize]);
        let origin = match (action, event.kind) {
            (Some(Action::Request(client, ..)), _) => {
                let (client, at) = (*client, event.at);
                let (decided, answered, is_done) = (None, None, false);
                asked.push(Asked { client, at, decided, answered, is_done });
                let request = asked.len() as u32 - 1;
                Some(Origin { request, messages: 0, is_by_timer: false })
            }
            (Some(Action::Deliver(_)), _) | (None, EventKind::Arrived) => {
                before.map(|origin| Origin { messages: origin.messages + 1, ..origin })
            }
            (Some(Action::Fire(..)), _)
            | (None, EventKind::Fired(..) | EventKind::TimedOut(_) | EventKind::Retried(_)) => {
                before.map(|origin| Origin { is_by_timer: true, ..origin })
            }
            (Some(_), _) | (None, _) => before,
        };
        if let Some(Origin { request, messages, is_by_timer }) = origin
            && is_decision(event.mark)
        {
            let decided = Decided { at: event.at, messages, is_by_timer };
            asked[request as usize].decided.get_or_insert(decided);
        }
        origins.push(origin);
    }
    for client in &scene.clients {
        let asked = asked.iter_mut().filter(|asked| asked.client == client.id);
        for (asked, operation) in asked.zip(&client.operations) {
            if let Some((at, outcome)) = &operation.answer {
                asked.answered = Some(*at);
                asked.is_done = is_done(&operation.command, outcome);
            }
        }
    }
    let direct = |origin: &Option<Origin>| {
        origin.filter(|origin| !origin.is_by_timer).map(|origin| origin.request)
    };
    Requests { asked, direct: origins.iter().map(direct).collect() }
}

/// Whether the answer says that what the command asks for was carried out and changed something.
fn is_done(command: &Command, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Written | Outcome::Swapped => true,
        Outcome::Chosen(chosen) => chosen == command,
        Outcome::Value(_) | Outcome::Differs(_) | Outcome::Expired => false,
    }
}

fn is_decision(mark: Option<Mark>) -> bool {
    match mark {
        Some(Mark::Commit | Mark::Decision) => true,
        Some(Mark::Election | Mark::Fault | Mark::Violation) | None => false,
    }
}
