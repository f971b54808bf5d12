//! The papers' rules, each as a fact about one server.

use crate::harness::money::{put, transfer, txn};
use machine::NodeId;
use protocols::three_phase::{Decision, Doubt, Message, Phase, Standing, ThreePhase, Timer};

type Server = crate::harness::Server<ThreePhase>;

fn to(node: u8, message: Message) -> (NodeId, Message) {
    (NodeId(node), message)
}

/// This server, which has voted yes on a transfer from S2 to S3 and S4.
fn uncertain(id: u8) -> Server {
    let mut server = Server::new(id, 9);
    let can_commit = Message::CanCommit { txn: txn(1), transfer: transfer("S2->S3,S4", "10") };
    server.hear(1, can_commit);
    assert_eq!(server.sent(), [], "the vote waits for its record");
    server.save();
    assert_eq!(server.sent(), [to(1, Message::VoteYes { txn: txn(1) })]);
    server
}

fn pre_committed(id: u8) -> Server {
    let mut server = uncertain(id);
    server.hear(1, Message::PreCommit { txn: txn(1) });
    server.save();
    assert_eq!(server.sent(), [to(1, Message::PreCommitAck { txn: txn(1) })]);
    server
}

/// S2, which leads and has asked the others for their state.
fn backup(mut server: Server) -> Server {
    server.fire(Timer::Decision);
    let request = Message::StateRequest { txn: txn(1) };
    assert_eq!(server.sent(), [to(3, request.clone()), to(4, request)]);
    server
}

fn reply(phase: Phase) -> Message {
    Message::StateReply { txn: txn(1), phase }
}

#[test]
fn nobody_is_told_to_commit_before_all_know_that_all_have_voted_yes() {
    let mut server = Server::new(1, 9);
    server.ask(1, 1, put("S2->S3", "10"));
    assert_eq!(server.sent(), [], "the start record is on disk first");
    server.save();
    server.hear(2, Message::VoteYes { txn: txn(1) });
    server.hear(3, Message::VoteYes { txn: txn(1) });
    let pre_commit = Message::PreCommit { txn: txn(1) };
    assert_eq!(server.sent(), [to(2, pre_commit.clone()), to(3, pre_commit)]);
    server.hear(2, Message::PreCommitAck { txn: txn(1) });
    server.hear(3, Message::PreCommitAck { txn: txn(1) });
    assert_eq!(server.sent(), [], "the decision is on disk first");
    server.save();
    let commit = Message::DoCommit { txn: txn(1) };
    assert_eq!(server.sent(), [to(2, commit.clone()), to(3, commit)]);
}

#[test]
fn a_missing_vote_aborts_and_a_missing_acknowledgement_does_not() {
    let mut server = Server::new(1, 9);
    server.ask(1, 1, put("S2->S3", "10"));
    server.save();
    server.fire(Timer::Coordinate);
    assert_eq!(server.node().disk.decision(txn(1)), Some(Decision::Abort));
    server.save();
    server.ask(1, 2, put("S2->S3", "10"));
    server.save();
    server.hear(2, Message::VoteYes { txn: txn(2) });
    server.hear(3, Message::VoteYes { txn: txn(2) });
    server.fire(Timer::Coordinate);
    assert_eq!(server.node().disk.decision(txn(2)), Some(Decision::Commit));
}

#[test]
fn one_transaction_follows_the_other() {
    let mut server = Server::new(1, 9);
    server.ask(1, 1, put("S2->S3", "10"));
    server.ask(2, 1, put("S4->S5", "10"));
    assert_eq!(server.node().disk.open().len(), 1);
    server.save();
    server.hear(2, Message::VoteNo { txn: txn(1) });
    assert_eq!(server.node().disk.open().keys().next(), Some(&txn(2)));
}

#[test]
fn all_uncertain_abort() {
    let mut server = backup(uncertain(2));
    server.hear(3, reply(Phase::Uncertain));
    assert_eq!(server.node().disk.decision(txn(1)), None);
    server.hear(4, reply(Phase::Uncertain));
    assert_eq!(server.node().disk.decision(txn(1)), Some(Decision::Abort));
}

