//! How it all stands on the page.

use super::table::{Do, Table};
use super::{Comparing, choose, diagrams, done, figures, player, playing, share};
use crate::dialog::Link;
use crate::dom;
use crate::icon::{Icon, icon};
use crate::keeping::FileButton;
use crate::keys;
use crate::narration::bold;
use crate::session::{Change, Keys, Msg, Notice, Session};
use crate::shared::Shared;
use crate::stage::Stage;
use crate::words::Words;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::{
    Callback, Html, Properties, UseReducerHandle, component, hook, html, use_effect_with, use_memo,
    use_mut_ref, use_node_ref, use_reducer, use_state_eq,
};

/// With what the ids of each side's stage begin.
const IDS: [&str; 3] = ["a-", "b-", "c-"];

#[derive(Properties, PartialEq)]
struct ViewProps {
    comparing: Comparing,
    /// What is beneath.
    laboratory: Shared<Session>,
    send: Callback<Msg>,
    words: &'static Words,
}

/// Runs side by side, in the place of the laboratory.
pub(crate) fn comparing(session: &Session, open: &Comparing, send: &Callback<Msg>) -> Html {
    html! {
        <View
            comparing={open.clone()}
            laboratory={Shared::new(session.clone())}
            {send}
            words={session.words}
        />
    }
}

#[component]
fn View(props: &ViewProps) -> Html {
    let table = {
        let (open, laboratory) = (props.comparing.clone(), props.laboratory.clone());
        use_reducer(move || Table::new(open, &laboratory))
    };
    let send = {
        let dispatcher = table.dispatcher();
        use_memo((), move |()| Callback::from(move |what| dispatcher.dispatch(what)))
    };
    let send: Callback<Do> = (*send).clone();
    playing::use_playing_all(table.runs(), &table.comparing.together, &table.clock, &send);
    use_keys(&table, &send);
    {
        // Another comparison takes the place of this one; what has the focus keeps it.
        let (send, laboratory) = (send.clone(), props.laboratory.clone());
        let is_open = table.comparing.is(&props.comparing);
        use_effect_with((props.comparing.clone(), is_open), move |(open, is_open)| {
            if !is_open {
                send.emit(Do::Open(open.clone(), laboratory));
            }
        });
    }
    // What keeps the page learns that a person has done something.
    use_effect_with((table.comparing.clone(), props.send.clone()), |(open, send)| {
        if open.revision > 0 {
            send.emit(Msg::Change(Change::Compare(open.clone())));
        }
    });
    let host = use_node_ref();
    use_effect_with(host.clone(), |host| {
        let before = dom::focused();
        dom::focus_first(host, "h1");
        move || dom::give_back(before)
    });
    let words = props.words;
    let part = |table: &UseReducerHandle<Table>, of: u32, draw: Draw, place: usize| {
        let (table, send) = (table.clone(), send.clone());
        html! { <Part {table} {of} {draw} {place} {send} {words} /> }
    };
    let side = |place: usize| {
        let title = &table.titles[place];
        html! {
            <section class="compare-side" key={place} aria-label={title.clone()}>
                <h2>{ title.clone() }</h2>
                <SideStage
                    session={Shared(table.sides[place].clone())}
                    runs={table.runs()}
                    {place}
                    send={&send}
                />
                { part(&table, table.beside, told, place) }
            </section>
        }
    };
    let close_menu = send.reform(|_| Do::All(Msg::CloseMenu));
    let has_menu = table.sides.iter().any(|side| side.menu.is_some());
    html! {
        <main
            class="comparing"
            aria-label={words.later().comparing.region}
            ref={host}
            onclick={has_menu.then_some(close_menu)}
        >
            <Head
                comparing={props.comparing.clone()}
                laboratory={props.laboratory.clone()}
                to_page={props.send.clone()}
                send={send.clone()}
                words={props.words}
            />
            { notice(&table, props, &send) }
            { part(&table, table.below, above, 0) }
            <div class={format!("compare-sides of-{}", table.sides.len())}>
                { for (0..table.sides.len()).map(side) }
            </div>
            { part(&table, table.beside, |it| player::player(&it.table, it.words, &it.send), 0) }
            { part(&table, table.below, below, 0) }
            // One node, so that what stands before it stays when there are more sides.
            <div>
                { for table.sides.iter().enumerate().map(|(place, side)| {
                    let send = send.reform(move |msg| Do::Side(place, msg));
                    crate::dialog::dialogs(side, &send)
                }) }
            </div>
        </main>
    }
}

