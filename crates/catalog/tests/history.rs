//! Undo, redo, branches, and changes of the past: whatever a person does to a list of acts, the
//! same list is the same run.

use catalog::{Experiment, History, Language, Playhead, open};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{Action, DiskFate, EventKind, LinkSettings, MessageId, Refusal, Run, Setup};

/// How many random lists of acts are tried.
const LISTS: u64 = 10_000;

fn opened(seed: u64) -> Box<dyn Experiment> {
    let setup = Setup {
        protocol: "raft".into(),
        nodes: 3,
        clients: 1,
        seed,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Default::default(),
    };
    open(setup).expect("three servers are a valid setup")
}

/// The splitmix64 generator of Steele, Lea and Flood (2014): a test needs no more.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn node(&mut self) -> NodeId {
        NodeId(self.below(3) as u8 + 1)
    }

    fn action(&mut self, run: &dyn Experiment) -> Action {
        let [one, other] = [self.node(), self.node()];
        match self.below(12) {
            0 | 1 => Action::Crash(one),
            2 | 3 => Action::Restart(one, DiskFate::Keep),
            4 => Action::Pause(one),
            5 => Action::Resume(one),
            6 => Action::Cut(one.into(), other.into()),
            7 => Action::Heal(one.into(), other.into()),
            8 => Action::Isolate(one.into()),
            9 => Action::HealAll,
            10 => Action::Request(ClientId(1), None, Command::Put("x".into(), "1".into())),
            _ => match run.trace().packets.last() {
                Some(last) => Action::Drop(MessageId {
                    from: last.from,
                    to: last.to,
                    number: last.number,
                    copy: last.copy,
                }),
                None => Action::HealAll,
            },
        }
    }
}

/// A run with some acts in it, and its history.
fn played(seed: u64) -> (Box<dyn Experiment>, History, Dice) {
    let mut run = opened(seed % 16);
    let mut history = History::of(run.as_ref());
    let mut dice = Dice(seed);
    for _ in 0..dice.below(20) + 4 {
        let events = dice.below(12) as u32;
        run.seek(run.position() + events);
        let action = dice.action(run.as_ref());
        // What cannot be done now is not done.
        let _ = history.act(run.as_mut(), &[action]);
    }
    run.seek(run.position() + 5);
    (run, history, dice)
}

fn playhead(run: &dyn Experiment) -> (Run, Playhead) {
    (run.run(), Playhead { position: run.position(), time: run.now() })
}

#[test]
fn undo_then_redo_and_out_and_in_again_give_the_same_run_for_ten_thousand_lists() {
    let mut events = 0;
    let mut acts = 0;
    for seed in 0..LISTS {
        let (mut run, mut history, mut dice) = played(seed);
        let whole = playhead(run.as_ref());
        events += u64::from(whole.0.events);
        acts += whole.0.acts.len();

        let undone = dice.below(3) + 1;
        let redone = (0..undone).filter(|_| history.undo(run.as_mut())).count();
        assert_eq!(history.redoable(), redone, "seed {seed}");
        for _ in 0..redone {
            assert!(history.redo(run.as_mut()), "seed {seed}");
        }
        run.seek(whole.0.events);
        assert_eq!(run.run(), whole.0, "seed {seed}: undone and redone");

        if let Some(act) = (whole.0.acts.len() as u64).checked_sub(1) {
            let act = dice.below(act + 1) as usize;
            history.remove(run.as_mut(), act);
            run.retake(&whole.0.acts);
            run.seek(whole.0.events);
            assert_eq!(run.run(), whole.0, "seed {seed}: act {act} out and in");
        }

        let somewhere = dice.below(u64::from(whole.0.events)) as u32;
        run.seek(somewhere);
        let mut fresh = opened(seed % 16);
        fresh.retake(&whole.0.acts);
        fresh.seek(whole.0.events);
        assert_eq!(fresh.run(), whole.0, "seed {seed}: replayed");
        fresh.seek(0);
        fresh.seek(somewhere);
        let state =
            |run: &dyn Experiment| (run.position(), run.trace_hash(), run.scene(Language::English));
        assert_eq!(state(run.as_ref()), state(fresh.as_ref()), "seed {seed}: event {somewhere}");
    }
    assert!(acts as u64 > 5 * LISTS && events > 50 * LISTS, "{acts} acts, {events} events");
}

#[test]
fn everything_can_be_undone_to_the_beginning_and_redone_to_the_end() {
    for seed in 0..100 {
        let (mut run, mut history, _) = played(seed);
        let acts = run.trace().acts.clone();
        while history.undo(run.as_mut()) {}
        assert_eq!(run.trace().acts, [], "seed {seed}");
        while history.redo(run.as_mut()) {}
        assert_eq!(run.trace().acts, acts, "seed {seed}");
    }
}

fn crash(node: u8) -> Action {
    Action::Crash(NodeId(node))
}

