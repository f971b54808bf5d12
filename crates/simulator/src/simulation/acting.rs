//! What a person does to a cluster: whether it can be done, and doing it.

use super::{Payload, Record, Simulation};
use crate::action::{Action, DiskFate, Refusal};
use crate::disk::DiskSettings;
use crate::event::{Erased, Event, EventKind, Loss};
use crate::link::{LinkSettings, Rate};
use crate::message::MessageId;
use crate::scene::Power;
use crate::world::Flight;
use machine::{Endpoint, Mark, Micros, NodeId, OrderInfo, Protocol, Span, Text, TimerId};

/// The longest time anything may be set to.
const HOUR: Micros = Micros::from_ms(3_600_000);
/// The furthest a clock may run fast or slow, in parts per million.
const DRIFT_MAX: u32 = 500_000;

impl<P: Protocol> Simulation<P> {
    /// Whether the action can be taken now.
    pub(crate) fn check(&self, action: &Action) -> Result<(), Refusal> {
        match action {
            Action::Crash(node)
            | Action::Disk(node, _)
            | Action::Clock(node, _)
            | Action::Slow(node, _) => {
                self.world.check_end((*node).into())?;
                self.check_settings(action)
            }
            Action::Restart(node, _) => self.expect_power(*node, Power::Down),
            Action::Pause(node) => self.expect_power(*node, Power::Up),
            Action::Resume(node) => self.expect_power(*node, Power::Paused),
            Action::Fire(node, timer) => self.check_fire(*node, timer),
            Action::Timer(node, timer, after) => {
                self.check_fire(*node, timer)?;
                if *after > HOUR { Err(Refusal::OutOfRange) } else { Ok(()) }
            }
            Action::Order(node, name, named) => self.check_order(*node, name, named),
            Action::Request(client, to, _) => self.check_request((*client).into(), *to),
            Action::Cut(from, to) => {
                self.world.check_link(*from, *to)?;
                let cut = self.world.link(*from, *to).is_cut;
                if cut { Err(Refusal::AlreadyCut(*from, *to)) } else { Ok(()) }
            }
            Action::Heal(from, to) => {
                self.world.check_link(*from, *to)?;
                let cut = self.world.link(*from, *to).is_cut;
                if cut { Ok(()) } else { Err(Refusal::NotCut(*from, *to)) }
            }
            Action::Partition(groups) => self.check_groups(groups),
            Action::Isolate(end) => self.world.check_end(*end),
            Action::HealAll | Action::Drive(_) => Ok(()),
            Action::Deliver(id) => self.check_deliver(*id),
            Action::Drop(id) | Action::Corrupt(id) => self.flight(*id).map(|_| ()),
            Action::Delay(id, by) => {
                self.flight(*id)?;
                if *by > HOUR { Err(Refusal::OutOfRange) } else { Ok(()) }
            }
            Action::Duplicate(id) => {
                self.flight(*id)?;
                let can = self.world.can_duplicate(*id);
                if can { Ok(()) } else { Err(Refusal::TooManyCopies(*id)) }
            }
            Action::Network(link, _) => {
                link.map_or(Ok(()), |(from, to)| self.world.check_link(from, to))?;
                self.check_settings(action)
            }
            Action::BreakRule(name) | Action::FollowRule(name) => rule_place::<P>(name).map(|_| ()),
        }
    }

    fn check_settings(&self, action: &Action) -> Result<(), Refusal> {
        match action {
            Action::Crash(node) => match self.world.machine(*node).power {
                Power::Up | Power::Paused => Ok(()),
                Power::Down => Err(Refusal::Crashed(*node)),
            },
            Action::Disk(_, DiskSettings { save, truth: _ }) => check_span(*save),
            Action::Clock(_, clock) => {
                let fits =
                    clock.skew.unsigned_abs() <= HOUR.0 && clock.drift.unsigned_abs() < DRIFT_MAX;
                if fits { Ok(()) } else { Err(Refusal::OutOfRange) }
            }
            Action::Network(_, settings) => check_link_settings(settings),
            Action::Slow(_, pace) => check_span(*pace),
            _ => unreachable!("only called for an action with settings"),
        }
    }

