//! What each side has cost, and who is whom.

use super::table::Table;
use crate::clock::{Clock, Looks, use_now};
use crate::session::Together;
use crate::shared::Shared;
use crate::words::Words;
use catalog::{Mapping, MeterRow, Meters};
use simulator::Scene;
use std::rc::Rc;
use yew::prelude::{AttrValue, Html, Properties, component, html};

/// What is measured.
#[derive(Properties, Clone)]
pub(super) struct FiguresProps {
    together: Together,
    scenes: Vec<Shared<Scene>>,
    titles: Vec<AttrValue>,
    clock: Clock,
    words: &'static Words,
}

/// While time passes they are measured anew as often as figures can be read, not with every event.
impl PartialEq for FiguresProps {
    fn eq(&self, other: &Self) -> bool {
        let stands = self.clock.course().is_none();
        std::ptr::addr_eq(Rc::as_ptr(&self.together), Rc::as_ptr(&other.together))
            && (!stands || self.scenes == other.scenes)
    }
}

/// The figures of what is open.
pub(super) fn figures(table: &Table, words: &'static Words) -> Html {
    let props = FiguresProps {
        together: table.comparing.together.clone(),
        scenes: table.sides.iter().map(|side| side.scene.clone()).collect(),
        titles: table.titles.clone(),
        clock: table.clock.clone(),
        words,
    };
    html! { <Figures ..props /> }
}

#[component]
fn Figures(props: &FiguresProps) -> Html {
    let _ = use_now(&props.clock, Looks::Rarely);
    let language = props.words.language;
    let comparison = props.together.all().borrow();
    // The properties may be older than the run: it is looked at as it is.
    let scenes: Vec<Scene> = comparison.runs().map(|run| run.scene(language)).collect();
    let of = |(run, scene)| catalog::meters(&Meters::of(run, scene), language);
    let columns: Vec<Vec<MeterRow>> = comparison.runs().zip(&scenes).map(of).collect();
    let taken = &comparison.joints()[..comparison.taken()];
    let mapping = Mapping::new(taken, &scenes.iter().collect::<Vec<_>>());
    html! {
        <div class="compare-figures">
            { meters(props, &columns) }
            <div>
                { parts(props, &mapping) }
                <p class="quiet compare-hint">{ props.words.later().comparing.hint }</p>
            </div>
        </div>
    }
}

/// Whose column is which.
fn head(props: &FiguresProps, first: &'static str) -> Html {
    let column = |title: &AttrValue| html! { <th scope="col">{ title.clone() }</th> };
    html! {
        <thead>
            <tr><th scope="col">{ first }</th>{ for props.titles.iter().map(column) }</tr>
        </thead>
    }
}

fn meters(props: &FiguresProps, columns: &[Vec<MeterRow>]) -> Html {
    let words = &props.words.later().comparing;
    let row = |(place, first): (usize, &MeterRow)| {
        let differs = columns.iter().any(|column| column[place].value != first.value);
        let cell = |(title, column): (&AttrValue, &Vec<MeterRow>)| {
            let value = &column[place].value;
            let name = (words.cell)(title, first.name.text, value);
            html! { <td aria-label={name}>{ value.clone() }</td> }
        };
        html! {
            <tr key={first.name.key} class={differs.then_some("differs")}>
                <th scope="row" title={first.help}>{ first.name.text }</th>
                { for props.titles.iter().zip(columns).map(cell) }
            </tr>
        }
    };
    html! {
        <table class="compare-table" aria-label={words.meters}>
            { head(props, words.meters) }
            <tbody>{ for columns[0].iter().enumerate().map(row) }</tbody>
        </table>
    }
}

fn parts(props: &FiguresProps, mapping: &Mapping) -> Html {
    let words = &props.words.later().comparing;
    let row = |(place, part): (usize, catalog::Part)| {
        let name = if part.leads { words.leads } else { "" };
        let cell = |(title, who): (&AttrValue, &Option<machine::NodeId>)| {
            let who = who.map_or_else(|| words.nobody.to_string(), |who| who.to_string());
            html! { <td aria-label={format!("{title}: {who}")}>{ who.clone() }</td> }
        };
        html! {
            <tr key={place} class={part.leads.then_some("leads")}>
                <th scope="row">
                    if part.leads { { name } } else { { (words.part)(place + 1) } }
                </th>
                { for props.titles.iter().zip(&part.players).map(cell) }
            </tr>
        }
    };
    html! {
        <table class="compare-table" aria-label={words.mapping}>
            { head(props, words.mapping) }
            <tbody>{ for mapping.parts().into_iter().enumerate().map(row) }</tbody>
        </table>
    }
}
