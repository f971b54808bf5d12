//! Sections 5.2 and 5.4.1: who votes for whom, and who wins.

use super::cluster::{Disks, Hand, s};
use super::server::{Server, append, request_vote, vote};
use machine::{NodeId, Span};
use protocols::raft::{LogIndex, Message, Note, Rule, Term, Timer, Vote};

#[test]
fn servers_start_as_followers_and_wait() {
    let hand = Hand::new(5);
    for node in NodeId::all(5) {
        assert!(hand.timers[node.index()].contains(&Timer::Election));
        assert!(!hand.leads(node));
    }
    assert!(Server::new(3, 7, Some(2), &[1]).is_follower_of(None));
}

#[test]
fn whose_timer_runs_out_votes_for_itself_in_the_next_term_and_asks_everybody() {
    for mut server in [Server::new(3, 1, None, &[1, 1]), Server::candidate(3, 1, &[1, 1])] {
        let did = server.fire(Timer::Election);
        assert!(server.is_candidate());
        assert_eq!((server.node.disk.term, server.node.disk.vote), (Term(2), Some(s(1))));
        let asked = request_vote(2, (1, 2));
        assert_eq!(did.sent(), [(2, asked.clone()), (3, asked)]);
        assert!(did.saves_first(), "term and vote are on disk before anybody is asked");
        assert!(did.restarts(Timer::Election).is_some());
    }
}

#[test]
fn the_election_timeout_is_drawn_from_its_range_unless_the_rule_is_off() {
    let did = Server::new(3, 1, None, &[]).fire(Timer::Election);
    assert_eq!(did.restarts(Timer::Election), Some(Span::ms(150, 300)));
    let off = [Rule::RandomisedTimeouts];
    let did = Server::without(&off, 3, 1, None, &[]).fire(Timer::Election);
    assert_eq!(did.restarts(Timer::Election), Some(Span::ms(150, 150)));
}

#[test]
fn a_candidate_counts_its_own_vote_once_its_disk_has_it() {
    let mut server = Server::new(1, 0, None, &[]);
    let before = server.node.disk.clone();
    server.fire(Timer::Election);
    assert!(server.is_candidate());
    server.saved_only(&before);
    assert!(server.is_candidate(), "an older save does not hold the vote");
    let did = server.saved();
    assert!(server.is_leader());
    assert!(did.notes().contains(&Note::Elected(Term(1), 1)));
}

#[test]
fn a_vote_for_another_term_on_disk_is_not_the_own_vote() {
    let mut server = Server::new(1, 4, Some(1), &[]);
    let older = server.node.disk.clone();
    server.fire(Timer::Election);
    server.saved_only(&older);
    assert!(server.is_candidate(), "that was the vote of term 4");
}

#[test]
fn votes_from_a_majority_elect() {
    // How many servers, how many grant, how many refuse, and whether the candidate wins.
    let table = [
        (1, 0, 0, true),
        (2, 1, 0, true),
        (2, 0, 1, false),
        (3, 2, 0, true),
        (3, 1, 0, true),
        (3, 1, 1, true),
        (3, 0, 2, false),
        (3, 0, 0, false),
        (4, 1, 2, false),
        (4, 2, 1, true),
        (5, 4, 0, true),
        (5, 2, 0, true),
        (5, 2, 2, true),
        (5, 1, 3, false),
        (9, 3, 5, false),
        (9, 4, 4, true),
    ];
    for (nodes, grants, refusals, wins) in table {
        let mut server = Server::new(nodes, 0, None, &[]);
        server.fire(Timer::Election);
        server.saved();
        for voter in 2..2 + grants {
            server.receive(voter, vote(1, Vote::Granted));
        }
        for voter in 2 + grants..2 + grants + refusals {
            server.receive(voter, vote(1, Vote::Refused));
        }
        assert_eq!(server.is_leader(), wins, "{nodes} servers, {grants} grant");
    }
}

