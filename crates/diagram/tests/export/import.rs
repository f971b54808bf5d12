//! ShiViz logs read back: what we write comes back with the same happened-before, what others write
//! is read, and what is wrong is told by its line.

use crate::samples::{all, named, told};
use diagram::export::shiviz;
use diagram::import::{Log, log_svg, read_shiviz};
use machine::Endpoint;
use simulator::Trace;
use std::collections::BTreeMap;

/// What happened before each of `count` events, from what each follows directly.
fn closed(count: usize, causes: &BTreeMap<usize, Vec<usize>>) -> Vec<Vec<bool>> {
    let mut before = vec![vec![false; count]; count];
    for event in 0..count {
        for cause in causes.get(&event).into_iter().flatten() {
            let theirs = before[*cause].clone();
            before[event][*cause] = true;
            for (mine, theirs) in before[event].iter_mut().zip(theirs) {
                *mine |= theirs;
            }
        }
    }
    before
}

/// Which event of which host each one is, and what happened before it, from the log.
fn read_back(log: &Log) -> BTreeMap<(String, u32), Vec<(String, u32)>> {
    let mut causes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut last = vec![None; log.hosts.len()];
    for (place, event) in log.events.iter().enumerate() {
        causes.entry(place).or_default().extend(last[event.host].replace(place));
    }
    for (from, to) in &log.arrows {
        causes.entry(*to).or_default().push(*from);
    }
    let id = |place: usize| {
        let event = &log.events[place];
        (log.hosts[event.host].clone(), event.number)
    };
    by_name(&closed(log.events.len(), &causes), id)
}

/// The same from the record of the run.
fn recorded(trace: &Trace) -> BTreeMap<(String, u32), Vec<(String, u32)>> {
    let mut causes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut last: BTreeMap<Option<Endpoint>, usize> = BTreeMap::new();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut ids = Vec::new();
    for (place, event) in trace.events.iter().enumerate() {
        let sent = event.packet.map(|packet| trace.packets[packet as usize].sent as usize);
        causes.insert(place, last.insert(event.place, place).into_iter().chain(sent).collect());
        let host = event.place.map_or("net".to_owned(), |place| place.to_string());
        let count = counts.entry(host.clone()).or_default();
        *count += 1;
        ids.push((host, *count));
    }
    by_name(&closed(trace.events.len(), &causes), |place| ids[place].clone())
}

fn by_name(
    before: &[Vec<bool>],
    id: impl Fn(usize) -> (String, u32),
) -> BTreeMap<(String, u32), Vec<(String, u32)>> {
    let one = |(place, before): (usize, &Vec<bool>)| {
        let earlier = before.iter().enumerate().filter(|(_, is_before)| **is_before);
        let mut earlier: Vec<_> = earlier.map(|(earlier, _)| id(earlier)).collect();
        earlier.sort();
        (id(place), earlier)
    };
    before.iter().enumerate().map(one).collect()
}

#[test]
fn what_we_write_comes_back_with_the_same_happened_before() {
    for (name, run) in all() {
        let log = read_shiviz(&told(&*run, shiviz)).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(log.events.len(), run.trace().events.len(), "{name}");
        assert!(read_back(&log) == recorded(run.trace()), "{name}: the past of an event differs");
    }
}

#[test]
fn causes_stand_before_effects_and_earlier_in_time() {
    let log = read_shiviz(&told(&*named("one-way-cut"), shiviz)).unwrap();
    assert!(log.arrows.len() > 50, "{} arrows", log.arrows.len());
    for (from, to) in &log.arrows {
        assert!(from < to && log.events[*from].time < log.events[*to].time);
        assert_ne!(log.events[*from].host, log.events[*to].host);
    }
}

const TWO: &str = "one\na {\"a\":1}\ntwo\nb {\"b\":1, \"a\":1}\n";

#[test]
fn a_log_is_read_with_either_line_first_and_with_its_expression_above() {
    let log = read_shiviz(TWO).unwrap();
    assert_eq!(log.hosts, ["a", "b"]);
    assert_eq!(log.arrows, [(0, 1)]);
    assert_eq!(log.events[1].text, "two");
    assert_eq!((log.events[1].time, log.events[1].line), (2, 4));
    let texts = |log: &str| {
        let log = read_shiviz(log).unwrap();
        log.events.iter().map(|event| event.text.clone()).collect::<Vec<_>>()
    };
    let heading = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n";
    assert_eq!(texts(&format!("{heading}{TWO}")), ["one", "two"]);
    let govector = "a {\"a\":1}\none\nb {\"a\":1,\"b\":1}\ntwo\n\na {\"a\":2}\nthree";
    assert_eq!(texts(govector), ["one", "two", "three"]);
    assert_eq!(texts(&TWO.replace('\n', "\r\n")), ["one", "two"]);
    assert_eq!(texts("one\na {\"a\":1}\n\nb {\"b\":1}\n"), ["one", ""], "an event without a text");
}

