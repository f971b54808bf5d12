//! The forms for a server's disk and clock.

use crate::form::{Choice, Field, Keyboard, edit};
use crate::units::{self, ms_text, parse_ms};
use crate::words::Words;
use machine::{NodeId, Span};
use simulator::{Action, Clock, DiskSettings, DiskTruth};
use yew::prelude::{
    AttrValue, Callback, Html, Properties, SubmitEvent, component, html, use_state,
};

/// The furthest a clock may be ahead or behind, in milliseconds.
const SKEW_MAX: i64 = units::MS_MAX;
/// The most a clock may run fast or slow, in percent.
const DRIFT_MAX: i64 = 49;

#[derive(Properties, PartialEq)]
pub(crate) struct DiskFormProps {
    pub(crate) node: NodeId,
    pub(crate) settings: DiskSettings,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

#[derive(Clone, PartialEq)]
struct DiskDraft {
    min: String,
    max: String,
    lies: bool,
    /// What is wrong with the shortest and the longest time.
    problems: [Option<AttrValue>; 2],
}

/// How long a server's disk takes to save, and whether it tells the truth.
#[component]
pub(crate) fn DiskForm(props: &DiskFormProps) -> Html {
    let words = props.words;
    let draft = use_state(|| DiskDraft {
        min: ms_text(props.settings.save.min.0),
        max: ms_text(props.settings.save.max.0),
        lies: props.settings.truth == DiskTruth::Unsynced,
        problems: [None, None],
    });
    let onsubmit = {
        let (draft, node, on_act) = (draft.clone(), props.node, props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (min, max) = (parse_ms(&draft.min), parse_ms(&draft.max));
            let wrong = |is: bool, said: &'static str| is.then_some(AttrValue::from(said));
            let is_empty = min.zip(max).is_some_and(|(min, max)| min > max);
            let range = wrong(is_empty, words.later().tab.expect_range);
            let problems = [
                wrong(min.is_none(), words.later().tab.expect_ms),
                wrong(max.is_none(), words.later().tab.expect_ms).or(range),
            ];
            if let Some((min, max)) = min.zip(max).filter(|(min, max)| min <= max) {
                let truth = if draft.lies { DiskTruth::Unsynced } else { DiskTruth::Synced };
                let settings = DiskSettings { save: Span { min, max }, truth };
                on_act.emit(Action::Disk(node, settings));
            }
            draft.set(DiskDraft { problems, ..(*draft).clone() });
        })
    };
    let [min_problem, max_problem] = draft.problems.clone();
    let truths =
        [words.later().tab.disk_synced, words.later().tab.disk_unsynced].map(AttrValue::from);
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">
                <Field
                    id="disk-min"
                    label={words.later().tab.save_min}
                    value={draft.min.clone()}
                    keyboard={Keyboard::Number}
                    problem={min_problem}
                    on_input={edit(&draft, |draft, text| draft.min = text)}
                />
                <Field
                    id="disk-max"
                    label={words.later().tab.save_max}
                    value={draft.max.clone()}
                    keyboard={Keyboard::Number}
                    problem={max_problem}
                    on_input={edit(&draft, |draft, text| draft.max = text)}
                />
                <Choice
                    id="disk-truth"
                    label={words.later().tab.disk}
                    options={truths.to_vec()}
                    chosen={usize::from(draft.lies)}
                    on_choose={edit(&draft, |draft, place| draft.lies = place == 1)}
                />
                <button type="submit">{ words.later().tab.apply_disk }</button>
            </div>
        </form>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ClockFormProps {
    pub(crate) node: NodeId,
    pub(crate) clock: Clock,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

#[derive(Clone, PartialEq)]
struct ClockDraft {
    skew: String,
    drift: String,
    /// What is wrong with the skew and the drift.
    problems: [Option<AttrValue>; 2],
}

/// How far a server's clock is off, and how much faster it runs.
#[component]
pub(crate) fn ClockForm(props: &ClockFormProps) -> Html {
    let words = props.words;
    let draft = use_state(|| ClockDraft {
        skew: signed(props.clock.skew, 1_000),
        drift: signed(i64::from(props.clock.drift), 10_000),
        problems: [None, None],
    });
    let onsubmit = {
        let (draft, node, on_act) = (draft.clone(), props.node, props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let skew = units::number(&draft.skew, 1_000, -SKEW_MAX, SKEW_MAX);
            let drift = units::number(&draft.drift, 10_000, -DRIFT_MAX, DRIFT_MAX)
                .and_then(|drift| i32::try_from(drift).ok());
            let wrong = |is: bool, said: &'static str| is.then_some(AttrValue::from(said));
            let problems = [
                wrong(skew.is_none(), words.later().tab.expect_skew),
                wrong(drift.is_none(), words.later().tab.expect_drift),
            ];
            if let Some((skew, drift)) = skew.zip(drift) {
                on_act.emit(Action::Clock(node, Clock { skew, drift }));
            }
            draft.set(ClockDraft { problems, ..(*draft).clone() });
        })
    };
    let [skew_problem, drift_problem] = draft.problems.clone();
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">
                <Field
                    id="clock-skew"
                    label={words.later().tab.skew}
                    value={draft.skew.clone()}
                    keyboard={Keyboard::Text}
                    problem={skew_problem}
                    on_input={edit(&draft, |draft, text| draft.skew = text)}
                />
                <Field
                    id="clock-drift"
                    label={words.later().tab.drift}
                    value={draft.drift.clone()}
                    keyboard={Keyboard::Text}
                    problem={drift_problem}
                    on_input={edit(&draft, |draft, text| draft.drift = text)}
                />
                <button type="submit">{ words.later().tab.apply_clock }</button>
            </div>
        </form>
    }
}

/// A number of units as it stands in an input field, with its sign.
fn signed(number: i64, unit: u64) -> String {
    let text = units::decimal(number.unsigned_abs(), unit);
    if number < 0 { format!("-{text}") } else { text }
}
