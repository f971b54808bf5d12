//! Whatever is asked about, and wherever: the answer begins where the value changed, and every link
//! lies in the causal past of what it led to. Both are found out here by other means than
//! `catalog::why` uses: by looking at every moment of the run, and by following every arrow.

use catalog::{Edge, Experiment, Language, NoAnswer, Question, why};
use machine::{Endpoint, NodeId};
use simulator::{EventKind, NodeScene, Power, Trace};
use std::fs;
use std::path::Path;

/// For each event, those that happened before it.
struct Past {
    /// The name of the run.
    name: String,
    /// A bit for each event.
    before: Vec<Vec<u64>>,
}

impl Past {
    /// Program order at one place, sending before arriving, and what the record gives as the cause.
    fn of(name: String, trace: &Trace) -> Self {
        let mut last: Vec<(Endpoint, u32)> = Vec::new();
        let mut past: Vec<Vec<u64>> = Vec::new();
        for (number, event) in (0_u32..).zip(&trace.events) {
            let mut direct: Vec<u32> = event.cause.into_iter().collect();
            direct.extend(event.packet.map(|packet| trace.packets[packet as usize].sent));
            if let Some(place) = event.place {
                match last.iter_mut().find(|(known, _)| *known == place) {
                    Some((_, before)) => direct.push(std::mem::replace(before, number)),
                    None => last.push((place, number)),
                }
            }
            let mut all = vec![0_u64; trace.events.len().div_ceil(64)];
            for before in direct {
                assert!(before < number);
                all[before as usize / 64] |= 1 << (before % 64);
                all.iter_mut().zip(&past[before as usize]).for_each(|(all, more)| *all |= more);
            }
            past.push(all);
        }
        Past { name, before: past }
    }

    fn has(&self, event: u32, before: u32) -> bool {
        self.before[event as usize][before as usize / 64] >> (before % 64) & 1 == 1
    }
}

/// Every scenario there is, played to its end: its name and its run.
fn played() -> impl Iterator<Item = (String, Box<dyn Experiment>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let kinds = ["static", "tests"].into_iter();
    let folders = kinds.flat_map(move |kind| {
        ["raft", "paxos"].map(|name| root.join(kind).join("scenarios").join(name))
    });
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|end| end == "scenario"));
    scenarios.map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let scenario = lessons::parse(&text).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, lessons::play(&scenario).unwrap().experiment)
    })
}

/// What the question is about, at one moment.
fn value(node: &NodeScene, question: &Question) -> Option<String> {
    let cell = |index: u64| node.view.log.iter().find(move |cell| cell.index == index);
    match question {
        Question::Role(_) if node.power == Power::Down => Some("down".to_owned()),
        Question::Role(_) => Some(node.view.role.key.to_owned()),
        Question::Era(_) => Some(node.view.status.era.to_string()),
        Question::Field(_, name) => {
            let mut fields = node.view.memory.iter().chain(&node.disk);
            let found = fields.find(|field| field.name.key == &**name);
            found.map(|field| format!("{:?}", field.value))
        }
        Question::Entry(_, index) => cell(*index).map(|cell| format!("{}:{}", cell.era, cell.text)),
        Question::Decided(_, index) => {
            cell(*index).filter(|cell| cell.decided).map(|cell| cell.text.clone())
        }
        Question::Answer(..) | Question::Violation(_) => panic!("not about a server"),
    }
}

/// What each server looked like after so many events.
type Album = Vec<(u32, Vec<NodeScene>)>;

fn album(run: &mut dyn Experiment) -> Album {
    let mut album = Vec::new();
    run.seek(0);
    loop {
        album.push((run.position(), run.scene(Language::English).nodes));
        if run.position() == run.length() || !run.step() {
            return album;
        }
    }
}

/// The event that set the value, by looking at every moment; `None` if none did.
fn set_in(album: &Album, position: u32, node: NodeId, question: &Question) -> Option<u32> {
    let known = album.iter().take_while(|(at, _)| *at <= position);
    let values: Vec<_> =
        known.map(|(at, nodes)| (*at, value(&nodes[node.index()], question))).collect();
    let changed = values.windows(2).rev().find(|pair| pair[0].1 != pair[1].1);
    changed.map(|pair| pair[1].0 - 1)
}

