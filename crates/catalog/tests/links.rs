//! Links and files: how long they are, and what is said of a wrong one.

use catalog::{
    Advanced, Experiment, OpenError, Opening, RunFile, checks, from_link, open, to_link,
};
use machine::{ClientId, Command, Micros, NodeId, Text};
use simulator::{Act, Action, Bound, DiskFate, Drive, Kept, LinkSettings, MessageId, Moment};
use simulator::{Place, Run, Setup};

fn setup() -> Setup {
    Setup {
        protocol: "raft".into(),
        nodes: 5,
        clients: 2,
        seed: 4_071_962_188,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    }
}

/// What a person does in a lesson, one of each kind in turn.
fn action(place: usize, experiment: &dyn Experiment) -> Action {
    let round = place / 10;
    let node = NodeId((round % 5) as u8 + 1);
    let other = NodeId((round + 1) as u8 % 5 + 1);
    let value: Text = (place + 1).to_string().into();
    match place % 10 {
        0 => Action::Request(ClientId(1), None, Command::Put("x".into(), value)),
        1 => Action::Crash(node),
        2 => Action::Cut(node.into(), other.into()),
        3 => Action::Request(ClientId(2), Some(other), Command::Append("y".into(), value)),
        4 => {
            let packet = experiment.trace().packets.last().unwrap();
            let (from, to) = (packet.from, packet.to);
            Action::Drop(MessageId { from, to, number: packet.number, copy: packet.copy })
        }
        5 => Action::Restart(node, DiskFate::Keep),
        6 => Action::Heal(node.into(), other.into()),
        7 => {
            let nodes = |nodes: &[u8]| nodes.iter().map(|n| NodeId(*n).into()).collect();
            Action::Partition(vec![nodes(&[1, 2]), nodes(&[3, 4, 5])])
        }
        8 => Action::Pause(node),
        _ => Action::Resume(node),
    }
}

/// A run of so many acts, each some time after the one before, as a person clicks; what cannot be
/// done just then is tried a little later.
fn lesson(acts: usize) -> Box<dyn Experiment> {
    let mut experiment = open(setup()).unwrap();
    for place in 0..acts {
        if place % 10 == 0 {
            drop(experiment.act(Action::HealAll));
        }
        let pause = Micros(180_000 + (place as u64 * 7_919_113) % 1_700_000);
        experiment.advance_to(experiment.now().plus(pause), u32::MAX);
        while experiment.run().acts.len() <= place {
            let next = action(place, &*experiment);
            if experiment.act(next).is_err() {
                assert!(experiment.step(), "act {place} can be taken some time");
            }
        }
    }
    experiment.advance_to(experiment.now().plus(Micros::from_ms(500)), u32::MAX);
    experiment
}

fn kept(experiment: &dyn Experiment) -> Kept {
    let run = experiment.run();
    let place = Place { position: run.events / 2, tab: 1, node: Some(NodeId(3)) };
    Kept { caption: "".into(), run, place }
}

#[test]
fn a_lesson_fits_in_600_characters_and_200_acts_in_2_000() {
    for (acts, most) in [(30, 600), (200, 2_000)] {
        let kept = kept(&*lesson(acts));
        assert!(kept.run.acts.len() >= acts);
        let link = to_link(&kept).unwrap();
        let (length, events) = (link.len(), kept.run.events);
        eprintln!("{acts} acts, {events} events: {length} characters of {most}");
        assert!(length <= most, "{acts} acts take {length} characters, more than {most}");
        assert_eq!(from_link(&link).unwrap(), kept);
    }
}

#[test]
fn a_file_tells_at_which_event_a_replay_parts() {
    let experiment = lesson(10);
    let kept = kept(&*experiment);
    let file = RunFile { kept, checks: checks(&*experiment) };
    let text = file.to_json().unwrap();
    let read = RunFile::from_json(text.as_bytes()).unwrap();
    assert_eq!(read, file);
    let opened = |run: Run| {
        let opening = Opening::new(run).unwrap().with_checks(read.checks.clone());
        opening.advance(u32::MAX).map(|advanced| matches!(advanced, Advanced::Whole(_)))
    };
    assert_eq!(opened(read.kept.run.clone()), Ok(true));
    // The fifth act happens otherwise: everything before its event is as it was.
    let mut other = read.kept.run.clone();
    let place = other.acts.iter().position(|act| matches!(act.action, Action::Drop(_))).unwrap();
    other.acts[place].action = Action::Crash(NodeId(5));
    let trace = experiment.trace();
    let acted = simulator::EventKind::Acted(place as u32);
    let event = trace.events.iter().position(|event| event.kind == acted).unwrap() as u32 + 1;
    let Err(OpenError::Parts(found)) = opened(other.clone()) else { panic!("it parts") };
    assert!((event..event + 4).contains(&found), "parts at {event}, found at {found}");
    // A link knows only that it differs.
    let whole = Opening::new(other).unwrap().advance(u32::MAX).err().unwrap();
    assert!(matches!(whole, OpenError::Hash(..) | OpenError::Act(..) | OpenError::Events(..)));
}

