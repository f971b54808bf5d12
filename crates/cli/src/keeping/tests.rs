//! Many random runs come back from links and files, and no change to either does harm.

use crate::fuzz::Plan;
use crate::fuzz::chaos::{Chaos, Faults};
use catalog::{Advanced, Experiment, Opening, RunFile};
use catalog::{checks, from_link, open, protocols, to_link};
use machine::{NodeId, Span};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use simulator::{Action, DiskFate, DiskSettings, DiskTruth, Drive, Kept, Place, Setup};
use std::time::Instant;

/// A run of random faults and requests, and of what the fuzzer never does.
fn random(seed: u64, events: u32) -> Box<dyn Experiment> {
    let info = protocols(Default::default()).remove(0);
    let plan = Plan::new(&info);
    let mut chaos = Chaos::new(seed, &plan, Faults::All);
    let rule = |n: u8| info.rules[usize::from(n) % info.rules.len()].name.key;
    let rules_off = (0..chaos.between(0, 2)).map(|n| rule(n ^ seed as u8).into()).collect();
    let setup = Setup {
        protocol: info.profile.name.into(),
        nodes: chaos.between(1, 9),
        clients: chaos.between(1, 9),
        seed,
        options: chaos.options(&plan),
        rules_off,
        network: chaos.link_settings(),
        drive: if seed.is_multiple_of(8) { Drive::Manual } else { Drive::Auto },
    };
    let mut experiment = open(setup).unwrap();
    // What happens in one of a thousand runs only must not make this endless.
    for _ in 0..events {
        if experiment.position() >= events {
            break;
        }
        chaos.unleash(&mut *experiment);
        let node = NodeId(chaos.between(1, experiment.setup().nodes));
        let save = Span::ms(0, 3);
        let action = match chaos.between(0, 40) {
            0 => Action::Restart(node, DiskFate::Lose),
            1 => Action::Disk(node, DiskSettings { save, truth: DiskTruth::Unsynced }),
            2 => Action::BreakRule(rule(chaos.between(0, 200)).into()),
            3 => Action::FollowRule(rule(chaos.between(0, 200)).into()),
            4 => Action::Drive(Drive::Manual),
            5 | 6 => Action::Drive(Drive::Auto),
            7.. => continue,
        };
        // What cannot be done just now is not done.
        drop(experiment.act(action));
    }
    experiment
}

fn kept(seed: u64, experiment: &dyn Experiment) -> Kept {
    let run = experiment.run();
    let position = (seed.wrapping_mul(7_919) % u64::from(run.events + 1)) as u32;
    let node = (!seed.is_multiple_of(3)).then_some(NodeId((seed % 9) as u8 + 1));
    let caption = if seed.is_multiple_of(2) { "" } else { "What “raft” does\n" };
    Kept { caption: caption.into(), run, place: Place { position, tab: seed as u8, node } }
}

