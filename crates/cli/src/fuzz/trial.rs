//! One run of the fuzzer: chaos, then peace, and what must be true after both.

use super::Plan;
use super::chaos::{Chaos, Faults};
use catalog::{Experiment, Language, predicted};
use core::fmt;
use lessons::{Verdict, linearizable};
use machine::{Assumes, ClientId, Command, Endpoint, Micros, NodeId, Span, Workload};
use simulator::{
    Action, Clock, DiskFate, DiskSettings, Drive, EventKind, LinkSettings, Run, Setup,
};

/// How long a cluster in peace may take to carry out a new request.
const PATIENCE: Micros = Micros::from_ms(30_000);
/// How many events peace may take.
const PEACE_EVENTS_MAX: u32 = 100_000;

/// How a run failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Failure {
    /// A property was broken: its name, and how; and which others the same event broke.
    Property(&'static str, String, Vec<&'static str>),
    /// What the clients saw is not linearizable: what they saw.
    History(String),
    /// Everything was healed, and still a new request was not carried out.
    NoProgress,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Property(name, how, _) => write!(f, "{name}: {how}"),
            Failure::History(how) => write!(f, "the clients' history is not linearizable: {how}"),
            Failure::NoProgress => {
                let seconds = PATIENCE.0 / 1_000_000;
                write!(f, "no progress: everything was healed, and {seconds} s later ")?;
                f.write_str("a new request was still not carried out")
            }
        }
    }
}

/// A failed run.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) run: Run,
    pub(super) failure: Failure,
    /// How many of its acts, the last ones, make peace and so are no cause of the failure.
    pub(super) peace: usize,
    /// When it was over.
    pub(super) end: Micros,
    /// What could go wrong in it.
    pub(super) faults: Faults,
    /// Why the protocol's own theory predicts it, if it does.
    pub(super) expected: Option<&'static str>,
}

/// What came of one seed.
pub(super) struct Trial {
    /// How many events it had.
    pub(super) events: u64,
    /// How it failed, if it did.
    pub(super) found: Option<Found>,
}

/// What may go wrong in the run of this seed. A protocol that relies on its network is given a
/// reliable one every second time: what happens then has no excuse.
pub(super) fn faults(plan: &Plan, seed: u64) -> Faults {
    match plan.assumes {
        Assumes::Synchrony if seed.is_multiple_of(2) => Faults::Crashes,
        Assumes::Synchrony | Assumes::Nothing => Faults::All,
    }
}

/// What clients of this protocol ask for.
fn workload(experiment: &dyn Experiment) -> Workload {
    let name = &experiment.setup().protocol;
    let known = catalog::protocols(Language::English);
    let info = known.iter().find(|info| info.profile.name == &**name);
    info.map_or(Workload::Store, |info| info.profile.workload)
}

/// Runs one seed.
pub(super) fn trial(plan: &Plan, seed: u64) -> Trial {
    let faults = faults(plan, seed);
    let mut chaos = Chaos::new(seed, plan, faults);
    let setup = Setup {
        protocol: plan.protocol.into(),
        nodes: chaos.between(plan.nodes.0, plan.nodes.1),
        clients: chaos.between(1, 3),
        seed,
        options: chaos.options(plan).into_iter().chain(plan.set.clone()).collect(),
        rules_off: plan.rules_off.iter().map(|rule| rule.as_str().into()).collect(),
        network: chaos.link_settings(),
        drive: Drive::Auto,
    };
    let mut experiment =
        catalog::open(setup).expect("the command line and the fuzzer name only what there is");
    let experiment = &mut *experiment;
    while experiment.position() < plan.events && experiment.violation().is_none() {
        chaos.unleash(experiment);
    }
    let acts = experiment.run().acts.len();
    let has_progress = experiment.violation().is_some() || make_peace(experiment);
    let failure = failure(experiment, has_progress);
    let events = u64::from(experiment.length());
    let found = failure.map(|failure| {
        let run = run_up_to(experiment, &failure);
        let peace = run.acts.len().saturating_sub(acts);
        let expected = expected(experiment, &failure, faults);
        Found { run, failure, peace, end: experiment.now(), faults, expected }
    });
    Trial { events, found }
}

/// Why this was to be expected, if it was. Where nothing goes wrong but crashes, messages that are
/// lost with who sent them are no excuse.
fn expected(
    experiment: &dyn Experiment,
    failure: &Failure,
    faults: Faults,
) -> Option<&'static str> {
    match (failure, faults) {
        (Failure::Property(name, ..), Faults::All) => {
            let (event, _) = experiment.violation()?;
            predicted(experiment, name, event, Language::English)
        }
        (Failure::Property(..), Faults::Crashes) => None,
        (Failure::History(_) | Failure::NoProgress, _) => None,
    }
}

