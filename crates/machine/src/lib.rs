//! What a protocol is: the contract that every core implements and every other room relies on.
//!
//! A core is a deterministic state machine. It is handed an input (a message, a timer, a client's
//! request) together with the node it happens on, and answers with [`Effects`]: data that says what
//! should be sent, saved, timed or told. Nothing here knows a clock, a random number, a network, a
//! disk or a browser; those live in the simulator, on the floor above.

mod ballot;
mod client;
mod digest;
mod effects;
mod ids;
mod node_set;
mod note;
mod options;
mod order;
mod prediction;
mod property;
mod protocol;
mod quorum;
mod rules;
mod store;
mod transfer;
mod view;
mod workload;

pub use ballot::{Ballot, Round};
pub use client::{Command, Outcome, Reply, Request, Session, Text};
pub use digest::{Digest, digest_of};
pub use effects::{Effect, Effects, SaveOrder};
pub use ids::{ClientId, Endpoint, Micros, NodeId, Span, TimerId};
pub use node_set::{Membership, NodeSet};
pub use note::{Mark, NoteInfo, Tone};
pub use options::{OptionInfo, Options, Unit};
pub use order::{Give, OrderInfo};
pub use prediction::{Circumstance, Prediction};
pub use property::{Check, Cluster, Observed, Property};
pub use protocol::{Info, Node, Protocol};
pub use quorum::{Quorum, reached_by};
pub use rules::{RuleInfo, RuleSet, is_of_another_work};
pub use store::{Record, Store};
pub use transfer::{Transfer, TxnId, aborted, account_read, accounts};
pub use view::{
    Badge, Cell, Field, MessageHead, MessageView, NO_LOG, NodeView, PeerView, Row, Shape, Standing,
    Status, Value, WHOLE_LOG,
};
pub use workload::{Assumes, Workload};
