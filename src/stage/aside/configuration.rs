//! Who belongs to the cluster, where that is not simply everybody: a ring round each member, whose
//! halves stand for the old and the new configuration while both count; and what is said of it.

use super::doing::arc;
use super::{AsideProps, line};
use crate::px::px;
use crate::stage::node::LINE;
use crate::words::Words;
use machine::{Membership, NodeId, NodeSet, Standing};
use simulator::{NodeScene, Power, Scene};
use yew::prelude::{Html, html};

/// How far the rings lie outside the arc of the timer.
const ASIDE: f64 = 4.6;
/// About how wide a letter of the legend is.
const LETTER: f64 = 6.5;
/// The radius of a ring in the legend.
const SMALL: f64 = 5.5;
const LEARNER: &str = "0.1 5";
const OLD: &str = "var(--muted)";
const NEW: &str = "var(--accent)";

/// What the servers take for the cluster.
pub(super) struct Configuration {
    /// What the leader goes by; without one, the server in the latest term.
    main: Membership,
    /// Who goes by it, if there are leaders who go by others.
    leaders: Vec<(NodeId, Membership)>,
    everybody: NodeSet,
}

/// The configuration, unless every server is simply a voter.
pub(super) fn configuration(scene: &Scene) -> Option<Configuration> {
    let everybody = scene.nodes.iter().map(|node| node.id).collect();
    let up = scene.nodes.iter().filter(|node| node.power != Power::Down);
    let known = up.filter_map(|node| Some((node, node.membership?)));
    let known: Vec<(&NodeScene, Membership)> = known.collect();
    let rank = |node: &NodeScene| (node.view.status.shape.leads(), node.view.status.era);
    // The first of equals, so that it does not change with every answer.
    let (_, main) = known.iter().rev().max_by_key(|(node, _)| rank(node))?;
    let mut leaders: Vec<(NodeId, Membership)> = Vec::new();
    for (node, membership) in &known {
        if node.view.status.shape.leads() {
            leaders.push((node.id, *membership));
        }
    }
    if leaders.windows(2).all(|pair| sets(pair[0].1) == sets(pair[1].1)) {
        leaders.clear();
    }
    let is_plain = sets(*main) == (everybody, NodeSet::default(), NodeSet::default());
    let is_needed = !is_plain || !leaders.is_empty();
    is_needed.then_some(Configuration { main: *main, leaders, everybody })
}

fn sets(membership: Membership) -> (NodeSet, NodeSet, NodeSet) {
    (membership.voters, membership.outgoing, membership.learners)
}

/// A ring round each member.
pub(super) fn rings(configuration: Option<&Configuration>, props: &AsideProps) -> Html {
    let Some(Configuration { main, .. }) = configuration else { return Html::default() };
    let radius = props.layout.outer + ASIDE;
    let one = |node: &NodeScene| {
        let (at, _) = props.layout.node(node.id.index());
        html! {
            <g
                key={node.id.0}
                transform={format!("translate({} {})", px(at.x), px(at.y))}
                role="img"
                aria-label={told(node.id, *main, props.words)}
            >
                { ring(node.id, *main, radius, 2.4) }
            </g>
        }
    };
    html! { <g fill="none">{ for props.scene.nodes.iter().map(one) }</g> }
}

/// The ring round one server: none, if it is no member. While two configurations count, the left
/// half stands for the old one and the right half for the new one.
fn ring(node: NodeId, membership: Membership, radius: f64, width: f64) -> Html {
    let Membership { voters, outgoing, learners, standing } = membership;
    let is_joint = !outgoing.is_empty();
    let width = width.to_string();
    let whole = |dashes: Option<&'static str>| {
        html! {
            <circle
                r={px(radius)}
                stroke={NEW}
                stroke-width={width.clone()}
                stroke-dasharray={dashes}
                stroke-linecap="round"
            />
        }
    };
    let half = |from: f64, colour: &'static str, dashes: Option<&'static str>| {
        let d = arc(radius, from, 0.47);
        html! {
            <path {d} stroke={colour} stroke-width={width.clone()} stroke-dasharray={dashes} />
        }
    };
    // What is not decided yet is dashed, as everywhere.
    let open = (standing == Standing::Open).then_some("5 4");
    let is_new = voters.contains(node);
    html! {
        <>
            if is_joint && outgoing.contains(node) { { half(0.515, OLD, None) } }
            if is_joint && is_new { { half(0.015, NEW, open) } }
            if !is_joint && is_new { { whole(open) } }
            if learners.contains(node) { { whole(Some(LEARNER)) } }
        </>
    }
}