    fn expect_power(&self, node: NodeId, expected: Power) -> Result<(), Refusal> {
        self.world.check_end(node.into())?;
        match (self.world.machine(node).power, expected) {
            (found, expected) if found == expected => Ok(()),
            (Power::Down, _) => Err(Refusal::Crashed(node)),
            (_, Power::Paused) => Err(Refusal::NotPaused(node)),
            (_, Power::Down) => Err(Refusal::Up(node)),
            (_, Power::Up) => Err(Refusal::Paused(node)),
        }
    }

    fn check_fire(&self, node: NodeId, name: &Text) -> Result<(), Refusal> {
        let timer = timer_id::<P>(name)?;
        self.expect_power(node, Power::Up)?;
        let running = self.world.machine(node).timers.contains_key(&timer);
        if running { Ok(()) } else { Err(Refusal::TimerNotSet(node, name.clone())) }
    }

    fn check_order(&self, node: NodeId, name: &Text, named: &[NodeId]) -> Result<(), Refusal> {
        let (least, most) = order::<P>(name)?.names;
        self.expect_power(node, Power::Up)?;
        named.iter().try_for_each(|node| self.world.check_end((*node).into()))?;
        let fits = (usize::from(least)..=usize::from(most)).contains(&named.len());
        if fits { Ok(()) } else { Err(Refusal::OrderNames(name.clone(), least, most)) }
    }

    fn check_request(&self, client: Endpoint, to: Option<NodeId>) -> Result<(), Refusal> {
        self.world.check_end(client)?;
        if let Some(to) = to {
            self.world.check_end(to.into())?;
            if self.world.machine(to).power == Power::Down {
                return Err(Refusal::Crashed(to));
            }
        }
        let Endpoint::Client(client) = client else { return Err(Refusal::Unknown(client)) };
        let busy = self.world.clients[client.index()].pending().is_some();
        if busy { Err(Refusal::ClientBusy(client)) } else { Ok(()) }
    }

    fn check_groups(&self, groups: &[Vec<Endpoint>]) -> Result<(), Refusal> {
        let mut seen = Vec::new();
        for end in groups.iter().flatten() {
            self.world.check_end(*end)?;
            if seen.contains(end) {
                return Err(Refusal::InTwoGroups(*end));
            }
            seen.push(*end);
        }
        Ok(())
    }

    fn flight(&self, id: MessageId) -> Result<&Flight, Refusal> {
        self.world.flights.get(&id).ok_or(Refusal::NotInFlight(id))
    }

    fn check_deliver(&self, id: MessageId) -> Result<(), Refusal> {
        let flight = self.flight(id)?;
        let power = id.to.node().map_or(Power::Up, |to| self.world.machine(to).power);
        let cut = self.world.link(id.from, id.to).is_cut && !self.world.waits(id, flight);
        let unreachable = power == Power::Down || cut;
        match (power, id.to) {
            (Power::Paused, Endpoint::Node(node)) => Err(Refusal::Paused(node)),
            (Power::Paused | Power::Up | Power::Down, _) if unreachable => {
                Err(Refusal::Unreachable(id))
            }
            (Power::Paused | Power::Up | Power::Down, _) => Ok(()),
        }
    }

    /// Takes the action, which [`Simulation::check`] allowed, as one event.
    pub(crate) fn act(&mut self, action: &Action, record: &mut Record<P>) {
        record.clear();
        let kind = EventKind::Acted(self.world.acts);
        self.world.acts += 1;
        let mut event = self.world.event(kind);
        event.mark = is_fault(action).then_some(Mark::Fault);
        self.take(action, &mut event, record);
        self.close(event, record);
    }

