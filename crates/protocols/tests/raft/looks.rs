//! What a person sees of a server and of a message: the names that files and tests rely on.

use super::cluster::{Hand, put, s};
use super::server::{Server, answer, append, conflict, matched, request_vote, vote};
use machine::{Badge, Mark, NodeView, Protocol, Shape, TimerId, Value, WHOLE_LOG};
use protocols::raft::{Appended, LogIndex, Message, Note, Raft, Term, Timer, Vote, Word};

fn view(server: &Server) -> NodeView<Word> {
    server.raft.view(&server.node, WHOLE_LOG)
}

/// The value of the field of this stable name.
fn field<'a>(view: &'a NodeView<Word>, name: &str) -> &'a Value<Word> {
    let found = view.memory.iter().find(|field| <&str>::from(field.name) == name);
    &found.expect("there is such a field").value
}

#[test]
fn a_follower_is_a_ring_and_names_its_leader() {
    let mut server = Server::new(3, 4, None, &[1, 3]);
    server.receive(3, append(4, (3, 2), &[], 1));
    let view = view(&server);
    assert_eq!((view.status.shape, view.status.era), (Shape::Ring, 4));
    assert_eq!((<&str>::from(view.role), <&str>::from(view.era_name)), ("follower", "term"));
    assert_eq!(field(&view, "role"), &Value::Word(Word::Follower));
    assert_eq!(field(&view, "commit"), &Value::Number(1));
    assert_eq!(field(&view, "applied"), &Value::Number(1));
    assert_eq!(field(&view, "known-leader"), &Value::Node(Some(s(3))));
    let cells: Vec<_> = view.log.iter().map(|cell| (cell.index, cell.era, cell.decided)).collect();
    assert_eq!(cells, [(1, 1, true), (2, 3, false)]);
    assert!(view.badges.is_empty() && view.peers.is_empty());
}

#[test]
fn a_candidate_is_a_dashed_ring_with_its_votes() {
    let server = Server::candidate(5, 2, &[]);
    let view = view(&server);
    assert_eq!(view.status.shape, Shape::DashedRing);
    assert_eq!(<&str>::from(view.role), "candidate");
    // Of so many that it needs.
    assert_eq!(view.badges, [Badge { name: Word::Votes, count: 1, of: Some(3) }]);
    assert_eq!(field(&view, "votes"), &Value::Nodes(vec![s(1)]));
}

#[test]
fn a_leader_is_a_hexagon_and_knows_how_far_the_others_are() {
    let server = Server::leader(2, &[1, 2], &[2, 1, 0]);
    let view = view(&server);
    assert_eq!(view.status.shape, Shape::Hexagon);
    assert_eq!(<&str>::from(view.role), "leader");
    assert_eq!(field(&view, "match"), &Value::PerNode(vec![(s(1), 2), (s(2), 1), (s(3), 0)]));
    assert_eq!(field(&view, "next"), &Value::PerNode(vec![(s(1), 3), (s(2), 3), (s(3), 3)]));
    let peers: Vec<_> = view.peers.iter().map(|peer| (peer.node, peer.fields.len())).collect();
    assert_eq!(peers, [(s(2), 2), (s(3), 2)]);
}

#[test]
fn a_disk_shows_term_vote_and_how_long_the_log_is() {
    let server = Server::new(3, 4, Some(2), &[1, 1, 3]);
    let fields = server.raft.disk_view(&server.node.disk);
    let fields: Vec<_> =
        fields.into_iter().map(|field| (<&str>::from(field.name), field.value)).collect();
    let vote = Value::Node(Some(s(2)));
    assert_eq!(fields, [("term", Value::Number(4)), ("vote", vote), ("log", Value::Number(3))]);
}

#[test]
fn commands_and_the_empty_entry_are_told_apart() {
    let mut hand = Hand::new(1);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), put("a"));
    let view = hand.protocol.view(hand.nodes[0].as_ref().expect("S1 is up"), WHOLE_LOG);
    let texts: Vec<_> = view.log.iter().map(|cell| &*cell.text).collect();
    assert_eq!(texts, ["no-op", "x=a"]);
    let node = hand.nodes[0].as_ref().expect("S1 is up");
    assert_eq!(Raft::contents(node), [("x".into(), "a".into())]);
}

/// A message's brief, with stable names for words.
fn brief(message: &Message) -> String {
    let raft: Raft = super::cluster::raft(3, &[]);
    let words = raft.message_view(message).brief.into_iter().map(|value| match value {
        Value::Word(word) => <&str>::from(word).to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text,
        other => panic!("{other:?} is no part of a brief"),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_message_says_briefly_what_matters() {
    let table = [
        (request_vote(1, (0, 0)), "RequestVote", "RequestVote", false, false),
        (vote(1, Vote::Granted), "RequestVoteReply", "granted", true, false),
        (vote(1, Vote::Refused), "RequestVoteReply", "no-vote", true, true),
        (append(1, (1, 1), &[], 0), "AppendEntries", "heartbeat", false, false),
        (append(1, (1, 1), &[1], 0), "AppendEntries", "AppendEntries 2", false, false),
        (append(1, (1, 1), &[1, 1], 0), "AppendEntries", "AppendEntries 2–3", false, false),
        (matched(1, 2), "AppendEntriesReply", "ok · match 2", true, false),
        (conflict(1, None, 2), "AppendEntriesReply", "no · conflict-at 2", true, true),
        (answer(1, Appended::Stale), "AppendEntriesReply", "no · term", true, true),
    ];
    for (message, kind, text, is_reply, is_refusal) in table {
        let head = Raft::message_head(&message);
        assert_eq!((head.kind, head.era), (kind, 1));
        assert_eq!((head.is_reply, head.is_refusal), (is_reply, is_refusal), "{text}");
        assert_eq!(brief(&message), text);
        assert!(Raft::info().kinds.contains(&kind));
    }
}

#[test]
fn elections_commits_and_violations_leave_marks() {
    let mark = |note| Raft::note_info(&note).mark;
    assert_eq!(mark(Note::Elected(Term(1), 2)), Some(Mark::Election));
    assert_eq!(mark(Note::Committed(LogIndex(1), 2)), Some(Mark::Commit));
    assert_eq!(mark(Note::TwoLeaders(Term(1), s(1), s(2))), Some(Mark::Violation));
    assert_eq!(mark(Note::CommitLearnt(LogIndex(1))), None);
}

#[test]
fn timers_and_options_have_their_names() {
    let info = Raft::info();
    let timers: Vec<_> = info.timers.iter().map(|(timer, name, _)| (*timer, *name)).collect();
    let expected = [
        (Timer::Election, "election"),
        (Timer::Heartbeat, "heartbeat"),
        (Timer::Contact, "contact"),
        (Timer::Quorum, "quorum"),
        (Timer::Lease, "lease"),
        (Timer::Transfer, "transfer"),
        (Timer::CatchUp, "catch-up"),
    ];
    assert_eq!(timers, expected);
    assert_eq!(TimerId::from(Timer::Heartbeat), TimerId(1));
    for option in info.options {
        assert!((option.min..=option.max).contains(&option.default), "{}", option.name);
    }
}