#[test]
fn opening_in_steps_gives_the_same_run_and_never_does_more_than_asked() {
    let run = lesson(20).run();
    for events in [1, 7, 100, u32::MAX] {
        let mut opening = Opening::new(run.clone()).unwrap().with_checks(Vec::new());
        let opened = loop {
            let (before, of) = opening.progress();
            assert_eq!(of, run.events);
            match opening.advance(events).unwrap() {
                Advanced::Whole(experiment) => break experiment,
                Advanced::Part(part) => {
                    let (after, _) = part.progress();
                    assert!(after > before && after - before <= events, "{before} to {after}");
                    opening = part;
                }
            }
        };
        assert_eq!(opened.position(), 5, "at its beginning");
        assert_eq!(opened.run(), run);
    }
}

#[test]
fn a_link_of_a_million_events_is_opened_only_as_far_as_asked() {
    let mut long = kept(&*lesson(3));
    long.run.events = 1_000_000;
    let read = from_link(&to_link(&long).unwrap()).unwrap();
    let mut opening = Opening::new(read.run).unwrap();
    for _ in 0..10 {
        let Advanced::Part(part) = opening.advance(50).unwrap() else { panic!("not that soon") };
        opening = part;
    }
    assert_eq!(opening.progress(), (505, 1_000_000));
    let far = Act { at: Moment { time: Micros(1 << 50), after: 9 }, action: Action::HealAll };
    let run = Run { setup: setup(), acts: vec![far], events: 40, hash: 0 };
    let found = Opening::new(run).unwrap().advance(u32::MAX).err().unwrap();
    assert_eq!(found, OpenError::Events(40, 41), "events beyond what the run says are not played");
}

#[test]
fn a_wrong_link_says_what_is_wrong() {
    let good = kept(&*lesson(3));
    let said = |link: &str| from_link(link).unwrap_err().to_string();
    let link = to_link(&good).unwrap();
    let damaged = "it is cut short, damaged, or no run of Synod at all";
    for wrong in ["", "A", "Ag", "Ag==", "hello there", &link[..link.len() - 1]] {
        assert_eq!(said(wrong), damaged, "{wrong}");
    }
    let newer = "it is of format version 5, and this Synod reads version 4: use a newer one";
    assert_eq!(said("BQAA"), newer);
    let older =
        "it is of format version 1, and this Synod, which reads up to 4, knows none that old";
    assert_eq!(said("AQAA"), older);
    assert_eq!(said(&"A".repeat(400_001)), "the run is too large: it has more than 300000 bytes");
    let mut large = good.clone();
    large.run.acts = vec![large.run.acts[0].clone(); 10_001];
    assert_eq!(to_link(&large), Err(OpenError::TooLarge(Bound::Acts)));
    let mut unknown = good;
    unknown.run.setup.protocol = "zab".into();
    let read = from_link(&to_link(&unknown).unwrap()).unwrap();
    let refused = Opening::new(read.run).err().unwrap().to_string();
    assert!(refused.starts_with("there is no protocol named `zab`; there are: raft"), "{refused}");
}

#[test]
fn a_wrong_file_says_what_was_expected() {
    let experiment = lesson(3);
    let file = RunFile { kept: kept(&*experiment), checks: checks(&*experiment) };
    let text = file.to_json().unwrap();
    let said = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} is in the file");
        RunFile::from_json(text.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
    };
    let cases = [
        ("{", "crash S1", "it is not JSON: expected value at line 1 column 1"),
        ("\"synod-run\"", "\"other\"", "its `format` is `other`, and `synod-run` is expected"),
        ("\"version\": 1", "\"version\": 7", "it is of format version 7, and this Synod reads"),
        ("\"version\": 1", "\"version\": \"a\"", "not a run: invalid type: string \"a\", expected"),
        ("\"setup\"", "\"set\"", "not a run: missing field `setup`"),
        ("\"crash\"", "\"crush\"", "not a run: unknown variant `crush`, expected one of `crash`"),
        ("\"hash\": \"", "\"hash\": \"0", "`hash` is expected to be 16 hexadecimal digits"),
        ("\"checks\": \"", "\"checks\": \"=", "`checks` is expected to be base64url"),
        ("\"checks\": \"", "\"checks\": \"AAAA", "and one for each of "),
        ("\"position\": ", "\"position\": 99", "as many as `events`"),
    ];
    for (from, to, expected) in cases {
        let said = said(from, to);
        assert!(said.contains(expected), "{said}");
    }
    let short = RunFile::from_json(&text.as_bytes()[..text.len() / 2]).unwrap_err().to_string();
    assert!(short.starts_with("it is cut short: "), "{short}");
    let large = RunFile::from_json(&vec![b' '; 8_000_001]).unwrap_err().to_string();
    assert_eq!(large, "the file has more than 8000000 bytes");
}
