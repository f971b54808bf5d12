//! Acting on a run with what is at hand: the tool, the selected server, the gathered ones.

use super::{Change, Dialog, Notice, Session, Target, Tool, change};
use machine::{Endpoint, NodeId};
use simulator::{Action, DiskFate, LinkScene, NodeScene, Power};

impl Session {
    /// Does this now, or says why not.
    fn act(&mut self, action: Action) {
        change(self, Change::Act(vec![action]));
    }

    /// What a click does, with the tool in hand.
    pub(super) fn click(&mut self, target: Target) {
        if let Target::Node(node) = target {
            self.selected = Some(node);
        }
        match (self.tool, target) {
            (Tool::Crash, Target::Node(_)) => self.toggle_crash(),
            (Tool::Crash, Target::Message(message)) => self.act(Action::Drop(message)),
            (Tool::Pause, Target::Node(node)) => self.toggle_pause(node),
            (Tool::Cut, Target::Node(node)) => self.act(Action::Isolate(node.into())),
            (Tool::Cut, Target::Client(client)) => self.act(Action::Isolate(client.into())),
            (Tool::Cut, Target::Link(from, to)) => self.toggle_cut(from, to),
            (Tool::Partition, Target::Node(node)) => self.gather(node),
            (Tool::Select, _)
            | (Tool::Crash | Tool::Pause | Tool::Partition, Target::Client(_) | Target::Link(..))
            | (Tool::Cut | Tool::Pause | Tool::Partition, Target::Message(_)) => {
                self.menu = (self.menu != Some(target)).then_some(target);
            }
        }
    }

    pub(super) fn take_up(&mut self, tool: Tool) {
        self.tool = tool;
        self.group.clear();
        self.menu = None;
    }

    pub(super) fn toggle_crash(&mut self) {
        let Some(node) = self.selected_node() else { return self.want_selection() };
        let id = node.id;
        let action = match node.power {
            Power::Up | Power::Paused => Action::Crash(id),
            Power::Down => Action::Restart(id, DiskFate::Keep),
        };
        self.act(action);
    }

    fn toggle_pause(&mut self, id: NodeId) {
        let is_paused =
            self.scene.nodes.iter().any(|node| node.id == id && node.power == Power::Paused);
        self.act(if is_paused { Action::Resume(id) } else { Action::Pause(id) });
    }

    fn toggle_cut(&mut self, from: Endpoint, to: Endpoint) {
        let is_this = |link: &&LinkScene| link.from == from && link.to == to;
        let is_cut = self.scene.links.iter().find(is_this).is_some_and(|link| link.is_cut);
        self.act(if is_cut { Action::Heal(from, to) } else { Action::Cut(from, to) });
    }

    pub(super) fn fire_timer(&mut self) {
        let Some(node) = self.selected_node() else { return self.want_selection() };
        match node.timers.first() {
            Some(timer) => self.act(Action::Fire(node.id, timer.name.key.into())),
            None => {
                let text = (self.words.notices.no_timer)(&node.id.to_string());
                self.notice = Some(Notice::Problem(text));
            }
        }
    }

    pub(super) fn ask_request(&mut self) {
        match self.scene.clients.first() {
            Some(client) => self.dialog = Some(Dialog::Request(client.id, self.selected)),
            None => {
                let text = self.words.notices.no_client.to_string();
                self.notice = Some(Notice::Problem(text));
            }
        }
    }

    fn gather(&mut self, node: NodeId) {
        match self.group.binary_search(&node) {
            Ok(place) => {
                self.group.remove(place);
            }
            Err(place) => self.group.insert(place, node),
        }
    }

    /// Cuts the gathered servers off from the others.
    pub(super) fn partition(&mut self) {
        let is_gathered = |node: &NodeId| self.group.contains(node);
        let nodes = self.scene.nodes.iter().map(|node| node.id);
        let (gathered, others): (Vec<NodeId>, Vec<NodeId>) = nodes.partition(is_gathered);
        let ends = |group: Vec<NodeId>| group.into_iter().map(Endpoint::from).collect();
        self.act(Action::Partition(vec![ends(gathered), ends(others)]));
        self.take_up(Tool::Select);
    }

    fn selected_node(&self) -> Option<&NodeScene> {
        let selected = self.selected?;
        self.scene.nodes.iter().find(|node| node.id == selected)
    }

    fn want_selection(&mut self) {
        self.notice = Some(Notice::Remark(self.words.notices.select_first.to_string()));
    }
}
