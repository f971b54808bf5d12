//! The papers' rules, each as a fact about one server.

use crate::harness::money::{put, transfer, txn};
use machine::{NodeId, Outcome, Reply, aborted};
use protocols::two_phase::{
    Decision, Knowledge, Led, Message, Note, Objection, Record, Timer, TwoPhase,
};

type Server = crate::harness::Server<TwoPhase>;

fn prepare(number: u32, key: &str, amount: &str) -> Message {
    Message::Prepare { txn: txn(number), transfer: transfer(key, amount) }
}

fn to(node: u8, message: Message) -> (NodeId, Message) {
    (NodeId(node), message)
}

/// S2, which has voted yes on the first transaction.
fn in_doubt() -> Server {
    let mut server = Server::new(2, 9);
    server.hear(1, prepare(1, "S2->S3", "10"));
    server.save();
    server
}

/// S1, which collects votes on a transfer from S2 to S3.
fn collecting() -> Server {
    let mut server = Server::new(1, 9);
    server.ask(1, 1, put("S2->S3", "10"));
    server.save();
    server
}

/// S1, which has both votes and whose commit record is on disk.
fn committed() -> Server {
    let mut server = collecting();
    server.hear(2, Message::VoteYes { txn: txn(1) });
    server.hear(3, Message::VoteYes { txn: txn(1) });
    server.save();
    server
}

#[test]
fn a_yes_leaves_only_once_the_prepared_record_is_on_disk() {
    let mut server = Server::new(2, 9);
    server.hear(1, prepare(1, "S2->S3", "10"));
    assert_eq!(server.sent(), []);
    server.save();
    assert_eq!(server.sent(), [to(1, Message::VoteYes { txn: txn(1) })]);
    assert!(server.disk().in_doubt().contains_key(&txn(1)));
    assert_eq!(server.timers(), [Timer::Decision]);
}

#[test]
fn the_prepared_record_holds_undo_and_redo_and_nothing_is_written_before_the_decision() {
    let mut server = in_doubt();
    let prepared = server.disk().in_doubt().get(&txn(1)).unwrap();
    assert_eq!((prepared.before, prepared.after, server.disk().change()), (0, -10, 0));
    server.hear(1, Message::Commit { txn: txn(1) });
    server.save();
    assert_eq!(server.disk().change(), -10);
}

#[test]
fn a_locked_account_and_missing_money_are_reasons_to_vote_no() {
    let mut server = in_doubt();
    server.hear(1, prepare(2, "S3->S2", "10"));
    assert!(server.notes().contains(&Note::VotedNo(txn(2), Objection::Locked(txn(1)))));
    server.save();
    assert_eq!(server.sent(), [to(1, Message::VoteNo { txn: txn(2) })]);
    let mut server = Server::new(2, 9);
    server.hear(1, prepare(1, "S2->S3", "101"));
    assert!(server.notes().contains(&Note::VotedNo(txn(1), Objection::Funds)));
    assert_eq!(server.disk().decision(txn(1)), None, "the no waits for its record");
}

#[test]
fn a_prepare_that_comes_again_gets_the_same_vote_without_another_record() {
    let mut server = in_doubt();
    server.hear(1, prepare(1, "S2->S3", "10"));
    assert_eq!(server.sent(), [to(1, Message::VoteYes { txn: txn(1) })]);
    assert_eq!(server.node().disk.len(), 1);
    server.hear(1, Message::Abort { txn: txn(1) });
    server.hear(1, prepare(1, "S2->S3", "10"));
    assert_eq!(server.sent(), [to(1, Message::VoteNo { txn: txn(1) })]);
}

#[test]
fn a_crash_after_the_vote_leaves_the_account_locked_and_in_doubt() {
    let server = in_doubt().crash();
    assert_eq!(server.sent(), [to(1, Message::Inquire { txn: txn(1) })]);
    assert_eq!(server.notes(), [Note::RecoveredInDoubt(txn(1))]);
    assert_eq!(server.timers(), [Timer::Decision]);
}

