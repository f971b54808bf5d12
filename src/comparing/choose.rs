//! What to compare: a prepared comparison, or the run of the laboratory beside another protocol.

use super::Comparing;
use crate::picker::Picker;
use crate::session::{Change, Msg, Notice, Session, change};
use crate::words::Words;
use catalog::{Comparison, Language, OpenError, PREPARED, Prepared, prepared, protocols};
use machine::{OptionInfo, Unit};
use simulator::Setup;
use yew::prelude::{AttrValue, Callback, Html, html};

/// Opens the first prepared comparison in which the protocol of the run takes part, or the first.
pub(crate) fn open_first(session: &mut Session) {
    let name = session.profile.name;
    let takes_part =
        |prepared: &&Prepared| prepared.setups().iter().any(|setup| *setup.protocol == *name);
    let found = PREPARED.iter().find(takes_part).unwrap_or(&PREPARED[0]);
    let wanted = match open_prepared(found, session.words.language) {
        Ok(comparing) => Change::Compare(comparing),
        Err(why) => Change::Refuse(Notice::Problem(why.to_string())),
    };
    change(session, wanted);
}

/// Opens a prepared comparison where it ends: there is what came of it, and what it cost.
pub(super) fn open_prepared(found: &Prepared, language: Language) -> Result<Comparing, OpenError> {
    let comparison = found.open()?;
    Ok(Comparing::new(comparison, prepared(found.topic, language).caption))
}

/// The lists to choose from.
pub(super) fn choices(laboratory: &Session, open: &Comparing, send: &Callback<Msg>) -> Html {
    let words = laboratory.words;
    html! {
        <>
            { of_prepared(open, words, send) }
            { of_others(laboratory, send) }
        </>
    }
}

/// Prepared comparisons; the first choice is what is open, if it is none of them.
fn of_prepared(open: &Comparing, words: &'static Words, send: &Callback<Msg>) -> Html {
    let later = &words.later().comparing;
    let language = words.language;
    let is_open = |one: &Prepared| prepared(one.topic, language).caption == open.together.caption();
    let titles = PREPARED.iter().map(|one| AttrValue::from(prepared(one.topic, language).title));
    let options: Vec<AttrValue> =
        std::iter::once(AttrValue::from(later.own)).chain(titles).collect();
    let chosen = PREPARED.iter().position(is_open).map_or(0, |place| place + 1);
    let on_choose = send.reform(move |place: usize| {
        let found = place.checked_sub(1).and_then(|place| PREPARED.get(place));
        opened(found.map(|found| open_prepared(found, language)), words)
    });
    html! { <Picker name={later.prepared} {options} {chosen} {on_choose} /> }
}

/// What the run of the laboratory can be put beside.
fn of_others(laboratory: &Session, send: &Callback<Msg>) -> Html {
    let words = laboratory.words;
    let later = &words.later().comparing;
    let setup = laboratory.experiment.with(|run| run.setup().clone());
    let others = others(&setup, words.language);
    let names = others.iter().map(|(name, _)| AttrValue::from(name.clone()));
    let options = std::iter::once(AttrValue::from(later.choose)).chain(names).collect::<Vec<_>>();
    let experiment = laboratory.experiment.clone();
    let on_choose = send.reform(move |place: usize| {
        let found = place.checked_sub(1).and_then(|place| others.get(place));
        let wanted = found.map(|(_, other)| {
            let run = experiment.with(|run| run.run());
            let (comparison, missing) = Comparison::beside(&run, vec![other.clone()])?;
            let said = if missing > 0 { (later.missing)(missing) } else { String::new() };
            Ok(Comparing::new(comparison, &said))
        });
        opened(wanted, words)
    });
    html! { <Picker name={later.beside} {options} chosen={0} {on_choose} /> }
}

fn opened(wanted: Option<Result<Comparing, OpenError>>, words: &Words) -> Msg {
    match wanted {
        Some(Ok(comparing)) => Msg::Change(Change::Compare(comparing)),
        Some(Err(why)) => Msg::Notice(Notice::Problem(why.to_string())),
        None => Msg::Notice(Notice::Remark(words.later().comparing.choose_first.to_string())),
    }
}

/// Every protocol, and each with one of its switches turned, from the same seed as this.
fn others(setup: &Setup, language: Language) -> Vec<(String, Setup)> {
    let mut others = Vec::new();
    for info in protocols(language) {
        let nodes = setup.nodes.clamp(info.profile.nodes.0, info.profile.nodes.1);
        let plain = Setup {
            protocol: info.profile.name.into(),
            nodes,
            options: Default::default(),
            rules_off: Vec::new(),
            ..setup.clone()
        };
        let is_switch = |option: &&OptionInfo| match option.unit {
            Unit::Switch | Unit::Promise => true,
            Unit::Ms | Unit::Percent | Unit::Count | Unit::Choice(_) => false,
        };
        let switches = info.options.iter().filter(is_switch);
        let turned: Vec<(String, Setup)> = switches
            .map(|option| {
                let value = option.min + option.max - option.default;
                let options = [(option.name.into(), value)].into();
                let turned = if value == 0 { "not " } else { "" };
                let name = format!("{}, {turned}{}", info.profile.title, option.name);
                (name, Setup { options, ..plain.clone() })
            })
            .collect();
        others.push((info.profile.title.to_string(), plain));
        others.extend(turned);
    }
    others
}
