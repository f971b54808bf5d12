//! Message by message: each of our servers beside one of the crate's that is given the same.

use super::dice::Dice;
use super::event::{After, Event, Input};
use super::explained::Explained;
use super::facts::{FACTS, Facts, Role};
use super::ours::{Ours, Output};
use super::theirs::Theirs;
use super::translate::{Verdict, their_verdict, translate, verdict};
use super::{Judge, Setting, Tally};
use machine::NodeId;
use protocols::raft::{Message, Role as OurRole, Rule, Timer};
use raft::eraftpb::Message as TheirMessage;
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
    /// The number of the last command.
    number: u64,
    /// How much goes wrong: the odds of a thousand by which a step is a disturbance.
    trouble: u64,
    steps: VecDeque<String>,
}

impl Judge for Twins {
    fn new(mut dice: Dice, off: &[Rule]) -> Self {
        let setting = Setting::of(&mut dice, off);
        let nodes = NodeId::all(setting.options.nodes);
        Twins {
            ours: nodes.clone().map(|node| Ours::new(setting.raft.clone(), node)).collect(),
            theirs: nodes.map(|node| Theirs::new(setting.options, node)).collect(),
            flights: Vec::new(),
            cut: Vec::new(),
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
            82..92 => {
                self.partition();
                Ok(())
            }
            _ => {
                self.cut.clear();
                Ok(())
            }
        }
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
        let leads = |it: &&Ours| matches!(it.node.memory.role, OurRole::Leader { .. });
        let leader = self.ours.iter().find(leads).map(|it| it.node.id);
        let asked = leader.filter(|_| self.dice.happens(800)).unwrap_or(node);
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
        let answered = [theirs.has_quorum(), round_answered(ours)];
        theirs.set_clock(heard || before.role == Role::Leader);
        let output = give_ours(ours, &input);
        let heard_back = give_theirs(theirs, me, &input);
        let stale = is_stale(&input, before.term);
        let event = Event {
            options: self.setting.options,
            me,
            before,
            heard,
            refusals,
            answered,
            ours: After { facts: Facts::of(ours), said: decisions(&output) },
            theirs: After { facts: theirs.facts(), said: their_decisions(&heard_back, stale) },
            input,
        };
        if output.quorum_awaited {
            theirs.await_quorum();
        }
        tally.facts += FACTS + 1;
        tally.decisions += event.ours.said.len() as u64;
        reached(&event, tally);
        if !event.agrees() {
            let explained = Explained::of(&event).ok_or_else(|| told(&event))?;
            tally.explain(explained);
            if event.ours.facts != event.theirs.facts {
                theirs.adopt(&event.ours.facts);
                let (now, expected) = (theirs.facts(), &event.ours.facts);
                if now != *expected {
                    return Err(format!(
                        "after {}, {:?}",
                        explained.name(),
                        now.differing(expected)
                    ));
                }
            }
        }
        if !event.ours.facts.stored(ours) {
            return Err("our store is not what the commands make of it".to_string());
        }
        let sent = output.sent.into_iter();
        self.flights.extend(sent.map(|(to, message)| Flight { from: me, to, message }));
        let excess = self.flights.len().saturating_sub(FLIGHTS_MAX);
        self.flights.drain(..excess);
        Ok(())
    }
}

fn give_ours(ours: &mut Ours, input: &Input) -> Output {
    match input {
        Input::Message(from, message) => ours.hear(*from, message.clone()),
        Input::Election => ours.fire(Timer::Election),
        Input::Contact => ours.fire(Timer::Contact),
        Input::Heartbeat => ours.fire(Timer::Heartbeat),
        Input::Quorum => ours.fire(Timer::Quorum),
        Input::TransferTimeout => ours.fire(Timer::Transfer),
        Input::Propose(number) => ours.propose(*number),
        Input::Transfer(to) => ours.order("transfer", &[*to]),
        Input::Restart => {
            ours.restart();
            Output::default()
        }
    }
}

fn give_theirs(theirs: &mut Theirs, me: NodeId, input: &Input) -> Vec<TheirMessage> {
    match input {
        Input::Message(from, message) => theirs.hear(translate(*from, me, message)),
        Input::Election => theirs.campaign(),
        Input::Contact => Vec::new(),
        Input::Heartbeat => theirs.beat(),
        Input::Quorum => theirs.check_quorum(),
        Input::TransferTimeout => {
            theirs.give_up_transfer();
            Vec::new()
        }
        Input::Propose(number) => theirs.propose(*number),
        Input::Transfer(to) => theirs.transfer(*to),
        Input::Restart => {
            theirs.restart();
            Vec::new()
        }
    }
}

/// Whether a majority has answered a round that is newer than the last that a majority had.
fn round_answered(ours: &Ours) -> bool {
    let contact = &ours.node.memory.contact;
    let newer = contact.acked.iter().filter(|round| **round > contact.confirmed).count();
    newer > contact.acked.len() / 2
}

fn is_stale(input: &Input, term: u64) -> bool {
    matches!(input, Input::Message(_, message) if message.term().0 < term)
}

fn decisions(output: &Output) -> Vec<(NodeId, Verdict)> {
    let sent = output.sent.iter();
    sorted(sent.filter_map(|(to, message)| Some((*to, verdict(message)?))).collect())
}

fn their_decisions(sent: &[TheirMessage], stale: bool) -> Vec<(NodeId, Verdict)> {
    let said = |it: &TheirMessage| Some((NodeId(it.to as u8), their_verdict(it, stale)?));
    sorted(sent.iter().filter_map(said).collect())
}

fn sorted(mut said: Vec<(NodeId, Verdict)>) -> Vec<(NodeId, Verdict)> {
    said.sort_by_key(|(to, _)| *to);
    said
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
    if after.log.len() < before.log.len() || !after.log.starts_with(&before.log) {
        tally.reach("logs truncated");
    }
    for (_, verdict) in &event.ours.said {
        match verdict {
            Verdict::Votes { granted: true, .. } => tally.reach("votes granted"),
            Verdict::Votes { granted: false, .. } => tally.reach("votes refused"),
            Verdict::Matches { .. } => tally.reach("entries or heartbeats taken"),
            Verdict::Conflicts { .. } => tally.reach("entries refused"),
            Verdict::Asks { .. } | Verdict::Stale { .. } | Verdict::TimeoutNow { .. } => {}
        }
    }
    match event.input {
        Input::Restart => tally.reach("restarts"),
        Input::Quorum => tally.reach("quorum timeouts"),
        Input::Transfer(_) if after.transferee.is_some() => tally.reach("transfers ordered"),
        Input::Transfer(_)
        | Input::Message(..)
        | Input::Election
        | Input::Contact
        | Input::Heartbeat
        | Input::TransferTimeout
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
