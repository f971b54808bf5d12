//! A run is a value: going back, going forth, replaying, and what an action leaves alone.

mod toy;

use machine::{ClientId, Command, Endpoint, Micros, NodeId};
use simulator::{Action, DiskFate, Event, EventKind, Rate, Setup, Timeline, Trace};
use std::collections::BTreeSet;
use toy::{Counters, WORDS, counters, setup};

/// A run with some of every fault.
fn eventful(seed: u64) -> Timeline<Counters> {
    let mut settings = setup(4, seed);
    settings.network.loss = Rate::percent(5);
    settings.network.duplicate = Rate::percent(5);
    let mut run = counters(settings);
    let acts = [
        Action::Crash(NodeId(1)),
        Action::Request(ClientId(1), Some(NodeId(2)), Command::Get("x".into())),
        Action::Cut(NodeId(2).into(), NodeId(3).into()),
        Action::Restart(NodeId(1), DiskFate::Keep),
        Action::Pause(NodeId(4)),
        Action::HealAll,
        Action::Resume(NodeId(4)),
        Action::BreakRule("save".into()),
    ];
    for (step, act) in (1..).zip(acts) {
        // Every other act is taken between two events, the rest right after one.
        if step % 2 == 0 {
            let later = run.now().plus(Micros::from_ms(100 * step));
            run.advance_to(later, u32::MAX);
        } else {
            run.seek(run.position() + 40);
        }
        run.act(act).unwrap();
    }
    run.seek(2_000);
    run
}

#[test]
fn seeking_to_any_event_equals_replaying_from_the_start() {
    let mut run = eventful(1);
    let mut hashes = Vec::new();
    run.seek(0);
    loop {
        hashes.push((run.simulation().state_hash(), run.scene(&WORDS)));
        if run.position() == 2_000 || !run.step() {
            break;
        }
    }
    assert_eq!(hashes.len(), 1_997);
    for place in [2_000, 0, 1_999, 256, 255, 257, 1, 700, 699, 1_300] {
        run.seek(place);
        let (hash, scene) = &hashes[place.max(4) as usize - 4];
        assert_eq!(run.simulation().state_hash(), *hash, "at {place}");
        assert_eq!(run.scene(&WORDS), *scene, "at {place}");
    }
}

#[test]
fn stepping_back_undoes_stepping_forward() {
    let mut run = eventful(2);
    run.seek(1_000);
    let before = (run.simulation().state_hash(), run.scene(&WORDS));
    for _ in 0..20 {
        assert!(run.step());
    }
    for _ in 0..20 {
        assert!(run.step_back());
    }
    assert_eq!(before, (run.simulation().state_hash(), run.scene(&WORDS)));
    run.seek(0);
    assert!(!run.step_back());
}

#[test]
fn a_run_replayed_from_its_value_gives_the_same_events() {
    let run = eventful(3);
    let value = run.run();
    let mut again = counters(value.setup.clone());
    for act in &value.acts {
        again.act_at(act).unwrap();
    }
    again.seek(value.events);
    assert_eq!(again.run(), value);
    assert_eq!(again.trace(), run.trace());
}

#[test]
fn acting_in_the_past_forgets_what_was_known_after_it() {
    let mut run = eventful(4);
    run.seek(500);
    let kept: Vec<Event> = run.trace().events[..500].to_vec();
    run.act(Action::Drop(run.scene(&WORDS).messages[0].id)).unwrap();
    assert_eq!((run.position(), run.length()), (501, 501));
    assert_eq!(run.trace().events[..500], kept);
    let mut again = counters(run.setup().clone());
    run.seek(1_500);
    for act in &run.run().acts {
        again.act_at(act).unwrap();
    }
    again.seek(1_500);
    assert_eq!(again.trace(), run.trace());
}

/// What an event is, without its place in the record.
type Bare = (Micros, EventKind, Option<Endpoint>, Option<(Endpoint, Endpoint, u32, u8)>);

fn bare(trace: &Trace, event: &Event) -> Bare {
    let packet = event.packet.map(|place| {
        let packet = &trace.packets[place as usize];
        (packet.from, packet.to, packet.number, packet.copy)
    });
    (event.at, event.kind, event.place, packet)
}

/// The events at or after `from` that happened where the past of `from` can be felt.
fn causally_after(trace: &Trace, from: usize) -> BTreeSet<usize> {
    let mut felt = BTreeSet::from([from]);
    let mut places: BTreeSet<Endpoint> = BTreeSet::new();
    for (place, event) in trace.events.iter().enumerate().skip(from) {
        let by_cause = event.cause.is_some_and(|cause| felt.contains(&(cause as usize)));
        let by_place = event.place.is_some_and(|place| places.contains(&place));
        if place == from || by_cause || by_place {
            felt.insert(place);
            places.extend(event.place);
        }
    }
    felt
}

#[test]
fn dropping_one_message_leaves_every_event_not_caused_by_it_where_it_was() {
    let settings = Setup { clients: 0, ..setup(5, 5) };
    // S5 hears but is not heard, so that what it feels does not reach everybody at once.
    let muted = || {
        let mut run = counters(settings.clone());
        for other in 1..=4 {
            run.act(Action::Cut(NodeId(5).into(), NodeId(other).into())).unwrap();
        }
        run
    };
    let mut plain = muted();
    plain.seek(1_500);
    let mut dropped = muted();
    dropped.seek(300);
    let messages = dropped.scene(&WORDS).messages;
    let victim = messages.iter().find(|message| message.id.to == NodeId(5).into()).unwrap().id;
    dropped.act(Action::Drop(victim)).unwrap();
    dropped.seek(1_500);

    // In the plain run, all that the message's arrival could have led to.
    let concerns = |trace: &Trace, event: &Event| {
        bare(trace, event).3 == Some((victim.from, victim.to, victim.number, victim.copy))
    };
    let arrival = plain.trace().events.iter().position(|e| concerns(plain.trace(), e)).unwrap();
    let felt_plain = causally_after(plain.trace(), arrival);
    let since = plain.trace().events[arrival].at;
    // In the other run, what S5 did since then, and the act itself.
    let felt_dropped: BTreeSet<usize> = {
        let trace = dropped.trace();
        let sent = |event: &Event| {
            let packet = &trace.packets[event.packet? as usize];
            let at = trace.events[packet.sent as usize].at;
            (packet.from == victim.to && at >= since).then_some(())
        };
        let felt = |event: &Event| {
            let at_receiver = event.place == Some(victim.to) && event.at >= since;
            concerns(trace, event) || at_receiver || sent(event).is_some()
        };
        (0..trace.events.len()).filter(|place| felt(&trace.events[*place])).collect()
    };
    let end = plain.now().min(dropped.now());
    let rest = |run: &Timeline<Counters>, felt: &BTreeSet<usize>| -> Vec<Bare> {
        let events = run.trace().events.iter().enumerate();
        let rest = events.filter(|(place, event)| !felt.contains(place) && event.at < end);
        rest.map(|(_, event)| bare(run.trace(), event)).collect()
    };
    let (a, b) = (rest(&plain, &felt_plain), rest(&dropped, &felt_dropped));
    assert!(a.len() > 1_000, "most of {} events are unrelated", a.len());
    let first_difference = a.iter().zip(&b).find(|(a, b)| a != b);
    assert_eq!((first_difference, a.len()), (None, b.len()));
}
