//! Runs side by side as bytes: what the link of a comparison carries.
//!
//! Byte by byte in `docs/links.md`.

use crate::bounds::{Bound, check_comparison};
use crate::kept::NotKept;
use crate::packing::{Damaged, Reader, Writer};
use crate::packing::{read_acts, read_setup, write_acts, write_setup};
use crate::run::{Act, Run};
use machine::{Micros, Text};

/// What a person did at one moment: for each side the act there, if it has one.
pub type Joint = Vec<Option<Act>>;

/// One side of a comparison that was kept.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct KeptSide {
    /// Its run.
    pub run: Run,
    /// Where in it: after how many events.
    pub position: u32,
}

/// A comparison that was kept.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct KeptComparison {
    /// What there is to see, for a person; may be empty.
    pub caption: Text,
    /// The sides, the first first.
    pub sides: Vec<KeptSide>,
    /// For each thing that a person did, in order: on which sides; the first is the lowest bit.
    pub together: Vec<u8>,
    /// The virtual time, of all sides.
    pub time: Micros,
    /// The latest that it has been; not before `time`.
    pub end: Micros,
}

impl KeptComparison {
    /// The latest version that this build reads.
    pub const VERSION: u8 = 66;
    /// The earliest, which knows no orders. The earliest that can hold a comparison is written.
    /// Runs alone count theirs from 1, so that who reads only those takes a comparison for
    /// something newer.
    pub const EARLIEST: u8 = 65;
    /// The least and the greatest number of sides.
    pub const SIDES: (usize, usize) = (2, 3);

    /// The comparison as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.byte(if self.needs_latest() { Self::VERSION } else { Self::EARLIEST });
        writer.count(self.sides.len());
        for KeptSide { run, position } in &self.sides {
            write_setup(&mut writer, &run.setup);
            write_acts(&mut writer, &run.acts);
            writer.number(run.events.into());
            writer.bytes(&run.hash.to_le_bytes());
            writer.number((*position).into());
        }
        let stretches = self.together.chunk_by(|one, other| one == other);
        writer.count(stretches.clone().count());
        for stretch in stretches {
            writer.byte(stretch[0]);
            writer.count(stretch.len());
        }
        writer.number(self.time.0);
        writer.number(self.end.since(self.time).0);
        writer.text(&self.caption);
        writer.into_bytes()
    }

    /// The comparison that these bytes hold. Each run is within every [`Bound`]; whether they can
    /// be played is not known yet.
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
        check_comparison(&kept).map_err(NotKept::TooLarge)?;
        Ok(kept)
    }

    /// Whether some side has an act that only the latest version knows.
    #[must_use]
    pub fn needs_latest(&self) -> bool {
        self.sides.iter().any(|side| side.run.needs_latest())
    }

    /// What a person did, in order; `None` if the runs and [`KeptComparison::together`] do not fit
    /// each other, or the sides each other.
    #[must_use]
    pub fn joints(&self) -> Option<Vec<Joint>> {
        let count = self.sides.len();
        let fits = self.time <= self.end
            && (Self::SIDES.0..=Self::SIDES.1).contains(&count)
            && self.sides.iter().all(|side| {
                side.position <= side.run.events
                    && side.run.setup.seed == self.sides[0].run.setup.seed
            });
        if !fits {
            return None;
        }
        let mut rest: Vec<&[Act]> = self.sides.iter().map(|side| &*side.run.acts).collect();
        let mut joints = Vec::new();
        for on in &self.together {
            if *on == 0 || usize::from(*on) >> count != 0 {
                return None;
            }
            let mut joint = vec![None; count];
            for (side, rest) in rest.iter_mut().enumerate().filter(|(side, _)| on >> side & 1 == 1)
            {
                let (act, later) = rest.split_first()?;
                joint[side] = Some(act.clone());
                *rest = later;
            }
            let mut times = joint.iter().flatten().map(|act| act.at.time);
            let time = times.next()?;
            if times.any(|other| other != time) {
                return None;
            }
            joints.push(joint);
        }
        rest.iter().all(|rest| rest.is_empty()).then_some(joints)
    }
}

/// The sides on which something was done, as [`KeptComparison::together`] has them.
#[must_use]
pub fn sides_of(joint: &Joint) -> u8 {
    (0..).zip(joint).filter(|(_, act)| act.is_some()).map(|(side, _): (u8, _)| 1 << side).sum()
}

fn read(reader: &mut Reader<'_>) -> Result<KeptComparison, Damaged> {
    let mut sides = Vec::new();
    for _ in 0..reader.number()? {
        let setup = read_setup(reader)?;
        let acts = read_acts(reader)?;
        let events = reader.medium()?;
        let mut hash = [0; 8];
        hash.copy_from_slice(reader.bytes(8)?);
        let run = Run { setup, acts, events, hash: u64::from_le_bytes(hash) };
        sides.push(KeptSide { run, position: reader.medium()? });
    }
    // Each of them is of an act at least that was read, so no more memory is taken than by those.
    let acts: usize = sides.iter().map(|side: &KeptSide| side.run.acts.len()).sum();
    let mut together = Vec::new();
    let mut last = 0;
    for _ in 0..reader.number()? {
        let on = reader.byte()?;
        let count = usize::try_from(reader.number()?).map_err(|_| Damaged)?;
        let fits = on != last && count > 0 && count <= acts - together.len();
        if !fits {
            return Err(Damaged);
        }
        together.extend(core::iter::repeat_n(on, count));
        last = on;
    }
    let time = Micros(reader.number()?);
    let end = time.plus(Micros(reader.number()?));
    let caption = reader.text()?;
    let kept = KeptComparison { caption, sides, together, time, end };
    if reader.is_at_end() && kept.joints().is_some() { Ok(kept) } else { Err(Damaged) }
}

