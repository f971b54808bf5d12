//! The page: its regions, and what happens to the whole of it.

use crate::controls::controls;
use crate::dom;
use crate::header::Header;
use crate::icon::{Icon, icon};
use crate::keys;
use crate::narration::Narration;
use crate::panel::{Panel, Tab};
use crate::player::{EventsProps, Player};
use crate::playing::use_playing;
use crate::session::{Keys, Msg, Notice, Session};
use crate::shared::Shared;
use crate::stage::Stage;
use crate::strip::Strip;
use machine::NodeId;
use simulator::Action;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::{
    Callback, Html, MouseEvent, Properties, UseReducerHandle, component, hook, html, use_callback,
    use_effect_with, use_memo, use_mut_ref, use_node_ref, use_reducer,
};

/// What the page opens with.
#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    /// The first run.
    pub(crate) first: Shared<Session>,
}

/// The page.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let session = {
        let first = props.first.clone();
        use_reducer(move || (*first).clone())
    };
    let send = {
        let dispatcher = session.dispatcher();
        use_memo((), move |()| Callback::from(move |msg| dispatcher.dispatch(msg)))
    };
    let send: Callback<Msg> = (*send).clone();
    let tell = use_tell(&send);
    use_keys(&session, &send);
    use_controls(session.controls.is_some(), &send);
    use_playing(
        session.runs().then_some(session.speed),
        &session.experiment,
        &session.clock,
        &send,
    );
    let host = use_node_ref();
    let run = session.experiment.with(|run| (run.setup().nodes, run.setup().seed));
    let words = session.words;
    let scene = &session.scene;
    html! {
        <>
            <Header
                profile={&session.profile}
                is_modified={scene.is_modified()}
                scenario={session.scenario.clone()}
                {run}
                experiment={&session.experiment}
                theme={session.theme}
                {host}
                controls={session.controls}
                send={&send}
                {words}
            />
            <main class="laboratory" onclick={close_menu(&session, &send)}>
                { spacetime(&session, &send) }
                <div class="left">
                    <Stage
                        experiment={&session.experiment}
                        {scene}
                        clock={&session.clock}
                        runs={session.runs().then_some(session.speed)}
                        selected={session.selected}
                        tool={session.tool}
                        group={session.group.clone()}
                        menu={session.menu}
                        controls={session.controls}
                        send={&send}
                        {words}
                    />
                    { notice(&session, &send) }
                    <Narration
                        scene={&session.beside}
                        told={session.told.clone()}
                        intro={session.profile.intro}
                        caption={session.caption.clone()}
                        is_fresh={session.is_fresh}
                        experiment={&session.experiment}
                        controls={session.controls}
                        send={&send}
                        {words}
                    />
                </div>
                <Player
                    experiment={&session.experiment}
                    scene={&session.beside}
                    clock={&session.clock}
                    pace={session.pace}
                    diagram={session.diagram}
                    speed={session.speed}
                    send={&send}
                    {words}
                />
                <Strip
                    experiment={&session.experiment}
                    scene={&session.below}
                    clock={&session.clock}
                    on_seek={&tell.seek}
                    {words}
                />
                { panel(&session, &tell, &send) }
                { events(&session, &send) }
            </main>
            { dialog(&session, &send) }
            { keeper(&session, &send) }
        </>
    }
}

/// What the panel and the strip tell, as the same callbacks every time.
struct Tell {
    tab: Callback<Tab>,
    act: Callback<Action>,
    select: Callback<NodeId>,
    seek: Callback<u32>,
}

#[hook]
fn use_tell(send: &Callback<Msg>) -> Tell {
    Tell {
        tab: use_callback(send.clone(), |tab, send| send.emit(Msg::Tab(tab))),
        act: use_callback(send.clone(), |action, send| send.emit(Msg::Act(action))),
        select: use_callback(send.clone(), |node, send| send.emit(Msg::Select(node))),
        seek: use_callback(send.clone(), |position, send| send.emit(Msg::Seek(position))),
    }
}

/// The list of events, which lies below the edge of the window, once it is here.
fn events(session: &Session, send: &Callback<Msg>) -> Html {
    let Some(controls) = session.controls else {
        return html! { <section class="events" id="events" /> };
    };
    (controls.events)(EventsProps {
        experiment: session.experiment.clone(),
        scene: session.below.clone(),
        pace: session.pace,
        send: send.clone(),
        words: session.words,
    })
}

