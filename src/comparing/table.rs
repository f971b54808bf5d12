//! What is open side by side, and the one way to change it: a [`Do`].

use super::Comparing;
use crate::clock::Clock;
use crate::session::{
    Change, Changed, Deed, Dialog, ExperimentHandle, Msg, Notice, Pace, Session, Speed, Tool, Way,
};
use crate::shared::Shared;
use crate::words::PastWords;
use catalog::{Comparison, Experiment, LeftOut, side_title};
use machine::Micros;
use std::rc::Rc;
use yew::prelude::{AttrValue, Reducible};

/// How many events a marker is looked for among those that are not known yet.
const LOOK_AHEAD: u32 = 2_000;

/// Something that happens.
pub(super) enum Do {
    /// Something on the stage of one side, or in its menu or form.
    Side(usize, Msg),
    /// Something for all of them: the player, a tool, a key.
    All(Msg),
    /// A frame has moved the sides on from these events.
    Played(Vec<u32>),
    /// A frame has no event, or every frame has had one for a while.
    Settled,
    /// Another comparison is opened over the laboratory.
    Open(Comparing, Shared<Session>),
    /// All go to this time.
    Time(Micros),
    /// What was done at this place is taken out.
    Remove(usize),
}

/// What is open side by side.
#[derive(Clone)]
pub(super) struct Table {
    pub(super) comparing: Comparing,
    pub(super) sides: Vec<Rc<Session>>,
    pub(super) titles: Vec<AttrValue>,
    pub(super) clock: Clock,
    pub(super) pace: Pace,
    pub(super) speed: Speed,
    pub(super) tool: Tool,
    /// The side that keys are about.
    active: usize,
    pub(super) notice: Option<Notice>,
    /// A greater number whenever anything has happened.
    revision: u32,
    /// That of the table as what is told beside the stages shows it. While the runs play it follows
    /// them in a later frame, as in the laboratory.
    pub(super) beside: u32,
    /// That of the table as what is below shows it, which follows last.
    pub(super) below: u32,
}

impl Table {
    /// The sides, standing still, with what else is as in the laboratory.
    pub(super) fn new(comparing: Comparing, laboratory: &Session) -> Self {
        let comparison = comparing.together.all().borrow();
        let clock = Clock::new(comparison.now());
        let side = |place: usize| {
            let experiment = ExperimentHandle::of(&comparing.together, place);
            let language = laboratory.words.language;
            let run = comparison.run(place);
            let scene = Shared::new(run.scene(language));
            let mut side = Session {
                profile: Shared::new(run.profile(language)),
                experiment,
                beside: scene.clone(),
                below: scene.clone(),
                scene,
                told: None,
                clock: clock.clone(),
                scenario: None,
                caption: None,
                pace: Pace::Still,
                selected: None,
                tool: Tool::Select,
                group: Vec::new(),
                menu: None,
                dialog: None,
                diagram: None,
                why: None,
                waiting: Rc::default(),
                notice: None,
                ..laboratory.clone()
            };
            side.tell();
            Rc::new(side)
        };
        let sides = (0..comparison.sides()).map(side).collect();
        let titles = comparison.runs().map(|run| side_title(run).into()).collect();
        drop(comparison);
        Table {
            comparing,
            sides,
            titles,
            clock,
            pace: Pace::Still,
            speed: laboratory.speed,
            tool: Tool::Select,
            active: 0,
            notice: None,
            revision: 0,
            beside: 0,
            below: 0,
        }
    }

    /// How fast time passes, if it does: it waits while something is asked of the person.
    pub(super) fn runs(&self) -> Option<Speed> {
        let is_asked = self.sides.iter().any(|side| side.menu.is_some() || side.dialog.is_some());
        (self.pace == Pace::Playing && !is_asked).then_some(self.speed)
    }

    /// The side that keys are about.
    pub(super) fn active(&self) -> &Session {
        &self.sides[self.active]
    }

    /// Looks at the comparison.
    pub(super) fn with<R>(&self, look: impl FnOnce(&Comparison) -> R) -> R {
        look(&self.comparing.together.all().borrow())
    }

    fn pass_on(&mut self, side: usize, msg: Msg) {
        self.sides[side] = self.sides[side].clone().reduce(msg);
    }

