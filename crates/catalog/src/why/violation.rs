//! Where a property was broken, and what happened elsewhere that it broke on.

use super::question::NoAnswer;
use super::value::{Watched, last, last_change};
use crate::Language;
use crate::experiment::Experiment;
use machine::{Cell, Mark, NodeId, Shape, Status};
use simulator::NodeScene;

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
pub(super) fn rivals(run: &mut dyn Experiment, event: u32) -> Vec<u32> {
    let place = run.trace().events[event as usize].place;
    let Some(node) = place.and_then(machine::Endpoint::node) else { return Vec::new() };
    run.seek(event + 1);
    let scene = run.node(node, Language::default());
    let leading = leading(run, event, &scene);
    leading.into_iter().chain(decided(run, event, &scene)).collect()
}

/// Where another server came to lead the era that this one leads.
fn leading(run: &dyn Experiment, event: u32, scene: &NodeScene) -> Option<u32> {
    let status = scene.view.status;
    if status.shape != Shape::Hexagon {
        return None;
    }
    let mut earlier = (0..event).rev().zip(run.trace().events[..event as usize].iter().rev());
    let rival = earlier.find(|(_, e)| e.status == Some(status) && e.place != Some(scene.id.into()));
    rival.map(|(event, _)| event)
}

/// Where another server last decided an entry that this one's log contradicts.
fn decided(run: &mut dyn Experiment, event: u32, scene: &NodeScene) -> Option<u32> {
    let others: Vec<NodeId> = NodeId::all(run.setup().nodes).filter(|id| *id != scene.id).collect();
    let mark = |mark: Option<Mark>| match mark {
        Some(Mark::Commit | Mark::Decision | Mark::Violation) => true,
        Some(Mark::Election | Mark::Fault) | None => false,
    };
    let contradicted = |run: &dyn Experiment, id: NodeId| {
        let log = run.node(id, Language::default()).view.log;
        log.iter().find(|cell| cell.decided && contradicts(scene, cell)).map(|cell| cell.index)
    };
    let found = last(
        run,
        event,
        |event| mark(event.mark),
        |run| others.iter().any(|id| contradicted(run, *id).is_some()),
        |_, is_there| *is_there,
    )?;
    run.seek(found + 1);
    let (id, index) = others.iter().find_map(|id| Some((*id, contradicted(run, *id)?)))?;
    last_change(run, found + 1, id, &Watched::Decided(index))
}

/// Whether the server's log holds something else than this entry, or nothing though it leads a
/// later era.
fn contradicts(scene: &NodeScene, decided: &Cell) -> bool {
    let Status { shape, era } = scene.view.status;
    match scene.view.log.iter().find(|cell| cell.index == decided.index) {
        Some(own) => (own.era, &own.text) != (decided.era, &decided.text),
        None => shape == Shape::Hexagon && era > decided.era,
    }
}