#[test]
fn a_wrong_log_says_in_which_line_and_what_was_expected() {
    let cases = [
        ("", "line 1: the log is empty"),
        ("  \n\n", "line 1: the log is empty"),
        ("hello\nthere\n", "line 2: a host and its clock are expected, such as `S1 {\"S1\":1}`"),
        ("hello", "line 2: a host and its clock are expected"),
        ("one\na {1}\n", "line 2: a clock is expected to be such as"),
        ("one\na {\"a\":-1}\n", "line 2: a clock is expected to be such as"),
        ("one\na {\"b\":1}\n", "line 2: it knows of `b`, and the log has no such host"),
        ("one\na {}\n", "line 2: `a` is expected to count this event in its clock"),
        ("one\na {\"a\":2}\n", "line 2: `a` counts event 2, and 1 is expected"),
        ("one\na {\"a\":1}\ntwo\na {\"a\":1}\n", "line 4: `a` counts event 1, and 2 is expected"),
        (
            "one\na {\"a\":1,\"b\":2}\ntwo\nb {\"b\":1}\n",
            "line 2: it knows event 2 of `b`, and the log has 1 of it",
        ),
        (
            "one\na {\"a\":1,\"b\":1}\ntwo\nb {\"b\":1}\nthree\na {\"a\":2}\n",
            "line 6: the clock is expected to know all that its host knew before",
        ),
        (
            "one\na {\"a\":1,\"b\":1}\ntwo\nb {\"a\":1,\"b\":1}\n",
            "it knows event 1 of `b` (line 4), and is expected to know what that knew, but not",
        ),
        (
            "x\na {\"a\":1}\ny\nb {\"a\":1,\"b\":1}\nz\nc {\"b\":1,\"c\":1}\n",
            "line 6: it knows event 1 of `b` (line 4), and is expected to know what that knew",
        ),
    ];
    for (log, expected) in cases {
        let said = read_shiviz(log).unwrap_err().to_string();
        assert!(said.contains(expected), "{log:?}: {said}");
    }
    let many: String = (1..=10_001).map(|n| format!("x\na {{\"a\":{n}}}\n")).collect();
    let said = read_shiviz(&many).unwrap_err().to_string();
    assert_eq!(said, "line 20002: at most 10000 events are shown, and here is one more");
    let hosts: String = (1..=41).map(|n| format!("x\nh{n} {{\"h{n}\":1}}\n")).collect();
    let said = read_shiviz(&hosts).unwrap_err().to_string();
    assert_eq!(said, "line 82: at most 40 hosts are shown, and here is one more");
}

#[test]
fn a_picture_has_a_dot_an_event_and_takes_nothing_for_markup() {
    let log = read_shiviz("<b>&\"\na<b {\"a<b\":1}\nx\nc {\"a<b\":1,\"c\":1}\n").unwrap();
    let svg = log_svg(&log, "<i>\"");
    assert_eq!(svg.matches("<circle").count(), 2);
    assert_eq!(svg.matches("<text").count(), 2);
    assert!(svg.contains("<title>a&lt;b 1: &lt;b&gt;&amp;&quot;</title>"), "{svg}");
    assert!(svg.contains("aria-label=\"&lt;i&gt;&quot;\""), "{svg}");
    assert!(!svg.contains("<b") && !svg.contains("<i"));
}

#[test]
fn a_hundred_thousand_changed_logs_are_refused_or_are_logs() {
    let log = told(&*named("one-way-cut"), shiviz);
    let log: Vec<u8> = log.lines().take(60).collect::<Vec<_>>().join("\n").into_bytes();
    // A generator of Lehmer's: its numbers need only differ.
    let mut state = 1u64;
    let mut below = |end: usize| {
        state = state * 48_271 % 2_147_483_647;
        state as usize % end.max(1)
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..100_000 {
        let mut bytes = log.clone();
        for _ in 0..=below(3) {
            let place = below(bytes.len());
            let end = (place + below(12)).min(bytes.len());
            match below(4) {
                0 => bytes[place] ^= 1 << below(8),
                1 => bytes[place] = b"{}\":,0129 \nS"[below(12)],
                2 => drop(bytes.drain(place..end)),
                _ => {
                    let piece = bytes[place..end].to_vec();
                    bytes.splice(place..place, piece);
                }
            }
        }
        match read_shiviz(&String::from_utf8_lossy(&bytes)) {
            Ok(log) => {
                read += 1;
                assert!(log.arrows.iter().all(|(from, to)| from < to));
                assert!(log_svg(&log, "").ends_with("</svg>"));
            }
            Err(why) => {
                refused += 1;
                assert!(why.line >= 1 && !why.what.is_empty());
            }
        }
    }
    eprintln!("{read} read, {refused} refused");
    assert!(read > 1_000 && refused > 1_000, "{read} read, {refused} refused");
}
