//! A run as bytes, with where a person is in it: what a link carries and a scenario file is.
//!
//! Byte by byte in `docs/links.md`.

use crate::bounds::{Bound, check_bounds};
use crate::packing::{Damaged, Reader, Writer};
use crate::packing::{read_acts, read_setup, write_acts, write_setup};
use crate::run::Run;
use machine::{NodeId, Text};
use serde::{Deserialize, Serialize};

/// Where a person is in a run, and what is open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// After how many events. Before every server has started means the beginning.
    pub position: u32,
    /// Which tab of the panel is open: a number that the page gives, 0 unless it gives another.
    #[serde(default)]
    pub tab: u8,
    /// The server that is selected.
    #[serde(default)]
    pub node: Option<NodeId>,
}

/// A run that was kept, with what there is to see in it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Kept {
    /// What there is to see, for a person; may be empty.
    pub caption: Text,
    /// The run.
    pub run: Run,
    /// Where in it.
    pub place: Place,
}

/// Why bytes are no kept run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotKept {
    /// They were written by another version of Synod: this one.
    Version(u8),
    /// They are cut short, damaged, or something else altogether.
    Damaged,
    /// The run is too large to be opened safely.
    TooLarge(Bound),
}

impl From<Damaged> for NotKept {
    fn from(_: Damaged) -> Self {
        NotKept::Damaged
    }
}

impl Kept {
    /// The latest version that this build reads.
    pub const VERSION: u8 = 4;
    /// The one before, which knows no orders.
    const WITHOUT_ORDERS: u8 = 3;
    /// The earliest, which knows no slow nodes either. The earliest that can hold a run is written.
    const EARLIEST: u8 = 2;

    /// The run as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let Kept { caption, run, place } = self;
        let mut writer = Writer::default();
        writer.byte(version(run));
        write_setup(&mut writer, &run.setup);
        write_acts(&mut writer, &run.acts);
        writer.number(run.events.into());
        writer.bytes(&run.hash.to_le_bytes());
        writer.number(place.position.into());
        writer.byte(place.tab);
        writer.number(place.node.map_or(0, |node| u64::from(node.0) + 1));
        writer.text(caption);
        writer.into_bytes()
    }

    /// The run that these bytes hold. It is within every [`Bound`]; whether it can be played is
    /// not known yet.
    ///
    /// # Errors
    /// Why they hold none.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotKept> {
        match bytes.first() {
            Some(Self::EARLIEST..=Self::VERSION) => {}
            Some(version) => return Err(NotKept::Version(*version)),
            None => return Err(NotKept::Damaged),
        }
        Bound::Bytes.check(bytes.len()).map_err(NotKept::TooLarge)?;
        let kept = read(&mut Reader::new(&bytes[1..]))?;
        // One run has one way to be written.
        if version(&kept.run) != bytes[0] {
            return Err(NotKept::Damaged);
        }
        check_bounds(&kept).map_err(NotKept::TooLarge)?;
        Ok(kept)
    }
}

/// The version that the run is written in.
fn version(run: &Run) -> u8 {
    if run.needs_latest() {
        Kept::VERSION
    } else if run.has_slow_nodes() {
        Kept::WITHOUT_ORDERS
    } else {
        Kept::EARLIEST
    }
}

fn read(reader: &mut Reader<'_>) -> Result<Kept, Damaged> {
    let setup = read_setup(reader)?;
    let acts = read_acts(reader)?;
    let events = reader.medium()?;
    let mut hash = [0; 8];
    hash.copy_from_slice(reader.bytes(8)?);
    let run = Run { setup, acts, events, hash: u64::from_le_bytes(hash) };
    let position = reader.medium()?;
    let tab = reader.byte()?;
    let node = match reader.number()?.checked_sub(1) {
        Some(node) => Some(NodeId(u8::try_from(node).map_err(|_| Damaged)?)),
        None => None,
    };
    let caption = reader.text()?;
    let is_whole = reader.is_at_end() && position <= events;
    let kept = Kept { caption, run, place: Place { position, tab, node } };
    if is_whole { Ok(kept) } else { Err(Damaged) }
}

