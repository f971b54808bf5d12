//! Where faults meet messages: what flies damaged, and what has just been lost or refused, or came
//! a second time.

use super::AsideProps;
use crate::px::px;
use machine::Micros;
use simulator::{Action, EventKind, Loss, MessageScene, Packet};
use yew::prelude::{Html, html};

/// For how long it can be seen, in virtual time, that something was lost.
const SEEN_FOR: Micros = Micros::from_ms(60);
/// Among how many of the last events it is looked for.
const LOOKED_AT: usize = 40;

/// How a message fared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Lost,
    Refused,
    Again,
}

/// What is said of messages in flight besides their names. It is heard; what is seen of it flies.
pub(super) fn messages(props: &AsideProps) -> Html {
    let tab = &props.words.later().tab;
    let about = |message: &MessageScene| {
        let marks = [
            (message.is_corrupt, tab.is_corrupt),
            (message.id.copy > 0, tab.is_copy),
            (message.waits_at_receiver, tab.waits_at_receiver),
        ];
        let said: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, said)| *said).collect();
        let (from, to) = (message.id.from.to_string(), message.id.to.to_string());
        let name = (props.words.stage.message_name)(message.kind, &from, &to);
        let label = format!("{name}: {}", said.join("; "));
        (!said.is_empty()).then(|| html! { <g role="img" aria-label={label} /> })
    };
    props.scene.messages.iter().filter_map(about).collect()
}

/// What has just gone wrong with messages.
pub(super) fn recent(props: &AsideProps) -> Html {
    let now = props.scene.now;
    props.experiment.with(|run| {
        let trace = run.trace();
        let past = &trace.events[..run.position() as usize];
        let first = past.len().saturating_sub(LOOKED_AT);
        let last = past[first..].iter().rev().take_while(|event| now.since(event.at) < SEEN_FOR);
        let each = last.filter_map(|event| {
            let packet = &trace.packets[event.packet? as usize];
            let (fate, share) = match event.kind {
                EventKind::Lost(Loss::ReceiverDown) => (Fate::Lost, 1.0),
                EventKind::Lost(Loss::Chance | Loss::Cut | Loss::Dropped) => (Fate::Lost, 0.5),
                EventKind::Refused => (Fate::Refused, 1.0),
                EventKind::Arrived if packet.copy > 0 => (Fate::Again, 1.0),
                EventKind::Acted(act)
                    if matches!(trace.acts[act as usize].action, Action::Drop(_)) =>
                {
                    (Fate::Lost, 0.5)
                }
                EventKind::Arrived
                | EventKind::Started(_)
                | EventKind::Acted(_)
                | EventKind::Fired(..)
                | EventKind::Saved(_)
                | EventKind::TimedOut(_)
                | EventKind::Retried(_)
                | EventKind::Waits(..) => return None,
            };
            Some(one(packet, fate, share, props))
        });
        each.collect()
    })
}

fn one(packet: &Packet, fate: Fate, share: f64, props: &AsideProps) -> Html {
    let fault = &props.words.later().fault;
    let at = props.layout.path(packet.from, packet.to).point(share);
    let (from, to) = (packet.from.to_string(), packet.to.to_string());
    let name = (props.words.stage.message_name)(packet.kind, &from, &to);
    let (said, d) = match fate {
        Fate::Lost => ((fault.was_lost)(&name), "M-5 -5 5 5M-5 5 5 -5"),
        Fate::Refused => ((fault.was_refused)(&name), "M-10 -4 -4 2 0 -3 4 3 10 -3"),
        Fate::Again => ((fault.came_again)(&name), "M-9 0A6 6 0 0 1 3 0M-3 0A6 6 0 0 1 9 0"),
    };
    html! {
        <g
            role="img"
            aria-label={said}
            transform={format!("translate({} {})", px(at.x), px(at.y))}
            fill="none"
        >
            <path {d} stroke="var(--paper)" stroke-width="5" />
            <path {d} stroke="var(--danger)" stroke-width="2.2" />
        </g>
    }
}
