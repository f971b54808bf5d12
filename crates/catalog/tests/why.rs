//! What led to a committed entry, a lost election and a broken property, as a person reads it.

use catalog::{Asking, Cause, Experiment, Language, NoAnswer, Question, replay, why};
use machine::{ClientId, NodeId};
use simulator::{Action, Kept};

/// A kept run of the page, at its end.
fn run(bytes: &[u8]) -> Box<dyn Experiment> {
    let kept = Kept::decode(bytes).expect("the file holds a run");
    let mut run = replay(&kept.run).expect("the run replays");
    run.seek(run.length());
    run
}

macro_rules! scenario {
    ($name:literal) => {
        run(include_bytes!(concat!("../../../static/scenarios/raft/", $name, ".run")))
    };
}

/// Each event of the chain with the first two things that are said of it, the last event first.
fn told(run: &dyn Experiment, question: &Question) -> Vec<String> {
    let causes = why(run, question).expect("the question has an answer");
    let told = |event| {
        let sentences = run.narrate(event, Language::English).sentences;
        let first: Vec<&str> = sentences.iter().take(2).map(|one| one.text.as_str()).collect();
        first.join("; ").replace("**", "")
    };
    causes.iter().map(|cause| format!("{} {}", cause.event + 1, told(cause.event))).collect()
}

#[test]
fn a_follower_knows_an_entry_to_be_committed_because_its_leader_counted_enough_copies() {
    let run = scenario!("replication");
    let chain = told(&*run, &Question::Decided(NodeId(3), 2));
    assert_eq!(
        chain,
        [
            "92 S3 hears from its leader S5 and starts its election timer anew; S3 learns that \
         entries up to 2 are committed",
            "87 S5 shows every follower that it lives; S5's heartbeat timer goes off",
            "75 S5 counts 3 copies of entry 2: that is enough, and entry 2 is committed; S3 tells \
         S5 that it holds the leader's entries up to 2",
            "73 S2 tells S5 that it holds the leader's entries up to 2; AppendEntriesReply from \
         S2 reaches S5",
            "63 S3's disk finishes a save",
            "61 S3 takes entry 2 from S5 into its log; AppendEntries from S5 reaches S3",
            "56 S5 counts its own copy of entry 2; S5's disk finishes a save",
            "55 S5 leads: it appends C1's command to its log as entry 2; Request from C1 reaches \
         S5",
            "50 Reply from S1 reaches C1",
            "46 S1 does not lead: it sends C1 to S5; Request from C1 reaches S1",
            "42 C1 asks the cluster: put x 1",
        ]
    );
}

#[test]
fn a_candidate_lost_because_another_stood_in_a_later_term() {
    let run = scenario!("split-vote");
    let chain = told(&*run, &Question::Role(NodeId(5)));
    assert_eq!(
        chain,
        [
            "30 S5 learns of term 2 from S1, later than its own: it steps down and becomes a \
         follower; S5 votes for S1 in term 2",
            "29 S1 counts its own vote: 1 of the 3 it needs; S1's disk finishes a save",
            "28 S1 has heard from no leader for too long: it becomes a candidate in term 2 and \
         asks every server for its vote; S1's election timer goes off",
            "7 You make S1's election timer go off; S1 has heard from no leader for too long: it \
         becomes a candidate in term 1 and asks every server for its vote",
        ]
    );
}

#[test]
fn figure_8_breaks_on_a_commit_that_the_new_leader_never_heard_of() {
    let run = scenario!("figure-8");
    let chain = told(&*run, &Question::Violation(None));
    assert_eq!(
        chain,
        [
            "149 Leader completeness is broken: S5 leads term 5 and lacks entry 2, which was \
         committed before; You deliver RequestVoteReply from S3 to S5",
            "148 You deliver RequestVoteReply from S2 to S5; S5 has S2's vote: 2 of the 3 it \
         needs",
            "145 S3's disk finishes a save",
            "144 You deliver RequestVote from S5 to S3; S3 votes for S5 in term 5",
            "141 S5 counts its own vote: 1 of the 3 it needs; S5's disk finishes a save",
            "140 You make S5's election timer go off; S5 has heard from no leader for too long: \
         it becomes a candidate in term 5 and asks every server for its vote",
            "127 You deliver AppendEntriesReply from S3 to S1; S1 counts 3 copies of entry 2: \
         that is enough, and entry 2 is committed",
            "126 S3's disk finishes a save",
            "125 You deliver AppendEntries from S1 to S3; S3 takes entry 2 from S1 into its log",
            "124 You deliver AppendEntriesReply from S3 to S1; S1 tries S3 again, from entry 2 on",
            "123 You deliver AppendEntriesReply from S2 to S1; S2 tells S1 that it holds the \
         leader's entries up to 2",
            "122 You deliver AppendEntries from S1 to S3; S3 refuses S1's entries: they follow \
         entry 2, and S3's log ends at 1",
            "120 You deliver RequestVoteReply from S3 to S1; S1 has 3 votes, enough to win: it \
         leads term 4",
            "119 You deliver RequestVoteReply from S2 to S1; S1 has S2's vote: 2 of the 3 it \
         needs",
            "118 S3's disk finishes a save",
            "117 You deliver RequestVote from S1 to S3; S3 votes for S1 in term 4",
            "114 S1 counts its own vote: 1 of the 3 it needs; S1's disk finishes a save",
            "113 You make S1's election timer go off; S1 has heard from no leader for too long: \
         it becomes a candidate in term 4 and asks every server for its vote",
        ]
    );
}

