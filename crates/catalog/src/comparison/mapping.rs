//! Who is whom: which server of one side is which of another.

use super::Comparison;
use crate::words::Language;
use machine::{Endpoint, NodeId, Status};
use simulator::{Action, Joint, MessageId, NodeScene, Power, Scene};

/// One part that is played on every side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Who plays it on each side; `None` where there are fewer servers.
    pub players: Vec<Option<NodeId>>,
    /// Whether it is the part of those that lead.
    pub leads: bool,
}

/// Who is whom at one moment. Servers are matched by number at first; who was acted on together
/// belongs together from then on, as do those that lead: each such pair is made by a swap, so the
/// others stay as they were.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// For each side who plays which part, the first part first.
    sides: Vec<Vec<u8>>,
    /// How many servers each side has.
    nodes: Vec<u8>,
    /// The part of those that lead.
    lead: Option<usize>,
}

impl Mapping {
    /// Who is whom after all of `taken` has been done, where the sides look so now.
    #[must_use]
    pub fn new(taken: &[Joint], scenes: &[&Scene]) -> Self {
        let nodes: Vec<u8> = scenes.iter().map(|scene| scene.nodes.len() as u8).collect();
        let most = nodes.iter().copied().max().unwrap_or(0);
        let sides = vec![(1..=most).collect(); nodes.len()];
        let mut mapping = Mapping { sides, nodes, lead: None };
        for joint in taken {
            let who = joint.iter().map(|act| act.as_ref().and_then(|act| subject(&act.action)));
            mapping.join(&who.collect::<Vec<_>>());
        }
        let leaders: Vec<Option<NodeId>> = scenes.iter().map(|scene| leader(scene)).collect();
        mapping.lead = mapping.join(&leaders);
        mapping
    }

    /// Makes these play one part: that of the first of them. Returns which.
    fn join(&mut self, players: &[Option<NodeId>]) -> Option<usize> {
        let first = players.iter().position(Option::is_some)?;
        let part = self.part_of(first, players[first]?)?;
        for (side, player) in self.sides.iter_mut().zip(players).skip(first + 1) {
            let place = player.and_then(|player| side.iter().position(|other| *other == player.0));
            if let Some(place) = place {
                side.swap(part, place);
            }
        }
        Some(part)
    }

    fn part_of(&self, side: usize, node: NodeId) -> Option<usize> {
        self.sides[side].iter().position(|other| *other == node.0)
    }

    /// Who plays on side `to` what `node` plays on side `from`; `None` if there is no such server.
    #[must_use]
    pub fn node(&self, from: usize, to: usize, node: NodeId) -> Option<NodeId> {
        let player = self.sides[to][self.part_of(from, node)?];
        (player <= self.nodes[to]).then_some(NodeId(player))
    }

    /// The same for servers and clients; a client is the one of the same number.
    #[must_use]
    pub fn end(&self, from: usize, to: usize, end: Endpoint) -> Option<Endpoint> {
        match end {
            Endpoint::Node(node) => self.node(from, to, node).map(Endpoint::Node),
            Endpoint::Client(_) => Some(end),
        }
    }

    /// The message that travels the same link with the same number.
    #[must_use]
    pub fn message(&self, from: usize, to: usize, id: MessageId) -> Option<MessageId> {
        let [sender, receiver] = [id.from, id.to].map(|end| self.end(from, to, end));
        Some(MessageId { from: sender?, to: receiver?, ..id })
    }

    /// Every part, in the order of the first side's servers.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut places: Vec<usize> = (0..self.sides[0].len()).collect();
        places.sort_by_key(|place| self.sides[0][*place]);
        let player = |(side, nodes): (&Vec<u8>, &u8), place: usize| {
            (side[place] <= *nodes).then_some(NodeId(side[place]))
        };
        let part = |place: usize| Part {
            players: self.sides.iter().zip(&self.nodes).map(|both| player(both, place)).collect(),
            leads: self.lead == Some(place),
        };
        places.into_iter().map(part).collect()
    }
}

impl Comparison {
    /// Who is whom now.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let scenes: Vec<Scene> = self.runs().map(|run| run.scene(Language::default())).collect();
        Mapping::new(&self.joints()[..self.taken()], &scenes.iter().collect::<Vec<_>>())
    }
}

/// Who leads: of those that run and are drawn as leading, the one with the latest term, ballot or
/// view; of those the first.
fn leader(scene: &Scene) -> Option<NodeId> {
    let leads = |node: &&NodeScene| node.power != Power::Down && node.view.status.shape.leads();
    let leading = scene.nodes.iter().filter(leads);
    let latest = leading.reduce(|best, node| {
        let era = |node: &NodeScene| -> u64 {
            let Status { era, .. } = node.view.status;
            era
        };
        if era(node) > era(best) { node } else { best }
    });
    latest.map(|node| node.id)
}

/// The one server that an action is about, if it is about one.
fn subject(action: &Action) -> Option<NodeId> {
    match action {
        Action::Crash(node)
        | Action::Restart(node, _)
        | Action::Pause(node)
        | Action::Resume(node)
        | Action::Fire(node, _)
        | Action::Timer(node, ..)
        | Action::Order(node, ..)
        | Action::Disk(node, _)
        | Action::Clock(node, _)
        | Action::Slow(node, _)
        | Action::Isolate(Endpoint::Node(node)) => Some(*node),
        Action::Isolate(Endpoint::Client(_))
        | Action::Request(..)
        | Action::Cut(..)
        | Action::Heal(..)
        | Action::Partition(_)
        | Action::HealAll
        | Action::Deliver(_)
        | Action::Delay(..)
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Corrupt(_)
        | Action::Network(..)
        | Action::BreakRule(_)
        | Action::FollowRule(_)
        | Action::Drive(_) => None,
    }
}