    fn take(&mut self, action: &Action, event: &mut Event, record: &mut Record<P>) {
        match action {
            Action::Crash(node) => {
                event.place = Some((*node).into());
                self.crash(*node, record);
            }
            Action::Restart(node, fate) => {
                event.place = Some((*node).into());
                if *fate == DiskFate::Lose {
                    self.disks[node.index()] = P::Disk::default();
                    self.claimed[node.index()] = P::Disk::default();
                }
                self.boot(*node, record);
            }
            Action::Pause(node) => {
                event.place = Some((*node).into());
                self.world.machine_mut(*node).power = Power::Paused;
            }
            Action::Resume(node) => {
                event.place = Some((*node).into());
                self.world.machine_mut(*node).power = Power::Up;
            }
            Action::Fire(node, name) => {
                event.place = Some((*node).into());
                let timer = timer_id::<P>(name).expect("checked");
                event.cause = self.world.machine(*node).timers.get(&timer).map(|t| t.cause);
                self.fire(*node, timer, record);
            }
            Action::Timer(node, name, after) => {
                event.place = Some((*node).into());
                let timer = timer_id::<P>(name).expect("checked");
                self.world.move_timer(*node, timer, *after);
            }
            Action::Order(node, name, named) => {
                event.place = Some((*node).into());
                let give = order::<P>(name).expect("checked").give;
                self.look_at_clock(*node, record);
                let ordered = self.nodes[node.index()].as_mut().expect("checked");
                give(&self.protocol, ordered, named, &mut record.fx);
                self.carry_out(*node, record);
            }
            Action::Request(client, to, command) => {
                event.place = Some((*client).into());
                let (server, request) = self.world.ask(*client, *to, command.clone());
                self.send((*client).into(), server.into(), Payload::Request(request), record);
            }
            Action::Deliver(_)
            | Action::Delay(..)
            | Action::Drop(_)
            | Action::Duplicate(_)
            | Action::Corrupt(_) => self.take_on_message(action, event, record),
            Action::Disk(node, settings) => {
                event.place = Some((*node).into());
                self.world.machine_mut(*node).disk = *settings;
            }
            Action::Clock(node, clock) => {
                event.place = Some((*node).into());
                self.world.set_clock(*node, *clock);
            }
            Action::Slow(node, pace) => {
                event.place = Some((*node).into());
                self.world.set_pace(*node, *pace);
            }
            Action::BreakRule(name) => {
                self.change_rules(|rules, rule| rules.break_rule(rule), name)
            }
            Action::FollowRule(name) => self.change_rules(|rules, rule| rules.follow(rule), name),
            Action::Drive(drive) => self.world.drive = *drive,
            Action::Cut(..)
            | Action::Heal(..)
            | Action::Partition(_)
            | Action::Isolate(_)
            | Action::HealAll
            | Action::Network(..) => self.take_on_links(action),
        }
    }

    fn take_on_message(&mut self, action: &Action, event: &mut Event, record: &mut Record<P>) {
        match action {
            Action::Deliver(id) => {
                let arrival = self.arrive(*id, record);
                let kind = event.kind;
                *event = Event { kind, mark: event.mark, ..arrival };
            }
            Action::Drop(id) => {
                let lost = self.lose(*id, Loss::Dropped);
                event.packet = lost.packet;
                event.cause = lost.cause;
            }
            Action::Delay(id, by) => {
                event.packet = Some(self.world.flights[id].packet);
                self.world.delay(*id, *by);
            }
            Action::Corrupt(id) => {
                event.packet = Some(self.world.flights[id].packet);
                self.world.corrupt(*id);
            }
            Action::Duplicate(id) => {
                event.packet = Some(self.world.flights[id].packet);
                let payload = self.payloads[id].clone();
                let sending = super::payload::sending(&payload);
                let copy = self.world.duplicate(*id, sending, &mut record.packets);
                self.payloads.insert(copy.expect("checked"), payload);
            }
            _ => unreachable!("only called for an action on a message"),
        }
    }

    fn take_on_links(&mut self, action: &Action) {
        match action {
            Action::Cut(..)
            | Action::Heal(..)
            | Action::Partition(_)
            | Action::Isolate(_)
            | Action::HealAll => {
                for (from, to) in self.world.pairs() {
                    if let Some(is_cut) = action.cuts(from, to) {
                        self.world.set_cut(from, to, is_cut);
                    }
                }
            }
            Action::Network(Some((from, to)), settings) => {
                self.world.link_mut(*from, *to).settings = Some(*settings);
            }
            Action::Network(None, settings) => {
                self.world.network = *settings;
                for (from, to) in self.world.pairs() {
                    self.world.link_mut(from, to).settings = None;
                }
            }
            _ => unreachable!("only called for an action on links"),
        }
    }

