//! A scenario: what a file says, understood and checked, not yet played.

use crate::claim::Claim;
use crate::step::Step;
use catalog::Heading;
use machine::{ClientId, NodeId, Text};
use simulator::Setup;

/// Where a scenario stands in a picker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shelf {
    /// Under which heading.
    pub heading: Heading,
    /// Before those of a greater number; those without one come last.
    pub place: u64,
}

/// A scenario file, understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// Its title for a picker; empty if it gives none.
    pub title: String,
    /// A sentence or two on what there is to see; empty if it gives none.
    pub caption: String,
    /// Where it stands in the picker; it is in none if it does not say.
    pub shelf: Option<Shelf>,
    /// What its run starts from.
    pub setup: Setup,
    /// Its lines after the header.
    pub(crate) lines: Vec<Line>,
}

impl Scenario {
    /// The properties that may break in this scenario: those a line allows or expects to.
    pub(crate) fn may_break(&self, property: &str) -> bool {
        self.lines.iter().any(|line| match &line.what {
            What::Allow(name) | What::Expect(Claim::Violated(name)) => &**name == property,
            What::Drive(_) | What::Expect(_) | What::Show(_) => false,
        })
    }
}

/// One line that drives or observes the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Where its first word begins.
    pub(crate) column: u32,
    /// The line as written, without its comment.
    pub(crate) source: String,
    /// What it asks for.
    pub(crate) what: What,
}

/// What a line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum What {
    /// Drive the run.
    Drive(Step),
    /// Check that something is so.
    Expect(Claim),
    /// Go on although this property breaks.
    Allow(Text),
    /// Print something.
    Show(Show),
}

/// What can be printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Show {
    /// A line for each server.
    Cluster,
    /// Everything about one server.
    Node(NodeId),
    /// What one client asked and saw.
    Client(ClientId),
    /// The messages in flight.
    Messages,
    /// The last events, in words.
    Events(u32),
}