/// How a part of the page is drawn.
type Draw = fn(&PartProps) -> Html;

/// A part of the page, which is drawn again when another revision of the table is to be seen.
#[derive(Properties, Clone)]
struct PartProps {
    table: UseReducerHandle<Table>,
    /// The revision.
    of: u32,
    draw: Draw,
    /// The side that it is about, if it is about one.
    place: usize,
    send: Callback<Do>,
    words: &'static Words,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
    }
}

#[component]
fn Part(props: &PartProps) -> Html {
    (props.draw)(props)
}

/// What was broken on a side, and what just happened there.
fn told(props: &PartProps) -> Html {
    let side = &props.table.sides[props.place];
    let words = props.words;
    let told = side.told.as_ref().and_then(|told| told.narration.sentences.first());
    let all = side.scene.properties.iter();
    let broken = all.filter_map(|property| Some((property, property.broken.as_ref()?)));
    let broken = broken.min_by_key(|(_, broken)| broken.event).map(|(property, broken)| {
        let expected = side.controls.map(|it| (it.expected)(&side.experiment, property, words));
        html! {
            <div class="compare-broken">
                <p>{ bold(&broken.sentence) }</p>
                { for expected }
            </div>
        }
    });
    let name = (words.later().comparing.told)(&props.table.titles[props.place]);
    html! {
        <>
            <div>{ for broken }</div>
            <p class="compare-told" role="status" aria-label={name}>
                { for told.map(|told| bold(&told.text)) }
            </p>
        </>
    }
}

/// The tools of all sides, and what there is to see in them.
fn above(props: &PartProps) -> Html {
    html! {
        <div class="compare-tools">
            { player::tools_of_all(&props.table, props.words, &props.send) }
            <p>{ props.table.comparing.together.caption().to_string() }</p>
        </div>
    }
}

