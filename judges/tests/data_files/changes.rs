//! What a change makes of a configuration.

use super::case::Case;
use machine::{NodeId, NodeSet};
use protocols::raft::{Configuration, Impossible, Leaving, Step};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A cluster that a file changes, case by case. It begins with nobody in it.
pub(crate) struct Cluster {
    configuration: Configuration,
    /// For each member, the case in which it came.
    came: BTreeMap<NodeId, u32>,
    cases: u32,
}

impl Default for Cluster {
    fn default() -> Self {
        let configuration = Configuration::of(NodeSet::default());
        Cluster { configuration, came: BTreeMap::new(), cases: 0 }
    }
}

impl Cluster {
    pub(crate) fn answer(&mut self, case: &Case) -> String {
        let steps = steps(&case.input);
        let now = &self.configuration;
        let next = match case.command.as_str() {
            "simple" => now.simple(&steps).map_err(|why| told(why, "simple")),
            "enter-joint" => {
                now.enter_joint(leaving(case), &steps).map_err(|why| told(why, "enter-joint"))
            }
            "leave-joint" => now.leave_joint().map_err(|why| told(why, "leave-joint")),
            other => panic!("an unknown command: {other}"),
        };
        let case = self.cases;
        self.cases += 1;
        match next {
            Ok(next) => {
                self.configuration = next;
                self.came.retain(|node, _| next.members().contains(*node));
                for node in next.members().iter() {
                    self.came.entry(node).or_insert(case);
                }
                self.describe()
            }
            Err(why) => why.to_owned(),
        }
    }

    /// As the files show it. Their `learners_next` are our learners that still vote in the old
    /// half, and a member's `next` is the case in which it came.
    fn describe(&self) -> String {
        let Configuration { voters, outgoing, learners, leaving } = self.configuration;
        let mut text = format!("voters={}", set(voters));
        let lists = [
            ("&&", outgoing),
            (" learners=", learners.minus(outgoing)),
            (" learners_next=", learners.and(outgoing)),
        ];
        for (name, nodes) in lists.into_iter().filter(|(_, nodes)| !nodes.is_empty()) {
            write!(text, "{name}{}", set(nodes)).expect("it is a string");
        }
        if self.configuration.is_joint() && leaving == Leaving::ByItself {
            text += " autoleave";
        }
        for (node, case) in &self.came {
            write!(text, "\n{}: StateProbe match=0 next={case}", node.0).expect("it is a string");
            if learners.minus(outgoing).contains(*node) {
                text += " learner";
            }
        }
        text
    }
}

fn leaving(case: &Case) -> Leaving {
    match case.values("autoleave") {
        Some([auto]) if auto == "true" => Leaving::ByItself,
        Some(_) | None => Leaving::ByOrder,
    }
}

/// `v1 l2 r3`. Server 0 is nobody, there as here, where servers are numbered from 1.
fn steps(input: &str) -> Vec<Step> {
    let steps = input.split_whitespace().map(|step| {
        let (what, id) = step.split_at(1);
        let node = NodeId(id.parse().expect("an id"));
        match what {
            "v" => Step::Voter(node),
            "l" => Step::Learner(node),
            "r" => Step::Removed(node),
            other => panic!("an unknown step: {other}"),
        }
    });
    let is_nobody = |step: &Step| {
        let (Step::Voter(node) | Step::Learner(node) | Step::Removed(node)) = *step;
        node == NodeId(0)
    };
    steps.filter(|step| !is_nobody(step)).collect()
}

fn set(nodes: NodeSet) -> String {
    let names: Vec<String> = nodes.iter().map(|node| node.0.to_string()).collect();
    format!("({})", names.join(" "))
}

/// How they say it.
fn told(why: Impossible, command: &str) -> &'static str {
    match why {
        Impossible::Joint if command == "simple" => {
            "can't apply simple config change in joint config"
        }
        Impossible::Joint => "config is already joint",
        Impossible::NotJoint => "can't leave a non-joint config",
        Impossible::NoVoters => "removed all voters",
        Impossible::NoOldVoters => "can't make a zero-voter config joint",
        Impossible::SeveralVoters => "more than one voter changed without entering joint config",
    }
}
