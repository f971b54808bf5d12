//! What a crash of a server now would erase, by name and value: its memory, what its disk has not
//! finished, what its disk only says it holds, and what waits.

use super::fields;
use crate::words::{RiskWords, Words};
use machine::{Cell, Field};
use simulator::{Label, MessageScene, NodeScene, Power, Scene};
use yew::prelude::{Html, html};

/// The most entries and messages that are named; more are counted.
const NAMED_MAX: usize = 6;

/// One kind of what would be lost.
struct Risk {
    title: &'static str,
    lost: Vec<String>,
}

/// What a crash now would erase.
pub(super) fn at_risk(node: &NodeScene, scene: &Scene, words: &'static Words) -> Html {
    let risk = &words.later().risk;
    let risks = match node.power {
        Power::Down => Vec::new(),
        Power::Up | Power::Paused => risks(node, scene, words),
    };
    let each = risks.iter().filter(|risk| !risk.lost.is_empty());
    html! {
        <section class="panel-section" aria-label={risk.heading}>
            <h2 class="panel-heading">{ risk.heading }</h2>
            if node.power == Power::Down {
                <p class="quiet">{ risk.is_down }</p>
            } else if risks.iter().skip(2).all(|risk| risk.lost.is_empty()) {
                <p class="quiet">{ risk.disk_is_safe }</p>
            }
            <dl class="at-risk">
                { for each.map(|risk| html! {
                    <>
                        <dt>{ risk.title }</dt>
                        { for risk.lost.iter().map(|lost| html! { <dd>{ lost }</dd> }) }
                    </>
                }) }
            </dl>
        </section>
    }
}

/// Everything that would be lost, the memory first.
fn risks(node: &NodeScene, scene: &Scene, words: &'static Words) -> Vec<Risk> {
    let risk = &words.later().risk;
    let named =
        |field: &Field<Label>| format!("{} {}", field.name.text, fields::text(&field.value, words));
    let timers = node.timers.iter().map(|timer| timer.name.text.to_string());
    let memory = node.view.memory.iter().map(named);
    let stored = (!node.contents.is_empty()).then(|| (risk.store)(node.contents.len()));
    // What the disk says it holds; what it really holds where it is honest.
    let claimed = node.claimed.as_ref();
    let said = claimed.map_or((&node.saved, node.saved_log), |it| (&it.disk, it.log));
    let mut unfinished = unsaved(&node.disk, said.0, words);
    unfinished.extend(entries(node, said.1, u64::MAX, risk));
    let claims = claimed.map_or(Vec::new(), |it| {
        let mut lost = unsaved(&it.disk, &node.saved, words);
        lost.extend(entries(node, node.saved_log, it.log, risk));
        lost
    });
    let leaving = (node.waiting_to_leave > 0).then(|| (risk.leaving)(node.waiting_to_leave));
    let here =
        |message: &&MessageScene| message.waits_at_receiver && message.id.to == node.id.into();
    let inputs = scene.messages.iter().filter(here).map(|message| {
        let (from, to) = (message.id.from.to_string(), message.id.to.to_string());
        (words.stage.message_name)(message.kind, &from, &to)
    });
    vec![
        Risk {
            title: risk.memory,
            lost: vec![memory.chain(stored).collect::<Vec<String>>().join(" · ")],
        },
        Risk { title: risk.timers, lost: vec_of(&timers.collect::<Vec<String>>().join(" · ")) },
        Risk { title: risk.claimed, lost: claims },
        Risk { title: risk.unfinished, lost: unfinished },
        Risk { title: risk.waiting, lost: shortened(leaving.into_iter().chain(inputs), risk) },
    ]
}

fn vec_of(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_string()] }
}

/// The fields that read otherwise on the disk.
fn unsaved(held: &[Field<Label>], saved: &[Field<Label>], words: &'static Words) -> Vec<String> {
    let differs = held.iter().filter(|field| fields::differs(field, saved));
    let each = differs.map(|field| {
        let old = saved.iter().find(|old| old.name.key == field.name.key);
        let old = old.map(|old| fields::text(&old.value, words));
        let value = fields::text(&field.value, words);
        (words.later().risk.field)(field.name.text, &value, old.as_deref())
    });
    each.collect()
}

/// The log entries after one index up to another, by what they hold.
fn entries(node: &NodeScene, after: u64, to: u64, risk: &RiskWords) -> Vec<String> {
    let lost = node.view.log.iter().filter(|cell| cell.index > after && cell.index <= to);
    shortened(lost.map(|Cell { index, text, .. }| (risk.entry)(*index, text)), risk)
}

/// The first of them, and how many more there are.
fn shortened(all: impl Iterator<Item = String>, risk: &RiskWords) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    let more = all.len().saturating_sub(NAMED_MAX);
    all.truncate(NAMED_MAX);
    if more > 0 {
        all.push((risk.more)(more));
    }
    all
}
