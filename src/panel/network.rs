//! How links treat messages, which are cut, and how servers, disks and clocks behave.

use super::TabProps;
use super::cuts::Cuts;
use super::partition::PartitionForm;
use crate::form::{Choice, ClockForm, DiskForm, LinkForm, PaceForm, edit};
use machine::{Digest, Endpoint};
use simulator::{LinkSettings, Scene};
use std::hash::{Hash, Hasher};
use yew::prelude::{AttrValue, Callback, Html, component, html, use_state};

/// The tab of links, disks and clocks.
#[component]
pub(crate) fn NetworkTab(props: &TabProps) -> Html {
    html! {
        <>
            <Cuts ..props.clone() />
            <PartitionForm ..props.clone() />
            <Links ..props.clone() />
            <Machines ..props.clone() />
        </>
    }
}

/// The settings of every link, or of one direction of one.
#[component]
fn Links(props: &TabProps) -> Html {
    let words = props.words;
    let chosen = use_state(|| None::<(Endpoint, Endpoint)>);
    let links: Vec<(Endpoint, Endpoint)> =
        props.scene.links.iter().map(|link| (link.from, link.to)).collect();
    let place = links.iter().position(|link| Some(*link) == *chosen).map_or(0, |place| place + 1);
    let all = core::iter::once(AttrValue::from(words.later().tab.all_links));
    let each = props.scene.links.iter().map(|link| {
        let name = (words.later().tab.from_to)(&link.from.to_string(), &link.to.to_string());
        let own = if link.has_own_settings { words.later().tab.own_settings } else { "" };
        AttrValue::from(format!("{name}{own}"))
    });
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |place: usize| {
            chosen.set(place.checked_sub(1).and_then(|place| links.get(place).copied()));
        })
    };
    let settings = settings_of(&props.scene, *chosen);
    // Another link, or other settings of the same one, are another form: it begins with them.
    let key = key(&(*chosen, settings));
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.links }</h2>
            <Choice
                id="link-chosen"
                label={words.later().tab.link}
                options={all.chain(each).collect::<Vec<AttrValue>>()}
                chosen={place}
                {on_choose}
            />
            <LinkForm
                place="panel"
                {key}
                link={*chosen}
                {settings}
                on_act={&props.on_act}
                {words}
            />
        </section>
    }
}

/// The key of a form about this: about something else it is another form.
fn key(about: &impl Hash) -> u64 {
    let mut digest = Digest::default();
    about.hash(&mut digest);
    digest.finish()
}

fn settings_of(scene: &Scene, link: Option<(Endpoint, Endpoint)>) -> LinkSettings {
    let own = scene.links.iter().find(|known| Some((known.from, known.to)) == link);
    own.map_or(scene.network, |own| own.settings)
}

/// The speed, the disk and the clock of one server.
#[component]
fn Machines(props: &TabProps) -> Html {
    let words = props.words;
    let chosen = use_state(|| props.node.index());
    let Some(node) = props.scene.nodes.get(*chosen).or(props.scene.nodes.first()) else {
        return Html::default();
    };
    let names = props.scene.nodes.iter().map(|node| AttrValue::from(node.id.to_string()));
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.disk_and_clock }</h2>
            <Choice
                id="machine-chosen"
                label={words.later().tab.server}
                options={names.collect::<Vec<AttrValue>>()}
                chosen={node.id.index()}
                on_choose={edit(&chosen, |chosen, place| *chosen = place)}
            />
            <PaceForm
                place="panel"
                key={key(&(node.id, node.pace))}
                node={node.id}
                pace={node.pace}
                on_act={&props.on_act}
                {words}
            />
            <DiskForm
                place="panel"
                key={key(&(node.id, node.disk_settings))}
                node={node.id}
                settings={node.disk_settings}
                on_act={&props.on_act}
                {words}
            />
            <ClockForm
                place="panel"
                key={key(&(node.id, node.clock))}
                node={node.id}
                clock={node.clock}
                on_act={&props.on_act}
                {words}
            />
        </section>
    }
}
