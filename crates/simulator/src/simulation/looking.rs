//! What a cluster looks like: its scene.

use super::{Leaving, Payload, Simulation};
use crate::client::Operation;
use crate::scene::{
    Broken, Claimed, ClientScene, Glance, Label, LinkScene, MessageScene, NodeScene, Power,
    PropertyScene, RuleScene, Scene, TimerScene,
};
use core::ops::Range;
use machine::{
    Badge, ClientId, Command, Effects, Field, MessageView, NO_LOG, Node, NodeId, NodeView,
    PeerView, Protocol, Reply, Value, WHOLE_LOG,
};

/// How a protocol's words, rules and notes are told in some language.
#[derive(Debug)]
pub struct Words<P: Protocol> {
    /// The text for a word.
    pub word: fn(P::Word) -> &'static str,
    /// What a rule demands, and what goes wrong without it.
    pub rule: fn(P::Rule) -> &'static str,
    /// What the property with this title says.
    pub property: fn(P::Word) -> &'static str,
    /// A note, made by this node, as a sentence.
    pub note: fn(NodeId, &P::Note) -> String,
    /// A client's command, as it would be written: `put x 1`.
    pub command: fn(&Command) -> String,
    /// A server's answer to a client.
    pub reply: fn(&Reply) -> String,
}

/// A node's fields, memory first, as they were before the last event.
pub(crate) type Fields = (Vec<Field<Label>>, Vec<Field<Label>>);

impl<P: Protocol> Simulation<P> {
    /// What the run looks like now. `before` holds each node's fields before the last event, and
    /// `length` is how many events are known.
    pub(crate) fn scene(&self, words: &Words<P>, before: &[Fields], length: u32) -> Scene {
        let node = |(id, before): (NodeId, &Fields)| self.node_scene(id, words, before);
        Scene {
            now: self.world.now,
            event: self.world.events,
            length,
            drive: self.world.drive,
            nodes: NodeId::all(self.nodes.len() as u8).zip(before).map(node).collect(),
            clients: self.world.clients.iter().zip(1..).map(client_scene).collect(),
            links: self.links(),
            messages: self.messages(words),
            rules: self.rules(words),
            properties: self.properties(words),
            network: self.world.network,
        }
    }

    /// The essence of one node, for much less than its scene: for those who look very often. Of its
    /// log, the cells of these indexes.
    #[must_use]
    pub fn glance(&self, id: NodeId, log: Range<u64>, words: &Words<P>) -> Glance {
        self.glance_at(&self.node_or_ghost(id), log, words)
    }

    fn glance_at(&self, node: &Node<P>, log: Range<u64>, words: &Words<P>) -> Glance {
        Glance {
            power: self.world.machine(node.id).power,
            view: label_view(self.protocol.view(node, log), words),
            disk: label_fields(self.protocol.disk_view(&node.disk), words),
        }
    }

    /// The operation of this number of a client, if it has asked for so many.
    #[must_use]
    pub fn operation(&self, client: ClientId, number: u64) -> Option<&Operation> {
        // They are numbered from 1.
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.world.clients.get(client.index())?.operations.get(place)
    }

    /// Each node's fields, memory first.
    pub(crate) fn fields(&self, words: &Words<P>) -> Vec<Fields> {
        let all = NodeId::all(self.nodes.len() as u8);
        all.map(|id| {
            let Glance { view, disk, .. } = self.glance(id, NO_LOG, words);
            (view.memory, disk)
        })
        .collect()
    }

    /// The stable name and the text of the node's role; `None` while it is down.
    pub(crate) fn role(&self, id: NodeId, words: &Words<P>) -> Option<Label> {
        let node = self.nodes[id.index()].as_ref()?;
        Some(label(self.protocol.view(node, NO_LOG).role, words))
    }

    /// The first broken property: the place of the event that broke it, and its name.
    #[must_use]
    pub fn violation(&self) -> Option<(u32, &'static str)> {
        let named = P::info().properties.iter().zip(&self.broken);
        let events = named.filter_map(|(property, broken)| {
            broken.as_ref().map(|(event, _)| (*event, property.name))
        });
        events.min_by_key(|(event, _)| *event)
    }

    /// The node; while it is down, what it would be if it restarted now.
    pub(super) fn node_or_ghost(&self, id: NodeId) -> Node<P> {
        self.nodes[id.index()].clone().unwrap_or_else(|| self.ghost(id))
    }

