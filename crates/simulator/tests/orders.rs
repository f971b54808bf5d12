//! Orders, what leaves without waiting for the disk, and timers that are overdue.

mod toy;

use machine::{Micros, NodeId};
use simulator::{Action, Drive, EventKind, MessageScene, Refusal};
use toy::{WORDS, counters, setup};

const S1: NodeId = NodeId(1);
const S2: NodeId = NodeId(2);

fn tell(node: NodeId, named: &[NodeId]) -> Action {
    Action::Order(node, "tell".into(), named.to_vec())
}

#[test]
fn an_order_reaches_its_server_and_what_it_sends_at_once_waits_for_no_disk() {
    let mut start = setup(3, 1);
    start.drive = Drive::Manual;
    let mut run = counters(start);
    while run.step() {}
    run.act(tell(S1, &[S2, NodeId(3)])).unwrap();
    let told = |message: &MessageScene| message.brief.clone();
    let scene = run.scene(&WORDS);
    assert_eq!(scene.messages.iter().map(told).collect::<Vec<_>>(), ["1000", "1000"]);
    assert_eq!((scene.nodes[0].waiting_to_leave, scene.nodes[0].unsaved_writes), (2, 1));
    // In order: what waited for the disk leaves when the disk has it.
    while run.step() {}
    assert_eq!(run.scene(&WORDS).messages.len(), 4);
}

#[test]
fn an_order_that_cannot_be_given_is_refused() {
    let mut run = counters(setup(3, 1));
    while run.position() < 3 {
        run.step();
    }
    let names = |count| vec![S2; count];
    let wrong = Refusal::OrderNames("tell".into(), 1, 2);
    assert_eq!(run.act(tell(S1, &names(0))), Err(wrong.clone()));
    assert_eq!(run.act(tell(S1, &names(3))), Err(wrong));
    assert_eq!(run.act(tell(S1, &[NodeId(4)])), Err(Refusal::Unknown(NodeId(4).into())));
    let unknown = Action::Order(S1, "hush".into(), Vec::new());
    assert_eq!(run.act(unknown), Err(Refusal::NoOrder("hush".into(), vec!["tell"])));
    run.act(Action::Crash(S1)).unwrap();
    assert_eq!(run.act(tell(S1, &[S2])), Err(Refusal::Crashed(S1)));
}

/// Gives the order, and says what left at once.
fn told(run: &mut simulator::Timeline<toy::Counters>) -> String {
    run.act(tell(S1, &[S2])).unwrap();
    let now = run.now();
    let scene = run.scene(&WORDS);
    let mut sent = scene.messages.iter().filter(|m| m.id.from == S1.into() && m.sent == now);
    sent.next().expect("it does not wait for the disk").brief.clone()
}

#[test]
fn a_node_that_was_paused_knows_that_its_timer_is_overdue() {
    let mut run = counters(setup(2, 1));
    run.advance_to(Micros::from_ms(1), u32::MAX);
    assert_eq!(told(&mut run), "1000");
    run.act(Action::Pause(S1)).unwrap();
    run.advance_to(Micros::from_ms(500), u32::MAX);
    run.act(Action::Resume(S1)).unwrap();
    assert_eq!(told(&mut run), "2000");
    // Once the timer has gone off, it is not overdue any more.
    while !matches!(run.trace().events.last().map(|e| e.kind), Some(EventKind::Fired(S1, _))) {
        run.step();
    }
    run.advance_to(run.now().plus(Micros::from_ms(5)), u32::MAX);
    assert_eq!(told(&mut run), "1000");
}