#[test]
fn ten_thousand_random_runs_come_back_from_links_and_files() {
    let start = Instant::now();
    let (mut acts, mut events, mut replayed, mut longest) = (0, 0u64, 0, 0);
    for seed in 0..10_000 {
        let experiment = random(seed, 20 + (seed % 256) as u32);
        let kept = kept(seed, &*experiment);
        acts += kept.run.acts.len();
        events += u64::from(kept.run.events);
        let link = to_link(&kept).unwrap();
        longest = longest.max(link.len());
        assert_eq!(from_link(&link).unwrap(), kept, "seed {seed}");
        let file = RunFile { kept, checks: checks(&*experiment) };
        let text = file.to_json().unwrap();
        assert_eq!(RunFile::from_json(text.as_bytes()).unwrap(), file, "seed {seed}");
        if seed.is_multiple_of(10) {
            let opening = Opening::new(file.kept.run.clone()).unwrap().with_checks(file.checks);
            let opened = match opening.advance(u32::MAX) {
                Ok(Advanced::Whole(opened)) => opened,
                Ok(Advanced::Part(_)) => panic!("seed {seed}: no run is that long"),
                Err(why) => panic!("seed {seed}: {why}"),
            };
            assert_eq!(opened.run(), file.kept.run, "seed {seed}");
            replayed += 1;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("10000 runs, {acts} acts, {events} events, {replayed} replayed, {seconds:.1} s;");
    eprintln!("the longest link has {longest} characters");
    assert!(acts > 50_000, "{acts} acts are enough to mean something");
}

/// Changes some bytes: one bit, one byte, a piece taken out or doubled, the end cut off.
fn mutate(random: &mut Xoshiro256PlusPlus, bytes: &mut Vec<u8>) {
    for _ in 0..random.random_range(1..4) {
        let place = random.random_range(0..bytes.len().max(1));
        let end = (place + random.random_range(1..9)).min(bytes.len());
        match (random.random_range(0..6), bytes.get_mut(place)) {
            (_, None) => {}
            (0 | 1, Some(byte)) => *byte ^= 1 << random.random_range(0..8),
            (2 | 3, Some(byte)) => *byte = random.random(),
            (4, Some(_)) => drop(bytes.drain(place..end)),
            (5, Some(_)) if random.random_range(0..4) == 0 => bytes.truncate(place),
            (_, Some(_)) => {
                let piece = bytes[place..end].to_vec();
                bytes.splice(place..place, piece);
            }
        }
    }
}

/// What became of the mutants.
#[derive(Default, Debug)]
struct Tally {
    refused: u32,
    decoded: u32,
    /// Of those decoded, how many were opened: with an error, whole, or as far as was asked.
    wrong: u32,
    whole: u32,
    stopped: u32,
}

impl Tally {
    /// Opens each so many, by at most 300 events.
    fn note(&mut self, found: Option<(Kept, Vec<u8>)>, each: u32) {
        let Some((kept, checks)) = found else {
            self.refused += 1;
            return;
        };
        self.decoded += 1;
        if !self.decoded.is_multiple_of(each) {
            return;
        }
        let opening = Opening::new(kept.run.clone()).map(|opening| opening.with_checks(checks));
        match opening.and_then(|opening| opening.advance(300)) {
            Ok(Advanced::Whole(mut opened)) => {
                self.whole += 1;
                let run = opened.run();
                assert_eq!((run.events, run.hash), (kept.run.events, kept.run.hash));
                opened.seek(kept.place.position);
                drop(opened.scene(Default::default()));
            }
            Ok(Advanced::Part(part)) => {
                self.stopped += 1;
                assert!(part.progress().0 <= 309);
            }
            Err(why) => {
                self.wrong += 1;
                assert!(!why.to_string().is_empty());
            }
        }
    }
}

fn originals() -> Vec<RunFile> {
    let file = |seed| {
        let experiment = random(seed, 60);
        RunFile { kept: kept(seed, &*experiment), checks: checks(&*experiment) }
    };
    (0..40).map(file).collect()
}

#[test]
fn a_million_changed_links_are_refused_or_are_runs() {
    let start = Instant::now();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let originals = originals();
    let (mut inside, mut outside) = (Tally::default(), Tally::default());
    let with_no_checks = |kept| (kept, Vec::new());
    for mutant in 0..1_000_000 {
        let kept = &originals[mutant % originals.len()].kept;
        if mutant % 5 == 0 {
            let mut text = to_link(kept).unwrap().into_bytes();
            mutate(&mut random, &mut text);
            let text = String::from_utf8_lossy(&text).into_owned();
            outside.note(from_link(&text).ok().map(with_no_checks), 4);
        } else {
            let mut bytes = kept.encode();
            mutate(&mut random, &mut bytes);
            inside.note(Kept::decode(&bytes).ok().map(with_no_checks), 8);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("bytes changed: {inside:?}\ncharacters changed: {outside:?}\n{seconds:.1} s");
    assert!(inside.decoded > 10_000 && inside.wrong > 100, "{inside:?}");
}

#[test]
fn changed_files_are_refused_or_are_runs() {
    let start = Instant::now();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    let originals: Vec<Vec<u8>> =
        originals().iter().map(|file| file.to_json().unwrap().into_bytes()).collect();
    let mut tally = Tally::default();
    for mutant in 0..200_000 {
        let mut bytes = originals[mutant % originals.len()].clone();
        mutate(&mut random, &mut bytes);
        let read = RunFile::from_json(&bytes).ok();
        tally.note(read.map(|file| (file.kept, file.checks)), 1);
    }
    eprintln!("200000 files changed: {tally:?}\n{:.1} s", start.elapsed().as_secs_f64());
    assert!(tally.decoded > 1_000 && tally.whole > 10, "{tally:?}");
}
