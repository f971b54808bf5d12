//! What the panel looks up in a scene.

use machine::{NodeId, Shape};
use simulator::{NodeScene, Power, Scene};

/// The server the panel speaks of: the selected one, else the leader, else the first.
pub(crate) fn spoken_of(scene: &Scene, selected: Option<NodeId>) -> NodeId {
    let exists = |node: &NodeId| node.index() < scene.nodes.len();
    let leader = || leader(scene).map(|node| node.id);
    selected.filter(exists).or_else(leader).unwrap_or(NodeId(1))
}

/// The server that leads, as far as a bystander can tell: the one of the greatest era among those
/// that think so.
pub(crate) fn leader(scene: &Scene) -> Option<&NodeScene> {
    let leading = scene.nodes.iter().filter(|node| leads(node));
    leading.max_by_key(|node| node.view.status.era)
}

fn leads(node: &NodeScene) -> bool {
    let runs = match node.power {
        Power::Up | Power::Paused => true,
        Power::Down => false,
    };
    runs && match node.view.status.shape {
        Shape::Hexagon => true,
        Shape::DashedRing | Shape::Ring | Shape::DottedRing => false,
    }
}

/// The server, if the cluster has it.
pub(crate) fn node(scene: &Scene, id: NodeId) -> Option<&NodeScene> {
    scene.nodes.get(id.index())
}
