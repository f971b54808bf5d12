//! Message by message: each of our servers beside one of the crate's that is given the same.

use super::decided::Decided;
use super::dice::Dice;
use super::event::{After, Event, Input};
use super::explained::Explained;
use super::facts::{FACTS, Facts, Role};
use super::giving::{decisions, follow, give_ours, give_theirs, round_answered, their_decisions};
use super::members::{decide, encode};
use super::ours::Ours;
use super::theirs::Theirs;
use super::translate::Verdict;
use super::{Judge, Setting, Tally};
use machine::NodeId;
use protocols::raft::{Message, Role as OurRole, Rule, Timer};
use std::collections::VecDeque;
use std::ops::ControlFlow;

/// The most messages under way; the oldest are lost.
const FLIGHTS_MAX: usize = 64;
/// How many steps are kept for a person.
const KEPT: usize = 30;

/// A message of ours under way.
#[derive(Clone, Debug)]
struct Flight {
    from: NodeId,
    to: NodeId,
    message: Message,
}

/// A cluster of ours, and the twin of each of its servers.
pub struct Twins {
    dice: Dice,
    setting: Setting,
    ours: Vec<Ours>,
    theirs: Vec<Theirs>,
    flights: Vec<Flight>,
    /// The links that are cut.
    cut: Vec<(NodeId, NodeId)>,
    decided: Decided,
    /// The number of the last command.
    number: u64,
    /// How much goes wrong: the odds of a thousand by which a step is a disturbance.
    trouble: u64,
    steps: VecDeque<String>,
}

impl Judge for Twins {
    const STEPS: u64 = 150;

    fn new(mut dice: Dice, off: &[Rule]) -> Self {
        let setting = Setting::of(&mut dice, off);
        let nodes = NodeId::all(setting.options.nodes);
        Twins {
            ours: nodes
                .clone()
                .map(|node| Ours::new(setting.raft.clone(), setting.options, node))
                .collect(),
            theirs: nodes.map(|node| Theirs::new(setting.options, node)).collect(),
            flights: Vec::new(),
            cut: Vec::new(),
            decided: Decided::default(),
            number: 0,
            trouble: [30, 100, 250][dice.below(3) as usize],
            steps: VecDeque::new(),
            setting,
            dice,
        }
    }

    fn step(&mut self, tally: &mut Tally) -> Result<ControlFlow<()>, String> {
        self.act(tally).map(ControlFlow::Continue)
    }

    fn last_steps(&self) -> Vec<String> {
        self.steps.iter().cloned().collect()
    }
}

impl Twins {
    fn act(&mut self, tally: &mut Tally) -> Result<(), String> {
        let node = NodeId(1 + self.dice.below(u64::from(self.setting.options.nodes)) as u8);
        if self.dice.happens(self.trouble) {
            return self.disturb(node, tally);
        }
        match self.dice.below(100) {
            0..70 => self.deliver(tally),
            70..80 => self.propose(node, tally),
            80..90 => self.fire(node, Timer::Heartbeat, tally),
            90..92 => self.settle(tally),
            _ => self.fire(node, Timer::Election, tally),
        }
    }

    fn disturb(&mut self, node: NodeId, tally: &mut Tally) -> Result<(), String> {
        match self.dice.below(100) {
            0..25 => {
                self.any_flight().map(|place| self.flights.remove(place));
                Ok(())
            }
            25..40 => {
                if let Some(place) = self.any_flight() {
                    self.flights.push(self.flights[place].clone());
                }
                Ok(())
            }
            40..52 => self.fire(node, Timer::Contact, tally),
            52..60 => self.fire(node, Timer::Quorum, tally),
            60..68 => {
                let to = NodeId(1 + self.dice.below(self.ours.len() as u64) as u8);
                self.give(node, Input::Transfer(to), tally)
            }
            68..72 => self.fire(node, Timer::Transfer, tally),
            72..82 => self.give(node, Input::Restart, tally),
            82..87 => {
                self.partition();
                Ok(())
            }
            87..92 => {
                self.cut.clear();
                Ok(())
            }
            92..94 => self.fire(node, Timer::CatchUp, tally),
            _ => self.order(node, tally),
        }
    }