/// What a server is in the configuration, to be heard: `S4, new voter`.
fn told(node: NodeId, membership: Membership, words: &Words) -> String {
    let aside = &words.later().aside;
    let Membership { voters, outgoing, learners, standing: _ } = membership;
    let is = match (voters.contains(node), outgoing.contains(node)) {
        (true, true) => aside.both,
        (true, false) if outgoing.is_empty() => aside.voter,
        (true, false) => aside.new_voter,
        (false, true) => aside.old_voter,
        (false, false) if learners.contains(node) => aside.learner,
        (false, false) => aside.outsider,
    };
    format!("{node}, {is}")
}

/// What the rings mean, and how many of each decide: at the top on the right, or where there is
/// little room at the bottom.
pub(super) fn legend(configuration: Option<&Configuration>, props: &AsideProps) -> Html {
    let Some(configuration) = configuration else { return Html::default() };
    let lines = lines(configuration, props.words);
    let longest = lines.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
    let left = (props.layout.width - longest as f64 * LETTER - 10.0).max(4.0);
    let tall = LINE * lines.len() as f64;
    // Clear of how every link treats messages, which stands in the same corner.
    let taken = LINE * line::network_lines(props).len() as f64;
    let top = match props.layout.is_narrow() {
        true => props.layout.height - tall - taken,
        false => 22.0 + taken,
    };
    let drawn = |(place, (sign, text)): (usize, &(Option<Membership>, String))| {
        let y = top + LINE * place as f64;
        html! {
            <g transform={format!("translate({} {})", px(left), px(y))}>
                <g fill="none" transform={format!("translate({} -4)", px(-SMALL - 7.0))}>
                    // Any server stands for its kind.
                    { sign.map(|kind| ring(NodeId(1), kind, SMALL, 2.0)).unwrap_or_default() }
                </g>
                <text class="node-more">{ text }</text>
            </g>
        }
    };
    html! { <g aria-hidden="true">{ for lines.iter().enumerate().map(drawn) }</g> }
}

/// The lines of the legend, each with a configuration in which the first server is of its kind.
fn lines(configuration: &Configuration, words: &Words) -> Vec<(Option<Membership>, String)> {
    let aside = &words.later().aside;
    let Membership { voters, outgoing, learners, standing } = configuration.main;
    let (first, nobody) = (NodeSet::first(1), NodeSet::default());
    let second: NodeSet = core::iter::once(NodeId(2)).collect();
    let kind = |voters, outgoing, learners| Membership { voters, outgoing, learners, standing };
    let is_joint = !outgoing.is_empty();
    let decide = |set: NodeSet| (aside.decide)(&names(set), set.len() / 2 + 1, set.len());
    let mut lines = Vec::new();
    if is_joint {
        lines.push((
            Some(kind(second, first, nobody)),
            format!("{} {}", aside.old, decide(outgoing)),
        ));
        lines
            .push((Some(kind(first, second, nobody)), format!("{} {}", aside.new, decide(voters))));
    } else {
        lines.push((
            Some(kind(first, nobody, nobody)),
            format!("{} {}", aside.voters, decide(voters)),
        ));
    }
    if !learners.is_empty() {
        let sign = Some(kind(nobody, nobody, first));
        lines.push((sign, format!("{} {}", aside.learners, names(learners))));
    }
    let outside = configuration.everybody.minus(voters.or(outgoing).or(learners));
    if !outside.is_empty() {
        lines.push((None, format!("{} {}", aside.outside, names(outside))));
    }
    if standing == Standing::Open {
        lines.push((None, aside.open.to_string()));
    }
    for (leader, membership) in &configuration.leaders {
        let all = names(membership.voters);
        lines.push((None, (aside.goes_by)(&leader.to_string(), &all)));
    }
    lines
}

fn names(set: NodeSet) -> String {
    set.iter().map(|node| node.to_string()).collect::<Vec<_>>().join(" ")
}