/// The diagrams of all sides, what was done to them, and what it cost.
fn below(props: &PartProps) -> Html {
    let PartProps { table, send, words, .. } = props;
    html! {
        <div class="compare-below">
            <div>
                { diagrams::diagrams(table, words, send) }
                { table.with(|all| done::table(all, words, send)) }
            </div>
            { figures::figures(table, words) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SideStageProps {
    session: Shared<Session>,
    runs: Option<crate::session::Speed>,
    place: usize,
    send: Callback<Do>,
}

/// The stage of a side. What it tells is told with which side it was, by the same callback every
/// time, so that what stands still is not drawn again.
#[component]
fn SideStage(props: &SideStageProps) -> Html {
    let side = &props.session;
    let told = use_memo((props.send.clone(), props.place), |(send, place)| {
        let place = *place;
        send.reform(move |msg| Do::Side(place, msg))
    });
    html! {
        <Stage
            experiment={&side.experiment}
            scene={&side.scene}
            clock={&side.clock}
            runs={props.runs}
            selected={side.selected}
            tool={side.tool}
            group={side.group.clone()}
            menu={side.menu}
            controls={side.controls}
            send={&*told}
            words={side.words}
            ids={IDS[props.place % IDS.len()]}
        />
    }
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    comparing: Comparing,
    laboratory: Shared<Session>,
    /// Tells the page.
    to_page: Callback<Msg>,
    send: Callback<Do>,
    words: &'static Words,
}

/// What is compared, another choice, and how to share it.
#[component]
fn Head(props: &HeadProps) -> Html {
    let shares = use_state_eq(|| false);
    let toggle = {
        let shares = shares.clone();
        Callback::from(move |_| shares.set(!*shares))
    };
    let words = &props.words.later().comparing;
    html! {
        <>
            <div class="compare-head">
                <h1 tabindex="-1">{ words.region }</h1>
                { choose::choices(&props.laboratory, &props.comparing, &props.to_page) }
                <div class="compare-ends">
                    <button
                        type="button"
                        class="button is-plain"
                        aria-expanded={if *shares { "true" } else { "false" }}
                        onclick={toggle}
                    >
                        { props.words.header.share }
                    </button>
                    <button
                        type="button"
                        class="button"
                        onclick={props.to_page.reform(|_| Msg::CloseDialog)}
                    >
                        { words.close }
                    </button>
                </div>
            </div>
            <div class="compare-share" hidden={!*shares}>
                if *shares { { sharing(props) } }
            </div>
        </>
    }
}

/// The comparison as a link, as a file and as a picture; and another file.
fn sharing(props: &HeadProps) -> Html {
    let words = props.words;
    let dialog = &words.later().dialog.share;
    let failed = props.send.reform(|why| Do::All(Msg::Notice(Notice::Problem(why))));
    html! {
        <>
            <Link opened={props.laboratory.opened()} {words} />
            <ul class="share-formats">
                { share::save_button(&props.comparing, words, failed.clone()) }
                { share::picture_buttons(&props.comparing, words, failed) }
                <li>
                    <span><FileButton id="compare-file" send={&props.to_page} {words} /></span>
                    <span class="quiet">{ dialog.open_what }</span>
                </li>
            </ul>
        </>
    }
}

/// A message to the person. Its place is always in the page, so that a change of it is read out.
fn notice(table: &Table, props: &ViewProps, send: &Callback<Do>) -> Html {
    let here = send.reform(|()| Do::All(Msg::CloseNotice));
    let (found, close) = match &props.laboratory.notice {
        Some(notice) => (Some(notice), props.send.reform(|()| Msg::CloseNotice)),
        None => (table.notice.as_ref(), here),
    };
    let shown = found.map(|notice| {
        let (class, text) = match notice {
            Notice::Problem(text) => ("notice is-problem", Html::from(text)),
            Notice::Remark(text) => ("notice", Html::from(text)),
            Notice::Offer(offer) => ("notice", offer(&props.send, props.words)),
        };
        let dismiss = props.words.notices.dismiss;
        html! {
            <div {class}>
                <p>{ text }</p>
                <button
                    type="button"
                    class="button is-plain"
                    aria-label={dismiss}
                    onclick={close.reform(|_| ())}
                >
                    { icon(Icon::Close) }
                </button>
            </div>
        }
    });
    html! { <div class="notices" role="alert">{ for shown }</div> }
}

/// The page's own keys, for all sides.
#[hook]
fn use_keys(table: &UseReducerHandle<Table>, send: &Callback<Do>) {
    let newest = use_mut_ref(|| None::<Rc<Table>>);
    newest.replace(Some(Rc::new((**table).clone())));
    let send = send.clone();
    use_effect_with((), move |()| {
        let listening = dom::listen(&["keydown"], move |event| {
            let newest: &RefCell<Option<Rc<Table>>> = &newest;
            let Some(table) = newest.borrow().clone() else { return };
            let asks = table.sides.iter().any(|side| side.dialog.is_some());
            let side = table.active();
            if asks || side.keys == Keys::Off {
                return;
            }
            let event = event.unchecked_ref();
            if let Some(msg) = keys::msg(event, side) {
                event.prevent_default();
                send.emit(Do::All(msg));
            }
        });
        move || drop(listening)
    });
}