    /// A person gives a leader, more often than not, an order that is about members or snapshots.
    fn order(&mut self, node: NodeId, tally: &mut Tally) -> Result<(), String> {
        let count = self.ours.len() as u64;
        let any = NodeId(1 + self.dice.below(count) as u8);
        let some: Vec<NodeId> =
            NodeId::all(count as u8).filter(|_| self.dice.happens(600)).collect();
        let (name, named) = match self.dice.below(20) {
            0..3 => ("compact", Vec::new()),
            3..5 => ("send-snapshot", vec![any]),
            5..8 => ("add-server", vec![any]),
            8..10 => ("add-learner", vec![any]),
            10..12 => ("promote", vec![any]),
            12..15 => ("remove-server", vec![any]),
            15..18 if !some.is_empty() => ("reconfigure", some),
            _ => ("leave-joint", Vec::new()),
        };
        let ordered = if name == "compact" { node } else { self.likely_leader(node) };
        self.give(ordered, Input::Order(name, named), tally)
    }

    /// A server that leads, more often than not; otherwise this one.
    fn likely_leader(&mut self, node: NodeId) -> NodeId {
        let leads = |it: &&Ours| matches!(it.node.memory.role, OurRole::Leader { .. });
        let leader = self.ours.iter().find(leads).map(|it| it.node.id);
        leader.filter(|_| self.dice.happens(800)).unwrap_or(node)
    }

    /// Cuts some links, each way by itself.
    fn partition(&mut self) {
        let odds = [150, 300, 500][self.dice.below(3) as usize];
        let nodes = NodeId::all(self.setting.options.nodes);
        let links = nodes.clone().flat_map(|from| nodes.clone().map(move |to| (from, to)));
        self.cut = links.filter(|_| self.dice.happens(odds)).collect();
    }

    fn any_flight(&mut self) -> Option<usize> {
        let count = self.flights.len() as u64;
        (count > 0).then(|| self.dice.below(count) as usize)
    }

    /// Any message arrives, more often an old one.
    fn deliver(&mut self, tally: &mut Tally) -> Result<(), String> {
        let Some(any) = self.any_flight() else { return Ok(()) };
        let place = if self.dice.happens(600) { any / 4 } else { any };
        let flight = self.flights.remove(place);
        self.arrive(flight, tally)
    }

    fn arrive(&mut self, flight: Flight, tally: &mut Tally) -> Result<(), String> {
        let Flight { from, to, message } = flight;
        if self.cut.contains(&(from, to)) {
            return Ok(());
        }
        self.give(to, Input::Message(from, message), tally)
    }

    /// All that is under way arrives, in order, three rounds of it.
    fn settle(&mut self, tally: &mut Tally) -> Result<(), String> {
        for _ in 0..3 {
            for flight in std::mem::take(&mut self.flights) {
                self.arrive(flight, tally)?;
            }
        }
        Ok(())
    }

    /// A client asks: a leader more often than not.
    fn propose(&mut self, node: NodeId, tally: &mut Tally) -> Result<(), String> {
        self.number += 1;
        let asked = self.likely_leader(node);
        self.give(asked, Input::Propose(self.number), tally)
    }

    /// A timer goes off, if it runs.
    fn fire(&mut self, node: NodeId, timer: Timer, tally: &mut Tally) -> Result<(), String> {
        if !self.ours[node.index()].awaits(timer) {
            return Ok(());
        }
        let input = match timer {
            Timer::Election => Input::Election,
            Timer::Heartbeat => Input::Heartbeat,
            Timer::Contact => Input::Contact,
            Timer::Quorum => Input::Quorum,
            Timer::Transfer => Input::TransferTimeout,
            Timer::CatchUp => Input::CatchUp,
            Timer::Lease => return Ok(()),
        };
        self.give(node, input, tally)
    }

