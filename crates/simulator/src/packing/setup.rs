//! What a run starts from, as bytes.

use super::ends::{read_link, write_link};
use super::{Damaged, Reader, Writer};
use crate::action::Drive;
use crate::link::LinkSettings;
use crate::run::Setup;

const OPTIONS: u8 = 1;
const RULES: u8 = 2;
const NETWORK: u8 = 4;
const MANUAL: u8 = 8;
const KNOWN: u8 = 15;

/// Says in one byte what is not as usual, and then writes only that.
pub(crate) fn write_setup(writer: &mut Writer, setup: &Setup) {
    let flag = |bit, is_set| if is_set { bit } else { 0 };
    let manual = match setup.drive {
        Drive::Auto => 0,
        Drive::Manual => MANUAL,
    };
    writer.byte(
        manual
            | flag(OPTIONS, !setup.options.is_empty())
            | flag(RULES, !setup.rules_off.is_empty())
            | flag(NETWORK, setup.network != LinkSettings::default()),
    );
    writer.text(&setup.protocol);
    writer.number(setup.nodes.into());
    writer.number(setup.clients.into());
    writer.number(setup.seed);
    if !setup.options.is_empty() {
        writer.count(setup.options.len());
        for (name, value) in &setup.options {
            writer.text(name);
            writer.number(*value);
        }
    }
    if !setup.rules_off.is_empty() {
        writer.count(setup.rules_off.len());
        setup.rules_off.iter().for_each(|rule| writer.text(rule));
    }
    if setup.network != LinkSettings::default() {
        write_link(writer, &setup.network);
    }
}

pub(crate) fn read_setup(reader: &mut Reader<'_>) -> Result<Setup, Damaged> {
    let flags = reader.byte()?;
    if flags > KNOWN {
        return Err(Damaged);
    }
    let mut setup = Setup {
        protocol: reader.text()?,
        nodes: reader.small()?,
        clients: reader.small()?,
        seed: reader.number()?,
        options: Default::default(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: if flags & MANUAL == 0 { Drive::Auto } else { Drive::Manual },
    };
    if flags & OPTIONS != 0 {
        for _ in 0..reader.number()? {
            setup.options.insert(reader.text()?, reader.number()?);
        }
    }
    if flags & RULES != 0 {
        for _ in 0..reader.number()? {
            setup.rules_off.push(reader.text()?);
        }
    }
    if flags & NETWORK != 0 {
        setup.network = read_link(reader)?;
    }
    Ok(setup)
}
