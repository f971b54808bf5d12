//! The forms for a server's speed, disk and clock.

use super::{Choice, Field, Keyboard, edit};
use crate::units::{self, ms_text, parse_ms};
use crate::words::Words;
use machine::{Micros, NodeId, Span};
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
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
    pub(crate) node: NodeId,
    pub(crate) settings: DiskSettings,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// A range of times as it is filled in.
#[derive(Clone, PartialEq)]
struct SpanDraft {
    min: String,
    max: String,
    /// What is wrong with the shortest and the longest time.
    problems: [Option<AttrValue>; 2],
}

impl SpanDraft {
    fn of(span: Span) -> Self {
        let (min, max) = (ms_text(span.min.0), ms_text(span.max.0));
        SpanDraft { min, max, problems: [None, None] }
    }

    /// The range, and what is wrong with it if it is none.
    fn read(&mut self, words: &'static Words) -> Option<Span> {
        let (min, max) = (parse_ms(&self.min), parse_ms(&self.max));
        let wrong = |is: bool, said: &'static str| is.then_some(AttrValue::from(said));
        let is_empty = min.zip(max).is_some_and(|(min, max)| min > max);
        let range = wrong(is_empty, words.later().tab.expect_range);
        self.problems = [
            wrong(min.is_none(), words.later().tab.expect_ms),
            wrong(max.is_none(), words.later().tab.expect_ms).or(range),
        ];
        min.zip(max).filter(|(min, max)| min <= max).map(|(min, max)| Span { min, max })
    }
}

/// The two fields of a range of times.
fn span_fields(
    id: &str,
    [least, most]: [&'static str; 2],
    draft: &SpanDraft,
    on_input: [Callback<String>; 2],
) -> Html {
    let [on_min, on_max] = on_input;
    let [min_problem, max_problem] = draft.problems.clone();
    html! {
        <>
            <Field
                id={format!("{id}-min")}
                label={least}
                value={draft.min.clone()}
                keyboard={Keyboard::Number}
                problem={min_problem}
                on_input={on_min}
            />
            <Field
                id={format!("{id}-max")}
                label={most}
                value={draft.max.clone()}
                keyboard={Keyboard::Number}
                problem={max_problem}
                on_input={on_max}
            />
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct PaceFormProps {
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
    pub(crate) node: NodeId,
    pub(crate) pace: Option<Span>,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// How long a server takes over each input.
#[component]
pub(crate) fn PaceForm(props: &PaceFormProps) -> Html {
    let tab = &props.words.later().tab;
    let pace = props.pace.unwrap_or(Span::exactly(Micros(0)));
    let draft = use_state(|| SpanDraft::of(pace));
    let onsubmit = {
        let (draft, node, on_act) = (draft.clone(), props.node, props.on_act.clone());
        let words = props.words;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut read = (*draft).clone();
            let pace = read.read(words);
            draft.set(read);
            if let Some(pace) = pace {
                on_act.emit(Action::Slow(node, pace));
            }
        })
    };
    let on_input = [
        edit(&draft, |draft: &mut SpanDraft, text| draft.min = text),
        edit(&draft, |draft: &mut SpanDraft, text| draft.max = text),
    ];
    let id = format!("{}-pace", props.place);
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">
                { span_fields(&id, [tab.pace_min, tab.pace_max], &draft, on_input) }
                <button type="submit">{ tab.apply_pace }</button>
            </div>
        </form>
    }
}

#[derive(Clone, PartialEq)]
struct DiskDraft {
    save: SpanDraft,
    lies: bool,
}

/// How long a server's disk takes to save, and whether it tells the truth.
#[component]
pub(crate) fn DiskForm(props: &DiskFormProps) -> Html {
    let words = props.words;
    let tab = &words.later().tab;
    let draft = use_state(|| DiskDraft {
        save: SpanDraft::of(props.settings.save),
        lies: props.settings.truth == DiskTruth::Unsynced,
    });
    let onsubmit = {
        let (draft, node, on_act) = (draft.clone(), props.node, props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut read = (*draft).clone();
            let save = read.save.read(words);
            let truth = if read.lies { DiskTruth::Unsynced } else { DiskTruth::Synced };
            draft.set(read);
            if let Some(save) = save {
                on_act.emit(Action::Disk(node, DiskSettings { save, truth }));
            }
        })
    };
    let on_input = [
        edit(&draft, |draft: &mut DiskDraft, text| draft.save.min = text),
        edit(&draft, |draft: &mut DiskDraft, text| draft.save.max = text),
    ];
    let truths = [tab.disk_synced, tab.disk_unsynced].map(AttrValue::from);
    let id = format!("{}-disk", props.place);
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">
                { span_fields(&id, [tab.save_min, tab.save_max], &draft.save, on_input) }
                <Choice
                    id={format!("{id}-truth")}
                    label={tab.disk}
                    options={truths.to_vec()}
                    chosen={usize::from(draft.lies)}
                    on_choose={edit(&draft, |draft, place| draft.lies = place == 1)}
                />
                <button type="submit">{ tab.apply_disk }</button>
            </div>
        </form>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ClockFormProps {
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
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
                    id={format!("{}-clock-skew", props.place)}
                    label={words.later().tab.skew}
                    value={draft.skew.clone()}
                    keyboard={Keyboard::Text}
                    problem={skew_problem}
                    on_input={edit(&draft, |draft, text| draft.skew = text)}
                />
                <Field
                    id={format!("{}-clock-drift", props.place)}
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
