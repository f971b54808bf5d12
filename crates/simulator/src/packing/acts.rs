//! What a person did, as bytes.

use super::ends::{read_end, read_link, read_message, read_span};
use super::ends::{write_end, write_link, write_message, write_span};
use super::{Damaged, Reader, Writer};
use crate::action::{Action, DiskFate, Drive};
use crate::disk::{Clock, DiskSettings, DiskTruth};
use crate::run::{Act, Moment};
use machine::{ClientId, Command, Endpoint, Micros, NodeId};

/// How many bits of an act's first byte say what was done; the others say after how many events.
const KIND_BITS: u32 = 5;
/// From here on, how many events came before has bytes of its own.
const MANY: u32 = 7;

/// How many acts, and then each with the time since the one before.
pub(crate) fn write_acts(writer: &mut Writer, acts: &[Act]) {
    writer.count(acts.len());
    let mut last = 0;
    for act in acts {
        let after = act.at.after;
        writer.byte(kind(&act.action) | (after.min(MANY) as u8) << KIND_BITS);
        if let Some(more) = after.checked_sub(MANY) {
            writer.number(more.into());
        }
        writer.number(act.at.time.0.wrapping_sub(last));
        last = act.at.time.0;
        write_action(writer, &act.action);
    }
}

pub(crate) fn read_acts(reader: &mut Reader<'_>) -> Result<Vec<Act>, Damaged> {
    let count = reader.number()?;
    let mut acts = Vec::new();
    let mut time = 0u64;
    for _ in 0..count {
        let first = reader.byte()?;
        let mut after = u32::from(first >> KIND_BITS);
        if after == MANY {
            after = reader.medium()?.checked_add(MANY).ok_or(Damaged)?;
        }
        time = time.wrapping_add(reader.number()?);
        let action = read_action(reader, first & ((1 << KIND_BITS) - 1))?;
        acts.push(Act { at: Moment { time: Micros(time), after }, action });
    }
    Ok(acts)
}

/// These numbers stand in links: one that was given is never given to another kind.
fn kind(action: &Action) -> u8 {
    match action {
        Action::Crash(_) => 0,
        Action::Restart(..) => 1,
        Action::Pause(_) => 2,
        Action::Resume(_) => 3,
        Action::Fire(..) => 4,
        Action::Request(..) => 5,
        Action::Cut(..) => 6,
        Action::Heal(..) => 7,
        Action::Partition(_) => 8,
        Action::Isolate(_) => 9,
        Action::HealAll => 10,
        Action::Deliver(_) => 11,
        Action::Delay(..) => 12,
        Action::Drop(_) => 13,
        Action::Duplicate(_) => 14,
        Action::Corrupt(_) => 15,
        Action::Network(None, _) => 16,
        Action::Network(Some(_), _) => 17,
        Action::Disk(..) => 18,
        Action::Clock(..) => 19,
        Action::BreakRule(_) => 20,
        Action::FollowRule(_) => 21,
        Action::Drive(Drive::Auto) => 22,
        Action::Drive(Drive::Manual) => 23,
        Action::Slow(..) => 24,
        Action::Order(..) => 25,
        Action::Timer(..) => 26,
    }
}

fn write_action(writer: &mut Writer, action: &Action) {
    match action {
        Action::Crash(node) | Action::Pause(node) | Action::Resume(node) => writer.byte(node.0),
        Action::Restart(node, fate) => {
            let lost = match fate {
                DiskFate::Keep => 0,
                DiskFate::Lose => 1,
            };
            writer.number(u64::from(node.0) << 1 | lost);
        }
        Action::Fire(node, timer) => {
            writer.byte(node.0);
            writer.text(timer);
        }
        Action::Request(client, to, command) => write_request(writer, *client, *to, command),
        Action::Cut(from, to) | Action::Heal(from, to) => {
            write_end(writer, *from);
            write_end(writer, *to);
        }
        Action::Partition(groups) => {
            writer.count(groups.len());
            for group in groups {
                writer.count(group.len());
                group.iter().for_each(|end| write_end(writer, *end));
            }
        }
        Action::Isolate(end) => write_end(writer, *end),
        Action::HealAll | Action::Drive(_) => {}
        Action::Deliver(id) | Action::Drop(id) | Action::Duplicate(id) | Action::Corrupt(id) => {
            write_message(writer, *id);
        }
        Action::Delay(id, time) => {
            write_message(writer, *id);
            writer.number(time.0);
        }
        Action::Network(link, settings) => {
            if let Some((from, to)) = link {
                write_end(writer, *from);
                write_end(writer, *to);
            }
            write_link(writer, settings);
        }
        Action::Disk(node, settings) => {
            let unsynced = match settings.truth {
                DiskTruth::Synced => 0,
                DiskTruth::Unsynced => 1,
            };
            writer.number(u64::from(node.0) << 1 | unsynced);
            write_span(writer, settings.save);
        }
        Action::Clock(node, clock) => {
            writer.byte(node.0);
            writer.signed(clock.skew);
            writer.signed(clock.drift.into());
        }
        Action::BreakRule(rule) | Action::FollowRule(rule) => writer.text(rule),
        Action::Slow(node, pace) => {
            writer.byte(node.0);
            write_span(writer, *pace);
        }
        Action::Order(node, name, named) => {
            writer.byte(node.0);
            writer.text(name);
            writer.count(named.len());
            named.iter().for_each(|node| writer.byte(node.0));
        }
        Action::Timer(node, timer, after) => {
            writer.byte(node.0);
            writer.text(timer);
            writer.number(after.0);
        }
    }
}

