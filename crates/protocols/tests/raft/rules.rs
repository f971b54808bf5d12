//! Each rule switched off: what breaks then, and that nothing does while it is followed.
//!
//! `current-term-commit` is in `figures.rs`, `client-deduplication` in `clients.rs`, `no-op` in
//! `commitment.rs`, `randomised-timeouts` in `elections.rs`.

use super::chaos::search;
use super::cluster::{Hand, put, s};
use machine::Protocol;
use protocols::raft::{Raft, Rule, Timer};

/// The same schedule with every rule followed, and without this one.
fn compare(rule: Rule, breaks: &str, schedule: impl Fn(&mut Hand)) {
    let mut faithful = Hand::new(3);
    schedule(&mut faithful);
    assert_eq!(faithful.broken, [], "{rule:?} followed");
    let mut modified = Hand::without(3, &[rule]);
    schedule(&mut modified);
    let first = modified.broken.first().map(|(name, _)| *name);
    assert_eq!(first, Some(breaks), "{rule:?} off");
}

/// A candidate asks one voter, and hears its verdict.
fn ask_for_vote(hand: &mut Hand, candidate: u8, voter: u8) {
    hand.deliver(s(candidate), s(voter));
    hand.deliver(s(voter), s(candidate));
}

/// S1 leads term 1, and everybody has its first entry.
fn begin(hand: &mut Hand) {
    hand.elect(s(1));
}

/// A server's first candidacy goes unheard: it catches up with the others' term.
fn campaign_unheard(hand: &mut Hand, node: u8) {
    hand.campaign(s(node));
    hand.flights.clear();
}

/// S2 votes for S1, which wins term 1; S2 restarts, and S3 asks for its vote in the same term.
fn voter_restarts(hand: &mut Hand) {
    hand.elect_by(s(1), &[2]);
    hand.crash(s(2));
    hand.restart(s(2));
    hand.campaign(s(3));
    ask_for_vote(hand, 3, 2);
}

#[test]
fn a_voter_that_forgets_the_term_votes_twice_in_it() {
    compare(Rule::PersistTerm, "election-safety", voter_restarts);
}

#[test]
fn a_voter_that_forgets_its_vote_votes_twice() {
    compare(Rule::PersistVote, "election-safety", voter_restarts);
}

#[test]
fn a_log_that_is_not_on_disk_takes_a_committed_entry_with_it() {
    compare(Rule::PersistLog, "leader-completeness", |hand| {
        hand.elect_by(s(1), &[2]);
        hand.fire(s(1), Timer::Heartbeat);
        for _ in 0..2 {
            hand.deliver(s(1), s(2));
            hand.deliver(s(2), s(1));
        }
        assert_eq!(hand.memory(s(1)).commit.0, 1);
        hand.flights.clear();
        hand.crash(s(1));
        hand.crash(s(2));
        hand.restart(s(2));
        campaign_unheard(hand, 3);
        hand.campaign(s(3));
        ask_for_vote(hand, 3, 2);
    });
}

/// S1 and S3 ask S2 for its vote in the same term.
fn two_candidates(hand: &mut Hand) {
    hand.campaign(s(1));
    hand.campaign(s(3));
    ask_for_vote(hand, 1, 2);
    ask_for_vote(hand, 3, 2);
}

#[test]
fn a_voter_that_votes_for_all_elects_two() {
    compare(Rule::OneVotePerTerm, "election-safety", two_candidates);
}

#[test]
fn with_one_vote_less_two_win() {
    compare(Rule::MajorityToElect, "election-safety", two_candidates);
}

#[test]
fn a_candidate_with_an_older_log_wins_and_lacks_what_is_committed() {
    compare(Rule::ElectionRestriction, "leader-completeness", |hand| {
        hand.elect_by(s(1), &[2]);
        hand.fire(s(1), Timer::Heartbeat);
        for _ in 0..2 {
            hand.deliver(s(1), s(2));
            hand.deliver(s(2), s(1));
        }
        hand.flights.clear();
        campaign_unheard(hand, 3);
        hand.campaign(s(3));
        ask_for_vote(hand, 3, 2);
    });
}

#[test]
fn a_leader_that_does_not_step_down_is_a_second_one_in_the_new_term() {
    compare(Rule::StepDown, "election-safety", |hand| {
        begin(hand);
        hand.campaign(s(3));
        ask_for_vote(hand, 3, 2);
        assert!(hand.leads(s(3)));
        hand.deliver(s(3), s(1));
    });
}

