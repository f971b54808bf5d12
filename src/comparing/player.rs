//! One player for all sides, over one time.

use super::table::{Do, Table};
use crate::clock::{Clock, Looks, use_now};
use crate::icon::{Icon, icon};
use crate::picker::Picker;
use crate::session::{Change, Msg, Pace, Speed, Together, Way};
use crate::stage::{ToolsProps, tools};
use crate::words::Words;
use machine::Micros;
use yew::TargetCast;
use yew::prelude::{AttrValue, Callback, Html, InputEvent, Properties, component, html};

/// The player.
pub(super) fn player(table: &Table, words: &'static Words, send: &Callback<Do>) -> Html {
    let player = &words.player;
    let all = send.reform(Do::All);
    let press = |name: &'static str, sign: Icon, msg: fn() -> Msg| {
        let onclick = all.reform(move |_| msg());
        html! {
            <button type="button" class="button" aria-label={name} title={name} {onclick}>
                { icon(sign) }
            </button>
        }
    };
    let (sign, word) = match table.pace {
        Pace::Playing => (Icon::Pause, player.pause),
        Pace::Still => (Icon::Play, player.play),
    };
    html! {
        <section class="player compare-player" aria-label={player.player}>
            <div class="player-buttons">
                { press(player.to_start, Icon::ToStart, || Msg::Seek(0)) }
                { press(player.step_back, Icon::Back, || Msg::Step(Way::Back, 1)) }
                <button
                    type="button"
                    class="button is-primary player-play"
                    onclick={all.reform(|_| Msg::TogglePlay)}
                >
                    { icon(sign) }<span>{ word }</span>
                </button>
                { press(player.step_forward, Icon::Forward, || Msg::Step(Way::Forward, 1)) }
                { press(player.previous_marker, Icon::PreviousMarker, || Msg::Marker(Way::Back)) }
                { press(player.next_marker, Icon::NextMarker, || Msg::Marker(Way::Forward)) }
            </div>
            <Place
                together={table.comparing.together.clone()}
                clock={table.clock.clone()}
                {words}
                send={send.clone()}
            />
            <div class="player-rest">
                { press(player.undo, Icon::Undo, || Msg::Change(Change::Undo)) }
                { press(player.redo, Icon::Redo, || Msg::Change(Change::Redo)) }
                { speed(table, words, &all) }
            </div>
        </section>
    }
}

/// The time of which comparison.
#[derive(Properties)]
struct PlaceProps {
    together: Together,
    clock: Clock,
    words: &'static Words,
    send: Callback<Do>,
}

impl PartialEq for PlaceProps {
    /// Another comparison has another clock.
    fn eq(&self, other: &Self) -> bool {
        self.clock == other.clock && std::ptr::eq(self.words, other.words)
    }
}

/// The time of all sides, which passes between their events too, and one slider over it.
#[component]
fn Place(props: &PlaceProps) -> Html {
    use_now(&props.clock, Looks::Seldom);
    let (now, end) = {
        let all = props.together.all().borrow();
        (all.now(), all.end())
    };
    let oninput = props.send.reform(|event: InputEvent| {
        let value = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        Do::Time(Micros(value.parse().unwrap_or(0)))
    });
    let text = (props.words.later().comparing.place)(&now.to_string(), &end.to_string());
    html! {
        <>
            <p class="player-place">{ text.clone() }</p>
            <input
                type="range"
                class="player-slider"
                aria-label={props.words.player.position}
                aria-valuetext={text}
                min="0"
                max={end.0.to_string()}
                step="1000"
                value={now.0.to_string()}
                {oninput}
            />
        </>
    }
}

fn speed(table: &Table, words: &'static Words, all: &Callback<Msg>) -> Html {
    let on_choose = all.reform(|place| Msg::Speed(Speed::at(place)));
    let options: Vec<AttrValue> = Speed::all().map(|speed| speed.text().into()).collect();
    let chosen = Speed::all().position(|speed| speed == table.speed).unwrap_or(0);
    html! { <Picker name={words.player.speed} class="mono" {options} {chosen} {on_choose} /> }
}

/// One set of tools for the stages of all sides.
pub(super) fn tools_of_all(table: &Table, words: &'static Words, send: &Callback<Do>) -> Html {
    let gathered = table.sides.iter().map(|side| &side.group).find(|group| !group.is_empty());
    let group = gathered.map_or(&[][..], Vec::as_slice);
    tools(&ToolsProps {
        of: "compare-tool",
        tool: table.tool,
        group,
        send: &send.reform(Do::All),
        words,
    })
}
