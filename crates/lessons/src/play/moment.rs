//! Exactly one moment of a run.

use catalog::Experiment;
use simulator::Moment;

/// Lets virtual time pass until exactly `moment`, computing at most `events` events. Returns
/// whether it was reached; it is not if it is past, or if too much happens before it.
pub fn go_to(experiment: &mut dyn Experiment, moment: Moment, events: u32) -> bool {
    let mut left = events;
    while let Some(due) = experiment.next_due() {
        let happened = if due == experiment.now() { events_now(experiment) } else { 0 };
        if (due, happened) >= (moment.time, moment.after) {
            break;
        }
        if left == 0 || !experiment.step() {
            return false;
        }
        left -= 1;
    }
    if experiment.now() < moment.time {
        experiment.advance_to(moment.time, 1);
    }
    experiment.now() == moment.time && events_now(experiment) == moment.after
}

/// How many events have happened at exactly the present time.
fn events_now(experiment: &dyn Experiment) -> u32 {
    let past = &experiment.trace().events[..experiment.position() as usize];
    let now = experiment.now();
    past.iter().rev().take_while(|event| event.at == now).count() as u32
}