#[test]
fn a_question_about_what_is_not_there_is_refused() {
    let run = scenario!("figure-8");
    let ask = |question: Question| why(&*run, &question).map_err(|no| no.to_string());
    let no = |what: &str| Err(what.to_owned());
    let (one, six) = (NodeId(1), NodeId(6));
    assert_eq!(ask(Question::Role(six)), no("there is no server S6; there are S1 to S5"));
    assert_eq!(ask(Question::Entry(one, 9)), no("nothing has happened to entry 9 of S1"));
    assert_eq!(ask(Question::Answer(ClientId(1), 3)), no("C1 has asked for no operation 3"));
    assert_eq!(ask(Question::Answer(ClientId(7), 1)), no("C7 has asked for no operation 1"));
    assert_eq!(
        ask(Question::Field(one, "mood".into())),
        no(
            "S1 shows no field `mood`; there are: term, role, commit, applied, known-leader, vote, \
            log"
        )
    );
    assert_eq!(
        ask(Question::Violation(Some("log-matching".into()))),
        no("no property `log-matching` is broken; broken: leader-completeness, \
            state-machine-safety")
    );
    let quiet = scenario!("election");
    assert_eq!(why(&*quiet, &Question::Violation(None)), Err(NoAnswer::AllHold));
}

/// The answer as it is found a turn at a time.
fn found(asking: &mut Asking, run: &dyn Experiment) -> Vec<Cause> {
    loop {
        if let Some(answer) = asking.go_on(run) {
            return answer.expect("the question has an answer");
        }
    }
}

#[test]
fn what_is_asked_about_a_moment_is_answered_wherever_the_run_is_moved() {
    let mut run = scenario!("replication");
    let (end, question) = (run.length(), Question::Decided(NodeId(3), 2));
    let expected = why(&*run, &question).expect("the question has an answer");
    for position in [5, 60, end / 2, end, end + 300] {
        run.seek(end);
        let mut asking = Asking::new(&*run, &question).expect("the question has an answer");
        run.seek(position);
        assert!(asking.is_of(&*run));
        assert_eq!(found(&mut asking, &*run), expected);
    }
}

#[test]
fn a_question_is_of_its_run_until_that_is_changed_before_the_moment_asked_about() {
    let mut run = scenario!("replication");
    let end = run.length();
    let asking = Asking::new(&*run, &Question::Role(NodeId(1))).expect("S1 has a role");
    run.act(Action::Crash(NodeId(2))).expect("S2 is up");
    assert!(asking.is_of(&*run), "the act comes after what was asked about");
    run.seek(60);
    run.act(Action::Crash(NodeId(3))).expect("S3 is up");
    assert!(!asking.is_of(&*run), "what was asked about is not known any more");
    run.seek(end + 50);
    assert!(!asking.is_of(&*run), "something else has happened instead");
}

#[test]
fn a_long_run_is_looked_through_a_stretch_at_a_time() {
    let mut run = scenario!("election");
    run.seek(5_000);
    let question = Question::Role(NodeId(1));
    let mut asking = Asking::new(&*run, &question).expect("S1 has a role");
    let mut looked_at = vec![asking.looked_at()];
    let causes = loop {
        match asking.go_on(&*run) {
            Some(answer) => break answer.expect("S1 came by its role"),
            None => looked_at.push(asking.looked_at()),
        }
    };
    assert!(causes[0].event < 256, "its role is the one of the beginning");
    assert!(looked_at.len() > 15 && looked_at.is_sorted_by(|a, b| a > b), "{looked_at:?}");
}
