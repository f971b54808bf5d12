//! The same run gives the same events, natively and in WebAssembly, today and next year.
//!
//! The hashes below are of whole traces. They change only when a protocol, the simulator or the
//! digest changes on purpose; the commit then says which and why.

use catalog::{Language, open, replay};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{
    Action, Clock, DiskFate, DiskSettings, DiskTruth, Drive, LinkSettings, Rate, Setup,
};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn setup(nodes: u8, seed: u64) -> Setup {
    Setup {
        protocol: "raft".into(),
        nodes,
        clients: 2,
        seed,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    }
}

fn primary_backup(nodes: u8, seed: u64) -> Setup {
    Setup { protocol: "primary-backup".into(), ..setup(nodes, seed) }
}

fn put(client: u8, value: &str) -> Action {
    Action::Request(ClientId(client), None, Command::Put("x".into(), value.into()))
}

/// Plays the acts, each so many milliseconds after the one before, and compares the trace hash of
/// the whole run; then replays it from its value, and compares again.
fn expect(setup: Setup, acts: Vec<(u64, Action)>, golden: u64) {
    let mut experiment = open(setup).expect("the setup is valid");
    for (ms, action) in acts {
        experiment.advance_to(experiment.now().plus(Micros::from_ms(ms)), u32::MAX);
        experiment.act(action).expect("the action can be taken");
    }
    experiment.advance_to(experiment.now().plus(Micros::from_ms(1_000)), u32::MAX);
    let run = experiment.run();
    assert_eq!(format!("{:016x}", run.hash), format!("{golden:016x}"), "{} events", run.events);
    let mut again = replay(&run).expect("the run replays");
    again.seek(run.events);
    let [ours, theirs] = [&experiment, &again].map(|run| run.scene(Language::English));
    assert_eq!((ours.nodes, ours.clients), (theirs.nodes, theirs.clients));
}

#[test]
fn a_quiet_cluster() {
    expect(setup(5, 1), vec![(1_000, put(1, "1")), (100, put(2, "2"))], 0xb34f_9b55_3721_2d1e);
}

#[test]
fn a_single_server() {
    expect(setup(1, 2), vec![(500, put(1, "1"))], 0x05f0_141d_21b9_4668);
}

#[test]
fn crashes_and_restarts() {
    let acts = vec![
        (700, put(1, "1")),
        (5, Action::Crash(NodeId(1))),
        (5, Action::Crash(NodeId(2))),
        (900, Action::Restart(NodeId(1), DiskFate::Keep)),
        (100, put(2, "2")),
        (300, Action::Restart(NodeId(2), DiskFate::Lose)),
        (50, Action::Pause(NodeId(3))),
        (600, Action::Resume(NodeId(3))),
    ];
    expect(setup(5, 3), acts, 0x8511_db8d_353f_29d1);
}

#[test]
fn a_bad_network() {
    let mut bad = setup(3, 4);
    bad.network.loss = Rate::percent(10);
    bad.network.duplicate = Rate::percent(10);
    bad.network.corrupt = Rate::percent(10);
    let acts = vec![(800, put(1, "1")), (0, put(2, "2")), (800, put(1, "3"))];
    expect(bad, acts, 0xaec1_9b01_596d_650f);
}

#[test]
fn cuts_and_partitions() {
    let ends = |nodes: [u8; 2]| nodes.map(|node| Endpoint::Node(NodeId(node))).to_vec();
    let acts = vec![
        (600, Action::Cut(NodeId(1).into(), NodeId(2).into())),
        (100, put(1, "1")),
        (400, Action::Partition(vec![ends([1, 2]), ends([3, 4])])),
        (800, Action::HealAll),
        (10, Action::Isolate(NodeId(5).into())),
    ];
    expect(setup(7, 5), acts, 0x4a53_b9f7_167b_9f96);
}

#[test]
fn slow_and_lying_disks_and_a_fast_clock() {
    let disk = |ms, truth| DiskSettings { save: machine::Span::ms(ms, ms + 5), truth };
    let acts = vec![
        (0, Action::Disk(NodeId(1), disk(40, DiskTruth::Synced))),
        (0, Action::Disk(NodeId(2), disk(1, DiskTruth::Unsynced))),
        (0, Action::Clock(NodeId(3), Clock { skew: 1_000, drift: 200_000 })),
        (900, put(1, "1")),
        (200, Action::BreakRule("current-term-commit".into())),
        (10, Action::Crash(NodeId(3))),
        (700, put(2, "2")),
    ];
    expect(setup(3, 6), acts, 0x3b3b_85ba_36e0_c53e);
}

fn raft(nodes: u8, seed: u64, options: &[(&str, u64)]) -> Setup {
    let options = options.iter().map(|(name, value)| ((*name).into(), *value)).collect();
    Setup { options, ..setup(nodes, seed) }
}