    /// Every side is seen anew, after a person has moved or changed them.
    fn look(&mut self) {
        for side in &mut self.sides {
            let side = Rc::make_mut(side);
            side.tell();
            side.look();
            side.beside = side.scene.clone();
            side.below = side.scene.clone();
        }
        self.comparing.revision = self.comparing.revision.wrapping_add(1);
    }

    /// Moves or changes the runs, which stand still then.
    fn go(&mut self, how: impl FnOnce(&mut Comparison)) {
        how(&mut self.comparing.together.all().borrow_mut());
        self.pace = Pace::Still;
        self.look();
    }

    fn on_side(&mut self, side: usize, msg: Msg) {
        let before = self.with(Comparison::edits);
        self.active = side;
        // One menu at a time.
        for other in (0..self.sides.len()).filter(|other| *other != side) {
            if self.sides[other].menu.is_some() {
                self.pass_on(other, Msg::CloseMenu);
            }
        }
        self.pass_on(side, msg);
        self.notice = self.sides[side].notice.clone();
        if self.sides[side].tool != self.tool {
            // A partition that is drawn puts the tool away.
            self.take_up(self.sides[side].tool);
        }
        if self.with(Comparison::edits) != before {
            self.look();
            if self.sides.iter().any(|side| side.experiment.with(is_broken_now)) {
                self.pace = Pace::Still;
            }
        }
    }

    fn take_up(&mut self, tool: Tool) {
        self.tool = tool;
        for side in 0..self.sides.len() {
            self.pass_on(side, Msg::Tool(tool));
        }
    }

    fn on_all(&mut self, msg: Msg) {
        match msg {
            Msg::TogglePlay => {
                self.pace = match self.pace {
                    Pace::Playing => Pace::Still,
                    Pace::Still => Pace::Playing,
                };
                for side in &mut self.sides {
                    Rc::make_mut(side).pace = self.pace;
                }
                self.comparing.revision = self.comparing.revision.wrapping_add(1);
            }
            Msg::Step(way, count) => self.go(|all| step(all, way, count)),
            Msg::Seek(_) => self.go(|all| all.seek(Micros(0))),
            Msg::Marker(way) => self.go(|all| seek_marker(all, way)),
            Msg::Speed(speed) => {
                self.speed = speed;
                self.sides.iter_mut().for_each(|side| Rc::make_mut(side).speed = speed);
            }
            Msg::Tool(tool) => self.take_up(tool),
            Msg::Change(Change::Undo) => self.rewrite(Comparison::undo, |words| words.no_undo),
            Msg::Change(Change::Redo) => self.rewrite(Comparison::redo, |words| words.no_redo),
            Msg::Deed(Deed::Partition) => {
                let gathered = self.sides.iter().position(|side| !side.group.is_empty());
                self.on_side(gathered.unwrap_or(self.active), Msg::Deed(Deed::Partition));
            }
            Msg::CloseMenu => {
                for side in 0..self.sides.len() {
                    self.pass_on(side, Msg::CloseMenu);
                }
            }
            Msg::CloseNotice => self.notice = None,
            Msg::Notice(notice) => self.notice = Some(notice),
            msg @ (Msg::Deed(_) | Msg::Select(_) | Msg::Ask(Dialog::Help)) => {
                self.on_side(self.active, msg);
            }
            // Nothing here shows the laboratory's panel, its diagram or its look.
            Msg::Played(..)
            | Msg::Settled
            | Msg::Act(_)
            | Msg::ActAll(_)
            | Msg::Change(_)
            | Msg::Ask(_)
            | Msg::Tab(_)
            | Msg::Why(_)
            | Msg::CloseDialog
            | Msg::Diagram(_)
            | Msg::Theme(_)
            | Msg::ToggleKeys
            | Msg::Controls(_) => {}
        }
    }

    /// Undoes, or does again, and says so if there is nothing to.
    fn rewrite(&mut self, how: fn(&mut Comparison) -> bool, not: fn(&PastWords) -> &'static str) {
        let mut has_changed = false;
        self.go(|all| has_changed = how(all));
        let nothing = not(&self.sides[0].words.later().past);
        self.notice = (!has_changed).then(|| Notice::Remark(nothing.to_string()));
    }

