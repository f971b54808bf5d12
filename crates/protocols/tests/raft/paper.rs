//! What another implementation's tests of this paper check, row by row, where no other file here
//! does it already. `docs/raft/facts.md` lists them all.

use super::cluster::{Hand, put, s};
use super::server::{Server, append, matched, vote};
use crate::harness::Dice;
use machine::{NodeId, Span};
use protocols::raft::{LogIndex, Persistent, Rule, Term, Timer, Vote};

/// 5.2. Three who refuse out of five make the other implementation's candidate a follower; here it
/// stays a candidate until its timer runs out or it hears a leader, as figure 2 has it.
#[test]
fn one_round_of_votes_elects_exactly_with_a_majority_of_grants() {
    // How many servers, what the others answer, and whether the candidate wins.
    let (yes, no) = (Vote::Granted, Vote::Refused);
    let table: [(u8, &[Vote], bool); 13] = [
        (1, &[], true),
        (3, &[yes, yes], true),
        (3, &[yes], true),
        (5, &[yes, yes, yes, yes], true),
        (5, &[yes, yes, yes], true),
        (5, &[yes, yes], true),
        (3, &[no, no], false),
        (5, &[no, no, no, no], false),
        (5, &[yes, no, no, no], false),
        (3, &[], false),
        (5, &[yes], false),
        (5, &[no, no], false),
        (5, &[], false),
    ];
    for (nodes, answers, wins) in table {
        let mut server = Server::new(nodes, 0, None, &[]);
        server.fire(Timer::Election);
        server.saved();
        for (voter, answer) in (2..).zip(answers) {
            server.receive(voter, vote(1, *answer));
        }
        assert_eq!((server.is_leader(), server.is_candidate()), (wins, !wins), "{answers:?}");
        assert_eq!(server.memory().state.term, Term(1));
    }
}

/// 5.2. The core names a range and whoever keeps time draws from it.
#[test]
fn followers_and_candidates_draw_every_timeout_anew_from_one_range() {
    let range = Some(Span::ms(150, 300));
    let mut follower = Server::new(3, 1, None, &[]);
    let mut candidate = Server::candidate(3, 1, &[]);
    for round in 1..=10 {
        let heard = follower.receive(2, append(1, (0, 0), &[], 0));
        assert_eq!(heard.restarts(Timer::Election), range, "a follower, heartbeat {round}");
        let stood = candidate.fire(Timer::Election);
        assert_eq!(stood.restarts(Timer::Election), range, "a candidate, election {round}");
    }
}

/// In how many of 1,000 rounds the first of five servers whose timers run out is not alone, when a
/// server notices that once in so many milliseconds.
fn conflicts(span: Span, step_ms: u64) -> usize {
    let mut dice = Dice::new(5);
    let shared = (0..1_000).filter(|_| {
        let range = (span.max.0 - span.min.0) / 1_000;
        let mut timeouts: Vec<u64> =
            (0..5).map(|_| dice.below(range as usize + 1) as u64 / step_ms).collect();
        timeouts.sort_unstable();
        timeouts[0] == timeouts[1]
    });
    shared.count()
}

/// 5.2. Ten steps to the range, as the other implementation's ticks have it.
#[test]
fn five_timeouts_from_the_range_seldom_run_out_together() {
    for mut server in [Server::new(5, 1, None, &[]), Server::candidate(5, 1, &[])] {
        let span = server.fire(Timer::Election).restarts(Timer::Election).expect("it waits");
        let shared = conflicts(span, 15);
        assert!((1..=300).contains(&shared), "{shared} of 1,000 with ten steps");
        assert!(conflicts(span, 1) < 50, "and hardly ever with a step a millisecond");
    }
    let off = [Rule::RandomisedTimeouts];
    let did = Server::without(&off, 5, 1, None, &[]).fire(Timer::Election);
    assert_eq!(conflicts(did.restarts(Timer::Election).expect("it waits"), 15), 1_000);
}

/// 5.3.
#[test]
fn an_entry_is_committed_with_a_majority_of_acknowledgements() {
    // How many servers, who acknowledges, and whether that commits.
    let table: [(u8, &[u8], bool); 9] = [
        (1, &[], true),
        (3, &[], false),
        (3, &[2], true),
        (3, &[2, 3], true),
        (5, &[], false),
        (5, &[2], false),
        (5, &[2, 3], true),
        (5, &[2, 3, 4], true),
        (5, &[2, 3, 4, 5], true),
    ];
    for (nodes, who, commits) in table {
        let mut leader = Server::leader(1, &[1], &vec![1; usize::from(nodes)]);
        leader.node.memory.commit = LogIndex(1);
        leader.ask(1, put("a"));
        leader.saved();
        for follower in who {
            leader.receive(*follower, matched(1, 2));
        }
        assert_eq!(leader.memory().commit, LogIndex(1 + u64::from(commits)), "{nodes} {who:?}");
    }
}