fn read_action(reader: &mut Reader<'_>, kind: u8) -> Result<Action, Damaged> {
    Ok(match kind {
        0 => Action::Crash(NodeId(reader.byte()?)),
        1 => {
            let (node, is_lost) = read_node_and_bit(reader)?;
            Action::Restart(node, if is_lost { DiskFate::Lose } else { DiskFate::Keep })
        }
        2 => Action::Pause(NodeId(reader.byte()?)),
        3 => Action::Resume(NodeId(reader.byte()?)),
        4 => Action::Fire(NodeId(reader.byte()?), reader.text()?),
        5 => read_request(reader)?,
        6 => Action::Cut(read_end(reader)?, read_end(reader)?),
        7 => Action::Heal(read_end(reader)?, read_end(reader)?),
        8 => Action::Partition(read_groups(reader)?),
        9 => Action::Isolate(read_end(reader)?),
        10 => Action::HealAll,
        11 => Action::Deliver(read_message(reader)?),
        12 => Action::Delay(read_message(reader)?, Micros(reader.number()?)),
        13 => Action::Drop(read_message(reader)?),
        14 => Action::Duplicate(read_message(reader)?),
        15 => Action::Corrupt(read_message(reader)?),
        16 => Action::Network(None, read_link(reader)?),
        17 => {
            let link = (read_end(reader)?, read_end(reader)?);
            Action::Network(Some(link), read_link(reader)?)
        }
        18 => {
            let (node, is_unsynced) = read_node_and_bit(reader)?;
            let truth = if is_unsynced { DiskTruth::Unsynced } else { DiskTruth::Synced };
            Action::Disk(node, DiskSettings { save: read_span(reader)?, truth })
        }
        19 => {
            let node = NodeId(reader.byte()?);
            let skew = reader.signed()?;
            let drift = reader.signed()?.try_into().map_err(|_| Damaged)?;
            Action::Clock(node, Clock { skew, drift })
        }
        20 => Action::BreakRule(reader.text()?),
        21 => Action::FollowRule(reader.text()?),
        22 => Action::Drive(Drive::Auto),
        23 => Action::Drive(Drive::Manual),
        24 => Action::Slow(NodeId(reader.byte()?), read_span(reader)?),
        25 => {
            let (node, name) = (NodeId(reader.byte()?), reader.text()?);
            let named = (0..reader.number()?).map(|_| Ok(NodeId(reader.byte()?)));
            Action::Order(node, name, named.collect::<Result<_, Damaged>>()?)
        }
        26 => {
            let (node, timer) = (NodeId(reader.byte()?), reader.text()?);
            Action::Timer(node, timer, Micros(reader.number()?))
        }
        27.. => return Err(Damaged),
    })
}

fn read_node_and_bit(reader: &mut Reader<'_>) -> Result<(NodeId, bool), Damaged> {
    let code = reader.number()?;
    let node = u8::try_from(code >> 1).map_err(|_| Damaged)?;
    Ok((NodeId(node), code & 1 == 1))
}

fn read_groups(reader: &mut Reader<'_>) -> Result<Vec<Vec<Endpoint>>, Damaged> {
    let mut groups = Vec::new();
    for _ in 0..reader.number()? {
        let mut group = Vec::new();
        for _ in 0..reader.number()? {
            group.push(read_end(reader)?);
        }
        groups.push(group);
    }
    Ok(groups)
}

/// Four times the client and which command; the server and one, or 0; then the command's texts.
fn write_request(writer: &mut Writer, client: ClientId, to: Option<NodeId>, command: &Command) {
    let (which, texts) = match command {
        Command::Put(key, value) => (0, [Some(key), Some(value), None]),
        Command::Get(key) => (1, [Some(key), None, None]),
        Command::Cas(key, from, to) => (2, [Some(key), Some(from), Some(to)]),
        Command::Append(key, value) => (3, [Some(key), Some(value), None]),
    };
    writer.number(u64::from(client.0) << 2 | which);
    writer.number(to.map_or(0, |node| u64::from(node.0) + 1));
    texts.into_iter().flatten().for_each(|text| writer.text(text));
}

fn read_request(reader: &mut Reader<'_>) -> Result<Action, Damaged> {
    let code = reader.number()?;
    let client = ClientId(u8::try_from(code >> 2).map_err(|_| Damaged)?);
    let to = match reader.number()?.checked_sub(1) {
        Some(node) => Some(NodeId(u8::try_from(node).map_err(|_| Damaged)?)),
        None => None,
    };
    let key = reader.text()?;
    let command = match code & 3 {
        0 => Command::Put(key, reader.text()?),
        1 => Command::Get(key),
        2 => Command::Cas(key, reader.text()?, reader.text()?),
        3.. => Command::Append(key, reader.text()?),
    };
    Ok(Action::Request(client, to, command))
}
