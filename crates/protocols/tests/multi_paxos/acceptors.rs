//! Acceptors: PMMC A1 and A2, and 4.3.

use super::cluster::{Server, accept, accepted, ballot, prepare};
use crate::harness::s;
use protocols::multi_paxos::{Message, Reason, Slot};

#[test]
fn a_promise_names_everything_accepted_above_what_the_candidate_knows() {
    let mut server = Server::new(2, 3);
    for slot in [1, 2, 4] {
        server.hear(1, accept(11, slot, "1"));
        server.save();
    }
    server.hear(3, prepare(23, 1));
    assert_eq!(server.sent(), [], "nothing is promised before it is saved");
    server.save();
    let named = vec![(Slot(2), accepted(11, "1")), (Slot(4), accepted(11, "1"))];
    let promise = Message::Promise { ballot: ballot(23), accepted: named, snapshot: None };
    assert_eq!(server.sent(), [(s(3), promise)]);
}

#[test]
fn a_lower_ballot_is_refused_in_every_slot_and_both_phases() {
    let mut server = Server::new(2, 3);
    server.hear(3, prepare(23, 0));
    server.save();
    let reason = Reason::Promised(ballot(23));
    let refusal = |number| Message::Refusal { ballot: ballot(number), reason };
    server.hear(1, prepare(11, 0));
    assert_eq!(server.sent(), [(s(1), refusal(11))]);
    server.hear(1, accept(11, 7, "1"));
    assert_eq!(server.sent(), [(s(1), refusal(11))]);
    let beat = Message::Heartbeat { ballot: ballot(11), chosen: Slot(0), lease: None };
    server.hear(1, beat);
    assert_eq!(server.sent(), [(s(1), refusal(11))]);
    assert!(!server.is_saving() && server.disk().accepted.get(Slot(7)).is_none());
}

#[test]
fn to_accept_is_to_promise() {
    let mut server = Server::new(2, 3);
    server.hear(3, accept(23, 1, "1"));
    server.save();
    assert_eq!(server.disk().promised, Some(ballot(23)));
    server.hear(1, prepare(11, 0));
    assert!(matches!(server.sent()[..], [(_, Message::Refusal { .. })]));
}

#[test]
fn what_is_promised_and_accepted_survives_a_crash_once_it_is_saved() {
    let mut server = Server::new(2, 3);
    server.hear(1, accept(11, 1, "1"));
    server.save();
    server.hear(3, prepare(23, 0));
    let server = server.crash();
    assert_eq!(server.disk().promised, Some(ballot(11)));
    assert_eq!(server.disk().accepted.get(Slot(1)), Some(&accepted(11, "1")));
}

#[test]
fn a_prepare_request_that_comes_twice_is_answered_alike_until_its_ballot_is_used() {
    let mut server = Server::new(2, 3);
    server.hear(1, prepare(11, 0));
    server.save();
    let first = server.sent();
    server.hear(1, prepare(11, 0));
    assert_eq!(server.sent(), first);
    server.hear(1, accept(11, 1, "1"));
    server.save();
    server.hear(1, prepare(11, 0));
    assert_eq!(server.sent(), []);
}