#[test]
fn a_deposed_leaders_late_message_overwrites_what_is_committed() {
    compare(Rule::RefuseStaleTerm, "leader-completeness", |hand| {
        begin(hand);
        hand.ask(1, 1, s(1), put("old"));
        hand.flights.retain(|flight| flight.to == s(2));
        let late = hand.flights.pop().expect("S1's entry for S2");
        hand.campaign(s(3));
        ask_for_vote(hand, 3, 2);
        hand.ask(2, 1, s(3), put("new"));
        for _ in 0..2 {
            hand.deliver(s(3), s(2));
            hand.deliver(s(2), s(3));
        }
        assert_eq!(hand.memory(s(3)).commit.0, 3);
        hand.flights.clear();
        hand.arrive(late);
        hand.campaign(s(2));
        ask_for_vote(hand, 2, 1);
    });
}

#[test]
fn without_the_consistency_check_a_gap_closes_over_what_was_missed() {
    compare(Rule::LogConsistencyCheck, "log-matching", |hand| {
        begin(hand);
        hand.ask(1, 1, s(1), put("a"));
        hand.deliver(s(1), s(2));
        hand.flights.clear();
        hand.ask(1, 2, s(1), put("b"));
        hand.deliver(s(1), s(3));
        hand.settle();
    });
}

#[test]
fn a_follower_that_keeps_its_own_entries_applies_another_than_the_rest() {
    compare(Rule::OverwriteConflicts, "state-machine-safety", |hand| {
        begin(hand);
        hand.ask(1, 1, s(1), put("lonely"));
        hand.flights.clear();
        hand.campaign(s(3));
        ask_for_vote(hand, 3, 2);
        hand.settle();
        hand.fire(s(3), Timer::Heartbeat);
        hand.settle();
    });
}

#[test]
fn with_one_copy_less_the_next_leader_lacks_what_is_committed() {
    compare(Rule::MajorityToCommit, "leader-completeness", |hand| {
        hand.elect_by(s(1), &[2]);
        hand.crash(s(1));
        hand.campaign(s(2));
        ask_for_vote(hand, 2, 3);
        assert!(hand.leads(s(2)));
    });
}

#[test]
fn random_schedules_find_what_each_rule_is_for() {
    // The rule; in clusters of this size; how many seeds are enough; one of these breaks first.
    let table: [(Rule, u8, u64, &[&str]); 12] = [
        (Rule::PersistTerm, 3, 50, &["election-safety"]),
        (Rule::PersistVote, 3, 500, &["election-safety"]),
        (Rule::PersistLog, 3, 50, &["leader-completeness"]),
        (Rule::OneVotePerTerm, 3, 100, &["election-safety"]),
        (Rule::MajorityToElect, 3, 50, &["election-safety", "leader-completeness"]),
        (Rule::ElectionRestriction, 3, 50, &["leader-completeness"]),
        (Rule::StepDown, 3, 50, &["election-safety"]),
        (Rule::RefuseStaleTerm, 5, 2_000, &["leader-completeness", "state-machine-safety"]),
        (Rule::LogConsistencyCheck, 3, 50, &["log-matching"]),
        (Rule::OverwriteConflicts, 3, 50, &["log-matching", "state-machine-safety"]),
        (Rule::MajorityToCommit, 3, 50, &["leader-completeness"]),
        (Rule::ClientDeduplication, 3, 50, &["applied-once"]),
    ];
    for (rule, nodes, seeds, expected) in table {
        let (seed, name) = search(&[rule], nodes, seeds, 2_000).expect("a seed breaks something");
        assert!(expected.contains(&name), "{rule:?}, seed {seed}: {name}");
    }
}

#[test]
fn rules_and_properties_have_names_of_their_own_and_cite_a_section() {
    let info = Raft::info();
    let rules = info.rules.iter().map(|rule| (rule.name, rule.section));
    let properties = info.properties.iter().map(|property| (property.name, property.section));
    let all: Vec<_> = rules.chain(properties).collect();
    for (place, (name, section)) in all.iter().enumerate() {
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        assert!(section.starts_with(|c: char| ('5'..='8').contains(&c)), "{name}: {section}");
        assert!(all[..place].iter().all(|(other, _)| other != name), "{name} is there twice");
    }
}
