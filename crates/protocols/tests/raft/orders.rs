//! Orders: which of two rules comes first, and that the order in which messages arrive does not
//! matter in the end.

use super::cluster::{Flight, Hand, put, s};
use super::server::{Server, answer, append, log, request_vote, vote};
use machine::{ClientId, Command, Outcome, Reply};
use protocols::raft::{Appended, LogIndex, Note, Persistent, Role, Rule, Term, Timer, Vote};

#[test]
fn a_vote_is_refused_by_the_first_rule_that_does() {
    // Each candidate's log is older than the voter's, whose vote in term 3 is S3's.
    let older = ((Term(1), LogIndex(1)), (Term(2), LogIndex(2)));
    let table = [
        (2, Note::VoteRefusedStale(s(2), Term(2), Term(3)), 3),
        (3, Note::VoteRefusedTaken(s(2), s(3), Term(3)), 3),
        (4, Note::VoteRefusedOlderLog(s(2), older.0, older.1), 4),
    ];
    for (term, note, now) in table {
        let mut server = Server::new(3, 3, Some(3), &[1, 2]);
        let did = server.receive(2, request_vote(term, (1, 1)));
        assert_eq!(did.notes().last(), Some(&note), "asked in term {term}");
        assert_eq!(did.only(), vote(now, Vote::Refused));
        assert_eq!(did.restarts(Timer::Election), None, "a refusal buys no time");
    }
}

#[test]
fn the_term_on_disk_without_the_vote_is_not_the_own_vote() {
    let mut server = Server::new(1, 4, None, &[]);
    server.fire(Timer::Election);
    let half = Persistent { term: Term(5), vote: None, ..Persistent::default() };
    server.saved_only(&half);
    assert!(server.is_candidate(), "a save of before the vote is no vote");
    server.saved();
    assert!(server.is_leader());
}

#[test]
fn a_save_of_other_entries_at_the_same_indexes_is_no_copy_of_the_leaders() {
    let mut server = Server::leader(2, &[1, 2], &[0, 2, 0]);
    server.saved_only(&Persistent { log: log(&[1, 1]), ..Persistent::default() });
    assert_eq!((server.knows(1).1, server.memory().commit), (1, LogIndex(0)));
    server.saved();
    assert_eq!((server.knows(1).1, server.memory().commit), (2, LogIndex(2)));
}

#[test]
fn a_stale_call_is_refused_before_anything_else_is_looked_at() {
    let servers = [
        Server::new(3, 4, Some(1), &[1, 2]),
        Server::candidate(3, 4, &[1, 2]),
        Server::leader(4, &[1, 2], &[2, 0, 0]),
    ];
    for mut server in servers {
        let before = server.node.clone();
        // It would make a candidate give way, overwrite entry 2 and commit.
        let did = server.receive(2, append(3, (1, 1), &[3], 2));
        assert_eq!(server.node, before, "nothing changes");
        assert_eq!(did.only(), answer(4, Appended::Stale));
        assert_eq!(did.notes(), [Note::EntriesRefusedStale(s(2), Term(3), Term(4))]);
    }
}

#[test]
fn a_call_that_does_not_match_neither_appends_nor_deletes() {
    let mut server = Server::new(3, 3, None, &[1, 2, 2]);
    let disk = server.node.disk.clone();
    // The new entry alone would delete entry 3; but entry 2 is not the leader's.
    server.receive(2, append(3, (3, 2), &[3], 3));
    assert_eq!((server.node.disk, server.node.memory.commit), (disk, LogIndex(0)));
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = orders(last).into_iter();
    let longer = shorter.flat_map(|order| {
        (0..=last).map(move |place| {
            let mut order = order.clone();
            order.insert(place, last);
            order
        })
    });
    longer.collect()
}

/// How far S1 believes S2 to be.
fn believed(hand: &Hand) -> LogIndex {
    let Role::Leader { matched, .. } = &hand.memory(s(1)).role else { panic!("S1 leads") };
    matched[s(2).index()]
}

/// Everything under way on this link arrives twice: the newest first, or the oldest.
fn arrive_doubled(hand: &mut Hand, flights: &[Flight], order: &[usize]) {
    for place in order.iter().chain(order.iter().rev()) {
        hand.arrive(flights[*place].clone());
        let disk = &hand.disks[s(2).index()].log;
        let same = hand.memory(s(1)).state.log.agreement(disk);
        assert!(believed(hand) <= same, "S1 believes no more than what S2's disk holds");
    }
}

#[test]
fn entries_and_answers_may_come_in_any_order_and_twice() {
    for order in orders(4) {
        let mut hand = Hand::new(3);
        hand.elect(s(1));
        hand.crash(s(3));
        for number in 1..=4 {
            hand.ask(1, number, s(1), Command::Append("x".into(), number.to_string().into()));
        }
        hand.flights.retain(|flight| flight.to == s(2));
        let calls = core::mem::take(&mut hand.flights);
        assert_eq!(calls.len(), 4, "one for each command");
        arrive_doubled(&mut hand, &calls, &order);
        let answers = core::mem::take(&mut hand.flights);
        assert_eq!(answers.len(), 8, "one for each call");
        let backwards: Vec<usize> = (0..answers.len()).rev().collect();
        arrive_doubled(&mut hand, &answers, &backwards);
        hand.settle();
        for _ in 0..2 {
            hand.fire(s(1), Timer::Heartbeat);
            hand.settle();
        }
        let told = hand.replies.iter().map(|(_, number, _)| *number);
        assert!(told.eq(1..=4), "{order:?}: each is answered once");
        for node in [s(1), s(2)] {
            assert_eq!((hand.value(node), hand.memory(node).commit.0), (Some("1234"), 5));
        }
        assert_eq!(hand.broken, [], "{order:?}");
    }
}

/// C1 changes `a` to `b`, C2 writes `a` again, and only then C1's request comes a second time.
fn compare_and_set_twice(off: &[Rule]) -> Hand {
    let mut hand = Hand::without(3, off);
    hand.elect(s(1));
    let swap = Command::Cas("x".into(), "a".into(), "b".into());
    for (client, number, command) in
        [(2, 1, put("a")), (1, 1, swap.clone()), (2, 2, put("a")), (1, 1, swap)]
    {
        hand.ask(client, number, s(1), command);
        hand.settle();
    }
    hand
}

#[test]
fn a_compare_and_set_that_comes_twice_is_judged_once() {
    let hand = compare_and_set_twice(&[]);
    assert_eq!((hand.value(s(1)), &hand.broken[..]), (Some("a"), &[][..]));
    let swapped = (ClientId(1), 1, Reply::Done(Outcome::Swapped));
    assert_eq!(hand.replies.iter().filter(|reply| **reply == swapped).count(), 2);

    let hand = compare_and_set_twice(&[Rule::ClientDeduplication]);
    assert_eq!(hand.value(s(1)), Some("b"), "C2's write is undone by a command of the past");
    assert_eq!(hand.broken.first().map(|(name, _)| *name), Some("applied-once"));
}