    /// What the node would be if it crashed and restarted now.
    fn ghost(&self, id: NodeId) -> Node<P> {
        self.booted(id, &self.disks[id.index()])
    }

    /// What the node would be if it started with this disk.
    fn booted(&self, id: NodeId, disk: &P::Disk) -> Node<P> {
        let memory = self.protocol.boot(id, disk, &mut Effects::default());
        Node { id, disk: disk.clone(), memory }
    }

    /// How many log entries this disk of the node holds.
    fn log_on(&self, id: NodeId, disk: &P::Disk) -> u64 {
        self.protocol
            .view(&self.booted(id, disk), WHOLE_LOG)
            .log
            .last()
            .map_or(0, |cell| cell.index)
    }

    fn node_scene(&self, id: NodeId, words: &Words<P>, before: &Fields) -> NodeScene {
        let node = self.node_or_ghost(id);
        let machine = self.world.machine(id);
        let Glance { power, view, disk } = self.glance_at(&node, WHOLE_LOG, words);
        let durable = &self.disks[id.index()];
        let saved_log = if *durable == node.disk {
            view.log.last().map_or(0, |cell| cell.index)
        } else {
            self.log_on(id, durable)
        };
        let claimed = (machine.claimed > 0).then(|| {
            let disk = &self.claimed[id.index()];
            let fields = label_fields(self.protocol.disk_view(disk), words);
            Claimed { writes: machine.claimed, disk: fields, log: self.log_on(id, disk) }
        });
        let leaving = &self.leaving[id.index()];
        let payloads = leaving.iter().filter(|item| matches!(item, Leaving::Payload(..)));
        let (memory_before, disk_before) = before.clone();
        NodeScene {
            id,
            power,
            saved: label_fields(self.protocol.disk_view(durable), words),
            saved_log,
            saved_at: machine.saved_at,
            unsaved_writes: machine.saving.len() as u32,
            waiting_to_leave: payloads.count() as u32,
            waiting_inputs: self.waiting_inputs(id),
            timers: self.timers(id, words),
            memory_before,
            disk_before,
            contents: P::contents(&node),
            membership: self.protocol.membership(&node),
            disk_settings: machine.disk,
            clock: machine.clock,
            pace: machine.work.pace,
            claimed,
            view,
            disk,
        }
    }

    /// How many inputs have come to a node that is paused or slow, and are not handled.
    fn waiting_inputs(&self, id: NodeId) -> u32 {
        let machine = self.world.machine(id);
        if machine.power != Power::Paused {
            return machine.work.count() as u32;
        }
        let arrived = self.world.flights.iter().filter(|(message, flight)| {
            message.to == id.into() && flight.fate.is_none() && flight.due <= self.world.now
        });
        let expired = machine.timers.values().filter(|timer| timer.due <= self.world.now);
        (arrived.count() + expired.count()) as u32
    }

    fn timers(&self, id: NodeId, words: &Words<P>) -> Vec<TimerScene> {
        let running = &self.world.machine(id).timers;
        let named = P::info().timers.iter().filter_map(|(timer, name, word)| {
            let running = running.get(&(*timer).into())?;
            let name = Label { key: name, text: (words.word)(*word) };
            Some(TimerScene { name, set: running.set, due: running.due })
        });
        let mut timers: Vec<TimerScene> = Vec::new();
        for timer in named {
            let place = timers.partition_point(|other| other.due <= timer.due);
            timers.insert(place, timer);
        }
        timers
    }

    fn links(&self) -> Vec<LinkScene> {
        let scene = |(from, to)| {
            let link = self.world.link(from, to);
            LinkScene {
                from,
                to,
                is_cut: link.is_cut,
                settings: self.world.settings(from, to),
                has_own_settings: link.settings.is_some(),
            }
        };
        self.world.pairs().map(scene).collect()
    }

    fn messages(&self, words: &Words<P>) -> Vec<MessageScene> {
        let mut messages: Vec<MessageScene> = Vec::with_capacity(self.world.flights.len());
        for (id, flight) in &self.world.flights {
            let payload = &self.payloads[id];
            let head = super::payload::sending(payload);
            let (brief, fields) = brief(&self.protocol, payload, words);
            let paused =
                id.to.node().is_some_and(|to| self.world.machine(to).power == Power::Paused);
            let scene = MessageScene {
                id: *id,
                kind: head.kind,
                brief,
                era: head.era,
                is_reply: head.is_reply,
                is_refusal: head.is_refusal,
                is_corrupt: head.checksum != flight.checksum,
                fields,
                sent: flight.sent,
                due: flight.due,
                waits_at_receiver: (paused && flight.due <= self.world.now)
                    || self.world.waits(*id, flight),
            };
            // Few messages fly at a time: putting each in its place is shorter than sorting.
            let key = (scene.due, scene.id);
            let place = messages.partition_point(|other| (other.due, other.id) < key);
            messages.insert(place, scene);
        }
        messages
    }

