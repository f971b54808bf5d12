//! Where a property was broken, and what happened elsewhere that it broke on.

use super::look_back::{Halt, LookBack};
use super::question::NoAnswer;
use super::value::Watched;
use crate::Language;
use crate::experiment::{Experiment, Past};
use machine::{Cell, Mark, NodeId, NodeView, Shape, Status, WHOLE_LOG};
use simulator::{Label, Trace};

/// The event that broke the property, or the first that broke any.
pub(super) fn event(run: &dyn Experiment, name: Option<&str>) -> Result<u32, NoAnswer> {
    let Some(name) = name else {
        return run.violation().map(|(event, _)| event).ok_or(NoAnswer::AllHold);
    };
    let properties = run.scene(Language::default()).properties;
    let broken = properties.iter().filter_map(|known| Some((known.name, known.broken.as_ref()?)));
    if let Some((_, broken)) = broken.clone().find(|(known, _)| *known == name) {
        return Ok(broken.event);
    }
    let names: Vec<&str> = broken.map(|(name, _)| name).collect();
    if names.is_empty() {
        return Err(NoAnswer::AllHold);
    }
    Err(NoAnswer::Holds(name.into(), names.join(", ")))
}

/// The events at other servers that cannot stand beside the one that broke a property: where
/// another came to lead the same era, and where another decided what this server's log contradicts.
pub(super) fn rivals(back: &mut LookBack<'_>, event: u32) -> Result<Vec<u32>, Halt> {
    let place = back.trace().events[event as usize].place;
    let Some(node) = place.and_then(machine::Endpoint::node) else { return Ok(Vec::new()) };
    let view = back.run().past(event + 1).server(node, WHOLE_LOG, Language::default()).view;
    let leading = leading(back.trace(), event, node, view.status);
    Ok(leading.into_iter().chain(decided(back, event, node, &view)?).collect())
}

/// Where another server came to lead the era that this one leads.
fn leading(trace: &Trace, event: u32, node: NodeId, status: Status) -> Option<u32> {
    if status.shape != Shape::Hexagon {
        return None;
    }
    let mut earlier = (0..event).rev().zip(trace.events[..event as usize].iter().rev());
    let rival = earlier.find(|(_, e)| e.status == Some(status) && e.place != Some(node.into()));
    rival.map(|(event, _)| event)
}

/// Where another server last decided an entry that this one's log contradicts.
fn decided(
    back: &mut LookBack<'_>,
    event: u32,
    node: NodeId,
    view: &NodeView<Label>,
) -> Result<Option<u32>, Halt> {
    let others: Vec<NodeId> =
        NodeId::all(back.run().setup().nodes).filter(|id| *id != node).collect();
    let mark = |mark: Option<Mark>| match mark {
        Some(Mark::Commit | Mark::Decision | Mark::Violation) => true,
        Some(Mark::Election | Mark::Fault) | None => false,
    };
    let contradicted = |past: &dyn Past, id: NodeId| {
        let log = past.server(id, WHOLE_LOG, Language::default()).view.log;
        log.iter().find(|cell| cell.decided && contradicts(view, cell)).map(|cell| cell.index)
    };
    let found = back.last(
        event,
        |event| mark(event.mark),
        |past| others.iter().any(|id| contradicted(past, *id).is_some()),
        |_, is_there| *is_there,
    )?;
    let Some(found) = found else { return Ok(None) };
    let past = back.run().past(found + 1);
    let other = others.iter().find_map(|id| Some((*id, contradicted(&*past, *id)?)));
    match other {
        Some((id, index)) => back.last_change(found + 1, id, &Watched::Decided(index)),
        None => Ok(None),
    }
}

/// Whether the server's log holds something else than this entry, or nothing though it leads a
/// later era.
fn contradicts(view: &NodeView<Label>, decided: &Cell) -> bool {
    let Status { shape, era } = view.status;
    match view.log.iter().find(|cell| cell.index == decided.index) {
        Some(own) => (own.era, &own.text) != (decided.era, &decided.text),
        None => shape == Shape::Hexagon && era > decided.era,
    }
}