/// Two crashes and a partition, with commands in between; the disk of the second to crash meets
/// this fate.
fn crashes_and_a_partition(fate: DiskFate) -> Vec<(u64, Action)> {
    let ends = |nodes: [u8; 2]| nodes.map(|node| Endpoint::Node(NodeId(node))).to_vec();
    vec![
        (600, put(1, "1")),
        (5, Action::Crash(NodeId(1))),
        (400, put(2, "2")),
        (300, Action::Restart(NodeId(1), DiskFate::Keep)),
        (100, Action::Partition(vec![ends([1, 2]), ends([3, 4])])),
        (400, put(1, "3")),
        (800, Action::HealAll),
        (600, Action::Crash(NodeId(3))),
        (50, Action::Restart(NodeId(3), fate)),
        (600, put(2, "4")),
    ]
}

#[test]
fn snapshots_crashes_and_a_partition() {
    let acts = crashes_and_a_partition(DiskFate::Lose);
    let options = [("snapshot-every", 2), ("snapshot-chunk", 1)];
    expect(raft(5, 9, &options), acts, 0x0a1e_584d_76ab_0b87);
}

#[test]
fn snapshots_by_size_and_by_order_on_a_bad_network() {
    let mut bad = raft(3, 10, &[("snapshot-bytes", 64), ("parallel-writes", 1)]);
    bad.network.loss = Rate::percent(10);
    bad.network.duplicate = Rate::percent(10);
    bad.network.corrupt = Rate::percent(10);
    let acts = vec![
        (800, put(1, "1")),
        (0, put(2, "2")),
        (800, Action::Order(NodeId(1), "compact".into(), vec![])),
        (10, Action::Order(NodeId(1), "send-snapshot".into(), vec![NodeId(2)])),
        (10, put(1, "3")),
    ];
    expect(bad, acts, 0xa165_a1b5_25eb_eb0e);
}

#[test]
fn sessions_that_expire_by_clocks_and_by_number() {
    let acts = vec![
        (0, Action::Clock(NodeId(3), Clock { skew: 1_000, drift: 200_000 })),
        (600, put(1, "1")),
        (600, put(2, "2")),
        (10, Action::Crash(NodeId(2))),
        (300, put(1, "3")),
        (200, put(1, "4")),
        (300, Action::Restart(NodeId(2), DiskFate::Keep)),
        (100, put(2, "5")),
    ];
    let options = [("session-expiry", 400), ("sessions", 1), ("snapshot-every", 3)];
    expect(raft(3, 11, &options), acts, 0x8c63_ff77_b0fe_5ce5);
}

#[test]
fn a_joint_change_of_the_cluster_with_a_crash_in_it() {
    let mut changing = setup(5, 7);
    changing.options.insert("members".into(), 3);
    // Only the leader obeys.
    let order = |ms, name: &str, named: &[u8]| {
        let named: Vec<NodeId> = named.iter().copied().map(NodeId).collect();
        let give = move |node: u8| Action::Order(NodeId(node), name.into(), named.clone());
        (1..=5).map(move |node| (if node == 1 { ms } else { 0 }, give(node))).collect::<Vec<_>>()
    };
    let acts = [
        vec![(700, put(1, "1"))],
        order(300, "reconfigure", &[1, 4, 5]),
        vec![(90, put(2, "2")), (10, Action::Crash(NodeId(1)))],
        vec![(900, Action::Restart(NodeId(1), DiskFate::Keep)), (200, put(1, "3"))],
        order(100, "add-learner", &[2]),
        order(300, "promote", &[2]),
        order(300, "remove-server", &[1]),
    ];
    expect(changing, acts.concat(), 0xfb80_e0aa_160f_941e);
}

#[test]
fn primary_backup_in_peace() {
    let acts = vec![(1_000, put(1, "1")), (100, put(2, "2"))];
    expect(primary_backup(4, 1), acts, 0x61a6_0fdc_0d9c_1c0f);
}

#[test]
fn primary_backup_with_crashes_and_a_partition() {
    let ends = |nodes: [u8; 2]| nodes.map(|node| Endpoint::Node(NodeId(node))).to_vec();
    let acts = vec![
        (700, put(1, "1")),
        (300, Action::Crash(NodeId(2))),
        (900, put(2, "2")),
        (200, Action::Restart(NodeId(2), DiskFate::Keep)),
        (600, Action::Partition(vec![ends([1, 2]), ends([3, 4])])),
        (100, put(1, "3")),
        (900, Action::HealAll),
        (200, Action::Crash(NodeId(1))),
        (100, Action::Restart(NodeId(1), DiskFate::Keep)),
        (100, Action::Crash(NodeId(4))),
        (200, Action::Restart(NodeId(4), DiskFate::Lose)),
        (400, put(2, "4")),
    ];
    expect(primary_backup(5, 2), acts, 0x8989_7538_6a9e_21fe);
}

#[test]
fn asynchronous_primary_backup_on_a_bad_network() {
    let mut bad = primary_backup(4, 3);
    bad.options.insert("synchronous".into(), 0);
    bad.network.loss = Rate::percent(10);
    bad.network.duplicate = Rate::percent(10);
    bad.network.corrupt = Rate::percent(10);
    let acts = vec![(800, put(1, "1")), (0, put(2, "2")), (800, put(1, "3"))];
    expect(bad, acts, 0xe34d_9bb8_7b27_43f2);
}

