//! The reachable states of Lamport's specification of Paxos, by the core's own handlers.
//!
//! The model is `Paxos.tla` of the TLA+ examples: three acceptors with `maxBal`, `maxVBal` and
//! `maxVal`, and a set of messages that are never consumed; ballots 0 and 1, two values. Here two
//! proposers with one ballot each drive three acceptors, roles apart, refusals off, no timers, no
//! crashes; a message once sent may be received any number of times.
//!
//! The core's state is finer than the model's, whose proposers remember nothing: it also has what
//! each proposer wants, which promises it has counted and which acceptances it has heard. So each
//! state is mapped to the model's variables, and distinct images are counted. An `Accept` to three
//! acceptors is one message of the model, and so are a `Prepare` and an `Accepted`, which goes to
//! the learners and the proposer. Learners send nothing and are left out.

use machine::{ClientId, Command, Effect, Effects, Node, NodeId, Options, Protocol, Request, Text};
use protocols::paxos::{Accepted, Ballot, Disk, Message, Paxos};
use std::collections::{BTreeSet, VecDeque};

const VALUES: [&str; 2] = ["1", "2"];
const PROPOSERS: [NodeId; 2] = [NodeId(1), NodeId(2)];
const ACCEPTORS: [NodeId; 3] = [NodeId(3), NodeId(4), NodeId(5)];

/// The cluster: five servers, and every message ever sent, with its sender and receiver.
#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    nodes: Vec<Node<Paxos>>,
    sent: Vec<(NodeId, NodeId, Message)>,
}

/// A message of the model.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Said {
    OneA(u8),
    OneB(u8, u8, Vote),
    TwoA(u8, Text),
    TwoB(u8, u8, Text),
}

/// `maxVBal` and `maxVal`; `None` for -1 and no value.
type Vote = Option<(u8, Text)>;

/// A state of the model: for each acceptor `maxBal` and its vote, and `msgs`.
type Image = (Vec<(Option<u8>, Vote)>, BTreeSet<Said>);

/// Seven servers, roles apart: S1 and S2 propose, S3 to S5 accept, S6 and S7 learn.
fn paxos() -> Paxos {
    let list = Paxos::info().options;
    let mut options = Options::defaults(list);
    let mut set = |name, value| {
        let place = list.iter().position(|option| option.name == name);
        options.set(place.expect("there is such an option"), value);
    };
    set("roles-apart", 1);
    set("refusals", 0);
    Paxos::new(7, &options)
}

/// What the handler asked for takes effect at once: the model has no disks.
fn carry_out(paxos: &Paxos, state: &mut State, place: usize, fx: &mut Effects<Paxos>) {
    let mut effects: VecDeque<Effect<Paxos>> = fx.drain().collect();
    while let Some(effect) = effects.pop_front() {
        match effect {
            Effect::Send { to, message } | Effect::SendAtOnce { to, message } => {
                let sent = (state.nodes[place].id, to, message);
                if !state.sent.contains(&sent) {
                    state.sent.push(sent);
                }
            }
            Effect::Save => {
                let node = &mut state.nodes[place];
                let saved = node.disk.clone();
                let mut fx = Effects::default();
                paxos.on_saved(node, &saved, &mut fx);
                effects.extend(fx.drain());
            }
            Effect::SetTimer { .. } | Effect::CancelTimer(_) => {}
            Effect::Reply { .. } | Effect::Note(_) => {}
        }
    }
    // A set has no order.
    state.sent.sort_by_cached_key(machine::digest_of);
}

fn start(paxos: &Paxos) -> State {
    let boot = |id| {
        let disk = Disk::default();
        let memory = paxos.boot(id, &disk, &mut Effects::default());
        Node { id, disk, memory }
    };
    let nodes = PROPOSERS.into_iter().chain(ACCEPTORS).map(boot).collect();
    State { nodes, sent: Vec::new() }
}

/// Every state one step away: a client asks a proposer that has not tried yet, or a message that
/// was sent is received.
fn successors(paxos: &Paxos, state: &State) -> Vec<State> {
    let mut next = Vec::new();
    for proposer in PROPOSERS.map(NodeId::index) {
        for value in VALUES.iter().filter(|_| state.nodes[proposer].disk.tried.0 == 0) {
            let mut state = state.clone();
            let command = Command::Put("x".into(), (*value).into());
            let request = Request::new(ClientId(1), 1, command);
            let mut fx = Effects::default();
            paxos.on_request(&mut state.nodes[proposer], request, &mut fx);
            carry_out(paxos, &mut state, proposer, &mut fx);
            next.push(state);
        }
    }
    for (from, to, message) in state.sent.iter().filter(|(_, to, _)| to.0 <= 5) {
        let mut state = state.clone();
        let mut fx = Effects::default();
        paxos.on_message(&mut state.nodes[to.index()], *from, message.clone(), &mut fx);
        carry_out(paxos, &mut state, to.index(), &mut fx);
        next.push(state);
    }
    next
}

/// S1's ballot is the model's 0, S2's is 1.
fn ballot(ballot: Ballot) -> u8 {
    assert_eq!(ballot.round.0, 1, "nobody tries twice");
    ballot.proposer.expect("ballots have a proposer").0 - 1
}

