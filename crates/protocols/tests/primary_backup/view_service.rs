//! The view service: MIT 6.824, lab 2A. Most facts are the lab's own tests, restated.

use super::cluster::{Disks, Hand, s};
use machine::Protocol;
use protocols::primary_backup::{Acknowledged, Note, PrimaryBackup, Rule, Timer};

#[test]
fn the_first_server_heard_is_primary_of_view_one() {
    let mut hand = Hand::new(4);
    hand.ping(3);
    assert_eq!(hand.view(s(1)), (1, 3, 0));
    assert!(hand.leads(s(3)));
}

#[test]
fn the_next_server_heard_is_its_backup() {
    let mut hand = Hand::new(3);
    hand.begin();
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    assert_eq!(hand.memory(s(1)).state.acknowledged, Acknowledged::Yes);
}

#[test]
fn a_dead_primary_is_followed_by_its_backup() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.miss(&[2]);
    assert_eq!(hand.view(s(1)), (3, 3, 0));
    assert!(hand.leads(s(3)));
}

#[test]
fn a_spare_becomes_backup_when_the_backup_is_dead() {
    let mut hand = Hand::new(4);
    hand.begin();
    hand.ping(4);
    hand.miss(&[3]);
    assert_eq!(hand.view(s(1)), (3, 2, 4));
}

#[test]
fn a_backup_that_dies_without_a_spare_leaves_the_primary_alone() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.miss(&[3]);
    assert_eq!(hand.view(s(1)), (3, 2, 0));
    hand.ask(1, 1, s(2), super::cluster::put("1"));
    hand.settle();
    assert_eq!(hand.replies.len(), 1);
}

#[test]
fn no_view_follows_one_that_is_not_acknowledged() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    // S3 is the backup of view 2, of which S2 does not hear.
    hand.ping(3);
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    hand.crash(s(2));
    hand.miss(&[2]);
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    assert!(!hand.leads(s(3)));
    hand.fire(s(1), Timer::Tick);
    assert!(hand.notes.iter().any(|note| matches!(note, Note::ViewAwaited(_))));
}

#[test]
fn only_the_primary_acknowledges_a_view() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.ping(3);
    // The backup knows view 2 and says so; that is no acknowledgement.
    hand.ping(3);
    assert_eq!(hand.memory(s(1)).state.acknowledged, Acknowledged::No);
}

#[test]
fn a_dead_primary_without_a_backup_is_waited_for() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.crash(s(2));
    hand.miss(&[2, 3]);
    // S3 comes when S2 is dead already: it has no state, and is not promoted.
    hand.ping(3);
    assert_eq!(hand.view(s(1)), (1, 2, 0));
    assert!(hand.notes.is_empty() || !hand.leads(s(3)));
    hand.restart(s(2));
    hand.ping(2);
    assert_eq!(hand.view(s(1)), (2, 2, 3));
}

#[test]
fn a_primary_that_has_lost_its_disk_counts_as_dead() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.crash(s(2));
    hand.disks[1] = Default::default();
    hand.restart(s(2));
    hand.ping(2);
    assert_eq!(hand.view(s(1)), (3, 3, 0));
    assert_eq!(hand.view(s(2)), (3, 3, 0));
    assert!(!hand.leads(s(2)));
}

#[test]
fn a_primary_alone_that_has_lost_its_disk_is_not_told_its_view() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.ask(1, 1, s(2), super::cluster::put("1"));
    hand.settle();
    hand.crash(s(2));
    hand.disks[1] = Default::default();
    hand.restart(s(2));
    hand.ping(2);
    assert_eq!(hand.view(s(1)), (1, 2, 0));
    assert!(!hand.leads(s(2)));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_view_is_on_disk_before_anybody_is_told() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    assert!(hand.flights.is_empty());
    hand.save(s(1));
    assert_eq!(hand.flights.len(), 1);
    // A crash before the save is finished takes the view with it, and nobody knows it.
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    hand.crash(s(1));
    hand.restart(s(1));
    assert_eq!(hand.view(s(1)), (0, 0, 0));
}

#[test]
fn a_restarted_view_service_goes_on_with_its_view() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.crash(s(1));
    hand.restart(s(1));
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    // It gives everybody time to be heard before it takes anybody for dead.
    hand.fire(s(1), Timer::Tick);
    assert_eq!(hand.view(s(1)), (2, 2, 3));
    hand.miss(&[2]);
    assert_eq!(hand.view(s(1)), (3, 3, 0));
}

#[test]
fn the_view_service_ignores_what_is_meant_for_others() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), super::cluster::put("1"));
    let mut flight = hand.flights.pop().expect("S2 forwards");
    flight.to = s(1);
    hand.arrive(flight);
    assert!(matches!(hand.notes[..], [Note::NotForViewService(_)]));
}

#[test]
fn a_server_needs_not_be_dead_for_a_view_without_the_rule_to_wait() {
    let mut hand = Hand::without(3, &[Rule::AcknowledgeView]);
    hand.ping(2);
    hand.ping(3);
    hand.crash(s(2));
    hand.miss(&[2]);
    assert_eq!(hand.view(s(1)).0, 3);
    assert_eq!(PrimaryBackup::info().nodes, (2, 9));
}
