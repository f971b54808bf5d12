//! A question in words, as things are now.

use crate::panel::{fields, operations, scenes};
use crate::words::Words;
use catalog::{Experiment, LedgerWords, Question};
use machine::{Cell, NodeId};
use simulator::{NodeScene, Power, Scene};

/// What is asked of this run, in words.
pub(super) fn question(
    question: &Question,
    scene: &Scene,
    run: &dyn Experiment,
    words: &'static Words,
) -> String {
    let ledger = run.profile(words.language).ledger;
    let why = &words.later().why;
    let of_server = |node: &NodeId, told: &dyn Fn(&NodeScene, &str) -> String| {
        scenes::node(scene, *node).map(|server| told(server, &node.to_string()))
    };
    let found = match question {
        Question::Role(node) => of_server(node, &|server, name| match server.power {
            Power::Down => (why.down)(name),
            Power::Up | Power::Paused => {
                (why.role)(name, server.view.role.text, server.view.status.shape)
            }
        }),
        Question::Era(node) => of_server(node, &|server, name| {
            let view = &server.view;
            (why.field)(name, view.era_name.text, &view.status.era.to_string())
        }),
        Question::Field(node, field) => of_server(node, &|server, name| {
            let mut all = server.view.memory.iter().chain(&server.disk);
            match all.find(|known| known.name.key == &**field) {
                Some(known) => {
                    (why.field)(name, known.name.text, &fields::text(&known.value, words))
                }
                None => (why.field)(name, field, words.panel.nothing),
            }
        }),
        Question::Entry(node, index) => {
            let called = called(ledger, *index);
            of_server(node, &|server, name| (why.entry)(name, &called, entry(server, *index)))
        }
        Question::Decided(node, index) => {
            let called = called(ledger, *index);
            let part = ledger.log.as_ref().or(ledger.table.as_ref());
            let decided = part.map_or("", |part| part.decided);
            of_server(node, &|server, name| {
                (why.decided)(name, &called, entry(server, *index), decided)
            })
        }
        Question::Answer(client, number) => {
            let client = scene.clients.iter().find(|known| known.id == *client);
            let all = client.map_or(&[][..], |client| &client.operations);
            let operation = all.iter().find(|operation| operation.number == *number);
            operation.map(|operation| {
                let command = run.command(&operation.command, words.language);
                match &operation.answer {
                    Some((_, outcome)) => {
                        (why.answer)(&command, &operations::answer(outcome, run, words))
                    }
                    None => (why.no_answer)(&command),
                }
            })
        }
        Question::Violation(name) => {
            let broken = scene.properties.iter().filter(|property| property.broken.is_some());
            let asked = broken.filter(|it| name.as_ref().is_none_or(|name| **name == *it.name));
            let first = asked.min_by_key(|it| it.broken.as_ref().map(|broken| broken.event));
            first.map(|property| (why.broken)(property.title))
        }
    };
    found.unwrap_or_else(|| why.region.to_string())
}

/// What the entry at this index is called.
fn called(ledger: &LedgerWords, index: u64) -> String {
    ledger.entry.replace('#', &index.to_string())
}

/// Of an entry that is decided: why it is there at all, if it still is.
pub(super) fn beside(question: &Question, scene: &Scene) -> Option<Question> {
    match *question {
        Question::Decided(node, index) => {
            let is_there = !entry(scenes::node(scene, node)?, index).is_empty();
            is_there.then_some(Question::Entry(node, index))
        }
        Question::Role(_)
        | Question::Era(_)
        | Question::Field(..)
        | Question::Entry(..)
        | Question::Answer(..)
        | Question::Violation(_) => None,
    }
}

/// What the server's log holds there.
fn entry(server: &NodeScene, index: u64) -> &str {
    let is_there = |cell: &&Cell| cell.index == index;
    server.view.log.iter().find(is_there).map_or("", |cell| &cell.text)
}