fn value(command: &Command) -> Text {
    let Command::Put(_, value) = command else { panic!("only puts are asked for") };
    value.clone()
}

fn vote(accepted: &Option<Accepted>) -> Vote {
    accepted.as_ref().map(|accepted| (ballot(accepted.ballot), value(&accepted.value)))
}

fn image(state: &State) -> Image {
    let acceptors = ACCEPTORS.map(|acceptor| {
        let disk = &state.nodes[acceptor.index()].disk;
        (disk.promised.map(ballot), vote(&disk.accepted))
    });
    let said = state.sent.iter().map(|(from, _, message)| match message {
        Message::Prepare { ballot: b } => Said::OneA(ballot(*b)),
        Message::Promise { ballot: b, accepted } => {
            Said::OneB(from.0 - 3, ballot(*b), vote(accepted))
        }
        Message::Accept { ballot: b, value: v } => Said::TwoA(ballot(*b), value(v)),
        Message::Accepted { ballot: b, value: v } => Said::TwoB(from.0 - 3, ballot(*b), value(v)),
        Message::Refusal { .. } | Message::Alive => panic!("both options are off"),
    });
    (acceptors.to_vec(), said.collect())
}

/// How many states are reachable, and their images.
fn explore(paxos: &Paxos) -> (usize, BTreeSet<Image>) {
    let first = start(paxos);
    let mut images = BTreeSet::from([image(&first)]);
    let mut known = BTreeSet::from([machine::digest_of(&first)]);
    let mut open = VecDeque::from([first]);
    while let Some(state) = open.pop_front() {
        for next in successors(paxos, &state) {
            if known.insert(machine::digest_of(&next)) {
                images.insert(image(&next));
                open.push_back(next);
            }
        }
    }
    (known.len(), images)
}

/// The next states of the specification itself, word for word, and how many steps lead to them.
fn specified(image: &Image) -> Vec<Image> {
    let (acceptors, said) = image;
    let mut next = Vec::new();
    let mut step = |change: &dyn Fn(&mut Image)| {
        let mut image = image.clone();
        change(&mut image);
        next.push(image);
    };
    for b in 0..2 {
        // Phase1a(b)
        step(&|image| {
            image.1.insert(Said::OneA(b));
        });
        // Phase2a(b, v): no 2a of b yet, and some quorum has answered b and allows v.
        let is_open = !said.iter().any(|said| matches!(said, Said::TwoA(of, _) if *of == b));
        for v in VALUES.map(Text::from).iter().filter(|_| is_open) {
            let ways = |quorum: [u8; 2]| {
                let answers = said.iter().filter_map(|said| match said {
                    Said::OneB(a, of, vote) if *of == b && quorum.contains(a) => Some((a, vote)),
                    Said::OneA(_) | Said::OneB(..) | Said::TwoA(..) | Said::TwoB(..) => None,
                });
                let answered: BTreeSet<&u8> = answers.clone().map(|(a, _)| a).collect();
                let votes: Vec<&(u8, Text)> =
                    answers.filter_map(|(_, vote)| vote.as_ref()).collect();
                let top = votes.iter().map(|(of, _)| of).max();
                let allows = |vote: &&&(u8, Text)| Some(&vote.0) == top && vote.1 == *v;
                match (answered.len(), votes.len()) {
                    (2, 0) => 1,
                    (2, _) => votes.iter().filter(allows).count(),
                    _ => 0,
                }
            };
            // Each quorum and each vote that allows it is a step, though all lead to one state.
            for _ in 0..[[0, 1], [0, 2], [1, 2]].into_iter().map(ways).sum() {
                step(&|image| {
                    image.1.insert(Said::TwoA(b, v.clone()));
                });
            }
        }
    }
    for (a, (max_bal, vote)) in (0u8..).zip(acceptors) {
        for message in said {
            match message {
                // Phase1b(a)
                Said::OneA(b) if Some(*b) > *max_bal => step(&|image| {
                    image.0[usize::from(a)].0 = Some(*b);
                    image.1.insert(Said::OneB(a, *b, vote.clone()));
                }),
                // Phase2b(a)
                Said::TwoA(b, v) if Some(*b) >= *max_bal => step(&|image| {
                    image.0[usize::from(a)] = (Some(*b), Some((*b, v.clone())));
                    image.1.insert(Said::TwoB(a, *b, v.clone()));
                }),
                Said::OneA(_) | Said::TwoA(..) | Said::OneB(..) | Said::TwoB(..) => {}
            }
        }
    }
    next
}

#[test]
fn the_core_reaches_exactly_the_states_of_the_specification() {
    let (states, images) = explore(&paxos());
    let first: Image = (vec![(None, None); 3], BTreeSet::new());
    let mut known = BTreeSet::from([first.clone()]);
    let mut open = vec![first];
    // The initial state is generated, too.
    let mut generated = 1;
    while let Some(image) = open.pop() {
        for next in specified(&image) {
            generated += 1;
            if known.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    // Both numbers are what TLC prints for the specification.
    assert_eq!((known.len(), generated), (3_921, 23_563), "the specification");
    assert_eq!((states, images.len()), (52_689, 3_921), "the core");
    assert_eq!(images, known, "the same states, not only as many");
}
