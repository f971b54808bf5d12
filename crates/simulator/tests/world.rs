//! What the world does: disks, links, clocks, clients, faults.

mod toy;

use machine::{ClientId, Command, Endpoint, Micros, NodeId, Outcome, Span, Value};
use simulator::{
    Action, Clock, DiskFate, DiskSettings, DiskTruth, Drive, EventKind, LinkSettings, Loss,
    MessageId, Power, Rate, Refusal, Timeline,
};
use toy::{Counters, WORDS, counters, setup};

const S1: NodeId = NodeId(1);
const S2: NodeId = NodeId(2);
const S3: NodeId = NodeId(3);

fn run_ms(run: &mut Timeline<Counters>, ms: u64) {
    let until = run.now().plus(Micros::from_ms(ms));
    run.advance_to(until, u32::MAX);
}

fn count(run: &Timeline<Counters>, kind: impl Fn(EventKind) -> bool) -> usize {
    run.trace().events.iter().filter(|event| kind(event.kind)).count()
}

fn saved(run: &Timeline<Counters>, node: NodeId) -> Value<simulator::Label> {
    run.scene(&WORDS).nodes[node.index()].saved[0].value.clone()
}

fn link(from: NodeId, to: NodeId) -> (Endpoint, Endpoint) {
    (from.into(), to.into())
}

#[test]
fn a_message_behind_a_save_leaves_when_the_save_is_finished() {
    let mut run = counters(setup(2, 1));
    let slow = DiskSettings { save: Span::ms(15, 15), truth: DiskTruth::Synced };
    run.seek(2);
    run.act(Action::Disk(S1, slow)).unwrap();
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    let scene = run.scene(&WORDS);
    assert_eq!(scene.nodes[0].unsaved_writes, 1);
    assert_eq!(scene.nodes[0].waiting_to_leave, 1);
    assert!(scene.messages.is_empty());
    run_ms(&mut run, 15);
    assert_eq!(run.scene(&WORDS).messages.len(), 1);
    assert_eq!(saved(&run, S1), Value::Number(1));
}

#[test]
fn a_crash_loses_what_is_not_saved_and_what_waits_behind_it() {
    let mut run = counters(setup(2, 1));
    run.seek(2);
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    run.act(Action::Crash(S1)).unwrap();
    run.act(Action::Restart(S1, DiskFate::Keep)).unwrap();
    let scene = run.scene(&WORDS);
    assert_eq!(scene.nodes[0].disk[0].value, Value::Number(0));
    run_ms(&mut run, 10);
    assert!(run.scene(&WORDS).messages.is_empty());
}

#[test]
fn a_crash_keeps_what_is_saved_unless_the_disk_lied_or_is_lost() {
    for (truth, fate, expected) in [
        (DiskTruth::Synced, DiskFate::Keep, 1),
        (DiskTruth::Synced, DiskFate::Lose, 0),
        (DiskTruth::Unsynced, DiskFate::Keep, 0),
    ] {
        let mut run = counters(setup(1, 1));
        run.seek(1);
        run.act(Action::Disk(S1, DiskSettings { truth, ..DiskSettings::default() })).unwrap();
        run.act(Action::Fire(S1, "tick".into())).unwrap();
        run_ms(&mut run, 5);
        run.act(Action::Crash(S1)).unwrap();
        run.act(Action::Restart(S1, fate)).unwrap();
        assert_eq!(saved(&run, S1), Value::Number(expected), "{truth:?} {fate:?}");
    }
}

#[test]
fn a_cut_direction_loses_one_way_only() {
    let mut run = counters(setup(2, 3));
    let (from, to) = link(S1, S2);
    run.act(Action::Cut(from, to)).unwrap();
    run_ms(&mut run, 500);
    let arrived = |from: NodeId| {
        let events = run.trace().events.iter();
        let arrivals = events.filter(|event| event.kind == EventKind::Arrived);
        let packets = arrivals.filter_map(|event| event.packet);
        packets.filter(|p| run.trace().packets[*p as usize].from == from.into()).count()
    };
    assert_eq!(arrived(S1), 0);
    assert!(arrived(S2) > 5);
    assert!(count(&run, |kind| kind == EventKind::Lost(Loss::Cut)) > 5);
}

#[test]
fn a_partition_cuts_between_groups_and_heals_within() {
    let mut run = counters(setup(3, 3));
    run.act(Action::Isolate(S1.into())).unwrap();
    run.act(Action::Partition(vec![vec![S1.into(), S2.into()], vec![S3.into()]])).unwrap();
    let cut: Vec<_> = run.scene(&WORDS).links.into_iter().filter(|link| link.is_cut).collect();
    let cut: Vec<_> = cut.iter().map(|link| (link.from, link.to)).collect();
    assert_eq!(cut, [link(S1, S3), link(S2, S3), link(S3, S1), link(S3, S2)]);
    run.act(Action::HealAll).unwrap();
    assert!(run.scene(&WORDS).links.iter().all(|link| !link.is_cut));
}

