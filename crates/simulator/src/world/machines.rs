//! The machines the nodes run on: power, timers, disks, clocks.

use super::{Key, Work, World};
use crate::action::Drive;
use crate::disk::{Clock, DiskSettings};
use crate::draw::Cause;
use crate::scene::Power;
use litemap::LiteMap;
use machine::{Micros, NodeId, Span, Status, TimerId};
use std::collections::VecDeque;

/// A running timer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running {
    /// It was set for the n-th time.
    nth: u32,
    pub(crate) set: Micros,
    pub(crate) due: Micros,
    /// The event in which it was set, or in which it came due at a slow node, where it waits.
    pub(crate) cause: u32,
}

/// A save that has been asked for and is not finished.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Saving {
    nth: u32,
    due: Micros,
    /// The event in which it was asked for.
    pub(crate) asked_in: u32,
}

/// The machine a node runs on.
#[derive(Clone, Debug)]
pub(crate) struct MachineState {
    pub(crate) power: Power,
    pub(crate) timers: LiteMap<TimerId, Running>,
    /// How often each timer was ever set; a crash does not forget it.
    timer_sets: LiteMap<TimerId, u32>,
    pub(crate) saving: VecDeque<Saving>,
    /// How many saves were ever asked for; a crash does not forget it.
    saves: u32,
    pub(crate) saved_at: Option<Micros>,
    pub(crate) disk: DiskSettings,
    pub(crate) clock: Clock,
    /// When the clock was last set, and what it showed then.
    clock_set: (Micros, Micros),
    pub(crate) work: Work,
    /// How many writes the disk said it had saved since it last told the truth.
    pub(crate) claimed: u32,
    /// The outline and colour that the trace knows.
    pub(crate) status: Option<Status>,
    /// Whether the node is in doubt, as the trace knows; a crash does not decide anything.
    pub(crate) is_in_doubt: bool,
}

impl Default for MachineState {
    fn default() -> Self {
        MachineState {
            power: Power::Up,
            timers: LiteMap::new(),
            timer_sets: LiteMap::new(),
            saving: VecDeque::new(),
            saves: 0,
            saved_at: None,
            disk: DiskSettings::default(),
            clock: Clock::default(),
            clock_set: (Micros(0), Micros(0)),
            work: Work::default(),
            claimed: 0,
            status: None,
            is_in_doubt: false,
        }
    }
}

impl World {
    /// The machine of a node.
    pub(crate) fn machine(&self, node: NodeId) -> &MachineState {
        &self.machines[node.index()]
    }

    /// The same, to change it.
    pub(crate) fn machine_mut(&mut self, node: NodeId) -> &mut MachineState {
        &mut self.machines[node.index()]
    }

    /// Starts a timer, or starts it anew.
    pub(crate) fn set_timer(&mut self, node: NodeId, timer: TimerId, after: Span) {
        self.stop_timer(node, timer);
        let (now, cause) = (self.now, self.events);
        let machine = self.machine_mut(node);
        let sets = machine.timer_sets.entry(timer).or_default();
        *sets += 1;
        let (nth, drift) = (*sets, machine.clock.drift);
        let length = self.draw.time(Cause::Timer(node, timer, nth), after);
        let due = now.plus(by_clock(length, drift));
        self.machine_mut(node).timers.insert(timer, Running { nth, set: now, due, cause });
        self.queue.insert((due, Key::Timer(node, timer, nth)));
    }

    /// The timers of a node that would have gone off by now, had the node kept up.
    pub(crate) fn overdue(&self, node: NodeId) -> impl Iterator<Item = TimerId> {
        // By hand, a timer is not due before a person says so.
        let is_due = |running: &Running| self.drive == Drive::Auto && running.due < self.now;
        let timers = self.machine(node).timers.iter();
        timers.filter(move |(_, running)| is_due(running)).map(|(timer, _)| *timer)
    }

    /// Stops a timer, if it is running.
    pub(crate) fn stop_timer(&mut self, node: NodeId, timer: TimerId) {
        if let Some(running) = self.machine_mut(node).timers.remove(&timer) {
            let entry = (running.due, Key::Timer(node, timer, running.nth));
            if !self.queue.remove(&entry) {
                self.withdraw(node, &entry);
            }
        }
    }