/// 5.3. The leader's own empty entry commits them here, before any command.
#[test]
fn whatever_a_leader_found_in_its_log_is_committed_with_its_first_own_entry() {
    for found in [&[][..], &[2], &[1, 2], &[1]] {
        let mut hand = Hand::new(3);
        hand.crash(s(1));
        let log = super::server::log(found);
        hand.disks[0] = Persistent { term: Term(2), vote: None, log, ..Persistent::default() };
        hand.restart(s(1));
        hand.elect(s(1));
        let all = found.len() as u64 + 1;
        assert_eq!(hand.memory(s(1)).commit, LogIndex(all), "{found:?}");
        assert_eq!(hand.memory(s(1)).applied, LogIndex(all));
        assert_eq!(hand.terms(s(2)), [found, &[3]].concat());
    }
}

/// 5.3.
#[test]
fn a_follower_carries_out_what_its_leader_says_is_committed_in_order() {
    // The terms of the new entries and leaderCommit.
    let table: [(&[u64], u64); 4] = [(&[1], 1), (&[1, 1], 2), (&[1, 1], 1), (&[1, 1, 1], 2)];
    for (terms, commit) in table {
        let mut server = Server::new(3, 1, None, &[]);
        server.receive(2, append(1, (0, 0), terms, commit));
        assert_eq!(server.memory().applied, LogIndex(commit));
        let last = format!("1.{commit}");
        assert_eq!(server.memory().store.get("x").map(|value| &**value), Some(&*last));
    }
}

/// 5.4.2.
#[test]
fn of_a_log_of_two_earlier_terms_only_the_own_entry_commits() {
    // Up to where a follower acknowledges, and what is committed then.
    for (index, commit) in [(1, 0), (2, 0), (3, 3)] {
        let mut leader = Server::leader(3, &[1, 2, 3], &[3, 0, 0]);
        leader.receive(2, matched(3, index));
        assert_eq!(leader.memory().commit, LogIndex(commit), "acknowledged up to {index}");
    }
}

/// 5.2, with servers that are down, and with logs that are newer. The other implementation's
/// candidate becomes a follower in the last row; here it stays a candidate.
#[test]
fn who_campaigns_wins_if_a_majority_is_up_and_holds_no_newer_log() {
    // Who is down, who has which log in term 1, and whether S1 wins.
    type Logs = &'static [(u8, &'static [u64])];
    let table: [(u8, &[u8], Logs, bool); 6] = [
        (3, &[], &[], true),
        (3, &[3], &[], true),
        (3, &[2, 3], &[], false),
        (4, &[2, 3], &[], false),
        (5, &[2, 3], &[], true),
        (5, &[], &[(2, &[1]), (3, &[1]), (4, &[1, 1])], false),
    ];
    for options in [&[][..], &[("pre-vote", 1)]] {
        for (nodes, down, logs, wins) in table {
            let mut hand = Hand::of(crate::harness::with_options(nodes, options, &[]), nodes);
            for (node, terms) in logs {
                hand.crash(s(*node));
                let log = super::server::log(terms);
                hand.disks[s(*node).index()] =
                    Persistent { term: Term(1), vote: None, log, ..Persistent::default() };
                hand.restart(s(*node));
            }
            down.iter().for_each(|node| hand.crash(s(*node)));
            hand.campaign(s(1));
            hand.settle();
            assert_eq!(hand.leads(s(1)), wins, "{down:?} down of {nodes}, {options:?}");
            let stays = !options.is_empty() && !wins && logs.is_empty();
            let term = hand.memory(s(1)).state.term;
            assert_eq!(term, Term(u64::from(!stays)), "a pre-vote costs no term");
        }
    }
}

/// 5.2.
#[test]
fn with_pre_votes_too_every_server_in_turn_can_lead() {
    let mut hand = Hand::of(crate::harness::with_options(3, &[("pre-vote", 1)], &[]), 3);
    for node in NodeId::all(3).cycle().take(6) {
        for other in NodeId::all(3) {
            // Nobody hears the leader any more.
            if hand.timers[other.index()].contains(&Timer::Contact) {
                hand.fire(other, Timer::Contact);
            }
        }
        // A leader ignores pre-votes; the other one of the majority does not.
        hand.elect(node);
    }
    assert_eq!(hand.broken, []);
}
