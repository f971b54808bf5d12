//! Virtual time, network, disks, clients, faults and history: the world a protocol runs in.
//!
//! Everything a run shows is computed from one value, a [`Run`]: protocol, configuration, seed and
//! the actions a person took, each with its moment. Nothing here names a protocol.

mod action;
mod bounds;
mod client;
mod cutting;
mod disk;
mod draw;
mod event;
mod kept;
mod kept_comparison;
mod link;
mod message;
mod packing;
mod past;
mod run;
mod scene;
mod simulation;
mod stepping;
mod timeline;
mod world;

pub use action::{Action, DiskFate, Drive, Refusal};
pub use bounds::{Bound, check_bounds, check_comparison};
pub use client::{Attempt, Operation};
pub use disk::{Clock, DiskSettings, DiskTruth};
pub use draw::{Cause, Draw};
pub use event::{Doubt, Erased, Event, EventKind, Loss, Packet, Trace};
pub use kept::{Kept, NotKept, Place};
pub use kept_comparison::{Joint, KeptComparison, KeptSide, sides_of};
pub use link::{LinkSettings, Rate};
pub use message::MessageId;
pub use past::Past;
pub use run::{Act, Moment, Run, Setup};
pub use scene::{
    Broken, Claimed, ClientScene, Glance, Label, LinkScene, MessageScene, NodeScene, Power,
    PropertyScene, RowScene, Scene, Table, TimerScene,
};
pub use simulation::{Checking, Simulation, Words, is_valid_network};
pub use timeline::Timeline;
