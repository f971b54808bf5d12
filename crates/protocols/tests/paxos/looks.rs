//! What a person sees: roles, the acceptor's row, the one slot, messages.

use super::cluster::{Hand, accepted, ballot, paxos, put, s};
use machine::{Badge, NodeView, Protocol, Shape, Value, WHOLE_LOG};
use protocols::paxos::{Message, Paxos, Word};

fn view(hand: &Hand, node: u8) -> NodeView<Word> {
    hand.protocol.view(hand.node(s(node)), WHOLE_LOG)
}

fn field(view: &NodeView<Word>, name: &str) -> Option<Value<Word>> {
    let found = view.memory.iter().find(|field| <&str>::from(field.name) == name);
    found.map(|field| field.value.clone())
}

#[test]
fn a_proposer_goes_from_a_dashed_ring_to_a_hexagon_and_back() {
    let mut hand = Hand::new(3);
    hand.ask(1, 1, s(1), put("1"));
    let preparing = view(&hand, 1);
    assert_eq!((<&str>::from(preparing.role), preparing.status.era), ("preparing", 11));
    assert_eq!(preparing.status.shape, Shape::DashedRing);
    assert_eq!(preparing.badges, [Badge { name: Word::Promises, count: 1, of: Some(2) }]);
    assert_eq!(field(&preparing, "waiting"), Some(Value::Text("C1:x=1".into())));
    hand.pass(1, 2);
    hand.pass(2, 1);
    let proposing = view(&hand, 1);
    assert_eq!(<&str>::from(proposing.role), "proposing");
    assert_eq!(proposing.status.shape, Shape::Hexagon);
    assert_eq!(proposing.badges, [Badge { name: Word::Acceptances, count: 1, of: Some(2) }]);
    assert_eq!(field(&proposing, "value"), Some(Value::Text("x=1".into())));
    hand.settle();
    assert_eq!(view(&hand, 1).status.shape, Shape::Ring);
}

#[test]
fn the_only_cell_holds_what_is_accepted_and_then_what_is_chosen() {
    let mut hand = Hand::new(3);
    assert_eq!(view(&hand, 2).log, []);
    hand.ask(1, 1, s(3), put("1"));
    hand.flights.clear();
    hand.hand(1, 2, Message::Accept { ballot: ballot(11), value: put("1") });
    let cells = |hand: &Hand| {
        let cells = view(hand, 2).log.into_iter();
        cells.map(|cell| (cell.index, cell.era, cell.text, cell.decided)).collect::<Vec<_>>()
    };
    assert_eq!(cells(&hand), [(1, 11, "x=1".to_string(), false)]);
    assert_eq!(field(&view(&hand, 2), "chosen"), Some(Value::Word(Word::Nothing)));
    hand.hand(1, 2, Message::Accepted { ballot: ballot(11), value: put("1") });
    assert_eq!(cells(&hand), [(1, 11, "x=1".to_string(), true)]);
    assert_eq!(Paxos::contents(hand.node(s(2))), [("x".into(), "1".into())]);
    assert!(hand.protocol.view(hand.node(s(2)), 2..9).log.is_empty());
}

#[test]
fn a_disk_is_a_row_of_the_acceptor_table() {
    let mut hand = Hand::new(3);
    let row = |hand: &Hand| {
        let fields = hand.protocol.disk_view(&hand.disks[1]).into_iter();
        fields.map(|field| field.value).collect::<Vec<_>>()
    };
    let numbers = |promised, accepted, value, tried| {
        vec![Value::Number(promised), Value::Number(accepted), value, Value::Number(tried)]
    };
    assert_eq!(row(&hand), numbers(0, 0, Value::Word(Word::Nothing), 0));
    hand.hand(1, 2, Message::Accept { ballot: ballot(11), value: put("1") });
    hand.hand(3, 2, Message::Prepare { ballot: ballot(23) });
    assert_eq!(row(&hand), numbers(23, 11, Value::Text("x=1".into()), 0));
}

#[test]
fn roles_apart_have_their_own_words_and_shapes() {
    let hand = Hand::of(paxos(7, &[("roles-apart", 1)], &[]), 7);
    let looks: Vec<(&str, Shape)> = (1..=7)
        .map(|node| view(&hand, node))
        .map(|view| (view.role.into(), view.status.shape))
        .collect();
    let expected = [[("proposer", Shape::Ring); 2].as_slice(), &[("acceptor", Shape::Ring); 3]];
    assert_eq!(looks[..5], expected.concat());
    assert_eq!(looks[5..], [("learner", Shape::DottedRing); 2]);
}

#[test]
fn answers_are_hollow_and_refusals_are_marked() {
    let heads = [
        (Message::Prepare { ballot: ballot(11) }, "Prepare", false, false),
        (Message::Promise { ballot: ballot(11), accepted: None }, "Promise", true, false),
        (Message::Accept { ballot: ballot(11), value: put("1") }, "Accept", false, false),
        (Message::Accepted { ballot: ballot(11), value: put("1") }, "Accepted", true, false),
        (Message::Refusal { ballot: ballot(11), promised: ballot(12) }, "Refusal", true, true),
    ];
    for (message, kind, is_reply, is_refusal) in heads {
        let head = Paxos::message_head(&message);
        assert_eq!((head.kind, head.era), (kind, 11));
        assert_eq!((head.is_reply, head.is_refusal), (is_reply, is_refusal));
        assert!(Paxos::info().kinds.contains(&kind));
    }
    let held = Message::Promise { ballot: ballot(21), accepted: Some(accepted(12, "2")) };
    let hand = Hand::new(3);
    let fields = hand.protocol.message_view(&held).fields;
    assert_eq!(fields.len(), 3, "the ballot, and the proposal it names");
}