fn transfer(client: u8, key: &str, amount: &str) -> Action {
    Action::Request(ClientId(client), None, Command::Put(key.into(), amount.into()))
}

/// Transfers, a crash of the coordinator with votes under way, and of a participant.
fn transfers(protocol: &str, golden: u64) {
    let mut setup = setup(5, 8);
    setup.protocol = protocol.into();
    setup.network.loss = Rate::percent(3);
    setup.network.duplicate = Rate::percent(5);
    let acts = vec![
        (50, transfer(1, "S2->S3", "10")),
        (0, transfer(2, "S3->S4,S5", "5")),
        (400, transfer(1, "S4->S2", "1000")),
        (600, transfer(2, "S5->S2", "7")),
        (45, Action::Crash(NodeId(1))),
        (1_200, Action::Restart(NodeId(1), DiskFate::Keep)),
        (100, Action::Crash(NodeId(2))),
        (500, Action::Restart(NodeId(2), DiskFate::Keep)),
    ];
    expect(setup, acts, golden);
}

#[test]
fn two_phase_commit() {
    transfers("two-phase", 0xce8b_b2e4_b49b_c1fd);
}

#[test]
fn three_phase_commit() {
    transfers("three-phase", 0x4248_c318_e129_0505);
}

fn paxos(nodes: u8, seed: u64, options: &[(&str, u64)]) -> Setup {
    let options = options.iter().map(|(name, value)| ((*name).into(), *value)).collect();
    Setup { protocol: "paxos".into(), options, ..setup(nodes, seed) }
}

#[test]
fn paxos_chooses_one_value_of_two() {
    let acts = vec![(0, put(1, "1")), (15, put(2, "2"))];
    expect(paxos(5, 1, &[]), acts, 0xc25b_5a65_ea78_4bfa);
}

#[test]
fn paxos_proposers_duel_for_a_second() {
    let mut setup = paxos(3, 2, &[("back-off", 0)]);
    setup.network.delay = machine::Span::ms(10, 10);
    let second =
        Action::Request(ClientId(2), Some(NodeId(3)), Command::Put("x".into(), "2".into()));
    expect(setup, vec![(0, put(1, "1")), (15, second)], 0x02b8_8d86_168a_fb32);
}

#[test]
fn paxos_with_roles_apart_a_distinguished_proposer_and_crashes() {
    let setup = paxos(7, 3, &[("roles-apart", 1), ("distinguished-proposer", 1)]);
    let acts = vec![
        (100, Action::Crash(NodeId(1))),
        (10, Action::Crash(NodeId(4))),
        (50, put(1, "1")),
        (400, Action::Restart(NodeId(1), DiskFate::Keep)),
        (200, put(2, "2")),
        (5, Action::Crash(NodeId(5))),
        (20, Action::Restart(NodeId(4), DiskFate::Keep)),
    ];
    expect(setup, acts, 0x72dc_3bd5_f6dc_c112);
}

#[test]
fn paxos_on_a_bad_network_without_a_rule() {
    let mut bad = paxos(4, 4, &[("refusals", 0)]);
    bad.network.loss = Rate::percent(20);
    bad.network.duplicate = Rate::percent(20);
    bad.rules_off = vec!["adopt-highest".into()];
    let read = Action::Request(ClientId(2), None, Command::Get("x".into()));
    expect(
        bad,
        vec![(0, put(1, "1")), (30, read), (300, Action::Crash(NodeId(1)))],
        0x89c8_b9da_3c28_9155,
    );
}

fn multi_paxos(nodes: u8, seed: u64, options: &[(&str, u64)]) -> Setup {
    Setup { protocol: "multi-paxos".into(), ..paxos(nodes, seed, options) }
}

#[test]
fn multi_paxos_in_peace() {
    let acts = vec![(1_000, put(1, "1")), (100, put(2, "2"))];
    expect(multi_paxos(5, 1, &[]), acts, 0xb4b4_1746_d824_9902);
}

#[test]
fn multi_paxos_with_snapshots_crashes_and_a_partition() {
    let acts = crashes_and_a_partition(DiskFate::Keep);
    expect(multi_paxos(5, 2, &[("snapshot-every", 1), ("window", 1)]), acts, 0x6c45_2343_628f_6428);
}

#[test]
fn multi_paxos_with_a_lease_on_a_bad_network() {
    let mut bad = multi_paxos(3, 3, &[("lease", 300)]);
    bad.network.loss = Rate::percent(10);
    bad.network.duplicate = Rate::percent(10);
    bad.network.corrupt = Rate::percent(10);
    let read = Action::Request(ClientId(2), None, Command::Get("x".into()));
    let acts = vec![
        (800, put(1, "1")),
        (300, read),
        (0, Action::Clock(NodeId(1), Clock { skew: 0, drift: -200_000 })),
        (300, Action::Crash(NodeId(2))),
        (10, Action::Restart(NodeId(2), DiskFate::Keep)),
    ];
    expect(bad, acts, 0xa4a1_488c_5025_c725);
}
