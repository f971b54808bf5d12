//! Slow nodes: what comes waits its turn, and nothing else changes.

mod toy;

use machine::{Endpoint, Micros, NodeId, Span};
use simulator::{
    Action, DiskFate, DiskSettings, DiskTruth, Drive, Event, EventKind, Loss, MessageId, Setup,
    Timeline,
};
use toy::{Counters, WORDS, counters, setup};

const S1: NodeId = NodeId(1);
const S2: NodeId = NodeId(2);
const S3: NodeId = NodeId(3);
const NONE: Span = Span { min: Micros(0), max: Micros(0) };

fn run_ms(run: &mut Timeline<Counters>, ms: u64) {
    let until = run.now().plus(Micros::from_ms(ms));
    run.advance_to(until, u32::MAX);
}

/// Two nodes, the second slow, and one message on its way to it. Nothing else happens by itself.
fn one_message() -> (Timeline<Counters>, MessageId) {
    let mut settings = setup(2, 1);
    settings.rules_off = vec!["save".into()];
    settings.drive = Drive::Manual;
    let mut run = counters(settings);
    run.act(Action::Slow(S2, Span::ms(20, 20))).unwrap();
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    run.act(Action::Drive(Drive::Auto)).unwrap();
    let id = run.scene(&WORDS).messages[0].id;
    while !run.trace().events.last().is_some_and(|event| is_wait(event) && event.packet.is_some()) {
        assert!(run.step());
    }
    (run, id)
}

fn is_wait(event: &Event) -> bool {
    matches!(event.kind, EventKind::Waits(..))
}

/// The events that are no waits, of what is at this node.
fn handled(run: &Timeline<Counters>, node: NodeId) -> Vec<Event> {
    let at = |event: &&Event| event.place == Some(node.into());
    let input = |event: &&Event| matches!(event.kind, EventKind::Arrived | EventKind::Fired(..));
    run.trace().events.iter().filter(at).filter(input).copied().collect()
}

#[test]
fn each_input_takes_a_slow_node_its_time_one_after_the_other() {
    let mut run = counters(setup(3, 1));
    run.act(Action::Slow(S2, Span::ms(15, 15))).unwrap();
    run_ms(&mut run, 600);
    let inputs = handled(&run, S2);
    assert!(inputs.len() > 20, "{}", inputs.len());
    for pair in inputs.windows(2) {
        assert!(pair[1].at.since(pair[0].at) >= Micros::from_ms(15));
    }
    let events = &run.trace().events;
    let came: Vec<u32> = inputs.iter().filter_map(|event| event.cause).collect();
    assert!(came.iter().all(|came| is_wait(&events[*came as usize])));
    assert!(came.is_sorted(), "in the order in which they came");
    let fast =
        handled(&run, S1).iter().all(|event| !is_wait(&events[event.cause.unwrap() as usize]));
    assert!(fast, "nobody else waits");
}

#[test]
fn what_waits_is_in_the_scene_and_goes_back_to_when_it_left() {
    let (mut run, id) = one_message();
    let scene = run.scene(&WORDS);
    assert_eq!((scene.nodes[1].waiting_inputs, scene.nodes[1].pace), (1, Some(Span::ms(20, 20))));
    assert!(scene.messages.iter().any(|message| message.id == id && message.waits_at_receiver));
    let came = *run.trace().events.last().unwrap();
    let left = run.trace().events[came.cause.unwrap() as usize];
    assert_eq!(left.place, Some(S1.into()));
    run_ms(&mut run, 20);
    assert!(run.scene(&WORDS).messages.iter().all(|message| message.id != id));
    let arrived = handled(&run, S2)[0];
    assert_eq!((arrived.kind, arrived.at), (EventKind::Arrived, came.at.plus(Micros::from_ms(20))));
}

#[test]
fn a_node_that_is_no_longer_slow_takes_what_waits_at_once_and_in_order() {
    let mut run = counters(setup(3, 2));
    run.act(Action::Slow(S2, Span::ms(200, 200))).unwrap();
    run_ms(&mut run, 150);
    let waiting = run.scene(&WORDS).nodes[1].waiting_inputs as usize;
    assert!(waiting > 3, "{waiting}");
    let before = handled(&run, S2).len();
    run.act(Action::Slow(S2, NONE)).unwrap();
    let now = run.now();
    run.advance_to(now, u32::MAX);
    assert_eq!(handled(&run, S2).len() - before, waiting);
    run_ms(&mut run, 300);
    let later = run.trace().events.iter().filter(|event| event.at > now);
    assert!(later.clone().count() > 20 && !later.clone().any(is_wait));
}

#[test]
fn a_crash_loses_what_waits_and_says_so() {
    let (mut run, id) = one_message();
    run.act(Action::Crash(S2)).unwrap();
    let crash = run.trace().crashes[0];
    assert_eq!((crash.act as usize + 1, crash.inputs), (run.run().acts.len(), 1));
    run.step();
    let lost = run.trace().events.last().unwrap();
    assert_eq!(lost.kind, EventKind::Lost(Loss::ReceiverDown));
    assert!(run.scene(&WORDS).messages.iter().all(|message| message.id != id));
    run.act(Action::Restart(S2, DiskFate::Keep)).unwrap();
    let scene = run.scene(&WORDS);
    assert_eq!((scene.nodes[1].waiting_inputs, scene.nodes[1].pace), (0, Some(Span::ms(20, 20))));
}

