//! The player's steps that mean several messages or links, or change only part of a setting.

use super::player::{Player, Stop, failed, refused};
use super::show;
use crate::read::apply;
use crate::scenario::Line;
use crate::step::{ClockChange, DiskChange, End, Ends, NetworkChange, Verb, Ways, Which};
use machine::{Endpoint, Micros, NodeId};
use simulator::{Action, MessageId};

impl Player<'_> {
    pub(super) fn on_messages(
        &mut self,
        verb: Verb,
        which: &Which,
        line: &Line,
    ) -> Result<(), Stop> {
        let messages = match (verb, which) {
            // What cannot arrive now is left in flight where a pattern means several links.
            (Verb::Deliver, Which::All) => self.deliverable(which),
            (Verb::Deliver, Which::On(ends, _)) if is_pattern(*ends) => self.deliverable(which),
            (_, Which::All | Which::On(..) | Which::One(_)) => self.in_flight(which),
        };
        if messages.is_empty() {
            let flying: Vec<String> = self.scene().messages.iter().map(show::message).collect();
            let found = match flying.as_slice() {
                [] => "nothing is in flight".to_owned(),
                [..] => format!("in flight: {}", flying.join(", ")),
            };
            return Err(failed(line, "such a message in flight".to_owned(), found));
        }
        for message in messages {
            self.act(verb.on(message), line)?;
        }
        Ok(())
    }

    /// The messages meant that are in flight, in the order in which they were sent.
    fn in_flight(&self, which: &Which) -> Vec<MessageId> {
        if let Which::One(id) = which {
            return vec![*id];
        }
        let mut found: Vec<(Micros, MessageId)> = self
            .scene()
            .messages
            .iter()
            .filter(|message| match which {
                Which::All => true,
                Which::One(id) => *id == message.id,
                Which::On(ends, kind) => {
                    let of_kind = kind.as_ref().is_none_or(|kind| **kind == *message.kind);
                    of_kind && is_on(*ends, message.id.from, message.id.to)
                }
            })
            .map(|message| (message.sent, message.id))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn deliverable(&self, which: &Which) -> Vec<MessageId> {
        let mut messages = self.in_flight(which);
        messages.retain(|message| self.experiment.check(&Action::Deliver(*message)).is_ok());
        messages
    }

    /// Takes an action on each link meant, leaving those where it is done already.
    pub(super) fn on_links(
        &mut self,
        ends: Ends,
        action: fn(Endpoint, Endpoint) -> Action,
        line: &Line,
    ) -> Result<(), Stop> {
        let mut reason = None;
        let mut is_done = false;
        for (from, to) in self.links(ends) {
            match self.experiment.act(action(from, to)) {
                Ok(()) => is_done = true,
                Err(refusal) => reason = Some(refusal),
            }
        }
        match reason {
            Some(reason) if !is_done => Err(refused(line, &reason)),
            Some(_) | None => Ok(()),
        }
    }

    /// The directed links meant; `*` stands for every other server.
    fn links(&self, ends: Ends) -> Vec<(Endpoint, Endpoint)> {
        let nodes: Vec<Endpoint> =
            NodeId::all(self.experiment.setup().nodes).map(Endpoint::Node).collect();
        let all = |end| match end {
            End::One(one) => vec![one],
            End::Any => nodes.clone(),
        };
        let mut links = Vec::new();
        for from in all(ends.from) {
            for to in all(ends.to) {
                if from == to && is_pattern(ends) {
                    continue;
                }
                links.push((from, to));
                if ends.ways == Ways::Both && !links.contains(&(to, from)) {
                    links.push((to, from));
                }
            }
        }
        links
    }

    pub(super) fn network(
        &mut self,
        ends: Option<Ends>,
        change: NetworkChange,
        line: &Line,
    ) -> Result<(), Stop> {
        let scene = self.scene();
        let Some(ends) = ends else {
            let mut settings = scene.network;
            apply(change, &mut settings);
            return self.act(Action::Network(None, settings), line);
        };
        for (from, to) in self.links(ends) {
            let link = scene.links.iter().find(|link| (link.from, link.to) == (from, to));
            let mut settings = link.map_or(scene.network, |link| link.settings);
            apply(change, &mut settings);
            self.act(Action::Network(Some((from, to)), settings), line)?;
        }
        Ok(())
    }

    pub(super) fn disk(
        &mut self,
        node: NodeId,
        change: DiskChange,
        line: &Line,
    ) -> Result<(), Stop> {
        let mut settings = self.scene().nodes[node.index()].disk_settings;
        settings.save = change.save.unwrap_or(settings.save);
        settings.truth = change.truth.unwrap_or(settings.truth);
        self.act(Action::Disk(node, settings), line)
    }

    pub(super) fn clock(
        &mut self,
        node: NodeId,
        change: ClockChange,
        line: &Line,
    ) -> Result<(), Stop> {
        let mut clock = self.scene().nodes[node.index()].clock;
        clock.skew = change.skew.unwrap_or(clock.skew);
        clock.drift = change.drift.unwrap_or(clock.drift);
        self.act(Action::Clock(node, clock), line)
    }
}

fn is_pattern(ends: Ends) -> bool {
    ends.from == End::Any || ends.to == End::Any
}

fn is_on(ends: Ends, from: Endpoint, to: Endpoint) -> bool {
    let there = ends.from.admits(from) && ends.to.admits(to);
    let back = ends.from.admits(to) && ends.to.admits(from);
    there || (ends.ways == Ways::Both && back)
}