    fn crash(&mut self, node: NodeId, record: &mut Record<P>) {
        let machine = self.world.machine(node);
        let leaving = self.leaving[node.index()].len() - machine.saving.len();
        record.erased = Some(Erased {
            act: self.world.acts - 1,
            unfinished: machine.saving.len() as u32,
            claimed: machine.claimed,
            leaving: leaving as u32,
            inputs: machine.work.count() as u32,
        });
        self.world.power_off(node);
        self.nodes[node.index()] = None;
        self.claimed[node.index()] = self.disks[node.index()].clone();
        self.leaving[node.index()].clear();
    }

    fn change_rules(&mut self, change: impl FnOnce(&mut machine::RuleSet, u8), name: &Text) {
        let mut rules = self.protocol.rules();
        change(&mut rules, rule_place::<P>(name).expect("checked"));
        self.protocol.set_rules(rules);
    }
}

/// Whether a run may start with these settings for every link.
#[must_use]
pub fn is_valid_network(settings: &LinkSettings) -> bool {
    check_link_settings(settings).is_ok()
}

fn check_link_settings(settings: &LinkSettings) -> Result<(), Refusal> {
    check_span(settings.delay)?;
    let rates = [settings.loss, settings.duplicate, settings.corrupt];
    if rates.iter().all(|rate| *rate <= Rate::ALWAYS) { Ok(()) } else { Err(Refusal::OutOfRange) }
}

fn check_span(span: Span) -> Result<(), Refusal> {
    if span.min > span.max {
        Err(Refusal::EmptyRange)
    } else if span.max > HOUR {
        Err(Refusal::OutOfRange)
    } else {
        Ok(())
    }
}

fn timer_id<P: Protocol>(name: &Text) -> Result<TimerId, Refusal> {
    let timers = P::info().timers;
    let found = timers.iter().find(|(_, known, _)| *known == &**name);
    let names = || timers.iter().map(|(_, known, _)| *known).collect();
    found.map(|(timer, ..)| (*timer).into()).ok_or_else(|| Refusal::NoTimer(name.clone(), names()))
}

pub(super) fn order<P: Protocol>(name: &Text) -> Result<&'static OrderInfo<P>, Refusal> {
    let orders = P::orders();
    let names = || orders.iter().map(|order| order.name).collect();
    let found = orders.iter().find(|order| order.name == &**name);
    found.ok_or_else(|| Refusal::NoOrder(name.clone(), names()))
}

fn rule_place<P: Protocol>(name: &Text) -> Result<u8, Refusal> {
    let rules = P::info().rules;
    let names = || rules.iter().map(|rule| rule.name).collect();
    let place = rules.iter().position(|rule| rule.name == &**name);
    let place = place.and_then(|place| u8::try_from(place).ok());
    place.ok_or_else(|| Refusal::NoRule(name.clone(), names()))
}

/// Whether the action breaks or mends something, and so leaves a mark on the timeline.
fn is_fault(action: &Action) -> bool {
    match action {
        Action::Crash(_)
        | Action::Restart(..)
        | Action::Pause(_)
        | Action::Resume(_)
        | Action::Cut(..)
        | Action::Heal(..)
        | Action::Partition(_)
        | Action::Isolate(_)
        | Action::HealAll
        | Action::Drop(_)
        | Action::Duplicate(_)
        | Action::Corrupt(_)
        | Action::Delay(..)
        | Action::Network(..)
        | Action::Disk(..)
        | Action::Clock(..)
        | Action::Slow(..)
        | Action::BreakRule(_)
        | Action::FollowRule(_) => true,
        Action::Fire(..)
        | Action::Timer(..)
        | Action::Request(..)
        | Action::Deliver(_)
        | Action::Drive(_)
        | Action::Order(..) => false,
    }
}