#[test]
fn a_crash_before_the_record_is_on_disk_leaves_nothing() {
    let mut server = Server::new(2, 9);
    server.hear(1, prepare(1, "S2->S3", "10"));
    let server = server.crash();
    assert!(server.node().disk.is_empty() && server.sent().is_empty());
}

#[test]
fn an_acknowledgement_leaves_only_once_the_commit_is_on_disk() {
    let mut server = in_doubt();
    server.hear(1, Message::Commit { txn: txn(1) });
    assert!(server.is_saving() && server.sent().is_empty());
    server.save();
    assert_eq!(server.sent(), [to(1, Message::Ack { txn: txn(1) })]);
    server.hear(1, Message::Commit { txn: txn(1) });
    assert_eq!(server.sent(), [to(1, Message::Ack { txn: txn(1) })], "and again when told again");
}

#[test]
fn an_abort_is_neither_forced_nor_acknowledged() {
    let mut server = in_doubt();
    server.hear(1, Message::Abort { txn: txn(1) });
    assert!(!server.is_saving() && server.sent().is_empty());
    assert_eq!(server.node().disk.decision(txn(1)), Some(Decision::Abort));
    assert_eq!(server.timers(), []);
}

#[test]
fn who_is_in_doubt_asks_everybody_and_waits_on() {
    let mut server = in_doubt();
    server.fire(Timer::Decision);
    let inquiry = Message::Inquire { txn: txn(1) };
    assert_eq!(server.sent(), [to(1, inquiry.clone()), to(3, inquiry)]);
    assert_eq!((server.timers().clone(), server.node().memory.asked), (vec![Timer::Decision], 1));
    server.hear(3, Message::PeerAnswer { txn: txn(1), knows: Knowledge::Uncertain });
    assert_eq!(server.node().disk.decision(txn(1)), None, "blocked");
    server.hear(3, Message::PeerAnswer { txn: txn(1), knows: Knowledge::Committed });
    server.save();
    assert_eq!(server.disk().decision(txn(1)), Some(Decision::Commit));
    assert_eq!(server.sent(), [to(1, Message::Ack { txn: txn(1) })]);
}

#[test]
fn who_has_not_voted_aborts_for_a_peer_and_never_votes_yes_afterwards() {
    let mut server = Server::new(3, 9);
    server.hear(2, Message::Inquire { txn: txn(1) });
    assert_eq!(server.sent(), [], "its record is forced first");
    server.save();
    let answer = Message::PeerAnswer { txn: txn(1), knows: Knowledge::Aborted };
    assert_eq!(server.sent(), [to(2, answer)]);
    let mut server = server.crash();
    server.hear(1, prepare(1, "S2->S3", "10"));
    assert_eq!(server.sent(), [to(1, Message::VoteNo { txn: txn(1) })]);
}

#[test]
fn a_decision_is_told_only_once_the_commit_record_is_on_disk() {
    let mut server = collecting();
    server.hear(2, Message::VoteYes { txn: txn(1) });
    assert!(!server.is_saving());
    server.hear(3, Message::VoteYes { txn: txn(1) });
    assert_eq!((server.sent().len(), server.replies().len()), (0, 0));
    server.hear(2, Message::Inquire { txn: txn(1) });
    assert_eq!(server.sent(), [], "who asks waits for it, too");
    server.save();
    assert_eq!(server.replies().len(), 1);
    assert!(server.sent().contains(&to(2, Message::Commit { txn: txn(1) })));
}

#[test]
fn one_vote_counts_once_and_an_outsiders_not_at_all() {
    let mut server = collecting();
    for from in [2, 2, 4] {
        server.hear(from, Message::VoteYes { txn: txn(1) });
    }
    assert_eq!(server.node().disk.open().len(), 0);
    let Some(Led::Collecting { yes, .. }) = server.node().memory.led.get(&txn(1)) else { panic!() };
    assert_eq!(yes, &[NodeId(2)]);
}

