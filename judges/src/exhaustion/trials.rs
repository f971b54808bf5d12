//! The searches: what holds within which bounds, and what breaks without which rule.

use super::{Bounds, Disks, Order, Trial};

/// Two servers leave, one after the other.
const TWO_LEAVE: &[Order] = &[Order("remove-server", &[2]), Order("remove-server", &[3])];

/// So many servers and terms, everything else at its least.
fn trial(nodes: u8, terms: u64) -> Trial {
    let bounds = Bounds {
        terms,
        candidates: nodes,
        clients: 0,
        entries: 0,
        crashes: 0,
        heartbeats: 0,
        elections: u8::MAX,
        orders: &[],
    };
    Trial { nodes, off: Vec::new(), options: Vec::new(), disks: Disks::AtOnce, bounds }
}

impl Trial {
    /// So many clients, who ask leaders whose logs are shorter than this.
    fn clients(mut self, clients: u8, entries: u64) -> Self {
        (self.bounds.clients, self.bounds.entries) = (clients, entries);
        self
    }

    fn crashes(mut self, crashes: u8) -> Self {
        self.bounds.crashes = crashes;
        self
    }

    fn heartbeats(mut self, heartbeats: u8) -> Self {
        self.bounds.heartbeats = heartbeats;
        self
    }

    fn elections(mut self, elections: u8) -> Self {
        self.bounds.elections = elections;
        self
    }

    fn orders(mut self, orders: &'static [Order]) -> Self {
        self.bounds.orders = orders;
        self
    }

    fn candidates(mut self, candidates: u8) -> Self {
        self.bounds.candidates = candidates;
        self
    }

    fn late_disks(mut self) -> Self {
        self.disks = Disks::Late;
        self
    }

    fn option(mut self, name: &'static str, value: u64) -> Self {
        self.options.push((name, value));
        self
    }

    fn without(mut self, rule: &'static str) -> Self {
        self.off.push(rule);
        self
    }
}

/// What is searched whole in the gate, and how many states there are.
#[must_use]
pub fn whole() -> Vec<(Trial, usize)> {
    let often = |trial: Trial| trial.clients(1, 2).option("snapshot-every", 1);
    vec![
        (trial(2, 2).clients(1, 3).crashes(1).heartbeats(1), 12_766),
        (trial(2, 2).clients(1, 3).crashes(1).late_disks(), 18_787),
        (trial(3, 1).clients(1, 2).crashes(1), 33_112),
        (trial(3, 1).crashes(1).late_disks(), 4_624),
        (trial(3, 2).crashes(1), 83_493),
        (trial(3, 2).candidates(1).clients(1, 2).heartbeats(1), 130_776),
        (trial(3, 1).option("pre-vote", 1).option("check-quorum", 1), 7_011),
        (trial(3, 2).option("check-quorum", 1).candidates(2), 63_081),
        (trial(3, 2).candidates(1).orders(&[Order("transfer", &[2])]), 3_405),
        (often(trial(2, 1)).crashes(1), 232),
        (often(trial(2, 2)), 432),
        (often(trial(3, 1)), 54_794),
        (trial(3, 2).elections(2).orders(&[Order("reconfigure", &[1])]), 41_120),
        (trial(3, 2).elections(2).orders(TWO_LEAVE), 66_278),
        (trial(2, 2).orders(&[Order("remove-server", &[1])]).crashes(1), 567),
    ]
}

/// What takes longer, and is searched by hand.
#[must_use]
pub fn larger() -> Vec<Trial> {
    vec![
        trial(2, 3).clients(2, 3).crashes(1),
        trial(3, 1).clients(1, 2).crashes(1).heartbeats(1),
        trial(3, 2).candidates(2).clients(1, 2),
        trial(3, 2).clients(1, 2),
        trial(3, 2).option("pre-vote", 1).candidates(2),
        trial(3, 3).elections(3),
        trial(3, 2).orders(&[Order("reconfigure", &[1])]),
        trial(2, 1).clients(1, 2).crashes(1).option("snapshot-every", 1).late_disks(),
    ]
}

/// Which rule is off, what breaks then, and in how many steps at least.
#[must_use]
pub fn broken() -> Vec<(Trial, &'static str, usize)> {
    const ELECTION: &str = "election safety";
    const MATCHING: &str = "log matching";
    const COMPLETE: &str = "leader completeness";
    const STATE: &str = "state as committed";
    const MACHINE: &str = "state machine safety";
    let two = || trial(3, 2);
    vec![
        (trial(3, 1).crashes(1).without("persist-term"), ELECTION, 10),
        (trial(3, 1).crashes(1).without("persist-vote"), ELECTION, 12),
        (two().crashes(1).without("persist-log"), COMPLETE, 10),
        (trial(3, 1).without("one-vote-per-term"), ELECTION, 9),
        (trial(3, 1).without("majority-to-elect"), ELECTION, 7),
        (two().without("election-restriction"), COMPLETE, 8),
        (two().without("step-down"), ELECTION, 7),
        (two().heartbeats(1).without("refuse-stale-term"), MACHINE, 11),
        (trial(3, 1).clients(1, 2).without("log-consistency-check"), MATCHING, 11),
        (two().heartbeats(1).without("overwrite-conflicts"), MACHINE, 10),
        (two().without("majority-to-commit"), COMPLETE, 7),
        (
            trial(3, 4)
                .candidates(2)
                .elections(4)
                .option("batch", 1)
                .without("current-term-commit"),
            COMPLETE,
            18,
        ),
        (trial(3, 1).clients(1, 3).without("client-deduplication"), "applied once", 9),
        (
            two()
                .candidates(2)
                .crashes(1)
                .late_disks()
                .option("parallel-writes", 1)
                .without("own-copy-saved"),
            COMPLETE,
            15,
        ),
        (two().orders(&[Order("reconfigure", &[1])]).without("joint-consensus"), COMPLETE, 9),
        (two().orders(&[Order("reconfigure", &[1])]).without("both-majorities"), COMPLETE, 9),
        (two().orders(TWO_LEAVE).without("one-change-at-a-time"), COMPLETE, 10),
        (
            // A new leader's empty entry makes the voter's log newer than the other candidate's.
            two().elections(3).option("pre-vote", 1).without("no-op").without("keep-vote"),
            ELECTION,
            10,
        ),
        (
            trial(3, 1)
                .clients(1, 2)
                .crashes(1)
                .late_disks()
                .option("snapshot-every", 1)
                .without("save-snapshot-first"),
            STATE,
            15,
        ),
        (
            two()
                .candidates(2)
                .elections(2)
                .clients(1, 2)
                .orders(&[Order("send-snapshot", &[3])])
                .option("snapshot-every", 1)
                .without("keep-following"),
            COMPLETE,
            13,
        ),
    ]
}