#[cfg(test)]
mod tests {
    use super::{Kept, NotKept, Place};
    use crate::{Act, Action, Bound, Clock, DiskFate, DiskSettings, DiskTruth, Drive};
    use crate::{LinkSettings, MessageId, Moment, Rate, Run, Setup};
    use machine::{ClientId, Command, Endpoint, Micros, NodeId, Span, Text};

    fn acts() -> Vec<Action> {
        let (one, two) = (NodeId(1), NodeId(2));
        let (s1, c2): (Endpoint, Endpoint) = (one.into(), ClientId(2).into());
        let id = MessageId { from: s1, to: c2, number: 300, copy: 0 };
        let text = |text: &str| Text::from(text);
        let settings = LinkSettings {
            delay: Span::exactly(Micros(3)),
            loss: Rate(1),
            duplicate: Rate::ALWAYS,
            corrupt: Rate(77),
            fifo: true,
        };
        let save = Span { min: Micros(0), max: Micros(9) };
        vec![
            Action::Crash(one),
            Action::Restart(one, DiskFate::Keep),
            Action::Restart(two, DiskFate::Lose),
            Action::Pause(one),
            Action::Resume(NodeId(255)),
            Action::Fire(one, text("election")),
            Action::Request(ClientId(1), None, Command::Put(text("x"), text("1"))),
            Action::Request(ClientId(255), Some(two), Command::Get(text("x"))),
            Action::Request(
                ClientId(2),
                Some(one),
                Command::Cas("x".into(), "".into(), "y".into()),
            ),
            Action::Request(ClientId(2), None, Command::Append(text("\"é\n"), text("x"))),
            Action::Cut(s1, c2),
            Action::Heal(c2, s1),
            Action::Partition(vec![vec![s1, two.into()], Vec::new(), vec![c2]]),
            Action::Isolate(c2),
            Action::HealAll,
            Action::Deliver(id),
            Action::Delay(MessageId { copy: 255, ..id }, Micros(u64::MAX)),
            Action::Drop(MessageId { number: u32::MAX, ..id }),
            Action::Duplicate(id),
            Action::Corrupt(id),
            Action::Network(None, LinkSettings::default()),
            Action::Network(Some((c2, s1)), settings),
            Action::Disk(one, DiskSettings { save, truth: DiskTruth::Unsynced }),
            Action::Disk(two, DiskSettings::default()),
            Action::Clock(one, Clock { skew: i64::MIN, drift: i32::MAX }),
            Action::BreakRule(text("no-op")),
            Action::FollowRule(text("no-op")),
            Action::Drive(Drive::Manual),
            Action::Drive(Drive::Auto),
            Action::Slow(two, save),
            Action::Order(one, text("transfer"), vec![two, NodeId(255)]),
            Action::Timer(one, text("election"), Micros(u64::MAX)),
        ]
    }

    /// A run with an act of every kind.
    fn kept() -> Kept {
        let setup = Setup {
            protocol: "raft".into(),
            nodes: 3,
            clients: 1,
            seed: u64::MAX,
            options: [("heartbeat".into(), 40), ("batch".into(), u64::MAX)].into(),
            rules_off: vec!["no-op".into()],
            network: LinkSettings { corrupt: Rate(5), ..LinkSettings::default() },
            drive: Drive::Manual,
        };
        let afters = [0, 1, 6, 7, 8, 400, u32::MAX];
        let act = |(place, action)| {
            let time = Micros(if place < 3 { 0 } else { place as u64 * 123_456 });
            Act { at: Moment { time, after: afters[place % afters.len()] }, action }
        };
        let acts = acts().into_iter().enumerate().map(act).collect();
        let place = Place { position: 8, tab: 200, node: Some(NodeId(255)) };
        Kept { caption: "See".into(), run: Run { setup, acts, events: 9, hash: u64::MAX }, place }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(Kept::decode(&kept().encode()), Ok(kept()));
        let mut backwards = kept();
        backwards.run.acts.reverse();
        assert_eq!(Kept::decode(&backwards.encode()), Ok(backwards), "times may go back");
    }