#[test]
fn who_does_not_tell_its_state_has_failed() {
    let mut server = backup(uncertain(2));
    server.fire(Timer::Coordinate);
    assert_eq!(server.node().disk.decision(txn(1)), Some(Decision::Abort));
}

#[test]
fn one_that_is_pre_committed_makes_all_pre_committed_and_then_they_commit() {
    let mut server = backup(uncertain(2));
    server.hear(3, reply(Phase::PreCommitted));
    server.hear(4, reply(Phase::Uncertain));
    server.save();
    assert_eq!(server.sent(), [to(4, Message::PreCommit { txn: txn(1) })]);
    assert_eq!(server.node().disk.decision(txn(1)), None);
    server.hear(4, Message::PreCommitAck { txn: txn(1) });
    assert_eq!(server.node().disk.decision(txn(1)), Some(Decision::Commit));
}

#[test]
fn a_decision_that_somebody_knows_is_everybodys() {
    for (message, decision) in [
        (Message::DoCommit { txn: txn(1) }, Decision::Commit),
        (Message::Abort { txn: txn(1) }, Decision::Abort),
    ] {
        let mut server = backup(uncertain(2));
        server.hear(3, message.clone());
        server.save();
        assert_eq!(server.node().disk.decision(txn(1)), Some(decision));
        let told = [to(1, message.clone()), to(3, message.clone()), to(4, message)];
        assert_eq!(server.sent(), told);
    }
}

#[test]
fn who_was_given_up_is_not_followed_any_more() {
    let mut server = uncertain(3);
    server.hear(2, Message::StateRequest { txn: txn(1) });
    assert_eq!(server.sent(), [to(2, reply(Phase::Uncertain))]);
    server.hear(1, Message::PreCommit { txn: txn(1) });
    server.save();
    assert_eq!(server.sent(), []);
    assert_eq!(server.node().memory.doubt, Some(Doubt::Operational(NodeId(2))));
}

#[test]
fn the_next_by_name_is_elected_all_round() {
    let mut server = pre_committed(4);
    for next in [2, 3] {
        server.fire(Timer::Decision);
        assert_eq!(server.sent(), [to(next, Message::Elect { txn: txn(1) })]);
    }
    server.fire(Timer::Decision);
    assert!(server.node().memory.led.is_some());
}

#[test]
fn who_has_failed_asks_and_takes_no_part() {
    let mut server = uncertain(3).crash();
    let inquiry = Message::Inquire { txn: txn(1) };
    assert_eq!(server.sent(), [1, 2, 4].map(|node| to(node, inquiry.clone())));
    for message in [
        Message::StateRequest { txn: txn(1) },
        Message::Elect { txn: txn(1) },
        Message::PreCommit { txn: txn(1) },
    ] {
        server.hear(2, message);
        server.save();
        assert_eq!(server.sent(), []);
    }
    server.hear(2, Message::DoCommit { txn: txn(1) });
    server.save();
    assert_eq!(server.disk().change(), 10);
}

#[test]
fn only_when_all_have_failed_do_the_logs_decide() {
    for (phase, decision) in
        [(Phase::Uncertain, Decision::Abort), (Phase::PreCommitted, Decision::Commit)]
    {
        let mut server = uncertain(3).crash();
        let answer = |standing| Message::NotDecided { txn: txn(1), standing };
        let recovering = Standing::Recovering(Phase::Uncertain);
        server.hear(1, answer(recovering));
        server.hear(2, answer(Standing::Operational));
        server.hear(4, answer(recovering));
        assert_eq!(server.node().disk.decision(txn(1)), None, "S2 will decide");
        server.hear(2, answer(Standing::Recovering(phase)));
        assert_eq!(server.node().disk.decision(txn(1)), Some(decision));
    }
}

#[test]
fn who_has_not_voted_aborts_when_a_backup_asks() {
    let mut server = Server::new(3, 9);
    server.hear(2, Message::StateRequest { txn: txn(1) });
    assert_eq!(server.sent(), []);
    server.save();
    assert_eq!(server.sent(), [to(2, Message::Abort { txn: txn(1) })]);
}
