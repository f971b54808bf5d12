//! The space-time diagrams of all sides below each other, on one time axis.

use super::table::{Do, Table};
use crate::clock::Clock;
use crate::dom;
use crate::session::{ExperimentHandle, Pace, Session};
use crate::shared::Shared;
use crate::size::use_size;
use crate::spacetime::{Playhead, Text};
use crate::words::Words;
use catalog::Experiment;
use diagram::{Filter, Frame, Index, Insets, Picture, View, Window, lanes_svg, plot_svg};
use machine::Micros;
use simulator::Scene;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::{
    AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_mut_ref, use_node_ref,
    use_state_eq,
};

/// The margins round the lanes.
const INSETS: Insets = Insets { top: 24.0, right: 16.0, bottom: 44.0, left: 44.0 };
/// The height of a lane.
const LANE: f64 = 21.0;
/// How long pictures stay while time passes, in milliseconds.
const STAYS_MS: f64 = 220.0;
/// More messages than these are not shown at first all together.
const MESSAGES: usize = 700;
/// How much time is shown at first of a longer run, and the least that ever is.
const FIRST: Micros = Micros::from_ms(2_000);
const LEAST: Micros = Micros::from_ms(5);

/// What is drawn.
#[derive(Properties, PartialEq, Clone)]
pub(super) struct DiagramsProps {
    sides: Vec<(ExperimentHandle, Shared<Scene>)>,
    titles: Vec<AttrValue>,
    clock: Clock,
    pace: Pace,
    /// That of the table: with another one there is something to look at.
    revision: u32,
    /// That of what a person did, which playing leaves as it is.
    done: u32,
    send: Callback<Do>,
    words: &'static Words,
}

/// The diagrams of what is open.
pub(super) fn diagrams(table: &Table, words: &'static Words, send: &Callback<Do>) -> Html {
    let side = |side: &Rc<Session>| (side.experiment.clone(), side.scene.clone());
    let props = DiagramsProps {
        sides: table.sides.iter().map(side).collect(),
        titles: table.titles.clone(),
        clock: table.clock.clone(),
        pace: table.pace,
        revision: table.below,
        done: table.comparing.revision,
        send: send.clone(),
        words,
    };
    // What a person looks at in one comparison is nothing to another.
    let key = Rc::as_ptr(&table.comparing.together).cast::<()>().addr();
    html! { <Diagrams {key} ..props /> }
}

/// One side as it was drawn last.
struct Drawn {
    index: Index,
    experiment: ExperimentHandle,
    lanes: AttrValue,
    plot: AttrValue,
    frame: Frame,
}

/// What of a run a picture shows: how many events are known, and at their end the time that it is.
type Known = (usize, Option<Micros>);

/// What pictures are drawn from: the same again gives the same pictures.
#[derive(PartialEq)]
struct Source {
    window: Window,
    width: u32,
    done: u32,
    known: Vec<Known>,
}

/// What is remembered from one look to the next.
#[derive(Default)]
struct Desk {
    drawn: Vec<Drawn>,
    at: f64,
    source: Option<Source>,
}

#[component]
fn Diagrams(props: &DiagramsProps) -> Html {
    let host = use_node_ref();
    let size = use_size(&host);
    let desk = use_mut_ref(Desk::default);
    // A person has chosen what is seen; otherwise it is all, if that is not too much.
    let chosen = use_state_eq(|| None::<Window>);
    let words = &props.words.later().spacetime;
    let seen = window(props, &desk, *chosen);
    if let Some((width, _)) = size {
        look(props, &mut desk.borrow_mut(), seen, width);
    }
    let whole = whole(props);
    let zoom = |times: f64| {
        let (chosen, clock) = (chosen.setter(), props.clock.clone());
        Callback::from(move |_: MouseEvent| {
            let around = seen.clamp(clock.now());
            chosen.set(Some(seen.zoom(around, times, LEAST, whole.length())));
        })
    };
    let all = {
        let chosen = chosen.setter();
        Callback::from(move |_: MouseEvent| chosen.set(Some(whole)))
    };
    let button = |name: &'static str, onclick: Callback<MouseEvent>| {
        html! { <button type="button" class="button is-plain" {onclick}>{ name }</button> }
    };
    let desk = desk.borrow();
    html! {
        <section class="compare-diagrams" aria-label={words.region}>
            <div class="compare-zoom" role="group" aria-label={words.zoom}>
                { button(words.zoom_in, zoom(0.5)) }
                { button(words.zoom_out, zoom(2.0)) }
                { button(words.fit, all) }
            </div>
            <div class="compare-pictures" ref={host}>
                { for desk.drawn.iter().zip(&props.titles).map(|(drawn, title)| {
                    one(drawn, title, props)
                }) }
            </div>
        </section>
    }
}