fn panel(session: &Session, tell: &Tell, send: &Callback<Msg>) -> Html {
    html! {
        <Panel
            scene={&session.beside}
            profile={&session.profile}
            selected={session.selected}
            tab={session.tab}
            experiment={&session.experiment}
            why={session.why.clone()}
            controls={session.controls}
            on_tab={&tell.tab}
            on_act={&tell.act}
            on_select={&tell.select}
            on_seek={&tell.seek}
            {send}
            words={session.words}
        />
    }
}

/// What lies over the page. It is one node even when it is nothing: the regions before it would
/// otherwise be taken for others, and be made anew.
fn dialog(session: &Session, send: &Callback<Msg>) -> Html {
    session.controls.map(|controls| (controls.dialogs)(session, send)).unwrap_or_default()
}

/// What keeps the run in the address and in the browser, once it is here.
fn keeper(session: &Session, send: &Callback<Msg>) -> Html {
    session.controls.map(|controls| (controls.keeper)(session, send)).unwrap_or_default()
}

/// The whole space-time diagram, if it is open. One node even when it is nothing, like the dialog.
fn spacetime(session: &Session, send: &Callback<Msg>) -> Html {
    match (session.diagram, session.controls) {
        (Some(shown), Some(controls)) => (controls.spacetime)(session, shown, send),
        (None, _) | (_, None) => Html::default(),
    }
}

/// A click beside an open menu closes it.
fn close_menu(session: &Session, send: &Callback<Msg>) -> Option<Callback<MouseEvent>> {
    session.menu.is_some().then(|| send.reform(|_| Msg::CloseMenu))
}

/// A message to the person. Its place is always in the page, so that a change of it is read out.
fn notice(session: &Session, send: &Callback<Msg>) -> Html {
    let shown = session.notice.as_ref().map(|notice| {
        let (class, text) = match notice {
            Notice::Problem(text) => ("notice is-problem", Html::from(text)),
            Notice::Remark(text) => ("notice", Html::from(text)),
            Notice::Offer(offer) => ("notice", offer(send, session.words)),
        };
        let dismiss = session.words.notices.dismiss;
        html! {
            <div {class}>
                <p>{ text }</p>
                <button
                    type="button"
                    class="button is-plain"
                    aria-label={dismiss}
                    title={dismiss}
                    onclick={send.reform(|_| Msg::CloseNotice)}
                >
                    { icon(Icon::Close) }
                </button>
            </div>
        }
    });
    html! { <div class="notices" role="alert">{ for shown }</div> }
}

/// Fetches the controls when a person first stirs, and again if that failed.
#[hook]
fn use_controls(are_here: bool, send: &Callback<Msg>) {
    let send = send.clone();
    use_effect_with(are_here, move |are_here| {
        let heard = (!are_here).then(|| {
            let is_asked = Rc::new(Cell::new(false));
            dom::listen(
                &["pointermove", "pointerdown", "keydown", "focusin", "change", "dragenter"],
                move |_| {
                    if is_asked.replace(true) {
                        return;
                    }
                    let (send, is_asked) = (send.clone(), is_asked.clone());
                    wasm_bindgen_futures::spawn_local(async move {
                        let fetched = controls().await;
                        is_asked.set(false);
                        send.emit(Msg::Controls(fetched));
                    });
                },
            )
        });
        move || drop(heard)
    });
}

/// The page's own keys.
#[hook]
fn use_keys(session: &UseReducerHandle<Session>, send: &Callback<Msg>) {
    let newest = use_mut_ref(|| None::<Rc<Session>>);
    newest.replace(Some(Rc::new((**session).clone())));
    let send = send.clone();
    use_effect_with((), move |()| {
        let listening = dom::listen(&["keydown"], move |event| {
            let newest: &RefCell<Option<Rc<Session>>> = &newest;
            let session = newest.borrow().clone();
            let Some(session) = session.filter(|it| it.keys == Keys::On && it.dialog.is_none())
            else {
                return;
            };
            let event = event.unchecked_ref();
            if let Some(msg) = keys::msg(event, &session) {
                event.prevent_default();
                send.emit(msg);
            }
        });
        move || drop(listening)
    });
}