#[cfg(test)]
mod tests {
    use super::{KeptComparison, KeptSide};
    use crate::{Act, Action, Bound, Kept, LinkSettings, Moment, NotKept, Run, Setup};
    use machine::{Micros, NodeId};

    fn kept() -> KeptComparison {
        let act =
            |ms, after, action| Act { at: Moment { time: Micros::from_ms(ms), after }, action };
        let side = |protocol: &str, acts, position| {
            let setup = Setup {
                protocol: protocol.into(),
                nodes: 5,
                clients: 2,
                seed: 7,
                options: Default::default(),
                rules_off: Vec::new(),
                network: LinkSettings::default(),
                drive: Default::default(),
            };
            KeptSide { run: Run { setup, acts, events: 90, hash: 12_345 }, position }
        };
        let left = vec![
            act(5, 0, Action::Crash(NodeId(3))),
            act(6, 2, Action::HealAll),
            act(9, 0, Action::Pause(NodeId(2))),
        ];
        let right =
            vec![act(5, 1, Action::Crash(NodeId(1))), act(8, 0, Action::Isolate(NodeId(2).into()))];
        KeptComparison {
            caption: "Look".into(),
            sides: vec![side("raft", left, 80), side("two-phase", right, 90)],
            together: vec![3, 1, 2, 1],
            time: Micros::from_ms(10),
            end: Micros::from_ms(12),
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(KeptComparison::decode(&kept().encode()), Ok(kept()));
        let joints = kept().joints().unwrap();
        assert_eq!(joints.len(), 4);
        assert!(joints[0].iter().all(Option::is_some));
        assert_eq!(super::sides_of(&joints[2]), 2);
        assert_eq!(kept().encode()[0], 65);
    }

    #[test]
    fn an_order_takes_a_version_that_knows_it() {
        let mut ordered = kept();
        ordered.sides[1].run.acts[1].action =
            Action::Order(NodeId(1), "transfer".into(), vec![NodeId(2)]);
        let bytes = ordered.encode();
        assert_eq!(bytes[0], 66);
        assert_eq!(KeptComparison::decode(&bytes), Ok(ordered));
    }

    #[test]
    fn cut_short_changed_or_newer_bytes_are_refused_or_something_else_and_never_panic() {
        let bytes = kept().encode();
        assert_eq!(KeptComparison::decode(&[]), Err(NotKept::Damaged));
        for end in 1..bytes.len() {
            assert_eq!(KeptComparison::decode(&bytes[..end]), Err(NotKept::Damaged), "{end}");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[place] ^= 1 << bit;
                assert_ne!(KeptComparison::decode(&changed), Ok(kept()));
            }
        }
        let longer = [bytes.clone(), vec![0]].concat();
        assert_eq!(KeptComparison::decode(&longer), Err(NotKept::Damaged));
        assert_eq!(KeptComparison::decode(&[67, 0]), Err(NotKept::Version(67)));
        assert_eq!(
            Kept::decode(&bytes),
            Err(NotKept::Version(65)),
            "a run alone is something else"
        );
    }

    #[test]
    fn sides_that_do_not_fit_each_other_are_refused() {
        let refused = |change: &dyn Fn(&mut KeptComparison)| {
            let mut wrong = kept();
            change(&mut wrong);
            assert_eq!(KeptComparison::decode(&wrong.encode()), Err(NotKept::Damaged));
        };
        refused(&|wrong| wrong.sides.truncate(1));
        refused(&|wrong| wrong.sides = vec![wrong.sides[0].clone(); 4]);
        refused(&|wrong| wrong.sides[0].run.setup.seed = 8);
        refused(&|wrong| wrong.sides[1].position = 91);
        refused(&|wrong| wrong.together = vec![3, 1, 2]);
        refused(&|wrong| wrong.together = vec![3, 3, 1]);
        refused(&|wrong| wrong.together = vec![3, 1, 6]);
        refused(&|wrong| wrong.together = vec![1; 1_000]);
    }

    #[test]
    fn a_comparison_out_of_bounds_is_refused() {
        let mut large = kept();
        large.caption = "a".repeat(1_001).into();
        assert_eq!(KeptComparison::decode(&large.encode()), Err(NotKept::TooLarge(Bound::Text)));
        let mut large = kept();
        large.end = Micros(1 << 51);
        assert_eq!(KeptComparison::decode(&large.encode()), Err(NotKept::TooLarge(Bound::Time)));
        let mut large = kept();
        large.sides[1].run.events = 1_000_001;
        assert_eq!(KeptComparison::decode(&large.encode()), Err(NotKept::TooLarge(Bound::Events)));
    }
}