fn actions(run: &dyn Experiment) -> Vec<Action> {
    run.trace().acts.iter().map(|act| act.action.clone()).collect()
}

#[test]
fn an_act_before_another_begins_a_branch_and_the_other_future_is_kept() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    run.seek(40);
    history.act(run.as_mut(), &[crash(1)]).expect("S1 is up");
    run.seek(60);
    let crashed = run.run();
    run.seek(30);
    let cut = Action::Cut(Endpoint::Node(NodeId(1)), Endpoint::Node(NodeId(2)));
    history.act(run.as_mut(), std::slice::from_ref(&cut)).expect("the link is not cut");
    assert_eq!(actions(run.as_ref()), [cut]);
    let numbers: Vec<u32> = history.branches().iter().map(|branch| branch.number).collect();
    assert_eq!((numbers, history.open()), (vec![1, 2], 1));

    history.switch(run.as_mut(), 0);
    assert_eq!((run.run(), run.position()), (crashed.clone(), 30), "where it was left");
    history.delete(run.as_mut(), 1);
    assert_eq!(history.branches().len(), 1);
    history.undo(run.as_mut());
    assert_eq!((history.branches().len(), history.open()), (2, 0), "the deleted one is back");

    history.switch(run.as_mut(), 1);
    history.undo(run.as_mut());
    assert_eq!(history.branches().len(), 1, "the branch was begun by the act that is undone");
    assert_eq!((run.run(), run.position()), (crashed, 30));
}

#[test]
fn what_was_known_but_not_done_begins_no_branch() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    run.seek(40);
    run.seek(30);
    history.act(run.as_mut(), &[crash(1)]).expect("S1 is up");
    assert_eq!(history.branches().len(), 1);
    history.undo(run.as_mut());
    assert_eq!((run.position(), run.length()), (30, 40), "what was known is known again");
}

#[test]
fn without_the_crash_the_restart_is_left_out_with_the_reason() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    run.seek(20);
    history.act(run.as_mut(), &[crash(1)]).expect("S1 is up");
    run.seek(30);
    let restart = Action::Restart(NodeId(1), DiskFate::Keep);
    history.act(run.as_mut(), std::slice::from_ref(&restart)).expect("S1 is down");
    history.act(run.as_mut(), &[crash(2)]).expect("S2 is up");
    run.seek(50);
    let (whole, now) = (run.run(), run.now());
    let left_out = history.remove(run.as_mut(), 0);
    let why = catalog::refusal(&left_out[0].why, catalog::Language::default());
    assert_eq!((left_out.len(), &left_out[0].act.action), (1, &restart));
    assert_eq!(why, "S1 is up already");
    assert_eq!((actions(run.as_ref()), run.now()), (vec![crash(2)], now), "at the same time");
    history.undo(run.as_mut());
    assert_eq!(run.run(), whole);
}

#[test]
fn an_act_is_moved_in_time() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    run.seek(20);
    history.act(run.as_mut(), &[crash(1)]).expect("S1 is up");
    history.act(run.as_mut(), &[crash(2)]).expect("S2 is up");
    let later = run.now().plus(Micros(100_000));
    run.advance_to(later, 1_000);
    assert_eq!(history.shift(run.as_mut(), 0, later), []);
    assert_eq!(actions(run.as_ref()), [crash(2), crash(1)]);
    let acted = |kind| matches!(kind, EventKind::Acted(1));
    let event = run.trace().events.iter().find(|event| acted(event.kind));
    assert_eq!(event.map(|event| event.at), Some(later));
    assert_eq!(history.remove(run.as_mut(), 9), [], "there is no such act");
}

#[test]
fn the_last_branch_stays_and_names_can_be_undone() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    history.delete(run.as_mut(), 0);
    assert_eq!(history.branches().len(), 1);
    history.rename(run.as_ref(), 0, "calm".to_string());
    assert_eq!(history.branches()[0].name, "calm");
    history.undo(run.as_mut());
    assert_eq!(history.branches()[0].name, "");
}

#[test]
fn several_actions_are_one_change_and_the_first_that_is_refused_ends_it() {
    let mut run = opened(7);
    let mut history = History::of(run.as_ref());
    history.act(run.as_mut(), &[crash(1), crash(2)]).expect("both are up");
    let refused = history.act(run.as_mut(), &[crash(3), crash(1), crash(2)]);
    assert_eq!(refused, Err(Refusal::Crashed(NodeId(1))));
    assert_eq!(actions(run.as_ref()), [crash(1), crash(2), crash(3)]);
    assert_eq!(history.act(run.as_mut(), &[crash(1)]), Err(Refusal::Crashed(NodeId(1))));
    assert_eq!(history.undoable(), 2, "what changed nothing is no change");
    history.undo(run.as_mut());
    history.undo(run.as_mut());
    assert_eq!(actions(run.as_ref()), []);
}
