//! Each kind of shape, filters, bars, pointing.

use super::{Picture, SignKind, Step, View, Why};
use crate::arrow::Ending;
use crate::band::BandKind;
use crate::diagram::Point;
use crate::filter::Filter;
use crate::frame::Frame;
use crate::index::Index;
use crate::samples::{Script, follower, frame, leader};
use crate::svg::{highlight_svg, plot_svg, svg_file};
use machine::{Endpoint, Mark, Micros, NodeId, Shape, Status};
use simulator::{Action, EventKind, Loss, Trace};

const S1: NodeId = NodeId(1);
const S2: NodeId = NodeId(2);

fn index(trace: &Trace, nodes: u8, filter: Filter) -> Index {
    let mut index = Index::new(nodes, 0, filter);
    index.follow(trace);
    index
}

/// Does something with a picture of these milliseconds.
fn with<R>(
    script: &Script,
    (from_ms, to_ms): (u64, u64),
    filter: Filter,
    look: impl FnOnce(&Picture, &View<'_>) -> R,
) -> R {
    let index = index(&script.trace, 2, filter);
    let in_flight = &script.in_flight;
    let view = View { trace: &script.trace, index: &index, in_flight, now: Micros(0), since: 0 };
    let picture = Picture::new(frame(from_ms, to_ms), &view, &|event| Some(format!("at {event}")));
    look(&picture, &view)
}

fn whole<R>(script: &Script, look: impl FnOnce(&Picture, &View<'_>) -> R) -> R {
    with(script, (0, 1_000), Filter::default(), look)
}

#[test]
fn a_candidate_is_dashed_and_followers_show_their_term() {
    let mut script = Script::started(2);
    let candidate = Status { shape: Shape::DashedRing, era: 2 };
    script.becomes(100, S1, follower(1)).becomes(200, S1, candidate).becomes(300, S1, leader(2));
    script.becomes(400, S1, leader(2));
    let looks = whole(&script, |picture, _| {
        let of = picture.bands.iter().filter(|band| band.y == picture.lanes[0].y);
        of.map(|band| (band.kind, band.era)).collect::<Vec<_>>()
    });
    let expected = [
        (BandKind::Running, 0),
        (BandKind::Running, 1),
        (BandKind::Standing, 2),
        (BandKind::Leading, 2),
    ];
    assert_eq!(looks, expected);
}

#[test]
fn bands_end_where_the_run_does() {
    let mut script = Script::started(2);
    script.becomes(100, S1, leader(1)).becomes(400, S2, follower(1));
    let right = whole(&script, |picture, _| picture.bands[1].right);
    assert_eq!(right, 450.0);
}

#[test]
fn a_pause_is_a_shaded_stretch() {
    let mut script = Script::started(2);
    script.pause(100, S1).resume(300, S1);
    let shade = whole(&script, |picture, _| picture.shades[0].clone());
    assert_eq!((shade.left, shade.right, shade.why), (150.0, 350.0, Why::Paused));
}

#[test]
fn a_cut_shades_the_lane_of_who_cannot_send_until_it_is_healed() {
    let mut script = Script::started(2);
    script.link(100, Action::Cut(S1.into(), S2.into())).link(600, Action::HealAll);
    script.becomes(900, S2, leader(1));
    whole(&script, |picture, _| {
        let [shade] = &picture.shades[..] else { panic!("one direction is cut") };
        assert_eq!((shade.left, shade.right), (150.0, 650.0));
        assert_eq!(shade.y, picture.lanes[0].y);
        assert_eq!(shade.why, Why::CutOff(vec![S2.into()]));
        assert!(shade.has_room && plot_svg(picture, None).contains("↛ S2"));
    });
}

#[test]
fn a_partition_cuts_both_ways_and_isolation_shows_on_every_lane() {
    for action in
        [Action::Partition(vec![vec![S1.into()], vec![S2.into()]]), Action::Isolate(S1.into())]
    {
        let mut script = Script::started(2);
        script.link(100, action).becomes(900, S2, leader(1));
        assert_eq!(whole(&script, |picture, _| picture.shades.len()), 2);
    }
}

#[test]
fn a_save_lasts_from_when_it_was_asked_for() {
    let mut script = Script::started(2);
    script.becomes(100, S1, follower(1)).saves(130);
    let save = whole(&script, |picture, _| picture.saves[0]);
    assert_eq!((save.left, save.right), (150.0, 180.0));
}

#[test]
fn timers_elections_decisions_and_violations_have_signs() {
    let mut script = Script::started(2);
    script.becomes(100, S1, leader(1)).mark(Mark::Election);
    script.becomes(200, S1, follower(1)).mark(Mark::Commit);
    script.becomes(300, S1, follower(2)).mark(Mark::Violation);
    let kinds: Vec<SignKind> =
        whole(&script, |picture, _| picture.signs.iter().map(|sign| sign.kind).collect());
    let timers = [SignKind::Timer; 3];
    let marks = [SignKind::Election, SignKind::Decision, SignKind::Violation];
    assert_eq!(kinds, [timers, marks].concat());
}

/// Messages of every fate.
fn fates() -> Script {
    let mut script = Script::started(2);
    script.send(100, S1, S2, 1).ends(150, EventKind::Arrived);
    script.send(200, S1, S2, 2).ends(250, EventKind::Lost(Loss::Chance));
    script.send(300, S2, S1, 3).ends(350, EventKind::Refused);
    script.send(400, S1, S2, 1).flies_until(700);
    script
}

#[test]
fn each_fate_of_a_message_is_drawn_in_its_own_way() {
    whole(&fates(), |picture, _| {
        let endings: Vec<Ending> = picture.arrows.iter().map(|arrow| arrow.ending).collect();
        let expected = [Ending::Arrived, Ending::Lost, Ending::Damaged, Ending::InFlight];
        assert_eq!(endings, expected);
        let text = plot_svg(picture, None);
        for class in ["st-line era-1", "st-line st-flying era-1", "st-dot era-1", "st-lost era-0"] {
            assert!(text.contains(&format!("class=\"{class}\"")), "{class} in {text}");
        }
    });
}

#[test]
fn filters_leave_out_messages_and_lanes() {
    let arrows = |filter| with(&fates(), (0, 1_000), filter, |picture, _| picture.arrows.len());
    assert_eq!(arrows(Filter { era: Some(1), ..Filter::default() }), 2);
    assert_eq!(arrows(Filter { kind: Some("Ask"), ..Filter::default() }), 4);
    assert_eq!(arrows(Filter { kind: Some("Tell"), ..Filter::default() }), 0);
    let hidden = Filter { hidden: vec![S2.into()], ..Filter::default() };
    let (lanes, arrows) =
        with(&fates(), (0, 1_000), hidden, |it, _| (it.lanes.len(), it.arrows.len()));
    assert_eq!((lanes, arrows), (1, 0));
}

#[test]
fn an_index_that_follows_or_changes_its_filter_is_the_same_as_a_new_one() {
    let script = fates();
    let mut short = Script::started(2);
    short.send(100, S1, S2, 1);
    let mut followed = index(&short.trace, 2, Filter { era: Some(9), ..Filter::default() });
    followed.follow(&script.trace);
    followed.set_filter(Filter::default());
    followed.follow(&script.trace);
    let fresh = index(&script.trace, 2, Filter::default());
    assert_eq!(format!("{followed:?}"), format!("{fresh:?}"));
    assert_eq!((fresh.eras(), fresh.kinds()), (&[1, 2, 3][..], &["Ask"][..]));
}

#[test]
fn too_many_messages_are_bars_that_count_each_of_them() {
    let script = Script::busy(20_000);
    with(&script, (0, 20_000), Filter::default(), |picture, _| {
        assert!(picture.arrows.is_empty());
        let density = picture.density.as_ref().expect("there are too many");
        let counted: f64 = density.bars.iter().map(|bar| bar.arrived + bar.lost).sum();
        assert_eq!((counted * density.full as f64).round(), 19_999.0);
        assert!(density.bars.len() < 300, "{}", density.bars.len());
    });
    with(&script, (5_000, 5_100), Filter::default(), |picture, _| {
        assert_eq!(picture.density, None);
        assert!((100..=102).contains(&picture.arrows.len()), "{}", picture.arrows.len());
    });
}

#[test]
fn a_point_means_the_event_on_the_lane_or_the_message_under_it() {
    let script = fates();
    whole(&script, |picture, view| {
        let [one, two] = [picture.lanes[0].y, picture.lanes[1].y];
        let at = |x: f64, y: f64| picture.nearest(view, Point { x, y });
        // What leaves is the timer's event, what arrives is the event after it.
        assert_eq!(at(151.0, one), Some(2));
        assert_eq!(at(199.0, two + 2.0), Some(3));
        assert_eq!(at(175.0, (one + two) / 2.0), Some(3));
        assert_eq!(at(900.0, (one + two) / 2.0), None);
    });
}

#[test]
fn steps_go_along_a_lane_and_from_lane_to_lane() {
    let script = fates();
    whole(&script, |picture, view| {
        let to = |event, step| picture.step(view, event, step);
        assert_eq!(to(2, Step::Next), Some(4));
        assert_eq!(to(4, Step::Previous), Some(2));
        assert_eq!(to(2, Step::Down), Some(3));
        assert_eq!(to(3, Step::Up), Some(2));
        assert_eq!(to(2, Step::Up), None);
        assert_eq!(picture.ends_of_lane(view, 2), Some((0, 8)));
    });
}

#[test]
fn a_highlight_holds_the_messages_of_past_and_future() {
    let mut script = Script::started(2);
    script.send(100, S1, S2, 1).ends(150, EventKind::Arrived);
    script.send(200, S2, S1, 1).ends(250, EventKind::Arrived);
    script.send(300, S2, S1, 1).ends(350, EventKind::Arrived);
    whole(&script, |picture, view| {
        let seen: Frame = picture.frame;
        let highlight = picture.highlight(view, 4, &seen).expect("it is drawn");
        assert_eq!((highlight.past.arrows.len(), highlight.past.events), (1, 4));
        assert_eq!((highlight.future.arrows.len(), highlight.future.events), (2, 3));
        let text = highlight_svg(&highlight);
        assert!(text.contains("st-past") && text.contains("st-future"));
    });
}

#[test]
fn another_run_is_drawn_from_where_it_parts() {
    let script = fates();
    let index = index(&script.trace, 2, Filter::default());
    let trace = &script.trace;
    let view = View { trace, index: &index, in_flight: &[], now: Micros(0), since: 5 };
    let picture = Picture::new(frame(0, 1_000), &view, &|_| None);
    assert_eq!(picture.arrows.len(), 3);
    assert!(picture.bands.iter().all(|band| band.left >= 300.0));
}

#[test]
fn a_file_of_its_own_names_what_it_shows_and_escapes_it() {
    whole(&fates(), |picture, _| {
        let text = svg_file(picture, None, "a < b & c");
        assert!(text.contains("<title>a &lt; b &amp; c</title>") && text.ends_with("</svg>\n"));
        assert!(text.contains(">S1</text>") && text.contains(">0.500 s</text>"));
    });
}

#[test]
fn servers_and_clients_have_lanes_before_anything_happens() {
    let trace = Trace::default();
    let index = Index::new(3, 2, Filter::default());
    let view = View { trace: &trace, index: &index, in_flight: &[], now: Micros(0), since: 0 };
    let picture = Picture::new(frame(0, 1_000), &view, &|_| None);
    let ends: Vec<Endpoint> = picture.lanes.iter().map(|lane| lane.end).collect();
    assert_eq!(ends, index.ends().collect::<Vec<_>>());
    assert_eq!(picture.nearest(&view, Point { x: 400.0, y: 30.0 }), None);
}