    /// Gives both cores an input, and compares what they make of it.
    fn give(&mut self, me: NodeId, input: Input, tally: &mut Tally) -> Result<(), String> {
        if self.steps.len() == KEPT {
            self.steps.pop_front();
        }
        self.steps.push_back(format!("{me} {input:?}"));
        tally.steps += 1;
        let (ours, theirs) = (&mut self.ours[me.index()], &mut self.theirs[me.index()]);
        let before = Facts::of(ours);
        let heard = ours.node.memory.hears;
        if heard && !ours.awaits(Timer::Contact) {
            return Err(format!("{me} ignores candidates, and no timer will end that"));
        }
        let refusals = theirs.refusals();
        let any = decide(before.configuration, theirs.active());
        let answered = [any, round_answered(ours, before.configuration)];
        theirs.set_clock(heard || before.role == Role::Leader);
        let output = give_ours(ours, &input);
        let mut said = give_theirs(theirs, ours, &input, &output);
        said.extend(follow(theirs, &before, ours, &output));
        let facts = Facts::of(ours);
        let mut event = Event {
            options: self.setting.options,
            me,
            heard,
            refusals,
            answered,
            theirs: After {
                facts: theirs.facts().after(facts.base),
                said: their_decisions(&said, &input, before.term),
            },
            ours: After { facts, said: decisions(&output) },
            before,
            input,
        };
        if event.ours.facts.role != Role::Leader {
            // Who follows is told of a new configuration below.
            event.theirs.facts.configuration = event.ours.facts.configuration;
        }
        if output.quorum_awaited {
            theirs.await_quorum();
        }
        tally.facts += FACTS + 1;
        tally.decisions += event.ours.said.len() as u64;
        reached(&event, tally);
        self.decided.learn_from(&event.ours.facts, event.before.commit)?;
        for (index, number) in theirs.take_applied() {
            self.decided.learn(index, number)?;
        }
        let mut explained = None;
        if !event.agrees() {
            let found = Explained::of(&event).ok_or_else(|| told(&event))?;
            tally.explain(found);
            explained = (event.ours.facts != event.theirs.facts).then_some(found.name());
        }
        if explained.is_some() || encode(theirs.told()) != event.ours.facts.configuration {
            let base = ours.node.memory.state.log.base();
            theirs.adopt(&event.ours.facts, base.term.0);
            let (now, expected) = (theirs.facts().after(base.index.0), &event.ours.facts);
            if now != *expected {
                return Err(format!("after {explained:?}, {:?}", now.differing(expected)));
            }
        }
        if !self.decided.is_stored(ours, event.ours.facts.applied) {
            return Err("our store is not what the commands make of it".to_string());
        }
        let sent = output.sent.into_iter();
        self.flights.extend(sent.map(|(to, message)| Flight { from: me, to, message }));
        let excess = self.flights.len().saturating_sub(FLIGHTS_MAX);
        self.flights.drain(..excess);
        Ok(())
    }
}

/// What of interest happened, in both.
fn reached(event: &Event, tally: &mut Tally) {
    let (before, after) = (&event.before, &event.ours.facts);
    if after.role == Role::Leader && before.role != Role::Leader {
        tally.reach("leaders elected");
    }
    if after.commit > before.commit && after.role == Role::Leader {
        tally.reach("commits by counting");
    }
    if after.commit > before.commit && after.role != Role::Leader {
        tally.reach("commits learnt");
    }
    if after.last() < before.last() {
        tally.reach("logs truncated");
    }
    for (_, verdict) in &event.ours.said {
        match verdict {
            Verdict::Votes { granted: true, .. } => tally.reach("votes granted"),
            Verdict::Votes { granted: false, .. } => tally.reach("votes refused"),
            Verdict::Matches { .. } => tally.reach("entries or heartbeats taken"),
            Verdict::Conflicts { .. } => tally.reach("entries refused"),
            Verdict::Installed { .. } => tally.reach("snapshots taken or known"),
            Verdict::Asks { .. } | Verdict::Stale { .. } | Verdict::TimeoutNow { .. } => {}
        }
    }
    if after.configuration != before.configuration && after.role == Role::Leader {
        tally.reach("configurations begun");
    }
    if after.base > before.base {
        tally.reach("logs compacted");
    }
    match event.input {
        Input::Restart => tally.reach("restarts"),
        Input::Quorum => tally.reach("quorum timeouts"),
        Input::Order(name, _) => tally.reach(name),
        Input::Transfer(_) if after.transferee.is_some() => tally.reach("transfers ordered"),
        Input::Transfer(_)
        | Input::Message(..)
        | Input::Election
        | Input::Contact
        | Input::Heartbeat
        | Input::TransferTimeout
        | Input::CatchUp
        | Input::Propose(_) => {}
    }
}

fn told(event: &Event) -> String {
    let facts = event.ours.facts.differing(&event.theirs.facts);
    format!(
        "{} {:?}\nbefore {:?}, heard a leader: {}\ndiffers in {facts:?}\nours   {:?}\n       \
         said {:?}\ntheirs {:?}\n       said {:?}",
        event.me,
        event.input,
        event.before,
        event.heard,
        event.ours.facts,
        event.ours.said,
        event.theirs.facts,
        event.theirs.said
    )
}
