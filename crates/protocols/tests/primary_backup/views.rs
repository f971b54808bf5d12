//! How servers follow the views.

use super::cluster::{Hand, put, s};
use protocols::primary_backup::{Message, Note, Role, Timer, View, ViewNumber};

#[test]
fn a_late_view_changes_nothing() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    let late = hand.flights.pop().expect("S1 answers");
    hand.ping(3);
    hand.ping(2);
    let before = hand.memory(s(2)).clone();
    hand.arrive(late);
    assert_eq!(*hand.memory(s(2)), before);
    assert!(matches!(hand.notes[..], [Note::OldViewIgnored(..)]));
}

#[test]
fn a_replaced_primary_stops_and_forgets_who_waits() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.miss(&[2]);
    // S2 does not know yet that it was replaced, and takes a request.
    hand.ask(1, 1, s(2), put("1"));
    assert!(hand.leads(s(2)));
    hand.flights.clear();
    hand.ping(2);
    assert!(!hand.leads(s(2)));
    assert!(hand.memory(s(2)).waiting.is_empty());
    assert!(hand.replies.is_empty());
    assert_eq!(hand.broken, []);
}

#[test]
fn a_refused_primary_stops_and_asks_what_is_current() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.miss(&[2]);
    hand.ask(1, 1, s(2), put("1"));
    hand.deliver(s(2), s(3));
    assert!(matches!(hand.notes[..], [Note::RefusedOldView(..)]));
    hand.deliver(s(3), s(2));
    assert!(matches!(hand.memory(s(2)).role, Role::Spare));
    assert!(hand.flights.iter().any(|flight| matches!(flight.message, Message::Ping { .. })));
    hand.settle();
    assert_eq!(hand.broken, []);
}

#[test]
fn a_refusal_of_the_own_view_changes_nothing() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    let mut flight = hand.flights.pop().expect("S2 forwards");
    (flight.from, flight.to) = (s(3), s(2));
    flight.message = Message::Refused { view: ViewNumber(2) };
    hand.arrive(flight);
    assert!(hand.leads(s(2)));
}

#[test]
fn a_primary_without_a_backup_acknowledges_at_once() {
    let mut hand = Hand::new(2);
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    hand.deliver(s(1), s(2));
    let view = ViewNumber(1);
    assert!(hand.flights.iter().any(|flight| flight.message == Message::Ping { view }));
}

#[test]
fn a_primary_acknowledges_the_view_before_until_its_backup_has_the_state() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.ping(3);
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    hand.deliver(s(1), s(2));
    hand.flights.clear();
    hand.fire(s(2), Timer::Ping);
    assert_eq!(hand.flights[0].message, Message::Ping { view: ViewNumber(1) });
    hand.fire(s(2), Timer::Resend);
    hand.settle();
    assert_eq!(hand.memory(s(3)).state.holds, ViewNumber(2));
    hand.fire(s(2), Timer::Ping);
    assert_eq!(hand.flights[0].message, Message::Ping { view: ViewNumber(2) });
}

#[test]
fn a_restarted_primary_goes_on_and_gives_its_backup_the_state_again() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    hand.crash(s(2));
    hand.restart(s(2));
    assert!(hand.leads(s(2)));
    hand.fire(s(2), Timer::Resend);
    assert!(hand.flights.iter().any(|flight| {
        matches!(flight.message, Message::Transfer { view: View { number: ViewNumber(2), .. }, .. })
    }));
    hand.settle();
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    assert_eq!(hand.value(s(2)), Some("1"));
}

#[test]
fn timers_that_are_not_a_servers_own_do_nothing() {
    let mut hand = Hand::new(2);
    for (node, timer) in [(1, Timer::Ping), (2, Timer::Tick), (2, Timer::Resend)] {
        hand.timers[usize::from(node) - 1].insert(timer);
        hand.fire(s(node), timer);
        assert_eq!(hand.notes, [Note::TimerIdle]);
    }
    assert!(hand.flights.is_empty());
}