    fn remove(&mut self, joint: usize) {
        let mut left_out = Vec::new();
        self.go(|all| left_out = all.remove(joint));
        if left_out.is_empty() {
            return;
        }
        let words = self.sides[0].words;
        let past = &words.later().past;
        let one = |(side, LeftOut { act, why }): &(usize, LeftOut)| {
            let told = |run: &dyn Experiment| catalog::act(run, &act.action, words.language);
            let act = self.sides[*side].experiment.with(told);
            let why = catalog::refusal(why, words.language);
            format!("{}: {}", self.titles[*side], (past.left_out_one)(&act, &why))
        };
        let all = left_out.iter().map(one).collect::<Vec<_>>().join("; ");
        self.notice = Some(Notice::Remark((past.left_out)(&all)));
    }

    fn played(&mut self, from: &[u32]) {
        for (side, from) in from.iter().enumerate() {
            self.pass_on(side, Msg::Played(*from));
        }
        if self.sides.iter().any(|side| side.pace == Pace::Still) {
            self.pace = Pace::Still;
            self.comparing.revision = self.comparing.revision.wrapping_add(1);
        }
    }

    fn tell_on(&mut self) {
        for side in &mut self.sides {
            Rc::make_mut(side).tell_on();
        }
        self.beside = self.revision;
    }

    /// What is told follows the stages, or what is below does: what is further behind. Returns
    /// whether either was behind.
    fn follow(&mut self) -> Changed {
        if self.below >= self.beside && self.beside < self.revision {
            self.tell_on();
        } else if self.below < self.revision {
            self.below = self.revision;
        } else {
            return Changed::No;
        }
        Changed::Yes
    }
}

impl Reducible for Table {
    type Action = Do;

    fn reduce(self: Rc<Self>, what: Do) -> Rc<Self> {
        let mut next = (*self).clone();
        let is_by_itself = matches!(what, Do::Played(_) | Do::Settled);
        match what {
            Do::Settled => {
                return match next.follow() {
                    Changed::Yes => Rc::new(next),
                    Changed::No => self,
                };
            }
            Do::Played(from) => next.played(&from),
            Do::Side(side, msg) => next.on_side(side, msg),
            Do::All(msg) => {
                next.notice = None;
                next.on_all(msg);
            }
            Do::Open(open, laboratory) => {
                next = Table { revision: self.revision, ..Table::new(open, &laboratory) };
            }
            Do::Time(time) => next.go(|all| all.seek(time)),
            Do::Remove(joint) => next.remove(joint),
        }
        next.revision += 1;
        if !is_by_itself || next.pace == Pace::Still {
            next.tell_on();
            next.below = next.revision;
        }
        Rc::new(next)
    }
}

/// Whether the last event broke a property.
pub(super) fn is_broken_now(run: &dyn Experiment) -> bool {
    run.violation().is_some_and(|(event, _)| event + 1 == run.position())
}

fn step(all: &mut Comparison, way: Way, count: u32) {
    for _ in 0..count {
        let has_gone = match way {
            Way::Forward => all.step(),
            Way::Back => all.step_back(),
        };
        if !has_gone {
            return;
        }
    }
}

/// To the next or previous time at which an event of some side leaves a mark.
fn seek_marker(all: &mut Comparison, way: Way) {
    let now = all.now();
    let marks = |run: &dyn Experiment| -> Vec<Micros> {
        let events = run.trace().events.iter();
        events.filter(|event| event.mark.is_some()).map(|event| event.at).collect()
    };
    let times: Vec<Micros> = all.runs().flat_map(marks).collect();
    let times = times.into_iter();
    let known = match way {
        Way::Forward => times.filter(|at| *at > now).min(),
        Way::Back => Some(times.filter(|at| *at < now).max().unwrap_or_default()),
    };
    if let Some(time) = known {
        return all.seek(time);
    }
    all.seek(all.end());
    for _ in 0..LOOK_AHEAD {
        let lengths: Vec<u32> = all.runs().map(Experiment::position).collect();
        if !all.step() {
            return;
        }
        let is_new = |(run, length): (&dyn Experiment, &u32)| {
            run.trace().events[*length as usize..].iter().any(|event| event.mark.is_some())
        };
        if all.runs().zip(&lengths).any(is_new) {
            return;
        }
    }
}