#[test]
fn what_waits_can_be_delivered_dropped_and_delayed() {
    let (mut run, id) = one_message();
    run.act(Action::Deliver(id)).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[1].waiting_inputs, 0);
    let (mut run, id) = one_message();
    run.act(Action::Drop(id)).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[1].waiting_inputs, 0);
    let (mut run, id) = one_message();
    run.act(Action::Corrupt(id)).unwrap();
    run.act(Action::Delay(id, Micros::from_ms(70))).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[1].waiting_inputs, 0);
    let due = run.scene(&WORDS).messages.iter().find(|message| message.id == id).unwrap().due;
    run.advance_to(due.plus(Micros::from_ms(200)), u32::MAX);
    let of = |event: &&Event| event.packet == Some(0) && event.at >= due;
    let kinds: Vec<EventKind> = run.trace().events.iter().filter(of).map(|it| it.kind).collect();
    assert_eq!(kinds, [EventKind::Waits(S2, None), EventKind::Refused]);
}

#[test]
fn a_timer_that_waits_can_be_fired_and_is_stopped_by_a_crash() {
    let mut run = counters(Setup { clients: 0, ..setup(1, 3) });
    run.act(Action::Slow(S1, Span::ms(50, 50))).unwrap();
    while !run.trace().events.last().is_some_and(is_wait) {
        assert!(run.step());
    }
    let before = run.position();
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    assert_eq!(run.scene(&WORDS).nodes[0].waiting_inputs, 0);
    run.seek(before);
    run.act(Action::Crash(S1)).unwrap();
    assert_eq!(run.next_due(), None);
}

#[test]
fn a_slow_node_that_is_paused_does_nothing_until_it_resumes() {
    let (mut run, _) = one_message();
    run.act(Action::Pause(S2)).unwrap();
    run_ms(&mut run, 300);
    assert_eq!(handled(&run, S2), []);
    run.act(Action::Resume(S2)).unwrap();
    run_ms(&mut run, 300);
    assert!(handled(&run, S2).len() > 2);
}

#[test]
fn a_slow_node_leaves_what_it_has_nothing_to_do_with_where_it_was() {
    let alone = |slow: bool| {
        let mut run = counters(Setup { clients: 0, ..setup(3, 5) });
        // S3 hears and is not heard.
        for other in [S1, S2] {
            run.act(Action::Cut(S3.into(), other.into())).unwrap();
        }
        let pace = if slow { Span::ms(3, 30) } else { NONE };
        run.act(Action::Slow(S3, pace)).unwrap();
        run_ms(&mut run, 2_000);
        let elsewhere = |event: &&Event| {
            let place = event.place.is_some_and(|place| place != Endpoint::Node(S3));
            place && !matches!(event.kind, EventKind::Acted(_))
        };
        let events = run.trace().events.iter().filter(elsewhere);
        events.map(|event| (event.at, event.kind, event.place)).collect::<Vec<_>>()
    };
    let (slow, fast) = (alone(true), alone(false));
    assert!(slow.len() > 300);
    assert_eq!(slow, fast);
}

#[test]
fn going_back_and_replaying_give_the_same_run() {
    let mut run = counters(setup(4, 6));
    run.act(Action::Slow(S2, Span::ms(5, 40))).unwrap();
    run_ms(&mut run, 700);
    run.act(Action::Crash(S2)).unwrap();
    run_ms(&mut run, 50);
    run.act(Action::Restart(S2, DiskFate::Keep)).unwrap();
    run_ms(&mut run, 700);
    run.act(Action::Slow(S2, NONE)).unwrap();
    run.seek(1_000);
    let (value, trace) = (run.run(), run.trace().clone());
    let mut again = counters(value.setup.clone());
    for act in &value.acts {
        again.act_at(act).unwrap();
    }
    again.seek(value.events);
    assert_eq!((again.run(), again.trace()), (value, &trace));
    for place in [900, 300, 301, 640, 1_000] {
        run.seek(place);
        again.seek(0);
        again.seek(place);
        assert_eq!(run.simulation().state_hash(), again.simulation().state_hash(), "at {place}");
        assert_eq!(run.scene(&WORDS), again.scene(&WORDS), "at {place}");
    }
}

#[test]
fn a_crash_says_how_much_the_disk_had_not_written_and_only_claimed() {
    let mut run = counters(setup(2, 1));
    let (truth, save) = (DiskTruth::Unsynced, Span::ms(5, 5));
    run.act(Action::Disk(S1, DiskSettings { truth, save })).unwrap();
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    run_ms(&mut run, 6);
    run.act(Action::Fire(S1, "tick".into())).unwrap();
    let claimed = run.scene(&WORDS).nodes[0].claimed.clone().unwrap();
    assert_eq!((claimed.writes, claimed.disk[0].value.clone()), (1, machine::Value::Number(1)));
    run.act(Action::Crash(S1)).unwrap();
    let crash = run.trace().crashes[0];
    assert_eq!((crash.unfinished, crash.claimed, crash.leaving), (1, 1, 1));
    assert_eq!(run.scene(&WORDS).nodes[0].claimed, None);
    run.seek(2);
    run.act(Action::HealAll).unwrap();
    assert_eq!(run.trace().crashes, [], "what is forgotten erased nothing");
}
