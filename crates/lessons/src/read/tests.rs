//! What the language takes and what it says of mistakes.

use super::parse_with;
use crate::claim::{Claim, Entry, Seen};
use crate::scenario::{Scenario, Shelf, Show, What};
use crate::step::{DiskChange, End, Ends, Goal, Step, Verb, Ways, Which};
use catalog::{Heading, Intro, LedgerWords, Profile, ProtocolInfo, RuleWords};
use machine::{Assumes, Command, Endpoint, Micros, NodeId, OptionInfo, Span, Unit, Workload};
use simulator::{Action, DiskFate, DiskTruth, Drive, Label, MessageId, Moment, Power, Rate};

const S1: Endpoint = Endpoint::Node(NodeId(1));
const S2: Endpoint = Endpoint::Node(NodeId(2));

/// A protocol that exists only here, so that the language is tested apart from any.
fn protocol() -> ProtocolInfo {
    let label = |key| Label { key, text: key };
    let words = |key| RuleWords { name: label(key), section: "1", help: "" };
    ProtocolInfo {
        profile: Profile {
            name: "toy",
            title: "Toy",
            paper: "",
            nodes: (1, 5),
            intro: &Intro { begin: "", try_first: "" },
            ledger: &LedgerWords { tab: "", table: None, log: None, entry: "", era: "" },
            workload: Workload::Store,
            rules: 2,
        },
        kinds: &["Ask", "Answer"],
        timers: vec![label("election")],
        rules: vec![words("one-vote"), words("step-down")],
        properties: vec![words("election-safety")],
        orders: Vec::new(),
        options: &[
            OptionInfo { name: "timeout-min", unit: Unit::Ms, default: 150, min: 1, max: 999 },
            OptionInfo { name: "batching", unit: Unit::Switch, default: 1, min: 0, max: 1 },
        ],
        assumes: Assumes::Nothing,
        predictions: Vec::new(),
    }
}

fn read(text: &str) -> Scenario {
    parse_with(text, &[protocol()]).unwrap()
}

/// What one line after a small header means.
fn line(text: &str) -> What {
    let mut scenario = read(&format!("protocol toy\nnodes 3\nmanual\nrun 1ms\n{text}"));
    assert_eq!(scenario.lines.len(), 2, "{text}");
    scenario.lines.remove(1).what
}

fn step(text: &str) -> Step {
    match line(text) {
        What::Drive(step) => step,
        other => panic!("{text} gave {other:?}"),
    }
}

fn claim(text: &str) -> Claim {
    match line(text) {
        What::Expect(claim) => claim,
        other => panic!("{text} gave {other:?}"),
    }
}

/// What is said of a file, line by line after `protocol toy`.
fn problem(rest: &str) -> String {
    parse_with(&format!("protocol toy\n{rest}"), &[protocol()]).unwrap_err().to_string()
}

#[test]
fn a_header_sets_up_the_run() {
    let scenario = read(
        "# a comment\ntitle Figure 8\ncaption First sentence.\ncaption Second # not a comment.\n\
         protocol toy\nnodes S1 S2 S3\nclients 2\nseed 7\noption timeout-min 200ms\n\
         option batching off\nrules off one-vote step-down\nrules on step-down\n\
         network delay 5..6ms loss 0.5% fifo on\nmanual\n",
    );
    assert_eq!(scenario.title, "Figure 8");
    assert_eq!(scenario.caption, "First sentence. Second # not a comment.");
    let setup = scenario.setup;
    assert_eq!((setup.nodes, setup.clients, setup.seed), (3, 2, 7));
    assert_eq!((setup.options["timeout-min"], setup.options["batching"]), (200, 0));
    assert_eq!(setup.rules_off, ["one-vote".into()]);
    assert_eq!((setup.network.delay, setup.network.loss), (Span::ms(5, 6), Rate(5_000)));
    assert!(setup.network.fifo && setup.drive == Drive::Manual);
    assert!(scenario.lines.is_empty());
}

#[test]
fn everything_has_a_default() {
    let setup = read("protocol toy").setup;
    assert_eq!((setup.nodes, setup.clients, setup.seed), (5, 1, 1));
    assert!(setup.drive == Drive::Auto && setup.rules_off.is_empty());
}