#[test]
fn a_damaged_message_is_seen_arriving_and_refused() {
    let mut settings = setup(2, 4);
    settings.network.corrupt = Rate::percent(50);
    let mut run = counters(settings);
    run_ms(&mut run, 1_000);
    let refused = count(&run, |kind| kind == EventKind::Refused);
    let arrived = count(&run, |kind| kind == EventKind::Arrived);
    assert!(refused > 10 && arrived > 10, "{refused} refused, {arrived} arrived");
}

#[test]
fn loss_and_duplication_happen_at_about_their_rates() {
    let mut settings = setup(2, 5);
    settings.network.loss = Rate::percent(20);
    settings.network.duplicate = Rate::percent(10);
    let mut run = counters(settings);
    run_ms(&mut run, 60_000);
    let sent = run.trace().packets.iter().filter(|packet| packet.copy == 0).count();
    let copies = run.trace().packets.len() - sent;
    let lost = count(&run, |kind| kind == EventKind::Lost(Loss::Chance));
    assert!((sent / 12..sent / 8).contains(&copies), "{copies} copies of {sent}");
    assert!((sent / 6..sent / 4).contains(&lost), "{lost} lost of {sent}");
}

#[test]
fn a_fifo_link_keeps_the_order_and_another_does_not() {
    for fifo in [true, false] {
        let mut settings = setup(2, 6);
        settings.network = LinkSettings { delay: Span::ms(1, 300), fifo, ..settings.network };
        let mut run = counters(settings);
        run_ms(&mut run, 3_000);
        let events = run.trace().events.iter().filter(|e| e.kind == EventKind::Arrived);
        let packets = events.map(|e| &run.trace().packets[e.packet.unwrap() as usize]);
        let numbers: Vec<u32> = packets.filter(|p| p.to == S2.into()).map(|p| p.number).collect();
        assert_eq!(numbers.is_sorted(), fifo);
    }
}

#[test]
fn a_paused_node_takes_its_inputs_when_it_goes_on() {
    let mut run = counters(setup(2, 7));
    run.act(Action::Pause(S1)).unwrap();
    run_ms(&mut run, 300);
    let scene = run.scene(&WORDS);
    assert_eq!(scene.nodes[0].power, Power::Paused);
    assert!(scene.nodes[0].waiting_inputs > 3);
    assert!(scene.messages.iter().any(|message| message.waits_at_receiver));
    let heard = |run: &Timeline<Counters>| run.scene(&WORDS).nodes[0].view.memory[0].value.clone();
    assert_eq!(heard(&run), Value::Number(0));
    run.act(Action::Resume(S1)).unwrap();
    run_ms(&mut run, 1);
    assert_ne!(heard(&run), Value::Number(0));
}

#[test]
fn by_hand_nothing_happens_but_saves() {
    let mut by_hand = setup(2, 8);
    by_hand.drive = Drive::Manual;
    let mut run = counters(by_hand);
    run_ms(&mut run, 1_000);
    assert_eq!(run.length(), 2, "only the starts");
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    run_ms(&mut run, 100);
    assert_eq!(count(&run, |kind| kind == EventKind::Saved(S1)), 1);
    let id = run.scene(&WORDS).messages[0].id;
    assert_eq!(id, MessageId { from: S1.into(), to: S2.into(), number: 1, copy: 0 });
    run.act(Action::Deliver(id)).unwrap();
    assert!(run.scene(&WORDS).messages.is_empty());
    assert_eq!(run.act(Action::Deliver(id)), Err(Refusal::NotInFlight(id)));
    run.act(Action::Drive(Drive::Auto)).unwrap();
    run_ms(&mut run, 100);
    assert!(count(&run, |kind| kind == EventKind::Arrived) > 2);
}

#[test]
fn acts_on_a_message_do_what_they_say() {
    let mut run = counters(setup(2, 9));
    run.seek(2);
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    run_ms(&mut run, 3);
    let id = run.scene(&WORDS).messages[0].id;
    let due = run.scene(&WORDS).messages[0].due;
    run.act(Action::Delay(id, Micros::from_ms(500))).unwrap();
    assert_eq!(run.scene(&WORDS).messages[0].due, due.plus(Micros::from_ms(500)));
    run.act(Action::Duplicate(id)).unwrap();
    let copy = MessageId { copy: 1, ..id };
    run.act(Action::Corrupt(copy)).unwrap();
    assert!(run.scene(&WORDS).messages.iter().any(|m| m.id == copy && m.is_corrupt));
    run.act(Action::Deliver(copy)).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[1].view.memory[0].value, Value::Number(0));
    run.act(Action::Drop(id)).unwrap();
    assert_eq!(run.act(Action::Drop(id)), Err(Refusal::NotInFlight(id)));
}