    #[test]
    fn what_is_as_usual_takes_few_bytes() {
        let mut plain = kept();
        plain.run.setup = Setup {
            seed: 7,
            options: Default::default(),
            rules_off: Vec::new(),
            network: LinkSettings::default(),
            drive: Drive::Auto,
            ..plain.run.setup
        };
        plain.run.acts.clear();
        plain.place = Place::default();
        plain.caption = "".into();
        let bytes = [2, 0, 9, 114, 97, 102, 116, 3, 1, 7, 0, 9];
        let bytes = [&bytes[..], &[255; 8], &[0, 0, 0, 1]].concat();
        assert_eq!(plain.encode(), bytes);
    }

    #[test]
    fn cut_short_changed_or_newer_bytes_are_refused_or_another_run_and_never_panic() {
        let bytes = kept().encode();
        assert_eq!(Kept::decode(&[]), Err(NotKept::Damaged));
        for end in 1..bytes.len() {
            assert_eq!(Kept::decode(&bytes[..end]), Err(NotKept::Damaged), "{end} bytes");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[place] ^= 1 << bit;
                assert_ne!(Kept::decode(&changed), Ok(kept()));
            }
        }
        assert_eq!(Kept::decode(&[Kept::VERSION + 1, 0]), Err(NotKept::Version(5)));
        let longer = [bytes, vec![0]].concat();
        assert_eq!(Kept::decode(&longer), Err(NotKept::Damaged));
        let beyond = Kept { place: Place { position: 10, ..Place::default() }, ..kept() };
        assert_eq!(Kept::decode(&beyond.encode()), Err(NotKept::Damaged));
    }

    #[test]
    fn a_run_out_of_bounds_is_refused() {
        let refused = |change: &dyn Fn(&mut Kept)| {
            let mut large = kept();
            change(&mut large);
            match Kept::decode(&large.encode()) {
                Err(NotKept::TooLarge(bound)) => bound,
                other => panic!("{other:?}"),
            }
        };
        let long: Text = "a".repeat(1_000).into();
        let with = |large: &mut Kept, action: Action, count: usize| {
            let act = Act { at: Moment { time: Micros(0), after: 0 }, action };
            large.run.acts = vec![act; count];
        };
        let broken = Action::BreakRule(long.clone());
        assert_eq!(refused(&|large| large.caption = "a".repeat(1_001).into()), Bound::Text);
        assert_eq!(refused(&|large| large.run.events = 1_000_001), Bound::Events);
        assert_eq!(refused(&|large| with(large, Action::HealAll, 10_001)), Bound::Acts);
        assert_eq!(refused(&|large| with(large, Action::HealAll, 200_000)), Bound::Bytes);
        assert_eq!(refused(&|large| with(large, broken.clone(), 101)), Bound::Texts);
        let groups = Action::Partition(vec![Vec::new(); 41]);
        assert_eq!(refused(&|large| with(large, groups.clone(), 1)), Bound::Groups);
        let group = Action::Partition(vec![vec![NodeId(1).into(); 41]]);
        assert_eq!(refused(&|large| with(large, group.clone(), 1)), Bound::Groups);
        let order = Action::Order(NodeId(1), "a".into(), vec![NodeId(2); 41]);
        assert_eq!(refused(&|large| with(large, order.clone(), 1)), Bound::Groups);
        let names = |large: &mut Kept| large.run.setup.rules_off = vec!["a".into(); 101];
        assert_eq!(refused(&names), Bound::Names);
        let late = |large: &mut Kept| large.run.acts[0].at.time = Micros(u64::MAX);
        assert_eq!(refused(&late), Bound::Time);
    }
}