#[test]
fn a_heading_puts_a_scenario_into_the_picker() {
    let shelf = |line: &str| read(&format!("{line}\nprotocol toy")).shelf;
    assert_eq!(shelf("# none"), None);
    let place = |place| Some(Shelf { heading: Heading::PreVote, place });
    assert_eq!(shelf("heading pre-vote 2"), place(2));
    assert_eq!(shelf("heading pre-vote"), place(u64::MAX));
    assert!(problem("heading prevote").contains("did you mean `pre-vote`?"));
    assert!(problem("heading reads 0").contains("1 to 99"));
    assert!(problem("run 1ms\nheading reads").contains("at the top"));
}

#[test]
fn time_passes_by_length_by_goal_or_to_a_moment() {
    assert_eq!(step("run 500ms"), Step::Run(Micros(500_000)));
    let ten = Micros(10_000_000);
    assert_eq!(step("run until quiet"), Step::RunUntil(Goal::Quiet, ten));
    let leader = Goal::Claim(Claim::Leader(None));
    assert_eq!(step("run until leader within 2s"), Step::RunUntil(leader, Micros(2_000_000)));
    let commit = Claim::Field(NodeId(1), "commit".into(), "3".into());
    assert_eq!(step("run until commit S1 3"), Step::RunUntil(Goal::Claim(commit.clone()), ten));
    assert_eq!(step("run until S1 commit 3 within 10s"), Step::RunUntil(Goal::Claim(commit), ten));
    let moment = Moment { time: Micros(1_284_000), after: 2 };
    assert_eq!(step("at 1284000us after 2"), Step::At(moment));
    assert_eq!(step("at 1284ms"), Step::At(Moment { after: 0, ..moment }));
}

#[test]
fn messages_are_meant_by_link_kind_or_number() {
    let from_s1 = |to| Ends { from: End::One(S1), to, ways: Ways::There };
    assert_eq!(step("deliver all"), Step::Messages(Verb::Deliver, Which::All));
    let asks = Which::On(from_s1(End::Any), Some("Ask".into()));
    assert_eq!(step("drop S1->* Ask"), Step::Messages(Verb::Drop, asks));
    let one = MessageId { from: S1, to: S2, number: 3, copy: 1 };
    assert_eq!(step("duplicate S1->S2#3+1"), Step::Messages(Verb::Duplicate, Which::One(one)));
    let link = Which::On(from_s1(End::One(S2)), None);
    let late = Verb::Delay(Micros(200_000));
    assert_eq!(step("delay S1->S2 200ms"), Step::Messages(late, link));
    let asks = Which::On(from_s1(End::One(S2)), Some("Request".into()));
    assert_eq!(step("delay S1->S2 Request 200ms"), Step::Messages(late, asks));
}

#[test]
fn each_action_has_its_command() {
    let act = |text| match step(text) {
        Step::Act(action) => action,
        other => panic!("{text} gave {other:?}"),
    };
    assert_eq!(act("fire S1 election"), Action::Fire(NodeId(1), "election".into()));
    let late = Action::Timer(NodeId(1), "election".into(), Micros(200_000));
    assert_eq!(act("timer S1 election 200ms"), late);
    assert_eq!(act("restart S2 lose-disk"), Action::Restart(NodeId(2), DiskFate::Lose));
    let cas = Command::Cas("x".into(), "1".into(), "a b".into());
    let client = machine::ClientId(1);
    assert_eq!(act("request C1 any cas x 1 \"a b\""), Action::Request(client, None, cas));
    let groups = vec![vec![S1], vec![S2, Endpoint::Node(NodeId(3))]];
    assert_eq!(act("partition S1 | S2 S3"), Action::Partition(groups));
    assert_eq!(act("rules off one-vote"), Action::BreakRule("one-vote".into()));
    assert_eq!(act("heal"), Action::HealAll);
    let both = Ends { from: End::One(S1), to: End::One(S2), ways: Ways::Both };
    assert_eq!(step("cut S1<->S2"), Step::Cut(both));
    let slow = Some(Span::ms(20, 20));
    let disk = DiskChange { save: slow, truth: Some(DiskTruth::Unsynced) };
    assert_eq!(step("disk S1 slow 20ms unsynced"), Step::Disk(NodeId(1), disk));
}

