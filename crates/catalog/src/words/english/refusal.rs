//! Why an act cannot be done, in English. Not in the table of the world's words, so that it is
//! loaded with what uses it.

use simulator::Refusal;

/// Why the action cannot be taken.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unknown(end) => format!("There is no {end} in this run"),
        Refusal::Crashed(node) => format!("{node} is crashed; restart it first"),
        Refusal::Up(node) => format!("{node} is up already"),
        Refusal::Paused(node) => format!("{node} is paused; resume it first"),
        Refusal::NotPaused(node) => format!("{node} is not paused"),
        Refusal::NoTimer(name, known) => {
            format!("There is no timer named `{name}`; there are: {}", known.join(", "))
        }
        Refusal::NoOrder(name, known) if known.is_empty() => {
            format!("There is no order named `{name}`: this protocol takes none")
        }
        Refusal::NoOrder(name, known) => {
            format!("There is no order named `{name}`; there are: {}", known.join(", "))
        }
        Refusal::OrderNames(name, least, most) if least == most => {
            format!("The order {name} names {most} servers besides the one it is given to")
        }
        Refusal::OrderNames(name, least, most) => {
            format!(
                "The order {name} names {least} to {most} servers besides the one it is given to"
            )
        }
        Refusal::TimerNotSet(node, timer) => format!("{node}'s {timer} timer is not running"),
        Refusal::NotInFlight(id) => {
            format!("Message {id} is not in flight: it has arrived or was lost")
        }
        Refusal::TooManyCopies(id) => format!("Message {id} has 255 copies already"),
        Refusal::Unreachable(id) => {
            format!("{} cannot be reached from {}: heal the link or restart it", id.to, id.from)
        }
        Refusal::ClientBusy(client) => {
            format!("{client} still waits for its last answer; it asks for one thing at a time")
        }
        Refusal::NoLink(from, to) => format!("There is no link from {from} to {to}"),
        Refusal::AlreadyCut(from, to) => format!("The link from {from} to {to} is cut already"),
        Refusal::NotCut(from, to) => format!("The link from {from} to {to} is not cut"),
        Refusal::InTwoGroups(end) => format!("{end} stands in two groups; one is expected"),
        Refusal::NoRule(name, known) => {
            format!("There is no rule named `{name}`; there are: {}", known.join(", "))
        }
        Refusal::EmptyRange => "The shortest time is longer than the longest".into(),
        Refusal::OutOfRange => {
            "Out of range: a rate is 0 to 100 %, a time at most an hour, a clock off by less than \
             50 %"
                .into()
        }
        Refusal::RunTooLong => {
            "This run has reached its greatest length, 1,000,000 events; go back or start anew"
                .into()
        }
    }
}