/// Asks, and judges the answer. Returns how many links it has.
fn judge(run: &dyn Experiment, past: &Past, question: &Question, begins: Option<u32>) -> usize {
    let position = run.position();
    let context = format!("{}: {question:?} at {position}", past.name);
    let causes = why(run, question);
    let causes = match causes {
        Ok(causes) => causes,
        Err(NoAnswer::NoEntry(..)) => {
            assert_eq!(begins, None, "{context}");
            return 0;
        }
        Err(other) => panic!("{context}: {other}"),
    };
    assert!(causes.len() <= 32 && causes.is_sorted_by(|a, b| a.event > b.event));
    let asked: Vec<u32> =
        causes.iter().filter(|cause| cause.edge == Edge::Asked).map(|cause| cause.event).collect();
    assert_eq!(asked.len(), 1, "{context}");
    match begins {
        Some(event) => assert_eq!(asked, [event], "{context}"),
        None => {
            let kind = run.trace().events[asked[0] as usize].kind;
            assert!(matches!(kind, EventKind::Started(_)), "{context}");
        }
    }
    for cause in &causes {
        let Some(later) = cause.edge.led_to() else { continue };
        assert!(causes.iter().any(|other| other.event == later), "{context}");
        if !matches!(cause.edge, Edge::Rival(_)) {
            assert!(past.has(later, cause.event), "{context}: {cause:?}");
        }
    }
    causes.len()
}

#[test]
fn every_link_lies_in_the_causal_past_of_what_it_led_to() {
    let (mut asked, mut links) = (0, 0);
    for (name, mut run) in played() {
        let album = album(&mut *run);
        let past = Past::of(name, run.trace());
        let length = run.length();
        let first = album[0].0;
        for part in 0..=10 {
            let position = first + (length - first) * part / 10;
            run.seek(position);
            let scene = run.scene(Language::English);
            for node in NodeId::all(run.setup().nodes) {
                let scene = &scene.nodes[node.index()];
                let mut questions = vec![Question::Role(node), Question::Era(node)];
                let fields = scene.view.memory.iter().chain(&scene.disk);
                // To ask about the field of the role is to ask for the role.
                let names = fields.map(|field| field.name.key).filter(|name| *name != "role");
                questions.extend(names.map(|name| Question::Field(node, name.into())));
                let last = scene.view.log.last().map_or(0, |cell| cell.index);
                for index in last.saturating_sub(3).max(1)..=last + 1 {
                    questions.push(Question::Entry(node, index));
                    questions.push(Question::Decided(node, index));
                }
                for question in questions {
                    let begins = set_in(&album, position, node, &question);
                    links += judge(&*run, &past, &question, begins);
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 10_000 && links > 40_000, "{asked} questions, {links} links");
}

#[test]
fn what_a_client_was_told_and_what_was_broken_have_causes_too() {
    let (mut answers, mut broken) = (0, 0);
    for (name, mut run) in played() {
        let past = Past::of(name, run.trace());
        run.seek(run.length());
        let scene = run.scene(Language::English);
        for client in &scene.clients {
            for operation in &client.operations {
                let question = Question::Answer(client.id, operation.number);
                let causes = why(&*run, &question).unwrap();
                let begins = causes[0].event;
                let event = run.trace().events[begins as usize];
                let heard = operation.answer.as_ref().map(|(at, _)| *at);
                assert_eq!(event.place, Some(client.id.into()));
                assert_eq!(event.at, heard.unwrap_or(operation.attempts.last().unwrap().at));
                judge(&*run, &past, &question, Some(begins));
                answers += 1;
            }
        }
        for property in scene.properties {
            let Some(how) = property.broken else { continue };
            let question = Question::Violation(Some(property.name.into()));
            judge(&*run, &past, &question, Some(how.event));
            broken += 1;
        }
    }
    assert!(answers > 50 && broken > 10, "{answers} answers, {broken} broken");
}
