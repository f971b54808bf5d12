//! Mermaid: the text of a small run, and every message of every run.
//!
//! That Mermaid understands it is tested with Mermaid itself, in `tests/e2e/mermaid.test.mjs`.

use crate::samples::{all, named, played, told};
use diagram::export::mermaid;

const SMALL: &str = "\
protocol raft
nodes 3
clients 1
seed 1
manual
fire S1 election
deliver S1->S2 RequestVote
drop S1->S3
deliver S2->S1 RequestVoteReply
crash S3
cut S1->S2
request C1 S1 put x 1
";

const GOLDEN: &str = "\
sequenceDiagram
    participant S1
    participant S2
    participant S3
    participant C1
    Note over S1: You make S1's election timer go off
    S1->>S2: RequestVote
    S1-xS3: RequestVote
    Note over S1,S3: drop S1→S3
    S2-->>S1: RequestVoteReply
    Note over S1: S1 elected, term 1
    Note over S3: crash S3
    Note over S1,C1: cut S1→S2
    S1-)S2: AppendEntries
    S1-)S3: AppendEntries
    C1-)S1: Request
";

#[test]
fn a_small_run_is_written_as_it_was() {
    assert_eq!(told(&*played(SMALL), mermaid), GOLDEN);
}

#[test]
fn each_message_is_one_arrow() {
    for (name, run) in all() {
        let text = told(&*run, mermaid);
        let is_arrow = |line: &&str| line.contains(": ") && !line.contains("Note over");
        let arrows = text.lines().filter(is_arrow).count();
        assert_eq!(arrows, run.trace().packets.len(), "{name}");
    }
}

#[test]
fn a_note_for_everybody_spans_the_participants_or_the_only_one() {
    let healed = |clients: u8| {
        let text = format!("protocol raft\nnodes 1\nclients {clients}\nheal\n");
        told(&*played(&text), mermaid)
    };
    assert!(healed(0).ends_with("    Note over S1: heal\n"), "{}", healed(0));
    assert!(healed(2).ends_with("    Note over S1,C2: heal\n"), "{}", healed(2));
}

#[test]
fn damaged_messages_end_in_a_cross_and_a_note() {
    let text = told(&*named("lossy-network"), mermaid);
    let lines: Vec<&str> = text.lines().collect();
    let refused = lines.windows(2).find(|pair| pair[1].contains("its checksum does not match"));
    let [arrow, note] = refused.unwrap() else { panic!() };
    let receiver = note.trim_start().strip_prefix("Note over ").unwrap().split(':').next();
    assert!(arrow.contains(&format!("x{}: ", receiver.unwrap())), "{arrow}\n{note}");
}