    /// A timer that runs goes off after so long from now instead.
    pub(crate) fn move_timer(&mut self, node: NodeId, timer: TimerId, after: Micros) {
        let Some(running) = self.machine(node).timers.get(&timer).copied() else { return };
        self.stop_timer(node, timer);
        let set = self.now;
        let machine = self.machine_mut(node);
        let due = set.plus(by_clock(after, machine.clock.drift));
        machine.timers.insert(timer, Running { set, due, ..running });
        self.queue.insert((due, Key::Timer(node, timer, running.nth)));
    }

    /// What a node's clock shows.
    pub(crate) fn clock(&self, node: NodeId) -> Micros {
        let machine = self.machine(node);
        let (at, showed) = machine.clock_set;
        showed.plus(on_clock(self.now.since(at), machine.clock.drift))
    }

    /// Sets a node's clock. Its running timers go off sooner by as much as the clock jumps ahead;
    /// those set from now on run by its new speed.
    pub(crate) fn set_clock(&mut self, node: NodeId, clock: Clock) {
        let jump = clock.skew - self.machine(node).clock.skew;
        let (now, showed) = (self.now, self.clock(node));
        self.machine_mut(node).clock_set = (now, Micros(showed.0.saturating_add_signed(jump)));
        self.machine_mut(node).clock = clock;
        let machine = &mut self.machines[node.index()];
        for (timer, running) in &mut machine.timers {
            let key = Key::Timer(node, *timer, running.nth);
            // One that has come due at a paused or slow node waits for nothing but the node.
            if running.due > now && self.queue.remove(&(running.due, key)) {
                running.due = Micros(running.due.0.saturating_add_signed(-jump)).max(now);
                self.queue.insert((running.due, key));
            }
        }
    }

    /// Asks the disk for a save; it is finished after those asked for before. Returns its number.
    pub(crate) fn ask_save(&mut self, node: NodeId) {
        let (now, asked_in) = (self.now, self.events);
        let machine = self.machine_mut(node);
        machine.saves += 1;
        let (nth, span) = (machine.saves, machine.disk.save);
        let begins = machine.saving.back().map_or(now, |saving| saving.due);
        let due = begins.plus(self.draw.time(Cause::Save(node, nth), span));
        self.machine_mut(node).saving.push_back(Saving { nth, due, asked_in });
        self.queue.insert((due, Key::Save(node, nth)));
    }

    /// The oldest save is finished: it was asked for in the event returned.
    pub(crate) fn finish_save(&mut self, node: NodeId) -> u32 {
        let now = self.now;
        let machine = self.machine_mut(node);
        machine.saved_at = Some(now);
        let saving = machine.saving.pop_front();
        saving.expect("a save that finishes was asked for").asked_in
    }

    /// Stops everything that a crash stops.
    pub(crate) fn power_off(&mut self, node: NodeId) {
        let machine = &mut self.machines[node.index()];
        machine.power = Power::Down;
        for (timer, running) in &machine.timers {
            self.queue.remove(&(running.due, Key::Timer(node, *timer, running.nth)));
        }
        for saving in &machine.saving {
            self.queue.remove(&(saving.due, Key::Save(node, saving.nth)));
        }
        machine.timers.clear();
        machine.saving.clear();
        machine.claimed = 0;
        self.drop_work(node);
    }
}

const MILLION: i64 = 1_000_000;

/// How fast a clock runs that is `drift` parts per million fast, in parts per million.
fn speed(drift: i32) -> u64 {
    u64::try_from(MILLION + i64::from(drift)).expect("drift is above -50 %")
}

/// How long a length by such a clock really takes.
fn by_clock(length: Micros, drift: i32) -> Micros {
    Micros(length.0 * MILLION as u64 / speed(drift))
}

/// What such a clock shows of a length of time.
fn on_clock(length: Micros, drift: i32) -> Micros {
    Micros(length.0 * speed(drift) / MILLION as u64)
}

#[cfg(test)]
mod tests {
    use super::on_clock;
    use machine::Micros;

    #[test]
    fn a_fast_clock_shows_more_and_a_slow_one_less() {
        let second = Micros::from_ms(1_000);
        let shown = [0, 100_000, -250_000].map(|drift| on_clock(second, drift).0);
        assert_eq!(shown, [1_000_000, 1_100_000, 750_000]);
    }
}