/// What is wrong with a run that is over, the worst first.
pub(super) fn failure(experiment: &dyn Experiment, has_progress: bool) -> Option<Failure> {
    if let Some((event, name)) = experiment.violation() {
        let properties = experiment.scene(Language::English).properties;
        let broken = properties.iter().filter_map(|property| {
            let broken = property.broken.as_ref().filter(|broken| broken.event == event)?;
            Some((property.name, broken.sentence.replace("**", "")))
        });
        let (mine, others): (Vec<_>, Vec<_>) = broken.partition(|(broken, _)| *broken == name);
        let how = mine.into_iter().next().map(|(_, how)| how).unwrap_or_default();
        let others = others.into_iter().map(|(name, _)| name).collect();
        return Some(Failure::Property(name, how, others));
    }
    let clients = experiment.scene(Language::English).clients;
    let verdict = match workload(experiment) {
        Workload::Store => linearizable(&clients),
        // What transfers must keep to is stated by properties.
        Workload::Transfers => Verdict::Holds,
    };
    match verdict {
        Verdict::Broken(how) => Some(Failure::History(how)),
        Verdict::Holds | Verdict::Unknown if !has_progress => Some(Failure::NoProgress),
        Verdict::Holds | Verdict::Unknown => None,
    }
}

/// The run; for a broken property, only up to the event that broke it.
pub(super) fn run_up_to(experiment: &dyn Experiment, failure: &Failure) -> Run {
    let mut run = experiment.run();
    if let (Failure::Property(..), Some((event, _))) = (failure, experiment.violation()) {
        let events = &experiment.trace().events[..=event as usize];
        let is_act = |kind| matches!(kind, EventKind::Acted(_));
        run.acts.truncate(events.iter().filter(|event| is_act(event.kind)).count());
        run.events = event + 1;
        run.hash = events[event as usize].hash;
    }
    run
}

/// Heals, restarts and calms everything, and asks for one thing more. Returns whether it was
/// carried out in time.
fn make_peace(experiment: &mut dyn Experiment) -> bool {
    let nodes = experiment.setup().nodes;
    // What needs no mending refuses, which is as good.
    let mut mend = |action| drop(experiment.act(action));
    mend(Action::HealAll);
    mend(Action::Network(None, LinkSettings::default()));
    for node in NodeId::all(nodes) {
        mend(Action::Disk(node, DiskSettings::default()));
        mend(Action::Clock(node, Clock::default()));
        mend(Action::Slow(node, Span::exactly(Micros(0))));
        mend(Action::Restart(node, DiskFate::Keep));
        mend(Action::Resume(node));
    }
    let end = experiment.now().plus(PATIENCE);
    let client = ClientId(1);
    let probe = match workload(experiment) {
        Workload::Store => Command::Put("peace".into(), "1".into()),
        Workload::Transfers => Command::Put("S2->S3".into(), "1".into()),
    };
    let mut left = PEACE_EVENTS_MAX;
    // First the request that the client may still be waiting for, then the new one.
    wait_for_answer(experiment, client, end, &mut left)
        && experiment.act(Action::Request(client, None, probe)).is_ok()
        && wait_for_answer(experiment, client, end, &mut left)
}

/// Goes on until the client waits for nothing. Returns whether that came in time.
fn wait_for_answer(
    experiment: &mut dyn Experiment,
    client: ClientId,
    end: Micros,
    left: &mut u32,
) -> bool {
    loop {
        if !waits(experiment, client) {
            return true;
        }
        // Only what arrives at the client can answer it; a scene after each event would be slow.
        loop {
            if *left == 0 || experiment.next_due().is_none_or(|due| due > end) {
                return false;
            }
            experiment.step();
            *left -= 1;
            let last = experiment.trace().events[experiment.position() as usize - 1];
            if last.kind == EventKind::Arrived && last.place == Some(Endpoint::Client(client)) {
                break;
            }
        }
    }
}

/// Whether the client waits for an answer.
pub(super) fn waits(experiment: &dyn Experiment, client: ClientId) -> bool {
    let scene = experiment.scene(Language::English);
    let last = scene.clients[client.index()].operations.last();
    last.is_some_and(|operation| operation.answer.is_none())
}
