//! How many servers, and the seed: what a new run starts from.

use crate::dom;
use crate::form::{Field, Keyboard};
use crate::keeping::FileButton;
use crate::session::{Change, Msg, setup};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Profile;
use yew::prelude::{
    AttrValue, Callback, Html, KeyboardEvent, NodeRef, Properties, SubmitEvent, component, html,
    use_effect_with, use_state_eq,
};

/// What the open run started from.
#[derive(Properties, PartialEq)]
pub(crate) struct RunFormProps {
    /// The button that the form lies behind.
    pub(super) host: NodeRef,
    pub(super) profile: Shared<Profile>,
    /// How many servers, and the seed.
    pub(super) run: (u8, u64),
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// What a person typed.
#[derive(Clone, PartialEq)]
struct Typed {
    servers: String,
    seed: String,
}

impl Typed {
    fn new((servers, seed): (u8, u64)) -> Self {
        Typed { servers: servers.to_string(), seed: seed.to_string() }
    }

    fn servers(&self, profile: &Profile) -> Option<u8> {
        let (least, most) = profile.nodes;
        self.servers.trim().parse().ok().filter(|count| (least..=most).contains(count))
    }

    fn seed(&self) -> Option<u64> {
        self.seed.trim().parse().ok()
    }
}

/// The form.
pub(crate) fn run_form(props: RunFormProps) -> Html {
    html! { <RunForm ..props /> }
}

/// The form.
#[component]
fn RunForm(props: &RunFormProps) -> Html {
    let words = &props.words.later().run_form;
    let typed = use_state_eq(|| Typed::new(props.run));
    let is_tried = use_state_eq(|| false);
    {
        let (typed, is_tried) = (typed.clone(), is_tried.clone());
        use_effect_with(props.run, move |run| {
            typed.set(Typed::new(*run));
            is_tried.set(false);
        });
    }
    use_effect_with(props.host.clone(), |host| {
        let details = host.clone();
        let listening = dom::listen(&["pointerdown"], move |event| {
            if !dom::is_inside(&details, &event) {
                dom::close_details(&details);
            }
        });
        move || drop(listening)
    });
    let onkeydown = {
        let host = props.host.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                dom::close_details(&host);
                dom::focus_first(&host, "summary");
                event.stop_propagation();
            }
        })
    };
    let onsubmit = {
        let (typed, is_tried, host) = (typed.clone(), is_tried.clone(), props.host.clone());
        let (profile, send) = (props.profile.clone(), props.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_tried.set(true);
            if let (Some(servers), Some(seed)) = (typed.servers(&profile), typed.seed()) {
                dom::close_details(&host);
                is_tried.set(false);
                send.emit(Msg::Change(Change::New(setup(profile.name, servers, seed))));
            }
        })
    };
    let (least, most) = props.profile.nodes;
    let servers_wrong = (*is_tried && typed.servers(&props.profile).is_none())
        .then(|| (words.expect_servers)(least, most));
    let seed_wrong = (*is_tried && typed.seed().is_none()).then(|| words.expect_seed.to_string());
    let (old, set) = ((*typed).clone(), typed.setter());
    let on_servers = {
        let (old, set) = (old.clone(), set.clone());
        Callback::from(move |servers| set.set(Typed { servers, ..old.clone() }))
    };
    let on_seed = Callback::from(move |seed| set.set(Typed { seed, ..old.clone() }));
    let close = {
        let host = props.host.clone();
        Callback::from(move |()| dom::close_details(&host))
    };
    html! {
        <form {onsubmit} {onkeydown} novalidate=true>
            <Field
                id="run-servers"
                label={words.servers}
                value={typed.servers.clone()}
                keyboard={Keyboard::Number}
                problem={servers_wrong.map(AttrValue::from)}
                on_input={on_servers}
            />
            <Field
                id="run-seed"
                label={words.seed}
                value={typed.seed.clone()}
                keyboard={Keyboard::Number}
                problem={seed_wrong.map(AttrValue::from)}
                on_input={on_seed}
            />
            <button type="submit" class="button is-primary">{ words.new_run }</button>
            <FileButton id="run-file" on_chosen={close} send={&props.send} words={props.words} />
        </form>
    }
}
