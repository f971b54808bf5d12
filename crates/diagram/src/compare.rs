//! Where two runs part.

use simulator::{EventKind, Trace};

/// The place of the first event in which two runs differ; `None` if one is the beginning of the
/// other, as far as both are known. The trace hash runs on from event to event, so the place is
/// found by halving. It does not hold what a person did, only that they did something, so their
/// acts are looked at as well.
#[must_use]
pub fn first_difference(one: &Trace, other: &Trace) -> Option<u32> {
    let both = one.events.len().min(other.events.len());
    let pairs: Vec<usize> = (0..both).collect();
    let same = pairs.partition_point(|at| one.events[*at].hash == other.events[*at].hash);
    let acts = one.acts.iter().zip(&other.acts).take_while(|(a, b)| a.action == b.action).count();
    let act = EventKind::Acted(acts as u32);
    let acted = one.events[..same].iter().position(|event| event.kind == act);
    let parts = acted.unwrap_or(same);
    (parts < both).then_some(parts as u32)
}

#[cfg(test)]
mod tests {
    use super::first_difference;
    use crate::samples::{Script, leader};
    use machine::NodeId;
    use simulator::Action;

    fn begun() -> Script {
        let mut script = Script::started(2);
        script.becomes(100, NodeId(1), leader(1));
        script
    }

    #[test]
    fn runs_part_at_the_first_event_that_differs() {
        let (mut one, mut other) = (begun(), begun());
        one.becomes(200, NodeId(2), leader(2)).becomes(300, NodeId(1), leader(3));
        other.becomes(210, NodeId(2), leader(2)).becomes(300, NodeId(1), leader(3));
        assert_eq!(first_difference(&one.trace, &other.trace), Some(3));
        assert_eq!(first_difference(&one.trace, &one.trace.clone()), None);
    }

    #[test]
    fn a_run_does_not_part_from_its_own_beginning() {
        let (mut longer, shorter) = (begun(), begun());
        longer.becomes(200, NodeId(2), leader(2));
        assert_eq!(first_difference(&longer.trace, &shorter.trace), None);
    }

    #[test]
    fn runs_part_where_a_person_did_something_else_at_the_same_moment() {
        let (mut one, mut other) = (begun(), begun());
        one.link(200, Action::Cut(NodeId(1).into(), NodeId(2).into()));
        other.link(200, Action::Cut(NodeId(2).into(), NodeId(1).into()));
        assert_eq!(first_difference(&one.trace, &other.trace), Some(3));
    }
}
