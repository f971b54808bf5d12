//! Each rule switched off: what breaks then, and that nothing does while it is followed.

use super::chaos::search;
use super::cluster::{Hand, put, s};
use machine::{Command, Protocol};
use protocols::primary_backup::{PrimaryBackup, Rule, Timer};

/// The same schedule with every rule followed, and without this one.
fn compare(rule: Rule, breaks: &str, schedule: impl Fn(&mut Hand)) {
    let mut faithful = Hand::new(4);
    schedule(&mut faithful);
    assert_eq!(faithful.broken, [], "{rule:?} followed");
    let mut modified = Hand::without(4, &[rule]);
    schedule(&mut modified);
    let first = modified.broken.first().map(|(name, _)| *name);
    assert_eq!(first, Some(breaks), "{rule:?} off");
}

/// S2 is alone in view 1, and has answered for something.
fn alone(hand: &mut Hand) {
    hand.ping(2);
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
}

/// S3 has been promoted, and S2 does not know it.
fn divided(hand: &mut Hand) {
    hand.begin();
    hand.miss(&[2, 4]);
}

#[test]
fn a_view_service_that_forgets_makes_view_one_twice() {
    compare(Rule::SaveViews, "one-primary-per-view", |hand| {
        hand.ping(2);
        hand.crash(s(1));
        hand.restart(s(1));
        hand.ping(3);
    });
}

#[test]
fn a_primary_that_forgets_its_log_is_primary_without_it() {
    compare(Rule::SaveLog, "acknowledged-survives", |hand| {
        alone(hand);
        hand.crash(s(2));
        hand.restart(s(2));
    });
}

#[test]
fn a_backup_of_a_view_that_nobody_acknowledged_has_no_state() {
    compare(Rule::AcknowledgeView, "acknowledged-survives", |hand| {
        alone(hand);
        hand.ping(3);
        hand.crash(s(2));
        hand.miss(&[2, 4]);
    });
}

#[test]
fn a_spare_that_is_promoted_does_not_follow_from_the_view_before() {
    compare(Rule::PromoteBackup, "succession", |hand| {
        hand.begin();
        hand.ping(4);
        hand.miss(&[2]);
    });
}

#[test]
fn an_old_view_that_is_believed_leads_back() {
    compare(Rule::IgnoreOldViews, "view-monotonic", |hand| {
        hand.ping(2);
        hand.fire(s(2), Timer::Ping);
        hand.deliver(s(2), s(1));
        let late = hand.flights.pop().expect("S1 answers");
        hand.ping(3);
        hand.ping(2);
        hand.arrive(late);
    });
}

#[test]
fn an_old_primary_that_is_not_refused_answers_for_what_is_lost() {
    compare(Rule::CheckView, "acknowledged-survives", |hand| {
        divided(hand);
        hand.ask(2, 1, s(3), put("2"));
        hand.settle();
        hand.ask(1, 1, s(2), put("1"));
        hand.settle();
    });
}

#[test]
fn a_view_acknowledged_before_the_transfer_promotes_a_backup_without_the_state() {
    compare(Rule::TransferFirst, "acknowledged-survives", |hand| {
        alone(hand);
        hand.ping(3);
        hand.fire(s(2), Timer::Ping);
        hand.deliver(s(2), s(1));
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
        hand.flights.clear();
        hand.crash(s(2));
        hand.miss(&[2, 4]);
    });
}

#[test]
fn an_answer_before_the_backup_has_it_is_lost_with_the_primary() {
    compare(Rule::ReplyAfterBackup, "acknowledged-survives", |hand| {
        hand.begin();
        hand.ask(1, 1, s(2), put("1"));
        hand.flights.clear();
        hand.crash(s(2));
        hand.miss(&[2, 4]);
        hand.ask(2, 1, s(3), put("2"));
        hand.settle();
    });
}

#[test]
fn a_replaced_primary_that_goes_on_is_a_second_one() {
    compare(Rule::StepDown, "one-primary-per-view", |hand| {
        divided(hand);
        hand.ping(2);
        hand.ping(3);
    });
}

#[test]
fn a_retry_that_is_not_recognised_is_applied_twice() {
    compare(Rule::ClientDeduplication, "applied-once", |hand| {
        hand.begin();
        let append = || Command::Append("x".into(), "a".into());
        hand.ask(1, 1, s(2), append());
        hand.settle();
        hand.ask(1, 1, s(2), append());
    });
}

#[test]
fn random_schedules_find_every_break() {
    let rules = PrimaryBackup::info().rules;
    assert_eq!(rules.len(), 10);
    for info in rules {
        let found = search(&[info.rule], 4, 400, 4_000);
        assert!(found.is_some(), "{} is found", info.name);
    }
}