#[test]
fn a_fast_clock_ticks_more_often_and_a_jump_brings_a_timer_forward() {
    let ticks = |drift| {
        let mut run = counters(setup(1, 10));
        run.act(Action::Clock(S1, Clock { skew: 0, drift })).unwrap();
        run_ms(&mut run, 10_000);
        count(&run, |kind| matches!(kind, EventKind::Fired(..)))
    };
    let (slow, fast) = (ticks(-400_000), ticks(400_000));
    assert!(fast > slow * 2, "{fast} and {slow} ticks");
    let mut run = counters(setup(1, 10));
    run.seek(1);
    let due = run.scene(&WORDS).nodes[0].timers[0].due;
    run.act(Action::Clock(S1, Clock { skew: 5_000, drift: 0 })).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[0].timers[0].due, Micros(due.0 - 5_000));
}

#[test]
fn a_client_follows_redirects_retries_elsewhere_and_remembers() {
    let mut run = counters(setup(3, 11));
    let ask = |to| Action::Request(ClientId(1), Some(to), Command::Get("x".into()));
    run.seek(3);
    run.act(ask(S2)).unwrap();
    assert_eq!(run.check(&ask(S1)), Err(Refusal::ClientBusy(ClientId(1))));
    run_ms(&mut run, 200);
    run.act(ask(S3)).unwrap();
    run_ms(&mut run, 400);
    run.act(Action::Cut(ClientId(1).into(), S1.into())).unwrap();
    run.act(ask(S1)).unwrap();
    run_ms(&mut run, 1_000);
    let client = &run.scene(&WORDS).clients[0];
    let asked = |place: usize| -> Vec<NodeId> {
        client.operations[place].attempts.iter().map(|attempt| attempt.to).collect()
    };
    assert_eq!(asked(0), [S2, S1]);
    assert_eq!(asked(1), [S3, S1]);
    assert_eq!(asked(2)[..3], [S1, S2, S1]);
    let answer = client.operations[0].answer.as_ref().unwrap();
    assert!(matches!(answer.1, Outcome::Value(Some(_))));
    assert_eq!(client.operations[2].answer, None);
}

#[test]
fn what_cannot_be_done_is_refused_with_the_reason() {
    let mut run = counters(setup(2, 12));
    run.seek(2);
    run.act(Action::Crash(S1)).unwrap();
    let timer = |name: &str| Action::Fire(S1, name.into());
    let request = Action::Request(ClientId(1), Some(S1), Command::Get("x".into()));
    let late = LinkSettings { delay: Span::ms(2, 1), ..LinkSettings::default() };
    for (action, refusal) in [
        (Action::Crash(S1), Refusal::Crashed(S1)),
        (Action::Restart(S2, DiskFate::Keep), Refusal::Up(S2)),
        (Action::Resume(S2), Refusal::NotPaused(S2)),
        (Action::Pause(NodeId(0)), Refusal::Unknown(NodeId(0).into())),
        (Action::Crash(NodeId(3)), Refusal::Unknown(S3.into())),
        (timer("tick"), Refusal::Crashed(S1)),
        (timer("tock"), Refusal::NoTimer("tock".into(), vec!["tick"])),
        (request, Refusal::Crashed(S1)),
        (Action::Cut(S1.into(), S1.into()), Refusal::NoLink(S1.into(), S1.into())),
        (Action::Heal(S1.into(), S2.into()), Refusal::NotCut(S1.into(), S2.into())),
        (Action::Partition(vec![vec![S1.into(), S1.into()]]), Refusal::InTwoGroups(S1.into())),
        (Action::Network(None, late), Refusal::EmptyRange),
        (Action::BreakRule("x".into()), Refusal::NoRule("x".into(), vec!["save"])),
    ] {
        let (position, hash) = (run.position(), run.simulation().state_hash());
        assert_eq!(run.act(action.clone()), Err(refusal), "{action:?}");
        assert_eq!((position, hash), (run.position(), run.simulation().state_hash()));
    }
}

#[test]
fn the_first_violation_is_kept_with_its_event() {
    let mut run = counters(setup(1, 13));
    run_ms(&mut run, 10_000);
    let (event, property) = run.simulation().violation().unwrap();
    assert_eq!(property, "few");
    assert_eq!(run.notes(event).last(), Some(&toy::Note::TooMany));
    let scene = run.scene(&WORDS);
    assert_eq!(scene.properties[0].broken.as_ref().map(|broken| broken.event), Some(event));
    run.seek(event);
    assert_eq!(run.simulation().violation(), None);
}

#[test]
fn a_rule_switched_off_is_off_from_then_on() {
    let mut run = counters(setup(1, 14));
    run.act(Action::BreakRule("save".into())).unwrap();
    assert!(run.scene(&WORDS).is_modified());
    run_ms(&mut run, 1_000);
    assert_eq!(count(&run, |kind| kind == EventKind::Saved(S1)), 0);
    run.act(Action::FollowRule("save".into())).unwrap();
    run_ms(&mut run, 1_000);
    assert!(count(&run, |kind| kind == EventKind::Saved(S1)) > 3);
}