#[test]
fn one_no_aborts_at_once_writes_nothing_and_is_forgotten() {
    let mut server = collecting();
    server.hear(3, Message::VoteNo { txn: txn(1) });
    assert!(!server.is_saving() && server.node().memory.led.is_empty());
    assert_eq!(server.sent(), [to(2, Message::Abort { txn: txn(1) })]);
    let (_, _, reply) = &server.replies()[0];
    assert_eq!(*reply, Reply::Done(Outcome::Differs(Some(aborted()))));
}

#[test]
fn missing_votes_abort_when_the_timer_runs_out() {
    let mut server = collecting();
    server.hear(2, Message::VoteYes { txn: txn(1) });
    server.fire(Timer::Vote);
    let abort = Message::Abort { txn: txn(1) };
    assert_eq!(server.sent(), [to(2, abort.clone()), to(3, abort)]);
}

#[test]
fn a_commit_is_told_again_until_all_have_acknowledged_and_then_forgotten() {
    let mut server = committed();
    server.hear(2, Message::Ack { txn: txn(1) });
    server.fire(Timer::Ack);
    assert_eq!(server.sent(), [to(3, Message::Commit { txn: txn(1) })]);
    server.hear(3, Message::Ack { txn: txn(1) });
    assert!(server.node().memory.led.is_empty() && !server.is_saving());
    assert_eq!(server.node().disk.from(2).last(), Some(&Record::End(txn(1))));
    assert_eq!(server.timers(), []);
}

#[test]
fn a_restarted_coordinator_tells_its_commits_again_and_presumes_the_rest_aborted() {
    let server = committed().crash();
    let commit = Message::Commit { txn: txn(1) };
    assert_eq!(server.sent(), [to(2, commit.clone()), to(3, commit)]);
    let mut server = collecting().crash();
    assert_eq!(server.sent(), []);
    server.hear(2, Message::Inquire { txn: txn(1) });
    assert_eq!(server.sent(), [to(2, Message::Abort { txn: txn(1) })]);
}

#[test]
fn a_late_copy_of_a_vote_on_what_was_committed_and_forgotten_gets_no_answer() {
    let mut server = committed();
    server.hear(2, Message::Ack { txn: txn(1) });
    server.hear(3, Message::Ack { txn: txn(1) });
    server.hear(2, Message::VoteYes { txn: txn(1) });
    assert_eq!(server.sent(), []);
    assert_eq!(server.notes(), [Note::VoteIgnored(txn(1), NodeId(2))]);
}

#[test]
fn a_transactions_number_never_comes_again() {
    let mut server = collecting().crash();
    server.ask(1, 2, put("S2->S3", "10"));
    assert_eq!(server.sent(), [], "the epoch is forced before it is used");
    server.save();
    assert_eq!(server.sent()[0].1.txn().epoch, 2);
}

#[test]
fn a_retry_is_answered_and_not_done_again_even_after_a_crash() {
    let mut server = committed();
    server.ask(1, 1, put("S2->S3", "10"));
    assert_eq!((server.replies().len(), server.sent().len()), (1, 0));
    let mut server = server.crash();
    server.ask(1, 1, put("S2->S3", "10"));
    let (_, _, reply) = &server.replies()[0];
    assert_eq!((reply, server.sent().len()), (&Reply::Done(Outcome::Written), 0));
}

#[test]
fn a_locked_account_cannot_be_read() {
    let mut server = in_doubt();
    server.ask(1, 1, machine::Command::Get("S2".into()));
    assert_eq!(server.replies(), []);
    server.hear(1, Message::Abort { txn: txn(1) });
    server.ask(1, 1, machine::Command::Get("S2".into()));
    let (_, _, reply) = &server.replies()[0];
    assert_eq!(*reply, Reply::Done(Outcome::Value(Some("100".into()))));
}

#[test]
fn nothing_is_decided_before_the_epoch_is_on_disk() {
    let mut server = Server::new(1, 9);
    server.ask(1, 1, put("S2->S3", "10"));
    server.fire(Timer::Vote);
    assert_eq!(server.notes(), [Note::NotAskedYet(txn(1))]);
    server.save();
    server.fire(Timer::Vote);
    assert!(server.notes().contains(&Note::Decided(txn(1), Decision::Abort)));
}
