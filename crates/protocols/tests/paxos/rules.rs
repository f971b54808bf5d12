//! Each rule switched off: random schedules break what they do not break while it is followed. The
//! schedule that shows how stands in `tests/scenarios/paxos`.

use super::chaos::search;
use machine::Protocol;
use protocols::paxos::{Paxos, Rule};

#[test]
fn random_schedules_find_what_each_rule_prevents() {
    let rows = [
        (Rule::PromiseCheck, "agreement"),
        (Rule::AdoptHighest, "agreement"),
        (Rule::MajorityToPrepare, "agreement"),
        (Rule::MajorityToAccept, "integrity"),
        (Rule::UniqueBallots, "agreement"),
        (Rule::SaveBeforeAnswering, "integrity"),
    ];
    assert_eq!(rows.len(), Paxos::info().rules.len());
    for (rule, breaks) in rows {
        let found = search(&[rule], 3, 2_000);
        assert_eq!(found.map(|(_, name)| name), Some(breaks), "{rule:?} off: {found:?}");
    }
    assert_eq!(search(&[], 3, 2_000), None);
}
