//! The ledger: every server's log side by side, a row a server, aligned by index.

use super::{TabProps, fields, role, scenes};
use crate::shared::Shared;
use crate::words::Words;
use catalog::LedgerWords;
use machine::{Cell, NodeId};
use simulator::{NodeScene, Power, Scene};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::{
    AttrValue, Callback, Html, NodeRef, Properties, classes, component, hook, html,
    use_effect_with, use_node_ref, use_state_eq,
};

/// How many columns the ledger has at least, so that it does not grow under the first entries.
const COLUMNS_MIN: u64 = 6;
/// How many of the last indexes are shown at first, and how many more for each wish.
const COLUMNS_SHOWN: u64 = 20;
/// So many bytes are never wider than an entry can be; only a longer text is cut off, since each
/// element that cuts is one more thing to put together with every frame.
const TEXT_FITS: usize = 10;

/// The ledger with its heading and its key; nothing, if the protocol has no logs worth seeing.
#[hook]
pub(crate) fn use_ledger(props: &TabProps) -> Html {
    let words = props.words;
    let shown = use_state_eq(|| COLUMNS_SHOWN);
    let scroller = use_node_ref();
    let last = last_index(&props.scene);
    let first = last.saturating_sub(*shown) + 1;
    use_effect_with((first, last), {
        let scroller = scroller.clone();
        move |(first, last)| scroll_to(&scroller, last.saturating_sub(*first) + 2)
    });
    let on_more = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(*shown + COLUMNS_SHOWN))
    };
    let Some(part) = &props.profile.ledger.log else { return Html::default() };
    html! {
        <section class="panel-section">
            <div class="panel-head">
                <h2 class="panel-heading">{ part.heading }</h2>
                if first > 1 {
                    <button type="button" class="link" onclick={on_more}>
                        { (words.panel.earlier)(first - 1) }
                    </button>
                }
            </div>
            <div
                ref={scroller}
                class="ledger-scroll"
                role="region"
                tabindex="0"
                aria-label={part.heading}
            >
                { table(props, first, last.max(COLUMNS_MIN)) }
            </div>
            <p class="quiet">
                { part.key }{ " · " }
                <span class="ledger-corner" aria-hidden="true"></span>
                { words.panel.ledger_key_unsaved }
            </p>
        </section>
    }
}

fn table(props: &TabProps, first: u64, last: u64) -> Html {
    let TabProps { scene, profile, words, .. } = props;
    let leader = scenes::leader(scene).map(|node| node.id);
    html! {
        <table class="ledger">
            <thead>
                <tr>
                    <td></td>
                    { for (first..=last).map(|index| html! {
                        <th key={index} scope="col">{ index }</th>
                    }) }
                    <th class="ledger-peer" scope="col">
                        <span class="visually-hidden">{ words.panel.known_of }</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                { for scene.nodes.iter().map(|node| html! {
                    <Row
                        key={node.id.0}
                        scene={scene.clone()}
                        node={node.id}
                        {leader}
                        {first}
                        {last}
                        ledger={profile.ledger}
                        {words}
                    />
                }) }
            </tbody>
        </table>
    }
}

#[derive(Properties)]
struct RowProps {
    scene: Shared<Scene>,
    node: NodeId,
    leader: Option<NodeId>,
    first: u64,
    last: u64,
    ledger: &'static LedgerWords,
    words: &'static Words,
}

impl RowProps {
    fn node(&self) -> &NodeScene {
        &self.scene.nodes[self.node.index()]
    }

    /// What the leader knows of this server.
    fn known(&self) -> Option<&machine::PeerView<simulator::Label>> {
        let leader = self.leader.filter(|leader| *leader != self.node)?;
        let peers = &scenes::node(&self.scene, leader)?.view.peers;
        peers.iter().find(|peer| peer.node == self.node)
    }
}

/// A row is drawn again only if what it shows is other than before: most events change one row.
impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.node(), other.node());
        (self.first, self.last, self.node) == (other.first, other.last, other.node)
            && (a.power, a.view.role, a.view.status) == (b.power, b.view.role, b.view.status)
            && (a.saved_log, a.log_base) == (b.saved_log, b.log_base)
            && core::ptr::eq(self.words, other.words)
            && self.known() == other.known()
            && a.view.log == b.view.log
    }
}

