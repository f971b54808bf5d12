//! Whole clusters: one of each core under the same schedule, compared when all has come to rest.

use super::decided::Decided;
use super::dice::Dice;
use super::explained::Explained;
use super::facts::{FACTS, Facts, Role};
use super::sides::{OurSide, Side, TheirSide};
use super::{Judge, Setting, Tally};
use machine::NodeId;
use protocols::raft::{Role as OurRole, Rule, Term};
use std::collections::VecDeque;
use std::ops::ControlFlow;

/// How many steps are kept for a person.
const KEPT: usize = 30;
/// The most rounds in which a cluster comes to rest.
const ROUNDS: usize = 200;

/// One step of a schedule.
#[derive(Clone, Debug)]
enum Step {
    /// The election timers of these servers go off, and those have heard no leader for long.
    Campaign(Vec<NodeId>, Vec<NodeId>),
    /// Clients ask a server for so many commands.
    Propose(NodeId, u64),
    /// A server is ordered to hand over, and then asked for a command.
    Transfer(NodeId, NodeId),
    /// A leader waits for an election timeout for a majority to answer.
    Quorum(NodeId),
    /// A server crashes and starts again.
    Restart(NodeId),
    /// Only these servers can hear each other from now on, and all others each other.
    Partition(Vec<NodeId>),
    /// Everybody can hear everybody.
    Heal,
}

/// Two clusters.
pub struct Clusters {
    dice: Dice,
    setting: Setting,
    ours: OurSide,
    theirs: TheirSide,
    cut: Vec<(NodeId, NodeId)>,
    decided: Decided,
    /// The servers at the quiet point before, when both clusters stood alike.
    before: Vec<Facts>,
    number: u64,
    steps: VecDeque<String>,
}

impl Judge for Clusters {
    const STEPS: u64 = 40;

    fn new(mut dice: Dice, off: &[Rule]) -> Self {
        let setting = Setting::plain(&mut dice, off);
        Clusters {
            ours: OurSide::new(&setting),
            theirs: TheirSide::new(&setting),
            cut: Vec::new(),
            decided: Decided::default(),
            before: Vec::new(),
            number: 0,
            steps: VecDeque::new(),
            setting,
            dice,
        }
    }

    fn step(&mut self, tally: &mut Tally) -> Result<ControlFlow<()>, String> {
        let step = self.choose();
        // For this step only some messages are lost.
        let losses = if self.dice.happens(300) { self.some_links() } else { Vec::new() };
        if self.steps.len() == KEPT {
            self.steps.pop_front();
        }
        self.steps.push_back(format!("{step:?}, lost {losses:?}"));
        tally.steps += 1;
        self.take(&step, tally);
        let cut: Vec<_> = self.cut.iter().chain(&losses).copied().collect();
        let mut led = Vec::new();
        self.rest(&cut, &mut led)?;
        if let Step::Quorum(node) = step {
            self.both(|side| side.check_quorum(node));
        }
        if let Step::Transfer(node, _) = step {
            self.both(|side| side.give_up_transfer(node));
        }
        // Followers learn from the first heartbeats what they miss, and from the second what is
        // committed.
        let cut = self.cut.clone();
        for _ in 0..2 {
            for node in self.nodes() {
                self.both(|side| side.beat(node));
            }
            self.rest(&cut, &mut led)?;
        }
        self.compare(&led, tally)
    }

    fn last_steps(&self) -> Vec<String> {
        self.steps.iter().cloned().collect()
    }
}

impl Clusters {
    fn nodes(&self) -> impl Iterator<Item = NodeId> + Clone + use<> {
        NodeId::all(self.setting.options.nodes)
    }

    fn any_node(&mut self) -> NodeId {
        NodeId(1 + self.dice.below(u64::from(self.setting.options.nodes)) as u8)
    }

    /// A leader, more often than not.
    fn likely_leader(&mut self) -> NodeId {
        let leader = self.leaders().first().map(|(node, _)| *node);
        let any = self.any_node();
        leader.filter(|_| self.dice.happens(800)).unwrap_or(any)
    }

    fn some_nodes(&mut self, odds: u64) -> Vec<NodeId> {
        self.nodes().filter(|_| self.dice.happens(odds)).collect()
    }

    fn some_links(&mut self) -> Vec<(NodeId, NodeId)> {
        let odds = [100, 300, 500][self.dice.below(3) as usize];
        let nodes = self.nodes();
        let links = nodes.clone().flat_map(|from| nodes.clone().map(move |to| (from, to)));
        links.filter(|_| self.dice.happens(odds)).collect()
    }

    fn choose(&mut self) -> Step {
        match self.dice.below(100) {
            0..25 => {
                let mut candidates = vec![self.any_node()];
                if self.dice.happens(200) {
                    candidates.push(self.any_node());
                }
                candidates.dedup();
                let odds = [0, 500, 1_000][self.dice.below(3) as usize];
                Step::Campaign(candidates, self.some_nodes(odds))
            }
            25..60 => Step::Propose(self.likely_leader(), 1 + self.dice.below(3)),
            60..68 => Step::Transfer(self.likely_leader(), self.any_node()),
            68..75 => Step::Quorum(self.likely_leader()),
            75..83 => Step::Restart(self.any_node()),
            83..93 => Step::Partition(self.some_nodes(500)),
            _ => Step::Heal,
        }
    }

    fn both(&mut self, work: impl Fn(&mut dyn Side)) {
        work(&mut self.ours);
        work(&mut self.theirs);
    }

