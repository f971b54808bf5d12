//! What can be done with a thing on the stage, and why some of it cannot be done now.

use crate::form::can_obey;
use crate::session::{Dialog, ExperimentHandle, Msg, Part, Target};
use crate::words::Words;
use catalog::{Experiment, Question};
use machine::{ClientId, Endpoint, NodeId};
use simulator::{Action, DiskFate, MessageId, NodeScene, Scene};

/// An item of a menu.
pub(super) struct Offer {
    /// Its name.
    pub(super) name: String,
    /// What it does, or why it cannot be done now.
    pub(super) does: Result<Msg, String>,
}

/// Whom to ask.
pub(super) struct Asked<'a> {
    pub(super) experiment: &'a ExperimentHandle,
    pub(super) scene: &'a Scene,
    pub(super) words: &'static Words,
}

impl Asked<'_> {
    /// What can be done with this.
    pub(super) fn offers(&self, target: Target) -> Vec<Offer> {
        match target {
            Target::Node(node) => self.of_node(node),
            Target::Client(client) => self.of_client(client),
            Target::Link(from, to) => self.of_link(from, to),
            Target::Message(message) => self.of_message(message),
        }
    }

    fn act(&self, name: &str, action: Action) -> Offer {
        let checked = self.experiment.with(|run| run.check(&action));
        let does = match checked {
            Ok(()) => Ok(Msg::Act(action)),
            Err(why) => Err(catalog::refusal(&why, self.words.language)),
        };
        Offer { name: name.to_string(), does }
    }

    fn of_node(&self, node: NodeId) -> Vec<Offer> {
        let menu = &self.words.later().menu;
        let is_in_era =
            |scene: &&NodeScene| scene.id == node && !scene.view.era_name.text.is_empty();
        let era = self.scene.nodes.iter().find(is_in_era).map(|_| self.why(Question::Era(node)));
        let whys: Vec<Offer> = match self.experiment.side() {
            None => [self.why(Question::Role(node))].into_iter().chain(era).collect(),
            // The answer stands in the panel, which is not there beside another run.
            Some(_) => Vec::new(),
        };
        let acts = vec![
            self.act(menu.crash, Action::Crash(node)),
            self.act(menu.restart, Action::Restart(node, DiskFate::Keep)),
            self.act(menu.restart_empty, Action::Restart(node, DiskFate::Lose)),
            self.act(menu.pause, Action::Pause(node)),
            self.act(menu.resume, Action::Resume(node)),
            self.fire(node),
            self.request(self.scene.clients.first().map(|client| client.id), Some(node)),
            self.act(menu.isolate, Action::Isolate(node.into())),
        ];
        let acts = acts.into_iter().chain(self.order(node));
        let settings = [
            self.heal_all(),
            asks(menu.pace, Dialog::Machine(node, Part::Pace)),
            asks(menu.clock, Dialog::Machine(node, Part::Clock)),
            asks(menu.disk, Dialog::Machine(node, Part::Disk)),
        ];
        acts.chain(whys).chain(settings).collect()
    }

    /// An order of the protocol, if it has any.
    fn order(&self, node: NodeId) -> Option<Offer> {
        let (menu, words) = (&self.words.later().menu, self.words);
        let orders = self.experiment.with(|run| run.info(words.language).orders);
        let can = can_obey(self.experiment, node, &orders, self.scene, words);
        let does = can.map(|()| Msg::Ask(Dialog::Order(node)));
        (!orders.is_empty()).then(|| Offer { name: menu.order.to_string(), does })
    }

    fn why(&self, question: Question) -> Offer {
        let offered =
            |run: &dyn Experiment| crate::panel::offered(&question, self.scene, run, self.words);
        let (name, asked) = self.experiment.with(offered);
        Offer { name, does: Ok(Msg::Why(asked)) }
    }

    fn of_client(&self, client: ClientId) -> Vec<Offer> {
        vec![
            self.request(Some(client), None),
            self.act(self.words.later().menu.isolate, Action::Isolate(client.into())),
            self.heal_all(),
        ]
    }

    fn fire(&self, node: NodeId) -> Offer {
        let menu = &self.words.later().menu;
        let scene = self.scene.nodes.iter().find(|scene| scene.id == node);
        match scene.and_then(|scene| scene.timers.first()) {
            Some(timer) => self.act(menu.fire_timer, Action::Fire(node, timer.name.key.into())),
            None => {
                Offer { name: menu.fire_timer.to_string(), does: Err(menu.no_timer.to_string()) }
            }
        }
    }

    fn request(&self, client: Option<ClientId>, to: Option<NodeId>) -> Offer {
        let menu = &self.words.later().menu;
        let does = match client {
            Some(client) => Ok(Msg::Ask(Dialog::Request(client, to))),
            None => Err(menu.no_client.to_string()),
        };
        Offer { name: menu.send_request.to_string(), does }
    }

    fn heal_all(&self) -> Offer {
        let menu = &self.words.later().menu;
        if self.scene.links.iter().any(|link| link.is_cut) {
            return self.act(menu.heal_all, Action::HealAll);
        }
        Offer { name: menu.heal_all.to_string(), does: Err(menu.no_cuts.to_string()) }
    }

    fn of_link(&self, from: Endpoint, to: Endpoint) -> Vec<Offer> {
        let menu = &self.words.later().menu;
        let ways = [(from, to), (to, from)];
        let is_cut = |(from, to): &(Endpoint, Endpoint)| {
            self.scene.links.iter().any(|link| link.from == *from && link.to == *to && link.is_cut)
        };
        let (cut, whole): (Vec<_>, Vec<_>) = ways.into_iter().partition(is_cut);
        let cuts = whole.into_iter().map(|(from, to)| Action::Cut(from, to)).collect();
        let heals = cut.into_iter().map(|(from, to)| Action::Heal(from, to)).collect();
        let name = (menu.cut)(&from.to_string(), &to.to_string());
        vec![
            self.act(&name, Action::Cut(from, to)),
            several(menu.cut_both, cuts, menu.both_cut),
            several(menu.heal, heals, menu.link_whole),
            asks(menu.link_settings, Dialog::Link(from, to)),
        ]
    }

    fn of_message(&self, message: MessageId) -> Vec<Offer> {
        let menu = &self.words.later().menu;
        vec![
            self.act(menu.deliver, Action::Deliver(message)),
            asks(menu.delay, Dialog::Delay(message)),
            self.act(menu.drop, Action::Drop(message)),
            self.act(menu.duplicate, Action::Duplicate(message)),
            self.act(menu.corrupt, Action::Corrupt(message)),
        ]
    }
}

/// Something that takes more to be said.
fn asks(name: &str, dialog: Dialog) -> Offer {
    Offer { name: name.to_string(), does: Ok(Msg::Ask(dialog)) }
}

/// Several acts at once; without any, `otherwise` says why.
fn several(name: &str, actions: Vec<Action>, otherwise: &str) -> Offer {
    let does =
        if actions.is_empty() { Err(otherwise.to_string()) } else { Ok(Msg::ActAll(actions)) };
    Offer { name: name.to_string(), does }
}