#[test]
fn expectations_are_understood() {
    assert_eq!(claim("expect S1 crashed"), Claim::Power(NodeId(1), Power::Down));
    let role = Claim::Field(NodeId(1), "role".into(), "leader".into());
    assert_eq!(claim("expect S1 role leader"), role);
    let log = vec![Entry::Compacted, Entry::Held(1, "x:1→2".into())];
    assert_eq!(claim("expect S1 log - 1:x:1->2"), Claim::Log(NodeId(1), log));
    assert_eq!(claim("expect S1 log empty"), Claim::Log(NodeId(1), Vec::new()));
    let pairs = vec![("x".into(), "1".into()), ("y".into(), "2".into())];
    assert_eq!(claim("expect S1 applied y=2 x=1"), Claim::Contents(NodeId(1), pairs));
    let index = Claim::Field(NodeId(1), "applied".into(), "3".into());
    assert_eq!(claim("expect S1 applied 3"), index);
    let peer = Claim::Peer(NodeId(1), "match".into(), NodeId(2), 3);
    assert_eq!(claim("expect S1 match S2 3"), peer);
    let vote = Claim::Field(NodeId(1), "vote".into(), "S2".into());
    assert_eq!(claim("expect S1 vote S2"), vote);
    let nothing = Claim::Client(machine::ClientId(1), Seen::Value(None));
    assert_eq!(claim("expect C1 value none"), nothing);
    assert_eq!(claim("expect hash 00000000000000ff"), Claim::Hash(255));
    assert_eq!(line("show events 5"), What::Show(Show::Events(5)));
    assert_eq!(line("allow violation election-safety"), What::Allow("election-safety".into()));
}

#[test]
fn a_mistake_names_its_place_and_what_would_have_been_allowed() {
    let cases = [
        (
            "nodes 0",
            "line 2, column 7: the number of servers is a whole number from 1 to 5, not `0`",
        ),
        ("nodes 500", "line 2, column 7: the number of servers is a whole number from 1 to 5"),
        ("nodes S1 S3", "line 2, column 10: servers are named in order"),
        ("seed x", "line 2, column 6: a seed is a whole number from 0, not `x`"),
        ("clients 10", "line 2, column 9: the number of clients is a whole number from 0 to 9"),
        ("option timeout-mn 3", "did you mean `timeout-min`? allowed are: timeout-min, batching"),
        ("option timeout-min 0", "`timeout-min` in milliseconds is a whole number from 1 to 999"),
        (
            "rules off one-vot",
            "line 2, column 11: unknown rule `one-vot`; did you mean `one-vote`?",
        ),
        ("crsh S1", "unknown command `crsh`; did you mean `crash`? allowed are: run, at, settle"),
        ("crash S9", "line 2, column 7: unknown server `S9`"),
        ("crash", "line 2, column 6: a server, such as S1, is missing here"),
        ("crash S1 S2", "line 2, column 10: `S2` is too much"),
        ("fire S1 electoin", "unknown timer `electoin`; did you mean `election`?"),
        ("deliver S1->S9", "line 2, column 13: unknown server or client `S9`"),
        ("deliver S1->S2 ask", "unknown kind of message `ask`; did you mean `Ask`?"),
        ("deliver S1", "`S1` is no link; allowed are: S1->S2, S1<->S2, S1->*, *->S2"),
        ("run 500", "`500` is no length of time; allowed are: 20us, 500ms, 2s, 1.5s"),
        ("run until", "what to wait for is missing here; allowed are: leader, election, quiet"),
        ("settle", "`settle` is for `manual`"),
        ("partition S1 S2", "two groups at least"),
        ("partition S1 | S1", "line 2, column 16: S1 stands in a group already"),
        ("request C1 S1 put x", "the value is missing here"),
        ("request C2 S1 get x", "unknown client `C2`"),
        ("expect S1 log x", "`x` is no entry; allowed are: 1:x=1, 2:no-op, -, empty"),
        ("expect violated safety", "unknown property `safety`; allowed is: election-safety"),
        ("expect leder S1", "unknown expectation `leder`; did you mean `leader`?"),
        ("snapshot S1", "Toy does not take the order `snapshot`"),
        ("crash S1\nnodes 3", "line 3, column 1: `nodes` belongs at the top"),
        ("disk S1 slow 2", "`2` is no length of time"),
        ("network loss 200%", "`200%` is no rate; allowed are: 0% to 100%"),
    ];
    for (text, expected) in cases {
        let said = problem(text);
        assert!(said.contains(expected), "{text}\n  said     {said}\n  expected {expected}");
    }
}

#[test]
fn a_file_begins_with_its_protocol() {
    let without = |text: &str| parse_with(text, &[protocol()]).unwrap_err().to_string();
    assert!(without("nodes 3").contains("a file begins with `protocol NAME`, before `nodes`"));
    assert!(without("").contains("this one has none"));
    assert!(without("protocol raft").contains("unknown protocol `raft`; allowed is: toy"));
}
