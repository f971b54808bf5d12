//! Differential testing against the crate `raft` 0.7.0: two cores, the same inputs.
//!
//! Two ways. [`twins`] compares message by message: our cluster runs under a random schedule, and
//! beside each of our servers stands one of the crate's that is given the same inputs, our messages
//! translated. After each input both must be in the same state and have said the same. So nothing
//! rests on how each core spreads its log, and every disorder of messages can be played.
//! [`clusters`] compares whole clusters, each with its own messages: after every step of a schedule
//! all of them arrive, leaders send heartbeats, and then both clusters must stand the same.
//!
//! What differs is explained ([`Explained`]), under a narrow condition, and counted; everything
//! else is a [`Difference`].

pub mod clusters;
pub mod decided;
pub mod dice;
pub mod event;
pub mod explained;
pub mod facts;
pub mod giving;
pub mod members;
pub mod ours;
pub mod sides;
pub mod tally;
pub mod theirs;
pub mod translate;
pub mod twins;

pub use event::{After, Event, Input};
pub use explained::{EXPLAINED, Explained};
pub use tally::Tally;

use dice::Dice;
use machine::{Options, Protocol, RuleSet};
use protocols::raft::{Raft, Rule};
use std::fmt;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Something that nothing explains.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The seed of the schedule.
    pub seed: u64,
    /// The steps up to it, the last ones.
    pub steps: Vec<String>,
    /// What differs.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}:", self.seed)?;
        self.steps.iter().try_for_each(|step| writeln!(f, "  {step}"))?;
        writeln!(f, "{}", self.what)
    }
}

/// How both cores are set up for a schedule.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What both have.
    pub options: theirs::Options,
    /// Our core.
    pub raft: Raft,
}

impl Setting {
    /// The setting of a seed: how many servers, which options; these rules of ours are not
    /// followed.
    #[must_use]
    pub fn of(dice: &mut Dice, off: &[Rule]) -> Self {
        let nodes = [1, 2, 3, 3, 3, 4, 5, 5][dice.below(8) as usize];
        let (pre_vote, check_quorum) = (dice.happens(500), dice.happens(500));
        let members = if dice.happens(500) { nodes } else { 1 + dice.below(nodes.into()) as u8 };
        let options = theirs::Options { nodes, members, pre_vote, check_quorum };
        let more = [
            ("snapshot-every", [0, 0, 3, 8][dice.below(4) as usize]),
            ("snapshot-chunk", [20, 1_024][dice.below(2) as usize]),
            ("members", members.into()),
            ("changes", dice.below(3)),
        ];
        Setting::with(options, &more, dice, off)
    }

    /// A setting of a seed in which all servers are members, and none takes snapshots.
    #[must_use]
    pub fn plain(dice: &mut Dice, off: &[Rule]) -> Self {
        let nodes = [1, 2, 3, 3, 3, 4, 5, 5][dice.below(8) as usize];
        let (pre_vote, check_quorum) = (dice.happens(500), dice.happens(500));
        let options = theirs::Options { nodes, members: nodes, pre_vote, check_quorum };
        Setting::with(options, &[], dice, off)
    }

    fn with(options: theirs::Options, more: &[(&str, u64)], dice: &mut Dice, off: &[Rule]) -> Self {
        let list = Raft::info().options;
        let mut values = Options::defaults(list);
        let mut set = |name: &str, value: u64| {
            let place = list.iter().position(|option| option.name == name).expect("an option");
            values.set(place, value);
        };
        set("pre-vote", u64::from(options.pre_vote));
        set("check-quorum", u64::from(options.check_quorum));
        set("batch", [1, 2, 8][dice.below(3) as usize]);
        set("parallel-writes", dice.below(2));
        more.iter().for_each(|(name, value)| set(name, *value));
        let mut raft = Raft::new(options.nodes, &values);
        let mut rules = RuleSet::default();
        off.iter().for_each(|rule| rules.break_rule(*rule as u8));
        raft.set_rules(rules);
        Setting { options, raft }
    }
}

/// One schedule of a judge: it is told its steps, and says what differs.
pub trait Judge: Sized {
    /// How many steps a schedule has.
    const STEPS: u64;

    /// A judge of one schedule.
    fn new(dice: Dice, off: &[Rule]) -> Self;

    /// Takes a step. Returns whether the schedule goes on, or what differs and is not explained.
    ///
    /// # Errors
    /// What differs and is not explained.
    fn step(&mut self, tally: &mut Tally) -> Result<ControlFlow<()>, String>;

    /// The last steps, for a person.
    fn last_steps(&self) -> Vec<String>;
}

/// [`play`], with a judge.
pub type Player = fn(u64, &[Rule], &mut Tally) -> Result<(), Difference>;

/// Plays one schedule, with these of our rules not followed.
///
/// # Errors
/// The first difference that nothing explains, or that one of the cores panics.
pub fn play<J: Judge>(seed: u64, off: &[Rule], tally: &mut Tally) -> Result<(), Difference> {
    let mut judge = J::new(Dice::new(seed), off);
    tally.schedules += 1;
    for _ in 0..J::STEPS {
        let step = catch_unwind(AssertUnwindSafe(|| judge.step(tally)));
        let what = match step {
            Ok(Ok(ControlFlow::Continue(()))) => continue,
            Ok(Ok(ControlFlow::Break(()))) => return Ok(()),
            Ok(Err(what)) => what,
            Err(_) => "one of them panics".to_string(),
        };
        return Err(Difference { seed, steps: judge.last_steps(), what });
    }
    Ok(())
}
