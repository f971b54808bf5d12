//! The tools, at the stage's top left corner.

use crate::session::{Deed, Msg, Tool};
use crate::words::Words;
use machine::NodeId;
use yew::prelude::{Callback, Html, html};

/// Which tool is in hand.
pub(crate) struct ToolsProps<'a> {
    /// Tells the radio buttons of one place from those of another.
    pub(crate) of: &'static str,
    pub(crate) tool: Tool,
    pub(crate) group: &'a [NodeId],
    pub(crate) send: &'a Callback<Msg>,
    pub(crate) words: &'static Words,
}

/// The tools.
pub(crate) fn tools(props: &ToolsProps) -> Html {
    let stage = &props.words.stage;
    let one = |tool: Tool| {
        let onchange = props.send.reform(move |_| Msg::Tool(tool));
        html! {
            <label class="tool" key={name(tool, props.words)}>
                <input type="radio" name={props.of} checked={tool == props.tool} {onchange} />
                <span>{ name(tool, props.words) }</span>
            </label>
        }
    };
    html! {
        <div class="tools-row">
            <div class="tools" role="radiogroup" aria-label={stage.tools}>
                { for Tool::ALL.into_iter().map(one) }
            </div>
            if props.tool == Tool::Partition {
                if props.group.is_empty() {
                    <p class="tools-hint">{ stage.gather }</p>
                } else {
                    <button
                        type="button"
                        class="button is-primary"
                        onclick={props.send.reform(|_| Msg::Deed(Deed::Partition))}
                    >
                        { (stage.split_off)(&names(props.group)) }
                    </button>
                }
            }
        </div>
    }
}

fn names(group: &[NodeId]) -> String {
    group.iter().map(NodeId::to_string).collect::<Vec<_>>().join(", ")
}

fn name(tool: Tool, words: &'static Words) -> &'static str {
    match tool {
        Tool::Select => words.stage.select,
        Tool::Crash => words.stage.crash,
        Tool::Cut => words.stage.cut,
        Tool::Partition => words.stage.partition,
        Tool::Pause => words.stage.pause,
    }
}