#[test]
fn a_vote_that_comes_twice_counts_once() {
    let mut server = Server::candidate(5, 1, &[]);
    server.receive(2, vote(1, Vote::Granted));
    let did = server.receive(2, vote(1, Vote::Granted));
    assert!(server.is_candidate());
    assert_eq!(did.notes(), [Note::VoteRepeated(s(2))]);
}

#[test]
fn a_vote_of_an_earlier_election_does_not_count() {
    let mut server = Server::candidate(3, 2, &[]);
    server.receive(2, vote(1, Vote::Granted));
    assert!(server.is_candidate());
    server.receive(2, vote(2, Vote::Granted));
    assert!(server.is_leader());
    let did = server.receive(3, vote(2, Vote::Granted));
    assert_eq!(did.notes(), [Note::VoteReplyIgnored(s(3), Term(2))]);
}

#[test]
fn a_server_votes_for_the_first_who_asks_and_for_nobody_else_in_that_term() {
    let table = [
        (None, 2, true),
        (None, 3, true),
        (Some(2), 2, true),
        (Some(3), 3, true),
        (Some(2), 3, false),
        (Some(3), 2, false),
        (Some(1), 2, false),
    ];
    for (voted, candidate, grants) in table {
        let mut server = Server::new(3, 1, voted, &[]);
        let did = server.receive(candidate, request_vote(1, (0, 0)));
        let verdict = if grants { Vote::Granted } else { Vote::Refused };
        assert_eq!(did.only(), vote(1, verdict), "{voted:?}, S{candidate} asks");
        assert_eq!(did.restarts(Timer::Election).is_some(), grants, "only a vote buys time");
        assert_eq!(server.node.disk.vote.map(|node| node.0), voted.or(Some(candidate)));
    }
}

#[test]
fn a_vote_leaves_once_it_is_on_disk() {
    let mut server = Server::new(3, 1, None, &[]);
    let did = server.receive(2, request_vote(1, (0, 0)));
    assert!(did.saves_first());
    let did = server.receive(2, request_vote(1, (0, 0)));
    assert!(!did.saves(), "asked again, it has nothing new to save");
    assert_eq!(did.only(), vote(1, Vote::Granted));
}

#[test]
fn a_voter_refuses_whose_log_is_older_than_its_own() {
    // The voter's log, the candidate's last term and last index, and whether it gets the vote.
    let table: [(&[u64], (u64, u64), bool); 11] = [
        (&[], (0, 0), true),
        (&[1], (1, 1), true),
        (&[1], (1, 2), true),
        (&[1, 1], (1, 1), false),
        (&[1], (2, 1), true),
        (&[1], (2, 2), true),
        (&[1, 1], (2, 1), true),
        (&[2], (1, 1), false),
        (&[2], (1, 2), false),
        (&[1, 2], (1, 1), false),
        (&[1, 2], (1, 9), false),
    ];
    for (terms, last, grants) in table {
        let mut server = Server::new(3, 3, None, terms);
        let did = server.receive(2, request_vote(3, last));
        let verdict = if grants { Vote::Granted } else { Vote::Refused };
        assert_eq!(did.only(), vote(3, verdict), "{terms:?} and {last:?}");
    }
}

#[test]
fn a_refused_candidate_of_a_higher_term_still_raises_the_term() {
    let mut server = Server::new(3, 3, Some(1), &[1, 2]);
    let did = server.receive(2, request_vote(7, (1, 1)));
    assert_eq!(did.only(), vote(7, Vote::Refused));
    assert!(did.saves_first());
    assert_eq!(server.node.disk.vote, None);
}

#[test]
fn a_candidate_gives_way_to_the_leader_of_its_term() {
    for term in [2, 3] {
        let mut server = Server::candidate(3, 2, &[]);
        let did = server.receive(3, append(term, (0, 0), &[], 0));
        assert!(server.is_follower_of(Some(3)));
        assert!(did.restarts(Timer::Election).is_some());
    }
}

