//! One event further, in a run whose acts are known.

use crate::action::Action;
use crate::run::{Act, Moment};
use crate::simulation::{Record, Simulation};
use machine::Protocol;

/// Carries out an act.
pub(crate) type CarryOut<P> = fn(&mut Simulation<P>, &Action, &mut Record<P>);

/// Goes on by one event: the next act, if it is due, or what happens by itself. Returns whether
/// there was one.
pub(crate) fn step<P: Protocol>(
    simulation: &mut Simulation<P>,
    (acts, carry_out): (&[Act], Option<CarryOut<P>>),
    record: &mut Record<P>,
) -> bool {
    let next = acts.get(simulation.acts() as usize).zip(carry_out);
    match next {
        Some((act, carry_out)) if is_due(simulation, act.at) => {
            simulation.pass_until(act.at.time.max(simulation.now()));
            carry_out(simulation, &act.action, record);
            true
        }
        Some(_) | None => simulation.step(record),
    }
}

/// Whether an act of this moment comes before whatever happens next by itself.
pub(crate) fn is_due<P: Protocol>(simulation: &Simulation<P>, at: Moment) -> bool {
    let Some(due) = simulation.next_due() else { return true };
    let events_then = if simulation.now() == due { simulation.events_now() } else { 0 };
    (at.time, at.after) <= (due, events_then)
}