    fn take(&mut self, step: &Step, tally: &mut Tally) {
        match step {
            Step::Campaign(candidates, listeners) => {
                // Who leads, or knows no leader, listens by itself; only who follows may hear one.
                for node in listeners {
                    self.both(|side| side.listen(*node));
                }
                for node in candidates {
                    if self.ours.facts(*node).role != Role::Leader {
                        tally.reach("campaigns");
                        self.both(|side| side.campaign(*node));
                    }
                }
            }
            Step::Propose(node, count) => {
                for _ in 0..*count {
                    self.number += 1;
                    let number = self.number;
                    self.both(|side| side.propose(*node, number));
                }
            }
            Step::Transfer(node, to) => {
                self.number += 1;
                let number = self.number;
                tally.reach("transfers ordered");
                self.both(|side| {
                    side.transfer(*node, *to);
                    side.propose(*node, number);
                });
            }
            Step::Quorum(node) => {
                tally.reach("quorum timeouts");
                self.both(|side| {
                    side.await_quorum(*node);
                    side.beat(*node);
                });
            }
            Step::Restart(node) => {
                tally.reach("restarts");
                self.both(|side| side.restart(*node));
            }
            Step::Partition(group) => {
                tally.reach("partitions");
                let nodes = self.nodes();
                let links = nodes.clone().flat_map(|from| nodes.clone().map(move |to| (from, to)));
                let apart =
                    |(from, to): &(NodeId, NodeId)| group.contains(from) != group.contains(to);
                self.cut = links.filter(apart).collect();
            }
            Step::Heal => self.cut.clear(),
        }
    }

    /// Lets both clusters come to rest, and remembers who led meanwhile.
    fn rest(
        &mut self,
        cut: &[(NodeId, NodeId)],
        led: &mut Vec<(NodeId, Term)>,
    ) -> Result<(), String> {
        let ours = (0..ROUNDS).any(|_| {
            led.extend(self.leaders());
            !self.ours.deliver(cut)
        });
        let theirs = (0..ROUNDS).any(|_| !self.theirs.deliver(cut));
        if ours && theirs { Ok(()) } else { Err("they do not come to rest".to_string()) }
    }

    fn compare(
        &mut self,
        led: &[(NodeId, Term)],
        tally: &mut Tally,
    ) -> Result<ControlFlow<()>, String> {
        let mut end = ControlFlow::Continue(());
        let leaders = self.leaders();
        let deposed = led.iter().filter(|leader| !leaders.contains(leader));
        let sides: [&dyn Side; 2] = [&self.ours, &self.theirs];
        let deposed: Vec<Facts> =
            deposed.flat_map(|(node, _)| sides.iter().map(|side| side.facts(*node))).collect();
        for node in self.nodes() {
            let (ours, theirs) = (self.ours.facts(node), self.theirs.facts(node));
            tally.facts += FACTS + 1;
            let differing = ours.differing(&theirs);
            if lost_election(&ours, &theirs, &differing) {
                tally.explain(Explained::LostElection);
            } else if deposed_sending(
                &ours,
                &theirs,
                &differing,
                (&deposed, self.before.get(node.index())),
            ) {
                // Their logs part here, and so may whoever is elected next.
                tally.explain(Explained::DeposedSending);
                end = ControlFlow::Break(());
            } else if !differing.is_empty() {
                let told =
                    format!("{node} differs in {differing:?}\nours   {ours:?}\ntheirs {theirs:?}");
                return Err(format!("{:?}\n{told}", self.setting.options));
            }
            self.decided.learn_from(&ours, 0)?;
            if !self.decided.is_stored(self.ours.server(node), ours.applied) {
                return Err(format!("{node}'s store is not what the commands make of it"));
            }
        }
        self.before = self.nodes().map(|node| self.ours.facts(node)).collect();
        if !leaders.is_empty() {
            tally.reach("quiet points with a leader");
        }
        let [answers, ignored] = std::mem::take(&mut self.theirs.adapted);
        *tally.reached.entry("stale calls that the adapter answered").or_default() += answers;
        *tally.reached.entry("candidates that the adapter ignored").or_default() += ignored;
        Ok(end)
    }

    /// Those that lead, each with its term.
    fn leaders(&self) -> Vec<(NodeId, Term)> {
        let memory = |node| &self.ours.server(node).node.memory;
        let leads = |node: &NodeId| matches!(memory(*node).role, OurRole::Leader { .. });
        self.nodes().filter(leads).map(|node| (node, memory(node).state.term)).collect()
    }
}

/// How far the entries of a leader got that was deposed while it sent heartbeats: one of the two is
/// further, by what that leader holds and knows to be committed; the other is less far, or still
/// holds what it held before the step.
fn deposed_sending(
    ours: &Facts,
    theirs: &Facts,
    differing: &[&str],
    (deposed, before): (&[Facts], Option<&Facts>),
) -> bool {
    let further = |less: &Facts, more: &Facts| {
        let is_untouched = before.is_some_and(|before| before.log == less.log);
        (is_untouched || more.log.starts_with(&less.log))
            && more.commit >= less.commit
            && deposed
                .iter()
                .any(|leader| leader.log.starts_with(&more.log) && leader.commit >= more.commit)
    };
    !differing.is_empty()
        && differing.iter().all(|name| ["log", "commit", "applied"].contains(name))
        && (further(ours, theirs) || further(theirs, ours))
}

/// A candidate of ours waits on, theirs is a follower that knows no leader. They answer alike.
fn lost_election(ours: &Facts, theirs: &Facts, differing: &[&str]) -> bool {
    matches!(ours.role, Role::Candidate | Role::PreCandidate)
        && theirs.role == Role::Follower
        && theirs.leader == 0
        && differing.iter().all(|name| ["role", "votes"].contains(name))
}
