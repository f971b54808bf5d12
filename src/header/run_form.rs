//! How many servers, the seed, and the protocol's options: what a new run starts from.

use crate::dom;
use crate::form::{Field, Keyboard, OptionsDraft, OptionsProps, options};
use crate::keeping::FileButton;
use crate::session::{Change, ExperimentHandle, Msg, setup};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Profile;
use machine::OptionInfo;
use simulator::Setup;
use std::collections::BTreeMap;
use yew::prelude::{
    AttrValue, Callback, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, SubmitEvent,
    component, html, use_effect_with, use_state_eq,
};

/// What the open run started from.
#[derive(Clone, Properties, PartialEq)]
pub(crate) struct RunFormProps {
    /// The button that the form lies behind.
    pub(super) host: NodeRef,
    pub(super) profile: Shared<Profile>,
    /// How many servers, and the seed.
    pub(super) run: (u8, u64),
    pub(super) experiment: ExperimentHandle,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// What a person typed.
#[derive(Clone, PartialEq)]
struct Typed {
    servers: String,
    seed: String,
    options: OptionsDraft,
}

impl Typed {
    fn new(props: &RunFormProps) -> Self {
        let (servers, seed) = props.run;
        let options = props.experiment.with(|run| {
            OptionsDraft::of(run.info(props.words.language).options, &run.setup().options)
        });
        Typed { servers: servers.to_string(), seed: seed.to_string(), options }
    }

    /// The run that it describes, if all of it can be read.
    fn setup(&self, profile: &Profile, known: &'static [OptionInfo]) -> Option<Setup> {
        let options = self.options.set(known)?;
        Some(Setup { options, ..setup(profile.name, self.servers(profile)?, self.seed()?) })
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
    let known = props.experiment.with(|run| run.info(props.words.language).options);
    let typed = use_state_eq(|| Typed::new(props));
    let is_tried = use_state_eq(|| false);
    {
        let (typed, is_tried) = (typed.clone(), is_tried.clone());
        use_effect_with(props.clone(), move |props| {
            typed.set(Typed::new(props));
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
            if let Some(setup) = typed.setup(&profile, known) {
                dom::close_details(&host);
                is_tried.set(false);
                send.emit(Msg::Change(Change::New(setup)));
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
    let on_seed = {
        let (old, set) = (old.clone(), set.clone());
        Callback::from(move |seed| set.set(Typed { seed, ..old.clone() }))
    };
    let on_change = Callback::from(move |options| set.set(Typed { options, ..old.clone() }));
    let defaults = OptionsDraft::of(known, &BTreeMap::new());
    let reset = (typed.options != defaults).then(|| {
        let onclick = on_change.reform(move |_: MouseEvent| defaults.clone());
        html! { <button type="button" class="button" {onclick}>{ words.defaults }</button> }
    });
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
            <div class="run-options">
                { options(&OptionsProps {
                    protocol: props.profile.name,
                    list: known,
                    draft: &typed.options,
                    is_tried: *is_tried,
                    on_change,
                    words: props.words,
                }) }
            </div>
            <div class="run-acts">
                <button type="submit" class="button is-primary">{ words.new_run }</button>
                { reset.unwrap_or_default() }
                <FileButton
                    id="run-file"
                    on_chosen={close}
                    send={&props.send}
                    words={props.words}
                />
            </div>
        </form>
    }
}
