//! The properties see what they are for, also where no rule switched off leads.

use super::cluster::{Hand, asynchronous, put, s};
use protocols::primary_backup::{LogIndex, Mode, Note, View, ViewNumber};

fn broken(hand: &Hand) -> Vec<&'static str> {
    hand.broken.iter().map(|(name, _)| *name).collect()
}

/// A server changes by magic, and then does something.
fn touch(hand: &mut Hand, node: u8) {
    hand.ask(9, 1, s(node), put("touch"));
}

#[test]
fn a_backup_that_holds_something_else_is_seen() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    let other = {
        let mut other = Hand::new(3);
        other.begin();
        other.ask(1, 1, s(2), put("2"));
        other.settle();
        other.memory(s(2)).state.log.clone()
    };
    hand.nodes[2].as_mut().unwrap().memory.state.log = other;
    touch(&mut hand, 3);
    assert_eq!(broken(&hand), ["backup-prefix"]);
    assert!(matches!(hand.broken[0].1, Note::BackupDiffers(_, _, LogIndex(1))));
}

#[test]
fn a_primary_that_lost_something_is_seen_at_once() {
    let mut hand = Hand::new(2);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    hand.nodes[1].as_mut().unwrap().memory.state.log = Default::default();
    hand.nodes[1].as_mut().unwrap().memory.settled = LogIndex(0);
    touch(&mut hand, 2);
    assert!(broken(&hand).contains(&"acknowledged-survives"));
}

#[test]
fn a_loss_is_told_as_expected_only_of_an_asynchronous_cluster() {
    for (protocol, mode) in [
        (asynchronous(3, &[]), Mode::Asynchronous),
        (
            super::cluster::protocol(3, &[protocols::primary_backup::Rule::ReplyAfterBackup]),
            Mode::Synchronous,
        ),
    ] {
        let mut hand = Hand::of(protocol, 3);
        hand.begin();
        hand.ask(1, 1, s(2), put("1"));
        hand.flights.clear();
        hand.crash(s(2));
        hand.miss(&[2]);
        let found = hand.broken.iter().find_map(|(_, note)| {
            if let Note::AcknowledgedLost(_, _, _, mode) = note { Some(*mode) } else { None }
        });
        assert_eq!(found, Some(mode));
    }
}

#[test]
fn an_answer_for_something_else_is_seen_even_if_the_later_primary_is_down() {
    let mut hand = Hand::of(asynchronous(3, &[]), 3);
    hand.begin();
    hand.miss(&[2]);
    hand.ask(2, 1, s(3), put("kept"));
    hand.crash(s(3));
    hand.ask(1, 1, s(2), put("lost"));
    let expected = Mode::Asynchronous;
    let found = &hand.broken[0].1;
    assert_eq!(*found, Note::AcknowledgedDiffers(s(2), ViewNumber(2), LogIndex(1), expected));
}

#[test]
fn a_view_that_skips_a_number_or_comes_from_nowhere_is_seen() {
    for view in [
        View { number: ViewNumber(4), primary: Some(s(3)), backup: None },
        View { number: ViewNumber(3), primary: Some(s(4)), backup: None },
        View::default(),
    ] {
        let mut hand = Hand::new(4);
        hand.begin();
        hand.disks[0].view = view;
        touch(&mut hand, 1);
        assert_eq!(broken(&hand), ["succession"], "{view:?}");
    }
}

#[test]
fn a_server_that_goes_back_a_view_is_seen() {
    let mut hand = Hand::new(3);
    hand.begin();
    let memory = &mut hand.nodes[2].as_mut().unwrap().memory;
    memory.state.view.number = ViewNumber(1);
    touch(&mut hand, 3);
    assert!(broken(&hand).contains(&"view-monotonic"));
}

#[test]
fn a_second_primary_of_a_view_is_seen_even_if_the_first_is_gone() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.crash(s(2));
    let role = protocols::primary_backup::Role::Primary { backup: None, saved: LogIndex(0) };
    hand.nodes[2].as_mut().unwrap().memory.role = role;
    touch(&mut hand, 3);
    assert_eq!(broken(&hand)[0], "one-primary-per-view");
}
