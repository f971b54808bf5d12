//! What a person does to one side is done to the others.

use crate::{ONE, THREE, TWO, all, leader, led, power, put, setup};
use catalog::{Alone, Comparison, Language, open};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{Action, DiskFate, MessageId, Power, Refusal, Setup};

#[test]
fn a_crash_of_who_leads_hits_who_leads_on_the_other_side() {
    let mut comparison = led();
    let (primary, elected) = (leader(&comparison, 0), leader(&comparison, 1));
    assert_ne!(primary, elected, "they must differ for this test to say something");
    let done = comparison.act(1, &[Action::Crash(elected)]).unwrap();
    assert_eq!(done.left_out, []);
    assert_eq!(power(&comparison, 0, primary), Power::Down);
    assert_eq!(power(&comparison, 1, elected), Power::Down);
    // Long after, when others lead, the two that crashed together still belong together.
    comparison.advance_to(Micros::from_ms(5_000), u32::MAX);
    assert_ne!(leader(&comparison, 0), primary);
    comparison.act(0, &[Action::Restart(primary, DiskFate::Keep)]).unwrap();
    assert_eq!(power(&comparison, 1, elected), Power::Up);
}

#[test]
fn links_and_groups_are_carried_by_their_ends() {
    let mut comparison = led();
    let mapping = comparison.mapping();
    let [primary, three] = [leader(&comparison, 0), THREE].map(Endpoint::from);
    let same = |end| mapping.end(0, 1, end).unwrap();
    comparison.act(0, &[Action::Cut(primary, three)]).unwrap();
    comparison.act(0, &[Action::Partition(vec![vec![primary], vec![three]])]).unwrap();
    let acts = &comparison.run(1).trace().acts;
    assert_eq!(acts[0].action, Action::Cut(same(primary), same(three)));
    let groups = vec![vec![same(primary)], vec![same(three)]];
    assert_eq!(acts[1].action, Action::Partition(groups));
}

#[test]
fn a_side_that_cannot_do_it_refuses_for_all() {
    let setups = vec![setup("raft", 3), setup("primary-backup", 3)];
    let mut comparison = Comparison::open(setups).unwrap();
    comparison.advance_to(Micros::from_ms(40), u32::MAX);
    comparison.act(0, &[Action::Crash(THREE)]).unwrap();
    let before = all(&comparison);
    let refused = comparison.act(0, &[Action::Pause(TWO), Action::Crash(THREE)]).unwrap_err();
    assert_eq!((refused.side, refused.why), (0, Refusal::Crashed(THREE)));
    assert_eq!(all(&comparison), before, "nothing has changed, the pause before it neither");
    // One side is busy and the other not: the first refuses for both.
    comparison.act(0, &[put(1, 1)]).unwrap();
    let (mut taken, mut ended) = (0, 0);
    while taken + ended == 0 {
        assert!(comparison.step());
        let waits = |side: usize| {
            let scene = comparison.run(side).scene(Language::English);
            scene.clients[0].operations.last().is_some_and(|last| last.answer.is_none())
        };
        match (waits(0), waits(1)) {
            (true, true) => {}
            (false, true) | (true, false) => taken = 1,
            (false, false) => ended = 1,
        }
    }
    assert_eq!(ended, 0, "both cannot be answered at once");
    let before = all(&comparison);
    let refused = comparison.act(0, &[put(1, 2)]).unwrap_err();
    assert_eq!(refused.why, Refusal::ClientBusy(ClientId(1)));
    assert_eq!(all(&comparison), before);
}

#[test]
fn what_the_other_side_has_not_is_done_on_one_side_and_that_is_said() {
    let mut comparison = led();
    let alone = |comparison: &mut Comparison, side, action: Action| {
        let done = comparison.act(side, &[action]).unwrap();
        assert_eq!(comparison.joints().last().unwrap().iter().flatten().count(), 1);
        done.left_out
    };
    assert_eq!(
        alone(&mut comparison, 1, Action::BreakRule("election-restriction".into())),
        [(0, Alone::NoRule)]
    );
    let elected = leader(&comparison, 1);
    assert_eq!(
        alone(&mut comparison, 1, Action::Order(elected, "transfer".into(), vec![elected])),
        [(0, Alone::NoOrder)]
    );
    assert_eq!(
        alone(&mut comparison, 1, Action::Fire(elected, "heartbeat".into())),
        [(0, Alone::NoTimer)]
    );
    let flying = comparison.run(1).scene(Language::English).messages[0].id;
    assert_eq!(alone(&mut comparison, 1, Action::Drop(flying)), [(0, Alone::NoMessage)]);
    let setups = vec![setup("raft", 5), setup("raft", 3)];
    let mut comparison = Comparison::open(setups).unwrap();
    assert_eq!(alone(&mut comparison, 0, Action::Pause(NodeId(5))), [(1, Alone::NoServer)]);
}

#[test]
fn an_order_goes_to_those_that_play_the_same_parts() {
    let setups = [5, 9].map(|nodes| Setup { seed: 5, ..setup("raft", nodes) });
    let mut comparison = Comparison::open(setups.into()).unwrap();
    comparison.advance_to(Micros::from_ms(1_500), u32::MAX);
    let (one, other) = (leader(&comparison, 0), leader(&comparison, 1));
    assert!(one != THREE && other > NodeId(5), "{one} {other}");
    let transfer = |from, to| Action::Order(from, "transfer".into(), vec![to]);
    let done = comparison.act(1, &[transfer(other, THREE)]).unwrap();
    assert_eq!(done.left_out, []);
    assert_eq!(comparison.run(0).trace().acts[0].action, transfer(one, THREE));
    let done = comparison.act(1, &[transfer(other, one)]).unwrap();
    assert_eq!(done.left_out, [(0, Alone::NoServer)], "nobody plays there what {one} plays here");
}

#[test]
fn the_same_message_is_lost_on_both_sides() {
    let setups = vec![setup("two-phase", 3), setup("two-phase", 3)];
    let mut comparison = Comparison::open(setups).unwrap();
    let transfer = Command::Put("S2->S3".into(), "10".into());
    comparison.act(0, &[Action::Request(ClientId(1), None, transfer)]).unwrap();
    let (from, to) = (ClientId(1).into(), ONE.into());
    let id = MessageId { from, to, number: 1, copy: 0 };
    let done = comparison.act(1, &[Action::Drop(id)]).unwrap();
    assert_eq!(done.left_out, []);
    assert_eq!(comparison.run(0).trace(), comparison.run(1).trace());
}

#[test]
fn a_run_is_put_beside_another_with_what_was_done_to_it() {
    let mut run = open(setup("raft", 5)).unwrap();
    run.advance_to(Micros::from_ms(1_000), u32::MAX);
    run.act(put(1, 1)).unwrap();
    run.advance_to(Micros::from_ms(1_400), u32::MAX);
    run.act(Action::BreakRule("election-restriction".into())).unwrap();
    run.act(Action::Crash(THREE)).unwrap();
    run.advance_to(Micros::from_ms(2_000), u32::MAX);
    let value = run.run();
    let (comparison, missing) =
        Comparison::beside(&value, vec![setup("primary-backup", 5)]).unwrap();
    assert_eq!(comparison.run(0).run(), value, "the run itself is what it was");
    assert_eq!(missing, 1, "primary-backup has no such rule");
    assert_eq!(comparison.run(1).trace().acts.len(), 2);
    assert_eq!(comparison.edits(), (0, 0));
    let wrong = Comparison::beside(&value, vec![setup("raf", 5)]).err().unwrap();
    assert!(wrong.to_string().contains("there is no protocol named `raf`"));
}