/// The picture of one side. A click goes to the time that was clicked.
fn one(drawn: &Drawn, title: &AttrValue, props: &DiagramsProps) -> Html {
    let frame = drawn.frame;
    let onclick = props.send.reform(move |event: MouseEvent| {
        Do::Time(frame.moment(f64::from(event.offset_x()) + frame.insets.left))
    });
    let known = drawn.experiment.with(last);
    let place = format!(
        "left:{}px;width:{}px",
        crate::px::px(frame.insets.left),
        crate::px::px(frame.plot_width())
    );
    let name = (props.words.later().comparing.diagram)(title);
    html! {
        <figure class="compare-picture" key={title.to_string()}>
            <figcaption>{ title.clone() }</figcaption>
            <div
                class="spacetime-still"
                role="img"
                aria-label={name}
                style={format!("height:{}px", crate::px::px(frame.height))}
            >
                <Text text={drawn.lanes.clone()} />
                <div class="spacetime-view compare-plot" style={place.clone()} {onclick}>
                    <div
                        class="compare-shift"
                        style={format!("margin-left:-{}px", crate::px::px(frame.insets.left))}
                    >
                        <Text text={drawn.plot.clone()} />
                    </div>
                </div>
                <Playhead clock={&props.clock} {frame} {known} {place} />
            </div>
        </figure>
    }
}

fn last(run: &dyn Experiment) -> Micros {
    run.trace().events.last().map_or(Micros(0), |event| event.at)
}

/// All that is known of all sides, in steps, so that it does not grow with every event.
fn whole(props: &DiagramsProps) -> Window {
    let ends = props.sides.iter().map(|(run, _)| run.with(|run| last(run).max(run.now())));
    let end = ends.max().unwrap_or_default().0;
    let step = (end.next_power_of_two() / 16).max(1_000);
    Window { from: Micros(0), to: Micros((end + 1).div_ceil(step) * step + step / 8) }
}

/// What is seen: the same time of every side.
fn window(props: &DiagramsProps, desk: &Rc<RefCell<Desk>>, chosen: Option<Window>) -> Window {
    let now = props.sides.first().map_or(Micros(0), |(run, _)| run.with(|run| run.now()));
    let whole = whole(props);
    let messages = desk.borrow().drawn.iter().map(|drawn| drawn.index.messages()).max();
    let seen = match chosen {
        Some(window) => window,
        None if messages.unwrap_or(0) > MESSAGES => {
            Window { from: Micros(0), to: FIRST.min(whole.to) }
        }
        None => whole,
    };
    seen.follow(now, 92)
}

/// Draws all sides in this window, unless they are drawn so already.
fn look(props: &DiagramsProps, desk: &mut Desk, window: Window, width: f64) {
    let is_same = desk.drawn.len() == props.sides.len()
        && desk.drawn.iter().zip(&props.sides).all(|(drawn, (run, _))| drawn.experiment == *run);
    let known = props.sides.iter().map(known).collect();
    let source = Source { window, width: width as u32, done: props.done, known };
    let drawn = desk.source.as_ref().filter(|_| is_same);
    let stays = props.pace == Pace::Playing && dom::page_time() - desk.at < STAYS_MS;
    let is_drawn = drawn.is_some_and(|drawn| {
        let is_near = stays && (drawn.window, drawn.width) == (source.window, source.width);
        is_near || *drawn == source
    });
    if is_drawn {
        return;
    }
    desk.at = dom::page_time();
    desk.source = Some(source);
    let mut before = std::mem::take(&mut desk.drawn).into_iter();
    for (run, scene) in &props.sides {
        let index = before.next().filter(|_| is_same).map(|drawn| drawn.index);
        desk.drawn.push(draw(props, run, scene, (index, window, width)));
    }
}

fn known((run, scene): &(ExperimentHandle, Shared<Scene>)) -> Known {
    let is_end = scene.event == scene.length;
    run.with(|run| (run.trace().events.len(), is_end.then(|| run.now())))
}

fn draw(
    props: &DiagramsProps,
    experiment: &ExperimentHandle,
    scene: &Scene,
    (index, window, width): (Option<Index>, Window, f64),
) -> Drawn {
    experiment.with(|run| {
        let (trace, setup) = (run.trace(), run.setup());
        let fresh = || Index::new(setup.nodes, setup.clients, Filter::default());
        let mut index = index.unwrap_or_else(fresh);
        index.follow(trace);
        let in_flight = if scene.event == scene.length { &*scene.messages } else { &[] };
        let lanes = f64::from(setup.nodes) + f64::from(setup.clients);
        let height = INSETS.top + LANE * (lanes - 1.0) + INSETS.bottom;
        let frame = Frame { width, height, insets: INSETS, window };
        let view = View { trace, index: &index, in_flight, now: run.now(), since: 0 };
        let language = props.words.language;
        let name = |event| run.narrate(event, language).mark.map(|(_, label)| label);
        let picture = Picture::new(frame, &view, &name);
        let svg = format!(
            "<svg class=\"space-time\" width=\"{}\" height=\"{}\" aria-hidden=\"true\">",
            width.round(),
            height.round(),
        );
        Drawn {
            lanes: format!("{svg}{}</svg>", lanes_svg(&picture)).into(),
            plot: format!("{svg}{}</svg>", plot_svg(&picture, None)).into(),
            experiment: experiment.clone(),
            frame,
            index,
        }
    })
}
