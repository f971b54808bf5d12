//! A run, written as a scenario and played again, gives the same events.

use catalog::Experiment;
use machine::{ClientId, Command, Endpoint, Micros, NodeId, Span};
use simulator::{
    Action, Cause, Clock, DiskFate, DiskSettings, DiskTruth, Draw, Drive, LinkSettings, MessageId,
    Rate, Run, Setup,
};
use std::collections::BTreeMap;

/// Numbers that depend only on the seed.
struct Numbers(Draw, u32);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.1 += 1;
        self.0.below(Cause::Retry(ClientId(9), self.1), bound)
    }

    fn node(&mut self) -> NodeId {
        NodeId(self.below(3) as u8 + 1)
    }

    fn end(&mut self) -> Endpoint {
        match self.below(4) {
            0 => ClientId(1).into(),
            _ => self.node().into(),
        }
    }
}

fn setup(seed: u64, drive: Drive) -> Setup {
    Setup {
        protocol: "raft".into(),
        nodes: 3,
        clients: 2,
        seed,
        options: BTreeMap::from([("batch".into(), 2)]),
        rules_off: vec!["no-op".into()],
        network: LinkSettings { loss: Rate(12_345), ..LinkSettings::default() },
        drive,
    }
}

fn action(numbers: &mut Numbers, experiment: &dyn Experiment) -> Option<Action> {
    let node = numbers.node();
    let packets = &experiment.trace().packets;
    let message = packets.last().map(|_| {
        let packet =
            packets[packets.len() - 1 - numbers.below(packets.len().min(9) as u32) as usize];
        MessageId { from: packet.from, to: packet.to, number: packet.number, copy: packet.copy }
    });
    let save = Span { min: Micros(17), max: Micros(u64::from(numbers.below(30_000)) + 17) };
    let clock = Clock { skew: -1_234, drift: numbers.below(4_000) as i32 - 2_000 };
    let link = LinkSettings { fifo: true, corrupt: Rate(7), ..LinkSettings::default() };
    let pace = Span { min: Micros(5), max: Micros(u64::from(numbers.below(9_000)) + 5) };
    Some(match numbers.below(29) {
        0 => Action::Crash(node),
        1 => Action::Restart(node, DiskFate::Keep),
        2 => Action::Restart(node, DiskFate::Lose),
        3 => Action::Pause(node),
        4 => Action::Resume(node),
        5 => Action::Fire(node, "election".into()),
        6 => Action::Request(ClientId(1), None, Command::Put("a key".into(), "\"\\\n#".into())),
        7 => Action::Request(
            ClientId(2),
            Some(node),
            Command::Cas("x".into(), "".into(), "#".into()),
        ),
        8 => Action::Cut(numbers.end(), numbers.end()),
        9 => Action::Heal(numbers.end(), numbers.end()),
        10 => Action::Partition(vec![vec![node.into()], vec![ClientId(1).into()], Vec::new()]),
        11 => Action::Isolate(numbers.end()),
        12 => Action::HealAll,
        13 => Action::Deliver(message?),
        14 => Action::Delay(message?, Micros(4_321)),
        15 => Action::Drop(message?),
        16 => Action::Duplicate(message?),
        17 => Action::Corrupt(message?),
        18 => Action::Network(Some((numbers.end(), numbers.end())), link),
        19 => Action::Disk(node, DiskSettings { save, truth: DiskTruth::Unsynced }),
        20 => Action::Clock(node, clock),
        21 => Action::Network(None, link),
        22 => Action::BreakRule("persist-log".into()),
        23 => Action::FollowRule("no-op".into()),
        24 => Action::Slow(node, pace),
        25 => Action::Slow(node, Span::exactly(Micros(0))),
        27 => Action::Timer(node, "election".into(), Micros(4_321)),
        26 => Action::Order(node, "transfer".into(), vec![numbers.node()]),
        _ => Action::Drive(match numbers.below(3) {
            0 => Drive::Manual,
            _ => Drive::Auto,
        }),
    })
}

fn random_run(seed: u64, drive: Drive) -> Run {
    let mut numbers = Numbers(Draw::new(seed), 0);
    let mut experiment = catalog::open(setup(seed, drive)).unwrap();
    for _ in 0..60 {
        match numbers.below(3) {
            0 => {
                let time = experiment.now().plus(Micros(u64::from(numbers.below(40_000))));
                experiment.advance_to(time, 1_000);
            }
            _ => {
                for _ in 0..numbers.below(8) {
                    experiment.step();
                }
            }
        }
        if let Some(action) = action(&mut numbers, &*experiment) {
            // What cannot be done just now is not done.
            drop(experiment.act(action));
        }
    }
    experiment.run()
}

#[test]
fn a_run_written_as_a_scenario_replays_to_the_same_hash() {
    for seed in 0..40 {
        let drive = if seed % 4 == 0 { Drive::Manual } else { Drive::Auto };
        let run = random_run(seed, drive);
        let text = lessons::to_scenario(&run);
        // Random faults such as lost disks may break a property, which is not the point here.
        let properties = catalog::protocols(catalog::Language::English).remove(0).properties;
        let allowed: String = properties
            .iter()
            .map(|property| format!("allow violation {}\n", property.name.key))
            .collect();
        let scenario = lessons::parse(&format!("{text}{allowed}")).unwrap();
        let played = lessons::play(&scenario).unwrap();
        assert!(played.failure.is_none(), "seed {seed}:\n{}\n{text}", played.output);
        assert_eq!(played.experiment.run(), run, "seed {seed}");
    }
}