#[test]
fn a_new_leader_says_so_at_once_with_an_empty_entry_of_its_term() {
    let mut server = Server::candidate(3, 2, &[1]);
    let did = server.receive(2, vote(2, Vote::Granted));
    assert_eq!(server.terms(), [1, 2]);
    assert!(server.memory().state.log.get(LogIndex(2)).unwrap().content.request().is_none());
    let is_first = |message: &Message| {
        matches!(
            message,
            Message::AppendEntries { term: Term(2), previous_index: LogIndex(1), entries, .. }
                if entries.len() == 1
        )
    };
    let sent = did.sent();
    assert!(sent.len() == 2 && sent.iter().all(|(_, message)| is_first(message)), "{sent:?}");
    assert!(did.saves_first());
    assert!(did.cancels(Timer::Election));
    assert_eq!(did.restarts(Timer::Heartbeat), Some(Span::ms(50, 50)));
    assert_eq!((server.knows(2), server.knows(3)), ((3, 0), (3, 0)));
}

#[test]
fn without_the_empty_entry_a_new_leader_sends_heartbeats() {
    let mut server = Server::without(&[Rule::NoOp], 3, 1, None, &[1]);
    server.fire(Timer::Election);
    server.saved();
    let did = server.receive(2, vote(2, Vote::Granted));
    let heartbeat = append(2, (1, 1), &[], 0);
    assert_eq!(did.sent(), [(2, heartbeat.clone()), (3, heartbeat)]);
}

#[test]
fn clusters_of_one_to_nine_elect_and_every_server_in_turn_can_lead() {
    for nodes in 1..=9 {
        let mut hand = Hand::new(nodes);
        for round in 1..=2 {
            for node in NodeId::all(nodes).filter(|_| nodes > 1 || round == 1) {
                hand.elect(node);
                let leaders = NodeId::all(nodes).filter(|node| hand.leads(*node)).count();
                assert_eq!(leaders, 1, "{nodes} servers");
                hand.fire(node, Timer::Heartbeat);
                hand.settle();
                let all = NodeId::all(nodes).map(|node| hand.memory(node).commit);
                assert!(all.eq(vec![hand.memory(node).commit; usize::from(nodes)]));
                assert_eq!(hand.memory(node).commit, hand.memory(node).state.log.last_index());
            }
        }
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_split_vote_elects_nobody_and_the_next_term_can() {
    let mut hand = Hand::new(4);
    hand.campaign(s(1));
    hand.campaign(s(2));
    hand.deliver(s(1), s(3));
    hand.deliver(s(2), s(4));
    hand.settle();
    assert!(NodeId::all(4).all(|node| !hand.leads(node)));
    hand.elect(s(1));
    assert_eq!(hand.memory(s(1)).state.term, Term(2));
}

#[test]
fn a_candidate_cut_off_from_the_others_deposes_the_leader_when_it_returns() {
    let mut hand = Hand::new(3);
    // S1 leads term 1, and S2 holds its entry; S3 heard nothing of it, and asked in vain.
    hand.elect_by(s(1), &[2]);
    hand.fire(s(1), Timer::Heartbeat);
    for _ in 0..2 {
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
    }
    hand.campaign(s(3));
    hand.flights.clear();
    assert!(hand.leads(s(1)) && hand.terms(s(2)) == [1]);
    // Its second request comes through, with a log that is older than theirs.
    hand.campaign(s(3));
    hand.settle();
    assert!(NodeId::all(3).all(|node| !hand.leads(node)), "the higher term deposes S1");
    assert!(NodeId::all(3).all(|node| hand.memory(node).state.term == Term(2)));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_crash_before_the_save_takes_the_vote_back_unseen() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.campaign(s(1));
    assert!(hand.flights.is_empty(), "nobody is asked before the vote is on disk");
    hand.crash(s(1));
    hand.restart(s(1));
    assert_eq!(hand.memory(s(1)).state.term, Term(0));
    assert!(hand.flights.is_empty());
}