/// One server's log.
#[component]
fn Row(props: &RowProps) -> Html {
    let (node, words) = (props.node(), props.words);
    let is_down = match node.power {
        Power::Down => true,
        Power::Up | Power::Paused => false,
    };
    let cells = (props.first..=props.last).map(|index| match cell_at(&node.view.log, index) {
        Some(cell) => cell_of(cell, node, props),
        None if index <= node.log_base => gone(index, node, words),
        None => html! { <td key={index}></td> },
    });
    html! {
        <tr class={classes!(is_down.then_some("ledger-down"))}>
            <th scope="row">
                <span class="ledger-node">{ node.id.to_string() }</span>{ " " }
                { role::glyph(node) }
                <span class="ledger-role">{ role::word(node, words) }</span>
            </th>
            { for cells }
            <td class="ledger-peer">{ known(props) }</td>
        </tr>
    }
}

/// The place of an entry that a snapshot stands for; the last of them says so.
fn gone(index: u64, node: &NodeScene, words: &'static Words) -> Html {
    let told = (index == node.log_base).then(|| (words.panel.in_snapshot)(index));
    html! {
        <td key={index}>
            <span
                class="entry entry-gone"
                role={told.as_ref().map(|_| "img")}
                title={told.clone()}
                aria-label={told}
            />
        </td>
    }
}

fn known(props: &RowProps) -> Html {
    let fields = props.known().map_or(&[][..], |known| &known.fields);
    let each = fields.iter().enumerate().map(|(place, field)| {
        let dot = if place + 1 < fields.len() { " ·" } else { "" };
        let value = fields::text(&field.value, props.words);
        html! { <><span>{ format!("{} {value}{dot}", field.name.text) }</span>{ " " }</> }
    });
    each.collect()
}

fn cell_of(cell: &Cell, node: &NodeScene, props: &RowProps) -> Html {
    let is_saved = cell.index <= node.saved_log;
    let about = if cell.decided { "decided" } else { "log" };
    let class = classes!(
        "entry",
        crate::era::class(cell.era),
        if cell.decided { "entry-decided" } else { "entry-open" },
        (!is_saved).then_some("entry-unsaved"),
        (cell.text.len() > TEXT_FITS).then_some("entry-long"),
    );
    let told = AttrValue::from((props.words.panel.entry)(&crate::words::EntryWords {
        index: cell.index,
        era_name: props.ledger.era,
        era: cell.era,
        text: &cell.text,
        is_decided: cell.decided,
        decided: props.ledger.log.as_ref().map_or("", |part| part.decided),
        is_saved,
    }));
    html! {
        <td key={cell.index}>
            <span
                {class}
                role="button"
                tabindex="-1"
                data-why={format!("{} {about} {}", node.id, cell.index)}
                title={&told}
                aria-label={told}
            >
                { &cell.text }
            </span>
        </td>
    }
}

/// The entry of this index; indexes rise by one from wherever the log begins.
fn cell_at(log: &[Cell], index: u64) -> Option<&Cell> {
    let first = log.first()?.index;
    let place = usize::try_from(index.checked_sub(first)?).ok()?;
    log.get(place).filter(|cell| cell.index == index)
}

fn last_index(scene: &Scene) -> u64 {
    scene.nodes.iter().map(last_of).max().unwrap_or(0)
}

fn last_of(node: &NodeScene) -> u64 {
    node.view.log.last().map_or(node.log_base, |cell| cell.index)
}

/// Brings the column of this child of the heading row into sight, between the columns that stay.
fn scroll_to(scroller: &NodeRef, column: u64) {
    let Some(scroller) = scroller.cast::<HtmlElement>() else { return };
    let find = |query: &str| {
        let found = scroller.query_selector(query).ok().flatten();
        found.and_then(|element| element.dyn_into::<HtmlElement>().ok())
    };
    let newest = find(&format!("thead > tr > :nth-child({column})"));
    let (head, peers) = (find("tbody th"), find("thead .ledger-peer"));
    let (Some(newest), Some(head), Some(peers)) = (newest, head, peers) else { return };
    let least = newest.offset_left() + newest.offset_width() + peers.offset_width() + 6
        - scroller.client_width();
    let most = newest.offset_left() - head.offset_width() - 6;
    let scroll = scroller.scroll_left().clamp(least.min(most), most);
    scroller.set_scroll_left(scroll);
}