    fn rules(&self, words: &Words<P>) -> Vec<RuleScene> {
        let rules = self.protocol.rules();
        let scene = |(place, info): (u8, &machine::RuleInfo<P::Rule, P::Word>)| RuleScene {
            name: info.name,
            section: info.section,
            title: (words.word)(info.title),
            help: (words.rule)(info.rule),
            is_followed: rules.follows(place),
        };
        (0..).zip(P::info().rules).map(scene).collect()
    }

    fn properties(&self, words: &Words<P>) -> Vec<PropertyScene> {
        let scene = |(property, broken): (&machine::Property<P>, &Option<(u32, P::Note)>)| {
            let broken = broken.as_ref().map(|(event, note)| Broken {
                event: *event,
                sentence: (words.note)(NodeId(1), note),
            });
            PropertyScene {
                name: property.name,
                section: property.section,
                title: (words.word)(property.title),
                help: (words.property)(property.title),
                broken,
            }
        };
        P::info().properties.iter().zip(&self.broken).map(scene).collect()
    }
}

fn client_scene((state, id): (&crate::world::ClientState, u8)) -> ClientScene {
    ClientScene {
        id: machine::ClientId(id),
        believes: state.believes,
        operations: state.operations.iter().cloned().collect(),
    }
}

fn label<P: Protocol>(word: P::Word, words: &Words<P>) -> Label {
    Label { key: word.into(), text: (words.word)(word) }
}

fn label_value<P: Protocol>(value: Value<P::Word>, words: &Words<P>) -> Value<Label> {
    match value {
        Value::Word(word) => Value::Word(label(word, words)),
        Value::Number(number) => Value::Number(number),
        Value::Node(node) => Value::Node(node),
        Value::PerNode(numbers) => Value::PerNode(numbers),
        Value::Nodes(nodes) => Value::Nodes(nodes),
        Value::Text(text) => Value::Text(text),
    }
}

pub(super) fn label_fields<P: Protocol>(
    fields: Vec<Field<P::Word>>,
    words: &Words<P>,
) -> Vec<Field<Label>> {
    let field = |field: Field<P::Word>| Field {
        name: label(field.name, words),
        value: label_value(field.value, words),
    };
    fields.into_iter().map(field).collect()
}

fn label_view<P: Protocol>(view: NodeView<P::Word>, words: &Words<P>) -> NodeView<Label> {
    let badge = |badge: Badge<P::Word>| Badge {
        name: label(badge.name, words),
        count: badge.count,
        of: badge.of,
    };
    let peer = |peer: PeerView<P::Word>| PeerView {
        node: peer.node,
        fields: label_fields(peer.fields, words),
    };
    NodeView {
        role: label(view.role, words),
        status: view.status,
        era_name: label(view.era_name, words),
        badges: view.badges.into_iter().map(badge).collect(),
        memory: label_fields(view.memory, words),
        log: view.log,
        peers: view.peers.into_iter().map(peer).collect(),
    }
}

fn brief<P: Protocol>(
    protocol: &P,
    payload: &Payload<P>,
    words: &Words<P>,
) -> (String, Vec<Field<Label>>) {
    match payload {
        Payload::Message(message) => {
            let MessageView { brief, fields } = protocol.message_view(message);
            let text = |value: &Value<P::Word>| match value {
                Value::Word(word) => (words.word)(*word).to_string(),
                Value::Number(number) => number.to_string(),
                Value::Node(node) => node.map_or_else(String::new, |node| node.to_string()),
                Value::PerNode(_) | Value::Nodes(_) => String::new(),
                Value::Text(text) => text.clone(),
            };
            let texts: Vec<String> = brief.iter().map(text).collect();
            (texts.join(" "), label_fields(fields, words))
        }
        Payload::Request(request) => ((words.command)(&request.command), Vec::new()),
        Payload::Reply(_, reply) => ((words.reply)(reply), Vec::new()),
    }
}
