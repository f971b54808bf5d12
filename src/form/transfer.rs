//! What is asked for where clients move money: a transfer, or what an account holds.

use super::draft::{Draft, Problem};
use super::{Choice, Field, Keyboard, edit};
use crate::words::Words;
use machine::{Command, NodeId, Transfer, accounts};
use yew::prelude::{AttrValue, Html, UseStateHandle, html};

/// What a client may ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Transfer,
    Balance,
}

/// Every kind, in the order they are offered.
const KINDS: [Kind; 2] = [Kind::Transfer, Kind::Balance];

/// A wish as it is filled in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Wish {
    kind: Kind,
    /// The place of the account that pays, or is asked for, among all accounts.
    from: usize,
    /// The place of the one that gets it among all others; after the last: every other.
    to: usize,
    amount: String,
}

impl Wish {
    /// What is wished to begin with; the server asked pays, if it has an account.
    pub(super) fn new(to: Option<NodeId>) -> Self {
        let from = to.map_or(0, |node| usize::from(node.0).saturating_sub(2));
        Wish { kind: Kind::Transfer, from, to: 0, amount: "10".into() }
    }

    /// The account that pays, or is asked for, and all others.
    fn parted(&self, nodes: u8) -> (NodeId, Vec<NodeId>) {
        let mut all: Vec<NodeId> = accounts(nodes).collect();
        let from = all.remove(self.from.min(all.len() - 1));
        (from, all)
    }

    /// The command, or what of it cannot be read.
    pub(super) fn command(&self, nodes: u8) -> Result<Command, Problem> {
        let (from, others) = self.parted(nodes);
        if self.kind == Kind::Balance {
            return Ok(Command::Get(from.to_string().into()));
        }
        let to = others.get(self.to).map_or(&others[..], core::slice::from_ref);
        let to: Vec<String> = to.iter().map(NodeId::to_string).collect();
        let key = format!("{from}->{}", to.join(","));
        let command = Command::Put(key.into(), self.amount.trim().into());
        let is_possible = Transfer::parse(&command, nodes).is_some();
        if is_possible { Ok(command) } else { Err(Problem::Amount) }
    }
}

/// The choice of what is asked for.
pub(super) fn kind(place: &str, draft: &UseStateHandle<Draft>, words: &'static Words) -> Html {
    let words = &words.later().tab;
    let options = KINDS.map(|kind| match kind {
        Kind::Transfer => AttrValue::from(words.transfer),
        Kind::Balance => AttrValue::from(words.balance),
    });
    let chosen = KINDS.iter().position(|kind| *kind == draft.wish.kind).unwrap_or(0);
    html! {
        <Choice
            id={format!("{place}-command")}
            label={words.command}
            options={options.to_vec()}
            {chosen}
            on_choose={edit(draft, |draft, place: usize| draft.wish.kind = KINDS[place])}
        />
    }
}

/// The accounts and the amount.
pub(super) fn fields(
    place: &str,
    nodes: u8,
    draft: &UseStateHandle<Draft>,
    problem: Option<Problem>,
    words: &'static Words,
) -> Html {
    let words = &words.later().tab;
    let (from, others) = draft.wish.parted(nodes);
    let names = |nodes: &[NodeId]| -> Vec<AttrValue> {
        nodes.iter().map(|node| node.to_string().into()).collect()
    };
    let all: Vec<NodeId> = accounts(nodes).collect();
    let payer = html! {
        <Choice
            id={format!("{place}-from")}
            label={match draft.wish.kind {
                Kind::Transfer => words.from_account,
                Kind::Balance => words.account,
            }}
            options={names(&all)}
            chosen={all.iter().position(|node| *node == from).unwrap_or(0)}
            on_choose={edit(draft, |draft, place| draft.wish.from = place)}
        />
    };
    if draft.wish.kind == Kind::Balance {
        return payer;
    }
    let mut receivers = names(&others);
    if others.len() > 1 {
        receivers.push(words.every_other.into());
    }
    let problem = (problem == Some(Problem::Amount)).then(|| AttrValue::from(words.expect_amount));
    html! {
        <>
            { payer }
            <Choice
                id={format!("{place}-to")}
                label={words.to_account}
                chosen={draft.wish.to.min(receivers.len() - 1)}
                options={receivers}
                on_choose={edit(draft, |draft, place| draft.wish.to = place)}
            />
            <Field
                id={format!("{place}-amount")}
                label={words.amount}
                value={draft.wish.amount.clone()}
                keyboard={Keyboard::Number}
                {problem}
                on_input={edit(draft, |draft, text| draft.wish.amount = text)}
            />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Wish};
    use crate::form::draft::Problem;
    use machine::{Command, NodeId};

    #[test]
    fn a_transfer_is_asked_for_as_scenario_files_write_it() {
        let wish = Wish::new(None);
        assert_eq!(wish.command(5), Ok(Command::Put("S2->S3".into(), "10".into())));
        let wish = Wish { amount: " 7 ".into(), to: 1, ..Wish::new(Some(NodeId(3))) };
        assert_eq!(wish.command(5), Ok(Command::Put("S3->S4".into(), "7".into())));
        let all = Wish { to: 3, ..Wish::new(None) };
        assert_eq!(all.command(5), Ok(Command::Put("S2->S3,S4,S5".into(), "10".into())));
        let read = Wish { kind: Kind::Balance, ..Wish::new(Some(NodeId(5))) };
        assert_eq!(read.command(5), Ok(Command::Get("S5".into())));
    }

    #[test]
    fn an_amount_that_cannot_be_paid_out_is_refused() {
        for amount in ["", "0", "-1", "1.5", "ten", "1000000001"] {
            let wish = Wish { amount: amount.into(), ..Wish::new(None) };
            assert_eq!(wish.command(5), Err(Problem::Amount), "{amount}");
        }
    }

    #[test]
    fn accounts_that_a_smaller_cluster_does_not_have_are_others() {
        let wish = Wish { to: 6, ..Wish::new(Some(NodeId(9))) };
        assert_eq!(wish.command(3), Ok(Command::Put("S3->S2".into(), "10".into())));
    }
}
