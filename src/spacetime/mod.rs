//! The whole space-time diagram, with zoom and filters, in the place of stage and panel.
//!
//! The picture is drawn as text for a little more time than can be seen and moved under its frame,
//! so that panning draws nothing anew; what is pointed at is laid over it. All of this is fetched
//! late, its style sheet too.

mod desk;
mod keys;
mod other;
mod pictures;
mod playhead;
mod pointing;
mod saving;
mod telling;
mod tools;

use crate::clock::Clock;
use crate::dom;
use crate::session::{ExperimentHandle, Msg, Pace, Session, Shown};
use crate::shared::Shared;
use crate::size::use_size;
use crate::words::Words;
use desk::{Desk, Looked};
use machine::Micros;
pub(crate) use pictures::Text;
use pictures::{pictures, plot_place};
pub(crate) use playhead::Playhead;
use pointing::Pointing;
use simulator::Scene;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::{
    Callback, Html, KeyboardEvent, Properties, component, html, use_effect_with, use_force_update,
    use_mut_ref, use_node_ref,
};

/// What the diagram shows, and whom it tells.
#[derive(Clone, Properties, PartialEq)]
struct SpacetimeProps {
    /// What is drawn.
    shown: Shown,
    /// The run.
    experiment: ExperimentHandle,
    /// Another number whenever the run has changed.
    revision: u32,
    /// The run as it is now, or was in the last frames.
    scene: Shared<Scene>,
    /// The time.
    clock: Clock,
    /// Whether it passes.
    pace: Pace,
    /// Whom to tell.
    send: Callback<Msg>,
    /// The language.
    words: &'static Words,
}

/// The diagram of what is open.
pub(crate) fn spacetime(session: &Session, shown: Shown, send: &Callback<Msg>) -> Html {
    html! {
        <Spacetime
            {shown}
            experiment={&session.experiment}
            revision={session.revision}
            scene={&session.below}
            clock={&session.clock}
            pace={session.pace}
            {send}
            words={session.words}
        />
    }
}

/// What the parts of the diagram need to change it.
#[derive(Clone)]
struct Hand {
    desk: Rc<RefCell<Desk>>,
    /// Draws it again.
    redraw: Callback<()>,
}

impl Hand {
    /// What is seen.
    fn looked(&self) -> Option<Rc<Looked>> {
        self.desk.borrow().looked.clone()
    }

    /// Changes what is seen.
    fn change(&self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.desk.borrow_mut());
        self.redraw.emit(());
    }
}

#[component]
fn Spacetime(props: &SpacetimeProps) -> Html {
    let host = use_node_ref();
    let size = use_size(&host);
    let desk = use_mut_ref(Desk::default);
    let update = use_force_update();
    use_effect_with((), |()| {
        let before = dom::focused();
        move || dom::give_back(before)
    });
    // There is a field as soon as its size is known.
    use_effect_with((host.clone(), size.is_some()), |(host, _)| {
        dom::focus_first(host, ".spacetime-field");
    });
    let looked = size.map(|size| Rc::new(desk.borrow_mut().look(props, size)));
    desk.borrow_mut().looked.clone_from(&looked);
    let redraw = Callback::from(move |()| update.force_update());
    let hand = Hand { desk, redraw };
    let words = &props.words.later().spacetime;
    let send = props.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            send.emit(Msg::Diagram(None));
        }
    });
    html! {
        <section class="spacetime" aria-label={words.region} {onkeydown}>
            { tools::tools(props, &hand) }
            { telling::legend(props, &hand) }
            <div class="spacetime-host" ref={host}>
                if let Some(looked) = &looked {
                    { field(props, &hand, looked) }
                }
            </div>
            { telling::detail(props, &hand) }
        </section>
    }
}

fn field(props: &SpacetimeProps, hand: &Hand, looked: &Looked) -> Html {
    let words = &props.words.later().spacetime;
    let pointing = Pointing::new(hand, props);
    let is_tracing = looked.highlight.as_ref().is_some_and(|it| it.is_traced);
    let known =
        props.experiment.with(|run| run.trace().events.last().map_or(Micros(0), |it| it.at));
    html! {
        <div
            class={if is_tracing { "spacetime-field is-tracing" } else { "spacetime-field" }}
            role="application"
            tabindex="0"
            aria-label={words.field}
            aria-describedby="spacetime-detail"
            onkeydown={keys::pressed(hand, props)}
            onpointerdown={pointing.pressed()}
            onpointermove={pointing.moved()}
            onpointerup={pointing.released()}
            onpointercancel={pointing.lost()}
            onpointerleave={pointing.left()}
            onwheel={pointing.wheeled()}
        >
            { pictures(looked) }
            <Playhead
                clock={&props.clock}
                frame={looked.frame}
                {known}
                place={plot_place(looked)}
            />
        </div>
    }
}
